"""The hand-over page: whoever takes the plan over finds what is done, what is next, and where the files are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from localplan.domain.records.analysis import Request, Service
from localplan.domain.records.plan import Act, Appointment, Attachment, StepState
from localplan.exchange.document.blocks import Block, KeyValues, Letterhead, Paragraphs, Table, Title
from localplan.exchange.document.chapters.delivery import deadline_name
from localplan.exchange.document.material import Material, column, facts, rows
from localplan.exchange.papers.paper import letterhead_lines
from localplan.exchange.papers.starting import contact_line
from localplan.methodology.checks import Seen, check_plan
from localplan.methodology.deadlines import deadlines
from localplan.methodology.declarations import Step
from localplan.methodology.opened import opened_steps
from localplan.methodology.progress import progress

_MOST = 12  # dates ahead: one page is what somebody reads on the first day


def handover(m: Material, about: str) -> Iterator[Block]:
    """One or two pages."""
    yield Letterhead(authority=letterhead_lines(m), facts=facts((m.words("Date"), m.day(m.today))))
    yield Title(text=m.words("Handover"), about=m.say(m.root.title))
    yield KeyValues(rows=_who(m))
    yield m.heading(2, m.words("What has been done"))
    yield _steps(m)
    for title, table in (
        (m.words("What is next"), _ahead(m)),
        (m.words("What waits for an answer"), _waiting(m)),
        (m.words("Substitute"), _stand_ins(m)),
        (m.words("Where the files are"), _files(m)),
    ):
        if table.rows:
            yield m.heading(2, title)
            yield table
    if not m.plan.all(Attachment):
        yield Paragraphs(text=m.words("No files are attached to the plan."))


def _who(m: Material) -> tuple[tuple[str, str], ...]:
    return facts(
        (m.words("Code of the plan"), m.root.code),
        (m.words("State"), m.own(m.root, "status")),
        (m.words("Coordinator"), contact_line(m)),
        (m.words("Coordination body"), m.name(m.root.coordination_body)),
        (m.words("Session of the assembly"), m.day(m.root.assembly_session)),
    )


def _steps(m: Material) -> Table:
    findings = check_plan(m.plan, m.methodology, Seen(today=m.today or date.min))
    own = {state.step: state for state in m.plan.all(StepState)}
    opened = opened_steps(m.method)

    def row(step: Step) -> tuple[str, ...]:
        state = own.get(step.code)
        share = round(progress(m.plan, m.methodology, step.code, findings).share * 100)
        word = m.own(state, "status") if state and state.status else ""
        done = f"{share} %" if step.code in opened else m.words("not opened")
        return (
            str(step.number),
            m.words.form(f"step.{step.code}", step.title),
            done,
            word,
            m.typed(state.note) if state else "",
        )

    return Table(
        columns=(
            column(m.words("No."), 0.5),
            column(m.words("Step"), 3.4),
            column(m.words("Filled in"), 1.1),
            column(m.words("Own assessment"), 1.3),
            column(m.words("Note"), 3),
        ),
        rows=rows(row(step) for step in m.method.steps),
    )


def _ahead(m: Material) -> Table:
    days = sorted(_dates(m))[:_MOST]
    return Table(
        columns=(column(m.words("Date"), 1.2), column(m.words("What"), 4.4), column(m.words("Responsible"), 2.6)),
        rows=rows((m.day(day), what, who) for day, what, who in days),
    )


def _dates(m: Material) -> Iterator[tuple[date, str, str]]:
    """Own dates that are not done, and deadlines that have no date of their own, from today on."""
    start = m.today or date.min
    own = [one for one in m.plan.all(Appointment) if one.date is not None]
    taken = {(one.deadline, one.date.year) for one in own if one.date}
    for one in own:
        if one.date and one.date >= start and not one.done:
            yield one.date, m.say(one.title) or deadline_name(m, one.deadline), m.name(one.responsible)
    for due in deadlines(m.plan, m.method):
        if due.day >= start and (due.code, due.day.year) not in taken:
            name = deadline_name(m, due.code)
            yield due.day, f"{name} ({due.year})" if due.year else name, ""


def _waiting(m: Material) -> Table:
    return Table(
        columns=(column(m.words("To whom"), 2.4), column(m.words("What we ask"), 4.4), column(m.words("Sent on"), 1.2)),
        rows=rows(
            (m.say(r.addressee), m.say(r.ask), m.day(r.sent_on)) for r in m.plan.all(Request) if not m.say(r.answer)
        ),
    )


def _stand_ins(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Service"), 3),
            column(m.words("Substitute"), 3),
            column(m.words("Handover file"), 3),
        ),
        rows=rows(
            (m.say(s.name), m.say(s.stand_in), s.hand_over_file)
            for s in m.plan.all(Service)
            if m.say(s.stand_in) or s.hand_over_file
        ),
    )


def _files(m: Material) -> Table:
    attached = ((m.say(a.description) or a.file_name, a.file_name) for a in m.plan.all(Attachment))
    acts = ((_act_name(m, act), act.url or m.typed(act.gazette)) for act in m.plan.all(Act) if act.url or act.gazette)
    return Table(
        columns=(column(m.words("What"), 4.4), column(m.words("Where"), 4)),
        rows=rows((*attached, *acts)),
    )


def _act_name(m: Material, act: Act) -> str:
    return ", ".join(filter(None, (m.own(act, "act_kind"), act.number, m.day(act.date))))
