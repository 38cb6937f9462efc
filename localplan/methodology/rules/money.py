"""Step 11: funding lines, totals, what is not yet secured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from localplan.domain.records.logic import Activity, BudgetCeiling, FundingLine
from localplan.domain.values import plain
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


@rule("R128", each="activities")
def share_beside_employment_service(facts: Facts) -> Iterator[Found]:
    """More than half, over the plan and in every year that the service pays for; one finding for each activity."""
    required = facts.share("nes_min_local_share")
    for activity, lines in _co_financed(facts, "NES") if required is not None else ():
        paid = {
            year for line in lines if line.co_financing_scheme == "NES" for year, money in line.amounts.items() if money
        }
        spans = [tuple(sorted(paid)), *((year,) for year in sorted(paid))]
        for years in spans:
            share = _share(_sum(facts, lines, years, own=True), _sum(facts, lines, years))
            if share is not None and required is not None and share <= required:
                values = {"share": round(share, 1), "required": required, "years": ", ".join(years)}
                yield Found(activity.id, "", values)
                break


@rule("R129", each="activities")
def share_beside_commissariat(facts: Facts) -> Iterator[Found]:
    """By the scheme of the line, not by who is a partner; of the requested or of all money, as the call says."""
    required, requested = facts.share("min_share_other"), facts.method.parameter("share_base") == "requested"
    for activity, lines in _co_financed(facts, "KIRS") if required is not None else ():
        asked = [line for line in lines if line.co_financing_scheme == "KIRS"] if requested else lines
        share = _share(_sum(facts, lines, facts.years, own=True), _sum(facts, asked, facts.years))
        if share is not None and required is not None and share < required:
            least = facts.share("min_share_underdeveloped")
            yield Found(activity.id, "", {"share": round(share, 1), "required": required, "underdeveloped": least})


def _co_financed(facts: Facts, scheme: str) -> Iterator[tuple[Activity, tuple[FundingLine, ...]]]:
    for activity in facts.activities:
        lines = facts.plan.children(activity.id, FundingLine)
        if any(line.co_financing_scheme == scheme for line in lines):
            yield activity, lines


def _sum(facts: Facts, lines: Iterable[FundingLine], years: Iterable[str], own: bool = False) -> Decimal:
    counted = [line for line in lines if not own or facts.is_own(line.source)]
    return sum((line.amounts.get(year, Decimal(0)) for year in years for line in counted), Decimal(0))


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part * 100 / whole if whole > 0 else None


@rule("R131")
def wide_gap(facts: Facts) -> Iterator[Found]:
    """The gap is everything that is not secured, year by year: planned, applied for, missing."""
    allowed = facts.share("max_gap_share")
    amounts = [(amount, line.status.get(year, "")) for line in facts.lines for year, amount in line.amounts.items()]
    total = sum((amount for amount, _ in amounts), Decimal(0))
    gap = sum((amount for amount, status in amounts if status != "secured"), Decimal(0))
    if allowed is not None and total > 0 and gap * 100 > total * allowed:
        yield Found(facts.root.id, "", {"gap": gap, "total": total, "share": round(gap * 100 / total, 1)})


@rule("R201")
def outside_the_period(facts: Facts) -> Iterator[Found]:
    """What was entered before the period was shortened stays, and the sums count it (specification 5.4, 1).

    The small track shows no ceilings, and nothing is found there.
    """
    ceilings = () if facts.method.small else facts.plan.all(BudgetCeiling)
    money: tuple[FundingLine | BudgetCeiling, ...] = (*facts.lines, *ceilings)
    lines = [("amounts", one, one.amounts) for one in money]
    targets = [("targets", one, one.targets) for one in facts.indicators]
    for field, one, values in (*lines, *targets):
        years = [year for year, value in values.items() if value and year not in facts.years]
        if years and facts.years:
            yield Found(one.id, field, {"years": ", ".join(sorted(years))})


@rule("R134", each="lines")
def looks_like_full_units(facts: Facts) -> Iterator[Found]:
    """A tenth of the municipality's budget, of the nearest year for which it is known; else the profile's amount."""
    usual = facts.number("full_dinar_amount")
    if (facts.root.amount_unit or 1) <= 1:
        return
    for line in facts.lines:
        for year, amount in line.amounts.items():
            budget = _budget_near(facts, year)
            most = budget / 10 if budget else usual
            if most is not None and amount > most:
                yield Found(line.id, "amounts", {"year": year, "amount": amount, "most": plain(Decimal(most))})


def _budget_near(facts: Facts, year: str) -> Decimal | None:
    known = {int(one): budget for one, budget in facts.root.municipal_budget.items() if budget > 0}
    return known[min(known, key=lambda one: (abs(one - int(year)), one))] if known else None
