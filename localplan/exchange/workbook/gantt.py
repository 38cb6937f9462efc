"""The timetable: every activity against the quarters of the plan, coloured and marked with a sign."""

from __future__ import annotations

from localplan.domain.quarters import quarters
from localplan.domain.records.logic import Activity, Measure
from localplan.exchange.workbook.frame import Frame
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.sheets import Range, Sheet, Value
from localplan.exchange.workbook.view import View

MARK = "■"  # so that the bar is seen without colours too
_FIRST = 4  # column of the first quarter


def gantt(view: View, frame: Frame) -> Sheet:
    """The timetable by quarter."""
    words = view.words
    columns = [f"{year}-Q{n}" for year in view.years for n in (1, 2, 3, 4)]
    grid = Grid((10, 54, 28, 15, *([4.3] * len(columns))))
    grid.line(words("Timetable of activities by quarter: {title}", title=view.title), "title")
    heading = _heads(view, grid)
    for measure in view.plan.all(Measure):
        grid.line(f"{view.codes.get(measure.id, '?')} {view.name(measure.id)}", "measure")
        for activity in view.plan.children(measure.id, Activity):
            grid.add(*_row(view, activity, columns), level=1)
    if not view.plan.all(Activity):
        grid.line(words("The plan has no activities yet. They are entered in the step “Activities”."), "note")
    return grid.sheet(
        frame.titles["gantt"],
        header=frame.header,
        footer=frame.footer,
        freeze=(heading + 2, 2),
        repeat=(heading, heading + 1),
        paper="A3",
    )


def _heads(view: View, grid: Grid) -> int:
    """Two rows of headings: years above their quarters. Gives the first."""
    words, count = view.words, len(view.years)
    above: list[Value] = [
        words("Code"),
        words("Activity"),
        words("Implementing body"),
        words("Deadline for completion"),
    ]
    for year in view.years:
        above += [int(year), None, None, None]
    beneath: list[Value] = [*[None] * _FIRST, *["I", "II", "III", "IV"] * count]
    look = ("head",) * len(above)
    heading = grid.add(above, look, across=[(_FIRST + 4 * i, _FIRST + 4 * i + 3) for i in range(count)])
    grid.add(beneath, look)
    grid.merges.extend(Range(heading, column, heading + 1, column) for column in range(_FIRST))
    return heading


def _row(view: View, activity: Activity, columns: list[str]) -> tuple[list[Value], tuple[str, ...]]:
    start, end = activity.start or activity.deadline, activity.deadline or activity.start
    busy = set(quarters(start, end)) if start and end else set()
    deadline = view.words.quarter(activity.deadline) if activity.deadline else ""
    values: list[Value] = [view.codes.get(activity.id, "?"), view.name(activity.id), view.name(activity.lead), deadline]
    values += [MARK if quarter in busy else None for quarter in columns]
    bars = ("bar" if quarter in busy else "quarter" for quarter in columns)
    return values, ("code", "text", "text", "centred", *bars)
