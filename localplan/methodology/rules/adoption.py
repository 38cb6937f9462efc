"""Step 13: hearing, opinions, adoption."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from localplan.domain.adoption import version_of
from localplan.domain.changes import unexplained
from localplan.domain.records.delivery import PublicHearing
from localplan.domain.records.plan import Act
from localplan.methodology.deadlines import moved
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.splits import counts_of_people

LEGAL_BASIS = ("statute", "statute_gazette", "statute_article", "self_government_article", "planning_law_articles")


@rule("R152")
def no_hearing(facts: Facts) -> Iterator[Found]:
    """A hearing of which nobody knows when it began or ended proves nothing."""
    if facts.method.parameter("hearing_required") is not True:
        return
    if not facts.hearings:
        yield Found(facts.root.id)
    for hearing in facts.hearings:
        missing = "date_from" if hearing.date_from is None else "date_to" if hearing.date_to is None else ""
        if missing:
            yield Found(hearing.id, missing)


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


@rule("R018")
def minority_language_left_out(facts: Facts) -> Iterator[Found]:
    """A language in official use is arranged for by a summary in it, or by what the hearing says on languages."""
    missing = [tag for tag in facts.root.minority_languages if tag not in facts.root.languages]
    if missing and not any(says(hearing.languages) for hearing in facts.hearings):
        yield Found(facts.root.id, "minority_languages", {"languages": missing})


@rule("R156", each="hearings")
def hearing_report_late(facts: Facts) -> Iterator[Found]:
    days = facts.number("hearing_report_days")
    for hearing in facts.hearings:
        if days is not None and hearing.date_to is not None:
            due = moved(hearing.date_to, days, "days", facts.root.country)
            if (hearing.report_date or facts.seen.today) > due:
                yield Found(hearing.id, "report_date", {"due": due})


@rule("R159", each="adoptions")
def no_proposal_before(facts: Facts) -> Iterator[Found]:
    proposals = [act.date for act in facts.acts("council_proposal") if act.date]
    for act in facts.adoptions:
        if act.date is not None and not any(day <= act.date for day in proposals):
            yield Found(act.id, "date")


@rule("R161", each="adoptions")
def published_late(facts: Facts) -> Iterator[Found]:
    """What was published before a decision is not its publication."""
    days = facts.number("publication_working_days")
    published = [act.date for act in facts.acts("publication") if act.date]
    for act in facts.adoptions:
        if days is not None and act.date is not None:
            due = moved(act.date, days, "working_days", facts.root.country)
            told = min((day for day in published if day >= act.date), default=facts.seen.today)
            if told > due:
                yield Found(act.id, "", {"due": due})


@rule("R162", each="adoptions")
def starts_before_adoption(facts: Facts) -> Iterator[Found]:
    """Asked of the first decision only: an amendment changes a plan that is in force."""
    start, decided = facts.root.period_start, [act for act in facts.adoptions if act.date is not None]
    first = min(decided, key=lambda act: act.date or date.max, default=None)
    if version_of(facts.plan) == 1 and first is not None and first.date and start is not None and start < first.date:
        yield Found(first.id, "date", {"start": start, "adopted": first.date})


@rule("R163")
def not_on_portal(facts: Facts) -> Iterator[Found]:
    """Start, draft and report on the hearing: three entries once the hearing is over, two while it runs."""
    over = any(h.report_date or (h.date_to and h.date_to < facts.seen.today) for h in facts.hearings)
    wanted = 1 + bool(facts.hearings) + over
    entries = len(facts.acts("portal_publication"))
    if entries < wanted:
        yield Found(facts.root.id, "", {"entries": entries, "wanted": wanted})


@rule("R164")
def opinion_missing(facts: Facts) -> Iterator[Found]:
    """The employment council is asked where the plan has that section, the migration council always."""
    councils = ["opinion_migration_council"]
    if "employment" in facts.sections:
        councils.append("opinion_employment_council")
    for act in councils:
        if not facts.acts(act):
            yield Found(facts.root.id, "", {"act": act})


@rule("R165")
def not_in_information_system(facts: Facts) -> Iterator[Found]:
    if not facts.acts("information_system_entry"):
        yield Found(facts.root.id)


@rule("R167", each="splits")
def small_count_in_public(facts: Facts) -> Iterator[Found]:
    """Counts of one to four persons may name them (amendments §4 and §9).

    Asked only while a public edition is being made (`Seen.public`); the plan itself may know such figures.
    """
    least = facts.number("small_count")
    for record, field, counts in counts_of_people(facts) if facts.seen.public and least is not None else ():
        small = [value for value in counts if least is not None and 0 < value < least]
        if small:
            yield Found(record, field, {"count": min(small), "least": least})


def _says_nothing(act: Act, field: str) -> bool:
    value = getattr(act, field)
    return not (any(value.values()) if isinstance(value, dict) else value)
