"""Drawing one page: grounds first, then lines, then texts in reading order, with running head and number."""

from __future__ import annotations

from collections.abc import Mapping

from reportlab.pdfgen.canvas import Canvas

from localplan.exchange.document import ink, operators
from localplan.exchange.document.blocks import Frame
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.ink import Box, Face, PageOf, Rule, Text
from localplan.exchange.document.operators import Writing
from localplan.exchange.document.pages import Page, Piece

_HEAD = Face("text", 7.5, 10, ink.SOFT)
_BADGE = Face("strong", 7.5, 10, ink.ALARM)
_FOOTNOTE = Face("text", 6.8, 9, ink.SOFT)
_WATERMARK = Face("title", 92, 92, 0xEEF1F4)


class Sheet:
    """One page being drawn. `numbers` are pages, `depths` depths in the outline, both by anchor."""

    def __init__(
        self,
        canvas: Canvas,
        writing: Writing,
        ruler: Ruler,
        frame: Frame,
        numbers: Mapping[str, int],
        depths: Mapping[str, int],
    ) -> None:
        self.canvas, self.writing, self.ruler, self.frame = canvas, writing, ruler, frame
        self.numbers, self.depths = numbers, depths

    def draw(self, page: Page, number: int, of: int) -> None:
        """Draw the page and end it."""
        self.paper = page.sheet
        self.canvas.setPageSize((self.paper.width, self.paper.height))
        self.boxes: list[str] = []
        self.rules: list[str] = []
        self.texts: list[str] = []
        self.starred = False
        self._watermark()
        if not page.bare:
            self._head()
        for piece, top in page.placed:
            self._piece(piece, self.paper.height - self.paper.top - top)
        if not page.bare:
            self._foot(number, of)
        self.canvas.addLiteral("\n".join((*self.boxes, *self.rules, *self.texts)))
        self.canvas.showPage()

    def _piece(self, piece: Piece, top: float) -> None:
        left = self.paper.left
        for mark in piece.marks:
            if isinstance(mark, Text):
                self._text(left + mark.x, top - mark.y, mark.face, mark.text)
            elif isinstance(mark, Rule):
                x1, y1, x2, y2, width, colour = mark
                self.rules.append(operators.rule(left + x1, top - y1, left + x2, top - y2, width, colour))
            elif isinstance(mark, Box):
                y = top - mark.y - mark.height
                self.boxes.append(operators.box(left + mark.x, y, mark.width, mark.height, mark.colour, mark.edge))
            elif isinstance(mark, PageOf):
                self._page_of(mark, left, top)
        if piece.anchor:
            depth = self.depths[piece.anchor]
            self.canvas.bookmarkHorizontalAbsolute(piece.anchor, top + 4)
            self.canvas.addOutlineEntry(piece.outline, piece.anchor, depth, closed=depth > 0)

    def _text(self, x: float, y: float, face: Face, text: str) -> None:
        if text:
            self.starred = self.starred or "*" in text
            self.texts.append(self.writing.text(x, y, face, text))

    def _page_of(self, mark: PageOf, left: float, top: float) -> None:
        number = str(self.numbers.get(mark.anchor, ""))
        right, y = left + mark.right, top - mark.y
        self._text(right - self.ruler.width(number, mark.face), y, mark.face, number)
        self.canvas.linkRect("", mark.anchor, (left, y - 3, right, y + mark.face.size), relative=0)

    def _watermark(self) -> None:
        word = self.frame.watermark
        if word:
            wide = self.ruler.width(word, _WATERMARK)
            face = _WATERMARK._replace(size=_WATERMARK.size * min(1.0, 0.8 * self.paper.height / wide))
            half = wide * face.size / _WATERMARK.size / 2**1.5
            self.boxes.append(
                self.writing.slanted(self.paper.width / 2 - half, self.paper.height / 2 - half, face, word)
            )

    def _head(self) -> None:
        if not self.frame.running and not self.frame.marks:
            return
        paper, y = self.paper, self.paper.height - self.paper.top + 14
        x = paper.width - paper.right
        for mark in reversed(self.frame.marks):
            x -= self.ruler.width(mark, _BADGE)
            self._text(x, y, _BADGE, mark)
            x -= 12
        lines = self.ruler.lines(self.frame.running, _HEAD, max(40.0, x - paper.left))
        self._text(paper.left, y, _HEAD, lines[0] + ("…" if len(lines) > 1 else ""))
        self.rules.append(operators.rule(paper.left, y - 5, paper.width - paper.right, y - 5, 0.5, ink.LINE))

    def _foot(self, number: int, of: int) -> None:
        paper, y = self.paper, self.paper.bottom - 26
        if self.frame.footnote and self.starred:
            for n, line in enumerate(self.ruler.lines(self.frame.footnote, _FOOTNOTE, paper.inner_width - 60)[:2]):
                self._text(paper.left, paper.bottom - 14 - n * 8, _FOOTNOTE, line)
        label = self.frame.page.format(n=number, of=of)
        self._text(paper.width - paper.right - self.ruler.width(label, _HEAD), y, _HEAD, label)
