"""Step 5: the problem tree."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.analysis import Problem, Request
from localplan.domain.records.logic import Activity
from localplan.domain.records.plan import Organisation
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.wording import finder

COMPETENT = frozenset({"national_body", "provincial_body", "public_institution", "police"})


@rule("R040")
def no_core_problem(facts: Facts) -> Iterator[Found]:
    """One that was begun and says nothing yet is none."""
    if not any(problem.problem_kind == "core" and says(problem.text) for problem in facts.plan.all(Problem)):
        yield Found(facts.root.id)


@rule("R041")
def few_causes(facts: Facts) -> Iterator[Found]:
    least = facts.number("min_causes")
    causes = [cause for cause in facts.causes if is_first(facts, cause)]
    if least is not None and len(causes) < least:
        yield Found(facts.root.id, "", {"causes": len(causes), "least": least})


@rule("R042", each="causes")
def cause_without_evidence(facts: Facts) -> Iterator[Found]:
    """A cause is covered by its own evidence or that of the cause above it; for deeper causes it is advice."""
    for cause in facts.causes:
        above = facts.plan.get(cause.parent)
        covered = _proven(cause) or (isinstance(above, Problem) and above.problem_kind == "cause" and _proven(above))
        if not covered:
            yield Found(cause.id, "evidence", {}, None if is_first(facts, cause) else "advice")


def _proven(problem: Problem) -> bool:
    return says(problem.evidence) or bool(problem.evidence_links)


@rule("R043")
def hidden_solution(facts: Facts) -> Iterator[Found]:
    """Core problem and causes: "lack of a youth centre" has decided already what to build. Words in forms/rules."""
    hidden_in = finder(facts.lexicon("R043"))
    for problem in facts.plan.all(Problem):
        if problem.problem_kind != "effect" and (word := hidden_in(problem.text)):
            yield Found(problem.id, "text", {"word": word})


@rule("R044", each="causes")
def priority_without_objective(facts: Facts) -> Iterator[Found]:
    """Covered by a specific objective or its measures, linked to the problem itself or to a cause above it."""
    answered = {id for objective in facts.specifics for id in objective.problems}
    answered |= {id for measure in facts.measures for id in measure.problems}
    for problem in priorities(facts):
        above = {one.id for one in facts.plan.path(problem.id) if isinstance(one, Problem)}
        if answered.isdisjoint(above - _cores(facts)):
            yield Found(problem.id)


@rule("R045")
def no_effect(facts: Facts) -> Iterator[Found]:
    if not any(problem.problem_kind == "effect" and says(problem.text) for problem in facts.plan.all(Problem)):
        yield Found(facts.root.id)


@rule("R046", each="causes")
def priority_of_others(facts: Facts) -> Iterator[Found]:
    """Outside our competence: a request to whom it concerns (amendments T4), or a competent partner in an activity."""
    asked = {request.problem for request in facts.plan.all(Request)}
    for problem in priorities(facts):
        if problem.competence == "other" and problem.id not in asked and not _has_partner(facts, problem.id):
            yield Found(problem.id, "competence")


def _has_partner(facts: Facts, problem: str) -> bool:
    activities = (
        activity
        for measure in facts.measures
        if problem in measure.problems
        for activity in facts.plan.children(measure.id, Activity)
    )
    bodies = (facts.plan.get(id) for activity in activities for id in (activity.lead, *activity.partners))
    return any(isinstance(body, Organisation) and body.organisation_kind in COMPETENT for body in bodies)


def is_first(facts: Facts, problem: Problem) -> bool:
    """Whether it stands directly under the core problem, or under nothing."""
    above = facts.plan.get(problem.parent)
    return not isinstance(above, Problem) or above.problem_kind == "core"


def priorities(facts: Facts) -> Iterator[Problem]:
    """First causes, and deeper ones whose size × urgency × influence reaches the profile's score."""
    least = facts.number("priority_score")
    for cause in facts.causes:
        score = (cause.size or 0) * (cause.urgency or 0) * (cause.influence or 0)
        if is_first(facts, cause) or (least is not None and score >= least):
            yield cause


def _cores(facts: Facts) -> set[str]:
    return {problem.id for problem in facts.plan.all(Problem) if problem.problem_kind == "core"}
