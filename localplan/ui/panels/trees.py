"""Trees: the root as a band, its branches as columns beneath it (or above), or as an outline where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localplan.ui.desk import Place
from localplan.ui.panels.marks import PAD, Box, Line, Look, Mark, Paper, Scene, Spot, Text, shade, stacked

MOST_LINES = 6  # of a box; the whole text stands in its tip and in the table
_NARROWEST = 26  # average letters a column must hold


class Branch(NamedTuple):
    """One box: a quiet label over the text. `tone` 0 is the root's colour, 1 the next ones', from 2 on none."""

    id: str
    text: str
    label: str = ""
    tone: int = 2
    below: tuple[Branch, ...] = ()
    movable: bool = True


class _Placed(NamedTuple):
    branch: Branch
    x: float
    y: float
    width: float
    height: float
    above: int  # number of the box it hangs on; −1 for the first


def tree(paper: Paper, root: Branch, over: Sequence[Branch] = (), over_title: str = "", title: str = "") -> Scene:
    """The root with what hangs on it, and `over` it what grows out of it."""
    parts = []
    if over:
        parts += [_caption(paper, over_title), _crown(paper, over), _arrow(paper)]
    parts += [_outline(paper, [root._replace(below=())], paper.width)]
    if root.below:
        parts += [_caption(paper, title)] if title else []
        parts += [_crown(paper, root.below, beneath=True)]
    return stacked(parts, 4 if over or title else 0)._replace(width=paper.width)


def _caption(paper: Paper, text: str) -> Scene:
    return Scene(0, paper.leading, tuple(paper.write([text], paper.strong, 0, 0)))


def _arrow(paper: Paper) -> Scene:
    middle, colour = paper.width / 2, paper.colours.accent
    lines = ((middle, 0, middle, 16), (middle - 5, 7, middle, 0), (middle + 5, 7, middle, 0))
    return Scene(0, 16, tuple(Line(*ends, colour, 1.6) for ends in lines))


def _crown(paper: Paper, branches: Sequence[Branch], *, beneath: bool = False) -> Scene:
    """Branches side by side where each has room, else beneath each other. Over the root they grow upward."""
    gap, count = paper.em * 1.6, len(branches)
    each = (paper.width - gap * (count - 1)) / count
    if each < paper.em * _NARROWEST:
        return _outline(paper, branches, paper.width, indent=paper.em * 2.5 if beneath else 0)
    columns = [_placed(paper, [branch], each) for branch in branches]
    height = max(_bottom(column) for column in columns)
    stem = 12.0 if beneath else 0.0
    marks: list[Mark] = []
    spots: list[Spot] = []
    for number, column in enumerate(columns):
        boxes = [_moved(p, number * (each + gap), stem, 0 if beneath else height) for p in column]
        if beneath:
            middle = boxes[0].x + each / 2
            marks.append(Line(middle, 0, middle, stem, paper.colours.line, 1.4))
        drawn = _drawn(paper, boxes)
        marks.extend(drawn.marks)
        spots.extend(drawn.spots)
    return Scene(paper.width, height + stem, tuple(marks), tuple(spots))


def _outline(paper: Paper, branches: Sequence[Branch], width: float, indent: float = 0) -> Scene:
    """All beneath each other; with an indent they hang on a line at their left."""
    placed = _placed(paper, branches, width - indent)
    boxes = [_moved(p, indent, 6.0 if indent else 0) for p in placed]
    drawn = _drawn(paper, boxes)
    height = _bottom(placed) + (6.0 if indent else 0)
    if not indent:
        return drawn._replace(width=width, height=height)
    middles = [box.y + box.height / 2 for box in boxes if box.above < 0]
    colour = paper.colours.line
    twigs = [Line(indent / 2, middle, indent, middle, colour, 1.4) for middle in middles]
    trunk = Line(indent / 2, 0, indent / 2, middles[-1], colour, 1.4)
    return Scene(width, height, (trunk, *twigs, *drawn.marks), drawn.spots)


def _moved(box: _Placed, dx: float, dy: float, upward: float = 0) -> _Placed:
    """Elsewhere; with a height in `upward`, upside down within it."""
    y = upward - box.y - box.height if upward else box.y
    return box._replace(x=box.x + dx, y=y + dy)


def _bottom(boxes: Sequence[_Placed]) -> float:
    return max((box.y + box.height for box in boxes), default=0)


def _placed(paper: Paper, branches: Sequence[Branch], width: float) -> list[_Placed]:
    """Every box beneath its parent and indented."""
    found: list[_Placed] = []

    def place(branch: Branch, depth: int, above: int) -> None:
        x = min(depth * paper.em * 2.5, width / 3)
        height = sum(paper.line(look) * len(lines) for look, lines in _content(paper, branch, width - x)) + 2 * PAD
        found.append(_Placed(branch, x, _bottom(found) + (6 if found else 0), width - x, height, above))
        mine = len(found) - 1
        for child in branch.below:
            place(child, depth + 1, mine)

    for branch in branches:
        place(branch, 0, -1)
    return found


def _drawn(paper: Paper, boxes: Sequence[_Placed]) -> Scene:
    marks: list[Mark] = [line for box in boxes if box.above >= 0 for line in _joint(paper, boxes[box.above], box)]
    for box in boxes:
        marks.extend(_box(paper, box))
    spots = tuple(_spot(box) for box in boxes if box.branch.id)
    return Scene(0, 0, tuple(marks), spots)


def _spot(box: _Placed) -> Spot:
    branch = box.branch
    text = "\n".join(filter(None, (branch.label, branch.text)))
    place = Place("", "", branch.id, "")
    return Spot(box.x, box.y, box.width, box.height, place, text, branch.id, branch.movable)


def _joint(paper: Paper, parent: _Placed, child: _Placed) -> Iterator[Mark]:
    x, middle = (parent.x + child.x) / 2, child.y + child.height / 2
    start = parent.y if middle < parent.y else parent.y + parent.height
    yield Line(x, start, x, middle, paper.colours.line, 1.4)
    yield Line(x, middle, child.x, middle, paper.colours.line, 1.4)


def _content(paper: Paper, branch: Branch, width: float) -> tuple[tuple[Look, list[str]], ...]:
    room = width - 2 * PAD
    label = paper.lines(branch.label, paper.quiet, room, 2) if branch.label else []
    text = paper.strong if branch.tone == 0 else paper.plain
    return ((paper.quiet, label), (text, paper.lines(branch.text, text, room, MOST_LINES)))


def _box(paper: Paper, box: _Placed) -> Iterator[Mark]:
    c = paper.colours
    fill = (c.accent, shade(c.accent, c.base, 0.16), c.base)[min(box.branch.tone, 2)]
    edge = c.accent if box.branch.tone < 2 else c.line
    yield Box(box.x, box.y, box.width, box.height, fill, edge)
    y = box.y + PAD
    for look, lines in _content(paper, box.branch, box.width):
        ink = look._replace(colour=c.on_accent if box.branch.tone == 0 else look.colour)
        texts: list[Text] = paper.write(lines, ink, box.x + PAD, y)
        yield from texts
        y += paper.line(look) * len(lines)
