"""Tables as pieces: one piece per row, its height known before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Column, Row, Table
from localplan.exchange.document.fonts import Ruler, leftward
from localplan.exchange.document.ink import Box, Face, Mark, Rule, Text
from localplan.exchange.document.pages import Piece

Lines = tuple[str, ...]  # one cell, broken into lines


class Looks(NamedTuple):
    """How a table looks. `boxed`: vertical rules too, as in prescribed forms."""

    cell: Face = ink.CELL
    strong: Face = ink.CELL_STRONG
    head: Face = ink.CELL_HEAD
    pad_x: float = 4.0
    pad_y: float = 3.0
    boxed: bool = False


PLAIN = Looks()
FORM = Looks(ink.TIGHT, ink.TIGHT_STRONG, ink.TIGHT_HEAD, 3.0, 2.4, True)


class Grid(msgspec.Struct, frozen=True):
    """A table with its columns measured; `edges` are the left edges of the columns and the right end."""

    table: Table
    looks: Looks
    edges: tuple[float, ...]
    ruler: Ruler

    def broken(self, cells: Sequence[str], face: Face) -> tuple[Lines, ...]:
        """The lines of each cell; an empty cell has none."""
        pad = 2 * self.looks.pad_x
        spans = zip(cells, self.edges, self.edges[1:], strict=False)
        return tuple(self.ruler.lines(cell, face, end - start - pad) if cell else () for cell, start, end in spans)

    def height(self, cells: Sequence[Lines], face: Face) -> float:
        """The height of a row of such cells."""
        return max((len(lines) for lines in cells), default=1) * face.leading + 2 * self.looks.pad_y

    def texts(self, cells: Sequence[Lines], face: Face, top: float) -> Iterator[Text]:
        """The cells' lines where they stand; figures end at the right edge."""
        baseline = top + self.looks.pad_y + face.size * 0.95
        for lines, column, start, end in zip(cells, self.table.columns, self.edges, self.edges[1:], strict=False):
            for n, line in enumerate(lines):
                yield Text(self._x(line, column, start, end, face), baseline + n * face.leading, face, line)

    def _x(self, line: str, column: Column, start: float, end: float, face: Face) -> float:
        if column.align == "left" and not leftward(line):
            return start + self.looks.pad_x
        free = end - start - 2 * self.looks.pad_x - self.ruler.width(line, face)
        return start + self.looks.pad_x + (free / 2 if column.align == "centre" else free)

    def frame(self, height: float) -> Iterator[Rule]:
        """The vertical rules of a boxed row."""
        if self.looks.boxed:
            yield from (Rule(x, 0, x, height, 0.4, ink.LINE) for x in self.edges)


def table_pieces(table: Table, width: float, tallest: float, ruler: Ruler, looks: Looks = PLAIN) -> list[Piece]:
    """Caption, header and rows. A row higher than `tallest` less the header is divided, every other one stays whole."""
    grid = Grid(table, looks, column_edges(table.columns, width), ruler)
    span = tuple(_span(grid))
    head = msgspec.structs.replace(_head(grid), header=span)
    repeated = (*span, head)
    room = tallest - sum(piece.height for piece in repeated)
    rows = [piece for row in table.rows for piece in _row(grid, row, room, repeated)]
    for alone in _never_alone(rows, table):
        rows[alone] = msgspec.structs.replace(rows[alone], keep=True)
    gap = () if table.caption or looks.boxed else (Piece(7.0, keep=True),)
    return [*_caption(grid), *gap, head, *rows]


def column_edges(columns: Sequence[Column], width: float) -> tuple[float, ...]:
    """Where the columns begin, and the end of the last."""
    whole = sum(column.width for column in columns)
    return (0.0, *accumulate(column.width * width / whole for column in columns))


def _caption(grid: Grid) -> Iterator[Piece]:
    face = ink.CAPTION
    lines = grid.ruler.lines(grid.table.caption, face, grid.edges[-1]) if grid.table.caption else ()
    for n, line in enumerate(lines):
        x = grid.ruler.left(line, face, grid.edges[-1])
        yield Piece(face.leading + 1, (Text(x, face.size + 1, face, line),), before=0 if n else 9, keep=True)


def _never_alone(rows: Sequence[Piece], table: Table) -> Iterator[int]:
    """The first row stays with the second, the last with the one before it."""
    if len(rows) > 2:
        yield 0
    if len(rows) > 3 or (len(rows) > 1 and table.rows[-1].style == "total"):
        yield len(rows) - 2


def _span(grid: Grid) -> Iterator[Piece]:
    """What the table is about, above a repeated header."""
    looks, width = grid.looks, grid.edges[-1]
    if grid.table.span:
        ruler, face, room = grid.ruler, looks.strong, width - 2 * looks.pad_x
        lines = ruler.lines(grid.table.span, face, room)
        height = len(lines) * face.leading + 2 * looks.pad_y
        baseline = looks.pad_y + face.size * 0.95
        texts = (
            Text(looks.pad_x + ruler.left(line, face, room), baseline + n * face.leading, face, line)
            for n, line in enumerate(lines)
        )
        yield Piece(height, (Box(0, 0, width, height, ink.PALE, ink.LINE), *texts), keep=True)


def _head(grid: Grid) -> Piece:
    looks, width = grid.looks, grid.edges[-1]
    cells = grid.broken([column.title for column in grid.table.columns], looks.head)
    height = grid.height(cells, looks.head)
    rules = (Rule(0, 0, width, 0, 0.8, ink.ACCENT), Rule(0, height, width, height, 0.8, ink.ACCENT))
    fill = Box(0, 0, width, height, ink.TINT)
    return Piece(height, (fill, *grid.frame(height), *rules, *grid.texts(cells, looks.head, 0)), keep=True)


def _row(grid: Grid, row: Row, room: float, head: tuple[Piece, ...]) -> Iterator[Piece]:
    face = grid.looks.cell if row.style == "plain" else grid.looks.strong
    first = grid.broken(row.cells, face)
    further = [grid.broken(line, face) for line in row.more]
    if not further:
        yield from _single(grid, row, first, face, room, head)
        return
    piece = _several(grid, first, further, face, head, row.cells[0])
    if piece.height <= room:
        yield piece
        return
    for line in (first, *further):
        yield from _single(grid, row, line, face, room, head)


def _single(
    grid: Grid, row: Row, cells: tuple[Lines, ...], face: Face, room: float, head: tuple[Piece, ...]
) -> Iterator[Piece]:
    if grid.height(cells, face) <= room:
        yield _drawn(grid, row, cells, face, head)
        return
    some = max(1, int((room / 3 - 2 * grid.looks.pad_y) / face.leading))
    for start in range(0, max(map(len, cells)), some):
        yield _drawn(grid, row, tuple(lines[start : start + some] for lines in cells), face, head)


def _drawn(grid: Grid, row: Row, cells: tuple[Lines, ...], face: Face, head: tuple[Piece, ...]) -> Piece:
    height, width = grid.height(cells, face), grid.edges[-1]
    marks: list[Mark] = []
    if row.style != "plain":
        marks.append(Box(0, 0, width, height, ink.TINT if row.style == "total" else ink.PALE))
    marks.extend(grid.frame(height))
    marks.append(Rule(0, height, width, height, 0.4, ink.LINE))
    marks.extend(grid.texts(cells, face, 0))
    return Piece(height, tuple(marks), keep=row.style == "group", header=head, subject=row.cells[0])


def _several(
    grid: Grid,
    first: tuple[Lines, ...],
    further: list[tuple[Lines, ...]],
    face: Face,
    head: tuple[Piece, ...],
    name: str,
) -> Piece:
    """A row of several lines: cells that go on in no further line stand beside all of them."""
    goes_on = [any(line[n] for line in further) for n in range(len(first))]
    beside = tuple(() if on else lines for lines, on in zip(first, goes_on, strict=True))
    stacked = [
        tuple(lines if on else () for lines, on in zip(line, goes_on, strict=True)) for line in (first, *further)
    ]
    heights = [grid.height(line, face) for line in stacked]
    heights[-1] += max(0.0, grid.height(beside, face) - sum(heights))
    marks: list[Mark] = [*grid.frame(sum(heights)), *grid.texts(beside, face, 0)]
    top = 0.0
    for line, height in zip(stacked, heights, strict=True):
        marks.extend(grid.texts(line, face, top))
        top += height
        whole = top >= sum(heights) - 0.01
        marks.extend(_rules(grid, goes_on, top, whole))
    return Piece(sum(heights), tuple(marks), header=head, subject=name)


def _rules(grid: Grid, goes_on: list[bool], y: float, whole: bool) -> Iterator[Rule]:
    if whole:
        yield Rule(0, y, grid.edges[-1], y, 0.4, ink.LINE)
        return
    for on, start, end in zip(goes_on, grid.edges, grid.edges[1:], strict=False):
        if on:
            yield Rule(start, y, end, y, 0.25, ink.LINE)
