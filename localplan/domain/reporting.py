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
    """The edits that begin the report on a year. Raises Refused: there is one of that kind, or no such year."""
    start, end = plan.root.period_start, plan.root.period_end
    if start and end and not start.year <= year <= end.year:
        raise Refused("year_outside_plan", year=year, first=start.year, last=end.year)
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


def year_to_report(plan: Plan) -> int | None:
    """The first year of the plan without a report on the whole of it; None when there is none left."""
    start, end = plan.root.period_start, plan.root.period_end
    reported = {period.year for period in plan.all(ReportingPeriod) if is_on_a_year(period)}
    years = range(start.year, end.year + 1) if start and end else ()
    return next((year for year in years if year not in reported), None)


def is_on_a_year(period: ReportingPeriod) -> bool:
    """Whether a report is on a whole year; one on half of it cannot be held against the year's plan."""
    return period.report_kind != "half_year"


def in_order(plan: Plan) -> list[ReportingPeriod]:
    """All reports by year; within one that on half of it, that on the whole, and last the final one."""
    return sorted(plan.all(ReportingPeriod), key=_order)


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
    found = (
        report.status
        for period in reversed(in_order(plan))
        for report in plan.children(period.id, ActivityReport)
        if report.activity == activity and report.status and (period.year or 0) < before
    )
    return next(found, "")


def last_value(plan: Plan, indicator: str) -> tuple[int, IndicatorValue] | None:
    """An indicator's value in the newest report on a whole year, with that year; None when none was reported."""
    found = (
        (period.year or 0, value)
        for period in filter(is_on_a_year, reversed(in_order(plan)))
        for value in plan.children(period.id, IndicatorValue)
        if value.indicator == indicator and value.value is not None
    )
    return next(found, None)


def _order(period: ReportingPeriod) -> tuple[int, int]:
    kinds = ("half_year", "annual", "final")
    return period.year or 0, kinds.index(period.report_kind) if period.report_kind in kinds else 1
