"""The same document as typst source: its own tables, contents and page numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from localplan.exchange.document.blocks import Block
from tests.benchmarks.document_parts import parts_of

_HEAD = """#set page(paper: "a4", flipped: true, margin: 40pt, numbering: "1 / 1")
#set text(font: "DejaVu Sans Condensed", size: 9.5pt)
#show table: set text(size: 7.5pt)
#set table(stroke: 0.4pt + gray, inset: 3pt)
#outline()
"""


def typst_source(blocks: Iterable[Block]) -> str:
    """The source; texts as strings, so that nothing in them is read as markup."""
    return _HEAD + "\n".join(_written(blocks))


def _written(blocks: Iterable[Block]) -> Iterator[str]:
    for kind, what in parts_of(blocks):
        if kind == "table":
            yield _table(what)
        elif kind == "text":
            yield f"#par({_text(what)})"
        else:
            yield f"#heading(level: {kind[-1]}, {_text(what)})"


def _table(what: Any) -> str:
    shares, lines = what
    head, *body = lines
    columns = ", ".join(f"{share:g}fr" for share in shares)
    cells = ",\n".join(", ".join(map(_text, line)) for line in body)
    return f"#table(columns: ({columns},), table.header({', '.join(map(_text, head))}),\n{cells})"


def _text(text: Any) -> str:
    return json.dumps(str(text), ensure_ascii=False)
