"""A chart drawn for paper: the same value that the window draws, here as marks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Figure
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.ink import Box, Face, Mark, Text
from localplan.exchange.document.pages import Piece

_LABEL = Face("text", 7.5, 10, ink.SOFT)
_KEY = Face("text", 7.5, 10)
_TOP = Face("strong", 7.5, 10)
_PLOT = 150.0  # height of the columns' field
_AXIS = 56.0  # width of the field for the axis' figures


def figure_piece(figure: Figure, width: float, ruler: Ruler) -> Piece:
    """Unit, columns and key as one strip; its title is the heading or caption above it."""
    field = 26.0
    marks: list[Mark] = [Text(0, 8, _LABEL, figure.chart.unit), *_columns(figure, width, field, ruler)]
    key, bottom = _key(figure, width, field + _PLOT + 26, ruler)
    return Piece(bottom, (*marks, *key), before=10)


def series_colour(n: int) -> int:
    """The colour of the n-th layer."""
    return ink.SERIES[n % len(ink.SERIES)]


def _columns(figure: Figure, width: float, top: float, ruler: Ruler) -> Iterator[Mark]:
    chart, base = figure.chart, top + _PLOT
    highest = max((value for value, _ in figure.scale), default=Decimal(0)) or Decimal(1)
    for value, label in figure.scale:
        y = base - float(value / highest) * _PLOT
        yield Box(_AXIS, y, width - _AXIS, 0.4 if value else 0.9, ink.LINE)  # a box, to lie under the columns
        yield Text(_AXIS - 5 - ruler.width(label, _LABEL), y + 2.6, _LABEL, label)
    step = (width - _AXIS) / max(1, len(chart.categories))
    wide = min(step * 0.62, 64.0)
    for n, category in enumerate(chart.categories):
        middle = _AXIS + step * (n + 0.5)
        y = base
        for layer, series in enumerate(chart.series):
            height = float(max(Decimal(0), series.values[n]) / highest) * _PLOT
            y -= height
            if height:
                yield Box(middle - wide / 2, y, wide, height, series_colour(layer))
        above = figure.tops[n] if n < len(figure.tops) else ""
        yield Text(middle - ruler.width(above, _TOP) / 2, y - 3, _TOP, above)
        yield Text(middle - ruler.width(category, _KEY) / 2, base + 12, _KEY, category)


def _key(figure: Figure, width: float, top: float, ruler: Ruler) -> tuple[list[Mark], float]:
    """Two columns of coloured squares with the names of the layers, and where they end."""
    marks: list[Mark] = []
    half, y = (width - 10) / 2, top
    for n in range(0, len(figure.chart.series), 2):
        pair = figure.chart.series[n : n + 2]
        names = [ruler.lines(series.label, _KEY, half - 16) for series in pair]
        for side, lines in enumerate(names):
            x = side * (half + 10)
            marks.append(Box(x, y, 8, 8, series_colour(n + side)))
            marks.extend(Text(x + 13, y + 7 + k * _KEY.leading, _KEY, line) for k, line in enumerate(lines))
        y += max(map(len, names)) * _KEY.leading + 2
    return marks, y + 4
