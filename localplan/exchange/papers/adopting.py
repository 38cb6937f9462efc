"""Papers for the assembly: the draft decision with its memorandum, the list of materials, requests for opinions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from localplan.domain.money import total, totals
from localplan.domain.records.analysis import ConsultationEvent
from localplan.domain.records.logic import Measure, Objective
from localplan.domain.records.plan import ReplacedDocument
from localplan.exchange.document.blocks import (
    Block,
    Bullets,
    KeyValues,
    Letterhead,
    PageBreak,
    Paragraphs,
    Table,
    Title,
)
from localplan.exchange.document.chapters.finance import source_name, source_of, sums_table
from localplan.exchange.document.chapters.introduction import people
from localplan.exchange.document.citation import with_gazette
from localplan.exchange.document.material import Material, column, rows
from localplan.exchange.papers import extracts
from localplan.exchange.papers.acts import act_blocks, basis, ground_lines, lacks_basis
from localplan.exchange.papers.hearing import comment_counts
from localplan.exchange.papers.letters import Letter, addressee_name, answer_by, contact
from localplan.exchange.papers.paper import letterhead_lines
from localplan.exchange.papers.starting import in_force, title_lacks

OPINIONS = {
    "opinion_employment_council": "employment_council",
    "opinion_migration_council": "migration_council",
}
"""Opinions that a Serbian plan needs (R164), with the addressee of the request."""


def adoption_lacks(m: Material) -> tuple[str, ...]:
    """What the draft decision needs."""
    return (*title_lacks(m), *lacks_basis(m, "adoption"))


def adoption_decision(m: Material, about: str) -> Iterator[Block]:
    """The draft decision with its explanatory memorandum."""
    yield from act_blocks(m, "adoption", m.words("Decision on adoption"), tuple(_articles(m)))
    yield PageBreak()
    yield from memorandum(m)


def _articles(m: Material) -> Iterator[str]:
    yield m.words(
        "This document is adopted: {title}. It is an integral part of this decision.", title=m.say(m.root.title)
    )
    if m.root.serves_as:
        roles = (m.small(m.label("plan", "serves_as", role)) for role in m.root.serves_as)
        yield m.words("The document is at the same time: {roles}.", roles=", ".join(roles))
    replaced = [with_gazette(m, m.say(r.title), r.gazette) for r in m.plan.all(ReplacedDocument)]
    if replaced:
        yield m.words.plural(
            "When this decision enters into force, this document ceases to hold: {titles}.",
            "When this decision enters into force, these documents cease to hold: {titles}.",
            len(replaced),
            titles="; ".join(replaced),
        )
    yield m.words(
        "Funds come from the budget of the local unit, within its means, and from the other sources that the document "
        "names."
    )
    if body := m.name(m.root.coordination_body):
        yield m.words("Delivery is followed by: {body}.", body=body)
    days = m.parameter("annual_report_days")
    if days:
        yield m.words("A report on delivery is submitted every year, within {n} days after the calendar year.", n=days)
    else:
        yield m.words("A report on delivery is submitted every year.")
    yield in_force(m)


# the explanatory memorandum ------------------------------------------------------------------------------------------


def memorandum(m: Material) -> Iterator[Block]:
    """On what ground, why, how it was made, what it wants, what it costs, who was asked."""
    yield Title(text=m.words("Explanatory memorandum"), about=m.say(m.root.title))
    act = basis(m, "adoption")
    if act is not None:
        yield m.heading(2, m.words("Legal basis"))
        yield Bullets(items=ground_lines(m, act))
    if reason := m.say(m.root.reason):
        yield m.heading(2, m.words("Reasons for adoption"))
        yield Paragraphs(text=reason)
    yield m.heading(2, m.words("How the document was drafted"))
    yield Paragraphs(text="\n".join(filter(None, _how(m))))
    yield m.heading(2, m.words("What the document sets out to do"))
    if vision := m.say(m.root.vision):
        yield Paragraphs(text=vision)
    yield KeyValues(rows=tuple((m.codes.get(o.id, ""), m.name(o.id)) for o in _aims(m)))
    yield from fiscal_statement(m)
    opinions = tuple(m.act_line(act) for kind in ("opinion", *OPINIONS) for act in m.acts(kind))
    if opinions:
        yield m.heading(2, m.words("Opinions obtained"))
        yield Bullets(items=opinions)


def _aims(m: Material) -> tuple[Objective | Measure, ...]:
    return (*m.general_objectives(), *m.specific_objectives(), *m.plan.all(Measure))


def _how(m: Material) -> Iterator[str]:
    for act in m.acts("working_group")[:1]:
        yield m.words("Working group: {act}.", act=m.act_line(act))
    events = [e for e in m.plan.all(ConsultationEvent) if e.state != "planned"]
    if events:
        heard = sum(people(event) or 0 for event in events)
        told = m.words.plural("{n} consultation was held.", "{n} consultations were held.", len(events))
        yield " ".join(
            (told, m.words.plural("{n} person took part.", "{n} persons took part.", heard) if heard else "")
        )
    for hearing in m.hearings:
        yield m.words("Public hearing: {days}.", days=m.days(hearing.date_from, hearing.date_to))
    if m.comments:
        yield comment_counts(m)


def fiscal_statement(m: Material) -> Iterator[Block]:
    """What the plan costs the budget, by year, source and status of funds."""
    if not m.money_rows:
        return
    yield m.heading(2, m.words("Fiscal statement"))
    own = total(row for row in m.money_rows if m.is_own(row.source))
    yield Paragraphs(
        text=m.words(
            "The document costs {sum} {unit} in total, of which {own} comes from the municipality's own money.",
            sum=m.money(total(m.money_rows)),
            own=m.money(own),
            unit=m.unit,
        )
    )
    yield sums_table(m, m.words("Source of funding"), source_of, source_name(m))
    by_status = totals(m.money_rows, lambda row: row.status)
    known = m.ordered(m.methodology.list_of("funding_line", "status"), filter(None, by_status))
    yield KeyValues(
        rows=tuple((m.label("funding_line", "status", code), f"{m.money(by_status[code])} {m.unit}") for code in known)
    )


# the list of materials -----------------------------------------------------------------------------------------------


class Item(NamedTuple):
    """A piece of the material; `need` says what is still to be done, empty when it is ready."""

    name: str
    need: str = ""


def materials(m: Material) -> Iterator[Item]:
    """What the councillors get, ticked from the state of the plan."""
    lacks = "; ".join(adoption_lacks(m))
    yield Item(m.words("Text of the document"), "; ".join(title_lacks(m)))
    yield Item(
        m.words("Proposal of the council"),
        "" if _dated(m, "council_proposal") else m.words("number and day of the proposal"),
    )
    yield Item(m.words("Draft decision on adoption"), lacks)
    yield Item(m.words("Legal basis"), "; ".join(lacks_basis(m, "adoption")))
    wanted = not m.method.small  # the small track asks for no essay; the memorandum does without
    reason = m.words("the reason for the plan") if wanted and not m.say(m.root.reason) else ""
    yield Item(m.words("Explanatory memorandum"), reason)
    yield Item(m.words("Fiscal statement"), "" if m.money_rows else m.words("the money of the activities"))
    if m.method.parameter("hearing_required") is True or m.hearings:
        yield Item(m.words("Report on the hearing"), _report_need(m))
    if m.method.profile.code == "rs":
        yield from _serbian_materials(m)


def _serbian_materials(m: Material) -> Iterator[Item]:
    for kind in wanted_opinions(m):
        need = "" if m.acts(kind) else m.words("the opinion, with number and day")
        yield Item(m.label("act", "act_kind", kind), need)
    for extract in (extracts.EMPLOYMENT, extracts.YOUTH, extracts.MIGRATION):
        if extracts.chosen(extract, m):
            yield Item(m.words(extract.title))
    need = "" if m.acts("portal_publication") else m.words("start, draft and report on the portal")
    yield Item(m.label("act", "act_kind", "portal_publication"), need)


def wanted_opinions(m: Material) -> tuple[str, ...]:
    """Kinds of opinions that the law asks for: the employment council's where the plan has that section."""
    return tuple(kind for kind in OPINIONS if kind != "opinion_employment_council" or "employment" in m.root.sections)


def _dated(m: Material, kind: str) -> bool:
    return any(act.date for act in m.acts(kind))


def _report_need(m: Material) -> str:
    if not m.hearings:
        return m.words("the hearing and its report")
    open_comments = [c for c in m.comments if not c.decision]
    if open_comments:
        return m.words.plural("{n} comment without a decision", "{n} comments without a decision", len(open_comments))
    return "" if any(h.report_date for h in m.hearings) else m.words("the day of the report")


def checklist(m: Material, about: str) -> Iterator[Block]:
    """The list of materials with what is ready and what is missing."""
    items = list(materials(m))
    ready = sum(not item.need for item in items)
    yield Letterhead(authority=letterhead_lines(m))
    yield Title(text=m.words("Materials for the assembly"), about=m.say(m.root.title))
    yield Paragraphs(text=m.words("Ready: {done} of {of}.", done=ready, of=len(items)))
    yield Table(
        columns=(column("", 0.4, "centre"), column(m.words("Paper"), 3.2), column(m.words("Still missing"), 4)),
        rows=rows(("☐" if item.need else "☑", item.name, item.need) for item in items),
    )


# requests for opinions -----------------------------------------------------------------------------------------------


def opinion_requests(m: Material) -> Iterator[Letter]:
    """A letter to each council whose opinion is wanted and not there yet."""
    for kind in wanted_opinions(m):
        if not m.acts(kind):
            text = m.words("The draft of the document named above is finished. We ask for your opinion on it.")
            body = (Paragraphs(text=f"{text} {answer_by(m)}".strip()), *contact(m))
            yield Letter(kind, addressee_name(m, OPINIONS[kind]), m.words("Request for an opinion"), body)
