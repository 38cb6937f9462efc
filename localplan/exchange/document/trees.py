"""A tree as boxes from left to right; branches higher than a page are opened into their own branches."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Node, Tree
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.ink import Box, Face, Mark, Rule, Text
from localplan.exchange.document.pages import Piece

GROUNDS = (ink.ACCENT, 0xD5E1EC, ink.PALE, ink.WHITE)
_PAD, _GAP, _BETWEEN = 5.0, 18.0, 6.0
_LABEL = Face("strong", 8, 10.2)
_TEXT = Face("text", 8, 10.2)


def tree_pieces(tree: Tree, width: float, tallest: float, ruler: Ruler) -> Iterator[Piece]:
    """What follows from the root, the root as a band, and its branches."""
    if tree.above:
        yield _caption(tree.above_title)
        for start in range(0, len(tree.above), 3):
            yield _side_by_side(tree.above[start : start + 3], width, ruler)
        yield _arrow(width)
    yield from _band(tree.root, width, tallest, ruler)
    if tree.root.children and tree.below_title:
        yield _caption(tree.below_title)
    for child in tree.root.children:
        yield from _branch(child, width, tallest, ruler)


def _caption(title: str) -> Piece:
    face = ink.CAPTION
    return Piece(face.leading + 2, (Text(0, face.size + 2, face, title),), before=6, keep=True)


def _arrow(width: float) -> Piece:
    middle = width / 2
    lines = (Rule(middle, 1, middle, 13, 1, ink.ACCENT), Rule(middle - 4, 6, middle, 1, 1, ink.ACCENT))
    return Piece(14, (*lines, Rule(middle + 4, 6, middle, 1, 1, ink.ACCENT)), keep=True)


def _box(node: Node, x: float, y: float, width: float, height: float, ruler: Ruler) -> list[Mark]:
    light = node.tone > 0
    colour = ink.INK if light else ink.WHITE
    marks: list[Mark] = [Box(x, y, width, height, GROUNDS[min(node.tone, 3)], ink.LINE if light else ink.ACCENT)]
    baseline = y + _PAD + _TEXT.size * 0.95
    for face, line in _content(node, width, ruler):
        left = x + _PAD + ruler.left(line, face, width - 2 * _PAD)
        marks.append(Text(left, baseline, face._replace(colour=colour), line))
        baseline += face.leading
    return marks


def _content(node: Node, width: float, ruler: Ruler) -> list[tuple[Face, str]]:
    room = width - 2 * _PAD
    label = [(_LABEL, line) for line in ruler.lines(node.label, _LABEL, room)] if node.label else []
    return [*label, *((_TEXT, line) for line in ruler.lines(node.text, _TEXT, room))]


def _own_height(node: Node, width: float, ruler: Ruler) -> float:
    return len(_content(node, width, ruler)) * _TEXT.leading + 2 * _PAD


def _side_by_side(nodes: tuple[Node, ...], width: float, ruler: Ruler) -> Piece:
    each = (width - _BETWEEN * (len(nodes) - 1)) / len(nodes)
    height = max(_own_height(node, each, ruler) for node in nodes)
    marks = [m for n, node in enumerate(nodes) for m in _box(node, n * (each + _BETWEEN), 0, each, height, ruler)]
    return Piece(height, tuple(marks), before=3, keep=True)


def _band(node: Node, width: float, tallest: float, ruler: Ruler) -> Iterator[Piece]:
    """A box over the whole width; as long text when it is higher than a page."""
    height = _own_height(node, width, ruler)
    if height <= tallest:
        yield Piece(height, tuple(_box(node, 0, 0, width, height, ruler)), before=4, keep=bool(node.children))
        return
    for face, line in _content(node, width, ruler):
        left = _PAD + ruler.left(line, face, width - 2 * _PAD)
        yield Piece(face.leading, (Text(left, face.size, face, line),))


def depth(node: Node) -> int:
    return 1 + max((depth(child) for child in node.children), default=0)


def _branch(node: Node, width: float, tallest: float, ruler: Ruler) -> Iterator[Piece]:
    columns = depth(node)
    each = (width - _GAP * (columns - 1)) / columns
    height = _height(node, each, ruler)
    if columns <= 4 and height <= tallest:
        marks: list[Mark] = []
        _draw(node, 0, 0, each, height, ruler, marks)
        yield Piece(height, tuple(marks), before=8)
        return
    yield from _band(node, width, tallest, ruler)
    for child in node.children:
        yield from _branch(child, width, tallest, ruler)


def _height(node: Node, width: float, ruler: Ruler) -> float:
    below = sum(_height(child, width, ruler) for child in node.children) + _BETWEEN * max(0, len(node.children) - 1)
    return max(_own_height(node, width, ruler), below)


def _draw(node: Node, x: float, y: float, width: float, height: float, ruler: Ruler, marks: list[Mark]) -> None:
    """The node in the middle of its height, its children beside it, each with a line to it."""
    own = _own_height(node, width, ruler)
    middle = y + height / 2
    marks.extend(_box(node, x, middle - own / 2, width, own, ruler))
    if not node.children:
        return
    heights = [_height(child, width, ruler) for child in node.children]
    spare = (height - sum(heights) - _BETWEEN * (len(heights) - 1)) / len(heights)
    fork, top, middles = x + width + _GAP / 2, y, []
    marks.append(Rule(x + width, middle, fork, middle, 0.8, ink.SERIES[1]))
    for child, needed in zip(node.children, heights, strict=True):
        share = needed + spare
        centre = top + share / 2
        middles.append(centre)
        marks.append(Rule(fork, centre, x + width + _GAP, centre, 0.8, ink.SERIES[1]))
        _draw(child, x + width + _GAP, top, width, share, ruler, marks)
        top += share + _BETWEEN
    marks.append(Rule(fork, min(*middles, middle), fork, max(*middles, middle), 0.8, ink.SERIES[1]))
