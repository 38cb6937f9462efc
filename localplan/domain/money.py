"""What the plan costs: sums over funding lines, exact, in the plan's currency and unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity, FundingLine, Measure, Objective

ZERO = Decimal(0)


class Amount(NamedTuple):
    """One amount with all it can be summed by. `programme` is the four-digit code, empty when off the budget."""

    line: FundingLine
    activity: Activity | None  # none for money that stands on the measure itself
    measure: Measure
    objective: Objective
    year: str
    source: str
    programme: str
    section: str
    status: str
    money: Decimal


def amounts(plan: Plan) -> Iterator[Amount]:
    """Every amount of the plan, in the order of the tree."""
    for line in plan.all(FundingLine):
        above = plan.path(line.parent)[::-1]  # the nearest first
        activity = next((one for one in above if isinstance(one, Activity)), None)
        measure = next((one for one in above if isinstance(one, Measure)), None)
        objective = next((one for one in above if isinstance(one, Objective)), None)
        if measure is None or objective is None:
            continue
        for year, money in line.amounts.items():
            yield Amount(
                line,
                activity,
                measure,
                objective,
                year,
                line.source,
                line.programme_code[:4],
                objective.section,
                line.status.get(year, ""),
                money,
            )


def totals(rows: Iterable[Amount], by: Callable[[Amount], str]) -> dict[str, Decimal]:
    """Sums by whatever `by` reads off an amount, in the order of first appearance."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in rows:
        sums[by(row)] += row.money
    return dict(sums)


def totals_by_year(rows: Iterable[Amount], by: Callable[[Amount], str]) -> dict[str, dict[str, Decimal]]:
    """Sums by year within sums by whatever `by` reads: `{"01": {"2026": Decimal(19720), …}, …}`."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for row in rows:
        sums[by(row)][row.year] += row.money
    return {key: dict(years) for key, years in sums.items()}


def total(rows: Iterable[Amount]) -> Decimal:
    """The sum of all rows."""
    return sum((row.money for row in rows), ZERO)
