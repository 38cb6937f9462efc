"""Pages drawn into a PDF: bookmarks, links, running heads, embedded fonts; the same bytes for the same input."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from localplan.exchange.document.blocks import Block, Frame, Meta
from localplan.exchange.document.fonts import NAMES, Ruler
from localplan.exchange.document.layout import lay_out
from localplan.exchange.document.operators import Writing
from localplan.exchange.document.pages import Page, Piece
from localplan.exchange.document.sheets import Sheet
from localplan.exchange.safe_write import replacing

PRODUCER = "localplan"

rl_config.useA85 = 0  # streams as bytes: no line of text in between needs them printable, and it halves the time


def write_pdf(blocks: Sequence[Block], path: Path, *, meta: Meta, fonts_dir: Path) -> int:
    """Write the document; gives the number of pages. The old file stays whole until the new one is verified."""
    ruler = Ruler(fonts_dir)
    pages = lay_out(blocks, ruler)
    content = draw(pages, next((b for b in blocks if isinstance(b, Frame)), Frame()), meta, ruler)
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


def draw(pages: Sequence[Page], frame: Frame, meta: Meta, ruler: Ruler) -> bytes:
    """The PDF's bytes."""
    target = io.BytesIO()
    options: dict[str, Any] = {"initialFontName": NAMES["text"], "pdfVersion": (1, 7), "lang": meta.language}
    canvas = Canvas(target, pageCompression=1, invariant=1, **options)
    _describe(canvas, meta)
    numbers = {p.piece.anchor: n for n, page in enumerate(pages, 1) for p in page.placed if p.piece.anchor}
    depths = _depths([p.piece for page in pages for p in page.placed if p.piece.anchor])
    sheet = Sheet(canvas, Writing(canvas, ruler.shaper), ruler, frame, numbers, depths)
    for number, page in enumerate(pages, 1):
        sheet.draw(page, number, len(pages))
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
