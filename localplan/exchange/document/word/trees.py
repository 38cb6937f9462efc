"""A tree as a table: a column for each level, a box joined over all the rows of what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Node, Tree
from localplan.exchange.document.trees import GROUNDS, depth
from localplan.exchange.document.word.markup import BOLD, element, paragraph, run, twips
from localplan.exchange.document.word.styles import shade
from localplan.exchange.document.word.tables import GAP, whole

_MOST_COLUMNS = 4
_SIDE_BY_SIDE = 3


class Box(NamedTuple):
    """A node in a row of the table, and how it is joined: with those below (`merge`), over columns to the right."""

    node: Node
    merge: str = ""
    over: int = 1


def tree(block: Tree, width: float) -> Iterator[str]:
    """What follows from the root, the root as a band, and its branches."""
    if block.above:
        yield paragraph("Caption", run(block.above_title))
        for start in range(0, len(block.above), _SIDE_BY_SIDE):
            boxes = block.above[start : start + _SIDE_BY_SIDE]
            yield _table([[Box(node) for node in boxes]], len(boxes), width) + GAP
    yield _table([[Box(block.root)]], 1, width) + GAP
    if block.root.children and block.below_title:
        yield paragraph("Caption", run(block.below_title))
    for child in block.root.children:
        yield from _branch(child, width)


def _branch(node: Node, width: float) -> Iterator[str]:
    """A branch of its own; one with more levels than columns is opened into its own branches."""
    columns = depth(node)
    if columns <= _MOST_COLUMNS:
        yield _table(list(rows_of(node, columns)), columns, width) + GAP
        return
    yield _table([[Box(node)]], 1, width) + GAP
    for child in node.children:
        yield from _branch(child, width)


def rows_of(node: Node, columns: int) -> Iterator[list[Box]]:
    """A row for each end of a branch; every box of the way to it."""
    if not node.children:
        yield [Box(node, over=columns)]
        return
    below = [row for child in node.children for row in rows_of(child, columns - 1)]
    for n, row in enumerate(below):
        yield [Box(node, merge=("continue" if n else "restart") if len(below) > 1 else ""), *row]


def _table(rows: Sequence[Sequence[Box]], columns: int, width: float) -> str:
    wide = width / columns
    lines = [
        element("tr", _WHOLE + "".join(_cell(box, wide, keep=n < len(rows) - 1) for box in row))
        for n, row in enumerate(rows)
    ]
    return whole(lines, [wide] * columns, "Tree")


_WHOLE = element("trPr", element("cantSplit"))


def _cell(box: Box, wide: float, keep: bool) -> str:
    tone = min(box.node.tone, len(GROUNDS) - 1)
    properties = "".join(
        (
            element("tcW", w=twips(wide * box.over), type="dxa"),
            element("gridSpan", val=box.over) if box.over > 1 else "",
            element("vMerge", val=box.merge) if box.merge else "",
            shade(GROUNDS[tone]),
            element("vAlign", val="center"),
        )
    )
    return element("tc", element("tcPr", properties) + _content(box, tone > 0, keep))


def _content(box: Box, light: bool, keep: bool) -> str:
    if box.merge == "continue":
        return paragraph("Box", keep=keep)
    colour = element("color", val=f"{ink.INK if light else ink.WHITE:06X}")
    label = paragraph("Box", run(box.node.label, BOLD + colour), keep=True) if box.node.label else ""
    return label + "".join(paragraph("Box", run(line, colour), keep=keep) for line in box.node.text.split("\n"))
