"""A new report: its period with a row for each activity that is due and for each indicator."""

from __future__ import annotations

from collections.abc import Callable

from localplan.domain.edits import PutRecord
from localplan.domain.plan import Plan
from localplan.domain.positions import position_at, position_between
from localplan.domain.quarters import year_of
from localplan.domain.records.delivery import ActivityReport, IndicatorValue, ReportingPeriod
from localplan.domain.records.logic import Activity, Indicator
from localplan.domain.values import Refused

OVER = frozenset({"completed", "cancelled"})
"""States after which an activity is not reported on any more, once its deadline has passed."""


def new_report(plan: Plan, year: int, new_id: Callable[[], str], kind: str = "annual") -> tuple[PutRecord, ...]:
    """The edits that begin the report on a year. Raises Refused when there is one of that kind already."""
    if any((period.year, period.report_kind) == (year, kind) for period in plan.all(ReportingPeriod)):
        raise Refused("report_exists", year=year)
    periods = plan.child_ids(plan.id, "reporting_period")
    position = position_between(plan[periods[-1]].position if periods else "", "")
    period = {"kind": "reporting_period", "parent": plan.id, "position": position, "year": year}
    id = new_id()
    rows = [
        *({"kind": "activity_report", "activity": activity.id} for activity in due_activities(plan, year)),
        *({"kind": "indicator_value", "indicator": indicator.id} for indicator in plan.all(Indicator)),
    ]
    content = [{**row, "parent": id, "position": position_at(n)} for n, row in enumerate(rows)]
    head = PutRecord(id, {**period, "report_kind": kind, "status": "draft"})
    return (head, *(PutRecord(new_id(), row) for row in content))


def due_activities(plan: Plan, year: int) -> tuple[Activity, ...]:
    """The activities on which a year's report has something to say.

    Those that run in the year, and those that were to be over but of which no earlier report says so.
    """
    return tuple(activity for activity in plan.all(Activity) if _is_due(plan, activity, year))


def _is_due(plan: Plan, activity: Activity, year: int) -> bool:
    if activity.start and year_of(activity.start) > year:
        return False
    if not activity.deadline or year_of(activity.deadline) >= year:
        return True
    return last_status(plan, activity.id, before=year) not in OVER


def last_status(plan: Plan, activity: str, before: int = 10_000) -> str:
    """The state of an activity in the newest report on an earlier year; empty when there is none."""
    found = [
        (period.year or 0, report.status)
        for period in plan.all(ReportingPeriod)
        for report in plan.children(period.id, ActivityReport)
        if report.activity == activity and report.status and (period.year or 0) < before
    ]
    return max(found, default=(0, ""))[1]


def last_value(plan: Plan, indicator: str) -> tuple[int, IndicatorValue] | None:
    """The newest reported value of an indicator with its year; None when none was reported."""
    found = [
        (period.year or 0, value)
        for period in plan.all(ReportingPeriod)
        for value in plan.children(period.id, IndicatorValue)
        if value.indicator == indicator and value.value is not None
    ]
    return max(found, key=lambda pair: pair[0], default=None)
