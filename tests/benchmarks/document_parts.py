"""The blocks of a document as the peers need them: headings, texts, and tables as plain lists of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from localplan.exchange.document.blocks import (
    ActionTable,
    Block,
    Bullets,
    Heading,
    KeyValues,
    Note,
    Paragraphs,
    Row,
    Table,
)

Part = tuple[str, object]
"""("heading 1", text) · ("text", text) · ("table", (shares of the width, lines of cells, the header first))."""


def parts_of(blocks: Iterable[Block]) -> Iterator[Part]:
    """The parts of a document in order, without cover, contents, trees and charts."""
    for block in blocks:
        if isinstance(block, Heading):
            yield f"heading {min(block.level, 3)}", block.line
        elif isinstance(block, Paragraphs | Note):
            yield from (("text", text) for text in block.text.split("\n"))
        elif isinstance(block, Bullets):
            yield from (("text", f"• {item}") for item in block.items)
        elif isinstance(block, KeyValues) and block.rows:
            yield "table", ((1.0, 3.0), [("", ""), *block.rows])
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, ActionTable):
            for part in block.parts:
                yield "heading 3", part.band
                if part.facts:
                    yield "table", ((1.0, 3.0), [("", ""), *part.facts])
                for table in part.tables:
                    yield from _table(table)


def _table(table: Table) -> Iterator[Part]:
    if table.rows:
        lines = [tuple(column.title for column in table.columns), *(line for row in table.rows for line in _lines(row))]
        yield "table", (tuple(column.width for column in table.columns), lines)


def _lines(row: Row) -> Iterator[tuple[str, ...]]:
    yield row.cells
    yield from row.more
