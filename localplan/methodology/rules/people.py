"""Step 2: who is asked, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from localplan.domain.records.analysis import ConsultationEvent, Stakeholder
from localplan.domain.records.plan import Organisation
from localplan.methodology.charts import strategy
from localplan.methodology.deadlines import moved
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule

VOICES = (("youth",), ("diaspora",), ("migrants", "returnees"), ("women",), ("employers", "private_sector"), ("cso",))
ALSO_GOOD = (("workers",), ("academia",))
SERVICES = frozenset({"trustee", "nes", "csw"})
SPECIALISED = frozenset(
    {"public_institution", "national_body", "provincial_body", "police", "cso", "international_organisation"}
)
"""Kinds of bodies that may speak for people who are not to be asked themselves."""


@rule("R011")
def voices_missing(facts: Facts) -> Iterator[Found]:
    """By whom a party speaks for, not by its kind (amendments, decision 4); workers and academia are advice."""
    heard = {voice for party in facts.stakeholders for voice in party.represents}
    if missing := [voices[0] for voices in VOICES if heard.isdisjoint(voices)]:
        yield Found(facts.root.id, "", {"voices": missing})
    if missing := [voices[0] for voices in ALSO_GOOD if heard.isdisjoint(voices)]:
        yield Found(facts.root.id, "", {"voices": missing}, "advice")


@rule("R012")
def no_service_named(facts: Facts) -> Iterator[Found]:
    """Only when none of the three is named (specification 4.15, how the rules are read)."""
    if all(SERVICES.isdisjoint(party.represents) for party in facts.stakeholders):
        yield Found(facts.root.id)


@rule("R013")
def few_methods(facts: Facts) -> Iterator[Found]:
    """Planned and held alike: who only holds meetings hears only those who come to meetings."""
    least = facts.number("min_methods")
    methods = {event.method for event in facts.consultations if event.method}
    if least is not None and len(methods) < least:
        yield Found(facts.root.id, "", {"methods": len(methods), "least": least})


@rule("R014", each="stakeholders")
def strong_party_not_invited(facts: Facts) -> Iterator[Found]:
    """High interest and high influence, as the stakeholder grid draws it (specification 3.5)."""
    invited = {party for event in facts.consultations for party in event.invited}
    for party in facts.stakeholders:
        closely = strategy(party.interest or 0, party.influence or 0) == "manage_closely"
        if closely and party.id not in invited:
            yield Found(party.id)


@rule("R015")
def groups_never_heard(facts: Facts) -> Iterator[Found]:
    """One finding with all groups. Protected ones count as heard once a specialised body was invited, to anything."""
    heard = {group for event in facts.consultations for group in event.groups}
    through_body = any(_specialised(facts, event) for event in facts.consultations)
    used = sorted({group for measure in facts.measures for group in measure.target_groups})
    missing = [group for group in used if group not in heard and not (through_body and _protected(facts, group))]
    if missing:
        yield Found(facts.root.id, "", {"groups": missing})


@rule("R017", each="consultations")
def protected_group_invited(facts: Facts) -> Iterator[Found]:
    """Amendments §9: no consultation of victims, unaccompanied children and asylum seekers in person."""
    for event in facts.consultations:
        groups = [group for group in event.groups if _protected(facts, group)]
        if groups and not _specialised(facts, event):
            yield Found(event.id, "groups", {"groups": groups})


def _protected(facts: Facts, group: str) -> bool:
    return facts.marks("target_groups", group).get("protected") is True


def _specialised(facts: Facts, event: ConsultationEvent) -> bool:
    parties = (facts.plan.get(id) for id in event.invited)
    return any(isinstance(party, Stakeholder) and _is_specialised(facts, party) for party in parties)


def _is_specialised(facts: Facts, party: Stakeholder) -> bool:
    body = facts.plan.get(party.organisation)
    kind = body.organisation_kind if isinstance(body, Organisation) else ""
    return kind in SPECIALISED or not SERVICES.isdisjoint(party.represents)


@rule("R150")
def nothing_held(facts: Facts) -> Iterator[Found]:
    if not any(held(facts.consultations)):
        yield Found(facts.root.id)


@rule("R151", each="consultations")
def feedback_late(facts: Facts) -> Iterator[Found]:
    """Counted from the end of all consultations (amendments §4), as the law asks for one account of them."""
    days = facts.number("feedback_days")
    ends = [event.date_to or event.date_from for event in held(facts.consultations)]
    known = [end for end in ends if end is not None]
    if days is None or not known:
        return
    due = moved(max(known), days, "days", facts.root.country)
    for event in held(facts.consultations):
        if (event.feedback_date or facts.seen.today) > due:
            yield Found(event.id, "feedback_date", {"due": due})


def held(events: Iterable[ConsultationEvent]) -> Iterator[ConsultationEvent]:
    """Those that took place."""
    return (event for event in events if event.state == "held")
