"""Papers of the hearing: the public call with its programme, and the report on consultations and hearing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from localplan.domain.records.analysis import ConsultationEvent
from localplan.exchange.document.blocks import Block, KeyValues, Letterhead, Paragraphs, Signature, Title
from localplan.exchange.document.chapters.annexes import changes_table, comments_table, hearing_facts, people_table
from localplan.exchange.document.chapters.introduction import consultations_table
from localplan.exchange.document.material import Material, facts
from localplan.exchange.papers.acts import head_signs
from localplan.exchange.papers.paper import letterhead_lines
from localplan.exchange.papers.starting import contact_line, events_table, title_lacks


def call_lacks(m: Material) -> tuple[str, ...]:
    """A call names the days of the hearing and how to take part."""
    found = m.hearings
    if not found:
        return (*title_lacks(m), m.words("the public hearing with its days"))
    days = () if found[-1].date_from and found[-1].date_to else (m.words("first and last day of the hearing"),)
    channels = () if m.say(found[-1].channels) else (m.words("the ways to send proposals"),)
    return (*title_lacks(m), *days, *channels)


def public_call(m: Material, about: str) -> Iterator[Block]:
    """The call for the newest hearing."""
    hearing = m.hearings[-1]
    yield Letterhead(authority=letterhead_lines(m), facts=facts((m.words("Date"), m.day(hearing.call_date))))
    yield Title(text=m.words("Public call for the hearing"), about=m.say(m.root.title))
    yield Paragraphs(
        text=m.words(
            "{council} invites citizens, associations, firms and institutions to take part in the public hearing on "
            "the draft of the document named above.",
            council=m.capital(m.body("council")),
        )
    )
    yield KeyValues(
        rows=facts(
            (m.words("Hearing"), m.days(hearing.date_from, hearing.date_to)),
            (m.words("Proposals until"), m.day(hearing.proposals_until)),
            (m.words("Ways to send proposals"), m.say(hearing.channels)),
            (m.words("Languages"), m.say(hearing.languages)),
            (m.words("Own rule on the length"), m.say(hearing.own_rule)),
            (m.words("Contact"), m.typed(hearing.contact) or contact_line(m)),
        )
    )
    events = [e for id in hearing.events if isinstance(e := m.plan.get(id), ConsultationEvent)]
    table = events_table(m, events)
    if table.rows:
        yield m.heading(2, m.words("Programme of the hearing"))
        yield table
    yield Paragraphs(
        text=m.words("Every comment gets a decision with its reason. The report on the hearing is published.")
    )
    yield Signature(role=head_signs(m, woman=_council_woman(m)), name=_council_name(m))


def _council_woman(m: Material) -> bool:
    act = next(iter(m.acts("public_call")), None)
    return act is not None and act.signed_by_sex == "F"


def _council_name(m: Material) -> str:
    act = next(iter(m.acts("public_call")), None)
    return m.typed(act.signed_by) if act else ""


# the report ----------------------------------------------------------------------------------------------------------


def held(m: Material) -> tuple[object, ...]:
    """What the report tells of: consultations and hearings."""
    return (*m.plan.all(ConsultationEvent), *m.hearings)


def hearing_report(m: Material, about: str) -> Iterator[Block]:
    """What was asked, who came, what was said, and what became of it."""
    hearings = m.hearings
    day = m.day(hearings[-1].report_date) if hearings else ""
    yield Letterhead(authority=letterhead_lines(m), facts=facts((m.words("Date"), day or m.day(m.today))))
    yield Title(text=m.words("Report on consultations and public hearing"), about=m.say(m.root.title))
    if m.plan.all(ConsultationEvent):
        yield m.heading(2, m.words("Consultations"))
        yield from (table for table in (consultations_table(m), people_table(m)) if table.rows)
    if hearings:
        yield m.heading(2, m.words("Public hearing"))
    yield from (KeyValues(rows=hearing_facts(m, hearing)) for hearing in hearings)
    comments, changes = comments_table(m), changes_table(m)
    if comments.rows:
        yield m.heading(2, m.words("Comments received"))
        yield Paragraphs(text=comment_counts(m))
        yield comments
    elif hearings:
        yield Paragraphs(text=m.words("No comments were received."))
    if changes.rows:
        yield m.heading(2, m.words("Changes made"))
        yield changes
    yield Signature(role=m.words("Coordinator of the plan"), name=m.name(m.root.coordinator))


def comment_counts(m: Material) -> str:
    """How many comments there were, and how many of each decision."""
    comments = m.comments
    decided = Counter(c.decision for c in comments if c.decision)
    codes = m.ordered(m.methodology.list_of("hearing_comment", "decision"), decided)
    parts = (f"{m.small(m.label('hearing_comment', 'decision', code))}: {decided[code]}" for code in codes)
    told = "; ".join(parts)
    if told:
        return m.words.plural("{n} comment: {told}.", "{n} comments: {told}.", len(comments), told=told)
    return m.words.plural("{n} comment.", "{n} comments.", len(comments))
