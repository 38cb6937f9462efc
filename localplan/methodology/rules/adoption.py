"""Step 13: hearing, opinions, adoption."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from localplan.domain.changes import unexplained
from localplan.domain.records.delivery import PublicHearing
from localplan.domain.records.plan import Act
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule

LEGAL_BASIS = ("statute", "statute_gazette", "statute_article", "self_government_article", "planning_law_articles")


@rule("R152")
def no_hearing(facts: Facts) -> Iterator[Found]:
    if facts.method.parameter("hearing_required") is True and not facts.hearings:
        yield Found(facts.root.id)


@rule("R153", each="hearings")
def hearing_too_short(facts: Facts) -> Iterator[Found]:
    """Days are counted as last day less first day; the time for proposals runs from the first day too."""
    for hearing in facts.hearings:
        yield from _too_short(facts, hearing, "date_to", hearing.date_to, "hearing_min_days")
        yield from _too_short(facts, hearing, "proposals_until", hearing.proposals_until, "proposals_min_days")


def _too_short(facts: Facts, hearing: PublicHearing, field: str, until: date | None, least: str) -> Iterator[Found]:
    required = facts.number(least)
    if required is not None and until is not None and hearing.date_from is not None:
        days = (until - hearing.date_from).days
        if days < required:
            yield Found(hearing.id, field, {"days": days, "required": required})


@rule("R155", each="comments")
def comment_unanswered(facts: Facts) -> Iterator[Found]:
    for comment in facts.comments:
        if not comment.decision:
            yield Found(comment.id, "decision")
        elif not any(comment.reason.values()):
            yield Found(comment.id, "reason")


@rule("R157", each="adoptions")
def adopted_before_hearing_ended(facts: Facts) -> Iterator[Found]:
    ends = [hearing.date_to for hearing in facts.hearings if hearing.date_to is not None]
    for act in facts.adoptions:
        if act.date is not None and ends and act.date < max(ends):
            yield Found(act.id, "date", {"adopted": act.date, "hearing_end": max(ends)})


@rule("R158")
def change_without_a_reason(facts: Facts) -> Iterator[Found]:
    """Silent while nobody kept the plan as it stood in its hearing."""
    hearing = facts.seen.hearing
    for change in unexplained(hearing, facts.plan) if hearing is not None else ():
        yield Found(change.element, "", {"changes": len(change.edits)})


@rule("R160")
def no_decision_of_the_assembly(facts: Facts) -> Iterator[Found]:
    if not facts.adoptions:
        yield Found(facts.root.id)
    for act in facts.adoptions:
        missing = "number" if not act.number else "date" if act.date is None else ""
        if missing:
            yield Found(act.id, missing)


@rule("R166", each="adoptions")
def no_legal_basis(facts: Facts) -> Iterator[Found]:
    """One finding for each act, at the first field without which its text cannot be generated."""
    for act in facts.adoptions:
        missing = next((name for name in LEGAL_BASIS if _says_nothing(act, name)), "")
        if missing:
            yield Found(act.id, missing)


def _says_nothing(act: Act, field: str) -> bool:
    value = getattr(act, field)
    return not (any(value.values()) if isinstance(value, dict) else value)
