"""Running text: paragraphs, lists, notes."""

from __future__ import annotations

from localplan.exchange.document.blocks import Bullets, Note, Paragraphs
from localplan.exchange.document.word.markup import element, paragraph, run

PAGE_BREAK = paragraph("Gap", element("r", element("br", type="page")))


def running_text(block: Paragraphs) -> str:
    """Every paragraph of a text; the last one that `holds` stays with what follows."""
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    return "".join(
        paragraph("Normal", run(line), keep=block.holds and n == len(lines) - 1) for n, line in enumerate(lines)
    )


def bullets(block: Bullets) -> str:
    """A list; a line break in an item begins no new one."""
    return "".join(paragraph("ListBullet", run(item)) for item in block.items)


def note(block: Note) -> str:
    """A remark on a pale ground with a bar at its left, in one piece."""
    return paragraph("Note", run(block.text))
