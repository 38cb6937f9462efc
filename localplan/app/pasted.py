"""Cells copied from a spreadsheet and pasted into a table of the window: read as a workbook that comes back.

The cells are dressed up as a data sheet of one form, beside the ids of the rows that they go into; what goes beyond the
last row becomes new rows. So every habit of spreadsheets that a workbook may have is understood here too.
"""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from localplan.app.sentences import sentence
from localplan.domain.edits import Edit
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.workbook.data import HIDDEN, REVISION_DIGITS
from localplan.exchange.workbook.identity import identity
from localplan.exchange.workbook.imported import Problem
from localplan.exchange.workbook.reading import ReadBook
from localplan.exchange.workbook.reading_edits import edits_from_workbook
from localplan.exchange.workbook.reading_xml import ReadCell, ReadRow, ReadSheet
from localplan.exchange.workbook.sheets import column_letters
from localplan.methodology.methodology import Methodology
from localplan.words import Words

Cells = tuple[tuple[str, ...], ...]

_CELL = re.compile(r'(?P<said>"(?:[^"]|"")*+"(?=[\t\n])|[^\t\n]*)(?P<end>[\t\n])')
_QUOTED = ("\t", "\n", '""')
_PLACE = re.compile(r"([A-Z]*)(\d+)")


class Area(msgspec.Struct, frozen=True):
    """Where cells go: a form, the names of its columns (`title@en`, `deadline`) and the ids of its rows.

    A column without a name takes nothing; cells beyond the last row make new ones.
    """

    form: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]


class Left(msgspec.Struct, frozen=True):
    """A cell that was not understood, by row and column of the area from 0 (-1: the row as a whole), and why."""

    row: int
    column: int
    why: str


class Pasted(msgspec.Struct, frozen=True):
    """What pasting does: edits that are one action, and what was left as it is."""

    edits: tuple[Edit, ...]
    left: tuple[Left, ...]


def cells_in(text: str) -> Cells:
    """The rows of cells that a spreadsheet puts on the clipboard as text, however its system ends lines."""
    plain = re.sub(r"\r\n?", "\n", text).removesuffix("\n")
    rows: list[list[str]] = [[]]
    for cell in _CELL.finditer(plain + "\n") if plain else ():
        rows[-1].append(_unquoted(cell["said"]))
        if cell["end"] == "\n":
            rows.append([])
    rows.pop()
    across = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (across - len(row))) for row in rows)


def _unquoted(cell: str) -> str:
    """What a cell says: quotes that a spreadsheet put around tabs, lines or quotes go; others belong to a name."""
    inner = cell[1:-1]
    around = len(cell) > 1 and cell[0] == cell[-1] == '"' and (not inner or any(mark in inner for mark in _QUOTED))
    return inner.replace('""', '"') if around else cell


def as_clipboard(cells: Iterable[Sequence[str]]) -> str:
    """Cells as a spreadsheet takes them from the clipboard."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(cells)
    return out.getvalue()


def paste(plan: Plan, area: Area, cells: Cells, methodology: Methodology, words: Words) -> Pasted:
    """What the cells change, from the first row and column of the area on. Raises Refused when they are too many."""
    imported = edits_from_workbook(plan, plan, _book(plan, area, cells, words), methodology, words)
    columns = {column_letters(n): n for n in range(len(area.columns))}
    return Pasted(imported.edits, tuple(_left(problem, columns, words) for problem in imported.problems))


def _book(plan: Plan, area: Area, cells: Cells, words: Words) -> ReadBook:
    beyond = len(area.columns)
    names = {n: name for n, name in enumerate(area.columns) if name}
    hidden = {beyond: f"{HIDDEN[0]}@{area.form}", beyond + 1: ":revision"}
    rows = [ReadRow(0, _said({**names, **hidden}))]
    for n, row in enumerate(cells):
        own = {beyond: area.rows[n], beyond + 1: plan.digest[:REVISION_DIGITS]} if n < len(area.rows) else {}
        rows.append(ReadRow(n + 1, _said({**dict(enumerate(row[:beyond])), **own})))
    facts = {**dict(identity(plan, words.language, None)), "localplan.export": str(uuid.uuid4())}
    return ReadBook(facts, (ReadSheet("", tuple(rows)),), "")


def _said(cells: dict[int, str]) -> dict[int, ReadCell]:
    return {column: ReadCell("text", text) for column, text in cells.items()}


def _left(problem: Problem, columns: Mapping[str, int], words: Words) -> Left:
    found = _PLACE.fullmatch(problem.place)
    letters, row = (found[1], int(found[2])) if found else ("", 1)
    return Left(row - 1, columns.get(letters, -1), sentence(Refused(problem.code, **problem.values), words))
