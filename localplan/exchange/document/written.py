"""Blocks written to a file in the format that its name asks for: PDF or Word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from localplan.domain.values import Refused
from localplan.exchange.document.blocks import Block, Meta

FORMATS = (".pdf", ".docx")


def write_blocks(blocks: Sequence[Block], path: Path, *, meta: Meta, fonts_dir: Path) -> int:
    """Write them; the number of pages of a PDF, 0 for Word, which sets its pages when it opens the file.

    Raises Refused for another kind of file, and when it cannot be written; a file that stood there is then unharmed.
    """
    kind = path.suffix.lower()
    if kind == ".docx":
        from localplan.exchange.document.word.file import write_docx

        write_docx(blocks, path, meta=meta, fonts_dir=fonts_dir)
        return 0
    if kind == ".pdf":
        from localplan.exchange.document.pdf import write_pdf

        return write_pdf(blocks, path, meta=meta, fonts_dir=fonts_dir)
    raise Refused("not_on_the_list", value=kind or path.name, known=", ".join(FORMATS))
