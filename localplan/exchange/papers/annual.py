"""The report on a year: what was done, spent and reached, for whom, and what follows from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.achievement import Light, Spending, reached, spending, spending_of_activities
from localplan.domain.money import ZERO, totals
from localplan.domain.records.delivery import (
    ActivityReport,
    Assessment,
    Exchange,
    IndicatorValue,
    Lesson,
    ReportingPeriod,
)
from localplan.domain.records.logic import Indicator
from localplan.exchange.document.blocks import Block, KeyValues, Letterhead, Paragraphs, Row, Table, Title
from localplan.exchange.document.chapters.finance import source_name
from localplan.exchange.document.chapters.objectives import unit_of
from localplan.exchange.document.chapters.opening import period as years_of
from localplan.exchange.document.material import Material, column, facts, figures, rows
from localplan.exchange.papers.paper import letterhead_lines

LIGHTS: tuple[Light, ...] = ("green", "amber", "red")


def reports(m: Material) -> tuple[tuple[str, str], ...]:
    """The reports of the plan: the year where it is the only one of that year, else its id; by what they are called."""
    periods = sorted(m.plan.all(ReportingPeriod), key=lambda p: p.year or 0)
    count = Counter(p.year for p in periods)
    return tuple((str(p.year) if p.year and count[p.year] == 1 else p.id, name(m, p)) for p in periods)


def newest(m: Material) -> str:
    """The key of the last report."""
    found = reports(m)
    return found[-1][0] if found else ""


def name(m: Material, period: ReportingPeriod) -> str:
    """What a report is called: its kind and year."""
    return f"{m.own(period, 'report_kind') or m.words('Report')} {m.year(period.year)}".strip()


def annual_report(m: Material, about: str) -> Iterator[Block]:
    """The report on the year that `about` names."""
    period = next(p for p in m.plan.all(ReportingPeriod) if about in (p.id, str(p.year or "")))
    yield Letterhead(authority=letterhead_lines(m), facts=facts((m.words("Date"), m.day(period.submitted_date))))
    yield Title(text=name(m, period), about=m.say(m.root.title))
    yield from _summary(m, period)
    yield from _activities(m, period)
    yield from _money(m, period)
    yield from _people(m, period)
    yield from _indicators(m, period)
    yield from _judgement(m, period)


def _activity_reports(m: Material, period: ReportingPeriod) -> tuple[ActivityReport, ...]:
    return m.plan.children(period.id, ActivityReport)


def _summary(m: Material, period: ReportingPeriod) -> Iterator[Block]:
    money = spending(m.plan, period)
    states = Counter(r.status for r in _activity_reports(m, period) if r.status)
    order = m.ordered(m.methodology.list_of("activity_report", "status"), states)
    lights = Counter(one.light for one in reached(m.plan, period) if one.light)
    adopted = ", ".join(filter(None, (m.name(period.adopted_by), m.day(period.adopted_date))))
    told = facts(
        (m.words("State of the report"), m.own(period, "status")),
        (m.words("Adopted"), adopted),
        (m.words("Period of the plan"), years_of(m)),
        (m.words("Activities"), "; ".join(f"{m.label('activity_report', 'status', s)}: {states[s]}" for s in order)),
        (m.words("Money spent"), _spent_of(m, money)),
        (m.words("Indicators"), "; ".join(f"{light(m, one)}: {lights[one]}" for one in LIGHTS if lights[one])),
    )
    if text := m.say(period.summary):
        yield Paragraphs(text=text)
    if told:
        yield KeyValues(rows=told)


def _spent_of(m: Material, money: Spending) -> str:
    if not money.planned and not money.spent:
        return ""
    share = f" ({m.number(money.execution, 1)} %)" if money.execution is not None else ""
    return (
        m.words("{spent} of {planned} {unit}", spent=m.money(money.spent), planned=m.money(money.planned), unit=m.unit)
        + share
    )


def light(m: Material, colour: Light) -> str:
    """What a light says in words: paper is often black and white."""
    return {
        "green": m.words("on target"),
        "amber": m.words("nearly there"),
        "red": m.words("far from it"),
    }[colour]


def _activities(m: Material, period: ReportingPeriod) -> Iterator[Block]:
    found = _activity_reports(m, period)
    if not found:
        return
    money = spending_of_activities(m.plan, period)
    yield m.heading(2, m.words("Activities"))
    yield Table(
        columns=(
            column(m.words("Activity"), 4.2),
            column(m.words("Status"), 1.4),
            figures("%", 0.7),
            figures(m.words("Planned"), 1.1),
            figures(m.words("Spent"), 1.1),
        ),
        rows=rows(_activity(m, r, money.get(r.activity, Spending())) for r in found if m.name(r.activity)),
        caption=m.words("Amounts in {unit}", unit=m.unit),
    )
    told = [r for r in found if m.say(r.deviation) or m.say(r.reason) or m.say(r.corrective_action)]
    if told:
        yield m.heading(2, m.words("Deviations and corrective actions"))
        yield Table(
            columns=(
                column(m.words("Activity"), 2.2),
                column(m.words("Deviation"), 2.6),
                column(m.words("Reason"), 2.2),
                column(m.words("Corrective action"), 2.6),
            ),
            rows=rows(
                (m.titled(r.activity), m.say(r.deviation), m.say(r.reason), m.say(r.corrective_action)) for r in told
            ),
        )


def _activity(m: Material, r: ActivityReport, money: Spending) -> tuple[str, ...]:
    return (
        m.titled(r.activity),
        m.own(r, "status"),
        m.number(r.percent_done),
        m.money(money.planned),
        m.money(money.spent),
    )


def _money(m: Material, period: ReportingPeriod) -> Iterator[Block]:
    year = str(period.year or "")
    planned = totals((row for row in m.money_rows if row.year == year), lambda row: row.source)
    spent: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for report in _activity_reports(m, period):
        for source, amount in report.spent.items():
            spent[source] += amount
    sources = m.ordered(m.methodology.list_of("funding_line", "source"), {*planned, *spent})
    if not sources:
        return
    called = source_name(m)
    lines = [Row((called(s), *_execution(m, planned.get(s, ZERO), spent.get(s, ZERO)))) for s in sources]
    whole = _execution(m, sum(planned.values(), ZERO), sum(spent.values(), ZERO))
    yield m.heading(2, m.words("Spending by source"))
    yield Table(
        columns=(
            column(m.words("Source of funding"), 4),
            figures(m.words("Planned"), 1.3),
            figures(m.words("Spent"), 1.3),
            figures("%", 0.9),
        ),
        rows=(*lines, Row((m.words("Total"), *whole), style="total")),
        caption=m.words("Amounts in {unit}", unit=m.unit),
    )


def _execution(m: Material, planned: Decimal, spent: Decimal) -> tuple[str, str, str]:
    share = Spending(planned, spent).execution
    return m.money(planned), m.money(spent), m.number(share, 1)


def _people(m: Material, period: ReportingPeriod) -> Iterator[Block]:
    """Beneficiaries by sex, age and status; rows are not added up, since one person may stand in several."""
    counted = {r.id: {*r.beneficiaries, *m.hidden_keys(r, "beneficiaries")} for r in _activity_reports(m, period)}
    found = [r for r in _activity_reports(m, period) if counted[r.id]]
    if not found:
        return
    groups = m.ordered(m.methodology.list_of("activity_report", "beneficiaries"), set().union(*counted.values()))
    yield m.heading(2, m.words("Beneficiaries"))
    yield Table(
        columns=(
            column(m.words("Activity"), 4),
            *(figures(m.label("activity_report", "beneficiaries", group), 1) for group in groups),
        ),
        rows=rows(
            (m.titled(r.activity), *(m.counted(r, "beneficiaries", r.beneficiaries.get(g), g) for g in groups))
            for r in found
        ),
    )
    reasons = [(m.titled(r.activity), m.say(r.split_not_available)) for r in found if m.say(r.split_not_available)]
    if reasons:
        yield KeyValues(rows=tuple(reasons))


def _indicators(m: Material, period: ReportingPeriod) -> Iterator[Block]:
    values = {v.indicator: v for v in m.plan.children(period.id, IndicatorValue)}
    shares = {one.indicator: one for one in reached(m.plan, period)}
    found = [i for i in m.plan.all(Indicator) if i.id in values]
    if not found:
        return
    year = str(period.year or "")

    def row(i: Indicator) -> tuple[str, ...]:
        value, one = values[i.id], shares.get(i.id)
        share = m.number(one.share, 0) if one and one.share is not None else ""
        word = light(m, one.light) if one and one.light else ""
        shown = m.value_in(i, value, "value", value.value) or m.words("not available")
        return (
            f"{m.titled(i.id)} ({unit_of(m, i)})",
            m.baseline(i),
            *m.targets(i, (year,)),
            shown,
            share,
            word,
        )

    yield m.heading(2, m.words("Indicators"))
    yield Table(
        columns=(
            column(m.words("Indicator"), 4),
            figures(m.words("Baseline"), 1.1),
            figures(m.words("Target"), 1.1),
            figures(m.words("Value"), 1.1),
            figures(m.words("Reached, %"), 1.1),
            column(m.words("Verdict"), 1.3),
        ),
        rows=rows(map(row, found)),
    )
    remarks = [(m.titled(i.id), _remark(m, values[i.id])) for i in found if _remark(m, values[i.id])]
    if remarks:
        yield m.heading(3, m.words("Remarks on indicators"))
        yield KeyValues(rows=tuple(remarks))


def _remark(m: Material, value: IndicatorValue) -> str:
    split = m.split(value, "breakdown")
    return "\n".join(
        filter(None, (split, m.say(value.not_available), m.say(value.comment), m.say(value.corrective_action)))
    )


def _judgement(m: Material, period: ReportingPeriod) -> Iterator[Block]:
    judged = Table(
        columns=(
            column(m.words("Objective or measure"), 3),
            column(m.words("Rating"), 1.3),
            column(m.words("Judgement"), 3),
            column(m.words("Proposals"), 2.4),
        ),
        rows=rows(
            (m.titled(a.element), m.own(a, "rating"), m.say(a.text), m.say(a.proposals))
            for a in m.plan.children(period.id, Assessment)
        ),
    )
    learned = Table(
        columns=(
            column(m.words("Section"), 1.8),
            column(m.words("Lesson"), 4),
            column(m.words("What we do with it"), 3.4),
        ),
        rows=rows(
            (m.own(one, "section"), m.say(one.text), m.say(one.use)) for one in m.plan.children(period.id, Lesson)
        ),
    )
    for title, table in (
        (m.words("Objectives and measures"), judged),
        (m.words("Lessons"), learned),
        (m.words("Learning exchange"), _exchanges(m, period)),
    ):
        if table.rows:
            yield m.heading(2, title)
            yield table


def _exchanges(m: Material, period: ReportingPeriod) -> Table:
    """Who learned what from whom in that year (amendments T12); those without a day are told too."""
    found = [one for one in m.plan.all(Exchange) if one.date is None or one.date.year == period.year]
    return Table(
        columns=(
            column(m.words("Topic"), 2.6),
            column(m.words("Who wants to learn"), 1.8),
            column(m.words("From whom"), 1.8),
            column(m.words("Form"), 1),
            column(m.words("Outcome"), 2.6),
        ),
        rows=rows(
            (
                m.say(e.topic),
                m.say(e.learner),
                m.say(e.teacher),
                m.own(e, "form"),
                m.say(e.outcome) or m.say(e.follow_up),
            )
            for e in found
        ),
    )
