"""Chapters 9 and 10: what may go wrong, and who follows the plan up, when and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from localplan.domain.records.delivery import Evaluation, PublicHearing, ReportingDuty, ReportingPeriod
from localplan.domain.records.logic import Risk
from localplan.domain.records.plan import Appointment, Body
from localplan.exchange.document.blocks import Block, KeyValues, Paragraphs, Table
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.material import Material, column, facts, figures, rows


def risks(m: Material) -> Iterator[Block]:
    """Chapter 9: the matrix and the list."""
    yield m.heading(1, m.words("Risks"))
    if text := narrative(m, "risks"):
        yield Paragraphs(text=text)
    found = m.plan.all(Risk)
    if not found:
        yield m.missing(m.words("what may go wrong, how likely it is, and what will be done"), 12)
        return
    names = {risk.id: m.words("R{n}", n=n) for n, risk in enumerate(found, 1)}
    if any(risk.likelihood and risk.impact for risk in found):
        yield _matrix(m, names)
    yield _risk_list(m, names)


def _matrix(m: Material, names: dict[str, str]) -> Table:
    def cell(likelihood: int, impact: int) -> str:
        here = (r for r in m.plan.all(Risk) if (r.likelihood, r.impact) == (likelihood, impact))
        return ", ".join(names[r.id] for r in here)

    head = m.words("Likelihood ↓  impact →")
    return Table(
        columns=(column(head, 2.4), *(column(str(impact), 1, "centre") for impact in range(1, 6))),
        rows=rows((str(n), *(cell(n, impact) for impact in range(1, 6))) for n in range(5, 0, -1)),
        caption=m.words("Risk matrix"),
    )


def _risk_list(m: Material, names: dict[str, str]) -> Table:
    def score(risk: Risk) -> str:
        return m.number(risk.likelihood * risk.impact) if risk.likelihood and risk.impact else ""

    return Table(
        columns=(
            column(m.words("No."), 0.7),
            column(m.words("Risk"), 3),
            column(m.words("Category"), 1.4),
            figures(m.words("Score"), 0.8),
            column(m.words("Response"), 3.2),
            column(m.words("Responsible"), 2),
        ),
        rows=rows(
            (names[r.id], _risk_text(m, r), m.own(r, "category"), score(r), m.say(r.response), m.name(r.responsible))
            for r in m.plan.all(Risk)
        ),
        caption=m.words("Risks and responses"),
    )


def _risk_text(m: Material, risk: Risk) -> str:
    return f"{m.say(risk.text)} ({m.codes[risk.element]})" if risk.element in m.codes else m.say(risk.text)


def coordination(m: Material) -> Iterator[Block]:
    """Chapter 10."""
    yield m.heading(1, m.words("Coordination, monitoring, reporting and evaluation"))
    yield m.heading(2, m.words("Coordination"))
    text, told = narrative(m, "coordination"), _coordination_facts(m)
    if text:
        yield Paragraphs(text=text)
    if told:
        yield KeyValues(rows=told)
    if not text and not told:
        yield m.missing(m.words("the body that follows the plan, and how often it meets"), 12)
    bodies = _bodies(m)
    if bodies.rows:
        yield bodies
    yield m.heading(2, m.words("Reporting"))
    yield m.table_or_missing(_duties(m), m.words("who reports to whom and when"), 12)
    yield m.heading(2, m.words("Evaluation"))
    yield m.table_or_missing(_evaluations(m), m.words("when and by whom the plan is evaluated"), 14)
    yield m.heading(2, m.words("Calendar"))
    yield m.table_or_missing(_calendar(m), m.words("the dates of drafting, reporting and evaluation"), 12)
    yield from _rights(m)


def _coordination_facts(m: Material) -> tuple[tuple[str, str], ...]:
    return facts(
        (m.words("Coordination body"), m.name(m.root.coordination_body)),
        (m.words("Meetings a year"), m.number(m.root.meetings_per_year)),
        (m.words("Coordinator"), m.name(m.root.coordinator)),
    )


def _bodies(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Body"), 3),
            column(m.words("Kind"), 2),
            column(m.words("Term"), 2),
            figures(m.words("Meetings a year"), 1.2),
            column(m.words("Conclusions"), 3),
        ),
        rows=rows(
            (m.say(b.name), m.own(b, "body_kind"), m.say(b.term), m.number(b.meetings_per_year), m.say(b.conclusions))
            for b in m.plan.all(Body)
        ),
    )


def _duties(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Who reports"), 3),
            column(m.words("To whom"), 3),
            column(m.words("When"), 2),
            column(m.words("Form"), 2),
        ),
        rows=rows(
            (m.name(d.reporter), m.name(d.addressee), _when(m, d), m.say(d.form)) for d in m.plan.all(ReportingDuty)
        ),
    )


def _when(m: Material, duty: ReportingDuty) -> str:
    return m.day(duty.date) or deadline_name(m, duty.deadline)


def deadline_name(m: Material, code: str) -> str:
    """What the profile calls a deadline; the code when it does not know it."""
    deadline = next((d for d in m.method.profile.deadlines if d.code == code), None)
    return m.words.form(f"profile.{m.method.profile.code}", deadline.label) if deadline else code


def _evaluations(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Evaluation"), 2),
            column(m.words("Date"), 1.4),
            column(m.words("Evaluator"), 2.4),
            column(m.words("Recommendations"), 4),
        ),
        rows=rows(
            (m.own(e, "evaluation_kind"), m.day(e.date), m.say(e.evaluator), m.say(e.recommendations))
            for e in m.plan.all(Evaluation)
        ),
    )


def _calendar(m: Material) -> Table:
    dates = sorted({(day, what, who) for day, what, who in _dates(m) if day is not None and what})
    return Table(
        columns=(column(m.words("Date"), 1.4), column(m.words("What"), 5), column(m.words("Responsible"), 3)),
        rows=rows((m.day(day), what, who) for day, what, who in dates),
    )


def _dates(m: Material) -> Iterator[tuple[date | None, str, str]]:
    for a in m.plan.all(Appointment):
        yield a.date, m.say(a.title) or deadline_name(m, a.deadline), m.name(a.responsible)
    for d in m.plan.all(ReportingDuty):
        yield d.date, m.say(d.form) or m.words("Report"), m.name(d.reporter)
    for h in m.plan.all(PublicHearing):
        yield h.date_from, m.words("Public hearing begins"), ""
        yield h.date_to, m.words("Public hearing ends"), ""
    for p in m.plan.all(ReportingPeriod):
        yield p.submitted_date, f"{m.own(p, 'report_kind')} {m.year(p.year)}".strip(), ""
    for e in m.plan.all(Evaluation):
        yield e.date, m.own(e, "evaluation_kind"), m.say(e.evaluator)


def _rights(m: Material) -> Iterator[Block]:
    route, privacy = m.say(m.root.complaints_route), m.say(m.root.privacy_note)
    if route:
        days = m.root.complaints_days
        limit = m.words.plural("Answered within {n} day.", "Answered within {n} days.", days) if days else ""
        yield m.heading(2, m.words("Complaints and praise"))
        yield Paragraphs(text="\n".join(filter(None, (route, limit))))
    if privacy:
        yield m.heading(2, m.words("Personal data"))
        yield Paragraphs(text=privacy)
