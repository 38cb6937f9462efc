"""The dates of the calendar: the profile's deadlines, counted from the events that the plan knows."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container, Iterator, Sequence
from datetime import MINYEAR, date, timedelta
from functools import lru_cache

import msgspec

from localplan.domain.adoption import is_of_this_version
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import PublicHearing
from localplan.domain.records.plan import Act
from localplan.methodology.law import Deadline, Event
from localplan.methodology.methodology import PlanMethod

_SATURDAY = 5


class Due(msgspec.Struct, frozen=True):
    """A deadline of the profile with its day. `year` is that of the event, for deadlines that come every year."""

    code: str
    day: date
    event: Event
    event_day: date
    year: int | None = None


def deadlines(plan: Plan, method: PlanMethod) -> tuple[Due, ...]:
    """All dates whose event is known, in order of time. How far off they are is for whoever knows today."""
    ours = (deadline for deadline in method.profile.deadlines if deadline.section in ("", *method.sections))
    found = (due for deadline in ours for due in _dues(plan, method, deadline))
    return tuple(sorted(found, key=lambda due: (due.day, due.code)))


def _dues(plan: Plan, method: PlanMethod, deadline: Deadline) -> Iterator[Due]:
    days, offset = list(event_days(plan, deadline.event)), _offset(method, deadline)
    for day in days if deadline.yearly else days[:1]:
        due = _same_year(day, str(method.parameter(deadline.on))) if deadline.on else None
        due = due or moved(day, offset, deadline.unit, plan.root.country)
        yield Due(deadline.code, due, deadline.event, day, day.year if deadline.yearly else None)


def _offset(method: PlanMethod, deadline: Deadline) -> int:
    """The declared one, with the numbers that hold for this plan: the municipality's own before the profile's."""
    offset = deadline.offset + _number(method, deadline.plus) - _number(method, deadline.minus)
    return -offset if deadline.turned_by and method.parameter(deadline.turned_by) == "before" else offset


def _same_year(day: date, month_and_day: str) -> date | None:
    """That day of the event's year; None for what is no day of it."""
    try:
        return date.fromisoformat(f"{day.year}-{month_and_day}")
    except ValueError:
        return None


def _number(method: PlanMethod, parameter: str) -> int:
    value = method.parameter(parameter) if parameter else 0
    return int(value) if isinstance(value, int | float) else 0


def event_days(plan: Plan, event: Event) -> Iterator[date]:
    """When an event takes place: once, or at the end of each year of the period."""
    root = plan.root
    yearly: dict[str, Sequence[int]] = {}
    if root.period_start and root.period_end:
        years = range(root.period_start.year, root.period_end.year + 1)
        yearly = {"year_end": years, "next_budget": years[:-1], "first_budget": (root.period_start.year - 1,)}
    known = {
        "assembly_session": root.assembly_session,
        "plan_start": root.period_start,
        "plan_end": root.period_end,
        "start": _act_day(plan, "decision_to_start"),
        "adoption": _act_day(plan, "adoption"),
        "hearing_end": max((h.date_to for h in _hearings(plan) if h.date_to), default=None),
    }
    day = known.get(event)
    yield from (date(year, 12, 31) for year in yearly.get(event, ()) if year >= MINYEAR)
    if day is not None:
        yield day


def _act_day(plan: Plan, kind: str) -> date | None:
    acts = (act for act in plan.all(Act) if act.act_kind == kind and is_of_this_version(plan, act))
    return next((act.date for act in acts if act.date), None)


def _hearings(plan: Plan) -> Iterator[PublicHearing]:
    return (hearing for hearing in plan.all(PublicHearing) if is_of_this_version(plan, hearing))


def moved(day: date, offset: int, unit: str, country: str) -> date:
    """The day so many days, working days or months later; earlier when the offset is negative.

    What would lie beyond the calendar is its last day, or its first.
    """
    try:
        return _moved(day, offset, unit, country)
    except (OverflowError, ValueError):
        return date.max if offset > 0 else date.min


def _moved(day: date, offset: int, unit: str, country: str) -> date:
    if unit == "months":
        return _months_later(day, offset)
    if unit == "working_days":
        return _working_days_later(day, offset, country)
    return day + timedelta(days=offset)


def _months_later(day: date, months: int) -> date:
    """The same day of the month, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_days_later(day: date, number: int, country: str) -> date:
    """The day itself does not count."""
    step, free = timedelta(days=1 if number >= 0 else -1), public_holidays(country)
    left = abs(number)
    while left:
        day += step
        if day.weekday() < _SATURDAY and day not in free:
            left -= 1
    return day


@lru_cache(maxsize=8)
def public_holidays(country: str) -> Container[date]:
    """Public holidays of a country (ISO 3166-1), of whatever year is asked; none for a country without a calendar.

    The calendar library is loaded here, where it is needed: it takes as long as a window's first paint.
    """
    import holidays

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return frozenset()
