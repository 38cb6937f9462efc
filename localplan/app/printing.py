"""Short papers that are no plan: blocks of the document, as PDF or Word, and the job that writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

import msgspec

from localplan.data import data_dir

if TYPE_CHECKING:  # the window names this type from here: it knows no room below app
    from localplan.exchange.document.blocks import Block as Block
    from localplan.exchange.document.blocks import Meta

Progress = Callable[[int, int], None]


def write_paper(blocks: Sequence[Block], path: Path, meta: Meta) -> int:
    """Write blocks as PDF or Word, by the name of the file; its pages, 0 for Word. Raises Refused."""
    from localplan.exchange.document.written import write_blocks

    return write_blocks(blocks, path, meta=meta, fonts_dir=data_dir("resources") / "fonts")


def paper_payload(blocks: Sequence[Block], path: Path, title: str, author: str, language: str) -> dict[str, Any]:
    """What the job `print` needs."""
    facts = {"title": title, "author": author, "language": language}
    return {"blocks": msgspec.json.encode(blocks), "path": str(path), "meta": facts}


def print_paper(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """The job: writes the paper; the number of its pages. Raises Refused when it cannot be written."""
    from localplan.exchange.document import blocks

    kinds = tuple(kind for kind in blocks.Block.__subclasses__() if kind is not blocks.Figure)
    content = msgspec.json.decode(payload["blocks"], type=tuple[Union[kinds], ...])  # type: ignore[valid-type]  # noqa: UP007
    meta = blocks.Meta(**payload["meta"])
    progress(0, 1)
    return {"pages": write_paper(content, Path(payload["path"]), meta)}
