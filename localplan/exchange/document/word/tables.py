"""Tables: header rows that are repeated, rows that stay whole, lines of one row joined where they belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import ActionTable, Align, KeyValues, Row, Table
from localplan.exchange.document.grid import column_edges
from localplan.exchange.document.word.markup import element, paragraph, paragraphs, run, twips
from localplan.exchange.document.word.styles import shade

GAP = paragraph("Gap")
"""What keeps two tables apart: Word would join them."""
_ABOVE = paragraph("Gap", keep=True)
"""Room above a table, on whose page it stays, and so does a heading above it."""
_LONGEST = 40
"""Lines of a cell, guessed, beyond which a row may be divided: about two thirds of a page."""
_LETTER = 0.55  # width of a letter in its size, more or less


class Looks(NamedTuple):
    """How a table looks: its style and those of its cells."""

    style: str
    cell: str
    strong: str
    head: str
    size: float


PLAIN = Looks("Plain", "Cell", "CellStrong", "CellHead", ink.CELL.size)
FORM = Looks("Form", "Tight", "TightStrong", "TightHead", ink.TIGHT.size)


class Cell(NamedTuple):
    """A cell. `merge`: "restart" where joined cells begin, "continue" in those below; `over`: how many columns."""

    text: str
    style: str
    align: Align = "left"
    merge: str = ""
    ground: int = -1
    over: int = 1


def table(block: Table, width: float, looks: Looks = PLAIN) -> str:
    """Caption, header and rows. `span` is left out: Word cannot tell the first page of a table from the others."""
    widths = _widths(block, width)
    head = [Cell(column.title, looks.head, column.align, ground=ink.TINT) for column in block.columns]
    headed = any(column.title for column in block.columns)
    rows = [table_row(head, widths, header=True)] if headed else []
    for n, row in enumerate(block.rows):
        holds = row.style == "group" or _never_alone(n, block.rows)
        rows.extend(_lines(row, block, widths, looks, holds))
    caption = paragraph("Caption", run(block.caption)) if block.caption else _ABOVE if looks is PLAIN else ""
    return caption + whole(rows, widths, looks.style, block.caption, headed=headed) + GAP


def _never_alone(n: int, rows: Sequence[Row]) -> bool:
    """The first row stays with the second, the last with the one before it."""
    count = len(rows)
    return count > 1 and ((n == 0 and count > 2) or (n == count - 2 and (count > 3 or rows[-1].style == "total")))


def _widths(block: Table, width: float) -> list[float]:
    return [end - start for start, end in pairwise(column_edges(block.columns, width))]


def _lines(row: Row, block: Table, widths: Sequence[float], looks: Looks, holds: bool) -> Iterator[str]:
    """The lines of a row, each a row of its own; what goes on in none of them stands beside all."""
    style = looks.cell if row.style == "plain" else looks.strong
    ground = {"total": ink.TINT, "group": ink.PALE}.get(row.style, -1)
    if row.style == "group" and not any(row.cells[1:]) and not row.more:
        yield table_row([Cell(row.cells[0], style, ground=ground, over=len(widths))], [sum(widths)], keep=holds)
        return
    lines = (row.cells, *row.more)
    fits = max(_guess(cells, widths, looks.size) for cells in lines) <= _LONGEST
    for n, line in enumerate(lines):
        cells = [
            Cell(text, style, column.align, _merge(lines, n, place), ground)
            for place, (text, column) in enumerate(zip(line, block.columns, strict=False))
        ]
        yield table_row(cells, widths, keep=fits and (holds or n < len(lines) - 1), whole=fits)


def _merge(lines: Sequence[Sequence[str]], n: int, place: int) -> str:
    """How a cell is joined with those of the same row above and below: an empty one belongs to the one above."""
    if len(lines) == 1:
        return ""
    if n and not lines[n][place]:
        return "continue"
    return "restart" if n + 1 < len(lines) and not lines[n + 1][place] else ""


def _guess(cells: Sequence[str], widths: Sequence[float], size: float) -> float:
    """How many lines the longest cell has, more or less."""
    return max(
        (
            text.count("\n") + len(text) * size * _LETTER / max(wide - 8, size)
            for text, wide in zip(cells, widths, strict=False)
        ),
        default=0,
    )


def table_row(
    cells: Sequence[Cell], widths: Sequence[float], *, header: bool = False, keep: bool = False, whole: bool = True
) -> str:
    """A row. One that `keep`s stays with the next one."""
    rules = (element("cantSplit") if whole else "") + (element("tblHeader") if header else "")
    content = "".join(_cell(cell, wide, keep) for cell, wide in zip(cells, widths, strict=False))
    return element("tr", (element("trPr", rules) if rules else "") + content)


def _cell(cell: Cell, wide: float, keep: bool) -> str:
    properties = "".join(
        (
            element("tcW", w=twips(wide), type="dxa"),
            element("gridSpan", val=cell.over) if cell.over > 1 else "",
            element("vMerge", val=cell.merge) if cell.merge else "",
            shade(cell.ground) if cell.ground >= 0 else "",
        )
    )
    text = "" if cell.merge == "continue" else cell.text
    return element("tc", element("tcPr", properties) + paragraphs(cell.style, text, keep=keep, align=cell.align))


def whole(rows: Sequence[str], widths: Sequence[float], style: str, told: str = "", headed: bool = False) -> str:
    """Rows put together; `told` is what a screen reader says of the table; the first row may be its header."""
    properties = "".join(
        (
            element("tblStyle", val=style),
            element("tblW", w=twips(sum(widths)), type="dxa"),
            element("tblLayout", type="fixed"),
            element(
                "tblLook",
                val="0620" if headed else "0600",
                firstRow=int(headed),
                lastRow=0,
                firstColumn=0,
                lastColumn=0,
                noHBand=1,
                noVBand=1,
            ),
            element("tblCaption", val=told) if told else "",
        )
    )
    grid = "".join(element("gridCol", w=twips(wide)) for wide in widths)
    return element("tbl", element("tblPr", properties) + element("tblGrid", grid) + "".join(rows)) if rows else ""


def key_values(block: KeyValues, width: float) -> str:
    """Names at the left, what they mean at the right."""
    return _ABOVE + _pairs(block.rows, (width * 0.3, width * 0.7), "Plain", "Name", "Value", ink.VALUE.size) + GAP


def action_table(block: ActionTable, width: float) -> str:
    """All parts in order: bands as paragraphs, facts and tables under them."""
    return "".join(
        part for each in block.parts for part in _part(each.level, each.band, each.facts, each.tables, width)
    )


def _part(
    level: int, band: str, facts: Sequence[tuple[str, str]], tables: Sequence[Table], width: float
) -> Iterator[str]:
    yield paragraph(f"Band{level}", run(band))
    if facts:
        yield _pairs(facts, (width * 0.27, width * 0.73), "Form", "TightStrong", "Tight", ink.TIGHT.size) + GAP
    for block in tables:
        yield table(block, width, FORM)


def _pairs(
    pairs: Sequence[tuple[str, str]], widths: tuple[float, float], style: str, name: str, value: str, size: float
) -> str:
    rows = [
        table_row([Cell(left, name), Cell(right, value)], widths, whole=_guess((left, right), widths, size) <= _LONGEST)
        for left, right in pairs
    ]
    return whole(rows, widths, style)
