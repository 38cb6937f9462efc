"""Charts as values: what the document and the window draw, each in its own way. Labels are final words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, Decimal

import msgspec

from localplan.domain.money import ZERO, Amount, totals_by_year


class Series(msgspec.Struct, frozen=True):
    """One colour of a chart: a value for each category."""

    label: str
    values: tuple[Decimal, ...]


class Chart(msgspec.Struct, frozen=True):
    """Stacked columns: one column per category, one layer per series. `unit` stands at the axis."""

    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def heights(self) -> tuple[Decimal, ...]:
        """The height of each column."""
        return tuple(sum((s.values[n] for s in self.series), ZERO) for n in range(len(self.categories)))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for series in self.series for value in series.values)


def money_chart(
    rows: Iterable[Amount],
    years: tuple[str, ...],
    by: Callable[[Amount], str],
    name: Callable[[str], str],
    *,
    title: str,
    unit: str,
) -> Chart:
    """Money by year, stacked by whatever `by` reads off an amount (source, section), the largest layer lowest."""
    sums = totals_by_year(rows, by)
    largest_first = sorted(sums, key=lambda key: (-sum(sums[key].values(), ZERO), key))
    series = tuple(Series(name(key), tuple(sums[key].get(year, ZERO) for year in years)) for key in largest_first)
    return Chart(title, unit, years, series)


def axis_steps(highest: Decimal, most: int = 6) -> tuple[Decimal, ...]:
    """Round marks of an axis from 0 to at least `highest`: 0, 10,000, 20,000 …"""
    if highest <= 0:
        return (ZERO,)
    size = Decimal(10) ** (highest.adjusted() - 1)
    step = next(size * factor for factor in (1, 2, 5, 10, 20, 50, 100) if highest / (size * factor) <= most)
    count = int((highest / step).to_integral_value(ROUND_CEILING))
    return tuple(step * n for n in range(count + 1))


RISK_LEVELS = ((15, "critical"), (10, "high"), (5, "medium"), (0, "low"))
"""Lowest score of each level, the worst first (specification 3.5)."""


def risk_level(likelihood: int, impact: int) -> str:
    """What likelihood × impact (each 1–5) amounts to: low, medium, high or critical."""
    return next(level for lowest, level in RISK_LEVELS if likelihood * impact >= lowest)


def strategy(interest: int, influence: int) -> str:
    """How to deal with a party by its interest and influence, each 1–5: from 4 on they count as strong."""
    if influence >= 4:
        return "manage_closely" if interest >= 4 else "keep_satisfied"
    return "keep_informed" if interest >= 4 else "monitor"
