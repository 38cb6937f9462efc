"""Step 11: where the money stands in the years, the budget and the sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from localplan.domain.records.logic import BudgetCeiling, FundingLine
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule

LAST_YEAR = "funds_last_year"
THOUSANDS = frozenset({"thousand_rsd", "thousand_xof", "thousand_currency"})
"""Units of a figure that are thousands of the currency; `currency` is the currency itself."""


@rule("R124", each="lines")
def no_programme(facts: Facts) -> Iterator[Found]:
    """Money that passes through the municipal budget, where the profile knows its programmes."""
    for line in facts.lines if facts.listed("programme_codes") else ():
        on_budget = facts.marks("funding_sources", line.source).get("on_budget") is True
        if on_budget and not line.programme_code:
            yield Found(line.id, "programme_code")


@rule("R127")
def above_ceiling(facts: Facts) -> Iterator[Found]:
    """Ceilings are asked for in August only; none entered, nothing compared. No source: all own money."""
    for ceiling in facts.plan.all(BudgetCeiling):
        for year, most in ceiling.amounts.items():
            lines = (li for li in facts.lines if li.source == ceiling.source or _all_own(facts, ceiling, li))
            amount = sum((line.amounts.get(year, Decimal(0)) for line in lines), Decimal(0))
            if amount > most:
                yield Found(ceiling.id, "amounts", {"year": year, "amount": amount, "most": most})


def _all_own(facts: Facts, ceiling: BudgetCeiling, line: FundingLine) -> bool:
    return not ceiling.source and facts.is_own(line.source)


@rule("R130", each="lines")
def status_not_said(facts: Facts) -> Iterator[Found]:
    """Money of others: secured, planned, applied for or missing, for every year with an amount."""
    for line in facts.lines:
        years = [year for year, amount in line.amounts.items() if amount and not line.status.get(year)]
        if years and line.source and not facts.is_own(line.source):
            yield Found(line.id, "status", {"years": ", ".join(sorted(years))})


@rule("R132")
def year_without_money(facts: Facts) -> Iterator[Found]:
    """Silent while no money at all is entered: R120 says that."""
    paid = {year for years in facts.money.values() for year, amount in years.items() if amount}
    empty = [year for year in facts.years if year not in paid]
    if paid and empty:
        yield Found(facts.root.id, "", {"years": ", ".join(empty)})


@rule("R133")
def section_with_little(facts: Facts) -> Iterator[Found]:
    """A section without an objective is R054's business; the cross-cutting one is not counted."""
    least = facts.share("min_section_share")
    of = {objective.id: objective.section for objective in facts.specifics}
    sums: Counter[str] = Counter()
    for id, years in facts.money.items():
        section = next((of[one.id] for one in facts.plan.path(id) if one.id in of), "")
        sums[section] += sum(years.values(), Decimal(0))  # type: ignore[assignment]
    total = sum(sums.values())
    for section in facts.sections if least is not None and total > 0 else ():
        if section in of.values() and sums[section] * 100 < (least or 0) * total:
            share = round(Decimal(sums[section]) * 100 / total, 1)
            yield Found(facts.root.id, "", {"section": section, "share": share, "least": least})


@rule("R136", each="lines")
def secured_by_nothing(facts: Facts) -> Iterator[Found]:
    """Own money is secured by the budget of that year, others' by an agreement that a note names (decision 1)."""
    budgets = {_budget_year(act.date) for act in facts.acts("annual_budget") if act.date}
    for line in (line for line in facts.lines if line.source):
        secured = [year for year, status in line.status.items() if status == "secured" and line.amounts.get(year)]
        unsure = [y for y in secured if (y not in budgets if facts.is_own(line.source) else not says(line.note))]
        if unsure:
            yield Found(line.id, "status", {"years": ", ".join(sorted(unsure))})


def _budget_year(day: date) -> str:
    """A budget is adopted in the autumn before its year; one of spring and summer comes late, for the year itself."""
    return str(day.year + (day.month >= 9))


@rule("R137")
def twice_last_year(facts: Facts) -> Iterator[Found]:
    """Own money of the first year beside the figure "funds spent on migration last year", in the same unit."""
    first = facts.years[0] if facts.years else ""
    own = sum((line.amounts.get(first, Decimal(0)) for line in facts.lines if facts.is_own(line.source)), Decimal(0))
    spent = [p for p in facts.data_points if p.topic == LAST_YEAR and p.value and _same_unit(facts, p.unit)]
    newest = max(spent, key=lambda point: point.year or 0, default=None)
    if newest is not None and newest.value is not None and own > newest.value * 2:
        yield Found(facts.root.id, "", {"year": first, "amount": own, "before": newest.value})


def _same_unit(facts: Facts, unit: str) -> bool:
    return unit in THOUSANDS if facts.root.amount_unit == 1000 else unit == "currency"
