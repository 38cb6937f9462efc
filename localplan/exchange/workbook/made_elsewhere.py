"""Workbooks made elsewhere, such as the tables of old plans: a sheet whose columns people match with fields of a form.

Such a table is dressed up as a data sheet all of whose rows are new, and then read as every workbook that comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from localplan.domain.plan import Plan
from localplan.exchange.workbook.data import BELONGS_TO, CODE, HIDDEN, usual
from localplan.exchange.workbook.identity import identity
from localplan.exchange.workbook.reading import ReadBook
from localplan.exchange.workbook.reading_known import Known
from localplan.exchange.workbook.reading_xml import ReadCell, ReadRow, ReadSheet
from localplan.methodology.methodology import Methodology
from localplan.words import Words, fold

_LOOKED_AT = 15  # rows in which headings are looked for


class Matching(msgspec.Struct, frozen=True):
    """Which sheet, in which row its headings stand, the form its rows are for, and column from 0 → name of a column."""

    sheet: str
    head: int
    form: str
    columns: Mapping[int, str]


def head_of(sheet: ReadSheet) -> int:
    """The number of the row that most likely holds the headings: the first with the most texts; 1 where none is."""
    rows = [row for row in sheet.rows if row.number <= _LOOKED_AT]
    texts = {row.number: sum(cell.kind == "text" for cell in row.cells.values()) for row in rows}
    return max(texts, key=lambda number: (texts[number], -number), default=1)


def headings_in(sheet: ReadSheet, head: int) -> dict[int, str]:
    """The headings by column."""
    row = next((row for row in sheet.rows if row.number == head), None)
    return {column: usual(cell.text) for column, cell in sorted(row.cells.items())} if row else {}


def fields_offered(plan: Plan, form: str, methodology: Methodology, words: Words) -> dict[str, str]:
    """The columns that a form's rows have: name → heading."""
    known = Known(plan, methodology, words, words.language, {})
    filled = known.forms[form]
    above = {BELONGS_TO: words("Belongs to")} if filled.parents else {}
    return above | {column.name: known.heading(filled, column) for column in filled.columns if column.part == 1}


def forms_offered(plan: Plan, methodology: Methodology, words: Words) -> dict[str, str]:
    """The forms that rows can be for: code → name of its sheet."""
    known = Known(plan, methodology, words, words.language, {})
    return {code: known.title(filled) for code, filled in known.forms.items()}


def matched(
    headings: Mapping[int, str], offered: Iterable[Mapping[str, str]], remembered: Mapping[str, str]
) -> dict[int, str]:
    """Column → name: as remembered by heading, else where a heading is that of a field in one of the languages."""
    by_heading: dict[str, str] = {}
    for fields in offered:
        for name, heading in fields.items():
            for text in (heading, heading.partition("(")[0], heading.partition("[")[0], name):
                by_heading.setdefault(_key(text), name)
    names = {name for fields in offered for name in fields}
    found: dict[int, str] = {}
    for column, heading in headings.items():
        name = remembered.get(_key(heading), "") or by_heading.get(_key(heading), "")
        if name in names and name not in found.values():
            found[column] = name
    return found


def heading_key(heading: str) -> str:
    """By what a heading is remembered: script, case and blanks do not count."""
    return _key(heading)


def _key(text: str) -> str:
    return " ".join(fold(usual(text)).split())


def dressed_up(book: ReadBook, matching: Matching, plan: Plan, language: str) -> ReadBook:
    """The table as the data sheet of a form; rows and columns keep their places, so that problems name the cells."""
    sheet = next(sheet for sheet in book.sheets if sheet.title == matching.sheet)
    last = max((column for row in sheet.rows for column in row.cells), default=0)
    names = {column: ReadCell("text", name) for column, name in matching.columns.items() if name not in (*HIDDEN, CODE)}
    top = ReadRow(max(0, matching.head - 1), {**names, last + 1: ReadCell("text", f"{HIDDEN[0]}@{matching.form}")})
    rows = (ReadRow(row.number, row.cells, row.hidden) for row in sheet.rows if row.number > matching.head)
    facts = {**dict(identity(plan, language, None)), "localplan.revision": "", "localplan.export": book.digest}
    return ReadBook(facts, (ReadSheet(sheet.title, (top, *rows), sheet.merged),), book.digest, book.person)
