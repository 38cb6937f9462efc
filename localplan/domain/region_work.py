"""Municipalities side by side: what they plan, how far they have come, what is late, what they ask for upwards."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from localplan.domain.consolidation import HUNDRED, ZERO, own_planned, own_spent
from localplan.domain.quarters import quarter_of
from localplan.domain.summary import Checked, Provenance, Summary
from localplan.domain.summary_rows import Texts
from localplan.domain.tables import Column, Row, Table, table
from localplan.domain.values import plain

STATES = ("completed", "in_progress", "delayed", "not_started", "cancelled", "not_due")


class Population(msgspec.Struct, frozen=True):
    """How many people live in a municipality, as of a year: the denominator of figures per head."""

    people: int
    year: int


def municipalities_table(
    summaries: Sequence[Summary],
    money: Mapping[str, Decimal],
    population: Mapping[str, Population],
    checked: Mapping[str, Checked],
    today: date,
    currency: str = "",
) -> Table:
    """One row per plan: its own part of the `money`, in all and per inhabitant, counts, what is late or wrong.

    `currency`: that of the money where it is not the plan's own; a plan without money in it has none to show.
    """
    columns = (
        Column("municipality", "municipality"),
        Column("plan_title", "texts"),
        Column("state", "code", "plan_statuses"),
        Column("period_start", "day"),
        Column("period_end", "day"),
        Column("currency"),
        Column("money", "money"),
        Column("population", "count"),
        Column("population_year", "year"),
        Column("money_per_head", "money"),
        *(Column(name, "count") for name in COUNTED),
        Column("beneficiaries", "count", persons=True),
        Column("late", "count"),
        Column("values_reported", "count"),
        Column("requests", "count"),
        Column("errors", "count"),
        Column("warnings", "count"),
    )
    lines = (
        _plan_row(
            s,
            currency or s.currency,
            money.get(s.plan, None if currency else ZERO),
            population.get(s.municipality),
            checked.get(s.plan),
            today,
        )
        for s in summaries
    )
    return table("municipalities", columns, lines)


COUNTED = {
    "objectives": "objective",
    "measures": "measure",
    "activities": "activity",
    "indicators": "indicator",
    "problems": "problem",
}
"""Columns of counts, each with the kind of record that it counts."""


def _plan_row(
    summary: Summary,
    currency: str,
    money: Decimal | None,
    people: Population | None,
    checked: Checked | None,
    today: date,
) -> Row:
    found = (
        {tier: sum(n for _, own, n in checked.found if own == tier) for tier in ("error", "warning")} if checked else {}
    )
    return Row(
        (
            summary.municipality,
            summary.title,
            summary.state,
            summary.period_start,
            summary.period_end,
            currency,
            None if money is None else plain(money),
            people.people if people else None,
            str(people.year) if people else "",
            _cents(money / people.people) if money is not None and people and people.people else None,
            *(summary.records.get(kind, 0) for kind in COUNTED.values()),
            summary.beneficiaries,
            bisect_left(summary.open_deadlines, quarter_of(today)),
            summary.reported,
            summary.records.get("request", 0),
            found.get("error"),
            found.get("warning"),
        ),
        plan=summary.plan,
        record=summary.plan,
    )


def _cents(money: Decimal) -> Decimal:
    return plain(money.quantize(Decimal("0.01"), ROUND_HALF_UP))


def sources_table(summaries: Sequence[Summary], provenance: Mapping[str, Provenance]) -> Table:
    """Where the figures of each municipality come from: plan, revision, person, day, file."""
    columns = (
        Column("municipality", "municipality"),
        Column("plan_title", "texts"),
        Column("plan_code"),
        Column("revision"),
        Column("person"),
        Column("day", "day"),
        Column("file"),
    )
    rows = (
        Row(
            (s.municipality, s.title, s.code, p.revision[:12], p.person, _day(p.at), p.file), plan=s.plan, record=s.plan
        )
        for s in summaries
        for p in (provenance.get(s.plan) or Provenance(plan=s.plan, revision=s.digest),)
    )
    return table("provenance", columns, rows)


def _day(moment: str) -> date | None:
    return date.fromisoformat(moment[:10]) if moment else None


# progress ------------------------------------------------------------------------------------------------------------


def progress_table(summaries: Sequence[Summary], counting: Sequence[Summary], year: str, today: date) -> Table:
    """What became of the activities by the report on a year, of all planned ones, and the own money of that year.

    `counting` are all plans that count: what is shared is settled among them, whichever are shown.
    """
    planned, spent = own_planned(counting, year), own_spent(counting, year)
    columns = (
        Column("municipality", "municipality"),
        Column("year", "year"),
        Column("activities", "count"),
        *(Column(state, "count") for state in STATES),
        Column("not_reported", "count"),
        Column("late", "count"),
        Column("beneficiaries_reached", "count", persons=True),
        Column("currency"),
        Column("planned", "money"),
        Column("spent", "money"),
        Column("execution", "percent"),
    )
    rows = (_progress_row(s, year, today, planned.get(s.plan, ZERO), spent.get(s.plan, ZERO)) for s in summaries)
    return table("progress", columns, rows)


def _progress_row(summary: Summary, year: str, today: date, planned: Decimal, spent: Decimal) -> Row:
    reports = [report for one in summary.activities if (report := one.report_on(year)) is not None]
    states = [report.status for report in reports]
    return Row(
        (
            summary.municipality,
            year,
            len(summary.activities),
            *(states.count(state) for state in STATES),
            len(summary.activities) - len(reports),
            sum(one.is_late(today) for one in summary.activities),
            plain(sum((report.beneficiaries.get("total", ZERO) for report in reports), ZERO)),
            summary.currency,
            planned,
            spent,
            plain((spent * HUNDRED / planned).quantize(Decimal("0.1"), ROUND_HALF_UP)) if planned else None,
        ),
        plan=summary.plan,
        record=summary.plan,
    )


def late_table(summaries: Sequence[Summary], today: date) -> Table:
    """The activities whose deadline is over and which nothing says are done."""
    columns = (
        Column("municipality", "municipality"),
        Column("activity", "texts"),
        Column("body", "body"),
        Column("deadline", "quarter"),
        Column("status", "code", "activity_statuses"),
    )
    rows = (
        Row(
            (summary.municipality, one.title, one.lead, one.deadline, one.reports[-1].status if one.reports else ""),
            plan=summary.plan,
            record=one.id,
        )
        for summary in summaries
        for one in summary.activities
        if one.is_late(today)
    )
    return table("late_activities", columns, rows)


# requests upward and quality -----------------------------------------------------------------------------------------


def requests_table(summaries: Sequence[Summary]) -> Table:
    """Everything that is asked of the province or the State, by municipality."""
    columns = (
        Column("addressee", "texts"),
        Column("municipality", "municipality"),
        Column("ask", "texts"),
        Column("problem", "texts"),
        Column("sent_on", "day"),
        Column("answer", "texts"),
    )
    rows = []
    for summary in summaries:
        problems = {problem.id: problem.text for problem in summary.problems}
        rows += [
            Row(
                (r.addressee, summary.municipality, r.ask, problems.get(r.problem, {}), r.sent_on, r.answer),
                plan=summary.plan,
                record=r.id,
            )
            for r in summary.requests
        ]
    return table("requests", columns, rows)


def addressees_table(requests: Table, same: Callable[[Texts], str]) -> Table:
    """How many municipalities ask something of each addressee; `same` folds a name so that one body is one row."""
    asked: dict[str, list[Row]] = defaultdict(list)
    for row in requests.rows:
        asked[same(row.cells[0])].append(row)
    columns = (
        Column("addressee", "texts"),
        Column("municipalities", "count"),
        Column("requests", "count"),
        Column("answered", "count"),
    )
    rows = [
        Row((own[0].cells[0], _asking(own), len(own), sum(bool(row.cells[5]) for row in own)))
        for _, own in sorted(asked.items(), key=lambda item: (-_asking(item[1]), item[0]))
    ]
    return table("addressees", columns, rows)


def _asking(requests: Sequence[Row]) -> int:
    """Of how many municipalities these requests are; some have several plans."""
    return len({row.cells[1] or row.plan for row in requests})


def quality_table(summaries: Sequence[Summary], checked: Mapping[str, Checked]) -> Table:
    """What the checks found: a row per rule, a column per plan, the rules of most municipalities first."""
    known = [s for s in summaries if s.plan in checked]
    places = {s.plan: s.municipality or s.plan for s in known}
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for summary in known:
        for rule, tier, n in checked[summary.plan].found:
            counts[tier, rule][summary.plan] = n
    tiers = {"error": 0, "warning": 1, "advice": 2}
    spread = {key: len({places[plan] for plan in own}) for key, own in counts.items()}
    order = sorted(counts, key=lambda key: (tiers.get(key[0], 3), -spread[key], key[1]))
    columns = (
        Column("rule", "rule"),
        Column("tier", "word"),
        Column("municipalities", "count"),
        Column("findings", "count"),
        *(Column(summary.plan, "count") for summary in known),
    )
    rows = (
        Row((rule, tier, spread[tier, rule], sum(own.values()), *(own.get(summary.plan) for summary in known)))
        for tier, rule in order
        for own in (counts[tier, rule],)
    )
    return table("quality", columns, rows)
