"""Papers of the start: the decision to draft, the working group, the notice to the public."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.analysis import ConsultationEvent
from localplan.domain.records.plan import Person, WorkingGroupMember
from localplan.exchange.document.blocks import Block, KeyValues, Letterhead, Paragraphs, Signature, Table, Title
from localplan.exchange.document.chapters.introduction import group_table
from localplan.exchange.document.chapters.opening import period
from localplan.exchange.document.material import Material, column, facts, rows
from localplan.exchange.papers.acts import act_blocks, deciding, head_signs, lacks_basis
from localplan.exchange.papers.paper import letterhead_lines


def title_lacks(m: Material) -> tuple[str, ...]:
    """Every act names the plan."""
    return () if m.say(m.root.title) else (m.words("the title of the plan"),)


def start_lacks(m: Material) -> tuple[str, ...]:
    """What the decision to start needs."""
    return (*title_lacks(m), *lacks_basis(m, "decision_to_start"))


def start_decision(m: Material, about: str) -> Iterator[Block]:
    """The decision to start drafting."""
    yield from act_blocks(m, "decision_to_start", m.words("Decision to start drafting"), tuple(filter(None, _start(m))))


def _start(m: Material) -> Iterator[str]:
    yield m.words("Drafting of this document begins: {title}.", title=m.say(m.root.title))
    yield " ".join(filter(None, (_years(m), _sections(m))))
    if reason := m.say(m.root.reason):
        yield m.words("Reason: {reason}", reason=reason)
    yield m.words(
        "{council} forms a working group. Professional and administrative work is done by: {administration}.",
        council=m.capital(m.body("council")),
        administration=m.body("administration"),
    )
    if coordinator := m.name(m.root.coordinator):
        yield m.words("Coordinator of the drafting: {name}.", name=coordinator)
    yield notice_terms(m)
    if m.root.assembly_session:
        yield m.words("The proposal is submitted by {day}.", day=m.day(m.root.assembly_session))
    yield in_force(m)


def _years(m: Material) -> str:
    return m.words("The document holds for {years}.", years=period(m)) if period(m) else ""


def _sections(m: Material) -> str:
    names = [m.small(m.label("objective", "section", section)) for section in m.sections if section != "cross"]
    return m.words("Its sections are: {sections}.", sections=", ".join(names)) if names else ""


def notice_terms(m: Material) -> str:
    """Until when the public is told, and that it is heard."""
    days = m.parameter("notice_working_days")
    told = m.words("The public is informed of the start within {n} working days.", n=days) if days else ""
    return " ".join(filter(None, (told, m.words("Consultations are held throughout the drafting."))))


def in_force(m: Material) -> str:
    """When the act begins to hold: in Serbia on the eighth day after publication."""
    if m.method.profile.laws:
        return m.words("This act enters into force on the eighth day after its publication in the official gazette.")
    return m.words("This act enters into force on the day of its adoption.")


# the working group ---------------------------------------------------------------------------------------------------


def members(m: Material) -> tuple[WorkingGroupMember, ...]:
    """The working group of the plan."""
    return m.plan.children(m.plan.id, WorkingGroupMember)


def group_lacks(m: Material) -> tuple[str, ...]:
    """What the decision on the working group needs."""
    none = () if members(m) else (m.words("the members of the working group"),)
    return (*title_lacks(m), *none, *lacks_basis(m, "working_group"))


def group_decision(m: Material, about: str) -> Iterator[Block]:
    """The decision that forms the working group, its members in a table after the second article."""
    articles = tuple(_group(m))
    blocks = list(act_blocks(m, "working_group", m.words("Decision on the working group"), articles))
    second = next(n for n, block in enumerate(blocks) if isinstance(block, Paragraphs) and block.text == articles[1])
    yield from blocks[: second + 1]
    yield group_table(m, members(m), "")
    yield from blocks[second + 1 :]


def _group(m: Material) -> Iterator[str]:
    yield m.words("A working group is formed for drafting this document: {title}.", title=m.say(m.root.title))
    yield m.words("Members of the working group are:")
    yield m.words(
        "The working group analyses the situation, holds consultations, and prepares the draft with its annexes."
    )
    yield m.words(
        "Professional and administrative work is done by: {administration}.", administration=m.body("administration")
    )
    if m.root.assembly_session:
        day = m.day(m.root.assembly_session)
        yield m.words("The group works until the document is adopted, planned for {day}.", day=day)
    yield m.words("This act enters into force on the day of its adoption.")


# the notice ----------------------------------------------------------------------------------------------------------


def notice_lacks(m: Material) -> tuple[str, ...]:
    """What the notice of start needs."""
    decided = any(act.date for act in m.acts("decision_to_start"))
    return (*title_lacks(m), *(() if decided else (m.words("the day of the decision to start"),)))


def start_notice(m: Material, about: str) -> Iterator[Block]:
    """The notice to the public that drafting has begun."""
    act = m.acts("decision_to_start")[0]
    yield Letterhead(authority=letterhead_lines(m), facts=facts((m.words("Date"), m.day(m.today))))
    yield Title(text=m.words("Notice that drafting has begun"), about=m.say(m.root.title))
    yield Paragraphs(
        text=m.words(
            "{body} decided to draft the document named above ({decided}).",
            body=m.capital(deciding(m, "decision_to_start")),
            decided=m.registered(act),
        )
    )
    yield KeyValues(
        rows=facts(
            (m.words("Period"), period(m)),
            (m.words("Sections"), ", ".join(m.label("objective", "section", s) for s in m.sections if s != "cross")),
            (m.words("Why this plan"), m.say(m.root.reason)),
            (m.words("Target groups"), m.labels(m.root, "target_groups")),
            (m.words("Coordinator"), contact_line(m)),
        )
    )
    table = events_table(m, [event for event in m.plan.all(ConsultationEvent) if event.state == "planned"])
    if table.rows:
        yield m.heading(2, m.words("Consultations"))
        yield table
    yield Paragraphs(text=m.words("Everybody is invited to take part and to send proposals."))
    yield Signature(role=head_signs(m, woman=False))


def contact_line(m: Material) -> str:
    """The coordinator with the ways to reach the office."""
    person = m.plan.get(m.root.coordinator)
    if not isinstance(person, Person):
        return ""
    return ", ".join(filter(None, (m.name(person.id), person.e_mail, person.phone)))


def events_table(m: Material, events: list[ConsultationEvent]) -> Table:
    """Meetings with day and place."""
    return Table(
        columns=(column(m.words("Date"), 1.4), column(m.words("Method and topic"), 3.6), column(m.words("Place"), 2.4)),
        rows=rows(
            (
                m.days(e.date_from, e.date_to),
                ": ".join(filter(None, (m.own(e, "method"), m.say(e.title)))),
                m.say(e.place) or m.say(e.channel),
            )
            for e in sorted(events, key=lambda e: (e.date_from is None, e.date_from or 0))
        ),
    )
