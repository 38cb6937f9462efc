"""Self-assessments: means by axis, one round for each run, gaps, and a gap as a problem."""

from __future__ import annotations

from decimal import Decimal

from localplan.domain.edits import apply_edits, put
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import Answer, Problem
from localplan.methodology.assessment import Gap, gaps, linked_answers, problem_from_gap, radar
from tests.methods import methodology
from tests.plans import id_of, record, small_plan


def plain(_: str, text: str) -> str:
    return text


def answered(*scores: tuple[str, str, int | None], **content: object) -> Plan:
    """A plan with answers: (run, question, score)."""
    plan = small_plan()
    rows = [
        record("answer", f"{run}{question}", plan.id, n, run=run, question=question, score=score, **content)
        for n, (run, question, score) in enumerate(scores)
    ]
    return apply_edits(plan, [put(one) for one in rows])


def test_that_an_axis_shows_the_mean_of_its_questions() -> None:
    plan = answered(("drafting", "J1.1", 3), ("drafting", "J1.2", 0), ("drafting", "J2.1", 2))
    drawn = radar(methodology().for_plan(plan), "self_assessment", plain)
    assert drawn.axes == ("Local context", "Coordination", "Sustainability", "Migrants and society", "Other plans")
    assert drawn.highest == 3
    (only,) = drawn.rounds
    assert only.label == "While drafting"
    assert only.values == (Decimal("1.5"), Decimal(2), None, None, None)


def test_that_each_run_of_the_scan_is_a_round_and_empty_ones_are_left_out() -> None:
    plan = answered(("drafting", "1", 0), ("end", "1", 3), ("end", "3c", 2))
    drawn = radar(methodology().for_plan(plan), "scan", plain)
    assert [one.label for one in drawn.rounds] == ["While drafting", "Before the final report"]
    assert drawn.axes == ("Inclusion", "Roadmap", "Means", "Procedures", "Staff", "Complaints")
    assert drawn.rounds[1].values[0] == 3 and drawn.rounds[1].values[-1] == 2
    assert radar(methodology().for_plan(small_plan()), "scan", plain).is_empty


def test_that_gaps_are_those_of_the_newest_run_with_the_worst_first() -> None:
    plan = answered(("drafting", "1", 0), ("mid_term", "1", 1), ("mid_term", "2a", 0), ("mid_term", "2b", 3))
    found = gaps(methodology().for_plan(plan), "scan")
    assert [(gap.question.code, gap.answer.score) for gap in found] == [("2a", 0), ("1", 1)]
    assert gaps(methodology().for_plan(small_plan()), "scan") == ()


def test_that_a_yes_is_no_gap_among_the_ten_questions() -> None:
    plan = answered(("drafting", "T1", 1), ("drafting", "T2", 0))
    assert [gap.question.code for gap in gaps(methodology().for_plan(plan), "ten")] == ["T2"]


def test_that_a_bottleneck_is_a_gap_whatever_its_score() -> None:
    plan = answered(("end", "2b", 3), bottleneck={"en": "Money comes in June"})
    (gap,) = gaps(methodology().for_plan(plan), "scan")
    assert gap.question.code == "2b"


def _as_problem(plan: Plan, tool: str) -> tuple[Gap, Plan, Problem]:
    gap = gaps(methodology().for_plan(plan), tool)[0]
    after = apply_edits(plan, problem_from_gap(plan, gap, lambda one: {"en": one.question.label}))
    (problem,) = (one for one in after.all(Problem) if gap.answer.id in one.evidence_links)
    return gap, after, problem


def test_that_a_gap_becomes_a_cause_with_its_evidence() -> None:
    plan = answered(("drafting", "J1.3", 0), evidence={"en": "No register"})
    plan = apply_edits(plan, [put(record("problem", "core", plan.id, 0, problem_kind="core", text={"en": "Core"}))])
    gap, after, problem = _as_problem(plan, "self_assessment")
    assert (problem.parent, problem.problem_kind) == (id_of("core"), "cause")
    assert problem.text == {"en": "Local context: do we know where our diaspora lives?"}
    assert problem.evidence == {"en": "No register"}
    assert list(linked_answers(after)) == [gap.answer.id]
    assert isinstance(after[gap.answer.id], Answer)


def test_that_a_bottleneck_is_the_problem_and_waits_for_a_core_problem() -> None:
    plan = answered(("end", "2b", 1), bottleneck={"en": "Money comes in June"})
    _, _, problem = _as_problem(plan, "scan")
    assert problem.parent == plan.id and problem.text == {"en": "Money comes in June"}
