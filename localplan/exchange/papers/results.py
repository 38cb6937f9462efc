"""*Results and messages* (amendments T10): two pages for the assembly, donors and forums; and the evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.records.delivery import Evaluation, Lesson, Message
from localplan.domain.records.logic import Measure, Objective
from localplan.exchange.document.blocks import Block, Bullets, KeyValues, Letterhead, Note, Paragraphs, Table, Title
from localplan.exchange.document.chapters.opening import period
from localplan.exchange.document.material import Material, column, facts, figures, rows
from localplan.exchange.papers.paper import letterhead_lines

_FIGURES = 5  # what a reader keeps
CRITERIA = ("relevance", "coherence", "effectiveness", "efficiency", "impact", "sustainability")


def messages(m: Material) -> tuple[Message, ...]:
    """What may be told: a story only with the consent of the person it is about."""
    found = m.plan.all(Message)
    return tuple(one for one in found if m.say(one.text) and (one.message_kind != "story" or one.consent_date))


def _of_kind(m: Material, kind: str) -> tuple[Message, ...]:
    return tuple(one for one in messages(m) if one.message_kind == kind)


def results(m: Material, about: str) -> Iterator[Block]:
    """What changed, for which global goals, one story, what we learned, what we ask of others."""
    yield Letterhead(authority=letterhead_lines(m))
    yield Title(text=m.words("Results and messages"), about=m.say(m.root.title))
    if vision := m.say(m.root.vision):
        yield Paragraphs(text=vision)
    found = _of_kind(m, "figure")[:_FIGURES]
    if found:
        yield m.heading(2, m.words("What changed"))
        yield _figures(m, found)
    goals = _goals(m)
    if goals:
        yield m.heading(2, m.words("Sustainable Development Goals"))
        yield Bullets(items=goals)
    for kind, title in (
        ("story", m.words("A story")),
        ("lesson", m.words("What we learned")),
        ("ask", m.words("What we ask of others")),
    ):
        told = _of_kind(m, kind)
        if told:
            yield m.heading(2, title)
            yield Bullets(items=tuple(_told(m, one) for one in told))


def _figures(m: Material, found: tuple[Message, ...]) -> Table:
    return Table(
        columns=(figures(m.words("Value"), 1), column(m.words("What"), 4), column(m.words("By sex"), 2.4)),
        rows=rows((_published(m, one.value), _told(m, one), _sexes(m, one)) for one in found),
    )


def _published(m: Material, count: Decimal | None) -> str:
    """A figure for everybody's eyes: counts that could name persons are not told exactly (R167)."""
    least = m.parameter("small_count")
    if count is not None and 0 < count < least:
        return m.words("fewer than {n}", n=least)
    return m.number(count)


def _sexes(m: Material, one: Message) -> str:
    named = {"women": m.words("women"), "men": m.words("men")}
    return ", ".join(
        f"{name} {_published(m, one.breakdown[key])}" for key, name in named.items() if key in one.breakdown
    )


def _told(m: Material, one: Message) -> str:
    area = m.own(one, "area")
    return f"{m.say(one.text)} ({area})" if area else m.say(one.text)


def _goals(m: Material) -> tuple[str, ...]:
    """The targets that objectives and measures name, each once, in the order of their numbers."""
    elements: tuple[Objective | Measure, ...] = (*m.plan.all(Objective), *m.plan.all(Measure))
    named = {code for element in elements for code in element.sdg}
    return tuple(
        f"{code} {m.label('measure', 'sdg', code)}"
        for code in m.ordered(m.methodology.list_of("measure", "sdg"), named)
    )


# evaluation ----------------------------------------------------------------------------------------------------------


def evaluations(m: Material) -> tuple[tuple[str, str], ...]:
    """Evaluations that found something; those only planned have nothing to print."""
    return tuple(
        (one.id, ", ".join(filter(None, (m.own(one, "evaluation_kind"), m.day(one.date)))))
        for one in m.plan.all(Evaluation)
        if one.scores or m.say(one.recommendations) or any(m.say(getattr(one, name)) for name in CRITERIA)
    )


def last_evaluation(m: Material) -> str:
    """The key of the newest one."""
    found = evaluations(m)
    return found[-1][0] if found else ""


def evaluation(m: Material, about: str) -> Iterator[Block]:
    """An evaluation by its six criteria."""
    one = next(e for e in m.plan.all(Evaluation) if e.id == about)
    yield Letterhead(authority=letterhead_lines(m), facts=facts((m.words("Date"), m.day(one.date))))
    yield Title(text=m.own(one, "evaluation_kind") or m.words("Evaluation"), about=m.say(m.root.title))
    yield KeyValues(rows=facts((m.words("Evaluator"), m.say(one.evaluator)), (m.words("Period"), period(m))))
    criteria = tuple(_criterion(m, one, name) for name in CRITERIA)
    told = rows(cells for cells in criteria if any(cells[1:]))
    if told:
        yield m.heading(2, m.words("Findings by criterion"))
        yield Table(
            columns=(column(m.words("Criterion"), 1.6), figures(m.words("Score"), 0.8), column(m.words("Finding"), 6)),
            rows=told,
        )
        yield Note(text=m.words("Scores from 0 to 5; criteria of the OECD-DAC, 2019."))
    if text := m.say(one.recommendations):
        yield m.heading(2, m.words("Recommendations"))
        yield Paragraphs(text=text)
    lessons = tuple(m.say(lesson.text) for lesson in m.plan.all(Lesson) if m.say(lesson.text))
    if lessons:
        yield m.heading(2, m.words("Lessons"))
        yield Bullets(items=lessons)


def _criterion(m: Material, one: Evaluation, name: str) -> tuple[str, str, str]:
    return (m.label("evaluation", "scores", name), m.number(one.scores.get(name)), m.say(getattr(one, name)))
