"""Scores on axes around a middle: one line for each round, told apart by colour, dashes and the shape of its points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import cos, pi, sin
from typing import NamedTuple

from localplan.methodology.assessment import Radar
from localplan.ui.desk import Place
from localplan.ui.panels.columns import colour_of
from localplan.ui.panels.marks import PAD, Box, Line, Mark, Paper, Scene, Spot, heading, shifted, stacked

_DASHES: tuple[tuple[float, ...], ...] = ((), (4.0, 2.0), (1.0, 1.5))
_POINT = 7.0  # logical pixels across
_LABEL_LINES = 3


class Web(NamedTuple):
    """Where a radar stands: its middle and how far its axes reach."""

    x: float
    y: float
    reach: float
    axes: int

    def at(self, axis: int, share: float) -> tuple[float, float]:
        """The point of an axis that far from the middle; the first axis points up, the others follow the clock."""
        angle = 2 * pi * axis / self.axes - pi / 2
        return self.x + cos(angle) * self.reach * share, self.y + sin(angle) * self.reach * share


def radar_scene(
    paper: Paper, radar: Radar, written: Callable[[Decimal], str], place: Callable[[int], Place], width: float
) -> Scene:
    """Title, web and key; `place` says where an axis leads."""
    narrow = paper.em * 16
    reach = min(width / 2 - narrow - PAD, paper.leading * 7)
    high = paper.leading * _LABEL_LINES
    web = Web(width / 2, high + reach + PAD, reach, len(radar.axes))
    marks = [*_rings(paper, radar, web), *_rounds(paper, radar, web)]
    spots: list[Spot] = []
    for number, axis in enumerate(radar.axes):
        lines = paper.lines(axis, paper.plain, narrow, _LABEL_LINES)
        x, y = web.at(number, 1)
        box = _beside(web, x, y, narrow, len(lines) * paper.leading)
        marks += paper.write(lines, paper.plain, *box[:2], narrow, _side(web, x))
        spots.append(Spot(*box, place(number), _told(radar, number, written)))
    drawn = Scene(width, 2 * (high + reach + PAD), tuple(marks), tuple(spots))
    return stacked((heading(paper, radar.title), drawn, _key(paper, radar, width)), 4)._replace(width=width)


def side_by_side(paper: Paper, radars: Sequence[Callable[[float], Scene]]) -> Scene:
    """As many beside each other as there is room for, the others beneath."""
    least = paper.em * 32 + paper.leading * 8
    across = max(1, min(len(radars), int(paper.width // least)))
    each = paper.width / across
    rows = []
    for start in range(0, len(radars), across):
        row = [shifted(draw(each - PAD), n * each, 0) for n, draw in enumerate(radars[start : start + across])]
        marks = tuple(mark for scene in row for mark in scene.marks)
        rows.append(Scene(paper.width, max(s.height for s in row), marks, tuple(s for one in row for s in one.spots)))
    return stacked(rows, paper.leading)


def _rings(paper: Paper, radar: Radar, web: Web) -> list[Mark]:
    marks: list[Mark] = []
    for ring in range(1, radar.highest + 1):
        corners = [web.at(n, ring / radar.highest) for n in range(web.axes)]
        marks += _closed(corners, paper.colours.line, 1.0 if ring == radar.highest else 0.6)
        marks += paper.write([str(ring)], paper.quiet, corners[0][0] + 3, corners[0][1] - 1)
    marks += [Line(web.x, web.y, *web.at(n, 1), paper.colours.line, 0.6) for n in range(web.axes)]
    return marks


def _rounds(paper: Paper, radar: Radar, web: Web) -> list[Mark]:
    marks: list[Mark] = []
    for number, one in enumerate(radar.rounds):
        colour, dashes = colour_of(paper, number), _DASHES[number % len(_DASHES)]
        points = [
            None if value is None else web.at(n, float(value) / radar.highest) for n, value in enumerate(one.values)
        ]
        for here, there in zip(points, (*points[1:], points[0]), strict=True):
            if here and there:  # an axis without an answer leaves a gap
                marks.append(Line(*here, *there, colour, 2.0, dashes))
        marks += [_point(paper, *point, number) for point in points if point]
    return marks


def _point(paper: Paper, x: float, y: float, number: int) -> Box:
    """Round for the first round, square for the second, hollow for the third."""
    colour, hollow = colour_of(paper, number), number % 3 == 2
    corner = _POINT / 2 if number % 3 != 1 else 0.0
    fill = paper.colours.base if hollow else colour
    return Box(x - _POINT / 2, y - _POINT / 2, _POINT, _POINT, fill, colour, corner)


def _closed(corners: list[tuple[float, float]], colour: str, stroke: float) -> list[Line]:
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return [Line(*here, *there, colour, stroke) for here, there in pairs]


def _side(web: Web, x: float) -> float:
    """How a label is set in its box: towards the web."""
    return 0.5 if abs(x - web.x) < 1 else 0.0 if x > web.x else 1.0


def _beside(web: Web, x: float, y: float, wide: float, tall: float) -> tuple[float, float, float, float]:
    side = _side(web, x)
    if side == 0.5:
        return x - wide / 2, y - tall - PAD if y < web.y else y + PAD, wide, tall
    return (x + PAD if side == 0.0 else x - wide - PAD), y - tall / 2, wide, tall


def _told(radar: Radar, axis: int, written: Callable[[Decimal], str]) -> str:
    scores = ((one.label, one.values[axis]) for one in radar.rounds)
    told = (f"{label}: {written(value)}" if value is not None else f"{label}: –" for label, value in scores)
    return "\n".join((radar.axes[axis], *told))


def _key(paper: Paper, radar: Radar, width: float) -> Scene:
    """Line, point and name of each round."""
    marks: list[Mark] = []
    y = PAD
    for number, one in enumerate(radar.rounds):
        middle = y + paper.leading / 2
        marks.append(Line(0, middle, 4 * _POINT, middle, colour_of(paper, number), 2.0, _DASHES[number % 3]))
        marks.append(_point(paper, 2 * _POINT, middle, number))
        marks += paper.write(paper.lines(one.label, paper.plain, width - 6 * _POINT, 1), paper.plain, 5 * _POINT, y)
        y += paper.leading
    return Scene(width, y, tuple(marks))
