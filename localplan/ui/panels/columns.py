"""Stacked columns and their key. Layers are told apart by colour and by a short sign that stands in both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from localplan.domain.money import ZERO
from localplan.methodology.charts import Chart, axis_steps
from localplan.ui.desk import Place
from localplan.ui.panels.marks import PAD, Box, Line, Mark, Paper, Scene, Spot, heading, ink_on, shade, stacked

_COLOURS = (
    "#2f6da8", "#c9862b", "#5f8f45", "#8a66b3", "#b8524a", "#3a8f8f", "#8a8d91", "#c2a032", "#52679b", "#a3627f",
)  # fmt: skip
_LINES_HIGH = 10


class Layer(NamedTuple):
    """What a layer is called, its short sign, and whether it is hatched."""

    name: str
    sign: str
    hatched: bool = False


def colour_of(paper: Paper, number: int) -> str:
    """The colour of the n-th layer, lighter on a dark ground."""
    plain = _COLOURS[number % len(_COLOURS)]
    return shade(plain, "#ffffff", 0.72) if ink_on(paper.colours.base) == "#ffffff" else plain


def columns(
    paper: Paper,
    chart: Chart,
    layers: Mapping[str, Layer],
    written: Callable[[Decimal], str],
    place: Callable[[str, str], Place],
) -> Scene:
    """A chart whose series are labelled by keys of `layers`; `place` says where a key's part of a year leads."""
    unit = Scene(0, paper.line(paper.quiet), tuple(paper.write([chart.unit], paper.quiet, 0, 0)))
    parts = (heading(paper, chart.title), unit, _plot(paper, chart, layers, written, place), _key(paper, chart, layers))
    return stacked(parts, 4)._replace(width=paper.width)


def _plot(
    paper: Paper,
    chart: Chart,
    layers: Mapping[str, Layer],
    written: Callable[[Decimal], str],
    place: Callable[[str, str], Place],
) -> Scene:
    c, tall, top = paper.colours, paper.leading * _LINES_HIGH, paper.leading + 4
    scale = [(step, written(step)) for step in axis_steps(max(chart.heights, default=ZERO))]
    left = max(paper.wide(label, paper.quiet) for _, label in scale) + 2 * PAD
    highest = scale[-1][0] or Decimal(1)
    marks: list[Mark] = []
    spots: list[Spot] = []
    for value, label in scale:
        y = top + tall * (1 - float(value / highest))
        marks.append(Line(left, y, paper.width, y, c.line, 0.6 if value else 1.4))
        marks += paper.write([label], paper.quiet, 0, y - paper.line(paper.quiet) / 2, left - PAD, 1)
    step = (paper.width - left) / max(1, len(chart.categories))
    for n, year in enumerate(chart.categories):
        x, width = left + step * (n + 0.2), step * 0.6
        y = top + tall
        for number, series in enumerate(chart.series):
            height = float(max(ZERO, series.values[n]) / highest) * tall
            if not height:
                continue
            y -= height
            layer = layers[series.label]
            marks += _part(paper, layer, number, (x, y, width, height))
            told = f"{year} · {layer.name}: {written(series.values[n])}"
            spots.append(Spot(x, y, width, height, place(series.label, year), told))
        marks += paper.write([written(chart.heights[n])], paper.strong, left + step * n, y - paper.leading, step, 0.5)
        marks += paper.write([year], paper.plain, left + step * n, top + tall + 2, step, 0.5)
    return Scene(paper.width, top + tall + paper.leading + 4, tuple(marks), tuple(spots))


def _part(paper: Paper, layer: Layer, number: int, box: tuple[float, float, float, float]) -> list[Mark]:
    """One layer of one column, with its sign where it is high enough."""
    x, y, width, height = box
    colour = colour_of(paper, number)
    ink = ink_on(colour)
    hatched = ink if layer.hatched else ""
    marks: list[Mark] = [Box(*box, colour, paper.colours.base, 0, hatched)]
    look = paper.strong._replace(colour=ink, small=True)
    line = paper.line(look)
    room = paper.wide(layer.sign, look) + PAD
    if height >= line and width >= room:
        if layer.hatched:
            marks.append(Box(x + (width - room) / 2, y + (height - line) / 2, room, line, colour, radius=2))
        marks += paper.write([layer.sign], look, x, y + (height - line) / 2, width, 0.5)
    return marks


def _key(paper: Paper, chart: Chart, layers: Mapping[str, Layer]) -> Scene:
    """Signs on their colours with the names, side by side where there is room."""
    side_by_side = max(1, min(3, int(paper.width // (paper.em * 45))))
    each = paper.width / side_by_side
    box = max(paper.wide(layers[s.label].sign, paper.strong) for s in chart.series) + 2 * PAD
    marks: list[Mark] = []
    y = PAD
    for start in range(0, len(chart.series), side_by_side):
        tallest = 0.0
        for n, series in enumerate(chart.series[start : start + side_by_side]):
            layer = layers[series.label]
            lines = paper.lines(layer.name, paper.plain, each - box - 3 * PAD, 3)
            marks += _part(paper, layer, start + n, (n * each, y + 1, box, paper.leading))
            marks += paper.write(lines, paper.plain, n * each + box + PAD, y)
            tallest = max(tallest, max(1, len(lines)) * paper.leading)
        y += tallest + 5
    return Scene(paper.width, y, tuple(marks))
