"""What is drawn: faces, colours and marks. Positions are in points from the left and from the top of a piece."""

from __future__ import annotations

from typing import NamedTuple


class Face(NamedTuple):
    """A typeface in a size, with the distance of lines and a colour (0xRRGGBB)."""

    font: str  # a key of fonts.FILES
    size: float
    leading: float
    colour: int = 0x1F2933


class Text(NamedTuple):
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    face: Face
    text: str


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: int


class Box(NamedTuple):
    """A filled rectangle, with an outline when `edge` has a colour."""

    x: float
    y: float
    width: float
    height: float
    colour: int
    edge: int = -1


class PageOf(NamedTuple):
    """The number of the page an anchor stands on, ending at `right`; the line across is a link to it."""

    right: float
    y: float
    face: Face
    anchor: str


Mark = Text | Rule | Box | PageOf

INK = 0x1F2933
SOFT = 0x5B6770
ACCENT = 0x1F4E79
TINT = 0xE6EDF4
PALE = 0xF4F6F8
LINE = 0xB8C2CC
ALARM = 0x9C2A1B
WHITE = 0xFFFFFF
SERIES = (0x1F4E79, 0x6A9BC3, 0xC98A2B, 0x6B8E4E, 0x8C6BB1, 0xB4534A, 0x3D8C8C, 0x8A8D91, 0xD9B44A, 0x4B5D8A)

BODY = Face("text", 10, 14.5)
STRONG = Face("strong", 10, 14.5)
SMALL = Face("text", 8, 10.5, SOFT)
NOTE = Face("text", 9, 13, SOFT)
CAPTION = Face("strong", 9, 13, ACCENT)
CELL = Face("text", 8, 10.2)
CELL_STRONG = Face("strong", 8, 10.2)
NAME = Face("strong", 9, 12)
VALUE = Face("text", 9, 12)
CELL_HEAD = Face("strong", 7.5, 9.6, ACCENT)
TIGHT = Face("text", 7, 8.8)
TIGHT_STRONG = Face("strong", 7, 8.8)
TIGHT_HEAD = Face("strong", 6.8, 8.4, ACCENT)
HEADINGS = (
    Face("title", 17, 22, ACCENT),
    Face("title", 12.5, 17, ACCENT),
    Face("strong", 10.5, 15, ACCENT),
)
