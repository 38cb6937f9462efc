"""Chapter 3: what is known, section by section, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from localplan.domain.records.analysis import (
    DataPoint,
    PartnerPlace,
    PestleItem,
    PreviousResult,
    RunningProject,
    Service,
    SwotItem,
)
from localplan.exchange.document.blocks import Block, Note, Paragraphs, Table
from localplan.exchange.document.chapters.narratives import narrative, other_chapters
from localplan.exchange.document.chapters.problems import problems
from localplan.exchange.document.material import Material, column, figures, rows
from localplan.methodology.questions import Question, section_questions

_PLACED = frozenset(
    (
        "summary",
        "introduction",
        "legal_framework",
        "cross",
        "migration_profile",
        "services",
        "previous_results",
        "strengths_and_limits",
        "problems",
        "objectives",
        "options",
        "measures",
        "finance",
        "risks",
        "coordination",
    )
)
"""Chapters of narratives that have their own place; sections come with theirs."""


def situation(m: Material) -> Iterator[Block]:
    """Chapter 3."""
    yield m.heading(1, m.words("Situation analysis"))
    yield m.heading(2, m.words("Territory and population"))
    yield from _section(m, "cross", ("cross",))
    if profile := narrative(m, "migration_profile"):
        yield m.heading(2, m.words("Local migration profile"))
        yield Paragraphs(text=profile)
    for section in m.sections:
        if section != "cross":
            yield m.heading(2, m.label("objective", "section", section))
            yield from _section(m, section, (section,))
    for chapter in other_chapters(m, _PLACED | m.all_sections):
        yield m.heading(2, m.label("narrative", "chapter", chapter))
        yield Paragraphs(text=narrative(m, chapter))
    yield from _services(m)
    yield from _previous(m)
    yield from _strengths(m)
    yield from problems(m)


def _section(m: Material, section: str, chapters: tuple[str, ...]) -> Iterator[Block]:
    text = narrative(m, *chapters)
    table = data_table(m, [p for p in m.plan.all(DataPoint) if (p.section or "cross") == section])
    if text:
        yield Paragraphs(text=text)
    if table.rows:
        yield table
    if not text and not table.rows:
        yield m.missing(m.words("figures with their sources, and what they mean"), 4)
    answered = [q for q in section_questions(m.method) if q.entry.marks.get("section") == section and not q.is_open]
    if answered:
        yield Table(
            columns=(column(m.words("Question"), 3), column(m.words("Answer"), 4)),
            rows=rows(_answered(m, question) for question in answered),
            caption=m.words("What else is known"),
        )


def _answered(m: Material, question: Question) -> tuple[str, str]:
    """A question of the section with its answer, or why there is none."""
    asked = m.words.form(f"list.{question.form.entries}", question.entry.label)
    answer = question.answer
    assert answer is not None
    why = m.say(answer.not_available)
    return asked, m.say(answer.text) or m.words("Not available, because: {reason}", reason=why)


def data_table(m: Material, points: Iterable[DataPoint]) -> Table:
    """Figures with value, year and source."""
    return Table(
        columns=(
            column(m.words("Figure"), 3.6),
            figures(m.words("Value"), 1.1),
            figures(m.words("Women"), 1),
            column(m.words("Unit"), 1.5),
            column(m.words("Year"), 1.1),
            column(m.words("Source"), 2.4),
        ),
        rows=rows(_data_row(m, point) for point in points),
        caption=m.words("Data"),
    )


def _data_row(m: Material, p: DataPoint) -> tuple[str, ...]:
    value = m.counted(p, "value", p.value) or m.words("not available")
    reason = m.say(p.not_available)
    women = "women" if "women" in p.breakdown or m.hides(p, "breakdown", "women") else "F"
    label = m.say(p.label) or m.own(p, "topic")
    return (
        f"{label} ({reason})" if reason and p.value is None else label,
        value,
        m.counted(p, "breakdown", p.breakdown.get(women), women),
        m.own(p, "unit"),
        _when(m, p),
        m.name(p.source),
    )


def _when(m: Material, p: DataPoint) -> str:
    """The day of a figure where its period is one, else the period as it was written, else the year."""
    try:
        return m.day(date.fromisoformat(p.period))
    except ValueError:
        return m.typed(p.period) or m.year(p.year)


def _services(m: Material) -> Iterator[Block]:
    tables = [t for t in (_service_table(m), project_table(m), _partner_table(m)) if t.rows]
    text = narrative(m, "services")
    if m.is_small and not tables and not text:
        return
    yield m.heading(2, m.words("Services, institutions, resources"))
    if text:
        yield Paragraphs(text=text)
    yield from tables
    if not tables and not text:
        yield m.missing(m.words("services, running projects and partners that the plan can build on"), 4)


def _service_table(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Service"), 3),
            column(m.words("Body"), 3),
            figures(m.words("Posts"), 0.8),
            column(m.words("Hours"), 1.6),
            column(m.words("Training needed"), 2.4),
        ),
        rows=rows(
            (m.say(s.name), m.name(s.body), m.number(s.posts), m.say(s.hours), m.say(s.training_needed))
            for s in m.plan.all(Service)
        ),
        caption=m.words("Services"),
    )


def project_table(m: Material) -> Table:
    """The map of running projects (amendments T3)."""
    return Table(
        columns=(
            column(m.words("Project"), 2.6),
            column(m.words("Body"), 2),
            column(m.words("Donor"), 1.5),
            column(m.words("Period"), 1.7),
            column(m.words("Groups"), 2),
            figures(m.unit, 1.1),
        ),
        rows=rows(
            (
                m.say(p.name),
                m.name(p.body),
                m.say(p.donor),
                m.days(p.period_start, p.continues_until or p.period_end),
                m.labels(p, "groups"),
                m.money(p.money),
            )
            for p in m.plan.all(RunningProject)
        ),
        caption=m.words("Running projects"),
    )


def _partner_table(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Place"), 2.4),
            column(m.words("Country"), 1.4),
            figures(m.words("Our people there"), 1.2),
            column(m.words("Agreement"), 2.4),
            column(m.words("Joint activity"), 2.6),
        ),
        rows=rows(
            (m.say(p.name), m.own(p, "country"), m.number(p.our_people), m.say(p.agreement), m.say(p.joint_activity))
            for p in m.plan.all(PartnerPlace)
        ),
        caption=m.words("Partner places abroad"),
    )


def _previous(m: Material) -> Iterator[Block]:
    yield m.heading(2, m.words("Results of the previous plan"))
    texts = tuple(filter(None, (m.say(m.root.previous_plan), narrative(m, "previous_results"))))
    yield from (Paragraphs(text=text) for text in texts)
    table = Table(
        columns=(
            column(m.words("Element"), 2.6),
            column(m.words("Planned"), 2.2),
            column(m.words("Reached"), 2.2),
            column(m.words("Why"), 3),
        ),
        rows=rows(
            (m.say(r.element), m.say(r.planned), m.say(r.reached), m.say(r.why)) for r in m.plan.all(PreviousResult)
        ),
    )
    if table.rows:
        yield table
    if not texts and not table.rows:
        yield m.missing(m.words("what the previous plan wanted and reached, and why"), 4)


def _strengths(m: Material) -> Iterator[Block]:
    swot, pestle, text = m.plan.all(SwotItem), _pestle(m), narrative(m, "strengths_and_limits")
    if m.is_small and not swot and not text:
        return
    yield m.heading(2, m.words("Strengths and limits"))
    if text:
        yield Paragraphs(text=text)
    if swot:
        yield from (_quadrants(m, pair, swot) for pair in (("S", "W"), ("O", "T")))
    if pestle.rows:
        yield pestle
    if not swot and not text:
        yield _swot_missing(m)


def _swot_missing(m: Material) -> Note:
    return m.missing(m.words("strengths, weaknesses, opportunities and threats"), 4)


def _quadrants(m: Material, pair: tuple[str, str], items: tuple[SwotItem, ...]) -> Table:
    def listed(quadrant: str) -> str:
        return "\n".join(f"• {m.say(item.text)}" for item in items if item.quadrant == quadrant)

    return Table(
        columns=tuple(column(m.label("swot_item", "quadrant", quadrant)) for quadrant in pair),
        rows=rows((tuple(listed(quadrant) for quadrant in pair),)),
    )


def _pestle(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Factor"), 1.4),
            column(m.words("Description"), 4),
            column(m.words("Evidence"), 2.6),
            figures(m.words("Effect"), 0.8),
        ),
        rows=rows(
            (m.own(p, "factor"), m.say(p.text), m.say(p.evidence), m.number(p.weight)) for p in m.plan.all(PestleItem)
        ),
        caption=m.words("Outside factors"),
    )
