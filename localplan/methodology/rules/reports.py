"""Step 14: what stands in a report, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from localplan.domain.achievement import achievement, light
from localplan.domain.records.delivery import ActivityReport, IndicatorValue, ReportingPeriod
from localplan.domain.records.logic import Activity, Indicator
from localplan.domain.records.plan import Attachment
from localplan.domain.reporting import is_on_a_year
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.splits import by_sex, is_people, unit_of

SMALL = 20
"""Counts below this jump by themselves (amendments §4)."""
FEW = 3


@rule("R172", each="activity_reports")
def completed_without_evidence(facts: Facts) -> Iterator[Found]:
    """A sentence or an attached file."""
    for report in facts.activity_reports:
        proven = says(report.evidence) or facts.plan.children(report.id, Attachment)
        if report.status == "completed" and not proven:
            yield Found(report.id, "evidence")


@rule("R173", each="activity_reports")
def overdue_without_reason(facts: Facts) -> Iterator[Found]:
    """The deadline lay before the end of the reported year, or half year."""
    for report in facts.activity_reports:
        activity, end = facts.plan.get(report.activity), "Q4" if _on_a_year(facts, report) else "Q2"
        deadline = activity.deadline if isinstance(activity, Activity) else ""
        explained = says(report.reason) or says(report.deviation)
        overdue = (
            deadline and deadline <= f"{_year(facts, report)}-{end}" and report.status in ("in_progress", "not_started")
        )
        if overdue and not explained:
            yield Found(report.id, "reason", {"deadline": deadline})


@rule("R174", each="activity_reports")
def spending_off_plan(facts: Facts) -> Iterator[Found]:
    """Any amount above the plan is a warning, less than the profile's share of it is advice (amendments §4).

    A report on half a year is not said to have spent too little of the year's plan.
    """
    least = facts.share("underspending_share")
    for report in facts.activity_reports:
        planned = facts.money.get(report.activity, {}).get(_year(facts, report), Decimal(0))
        spent = sum(report.spent.values(), Decimal(0))
        little = least is not None and spent * 100 < planned * least
        above, below = spent > planned, little and _on_a_year(facts, report)
        if planned > 0 and (above or below):
            yield Found(report.id, "spent", {"spent": spent, "planned": planned}, None if above else "advice")


@rule("R175")
def values_missing(facts: Facts) -> Iterator[Found]:
    """One finding for each report: indicators with a target for its year that have neither value nor explanation."""
    for period in facts.reports:
        wanted = {one.id for one in facts.indicators if str(period.year) in one.targets}
        values = facts.plan.children(period.id, IndicatorValue)
        told = {one.indicator for one in values if one.value is not None or says(one.not_available)}
        if wanted - told:
            yield Found(period.id, "", {"number": len(wanted - told), "of": len(wanted)})


@rule("R176", each="indicator_values")
def value_jumps(facts: Facts) -> Iterator[Found]:
    """Against the last report on a year, not the baseline; counts below 20 jump by themselves (amendments §4)."""
    most = facts.share("jump_share")
    for indicator, reported in facts.reported.items():
        counted = facts.marks("units", unit_of(facts, indicator)).get("counted") is True
        years = ((one, year) for one, year in reported if year and _on_a_year(facts, one))
        known = sorted(((year, one.value, one.id) for one, year in years if one.value is not None))
        for (_, before, _), (_, value, id) in pairwise(known):
            small = counted and max(abs(before), abs(value)) < SMALL
            if most is not None and before and not small and abs(value - before) * 100 > most * abs(before):
                yield Found(id, "value", {"value": value, "before": before})


@rule("R177", each="splits")
def report_not_split(facts: Facts) -> Iterator[Found]:
    """Of the family *sex split*: reported persons without women and men, and without a word why."""
    for record in facts.splits:
        if isinstance(record, ActivityReport):
            field, split, people = "beneficiaries", record.beneficiaries, record.beneficiaries.get("total")
        else:
            counts = is_people(facts, unit_of(facts, record.indicator))
            field, split, people = "breakdown", record.breakdown, record.value if counts else None
        if people and by_sex(split) is None and not says(record.split_not_available):
            yield Found(record.id, field)


@rule("R179", each="indicator_values")
def red_without_action(facts: Facts) -> Iterator[Found]:
    """Not for context indicators, which the municipality does not influence (amendments §4), nor after half a year."""
    for value in filter(lambda one: _on_a_year(facts, one), facts.indicator_values):
        indicator = facts.plan.get(value.indicator)
        percent = achieved(facts, value)
        ours = isinstance(indicator, Indicator) and not indicator.context and indicator.direction != "neutral"
        if ours and percent is not None and light(percent) == "red" and not says(value.corrective_action):
            yield Found(value.id, "corrective_action", {"percent": round(percent, 1)})


@rule("R187")
def exactly_as_planned(facts: Facts) -> Iterator[Found]:
    for period in facts.reports:
        values = [v for v in facts.plan.children(period.id, IndicatorValue) if v.value is not None]
        compared = [(v.value, target) for v in values if (target := _target(facts, v)) is not None]
        if len(compared) >= FEW and all(value == target for value, target in compared):
            yield Found(period.id, "", {"number": len(compared)})


def achieved(facts: Facts, value: IndicatorValue) -> Decimal | None:
    """How far the reported value has come to the target of its year; None without value, baseline or target."""
    indicator = facts.plan.get(value.indicator)
    if not isinstance(indicator, Indicator) or value.value is None:
        return None
    return achievement(indicator, value.value, _year(facts, value))


def _target(facts: Facts, value: IndicatorValue) -> Decimal | None:
    indicator = facts.plan.get(value.indicator)
    return indicator.targets.get(_year(facts, value)) if isinstance(indicator, Indicator) else None


def _year(facts: Facts, record: ActivityReport | IndicatorValue) -> str:
    """The year that a row reports on; empty while its report has none."""
    period = facts.plan.get(record.parent)
    return str(period.year or "") if isinstance(period, ReportingPeriod) else ""


def _on_a_year(facts: Facts, record: ActivityReport | IndicatorValue) -> bool:
    period = facts.plan.get(record.parent)
    return isinstance(period, ReportingPeriod) and is_on_a_year(period)
