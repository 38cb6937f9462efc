"""Step 5: the problem tree."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.analysis import Problem
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule


@rule("R040")
def no_core_problem(facts: Facts) -> Iterator[Found]:
    """One that was begun and says nothing yet is none."""
    if not any(problem.problem_kind == "core" and any(problem.text.values()) for problem in facts.plan.all(Problem)):
        yield Found(facts.root.id)
