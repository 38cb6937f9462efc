"""A table of figures as a value, before words: what the window, the regional workbook and the regional report show.

Codes stay codes and texts stay by language; whoever shows the table says what they are called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

Kind = Literal[
    "text",
    "texts",
    "code",
    "word",
    "municipality",
    "district",
    "body",
    "objective",
    "rule",
    "money",
    "number",
    "percent",
    "count",
    "year",
    "day",
    "quarter",
]
"""What a cell is: `texts` by language, `code` of the column's list, `word` a message id or several; id of an
organisation (`body`) or of a frame's objective; figures; days and quarters."""
Cell = str | int | Decimal | date | Mapping[str, str] | tuple[str, ...] | None


class Column(msgspec.Struct, frozen=True):
    """A column: its name, what its cells are, and for codes the list that says what they mean.

    `persons`: its cells count persons, so that a public edition hides small ones.
    """

    name: str
    kind: Kind = "text"
    list: str = ""
    persons: bool = False


class Row(msgspec.Struct, frozen=True):
    """A row of cells. `plan` and `record` say where it comes from, `persons` that all its counts are of persons."""

    cells: tuple[Any, ...]
    plan: str = ""
    record: str = ""
    total: bool = False
    persons: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows under columns. `name` is the message id of its title.

    `overlaps`: a thing may stand in several rows, so that they do not sum to the whole.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    overlaps: bool = False

    def column(self, name: str) -> int:
        """The place of a column."""
        return next(n for n, column in enumerate(self.columns) if column.name == name)

    def records(self) -> list[dict[str, Any]]:
        """The rows as dicts, for JSON."""
        names = [column.name for column in self.columns]
        return [
            {**dict(zip(names, row.cells, strict=True)), **{k: v for k, v in _origin(row).items() if v}}
            for row in self.rows
        ]


def _origin(row: Row) -> dict[str, str]:
    return {"plan": row.plan, "record": row.record}


def table(name: str, columns: Iterable[Column], rows: Iterable[Row], *, overlaps: bool = False) -> Table:
    """A table."""
    return Table(name=name, columns=tuple(columns), rows=tuple(rows), overlaps=overlaps)
