"""Step 12: risks, who coordinates and watches."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.analysis import Answer
from localplan.domain.records.delivery import Evaluation, ReportingDuty
from localplan.domain.records.logic import Risk
from localplan.domain.records.plan import Body, WorkingGroupMember
from localplan.methodology.deadlines import event_days
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule

DRAFTING = frozenset({"working_group", "sub_group"})
"""Kinds of bodies that make the plan and are not asked to watch it."""

CONCERNED = frozenset({"youth", "diaspora", "migrants", "returnees", "women"})


@rule("R142")
def no_coordination_body(facts: Facts) -> Iterator[Found]:
    if not facts.known(facts.root.coordination_body):
        yield Found(facts.root.id, "coordination_body")


@rule("R140")
def no_risk(facts: Facts) -> Iterator[Found]:
    if not facts.plan.all(Risk):
        yield Found(facts.root.id)


@rule("R141")
def risk_unanswered(facts: Facts) -> Iterator[Found]:
    least = facts.number("risk_threshold")
    for risk in facts.plan.all(Risk):
        score = (risk.likelihood or 0) * (risk.impact or 0)
        answered = says(risk.response) and facts.known(risk.responsible)
        if least is not None and score >= least and not answered:
            yield Found(risk.id, "responsible" if says(risk.response) else "response", {"score": score})


@rule("R143")
def no_reporting_calendar(facts: Facts) -> Iterator[Found]:
    """Silent when the profile's yearly dates make the calendar: for that the period must be known."""
    yearly = {deadline.event for deadline in facts.method.profile.deadlines if deadline.yearly}
    made = any(True for event in yearly for _ in event_days(facts.plan, event))
    if not made and not facts.plan.all(ReportingDuty):
        yield Found(facts.root.id)


@rule("R144")
def no_evaluation_planned(facts: Facts) -> Iterator[Found]:
    if not facts.plan.all(Evaluation):
        yield Found(facts.root.id)


@rule("R145")
def scan_not_run(facts: Facts) -> Iterator[Found]:
    if not any(True for _ in _scan(facts)):
        yield Found(facts.root.id)


@rule("R146")
def weak_element_without_action(facts: Facts) -> Iterator[Found]:
    """Elements of the implementation scan scored 0 or 1 of 3 (specification 3.3)."""
    for answer in _scan(facts):
        if answer.score is not None and answer.score <= 1 and not says(answer.action):
            yield Found(answer.id, "action", {"score": answer.score})


def _scan(facts: Facts) -> Iterator[Answer]:
    elements = facts.listed("questions_scan")
    return (one for one in facts.plan.all(Answer) if one.question in elements and one.score is not None)


@rule("R147")
def nobody_concerned_watches(facts: Facts) -> Iterator[Found]:
    """A seat for youth, diaspora, migrants or women in a body of the plan that does not just draft it.

    The small track has one group for everything.
    """
    seats = [seat for body in facts.plan.all(Body) for seat in _seats(facts, body)]
    watching = {voice for seat in (*seats, *(facts.members if facts.method.small else ())) for voice in seat.represents}
    if watching.isdisjoint(CONCERNED):
        yield Found(facts.root.id)


def _seats(facts: Facts, body: Body) -> tuple[WorkingGroupMember, ...]:
    return () if body.body_kind in DRAFTING else facts.plan.children(body.id, WorkingGroupMember)


@rule("R148")
def no_complaints_route(facts: Facts) -> Iterator[Found]:
    """Amendments T6: an effective way to complain makes a service answer to those who use it."""
    if not says(facts.root.complaints_route):
        yield Found(facts.root.id, "complaints_route")
