"""The self-assessments as radars, and their gaps: what scores lowest is offered to the problem tree."""

from __future__ import annotations

from functools import partial

from localplan.data import data_dir
from localplan.domain.edits import Edit
from localplan.methodology.assessment import TOOLS, Gap, Radar, gaps, linked_answers, problem_from_gap, radar
from localplan.methodology.collections import in_plan_languages
from localplan.ui.collection import say
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.marks import Paper, Scene
from localplan.ui.panels.page import Act, Drawing
from localplan.ui.panels.radars import radar_scene, side_by_side
from localplan.ui.panels.same_table import Row, Table
from localplan.words import phrase, words_for

SHOWN = ("self_assessment", "governance", "youth_office", "ten")
UNANSWERED = "–"


def tools(desk: Desk, known: tuple[str, ...]) -> tuple[tuple[str, Radar], ...]:
    """The tools that this plan shows and that were begun."""
    shown = (tool for tool in known if any(desk.method.shows(desk.methodology.form(f)) for f in TOOLS[tool]))
    drawn = ((tool, radar(desk.method, tool, desk.words.form)) for tool in shown)
    return tuple((tool, one) for tool, one in drawn if not one.is_empty)


def pictures(desk: Desk, paper: Paper, known: tuple[str, ...]) -> Scene:
    """A radar for each tool."""
    return side_by_side(
        paper,
        [
            partial(radar_scene, paper, one, desk.words.number, lambda _, tool=tool: place_of(desk, tool))  # type: ignore[misc]
            for tool, one in tools(desk, known)
        ],
    )


def place_of(desk: Desk, tool: str) -> Place:
    """Where a tool is filled in: its newest run that this plan shows."""
    forms = [f for f in TOOLS[tool] if desk.method.shows(desk.methodology.form(f))]
    given = [f for f in forms if any(True for _ in desk.method.rows(desk.methodology.form(f)))]
    return Place("", (given or forms)[-1])


def scores_of(desk: Desk, drawn: Radar) -> Table:
    """A row for each axis, a column for each round."""
    rows = [Row((axis, *(_score(desk, one.values[n]) for one in drawn.rounds))) for n, axis in enumerate(drawn.axes)]
    heads = (desk.words("Axis"), *(one.label for one in drawn.rounds))
    return Table(heads, tuple(rows), frozenset(range(1, len(heads))), drawn.title)


def _score(desk: Desk, value: object) -> str:
    return UNANSWERED if value is None else desk.words.number(value, 1)  # type: ignore[arg-type]


def gap_of(desk: Desk, id: str) -> Gap | None:
    """The gap that an answer is, if it is one."""
    return next((gap for tool in TOOLS for gap in gaps(desk.method, tool) if gap.answer.id == id), None)


def question_of(desk: Desk, gap: Gap) -> str:
    """The question of a gap in the window's language."""
    return desk.words.form(f"list.{gap.list}", gap.question.label)


def in_tree(desk: Desk, gap: Gap) -> str:
    """Whether a problem names the answer as its evidence."""
    return desk.words("in the problem tree") if gap.answer.id in set(linked_answers(desk.plan)) else ""


def scene(desk: Desk, paper: Paper) -> Scene:
    """The radars of all tools that were begun."""
    return pictures(desk, paper, SHOWN)


def tables(desk: Desk) -> tuple[Table, ...]:
    """Gaps first: they are what to do; then the scores of each tool."""
    drawn = tools(desk, SHOWN)
    words = desk.words
    rows = [
        Row(
            (
                question_of(desk, gap),
                _score(desk, gap.answer.score),
                desk.text(gap.answer.text) or desk.text(gap.answer.evidence),
                in_tree(desk, gap),
            ),
            Place("", gap.form.code, gap.answer.id, "score"),
        )
        for tool, _ in drawn
        for gap in gaps(desk.method, tool)
    ]
    heads = (words("Question"), words("Score"), words("Comment or evidence"), words("Problem"))
    gap_table = Table(heads, tuple(rows), frozenset({1}), words("What scores lowest"))
    return (gap_table, *(scores_of(desk, one) for _, one in drawn))


def as_problem(desk: Desk, id: str) -> tuple[Edit, ...]:
    """The edits that make a problem of a gap; none for what is no gap or is in the problem tree already."""
    gap = gap_of(desk, id)
    if gap is None or in_tree(desk, gap):
        return ()
    begun = gap.answer.score is not None and gap.answer.score > 0
    form = phrase("only started: {question}") if begun else phrase("not yet: {question}")
    return problem_from_gap(desk.plan, gap, lambda gap: _as_statement(desk, gap, form))


def _as_statement(desk: Desk, gap: Gap, form: str) -> dict[str, str]:
    """A question as what is missing, in the plan's languages, for people to put into their own words."""
    asked = in_plan_languages(desk.plan, f"list.{gap.list}", gap.question.label, say)
    locale = data_dir("resources") / "locale"
    return {tag: words_for(tag, locale)(form, question=text) for tag, text in asked.items()}


MAKE_PROBLEM = Act("problem", phrase("Record it as a problem"), as_problem, phrase("Record an answer as a problem"))

DRAWING = Drawing(
    code="self_assessment",
    hint=phrase(
        "The further out, the better. Choose a row in the table below to record it as a problem: it goes into the "
        "problem tree with the answer as evidence."
    ),
    empty=phrase("This page shows the self-assessments and what scores lowest. Answer the questions first."),
    form="questions_self_assessment",
    small_form="questions_ten",
    kinds=frozenset({"answer", "problem"}),
    is_empty=lambda desk: not tools(desk, SHOWN),
    scene=scene,
    tables=tables,
    acts=(MAKE_PROBLEM,),
)
