"""A radar drawn for paper: the same value that the window draws, here as marks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import cos, pi, sin
from typing import NamedTuple

from localplan.exchange.charts import series_colour
from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Web
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.ink import Box, Face, Mark, Rule, Text
from localplan.exchange.document.pages import Piece
from localplan.methodology.assessment import Radar

_LABEL = Face("text", 8, 10)
_REACH = 86.0  # of an axis
_LABELS = 118.0  # width of a field beside the web
_ABOVE = 30.0  # room for the labels above and below


class _Middle(NamedTuple):
    """Where the web stands, and how many axes it has."""

    x: float
    y: float
    axes: int

    def at(self, axis: int, share: float) -> tuple[float, float]:
        """The point of an axis that far from the middle; the first axis points up, the others follow the clock."""
        angle = 2 * pi * axis / self.axes - pi / 2
        return self.x + cos(angle) * _REACH * share, self.y + sin(angle) * _REACH * share


def web_piece(web: Web, width: float, ruler: Ruler) -> Piece:
    """Rings, axes with their labels, one line for each round, and the key."""
    radar = web.radar
    middle = _Middle(width / 2, _ABOVE + _REACH, max(1, len(radar.axes)))
    marks = [*_rings(radar, middle), *_rounds(radar, middle), *_labels(radar, middle, ruler)]
    top = 2 * (_ABOVE + _REACH) + 4
    key, height = _key(radar, width, top, ruler)
    return Piece(height, (*marks, *key), before=8)


def _rings(radar: Radar, middle: _Middle) -> Iterator[Mark]:
    for ring in range(1, radar.highest + 1):
        points = [middle.at(axis, ring / radar.highest) for axis in range(middle.axes)]
        yield from _closed(points, 0.4, ink.LINE)
    for axis in range(middle.axes):
        yield Rule(middle.x, middle.y, *middle.at(axis, 1), 0.4, ink.LINE)


def _rounds(radar: Radar, middle: _Middle) -> Iterator[Mark]:
    """Neighbouring scores are joined; an axis without a score leaves the line open."""
    for n, one in enumerate(radar.rounds):
        points = [_point(middle, axis, score, radar.highest) for axis, score in enumerate(one.values)]
        for here, there in zip(points, (*points[1:], points[0]), strict=True):
            if here and there:
                yield Rule(*here, *there, 1.6, series_colour(n))
        for point in filter(None, points):
            yield Box(point[0] - 2, point[1] - 2, 4, 4, series_colour(n))


def _point(middle: _Middle, axis: int, score: Decimal | None, highest: int) -> tuple[float, float] | None:
    """A score beyond the highest stands at the end of its axis."""
    return None if score is None else middle.at(axis, min(1.0, float(score) / highest))


def _closed(points: list[tuple[float, float]], wide: float, colour: int) -> Iterator[Mark]:
    for here, there in zip(points, (*points[1:], points[0]), strict=True):
        yield Rule(*here, *there, wide, colour)


def _labels(radar: Radar, middle: _Middle, ruler: Ruler) -> Iterator[Mark]:
    for axis, label in enumerate(radar.axes):
        x, y = middle.at(axis, 1.08)
        lines = ruler.lines(label, _LABEL, _LABELS)
        top = y - len(lines) * _LABEL.leading if y < middle.y - _REACH else y - _LABEL.leading / 2
        for n, line in enumerate(lines):
            wide = ruler.width(line, _LABEL)
            left = x if x > middle.x + 1 else x - wide if x < middle.x - 1 else x - wide / 2
            yield Text(left, top + n * _LABEL.leading + _LABEL.size, _LABEL, line)


def _key(radar: Radar, width: float, top: float, ruler: Ruler) -> tuple[list[Mark], float]:
    """The rounds in one line, each with its colour; nothing where there is only one without a name."""
    marks: list[Mark] = []
    named = [(n, one.label) for n, one in enumerate(radar.rounds) if one.label]
    whole = sum(ruler.width(label, _LABEL) + 32 for _, label in named)
    x = max(0.0, (width - whole) / 2)
    for n, label in named:
        marks.extend((Box(x, top, 8, 8, series_colour(n)), Text(x + 13, top + 7, _LABEL, label)))
        x += ruler.width(label, _LABEL) + 32
    return marks, top + (14 if named else 0)
