"""Pages drawn into a PDF: bookmarks, links, running heads, embedded fonts; the same bytes for the same input."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Block, Cover, Meta
from localplan.exchange.document.fonts import NAMES, Ruler, register_fonts
from localplan.exchange.document.ink import Box, Face, PageOf, Rule, Text
from localplan.exchange.document.layout import lay_out
from localplan.exchange.document.pages import Page, Piece
from localplan.exchange.safe_write import replacing

PRODUCER = "localplan"
_HEAD = Face("text", 7.5, 10, ink.SOFT)
_BADGE = Face("strong", 7.5, 10, ink.ALARM)
_FOOTNOTE = Face("text", 6.8, 9, ink.SOFT)
_WATERMARK = 0xEEF1F4


def write_pdf(blocks: Sequence[Block], path: Path, *, meta: Meta, fonts_dir: Path) -> int:
    """Write the document; gives the number of pages. The old file stays whole until the new one is verified."""
    ruler = Ruler(register_fonts(fonts_dir))
    pages = lay_out(blocks, ruler)
    content = draw(pages, next((b for b in blocks if isinstance(b, Cover)), Cover(authority="", title="")), meta, ruler)
    with replacing(path, lambda written: verify_pdf(written, len(pages))) as temporary:
        temporary.write_bytes(content)
    return len(pages)


def verify_pdf(path: Path, pages: int) -> None:
    """Raises ValueError when the file is not a whole PDF with so many pages."""
    content = path.read_bytes()
    counts = re.findall(rb"/Count (\d+) /Kids", content)
    if not content.startswith(b"%PDF-") or not content.rstrip().endswith(b"%%EOF"):
        raise ValueError("not a whole PDF")
    if [int(count) for count in counts] != [pages]:
        raise ValueError(f"{counts} pages instead of {pages}")


def draw(pages: Sequence[Page], cover: Cover, meta: Meta, ruler: Ruler) -> bytes:
    """The PDF's bytes."""
    target = io.BytesIO()
    options: dict[str, Any] = {"initialFontName": NAMES["text"], "pdfVersion": (1, 7), "lang": meta.language}
    canvas = Canvas(target, pageCompression=1, invariant=1, **options)
    _describe(canvas, meta)
    numbers = {p.piece.anchor: n for n, page in enumerate(pages, 1) for p in page.placed if p.piece.anchor}
    depths = _depths([p.piece for page in pages for p in page.placed if p.piece.anchor])
    for number, page in enumerate(pages, 1):
        _Sheet(canvas, page, numbers, depths, ruler).draw(cover, number, len(pages))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _describe(canvas: Canvas, meta: Meta) -> None:
    canvas.setTitle(meta.title)
    canvas.setAuthor(meta.author)
    canvas.setSubject(meta.subject)
    canvas.setKeywords(meta.keywords)
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    stamp = _stamp(meta.moment)
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()


def _stamp(moment: str) -> str:
    """A moment as PDF writes it, in UTC; a fixed one when there is none, so that equal input gives equal bytes."""
    time = datetime.fromisoformat(moment) if moment else datetime(2000, 1, 1, tzinfo=UTC)
    time = time.astimezone(UTC) if time.tzinfo else time
    return f"D:{time:%Y%m%d%H%M%S}+00'00'"


def _depths(headings: Sequence[Piece]) -> dict[str, int]:
    """How deep each bookmark stands: its level, but never more than one below the bookmark before it."""
    depths: dict[str, int] = {}
    last = -1
    for heading in headings:
        last = depths[heading.anchor] = min(heading.level, last + 1)
    return depths


class _Sheet:
    """One page being drawn."""

    def __init__(
        self, canvas: Canvas, page: Page, numbers: Mapping[str, int], depths: Mapping[str, int], ruler: Ruler
    ) -> None:
        self.canvas, self.page, self.numbers, self.depths, self.ruler = canvas, page, numbers, depths, ruler
        self.sheet = page.sheet
        self.texts: list[tuple[float, float, Face, str]] = []
        canvas.setPageSize((self.sheet.width, self.sheet.height))

    def draw(self, cover: Cover, number: int, of: int) -> None:
        """Grounds first, then lines, then texts in reading order."""
        if cover.watermark:
            self._watermark(cover.watermark)
        if not self.page.bare:
            self._head(cover)
        for kind in (Box, Rule, Text):
            for placed in self.page.placed:
                self._marks(placed.piece.marks, self.sheet.height - self.sheet.top - placed.top, kind)
        for placed in self.page.placed:
            if placed.piece.anchor:
                self._bookmark(placed.piece, self.sheet.height - self.sheet.top - placed.top)
        if not self.page.bare:
            self._foot(cover, number, of)
        self._write()

    def _marks(self, marks: Sequence[ink.Mark], top: float, kind: type) -> None:
        left = self.sheet.left
        for mark in marks:
            match mark:
                case Text(x, y, face, text) if kind is Text:
                    self.texts.append((left + x, top - y, face, text))
                case PageOf() if kind is Text:
                    self._page_of(mark, left, top)
                case Rule(x1, y1, x2, y2, width, colour) if kind is Rule:
                    self._stroke(colour, width)
                    self.canvas.line(left + x1, top - y1, left + x2, top - y2)
                case Box() if kind is Box:
                    self._box(mark, left, top)

    def _box(self, box: Box, left: float, top: float) -> None:
        self.canvas.setFillColorRGB(*_rgb(box.colour))
        if box.edge >= 0:
            self._stroke(box.edge, 0.5)
        self.canvas.rect(
            left + box.x, top - box.y - box.height, box.width, box.height, stroke=int(box.edge >= 0), fill=1
        )

    def _stroke(self, colour: int, width: float) -> None:
        self.canvas.setStrokeColorRGB(*_rgb(colour))
        self.canvas.setLineWidth(width)

    def _page_of(self, mark: PageOf, left: float, top: float) -> None:
        number = str(self.numbers.get(mark.anchor, ""))
        x = left + mark.right - self.ruler.width(number, mark.face)
        self.texts.append((x, top - mark.y, mark.face, number))
        below, above = top - mark.y - 3, top - mark.y + mark.face.size
        self.canvas.linkRect("", mark.anchor, (left, below, left + mark.right, above), relative=0)

    def _bookmark(self, piece: Piece, y: float) -> None:
        self.canvas.bookmarkHorizontalAbsolute(piece.anchor, y + 4)
        depth = self.depths[piece.anchor]
        self.canvas.addOutlineEntry(piece.outline, piece.anchor, depth, closed=depth > 0)

    def _watermark(self, word: str) -> None:
        canvas, face = self.canvas, Face("title", 92, 92)
        size = min(92.0, 92.0 * 0.8 * self.sheet.height / max(1.0, self.ruler.width(word, face)))
        canvas.saveState()
        canvas.translate(self.sheet.width / 2, self.sheet.height / 2)
        canvas.rotate(45)
        canvas.setFillColorRGB(*_rgb(_WATERMARK))
        canvas.setFont(NAMES["title"], size)
        canvas.drawCentredString(0, -size / 3, word)
        canvas.restoreState()

    def _head(self, cover: Cover) -> None:
        sheet, y = self.sheet, self.sheet.height - self.sheet.top + 14
        x = sheet.width - sheet.right
        for mark in reversed(cover.marks):
            x -= self.ruler.width(mark, _BADGE)
            self.texts.append((x, y, _BADGE, mark))
            x -= 12
        lines = self.ruler.lines(cover.running, _HEAD, max(40.0, x - sheet.left))
        self.texts.append((sheet.left, y, _HEAD, lines[0] + ("…" if len(lines) > 1 else "")))
        self._stroke(ink.LINE, 0.5)
        self.canvas.line(sheet.left, y - 5, sheet.width - sheet.right, y - 5)

    def _foot(self, cover: Cover, number: int, of: int) -> None:
        sheet, y = self.sheet, self.sheet.bottom - 26
        if cover.footnote and any("*" in text for _, _, _, text in self.texts):
            for n, line in enumerate(self.ruler.lines(cover.footnote, _FOOTNOTE, sheet.inner_width)[:2]):
                self.texts.append((sheet.left, sheet.bottom - 10 - n * 8, _FOOTNOTE, line))
        label = cover.page.format(n=number, of=of)
        self.texts.append((sheet.width - sheet.right - self.ruler.width(label, _HEAD), y, _HEAD, label))

    def _write(self) -> None:
        writer: PDFTextObject = self.canvas.beginText()
        last: Face | None = None
        for x, y, face, text in self.texts:
            if not text:
                continue
            if face != last:
                writer.setFont(NAMES[face.font], face.size)
                writer.setFillColorRGB(*_rgb(face.colour))
                last = face
            writer.setTextOrigin(x, y)
            writer.textLine(text)
        self.canvas.drawText(writer)


def _rgb(colour: int) -> tuple[float, float, float]:
    return (colour >> 16) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255
