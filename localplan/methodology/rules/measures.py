"""Step 8: measures."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.logic import Measure
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.objectives import has_indicator
from localplan.methodology.rules.registry import Found, rule


@rule("R070", each="specifics")
def no_measure(facts: Facts) -> Iterator[Found]:
    for objective in facts.specifics:
        if not facts.plan.children(objective.id, Measure):
            yield Found(objective.id)


@rule("R071", each="measures")
def no_type(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not measure.measure_type:
            yield Found(measure.id, "measure_type")


@rule("R072", each="measures")
def nobody_responsible(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not facts.known(measure.responsible):
            yield Found(measure.id, "responsible")


@rule("R074", each="measures")
def no_output_indicator(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not has_indicator(facts, measure.id, "output"):
            yield Found(measure.id)
