"""A document with reportlab as its user guide teaches it: a Paragraph in every cell, contents by `multiBuild`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

from localplan.exchange.document.blocks import Block
from tests.benchmarks.document_parts import parts_of

FONT = "AsTaught"
WIDTH = landscape(A4)[0] - 80
_TEXT = ParagraphStyle("text", fontName=FONT, fontSize=9.5, leading=12, spaceAfter=4)
_CELL = ParagraphStyle("cell", fontName=FONT, fontSize=7.5, leading=9)
_HEADINGS = {
    f"heading {level}": ParagraphStyle(f"h{level}", fontName=FONT, fontSize=18 - 3 * level, leading=22 - 3 * level)
    for level in (1, 2, 3)
}


class NumberedCanvas(Canvas):
    """Page x of y: the pages are kept and written when their number is known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write the kept pages with their numbers."""
        for number, kept in enumerate(self._kept, 1):
            self.__dict__.update(kept)
            self.setFont(FONT, 8)
            self.drawRightString(WIDTH + 40, 20, f"{number} / {len(self._kept)}")
            super().showPage()
        super().save()


class Document(BaseDocTemplate):
    """Tells the contents which headings are on which page."""

    def afterFlowable(self, flowable: Any) -> None:
        """A heading becomes a line of the contents."""
        if isinstance(flowable, Paragraph) and flowable.style in _HEADINGS.values():
            self.notify("TOCEntry", (int(flowable.style.name[1]) - 1, flowable.getPlainText(), self.page))


def write_as_taught(blocks: Iterable[Block], path: Path, fonts_dir: Path) -> int:
    """Write the document; its number of pages."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(
            TTFont(FONT, str(next(f for f in sorted(fonts_dir.glob("*.ttf")) if "Bold" not in f.name)))
        )
    contents = TableOfContents()
    contents.levelStyles = [_TEXT, _TEXT, _TEXT]
    story: list[Any] = [contents]
    for kind, what in parts_of(blocks):
        if kind == "table":
            story += [_table(what), Spacer(1, 8)]
        else:
            story.append(Paragraph(escape(str(what)), _HEADINGS.get(kind, _TEXT)))
    document = Document(str(path), pagesize=landscape(A4), leftMargin=40, rightMargin=40, topMargin=40, bottomMargin=40)
    document.addPageTemplates(PageTemplate("page", [Frame(40, 40, WIDTH, landscape(A4)[1] - 80, id="body")]))
    document.multiBuild(story, canvasmaker=NumberedCanvas)
    return int(document.page)


def _table(what: Any) -> Table:
    shares, lines = what
    widths = [WIDTH * share / sum(shares) for share in shares]
    cells = [[Paragraph(escape(cell), _CELL) for cell in line] for line in lines]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table
