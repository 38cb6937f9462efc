"""Step 11: funding lines, totals, what is not yet secured."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.records.logic import Activity
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule


@rule("R120", each="activities")
def neither_money_nor_tick(facts: Facts) -> Iterator[Found]:
    """While the money still stands on the measure, its activities are not asked for theirs."""
    for activity in facts.activities:
        if not (activity.no_additional_cost or facts.has_money(activity.id) or facts.has_money(activity.parent)):
            yield Found(activity.id)


@rule("R121", each="activities")
def money_and_tick(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if activity.no_additional_cost and facts.has_money(activity.id):
            yield Found(activity.id, "no_additional_cost", {"money": sum(facts.money[activity.id].values())})


@rule("R122", each="lines")
def negative_amount(facts: Facts) -> Iterator[Found]:
    for line in facts.lines:
        for year, amount in line.amounts.items():
            if amount < 0:
                yield Found(line.id, "amounts", {"year": year, "amount": amount})


@rule("R123", each="lines")
def no_source(facts: Facts) -> Iterator[Found]:
    for line in facts.lines:
        if not line.source:
            yield Found(line.id, "source")


@rule("R125", each="lines")
def unknown_programme(facts: Facts) -> Iterator[Found]:
    """By programme, and by programme activity where the profile lists any of that programme: its list has gaps."""
    listed = facts.listed("programme_codes")
    detailed = {code[:4] for code in listed if len(code) > 4}
    for line in facts.lines if listed else ():
        programme = line.programme_code[:4]
        known = line.programme_code in listed or (programme in listed and programme not in detailed)
        if line.programme_code and not known:
            yield Found(line.id, "programme_code", {"programme": line.programme_code})


@rule("R126", each="measures")
def total_differs(facts: Facts) -> Iterator[Found]:
    """One unit of the plan's unit is rounding; more is another plan than the one that was read in."""
    tolerance = facts.number("total_tolerance")
    if tolerance is None:
        return
    for measure in facts.measures:
        parents = [measure.id, *(activity.id for activity in facts.plan.children(measure.id, Activity))]
        for year, declared in measure.declared_total.items():
            total = sum((facts.money.get(id, {}).get(year, Decimal(0)) for id in parents), Decimal(0))
            if abs(total - declared) > tolerance:
                yield Found(measure.id, "declared_total", {"year": year, "sum": total, "declared": declared})


@rule("R131")
def wide_gap(facts: Facts) -> Iterator[Found]:
    """The gap is everything that is not secured, year by year: planned, applied for, missing."""
    allowed = facts.number("max_gap_share")
    amounts = [(amount, line.status.get(year, "")) for line in facts.lines for year, amount in line.amounts.items()]
    total = sum((amount for amount, _ in amounts), Decimal(0))
    gap = sum((amount for amount, status in amounts if status != "secured"), Decimal(0))
    if allowed is not None and total > 0 and gap * 100 > total * allowed:
        yield Found(facts.root.id, "", {"gap": gap, "total": total, "share": round(gap * 100 / total, 1)})
