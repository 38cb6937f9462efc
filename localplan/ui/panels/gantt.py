"""The timeline: activities as bars over the quarters of the plan, grouped by measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from localplan.domain.quarters import quarter_of, quarters
from localplan.domain.records.logic import Activity, Measure
from localplan.ui.cells import short_name
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.marks import PAD, Box, Line, Mark, Paper, Scene, Spot, Text
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.words import phrase

_QUARTERS = ("I", "II", "III", "IV")


class _Lanes(NamedTuple):
    """Where names and quarters lie: the width for names, then one step for each quarter."""

    left: float
    step: float
    quarters: tuple[str, ...]

    @property
    def right(self) -> float:
        return self.left + self.step * len(self.quarters)


def _lanes(desk: Desk, paper: Paper) -> _Lanes:
    years = desk.method.years or _years_of_activities(desk)
    shown = tuple(f"{year}-Q{n}" for year in years for n in (1, 2, 3, 4))
    left = min(max(paper.width * 0.4, paper.em * 24), paper.em * 60)
    least = paper.wide("III", paper.quiet) + 4
    return _Lanes(left, max((paper.width - left - 2) / max(1, len(shown)), least), shown)


def _years_of_activities(desk: Desk) -> tuple[str, ...]:
    """The years that activities name, while the plan's own period is not known."""
    named = sorted(q[:4] for a in desk.plan.all(Activity) for q in (a.start, a.deadline) if q)
    return tuple(str(year) for year in range(int(named[0]), int(named[-1]) + 1)) if named else ()


def _span(activity: Activity) -> tuple[str, str]:
    """First and last quarter; an activity with only one of them lies in that quarter."""
    return activity.start or activity.deadline, activity.deadline or activity.start


def scene(desk: Desk, paper: Paper) -> Scene:
    """Years and quarters at the top, a band for each measure, a bar for each activity."""
    lanes = _lanes(desk, paper)
    marks: list[Mark] = []
    spots: list[Spot] = []
    top = y = 2 * paper.leading + 6
    for measure in desk.plan.all(Measure):
        activities = desk.plan.children(measure.id, Activity)
        if not activities:
            continue
        y = _band(desk, paper, lanes, measure, y, marks, spots)
        for activity in activities:
            y = _lane(desk, paper, lanes, activity, y, marks, spots)
    grid = list(_grid(desk, paper, lanes, top, y))
    return Scene(lanes.right + 2, y + 2, (*grid, *marks), tuple(spots))


def _grid(desk: Desk, paper: Paper, lanes: _Lanes, top: float, bottom: float) -> Iterator[Mark]:
    c = paper.colours
    for n, quarter in enumerate(lanes.quarters):
        x, first = lanes.left + n * lanes.step, quarter.endswith("Q1")
        if first:
            yield from paper.write([quarter[:4]], paper.strong, x, 0, lanes.step * 4, 0.5)
        yield from paper.write([_QUARTERS[int(quarter[-1]) - 1]], paper.quiet, x, paper.leading + 2, lanes.step, 0.5)
        yield Line(x, 0 if first else top, x, bottom, c.line, 1.6 if first else 0.5)
    yield Line(lanes.right, 0, lanes.right, bottom, c.line, 1.6)
    now = quarter_of(desk.today())
    if now in lanes.quarters:
        x = lanes.left + (lanes.quarters.index(now) + 0.5) * lanes.step
        yield Line(x, top - 4, x, bottom, c.practice, 1.2)
        yield from paper.write(
            ["▾"], paper.quiet._replace(colour=c.practice), x - 20, top - paper.leading * 0.8, 40, 0.5
        )


def _band(
    desk: Desk, paper: Paper, lanes: _Lanes, measure: Measure, y: float, marks: list[Mark], spots: list[Spot]
) -> float:
    title = desk.title_of(measure)
    lines = paper.lines(title, paper.strong, lanes.right - 2 * PAD, 2)
    height = len(lines) * paper.leading + 6
    marks.append(Box(0, y, lanes.right, height, paper.colours.hover, radius=0))
    marks += paper.write(lines, paper.strong, PAD, y + 3)
    spots.append(Spot(0, y, lanes.right, height, Place("", "", measure.id, ""), title, measure.id))
    return y + height


def _lane(
    desk: Desk, paper: Paper, lanes: _Lanes, activity: Activity, y: float, marks: list[Mark], spots: list[Spot]
) -> float:
    lines = paper.lines(desk.title_of(activity), paper.plain, lanes.left - 2 * PAD, 2)
    height = max(1, len(lines)) * paper.leading + 6
    marks += paper.write(lines, paper.plain, PAD, y + 3)
    marks.append(Line(0, y + height, lanes.right, y + height, paper.colours.line, 0.5))
    marks += _bar(desk, paper, lanes, activity, y + height / 2)
    spots.append(Spot(0, y, lanes.right, height, Place("", "", activity.id, ""), _told(desk, activity), activity.id))
    return y + height


def _bar(desk: Desk, paper: Paper, lanes: _Lanes, activity: Activity, middle: float) -> list[Mark]:
    """The bar, with arrowheads where it goes on outside the plan; a remark where there is none."""
    c, (first, last) = paper.colours, _span(activity)
    busy = [n for n, quarter in enumerate(lanes.quarters) if first and first <= quarter <= last]
    if not busy:
        look = paper.quiet._replace(colour=c.warning)
        room = lanes.right - lanes.left - 2 * PAD
        line = paper.lines(f"! {_remark(desk, activity)}", look, room, 1)
        return [*paper.write(line, look, lanes.left + PAD, middle - paper.line(look) / 2)]
    x, width = lanes.left + busy[0] * lanes.step + 2, len(busy) * lanes.step - 4
    marks: list[Mark] = [Box(x, middle - 6, width, 12, c.accent, c.accent)]
    arrows = (("◂", first < lanes.quarters[0], x + 2, 0), ("▸", last > lanes.quarters[-1], x + width - 12, 1))
    for sign, is_cut, at, side in arrows:
        if is_cut:
            look = paper.quiet._replace(colour=c.on_accent)
            texts: list[Text] = paper.write([sign], look, at, middle - paper.line(look) / 2, 10, side)
            marks += texts
    return marks


def _remark(desk: Desk, activity: Activity) -> str:
    first, last = _span(activity)
    if not first:
        return desk.words("no start or deadline yet")
    if not quarters(first, last):
        return desk.words("the deadline is before the start")
    return desk.words("outside the plan’s years: {period}", period=_period(desk, activity))


def _period(desk: Desk, activity: Activity) -> str:
    shown = [desk.words.quarter(q) for q in dict.fromkeys(_span(activity)) if q]
    return " – ".join(shown)


def _told(desk: Desk, activity: Activity) -> str:
    period = _period(desk, activity) or _remark(desk, activity)
    return "\n".join(filter(None, (desk.title_of(activity), period, short_name(desk, activity.lead))))


def tables(desk: Desk) -> tuple[Table, ...]:
    """Code, activity, who leads it, start and deadline."""
    words = desk.words
    heads = (words("Code"), words("Activity"), words("Implementing body"), words("Start"), words("Deadline"))
    rows: list[Row] = []
    for measure in desk.plan.all(Measure):
        activities = desk.plan.children(measure.id, Activity)
        if activities:
            cells = (desk.codes.get(measure.id, ""), desk.name_of(measure), "", "", "")
            rows.append(Row(cells, Place("", "", measure.id, ""), True))
        rows.extend(_row(desk, activity) for activity in activities)
    return (Table(heads, tuple(rows)),)


def _row(desk: Desk, activity: Activity) -> Row:
    words = desk.words
    cells = (
        desk.codes.get(activity.id, ""),
        desk.name_of(activity),
        short_name(desk, activity.lead),
        words.quarter(activity.start) if activity.start else "",
        words.quarter(activity.deadline) if activity.deadline else "",
    )
    return Row(cells, Place("", "", activity.id, ""))


DRAWING = Drawing(
    code="gantt",
    hint=phrase(
        "Each bar runs from the first to the last quarter of an activity; ▾ marks today. Click a row to edit it."
    ),
    empty=phrase("This page shows the activities quarter by quarter. Enter the activities first."),
    form="activity",
    kinds=frozenset({"activity", "measure", "objective", "organisation", "plan"}),
    is_empty=lambda desk: not desk.plan.all(Activity),
    scene=scene,
    tables=tables,
)
