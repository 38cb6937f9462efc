"""The first page."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Cover
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.ink import Box, Face, Mark, Rule, Text
from localplan.exchange.document.pages import Piece, Sheet

_AUTHORITY = Face("title", 13, 18, ink.ACCENT)
_TITLE = Face("title", 24, 32, ink.ACCENT)
_PERIOD = Face("title", 18, 26, ink.SOFT)
_MARK = Face("title", 11, 16, ink.ALARM)
_FACT = Face("text", 10, 15)
_NAME = Face("strong", 10, 15)


def cover_pieces(cover: Cover, sheet: Sheet, ruler: Ruler) -> Iterator[Piece]:
    """Authority above, title and period in the middle, state and facts below."""
    yield from _above(cover, sheet.inner_width, ruler)
    yield Piece(free_room(cover, sheet, ruler))
    yield from _below(cover, sheet.inner_width, ruler)


def free_room(cover: Cover, sheet: Sheet, ruler: Ruler) -> float:
    """The height between what the document is and its facts, which end the page."""
    pieces = (*_above(cover, sheet.inner_width, ruler), *_below(cover, sheet.inner_width, ruler))
    return max(0.0, sheet.inner_height - sum(piece.height for piece in pieces) - 1)


def _above(cover: Cover, width: float, ruler: Ruler) -> Iterator[Piece]:
    yield Piece(14, (Box(0, 0, width, 5, ink.ACCENT),))
    yield from _block(cover.authority, _AUTHORITY, width, ruler)
    yield Piece(130)
    yield from _block(cover.title, _TITLE, width, ruler)
    yield Piece(20, (Rule(0, 12, 90, 12, 2.2, ink.ACCENT),))
    yield from _block(cover.period, _PERIOD, width, ruler)
    yield Piece(24)
    for mark in cover.marks:
        wide = ruler.width(mark, _MARK) + 20
        marks: tuple[Mark, ...] = (Box(0, 0, wide, 24, ink.WHITE, ink.ALARM), Text(10, 16, _MARK, mark))
        yield Piece(32, marks)


def _block(text: str, face: Face, width: float, ruler: Ruler) -> Iterator[Piece]:
    for line in ruler.lines(text, face, width) if text else ():
        yield Piece(face.leading, (Text(ruler.left(line, face, width), face.size, face, line),))


def _below(cover: Cover, width: float, ruler: Ruler) -> Iterator[Piece]:
    left = width * 0.35
    for name, value in cover.facts:
        names, values = ruler.lines(name, _NAME, left - 8), ruler.lines(value, _FACT, width - left)
        marks: list[Mark] = [
            Text(ruler.left(line, _NAME, left - 8), 11 + n * 15, _NAME, line) for n, line in enumerate(names)
        ]
        marks.extend(
            Text(left + ruler.left(line, _FACT, width - left), 11 + n * 15, _FACT, line)
            for n, line in enumerate(values)
        )
        yield Piece(15.0 * max(len(names), len(values)) + 2, tuple(marks))
    yield Piece(12, (Box(0, 8, width, 2, ink.ACCENT),))
