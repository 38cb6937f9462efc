"""The cells of a row that say something else than before, as edits of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from localplan.domain.edits import Edit, SetField
from localplan.domain.records import Record
from localplan.domain.values import Refused
from localplan.exchange.workbook.columns import DataColumn, column_named
from localplan.exchange.workbook.data import FilledForm, usual
from localplan.exchange.workbook.reading_rows import ReadForm
from localplan.exchange.workbook.reading_sorted import Line
from localplan.exchange.workbook.reading_values import Meaning
from localplan.exchange.workbook.reading_xml import ReadCell


class Columns(msgspec.Struct, frozen=True):
    """The columns of a sheet that hold fields, each with the names of those over which its text goes on."""

    meaning: Meaning
    columns: tuple[tuple[DataColumn, tuple[str, ...]], ...]

    def edits(
        self, line: Line, record: Record, before: Mapping[str, str]
    ) -> tuple[list[tuple[str, Edit]], list[tuple[str, Refused]]]:
        """Edits of the record, and what could not be understood, both with the name of the column."""
        edits: list[tuple[str, Edit]] = []
        refused: list[tuple[str, Refused]] = []
        for column, parts in self.columns:
            if not line.kept.isdisjoint(parts) or all(said(line, part) == before.get(part, "") for part in parts):
                continue
            try:
                value = self._value(line, column, parts, before)
            except Refused as refusal:
                refused.append((column.name, refusal))
                continue
            if not _says(record, column, value):
                edits.append((column.name, SetField(record.id, column.field.name, value, column.key)))
        return edits, refused

    def _value(self, line: Line, column: DataColumn, parts: Sequence[str], before: Mapping[str, str]) -> object:
        cells = [line.cells.get(part) for part in parts]
        odd = next((cell for cell in cells if cell and cell.kind in ("error", "formula")), None)
        if odd or len(cells) == 1:
            return self.meaning.value(column.field, column.choices, odd or cells[0])
        name = f"{column.name}#"
        lost = [text for part, text in sorted(before.items()) if part.startswith(name) and part not in parts]
        whole = "".join([*(cell.text for cell in cells if cell), *lost])
        return self.meaning.value(column.field, column.choices, ReadCell("text", whole))


def columns_in(read: ReadForm, filled: FilledForm, meaning: Meaning) -> Columns:
    """The columns of a sheet as it came back, whatever their order."""
    known = [column for name in read.columns if (column := column_named(filled.form, name, filled.lookups))]
    return Columns(meaning, tuple((column, _parts(column.name, known)) for column in known if column.part == 1))


def _parts(name: str, columns: Sequence[DataColumn]) -> tuple[str, ...]:
    """The columns of one text in their order."""
    parts = [column for column in columns if column.name.partition("#")[0] == name]
    return tuple(column.name for column in sorted(parts, key=lambda column: column.part))


def said(line: Line, name: str) -> str:
    """What a cell says, in the form in which cells are compared; a formula without a value is unlike everything."""
    cell = line.cells.get(name)
    return "" if cell is None else usual(cell.text) if cell.kind != "formula" else "="


def _says(record: Record, column: DataColumn, value: object) -> bool:
    """Whether the record says so already."""
    field = column.field
    was = getattr(record, field.name)
    if field.holds.by:
        return bool(was.get(column.key) == value)
    return bool(was == value) or (value is None and was == field.default)
