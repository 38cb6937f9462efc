"""The summary of a plan: how it is read off."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any, TypeVar

from localplan.domain.adoption import version_of
from localplan.domain.edits import LOCKED
from localplan.domain.money import amounts
from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.records.analysis import PreviousResult, Problem, Request
from localplan.domain.records.delivery import (
    ActivityReport,
    Exchange,
    IndicatorValue,
    Lesson,
    Message,
    ReportingPeriod,
)
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective
from localplan.domain.records.plan import Organisation, PlanRecord
from localplan.domain.reporting import in_order, is_on_a_year
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import (
    ActivityReportRow,
    ActivityRow,
    ExchangeRow,
    IndicatorRow,
    MeasureRow,
    MoneyRow,
    ObjectiveRow,
    OrganisationRow,
    ProblemRow,
    RequestRow,
    ResultRow,
    ValueRow,
    texts,
)
from localplan.domain.values import plain

R = TypeVar("R", bound=Record)


def summary_of(plan: Plan) -> Summary:
    """The summary of a plan."""
    money, activities, indicators = _money(plan), _activities(plan), _indicators(plan)
    return Summary(
        plan=plan.id,
        digest=plan.digest,
        **_facts(plan.root),
        records=dict(sorted(Counter(kind_of(record) for record in plan.records.values()).items())),
        own=plain(sum((row.amount for row in money if not row.shared_id), Decimal(0))),
        shares=any(row.shared_id for row in money),
        open_deadlines=tuple(sorted(one.deadline for one in activities if one.is_open)),
        beneficiaries=plain(sum((one.beneficiaries.get("total", Decimal(0)) for one in activities), Decimal(0))),
        reports=tuple(sorted({str(p.year) for p in plan.all(ReportingPeriod) if p.year and is_on_a_year(p)})),
        reported=sum(any(value.value is not None for value in one.values) for one in indicators),
        money=money,
        objectives=tuple(_objective(one) for one in plan.all(Objective)),
        measures=tuple(_measure(plan, one) for one in plan.all(Measure)),
        activities=activities,
        indicators=indicators,
        problems=tuple(
            ProblemRow(p.id, p.problem_kind, texts(p.text), p.section, p.competence, p.size, p.urgency)
            for p in plan.all(Problem)
        ),
        requests=tuple(
            RequestRow(r.id, r.problem, texts(r.ask), texts(r.addressee), r.sent_on, texts(r.answer))
            for r in plan.all(Request)
        ),
        results=_results(plan),
        exchanges=tuple(_exchange(one) for one in plan.all(Exchange)),
        organisations=tuple(
            OrganisationRow(o.id, texts(o.name), o.organisation_kind, o.territory, o.municipal)
            for o in plan.all(Organisation)
        ),
    )


def _facts(root: PlanRecord) -> dict[str, Any]:
    names = (
        *("code", "country", "municipality", "subdivision", "period_start", "period_end", "currency", "exchange_rate"),
        *("exchange_rate_date", "track", "sections", "legal_profile", "methodology_version", "main_language"),
        "practice",
    )
    facts = {name: getattr(root, name) for name in names}
    return {
        **facts,
        "title": texts(root.title),
        "municipality_name": texts(root.municipality_name),
        "state": root.status,
    }


# money ----------------------------------------------------------------------------------------------------------------


def _unit(plan: Plan) -> int:
    return plan.root.amount_unit or 1


def _money(plan: Plan) -> tuple[MoneyRow, ...]:
    unit, rows = _unit(plan), []
    for one in amounts(plan):
        money, shared = plain(one.money * unit), _sharing(one.activity, one.measure)
        rows.append(MoneyRow(one.line.id, one.measure.id, one.year, one.source, one.status, money, *shared))
    return tuple(rows)


def _sharing(activity: Activity | None, measure: Measure | None) -> tuple[str, Decimal | None]:
    """What is shared under which id, and the plan's share in percent: the activity, else its measure."""
    sharing = next((one for one in (activity, measure) if one is not None and one.shared_id), None)
    return (sharing.shared_id, sharing.share) if sharing else ("", None)


# objectives, measures, activities -------------------------------------------------------------------------------------


def _objective(one: Objective) -> ObjectiveRow:
    title = texts(one.title)
    return ObjectiveRow(one.id, one.objective_kind, title, one.section, one.sdg, one.offered_by, one.responsible)


def _measure(plan: Plan, one: Measure) -> MeasureRow:
    objective = plan.ancestor(one.id, Objective)
    return MeasureRow(
        one.id,
        objective.id if objective else "",
        texts(one.title),
        objective.section if objective else "",
        one.measure_type,
        one.responsible,
        one.target_groups,
        one.sdg or (objective.sdg if objective else ()),
        one.problems or (objective.problems if objective else ()),
        one.from_collection,
        one.from_practice,
        one.offered_by,
        one.shared_id,
        one.share,
        one.shared_with,
    )


def _activities(plan: Plan) -> tuple[ActivityRow, ...]:
    unit, owed = _unit(plan), plan.root.status in LOCKED or version_of(plan) > 1
    reports: dict[str, list[ActivityReportRow]] = {}
    for period in in_order(plan):
        for report in plan.children(period.id, ActivityReport):
            row = ActivityReportRow(
                report.id,
                str(period.year or "") if is_on_a_year(period) else "",
                report.status,
                report.percent_done,
                plain(sum(report.spent.values(), Decimal(0)) * unit),
                dict(report.beneficiaries),
            )
            reports.setdefault(report.activity, []).append(row)
    return tuple(
        ActivityRow(
            one.id,
            one.parent,
            texts(one.title),
            one.lead,
            one.start,
            one.deadline,
            dict(one.beneficiaries),
            tuple(reports.get(one.id, ())),
            *_sharing(one, plan.ancestor(one.id, Measure)),
            owed,
        )
        for one in plan.all(Activity)
    )


# indicators -----------------------------------------------------------------------------------------------------------


def _indicators(plan: Plan) -> tuple[IndicatorRow, ...]:
    values: dict[str, dict[str, ValueRow]] = {}
    for period in filter(is_on_a_year, in_order(plan)):
        for value in plan.children(period.id, IndicatorValue):
            values.setdefault(value.indicator, {})[str(period.year or "")] = _value(value, str(period.year or ""))
    return tuple(_indicator(one, tuple(values.get(one.id, {}).values())) for one in plan.all(Indicator))


def _value(value: IndicatorValue, year: str) -> ValueRow:
    note = texts(value.not_available)
    return ValueRow(value.id, year, value.value, value.numerator, value.denominator, dict(value.breakdown), note)


def _indicator(one: Indicator, values: tuple[ValueRow, ...]) -> IndicatorRow:
    year = str(one.baseline_year or "")
    baseline = ValueRow(one.id, year, one.baseline_value, one.baseline_numerator, one.baseline_denominator)
    return IndicatorRow(
        one.id,
        one.parent,
        one.library_code,
        texts(one.title),
        one.level,
        one.unit,
        one.value_type,
        one.value_kind,
        one.direction,
        one.aggregation,
        baseline if one.baseline_value is not None else None,
        dict(one.targets),
        values,
        one.offered_by,
    )


# what was reached and learned -----------------------------------------------------------------------------------------


def _results(plan: Plan) -> tuple[ResultRow, ...]:
    reached = [ResultRow(r.id, "previous_result", texts(r.reached)) for r in plan.all(PreviousResult) if r.reached]
    learned = [ResultRow(r.id, "lesson", texts(r.text), r.section) for r in plan.all(Lesson) if r.text]
    told = [ResultRow(r.id, "message", texts(r.text)) for r in plan.all(Message) if r.message_kind != "ask"]
    return (*reached, *learned, *told)


def _exchange(one: Exchange) -> ExchangeRow:
    return ExchangeRow(
        one.id,
        texts(one.topic),
        texts(one.learner),
        texts(one.teacher),
        one.form,
        one.date,
        texts(one.follow_up),
        texts(one.outcome),
    )
