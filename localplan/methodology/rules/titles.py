"""Steps 5, 6, 8, 9 and 10: what stands in the plan has a title (specification 5.1), in whatever language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from localplan.domain.codes import element_title
from localplan.domain.records import Record
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule


@rule("R196", each="problems")
def problem_without_words(facts: Facts) -> Iterator[Found]:
    return _untitled(facts.problems, "text")


@rule("R197", each="objectives")
def objective_without_title(facts: Facts) -> Iterator[Found]:
    return _untitled(facts.objectives)


@rule("R198", each="measures")
def measure_without_title(facts: Facts) -> Iterator[Found]:
    return _untitled(facts.measures)


@rule("R199", each="indicators")
def indicator_without_title(facts: Facts) -> Iterator[Found]:
    return _untitled(facts.indicators)


@rule("R200", each="activities")
def activity_without_title(facts: Facts) -> Iterator[Found]:
    return _untitled(facts.activities)


def _untitled(elements: Iterable[Record], field: str = "title") -> Iterator[Found]:
    return (Found(one.id, field) for one in elements if not says(element_title(one)))
