"""Step 10: activities."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.quarters import quarter_of
from localplan.domain.records.logic import Activity
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule


@rule("R100", each="measures")
def no_activity(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not facts.plan.children(measure.id, Activity):
            yield Found(measure.id)


@rule("R101", each="activities")
def no_lead(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if not facts.known(activity.lead):
            yield Found(activity.id, "lead")


@rule("R102", each="activities")
def no_deadline(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if not activity.deadline:
            yield Found(activity.id, "deadline")


@rule("R103", each="activities")
def deadline_outside_period(facts: Facts) -> Iterator[Found]:
    start, end = facts.root.period_start, facts.root.period_end
    if start is None or end is None:
        return
    first, last = quarter_of(start), quarter_of(end)
    for activity in facts.activities:
        if activity.deadline and not first <= activity.deadline <= last:
            values = {"deadline": activity.deadline, "first": first, "last": last}
            yield Found(activity.id, "deadline", values)


@rule("R104", each="activities")
def start_after_deadline(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if activity.start and activity.deadline and activity.start > activity.deadline:
            yield Found(activity.id, "start", {"start": activity.start, "deadline": activity.deadline})
