"""Chapter 1: why there is a plan, who made it, and how."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.analysis import ConsultationEvent
from localplan.domain.records.plan import Act, Body, ReplacedDocument, WorkingGroupMember
from localplan.exchange.document.blocks import Block, Bullets, KeyValues, Paragraphs, Table
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.citation import with_gazette
from localplan.exchange.document.material import Material, column, facts, figures, rows


def introduction(m: Material) -> Iterator[Block]:
    """Chapter 1."""
    yield m.heading(1, m.words("Introduction"))
    yield from _why(m)
    yield from _who(m)
    yield m.heading(2, m.words("How the plan was drafted"))
    yield m.table_or_missing(acts_table(m), m.words("the decisions and notices of the procedure"), 1)
    yield m.heading(2, m.words("Consultations"))
    yield m.table_or_missing(consultations_table(m), m.words("the consultations that were held"), 2)


def _why(m: Material) -> Iterator[Block]:
    yield m.heading(2, m.words("Why this plan"))
    reason, text = m.say(m.root.reason), narrative(m, "introduction")
    yield from (Paragraphs(text=part) for part in (reason, text) if part)
    if not reason and not text:
        yield m.missing(m.words("why the municipality makes this plan"), 1)
    if m.root.target_groups:
        yield KeyValues(rows=((m.words("Target groups"), m.labels(m.root, "target_groups")),))
    if m.root.serves_as:
        yield KeyValues(rows=((m.words("This plan also serves as"), m.labels(m.root, "serves_as")),))
    replaced = tuple(with_gazette(m, m.say(r.title), r.gazette) for r in m.plan.all(ReplacedDocument))
    if replaced:
        yield m.heading(3, m.words("Documents that this plan replaces"))
        yield Bullets(items=replaced)


def _who(m: Material) -> Iterator[Block]:
    yield m.heading(2, m.words("Who prepared the plan"))
    people = facts(
        (m.words("Coordinator"), m.name(m.root.coordinator)),
        (m.words("Coordination body"), m.name(m.root.coordination_body)),
    )
    if people:
        yield KeyValues(rows=people)
    group = group_table(m, m.plan.children(m.plan.id, WorkingGroupMember), m.words("Working group"))
    yield m.table_or_missing(group, m.words("the members of the working group"), 1)
    for body in m.plan.all(Body):
        table = group_table(m, m.plan.children(body.id, WorkingGroupMember), m.say(body.name))
        if table.rows:
            yield table


def group_table(m: Material, members: tuple[WorkingGroupMember, ...], caption: str) -> Table:
    """Seats with person, body and function."""
    return Table(
        columns=(column(m.words("Person"), 2), column(m.words("Body"), 3), column(m.words("Function"), 1.5)),
        rows=rows((m.name(w.person), _body_of(m, w), _function_of(m, w)) for w in members),
        caption=caption,
    )


def _function_of(m: Material, member: WorkingGroupMember) -> str:
    """The function as it is called for a woman or a man; both ways where the plan does not say which."""
    person = m.plan.get(member.person)
    said = {
        ("chair", "F"): m.words.form("function.woman", "Chair"),
        ("deputy", "F"): m.words.form("function.woman", "Deputy chair"),
        ("member", "F"): m.words.form("function.woman", "Member"),
        ("secretary", "F"): m.words.form("function.woman", "Secretary"),
        ("chair", "M"): m.words.form("function.man", "Chair"),
        ("deputy", "M"): m.words.form("function.man", "Deputy chair"),
        ("member", "M"): m.words.form("function.man", "Member"),
        ("secretary", "M"): m.words.form("function.man", "Secretary"),
    }
    return said.get((member.function, getattr(person, "sex", ""))) or m.own(member, "function")


def _body_of(m: Material, member: WorkingGroupMember) -> str:
    person = m.plan.get(member.person)
    return m.name(getattr(person, "organisation", "")) or m.labels(member, "represents")


def acts_table(m: Material) -> Table:
    """The acts of the procedure by date."""
    acts = sorted(m.plan.all(Act), key=lambda act: (act.date is None, act.date or 0))
    return Table(
        columns=(
            column(m.words("Date"), 1.2),
            column(m.words("Act"), 2),
            column(m.words("Body"), 3),
            column(m.words("Number"), 1.3),
            column(m.words("Gazette"), 2),
        ),
        rows=rows((m.day(a.date), m.own(a, "act_kind"), m.name(a.body), a.number, m.typed(a.gazette)) for a in acts),
    )


def consultations_table(m: Material) -> Table:
    """The consultations by date, with who came and what was found."""
    events = sorted(m.plan.all(ConsultationEvent), key=lambda e: (e.date_from is None, e.date_from or 0))
    return Table(
        columns=(
            column(m.words("Date"), 1.6),
            column(m.words("Method and topic"), 2.6),
            column(m.words("Groups"), 2.2),
            figures(m.words("People"), 1),
            column(m.words("Findings"), 3),
        ),
        rows=rows(
            (
                m.days(e.date_from, e.date_to),
                ": ".join(filter(None, (m.own(e, "method"), m.say(e.title)))),
                m.labels(e, "groups"),
                m.number(people(e)),
                m.say(e.findings),
            )
            for e in events
        ),
    )


def people(event: ConsultationEvent) -> int | None:
    """How many took part: the total, else women and men."""
    count = event.participants
    if "total" in count:
        return int(count["total"])
    known = [count[key] for key in ("women", "men") if key in count]
    return int(sum(known)) if known else None
