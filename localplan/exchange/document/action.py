"""The action-plan table: bands for objectives and measures, their facts, and tables in the form's own look."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import ActionPart, ActionTable
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.grid import FORM, table_pieces
from localplan.exchange.document.ink import Box, Face, Mark, Rule, Text
from localplan.exchange.document.pages import Piece

_BANDS = ((ink.ACCENT, ink.WHITE, 10.0), (0x3F77A6, ink.WHITE, 9.0), (0xD5E1EC, ink.ACCENT, 8.5))


def action_pieces(table: ActionTable, width: float, tallest: float, ruler: Ruler) -> Iterator[Piece]:
    """All parts in order; a band stays with what comes under it."""
    for part in table.parts:
        yield from _band(part, width, ruler)
        yield from _facts(part, width, ruler)
        for n, block in enumerate(part.tables):
            pieces = table_pieces(block, width, tallest, ruler, FORM)
            yield from pieces
            if n < len(part.tables) - 1:
                yield Piece(3.0)


def _band(part: ActionPart, width: float, ruler: Ruler) -> Iterator[Piece]:
    ground, colour, size = _BANDS[part.level - 1]
    face = Face("strong", size, size + 3, colour)
    lines = ruler.lines(part.band, face, width - 12)
    for n, line in enumerate(lines):
        above, below = (3.0 if n == 0 else 0.0), (4.0 if n == len(lines) - 1 else 0.0)
        height = face.leading + above + below
        x = 6 + ruler.left(line, face, width - 12)
        marks = (Box(0, 0, width, height, ground), Text(x, above + size, face, line))
        yield Piece(height, marks, before=9 if n == 0 else 0, keep=True, subject=part.band if n == 0 else "")


def _facts(part: ActionPart, width: float, ruler: Ruler) -> Iterator[Piece]:
    left = width * 0.27
    for name, value in part.facts:
        names = ruler.lines(name, ink.TIGHT_STRONG, left - 8)
        values = ruler.lines(value, ink.TIGHT, width - left - 6)
        for n in range(max(len(names), len(values))):
            last = n == max(len(names), len(values)) - 1
            height = 12.0 if last else 8.8
            marks: list[Mark] = [Rule(x, 0, x, height, 0.4, ink.LINE) for x in (0, left, width)]
            if n < len(names):
                x = 3 + ruler.left(names[n], ink.TIGHT_STRONG, left - 8)
                marks.append(Text(x, 8.5, ink.TIGHT_STRONG, names[n]))
            if n < len(values):
                x = left + 3 + ruler.left(values[n], ink.TIGHT, width - left - 6)
                marks.append(Text(x, 8.5, ink.TIGHT, values[n]))
            if last:
                marks.append(Rule(0, 12, width, 12, 0.4, ink.LINE))
            yield Piece(height, tuple(marks), keep=n < 5)
