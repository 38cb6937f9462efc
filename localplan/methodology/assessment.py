"""Self-assessments as values: scores by axis for a radar, one round for each run, and the list of gaps.

The window and the document draw the same `Radar`, each in its own way.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import msgspec

from localplan.domain.canonical import made
from localplan.domain.edits import PutRecord, put
from localplan.domain.plan import Plan
from localplan.domain.positions import position_between
from localplan.domain.records.analysis import Answer, Problem
from localplan.methodology.declarations import Entry, Form
from localplan.methodology.methodology import PlanMethod

Say = Callable[[str, str], str]
"""(context, English text) → final words."""
Telling = Callable[["Gap"], Mapping[str, str]]
"""What a gap is called as a problem, by language."""

TOOLS: Mapping[str, tuple[str, ...]] = {
    "self_assessment": ("questions_self_assessment",),
    "governance": ("questions_governance",),
    "ten": ("questions_ten",),
    "youth_office": ("questions_youth_office",),
    "scan": ("scan_drafting", "scan_mid_term", "scan_end"),
}
"""The forms of each tool, one for each time it is answered."""
AXES = "assessment_axes"
HIGHEST = {"ten": 1}
FULLY = 3
LOW = 1  # "started": what scores no more is a gap


class Round(msgspec.Struct, frozen=True):
    """One run: the mean score on each axis, None where nothing was answered."""

    label: str
    values: tuple[Decimal | None, ...]


class Radar(msgspec.Struct, frozen=True):
    """Scores from 0 to `highest` on each axis, one line for each round. Labels are final words."""

    title: str
    axes: tuple[str, ...]
    rounds: tuple[Round, ...]
    highest: int = FULLY

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered yet."""
        return not self.rounds


class Gap(msgspec.Struct, frozen=True):
    """A low score: the answer and its question."""

    answer: Answer
    question: Entry
    form: Form

    @property
    def list(self) -> str:
        """The list that the question stands in: the context of its words."""
        return self.form.entries


def radar(method: PlanMethod, tool: str, say: Say) -> Radar:
    """The scores of a tool; rounds without any score are left out."""
    forms = [method.methodology.form(code) for code in TOOLS[tool]]
    axes = tuple(dict.fromkeys(axis_of(entry.code) for form in forms for entry in method.entries(form)))
    scored = ((form, _means(method, form)) for form in forms)
    rounds = (Round(_run(method, form, say), tuple(means.get(a) for a in axes)) for form, means in scored if means)
    asked = method.list(forms[0].entries)
    title = say(f"list.{asked.code}", asked.title)
    return Radar(title, tuple(_axis(method, axis, say) for axis in axes), tuple(rounds), HIGHEST.get(tool, FULLY))


def axis_of(question: str) -> str:
    """The axis of a question: J1 of J1.3; a question that stands alone is its own."""
    return question.partition(".")[0]


def answers(method: PlanMethod, form: Form) -> dict[str, Answer]:
    """The answers of one run by question."""
    return {record.question: record for record in method.rows(form) if isinstance(record, Answer)}


def gaps(method: PlanMethod, tool: str) -> tuple[Gap, ...]:
    """The lowest answers of the newest run, the worst first; what has a bottleneck is one whatever its score."""
    for code in reversed(TOOLS[tool]):
        form = method.methodology.form(code)
        given = answers(method, form)
        if any(answer.score is not None for answer in given.values()):
            low = HIGHEST.get(tool, LOW + 1) - 1
            found = [
                Gap(answer, entry, form)
                for entry in method.entries(form)
                if (answer := given.get(entry.code)) is not None and _is_gap(answer, low)
            ]
            return tuple(sorted(found, key=lambda gap: FULLY if gap.answer.score is None else gap.answer.score))
    return ()


def problem_from_gap(plan: Plan, gap: Gap, telling: Telling) -> tuple[PutRecord, ...]:
    """A gap as a cause of the core problem with its answer as evidence; beside it while there is no core problem."""
    core = next((one for one in plan.children(plan.id, Problem) if one.problem_kind == "core"), None)
    parent = core.id if core else plan.id
    siblings = plan.children(parent, Problem)
    content = {
        "id": str(uuid.uuid4()),
        "parent": parent,
        "position": position_between(siblings[-1].position if siblings else "", ""),
        "problem_kind": "cause",
        "section": gap.question.marks.get("section", ""),
        "text": dict(gap.answer.bottleneck or telling(gap)),
        "evidence": dict(gap.answer.evidence),
        "evidence_links": [gap.answer.id],
    }
    return (put(made("problem", content)),)


def _is_gap(answer: Answer, low: int) -> bool:
    return bool(answer.bottleneck) or (answer.score is not None and answer.score <= low)


def _means(method: PlanMethod, form: Form) -> dict[str, Decimal]:
    by_axis: dict[str, list[Decimal]] = {}
    for question, answer in answers(method, form).items():
        if answer.score is not None:
            by_axis.setdefault(axis_of(question), []).append(answer.score)
    return {axis: sum(scores, Decimal(0)) / len(scores) for axis, scores in by_axis.items()}


def _axis(method: PlanMethod, axis: str, say: Say) -> str:
    entry = method.entry(AXES, axis)
    return say(f"list.{AXES}", entry.label) if entry else axis


def _run(method: PlanMethod, form: Form, say: Say) -> str:
    entry = method.entry("runs", str(form.fixed.get("run", "")))
    return say("list.runs", entry.label) if entry else ""


def linked_answers(plan: Plan) -> Iterator[str]:
    """Ids of the answers that a problem names as its evidence already."""
    return (id for problem in plan.all(Problem) for id in problem.evidence_links)
