"""The data sheets: one for each form that names a sheet, one record a row, one field a column.

Row 1 (hidden) names the columns; columns A to D (hidden, unlocked) hold the record's id, its parent's, the beginning of
the digest of the plan and the digest of the row as they were written, by which reading back finds out what was changed
and what was only moved. The name of the first column says which form the sheet is: `:id@measure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

import msgspec

from localplan.domain.records import RECORDS, Record
from localplan.exchange.workbook.columns import DataColumn, cell_of, check_of, columns_of, heading
from localplan.exchange.workbook.frame import Frame
from localplan.exchange.workbook.heights import height
from localplan.exchange.workbook.lookups import Lookups
from localplan.exchange.workbook.part import WHOLE, Part
from localplan.exchange.workbook.sheets import Check, Column, Range, Row, Sheet, Value, sheet_title
from localplan.exchange.workbook.view import View
from localplan.methodology.declarations import Form

HIDDEN = (":id", ":parent", ":revision", ":digest")
BELONGS_TO, CODE = ":belongs_to", ":code"
NAMES_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2
REVISION_DIGITS = 16
_LEAD = {BELONGS_TO: 40.0, CODE: 10.0}  # widths
_ONE_LINE, _TALLEST = 15.75, 96.0  # points; longer texts are read in the cell
ROOM = 500  # rows below the last one that take new records with the same checks


def row_digest(cells: Iterable[tuple[str, Value]]) -> str:
    """SHA-256, in hexadecimal, over the named cells that are not empty: equal rows have equal digests.

    Ids are not in it, so that a row is known again when it was sorted away from its id; nor is the order of columns.
    """
    texts = ((name, as_text(value)) for name, value in cells if value is not None)
    return sha256(msgspec.json.encode(sorted(told for told in texts if told[1]))).hexdigest()


def as_text(value: Value) -> str:
    """A cell's value in the one form in which cells are compared: numbers plain, days ISO, texts as `usual`."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else usual(str(value))


_SPACES = {ord(space): " " for space in "\u00a0\u202f\u2007\u2009"}
_ENDINGS = re.compile(r"[ \t]+$", re.MULTILINE)


def usual(text: str) -> str:
    """A text without what spreadsheet programs and typing hands change: kinds of spaces, line ends, blanks at ends."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _ENDINGS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES)).strip()


def data_sheets(view: View, frame: Frame, lookups: Lookups, taken: Sequence[str], part: Part = WHOLE) -> list[Sheet]:
    """A sheet for every form that has one and is shown or filled, in the order of the steps."""
    found: list[Sheet] = []
    for filled in filled_forms(view, lookups, part):
        title = view.words.form(f"form.{filled.form.code}", filled.form.sheet)
        title = sheet_title(title, [*taken, *(sheet.title for sheet in found)])
        found.append(filled.sheet(title, frame))
    return found


def filled_forms(view: View, lookups: Lookups, part: Part = WHOLE) -> Iterator[FilledForm]:
    """What every data sheet of a plan, or of a part of it, holds, in the order of the sheets."""
    own = part.records(view.plan) if part else frozenset()
    for step in view.methodology.steps:
        for form in step.forms:
            rows = tuple(view.method.rows(form)) if form.sheet else ()
            if part:
                rows = tuple(record for record in rows if record.id in own)
            if form.sheet and (rows or view.method.shows(form)) and (not part or part.offers(form, len(rows))):
                yield FilledForm(form, rows, view, lookups)


class FilledForm:
    """What one data sheet holds: the form, its records, and the columns that follow from both."""

    def __init__(self, form: Form, rows: Sequence[Record], view: View, lookups: Lookups) -> None:
        self.form, self.records, self.view, self.lookups = form, rows, view, lookups
        self.columns = tuple(columns_of(form, rows, view, lookups))
        above = RECORDS[form.record].belongs_to
        self.parents = lookups.records(above) if above not in ((), ("plan",)) else ""
        self.coded = form.record in ("objective", "measure", "activity", "indicator")
        self.lead = (*HIDDEN, *((BELONGS_TO,) if self.parents else ()), *((CODE,) if self.coded else ()))
        self.names = (*self.lead, *(column.name for column in self.columns))
        own = (f"money{view.ending}" if column.style == "money" else column.style for column in self.columns)
        self.styles = (*("code",) * (len(self.lead) - len(HIDDEN)), *own)
        self.widths = (*(_LEAD[name] for name in self.lead[len(HIDDEN) :]), *(column.width for column in self.columns))

    def cells(self, record: Record) -> tuple[Value, ...]:
        """What the visible cells of a record's row say, those of `names` after the hidden ones."""
        cells: list[Value] = []
        if self.parents:
            cells.append(self.lookups.shown(self.parents, record.parent) if record.parent else None)
        if self.coded:
            cells.append(self.view.codes.get(record.id, ""))
        return (*cells, *(cell_of(column, record, self.lookups) for column in self.columns))

    def digest(self, cells: Sequence[Value]) -> str:
        """The digest of a row with these visible cells."""
        return row_digest(cell for cell in zip(self.names[len(HIDDEN) :], cells, strict=True) if cell[0] != CODE)

    def sheet(self, title: str, frame: Frame) -> Sheet:
        look, names = ("hidden",) * len(HIDDEN), (f"{HIDDEN[0]}@{self.form.code}", *self.names[1:])
        rows = [
            Row(names, ("hidden",) * len(names), hidden=True),
            Row((*HIDDEN, *self._heads()), (*look, *self._head_looks()), height=42),
            *(self._row(record) for record in self.records),
        ]
        last = len(self.names) - 1
        return Sheet(
            kind="data",
            title=title,
            columns=self._widths(),
            rows=tuple(rows),
            freeze=(FIRST_ROW, min(len(self.lead) + 1, last)),
            repeat=(HEAD_ROW, HEAD_ROW),
            scale=70,
            paper="A3",
            header=frame.header,
            footer=frame.footer,
            filtered=Range(HEAD_ROW, 0, max(FIRST_ROW, len(rows) - 1), last),
            checks=self._checks(),
            colour="#7F7F7F",
        )

    def _heads(self) -> list[Value]:
        words = self.view.words
        heads: list[Value] = [words("Belongs to")] if self.parents else []
        heads += [words("Code")] if self.coded else []
        return [*heads, *(heading(column, self.form, self.view) for column in self.columns)]

    def _head_looks(self) -> tuple[str, ...]:
        needed = ("needed_head" if column.declared.required else "data_head" for column in self.columns)
        return (*("data_head",) * (len(self.lead) - len(HIDDEN)), *needed)

    def _row(self, record: Record) -> Row:
        cells, looks = self.cells(record), ("hidden",) * len(HIDDEN)
        texts = ((cell, width) for cell, width in zip(cells, self.widths, strict=True) if type(cell) is str)
        tall = min(_TALLEST, max(_ONE_LINE, height(texts)))
        known = (record.id, record.parent, self.view.plan.digest[:REVISION_DIGITS], self.digest(cells))
        seen = self._with_hidden(record, cells)
        return Row((*known, *seen), (*looks, *self._looks(seen)), tall)

    def _with_hidden(self, record: Record, cells: Sequence[Value]) -> tuple[Value, ...]:
        """What an edition hides says so; no digest knows, for reading back passes it over."""
        shift, view = len(cells) - len(self.columns), self.view
        said = (
            view.hidden_word if cell is None and view.hides(record, column.field.name, column.key) else cell
            for column, cell in zip(self.columns, cells[shift:], strict=True)
        )
        return (*cells[:shift], *said)

    def _looks(self, cells: Sequence[Value]) -> tuple[str, ...]:
        """The usual style of each column; a required cell that is empty stands out."""
        looks = list(self.styles)
        shift = len(self.styles) - len(self.columns)
        for index, column in enumerate(self.columns, start=shift):
            if cells[index] is None and _asked(column, cells, self.columns, shift):
                looks[index] = "needed"
        return tuple(looks)

    def _widths(self) -> tuple[Column, ...]:
        hidden = tuple(Column(12, hidden=True, style="hidden") for _ in HIDDEN)
        return (*hidden, *(Column(width, style=style) for width, style in zip(self.widths, self.styles, strict=True)))

    def _checks(self) -> tuple[Check, ...]:
        last = FIRST_ROW + len(self.records) + ROOM
        checks: list[Check] = []
        if self.parents and (source := self.lookups.source(self.parents)):
            words, where = self.view.words, Range(FIRST_ROW, len(HIDDEN), last, len(HIDDEN))
            warning = words("This is not in the list. Please choose an entry from the list.")
            checks.append(Check(where, "list", source, words("Belongs to"), "", warning))
        for index, column in enumerate(self.columns, start=len(self.lead)):
            source = self.lookups.source(column.choices) if column.choices else ""
            check = check_of(column, Range(FIRST_ROW, index, last, index), self.form, self.view, source)
            if check.accepts != "any" or check.prompt:
                checks.append(check)
        return tuple(checks)


def _asked(column: DataColumn, cells: Sequence[Value], columns: Sequence[DataColumn], shift: int) -> bool:
    """Whether an empty cell ought to be filled: its field is required and no language or year of it says anything."""
    if not column.declared.required or column.part > 1:
        return False
    return all(
        cells[index] is None
        for index, other in enumerate(columns, start=shift)
        if other.field.name == column.field.name
    )
