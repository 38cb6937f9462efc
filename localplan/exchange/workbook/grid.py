"""Rows put together one after the other, with heights, merged cells and the places where a page may begin."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from localplan.exchange.workbook.heights import height, page_breaks, page_scale
from localplan.exchange.workbook.sheets import (
    LONGEST_CELL,
    Column,
    Paper,
    Range,
    Row,
    Sheet,
    Value,
    pieces,
)

_LINE = 15.75  # points of a row of one line
_SIZES = {"title": 14.0, "subtitle": 10.0, "general": 11.0, "specific": 10.0, "measure": 10.0, "warning": 12.0}
_FIGURES = frozenset({"money", "money_part", "number", "euro", "bar", "day"})


class Grid:
    """A sheet being written from top to bottom."""

    def __init__(self, widths: Sequence[float]) -> None:
        self.widths = tuple(widths)
        self.rows: list[Row] = []
        self.merges: list[Range] = []
        self.starts: list[int] = []

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def last_column(self) -> int:
        return len(self.widths) - 1

    def page_may_begin(self) -> None:
        """From here a new page may begin: what was added so far and what comes next need not stay together."""
        if not self.starts or self.starts[-1] != len(self.rows):
            self.starts.append(len(self.rows))

    def add(
        self,
        values: Sequence[Value],
        look: tuple[str, ...],
        *,
        across: Sequence[tuple[int, int]] = (),
        least: float = _LINE,
        level: int = 0,
    ) -> int:
        """Add a row and say where it stands. `across` are (first, last) columns merged; `least` the least height.

        A text longer than a cell holds goes on in the rows beneath.
        """
        here = len(self.rows)
        if any(type(value) is str and len(value) > LONGEST_CELL // 2 for value in values):
            for part in _parts(values):
                self._put(part, look, across, least, level)
        else:
            self._put(values, look, across, least, level)
        return here

    def _put(
        self,
        values: Sequence[Value],
        look: tuple[str, ...],
        across: Sequence[tuple[int, int]],
        least: float,
        level: int,
    ) -> None:
        here = len(self.rows)
        self.merges.extend(Range(here, first, here, last) for first, last in across)
        tall = max(least, self.needed(values, look, across))
        self.rows.append(Row(tuple(values), look, tall, level))

    def needed(self, values: Sequence[Value], look: tuple[str, ...], across: Sequence[tuple[int, int]] = ()) -> float:
        """The height these values need, each in its own column or in the merged ones."""
        widths = dict(enumerate(self.widths))
        widths.update({first: sum(self.widths[first : last + 1]) for first, last in across})
        return max(
            (
                height(((value, widths[column]),), _SIZES.get(look[column], 9.4 if look[column] == "head" else 9))
                for column, value in enumerate(values)
                if type(value) is str and look[column] not in _FIGURES
            ),
            default=_LINE,
        )

    def line(self, text: str, style: str, *, level: int = 0, first: int = 0) -> int:
        """A text over the whole width, from column `first` on."""
        values: list[Value] = [None] * len(self.widths)
        values[first] = text
        look = ("",) * first + (style,) * (len(self.widths) - first)
        across = [(first, self.last_column)] if first < self.last_column else []
        return self.add(values, look, across=across, level=level)

    def gap(self) -> None:
        """An empty row."""
        self.add([None], ("",))

    def down(self, first_row: int, last_row: int, columns: Sequence[int]) -> None:
        """Merge cells of several rows, column by column."""
        if last_row > first_row:
            self.merges.extend(Range(first_row, column, last_row, column) for column in columns)

    def replace(self, row: int, values: Sequence[Value]) -> None:
        """Other values for a row that stands already."""
        self.rows[row] = msgspec.structs.replace(self.rows[row], values=tuple(values))

    def heighten(self, first_row: int, last_row: int, least: float) -> None:
        """Make rows together at least so tall, for what is merged over them."""
        missing = least - sum(row.height for row in self.rows[first_row : last_row + 1])
        if missing > 0:
            share = missing / (last_row - first_row + 1)
            for index in range(first_row, last_row + 1):
                row = self.rows[index]
                self.rows[index] = msgspec.structs.replace(row, height=min(409.0, row.height + share))

    def sheet(
        self,
        title: str,
        *,
        header: str = "",
        footer: str = "",
        freeze: tuple[int, int] = (0, 0),
        repeat: tuple[int, int] | None = None,
        paper: Paper = "A4",
        landscape: bool = True,
        filtered: Range | None = None,
        every_start: bool = False,
    ) -> Sheet:
        """The finished sheet. With starts of pages it is printed at the scale that fits them; `every_start` begins a
        page at each of them."""
        scale = page_scale(self.widths, paper, landscape) if self.starts else 0
        breaks: tuple[int, ...] = ()
        if self.starts:
            heights = [row.height for row in self.rows]
            again = sum(heights[repeat[0] : repeat[1] + 1]) if repeat else 0.0
            breaks = page_breaks(heights, [0, *(s for s in self.starts if s)], again, paper, scale, landscape)
        return Sheet(
            kind="official",
            title=title,
            columns=tuple(Column(width) for width in self.widths),
            rows=tuple(self.rows),
            merges=tuple(self.merges),
            freeze=freeze,
            repeat=repeat,
            paper=paper,
            landscape=landscape,
            scale=scale,
            breaks=tuple(s for s in self.starts if s) if every_start else breaks,
            header=header,
            footer=footer,
            filtered=filtered,
        )


def _parts(values: Sequence[Value]) -> list[list[Value]]:
    """The rows that hold these values when long texts go on beneath."""
    columns = [pieces(value) if isinstance(value, str) else [value] for value in values]
    count = max(len(column) for column in columns)
    return [[column[row] if row < len(column) else None for column in columns] for row in range(count)]
