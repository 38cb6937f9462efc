"""What an official document is made of: a closed vocabulary of plain values, the same for PDF and Word.

Texts are final: chosen in the document's language, numbers written out, nothing to be parsed. A line break in a text
begins a new paragraph.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from localplan.methodology.assessment import Radar
from localplan.methodology.charts import Chart

Align = Literal["left", "right", "centre"]


class Block(msgspec.Struct, frozen=True, kw_only=True, tag_field="block"):
    """One part of the document, in reading order."""


class Frame(Block, frozen=True, kw_only=True, tag="frame"):
    """What every page repeats: `running` head, `marks` (DRAFT, TRAINING), `page` as "{n} / {of}".

    `watermark` stands large behind every page; `footnote` under each page that has an asterisk.
    """

    marks: tuple[str, ...] = ()
    watermark: str = ""
    running: str = ""
    page: str = "{n} / {of}"
    footnote: str = ""


class Cover(Frame, frozen=True, kw_only=True, tag="cover"):
    """The first page, and the frame of all others."""

    authority: str
    title: str
    period: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Letterhead(Block, frozen=True, tag="letterhead"):
    """Who writes, with `facts` (number, date), and at the right to whom. A line break begins a new line."""

    authority: str
    facts: tuple[tuple[str, str], ...] = ()
    to: str = ""


class Title(Block, frozen=True, tag="title"):
    """The title of an act or letter, in the middle, with what it is about under it."""

    text: str
    about: str = ""


class Article(Block, frozen=True, tag="article"):
    """The number of an article, in the middle above its text."""

    text: str


class Signature(Block, frozen=True, tag="signature"):
    """Who signs: what the person is, a line, and the name where it is known; `place` at the left (place and day)."""

    role: str
    name: str = ""
    place: str = ""


class Contents(Block, frozen=True, tag="contents"):
    """The list of headings with their pages."""

    title: str


class Heading(Block, frozen=True, tag="heading"):
    """A heading; level 1 begins a page unless it `flows`. `anchor` is unique in the document."""

    level: int
    text: str
    anchor: str
    number: str = ""
    flows: bool = False

    @property
    def line(self) -> str:
        """The heading as contents and bookmarks show it."""
        return f"{self.number} {self.text}".strip()


class Paragraphs(Block, frozen=True, tag="paragraphs"):
    """Running text. One that `holds` stays on the page of what follows."""

    text: str
    holds: bool = False


class Bullets(Block, frozen=True, tag="bullets"):
    """A list of short texts."""

    items: tuple[str, ...]


class Note(Block, frozen=True, tag="note"):
    """What belongs here and where it is filled in, while nothing is entered; or a remark beside the text."""

    text: str


class KeyValues(Block, frozen=True, tag="key_values"):
    """Names and what stands for them, in two columns."""

    rows: tuple[tuple[str, str], ...]


class Column(msgspec.Struct, frozen=True):
    """A column: its share of the width is `width` over the sum of all; all 0: as contents want it."""

    title: str
    width: float = 1.0
    align: Align = "left"


class Row(msgspec.Struct, frozen=True):
    """A row. `more` are further lines of the same row, aligned by column, where an empty cell belongs to the one above.

    The lines of one row stay on one page.
    """

    cells: tuple[str, ...]
    more: tuple[tuple[str, ...], ...] = ()
    style: Literal["plain", "total", "group"] = "plain"


class Table(Block, frozen=True, tag="table"):
    """Rows under a header that is repeated on every page. `span` stands above it where it begins a page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    span: str = ""


class ActionPart(msgspec.Struct, frozen=True):
    """A block of the action-plan table: an objective or measure with its facts and tables."""

    level: int  # 1 general objective, 2 specific objective, 3 measure
    band: str
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()


class ActionTable(Block, frozen=True, tag="action_table"):
    """The action-plan table in its prescribed order, on landscape pages; `wide` asks for A3."""

    parts: tuple[ActionPart, ...]
    wide: bool = False


class Node(msgspec.Struct, frozen=True):
    """A box of a tree. `tone` 0–3 tells the level's colour."""

    text: str
    label: str = ""
    tone: int = 0
    children: tuple[Node, ...] = ()


class Tree(Block, frozen=True, tag="tree"):
    """A problem or objective tree. `above` are boxes that follow from the root (effects)."""

    root: Node
    above: tuple[Node, ...] = ()
    above_title: str = ""
    below_title: str = ""


class Figure(Block, frozen=True, tag="figure"):
    """A chart with its figures written out: `scale` at the axis, `tops` above the columns.

    The table under it is a block of its own.
    """

    chart: Chart
    scale: tuple[tuple[Decimal, str], ...] = ()
    tops: tuple[str, ...] = ()


class Web(Block, frozen=True, tag="web"):
    """Scores on axes around a middle, one line for each round; a table with the figures stands beside it."""

    radar: Radar


class PageBreak(Block, frozen=True, tag="page_break"):
    """The next block begins a page."""


class Meta(msgspec.Struct, frozen=True):
    """What the file says about itself. `moment` (ISO 8601) is that of the plan's revision, not of the export."""

    title: str
    author: str
    subject: str = ""
    language: str = "en"
    keywords: str = ""
    moment: str = ""
