"""Headings, running text, lists and notes as pieces of one line each, with no first or last line left alone."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Bullets, Heading, KeyValues, Note, Paragraphs
from localplan.exchange.document.fonts import Ruler, leftward
from localplan.exchange.document.ink import Box, Mark, Rule, Text
from localplan.exchange.document.pages import Piece

_ABOVE = (0.0, 18.0, 12.0)
_BELOW = (10.0, 4.0, 2.0)


def heading_pieces(heading: Heading, width: float, ruler: Ruler) -> Iterator[Piece]:
    """A heading with its number hanging before it; it stays with what follows."""
    level = min(heading.level, 3) - 1
    face = ink.HEADINGS[level]
    indent = ruler.width(heading.number + "  ", face) if heading.number else 0.0
    lines = ruler.lines(heading.text, face, width - indent)
    for n, line in enumerate(lines):
        last = n == len(lines) - 1
        x = ruler.left(line, face, width - indent) if leftward(line) else indent
        marks: list[Mark] = [Text(x, face.size, face, line)]
        if n == 0 and heading.number:
            x = width - ruler.width(heading.number, face) if leftward(line) else 0
            marks.append(Text(x, face.size, face, heading.number))
        height = face.leading + (_BELOW[level] if last else 0)
        if last and level == 0:
            marks.append(Rule(0, height - 5, width, height - 5, 1.0, ink.ACCENT))
        yield Piece(
            height,
            tuple(marks),
            before=(30.0 if heading.flows else _ABOVE[level]) if n == 0 else 0,
            keep=True,
            begins_page=n == 0 and level == 0 and not heading.flows,
            anchor=heading.anchor if n == 0 else "",
            outline=heading.line if n == 0 else "",
            level=level,
        )


def paragraph_pieces(block: Paragraphs, width: float, ruler: Ruler) -> Iterator[Piece]:
    """Every paragraph of a text."""
    for paragraph in filter(None, (part.strip() for part in block.text.split("\n"))):
        yield from _lines(paragraph, width, ruler, before=6, holds=block.holds)


def bullet_pieces(block: Bullets, width: float, ruler: Ruler) -> Iterator[Piece]:
    """Items with a dot before the first line."""
    for item in block.items:
        yield from _lines(item, width, ruler, before=3, indent=14, first="•")


def note_pieces(block: Note, width: float, ruler: Ruler) -> Iterator[Piece]:
    """A remark on a pale ground with a bar at its left."""
    face = ink.NOTE
    lines = ruler.lines(block.text, face, width - 22)
    for n, line in enumerate(lines):
        above, below = (5.0 if n == 0 else 0.0), (6.0 if n == len(lines) - 1 else 0.0)
        height = face.leading + above + below
        ground = (Box(0, 0, width, height, ink.PALE), Box(0, 0, 2.5, height, ink.SERIES[1]))
        text = Text(12 + ruler.left(line, face, width - 22), above + face.size + 1, face, line)
        yield Piece(height, (*ground, text), before=6 if n == 0 else 0, keep=n < min(2, len(lines) - 1))


def key_value_pieces(block: KeyValues, width: float, ruler: Ruler) -> Iterator[Piece]:
    """Names at the left, what they mean at the right; a long value runs on over pages."""
    left = width * 0.3
    for name, value in block.rows:
        names = ruler.lines(name, ink.NAME, left - 8)
        values = ruler.lines(value, ink.VALUE, width - left)
        count = max(len(names), len(values))
        for n in range(count):
            marks: list[Mark] = []
            if n < len(names):
                marks.append(Text(ruler.left(names[n], ink.NAME, left - 8), ink.NAME.size + 1, ink.NAME, names[n]))
            if n < len(values):
                x = left + ruler.left(values[n], ink.VALUE, width - left)
                marks.append(Text(x, ink.VALUE.size + 1, ink.VALUE, values[n]))
            last = n == count - 1
            height = ink.VALUE.leading + (5 if last else 0)
            if last:
                marks.append(Rule(0, height, width, height, 0.4, ink.LINE))
            yield Piece(height, tuple(marks), before=3 if n == 0 else 0, keep=_clings(n, count))


def _lines(
    text: str,
    width: float,
    ruler: Ruler,
    *,
    before: float,
    indent: float = 0,
    first: str = "",
    holds: bool = False,
) -> Iterator[Piece]:
    """Body text with a sign in the indent of its first line, on the side where the line begins."""
    face = ink.BODY
    lines = ruler.lines(text, face, width - indent)
    for n, line in enumerate(lines):
        x, sign = indent, 3.0
        if leftward(line):
            x, sign = ruler.left(line, face, width - indent), width - 3 - ruler.width(first, face)
        before_it = (Text(sign, face.size, face, first),) if first and n == 0 else ()
        marks = (Text(x, face.size, face, line), *before_it)
        stays = _clings(n, len(lines)) or (holds and n == len(lines) - 1)
        yield Piece(face.leading, marks, before=before if n == 0 else 0, keep=stays)


def _clings(n: int, count: int) -> bool:
    """Whether a line stays with the next one: the first two together, and the last two."""
    return n < count - 1 and (n == 0 or n == count - 2)
