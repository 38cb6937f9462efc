"""Which record each row of a data sheet is about: by its id, and where rows were sorted away from their ids by content.

A blank id is a new row. Of two rows with one id the first keeps it, the other is a copy and so a new record.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from localplan.domain.values import is_id
from localplan.exchange.workbook.data import CODE, HIDDEN, row_digest, usual
from localplan.exchange.workbook.reading import names_row
from localplan.exchange.workbook.reading_sorted import Line, Written, put_right
from localplan.exchange.workbook.reading_xml import ReadCell, ReadRow, ReadSheet
from localplan.exchange.workbook.sheets import column_letters


class ReadForm(msgspec.Struct, frozen=True):
    """A data sheet as it came back: the form's code, its columns by name, its rows; what was odd about it."""

    form: str
    title: str
    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    cleared: tuple[str, ...] = ()  # ids of rows in which nothing is left
    sorted_away: int = 0  # rows that stand beside other rows' ids
    copied: int = 0
    foreign: tuple[str, ...] = ()  # headings of columns that are not ours

    def place(self, line: Line, name: str) -> str:
        """The cell of a line in a column, as people name it; the row alone where there is no such column."""
        column = self.columns.get(name)
        return f"{column_letters(column)}{line.number}" if column is not None else str(line.number)


def form_of(sheet: ReadSheet) -> str:
    """The code of the form that a data sheet is of; empty for every other sheet."""
    names = names_row(sheet)
    return _columns(names.cells)[1] if names else ""


def read_form(sheet: ReadSheet, written: Written, hidden: str = "") -> ReadForm:
    """The rows of a data sheet with their ids. `written` is what rows said when they were written.

    `hidden` is the word that stands for what an edition hides; empty when the workbook was written of all.
    """
    names = names_row(sheet) or ReadRow(0, {})
    columns, form = _columns(names.cells)
    lines: list[Line] = []
    cleared: list[str] = []
    heads: Mapping[int, ReadCell] = {}
    for row in sheet.rows:
        if _is_head(row, columns):
            heads = row.cells
        elif row.number > names.number:
            cells = {name: row.cells[column] for name, column in columns.items() if column in row.cells}
            line = _line(row.number, cells, row.hidden, hidden)
            if any(usual(cell.text) or cell.kind == "formula" for name, cell in line.cells.items() if name != CODE):
                lines.append(line)
            elif line.id:
                cleared.append(line.id)
    foreign = tuple(cell.text for column, cell in heads.items() if column not in columns.values())
    lines, displaced = put_right(lines, written)
    lines, copied = _first_keeps(lines)
    known = {line.id for line in lines}
    left = tuple(id for id in cleared if id not in known)
    return ReadForm(form, sheet.title, columns, tuple(lines), left, displaced, copied, foreign)


def _is_head(row: ReadRow, columns: Mapping[str, int]) -> bool:
    """Whether a row holds the headings; wherever it stands, its hidden cells are named as their columns."""
    cell = row.cells.get(columns[HIDDEN[0]])
    return cell is not None and cell.text == HIDDEN[0]


def _columns(cells: Mapping[int, ReadCell]) -> tuple[dict[str, int], str]:
    """Name → column, the first where a name stands twice; and the form's code."""
    columns: dict[str, int] = {}
    form = ""
    for column, cell in sorted(cells.items()):
        name = usual(cell.text)
        if name.startswith(f"{HIDDEN[0]}@"):
            name, _, form = name.partition("@")
        columns.setdefault(name, column)
    return columns, form


def _line(number: int, cells: Mapping[str, ReadCell], hidden: bool, word: str) -> Line:
    own = {name: usual(cells[name].text) if name in cells else "" for name in HIDDEN}
    kept = frozenset(name for name, cell in cells.items() if word and usual(cell.text) == word)
    visible = {name: cell for name, cell in cells.items() if name not in HIDDEN and name not in kept}
    return Line(
        number=number,
        id=own[":id"] if is_id(own[":id"]) else "",
        digest=own[":digest"],
        revision=own[":revision"],
        content=content_of(visible),
        cells=visible,
        hidden=hidden,
        kept=kept,
    )


def content_of(cells: Mapping[str, ReadCell]) -> str:
    """The digest of what visible cells say, as the row would have been written with."""
    return row_digest((name, cell.text) for name, cell in cells.items() if name != CODE)


def _first_keeps(lines: list[Line]) -> tuple[list[Line], int]:
    seen: set[str] = set()
    kept: list[Line] = []
    for line in lines:
        twice = bool(line.id) and line.id in seen
        kept.append(msgspec.structs.replace(line, id="", digest="") if twice else line)
        seen.add(line.id)
    return kept, sum(bool(a.id) and not b.id for a, b in zip(lines, kept, strict=True))
