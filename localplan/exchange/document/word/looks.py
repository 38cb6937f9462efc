"""The paragraph styles of a Word file, with the faces of the PDF."""

from __future__ import annotations

from typing import NamedTuple

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Align
from localplan.exchange.document.ink import Face


class Look(NamedTuple):
    """A paragraph style; lengths in points. `name` is Word's own where it has one, and then shown translated."""

    id: str
    name: str
    face: Face
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    align: Align = "left"
    keep: bool = False
    breaks: bool = False
    level: int = -1  # of a heading, from 0
    listed: bool = False
    edges: tuple[tuple[str, int, int, int], ...] = ()  # side, eighths of a point, colour, distance of the text
    ground: int = -1
    tab: float = 0  # a right tab with dots
    next: str = ""
    offered: bool = False  # in Word's gallery


_UNDER = (("bottom", 8, ink.ACCENT, 4),)
_OVER = (("top", 40, ink.ACCENT, 4),)
_BAR = (("left", 20, ink.SERIES[1], 10),)


def _band(id: str, name: str, face: Face, colour: int) -> Look:
    """A band of the action-plan table: its ground reaches beyond the text, up to the edges of the tables under it."""
    edges = tuple((side, 4, colour, away) for side, away in (("top", 3), ("left", 5), ("bottom", 3), ("right", 5)))
    return Look(id, name, face, 12, 3, left=5, keep=True, edges=edges, ground=colour)


_TITLE, _SIGNED = Face("title", 13, 18, ink.ACCENT), ink.STRONG
_LETTERHEAD = Face("strong", 10.5, 15, ink.ACCENT)
_HEAD = Face("text", 7.5, 10, ink.SOFT)

LOOKS = (
    Look("Normal", "Normal", ink.BODY, before=6, offered=True),
    Look(
        "Heading1", "heading 1", ink.HEADINGS[0], 0, 10,
        keep=True, breaks=True, level=0, edges=_UNDER, next="Normal", offered=True,
    ),
    Look("Heading2", "heading 2", ink.HEADINGS[1], 18, 4, keep=True, level=1, next="Normal", offered=True),
    Look("Heading3", "heading 3", ink.HEADINGS[2], 12, 2, keep=True, level=2, next="Normal", offered=True),
    Look("Title", "Title", _TITLE, 18, 2, align="centre", keep=True, next="Normal", offered=True),
    Look("Subtitle", "Subtitle", ink.STRONG, 2, 8, align="centre", keep=True, next="Normal", offered=True),
    Look("ListBullet", "List Bullet", ink.BODY, 3, 0, left=14, hanging=11, listed=True, offered=True),
    Look("Caption", "caption", ink.CAPTION, 9, 2, keep=True, offered=True),
    Look("Note", "localplan note", ink.NOTE, 6, 6, left=12, edges=_BAR, ground=ink.PALE, next="Normal"),
    Look("Article", "localplan article", ink.STRONG, 9, 0, align="centre", keep=True, next="Normal"),
    Look("Authority", "localplan letterhead", _LETTERHEAD, 0, 6),
    Look("Fact", "localplan letterhead facts", ink.BODY),
    Look("Addressee", "localplan addressee", ink.STRONG, 16, 10, left=245),
    Look("Signature", "Signature", _SIGNED, keep=True, align="centre"),
    Look("TOCHeading", "TOC Heading", ink.HEADINGS[0], 0, 14, keep=True, breaks=True, next="Normal"),
    Look("TOC1", "toc 1", Face("strong", 10, 15), 5, left=26, hanging=26, tab=1),
    Look("TOC2", "toc 2", Face("text", 9.5, 13.5), left=50, hanging=26, tab=1),
    Look("Header", "header", _HEAD, edges=(("bottom", 4, ink.LINE, 4),)),
    Look("Footer", "footer", _HEAD),
    Look("Cell", "localplan cell", ink.CELL),
    Look("CellStrong", "localplan cell, total", ink.CELL_STRONG),
    Look("CellHead", "localplan cell, header", ink.CELL_HEAD, keep=True),
    Look("Tight", "localplan form", ink.TIGHT),
    Look("TightStrong", "localplan form, total", ink.TIGHT_STRONG),
    Look("TightHead", "localplan form, header", ink.TIGHT_HEAD, keep=True),
    Look("Name", "localplan name", ink.NAME),
    Look("Value", "localplan value", ink.VALUE),
    _band("Band1", "localplan general objective", Face("strong", 10, 13, ink.WHITE), ink.ACCENT),
    _band("Band2", "localplan specific objective", Face("strong", 9, 12, ink.WHITE), 0x3F77A6),
    _band("Band3", "localplan measure", Face("strong", 8.5, 11.5, ink.ACCENT), 0xD5E1EC),
    Look("Box", "localplan tree", Face("text", 8, 10.2)),
    Look("CoverAuthority", "localplan cover, authority", Face("title", 13, 18, ink.ACCENT), edges=_OVER),
    Look("CoverTitle", "localplan cover, title", Face("title", 24, 32, ink.ACCENT), 130, 12),
    Look("CoverPeriod", "localplan cover, period", Face("title", 18, 26, ink.SOFT), 6, 20),
    Look("CoverMark", "localplan cover, mark", Face("title", 11, 16, ink.ALARM), 4),
    Look("Gap", "localplan gap", Face("text", 2, 3), 0, 4),
)  # fmt: skip
"""Every paragraph style."""
