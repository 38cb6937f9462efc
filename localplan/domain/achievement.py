"""What was reached and spent: the formulas of the report (specification 4.15), exact.

Shares are percent. None wherever there is nothing to compare; a reading without a verdict is not a bad one.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Literal

import msgspec

from localplan.domain.money import ZERO, amounts
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ActivityReport, IndicatorValue, ReportingPeriod
from localplan.domain.records.logic import Activity, Indicator
from localplan.domain.reporting import is_on_a_year

Light = Literal["green", "amber", "red"]
HUNDRED = Decimal(100)
HIGHEST = Decimal(150)  # what goes beyond says more of the target than of the work
GREEN, AMBER = Decimal(90), Decimal(60)
FALLING = ("decrease",)  # directions in which less is better
SLOWED = "slow_the_fall"  # the value falls, but less than it would without the plan


def achievement(indicator: Indicator, value: Decimal, year: str) -> Decimal | None:
    """How far the way from baseline to the year's target has been gone, 0 to 150; None without target or baseline.

    Where the target is the baseline there is no way to go: 100 when the value meets it, else 0. Where a fall is only to
    be slowed, the planned fall is compared with the real one: the less fell, the better.
    """
    baseline, target = indicator.baseline_value, indicator.targets.get(year)
    if baseline is None or target is None:
        return None
    if target == baseline:
        met = value <= target if indicator.direction in FALLING else value >= target
        return HUNDRED if met else ZERO
    if indicator.direction == SLOWED and target < baseline:
        return min((baseline - target) / (baseline - value) * 100, HIGHEST) if value < baseline else HIGHEST
    share = (value - baseline) / (target - baseline) * 100
    return min(max(share, ZERO), HIGHEST)


def light(share: Decimal) -> Light:
    """Green from 90 percent, amber from 60, red below."""
    return "green" if share >= GREEN else "amber" if share >= AMBER else "red"


class Reached(msgspec.Struct, frozen=True):
    """What a report says of an indicator, beside its target."""

    indicator: str
    value: Decimal
    target: Decimal | None
    share: Decimal | None

    @property
    def light(self) -> Light | None:
        """The colour of the share; none where there is none."""
        return None if self.share is None else light(self.share)


def reached(plan: Plan, period: ReportingPeriod) -> tuple[Reached, ...]:
    """Every indicator with a value in a report, in its order; what half a year gave is held against no target."""
    year, found = str(period.year or ""), []
    for value in plan.children(period.id, IndicatorValue):
        indicator = plan.get(value.indicator)
        if isinstance(indicator, Indicator) and value.value is not None:
            share = achievement(indicator, value.value, year) if is_on_a_year(period) else None
            found.append(Reached(indicator.id, value.value, indicator.targets.get(year), share))
    return tuple(found)


class Spending(msgspec.Struct, frozen=True):
    """Money planned and spent, in the plan's unit."""

    planned: Decimal = ZERO
    spent: Decimal = ZERO

    @property
    def execution(self) -> Decimal | None:
        """Spent of planned in percent; None where nothing was planned."""
        return self.spent / self.planned * 100 if self.planned else None


def planned_money(plan: Plan, year: str) -> dict[str, Decimal]:
    """What a year's money is planned for: the amount by id of the activity, or of the measure it stands on."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in amounts(plan):
        if row.year == year:
            sums[row.line.parent] += row.money
    return dict(sums)


def spending(plan: Plan, period: ReportingPeriod) -> Spending:
    """The whole year: all money planned for it, all money reported as spent."""
    planned = sum(planned_money(plan, str(period.year or "")).values(), ZERO)
    spent = sum((_spent(report) for report in plan.children(period.id, ActivityReport)), ZERO)
    return Spending(planned, spent)


def spending_of_activities(plan: Plan, period: ReportingPeriod) -> dict[str, Spending]:
    """The same for each reported activity by its id."""
    planned = planned_money(plan, str(period.year or ""))
    reports = plan.children(period.id, ActivityReport)
    return {r.activity: Spending(planned.get(r.activity, ZERO), _spent(r)) for r in reports if r.activity}


def _spent(report: ActivityReport) -> Decimal:
    return sum(report.spent.values(), ZERO)


def done_of_measure(plan: Plan, period: ReportingPeriod, measure: str) -> Decimal | None:
    """How much of a measure's work of the year is done, in percent; None when no activity says so.

    The mean over its activities, weighted by the year's money, by count when there is none. Activities not due yet do
    not count.
    """
    planned = planned_money(plan, str(period.year or ""))
    own = {activity.id for activity in plan.children(measure, Activity)}
    rows = [
        (planned.get(report.activity, ZERO), done)
        for report in plan.children(period.id, ActivityReport)
        if report.activity in own and (done := percent_done(report)) is not None
    ]
    weight = sum((money for money, _ in rows), ZERO)
    if not rows:
        return None
    if not weight:
        return sum((done for _, done in rows), ZERO) / len(rows)
    return sum((money * done for money, done in rows), ZERO) / weight


def percent_done(report: ActivityReport) -> Decimal | None:
    """The share of an activity's work that is done; what its status says when no number is given."""
    if report.status == "not_due":
        return None
    return report.percent_done if report.percent_done is not None else _BY_STATUS.get(report.status)


_BY_STATUS = {"not_started": ZERO, "cancelled": ZERO, "completed": HUNDRED}
