"""The plan's calendar: the profile's deadlines and the plan's own appointments in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from localplan.domain.plan import Plan
from localplan.domain.records.plan import Appointment
from localplan.methodology.deadlines import Due, deadlines
from localplan.methodology.law import Deadline
from localplan.methodology.methodology import Methodology, PlanMethod
from localplan.words import Words, text_in


class CalendarDay(msgspec.Struct, frozen=True):
    """A date of the plan. `key` stays the same; `deadline` is empty for an own date; `source` says whose rule it is."""

    key: str
    day: date
    title: str
    deadline: str = ""
    source: str = ""
    record: str = ""
    done: bool = False
    left: int = 0  # days from today; negative when it is over


def calendar_days(plan: Plan, methodology: Methodology, words: Words, today: date) -> tuple[CalendarDay, ...]:
    """All dates in the order of time. An appointment takes the place of the nearest date of its deadline."""
    method = methodology.for_plan(plan)
    own, dues = [one for one in plan.all(Appointment) if one.date is not None], deadlines(plan, method)
    taken = {_nearest(dues, one) for one in own}
    declared = {deadline.code: deadline for deadline in method.profile.deadlines}
    found = [
        *(_appointment(one, plan, method, words, today) for one in own),
        *(_deadline(due, declared[due.code], method, words, today) for due in dues if due not in taken),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def _nearest(dues: Sequence[Due], one: Appointment) -> Due | None:
    """The date that an appointment is for: of those that come every year the nearest."""
    assert one.date is not None
    day = one.date
    return min((due for due in dues if due.code == one.deadline), key=lambda due: abs(due.day - day), default=None)


def _appointment(one: Appointment, plan: Plan, method: PlanMethod, words: Words, today: date) -> CalendarDay:
    assert one.date is not None
    entry = method.entry("deadlines", one.deadline)
    label = words.form(f"profile.{method.profile.code}", entry.label) if entry else ""
    title = text_in(one.title, words.language, plan.root.main_language) or label or words("(without a name)")
    return CalendarDay(one.id, one.date, title, one.deadline, "", one.id, one.done, (one.date - today).days)


def _deadline(due: Due, declared: Deadline, method: PlanMethod, words: Words, today: date) -> CalendarDay:
    context = f"profile.{method.profile.code}"
    title = words.form(context, declared.label)
    key = due.code if due.year is None else f"{due.code}-{due.year}"
    if due.year is not None:
        title = f"{title} ({due.year})"
    source = words.form(context, declared.source) if declared.source else ""
    return CalendarDay(key, due.day, title, due.code, source, left=(due.day - today).days)


def write_calendar(plan: Plan, methodology: Methodology, words: Words, path: Path, today: date) -> int:
    """Write the calendar as a file that calendar programs take in; the number of dates. Raises Refused."""
    from localplan.exchange.calendar_file import write_calendar_file

    days = calendar_days(plan, methodology, words, today)
    name = text_in(plan.root.title, words.language, plan.root.main_language) or plan.root.code
    write_calendar_file(path, name=name, plan=plan.id, stamp=today, events=_events(days, words))
    return len(days)


def _events(days: tuple[CalendarDay, ...], words: Words) -> Iterator[tuple[str, date, str, str]]:
    for one in days:
        source = words("Legal source: {source}", source=one.source) if one.source else ""
        done = words("done") if one.done else ""
        yield one.key, one.day, one.title, "\n".join(filter(None, (source, done)))
