"""The progress of the whole plan by step and, once there is a report, what became of the activities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from localplan.app.findings import progress_sentence
from localplan.domain.records.delivery import ActivityReport, ReportingPeriod
from localplan.ui.cells import entry_label
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.marks import PAD, Box, Mark, Paper, Scene, Spot, heading, stacked
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.ui.rail import SIGNS, step_state
from localplan.words import phrase


class Bar(NamedTuple):
    """A name, a share from 0 to 1, what stands behind the bar, and where it leads."""

    name: str
    share: float
    figure: str
    told: str
    place: Place
    ink: str = "accent"  # a colour of the theme
    percent: str = ""  # the share in words; empty where nothing can be shared


def steps(desk: Desk) -> Iterator[Bar]:
    """The steps of the plan with what is done of what is asked."""
    words = desk.words
    for step in desk.method.steps:
        found = desk.progress(step.code)
        done, of = sum(line.done for line in found.lines), sum(line.of for line in found.lines)
        state, state_words = step_state(desk, step.code, desk.findings)
        title = f"{step.number}. {words.form(f'step.{step.code}', step.title)}"
        figure = f"{SIGNS[state]} {words('{done} of {of}', done=done, of=of)}" if of else words("nothing required yet")
        lines = (progress_sentence(desk.methodology, line, words) for line in found.lines)
        told = "\n".join((f"{title}: {state_words}", *lines))
        ink = {"complete": "good", "has_errors": "error"}.get(state, "accent")
        percent = f"{words.number(round(found.share * 100))} %" if of else ""
        yield Bar(title, found.share, figure, told, Place(step.code), ink, percent)


def latest_report(desk: Desk) -> ReportingPeriod | None:
    """The report on the latest year."""
    return max(desk.plan.all(ReportingPeriod), key=lambda period: period.year or 0, default=None)


def reported(desk: Desk) -> list[ActivityReport]:
    """What the latest report says on activities that are in the plan."""
    period = latest_report(desk)
    reports = desk.plan.children(period.id, ActivityReport) if period else ()
    return [report for report in reports if report.activity in desk.plan]


def _statuses(desk: Desk) -> list[Bar]:
    """How many activities are in each state, in the order of the list."""
    found = reported(desk)
    bars = []
    for entry in desk.method.list("activity_statuses").entries:
        mine = [report for report in found if report.status == entry.code]
        if mine:
            name = desk.words.form("list.activity_statuses", entry.label)
            figure = desk.words("{done} of {of}", done=len(mine), of=len(found))
            titles = "\n".join(desk.title_of(desk.plan[report.activity]) for report in mine)
            place = Place("", "", mine[0].id, "")
            bars.append(Bar(name, len(mine) / len(found), figure, f"{name}: {figure}\n{titles}", place))
    return bars


def _activities(desk: Desk) -> list[Bar]:
    """Each reported activity with the share that is done."""
    inks = {"completed": "good", "delayed": "warning", "cancelled": "error"}
    bars = []
    for report in reported(desk):
        title = desk.title_of(desk.plan[report.activity])
        figure = " · ".join(
            filter(None, (entry_label(desk, "activity_statuses", report.status), _percent(desk, report)))
        )
        share = min(1.0, max(0.0, float(report.percent_done or 0) / 100))
        place = Place("", "", report.id, "")
        bars.append(Bar(title, share, figure, f"{title}\n{figure}", place, inks.get(report.status, "accent")))
    return bars


def _percent(desk: Desk, report: ActivityReport) -> str:
    return f"{desk.words.number(report.percent_done)} %" if report.percent_done is not None else ""


def scene(desk: Desk, paper: Paper) -> Scene:
    """Bars for the steps; beneath them, when there is a report, bars for states and activities."""
    words, period = desk.words, latest_report(desk)
    parts = [heading(paper, words("Steps")), _bars(paper, list(steps(desk)))]
    if period and reported(desk):
        year = period.year or "?"
        parts += [heading(paper, words("Activities by state, report on {year}", year=year))]
        parts += [
            _bars(paper, _statuses(desk)),
            heading(paper, words("Each activity")),
            _bars(paper, _activities(desk)),
        ]
    return stacked(parts, paper.leading * 0.6)._replace(width=max(paper.width, paper.em * 60))


def _bars(paper: Paper, bars: list[Bar]) -> Scene:
    """Name at the left, bar in the middle, figure at the right."""
    width = max(paper.width, paper.em * 60)
    right = min(max(paper.wide(bar.figure, paper.plain) for bar in bars) + PAD, width * 0.3)
    left = width * 0.42
    middle = width - left - right - 2 * PAD
    marks: list[Mark] = []
    spots: list[Spot] = []
    y = 0.0
    for bar in bars:
        names = paper.lines(bar.name, paper.plain, left - PAD, 2)
        figures = paper.lines(bar.figure, paper.plain, right, 2)
        height = max(len(names), len(figures), 1) * paper.leading + 6
        centre = y + height / 2
        marks += paper.write(names, paper.plain, 2, y + 3)
        marks.append(Box(left, centre - 5, middle, 10, paper.colours.hover, paper.colours.line))
        if bar.share:
            marks.append(Box(left, centre - 5, middle * bar.share, 10, getattr(paper.colours, bar.ink)))
        marks += paper.write(figures, paper.plain, width - right, centre - len(figures) * paper.leading / 2)
        spots.append(Spot(0, y, width, height, bar.place, bar.told, bar.place[2] or bar.place[0]))
        y += height + 2
    return Scene(width, y, tuple(marks), tuple(spots))


def tables(desk: Desk) -> tuple[Table, ...]:
    """What is asked in each step; then the activities of the latest report."""
    words, period = desk.words, latest_report(desk)
    rows = [Row((bar.name, bar.figure, bar.percent), bar.place) for bar in steps(desk)]
    table = Table((words("Step"), words("Done"), "%"), tuple(rows), frozenset({2}), words("Steps"))
    if period is None or not reported(desk):
        return (table,)
    heads = (words("Activity"), words("State"), "%")
    found_rows = tuple(
        Row(
            (
                desk.title_of(desk.plan[report.activity]),
                entry_label(desk, "activity_statuses", report.status),
                _percent(desk, report),
            ),
            Place("", "", report.id, ""),
        )
        for report in reported(desk)
    )
    title = words("Activities by state, report on {year}", year=period.year or "?")
    return (table, Table(heads, found_rows, frozenset({2}), title))


DRAWING = Drawing(
    code="progress",
    hint=phrase(
        "How much of each step is filled in. Once a report is entered, the state of the activities appears below. "
        "Click a bar to go there."
    ),
    empty=phrase("This page shows the progress of the plan."),
    form="reporting_period",
    kinds=frozenset({"reporting_period", "activity_report", "activity"}),
    is_empty=lambda desk: False,
    scene=scene,
    tables=tables,
    follows_checks=True,
)
