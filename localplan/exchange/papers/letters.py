"""Letters: requests for data and for consent, requests upward, proposals to owners of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from localplan.domain.records.analysis import ConsultationEvent, Request, Screening, Stakeholder, StrategicDocument
from localplan.domain.records.logic import Activity
from localplan.domain.records.plan import Organisation, Person
from localplan.exchange.document.blocks import (
    Block,
    Bullets,
    KeyValues,
    Letterhead,
    PageBreak,
    Paragraphs,
    Signature,
    Table,
    Title,
)
from localplan.exchange.document.material import Material, column, facts, rows
from localplan.exchange.papers.paper import letterhead_lines
from localplan.methodology.questions import ADDRESSEES, Question, known_body, section_questions, to_ask_by_letter


class Letter(NamedTuple):
    """One letter: `key` tells it from others of its kind."""

    key: str
    to: str
    subject: str
    body: tuple[Block, ...]
    about: str = ""  # names a batch of letters: the meeting to which they invite
    enclosed: tuple[Block, ...] = ()  # under the signature: a statement for the other side to sign


Letters = Callable[[Material], Iterable[Letter]]


def letters_paper(letters: Letters) -> Callable[[Material, str], Iterator[Block]]:
    """All letters of a kind one after the other, each on its own page; or the one with that key."""

    def build(m: Material, about: str) -> Iterator[Block]:
        chosen = [letter for letter in letters(m) if about in ("", letter.key)]
        for n, letter in enumerate(chosen):
            if n:
                yield PageBreak()
            yield from letter_blocks(m, letter)

    return build


def letter_blocks(m: Material, letter: Letter) -> Iterator[Block]:
    """Head, subject, text and signature."""
    yield Letterhead(authority=letterhead_lines(m), facts=facts((m.words("Date"), m.day(m.today))), to=letter.to)
    yield Title(text=letter.subject, about=m.say(m.root.title))
    yield from letter.body
    yield _signed(m)
    yield from letter.enclosed


def _signed(m: Material) -> Signature:
    coordinator = m.plan.get(m.root.coordinator)
    if isinstance(coordinator, Person) and coordinator.name:
        role = m.capital(m.say(coordinator.role)) or m.words("Coordinator of the plan")
        return Signature(role=role, name=m.name(coordinator.id))
    return Signature(role=m.capital(m.body("administration")))


def by_key(letters: Letters) -> Callable[[Material], tuple[tuple[str, str], ...]]:
    """The letters of a kind as subjects of a paper, several to the same addressees as one."""
    return lambda m: tuple({letter.key: letter.about or letter.to for letter in letters(m)}.items())


def _we_draft(m: Material) -> str:
    return m.words("We are drafting the document named above.")


def answer_by(m: Material) -> str:
    days = m.parameter("answer_days")
    if m.today is None or not days:
        return ""
    return m.words("Please answer by {day}.", day=m.day(m.today + timedelta(days=days)))


def contact(m: Material) -> Iterator[Block]:
    person = m.plan.get(m.root.coordinator)
    if isinstance(person, Person):
        told = ", ".join(filter(None, (m.name(person.id), person.e_mail, person.phone)))
        yield KeyValues(rows=facts((m.words("Contact"), told)))


# requests for data ---------------------------------------------------------------------------------------------------


def data_requests(m: Material) -> Iterator[Letter]:
    """One letter to each body that can answer open questions of the sections."""
    by_body: dict[str, list[Question]] = {}
    for question in to_ask_by_letter(m.method):
        by_body.setdefault(question.addressee, []).append(question)
    for addressee, questions in by_body.items():
        yield _data_request(m, addressee, questions)


def data_request(m: Material, question: str) -> Letter | None:
    """The letter that asks one question, answered or not; None for a question that no letter can answer."""
    found = next((q for q in section_questions(m.method) if q.entry.code == question and q.addressee), None)
    return _data_request(m, found.addressee, [found]) if found else None


def _data_request(m: Material, addressee: str, questions: list[Question]) -> Letter:
    ask = m.words("For the analysis of the situation we ask you for data on the following:")
    how = (
        answer_by(m),
        m.words("Name the year and the source of each figure, and give figures by sex where you keep them."),
        m.words("If you do not record something, please say so: that is a complete answer too."),
        m.words(
            "Send totals only, without names and other personal data; write counts below {n} as “fewer than {n}”.",
            n=m.parameter("small_count"),
        ),
    )
    asked = tuple(m.words.form(f"list.{q.form.entries}", q.entry.label) for q in questions)
    body = (
        Paragraphs(text=f"{_we_draft(m)} {ask}"),
        Bullets(items=asked),
        Paragraphs(text=" ".join(filter(None, how))),
        *contact(m),
    )
    return Letter(addressee, addressee_name(m, addressee), m.words("Request for data"), body)


def addressee_name(m: Material, addressee: str) -> str:
    """The body as the plan knows it, else as the list names it."""
    known = known_body(m.method, addressee)
    return m.name(known.id) if known else m.entry_label(ADDRESSEES, addressee)


# invitations ---------------------------------------------------------------------------------------------------------


def invitations(m: Material) -> Iterator[Letter]:
    """A letter to each party that is invited to a consultation still planned."""
    for event in m.plan.all(ConsultationEvent):
        if event.state == "planned":
            for party in (m.plan.get(id) for id in event.invited):
                to = (m.name(party.organisation) or m.say(party.name)) if isinstance(party, Stakeholder) else ""
                if to:
                    subject = m.words("Invitation to a consultation")
                    yield Letter(event.id, to, subject, _invitation(m, event), about=m.say(event.title))


def _invitation(m: Material, event: ConsultationEvent) -> tuple[Block, ...]:
    told = facts(
        (m.words("Consultation"), ": ".join(filter(None, (m.own(event, "method"), m.say(event.title))))),
        (m.words("Topic"), m.say(event.topic)),
        (m.words("Date"), m.days(event.date_from, event.date_to)),
        (m.words("Place"), m.say(event.place) or m.say(event.channel)),
        (m.words("Languages"), m.labels(event, "languages")),
        (m.words("Access"), m.say(event.accessibility)),
    )
    ask = m.words("We invite you to take part. The report will say what you proposed and what was done about it.")
    return (Paragraphs(text=f"{_we_draft(m)} {ask}"), KeyValues(rows=told), *contact(m))


# consent -------------------------------------------------------------------------------------------------------------


def consents(m: Material) -> Iterator[Letter]:
    """One letter to each outside body that leads activities and has not agreed yet (R109)."""
    led: dict[str, list[Activity]] = {}
    for activity in m.plan.all(Activity):
        lead = m.plan.get(activity.lead)
        if isinstance(lead, Organisation) and not lead.municipal and not activity.lead_consent:
            led.setdefault(lead.id, []).append(activity)
    for body, activities in led.items():
        subject = m.words("Request for a letter of consent")
        yield Letter(body, m.name(body), subject, _consent(m, activities), enclosed=_statement(m, body))


def _consent(m: Material, activities: list[Activity]) -> tuple[Block, ...]:
    table = Table(
        columns=(
            column(m.words("Activity"), 5),
            column(m.words("From"), 1.5),
            column(m.words("Deadline"), 1.5),
        ),
        rows=rows((m.titled(a.id), m.quarter(a.start), m.quarter(a.deadline)) for a in activities),
    )
    ask = m.words("You are named in it as the lead of these activities. Please confirm that you agree.")
    return (
        Paragraphs(text=f"{_we_draft(m)} {ask} {answer_by(m)}".strip()),
        table,
        *contact(m),
    )


def _statement(m: Material, body: str) -> tuple[Block, ...]:
    """What the other body signs and sends back."""
    agree = m.words("We agree to lead the activities named above, within the deadlines named.")
    return (
        Title(text=m.words("Letter of consent"), about=m.name(body)),
        Paragraphs(text=agree, holds=True),
        Signature(role=m.words("Authorised person")),
    )


# requests upward, and to owners of documents -------------------------------------------------------------------------


def requests(m: Material) -> Iterator[Letter]:
    """Requests to the province or the State without an answer (amendments T4)."""
    for request in m.plan.all(Request):
        if m.say(request.ask) and not m.say(request.answer):
            yield Letter(
                request.id, m.say(request.addressee), m.words("Request of the local unit"), _request(m, request)
            )


def _request(m: Material, request: Request) -> tuple[Block, ...]:
    why = m.words("While drafting it we found a problem that we cannot solve within our own powers. We ask you to act.")
    told = facts(
        (m.words("Problem"), m.name(request.problem)),
        (m.words("What we ask"), m.say(request.ask)),
        (m.words("Ground"), m.say(request.ground)),
    )
    return (Paragraphs(text=f"{_we_draft(m)} {why} {answer_by(m)}".strip()), KeyValues(rows=told), *contact(m))


def owners(m: Material) -> Iterator[Letter]:
    """To the owner of each screened document: the sentence that we ask to have inserted (amendments T1)."""
    for screening in m.plan.all(Screening):
        document = m.plan.get(screening.parent)
        if not isinstance(document, StrategicDocument) or not m.say(screening.proposed_wording) or screening.done:
            continue
        to = m.say(screening.addressee) or m.say(document.body)
        if to:
            subject = m.words("Proposal on a document of yours")
            yield Letter(screening.id, to, subject, _proposal(m, screening, document))


def _proposal(m: Material, screening: Screening, document: StrategicDocument) -> tuple[Block, ...]:
    why = m.words(
        "We looked at what your document means for people who leave, return or come, and propose an addition."
    )
    told = facts(
        (m.words("Your document"), m.say(document.title)),
        (m.words("Migration is mentioned"), m.own(screening, "mentions")),
        (m.words("Groups"), m.labels(screening, "groups")),
        (m.words("Evidence"), m.say(screening.evidence)),
        (m.words("Gap"), m.say(screening.gap)),
        (m.words("Proposed wording"), m.say(screening.proposed_wording)),
    )
    return (Paragraphs(text=f"{_we_draft(m)} {why} {answer_by(m)}".strip()), KeyValues(rows=told), *contact(m))
