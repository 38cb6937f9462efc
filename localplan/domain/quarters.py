"""Quarters as the plan writes them, `2027-Q3`, and years of a period."""

from __future__ import annotations

from datetime import date

from localplan.domain.records.plan import PlanRecord


def quarter_of(day: date) -> str:
    """The quarter a day lies in."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def year_of(quarter: str) -> int:
    """The year of a quarter."""
    return int(quarter[:4])


def quarters(first: str, last: str) -> list[str]:
    """All quarters from the first to the last, both included; none when they stand the wrong way round."""
    start, end = _index(first), _index(last)
    return [f"{n // 4}-Q{n % 4 + 1}" for n in range(start, end + 1)]


def _index(quarter: str) -> int:
    return int(quarter[:4]) * 4 + int(quarter[-1]) - 1


def plan_years(root: PlanRecord) -> tuple[str, ...]:
    """The calendar years of the plan's period as keys of map fields; none while the period is not known."""
    if root.period_start is None or root.period_end is None:
        return ()
    return tuple(str(year) for year in range(root.period_start.year, root.period_end.year + 1))
