"""From pieces to pages: the one pass that decides what stands where.

A piece is never divided. Pieces that hang together (`keep`) move to the next page as one, and when a page ends inside a
table its header is repeated. Everything here is plain values, so that a test can ask a page what is on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from localplan.exchange.document.ink import Mark

MM = 72 / 25.4


class Sheet(NamedTuple):
    """A paper size with its margins, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def inner_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


PORTRAIT = Sheet(210 * MM, 297 * MM, 25 * MM, 20 * MM, 25 * MM, 22 * MM)
LANDSCAPE = Sheet(297 * MM, 210 * MM, 14 * MM, 14 * MM, 21 * MM, 18 * MM)
WIDE = Sheet(420 * MM, 297 * MM, 15 * MM, 15 * MM, 22 * MM, 18 * MM)


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A strip of the page. `before` is the space above it. Space and pieces without marks never begin a page."""

    height: float
    marks: tuple[Mark, ...] = ()
    before: float = 0.0
    keep: bool = False  # stays on the page of the next piece
    header: tuple[Piece, ...] = ()  # put first when a page begins with this piece
    begins_page: bool = False
    anchor: str = ""
    outline: str = ""  # the line of a heading, for the bookmarks
    level: int = 0
    subject: str = ""  # what the piece shows: "row 1.1.1.1", for tests and messages


class Placed(NamedTuple):
    """A piece on a page, `top` points below the upper margin."""

    piece: Piece
    top: float


class Page(msgspec.Struct, frozen=True):
    """One page with what stands on it."""

    sheet: Sheet
    placed: tuple[Placed, ...]
    bare: bool = False  # without running head and number: the cover


def fill(pieces: Sequence[Piece], sheet: Sheet) -> Iterator[Page]:
    """The pieces on as few pages as their rules allow."""
    placed: list[Placed] = []
    y = 0.0
    for chain in _chains(pieces):
        if placed and (chain[0].begins_page or y + _height(chain) > sheet.inner_height):
            yield Page(sheet, tuple(placed))
            placed, y = [], 0.0
        for piece in chain:
            if not placed and not piece.marks:
                continue
            if placed and y + piece.before + piece.height > sheet.inner_height:
                yield Page(sheet, tuple(placed))
                placed, y = [], 0.0
            if not placed:
                y = _put_header(piece, placed)
            y += piece.before if placed else 0.0
            placed.append(Placed(piece, y))
            y += piece.height
    if placed:
        yield Page(sheet, tuple(placed))


def _put_header(piece: Piece, placed: list[Placed]) -> float:
    y = 0.0
    for head in piece.header:
        placed.append(Placed(head, y))
        y += head.height
    return y


def _height(chain: Sequence[Piece]) -> float:
    return sum(piece.before + piece.height for piece in chain)


def _chains(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    chain: list[Piece] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.keep:
            yield chain
            chain = []
    if chain:
        yield chain
