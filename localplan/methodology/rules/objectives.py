"""Step 6: general and specific objectives, and what shows that they are reached."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.logic import Indicator
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.wording import finder


@rule("R050")
def no_general_objective(facts: Facts) -> Iterator[Found]:
    if not facts.generals:
        yield Found(facts.root.id)


@rule("R051")
def many_general_objectives(facts: Facts) -> Iterator[Found]:
    most = facts.number("max_general")
    if most is not None and len(facts.generals) > most:
        yield Found(facts.root.id, "", {"number": len(facts.generals), "most": most})


@rule("R052")
def no_specific_objective(facts: Facts) -> Iterator[Found]:
    if not facts.specifics:
        yield Found(facts.root.id)


@rule("R053")
def many_specific_objectives(facts: Facts) -> Iterator[Found]:
    most = facts.number("max_specific")
    if most is not None and len(facts.specifics) > most:
        yield Found(facts.root.id, "", {"number": len(facts.specifics), "most": most})


@rule("R055", each="specifics")
def nobody_responsible(facts: Facts) -> Iterator[Found]:
    for objective in facts.specifics:
        if not facts.known(objective.responsible):
            yield Found(objective.id, "responsible")


@rule("R056", each="generals")
def no_impact_indicator(facts: Facts) -> Iterator[Found]:
    for objective in facts.generals:
        if not has_indicator(facts, objective.id, "impact"):
            yield Found(objective.id)


@rule("R057", each="specifics")
def no_outcome_indicator(facts: Facts) -> Iterator[Found]:
    """Whether it has baseline, base year and targets is said by R082, R083 and R084: one message for one fact."""
    for objective in facts.specifics:
        if not has_indicator(facts, objective.id, "outcome"):
            yield Found(objective.id)


@rule("R054")
def section_without_objective(facts: Facts) -> Iterator[Found]:
    covered = {objective.section for objective in facts.specifics}
    for section in facts.sections:
        if section not in covered:
            yield Found(facts.root.id, "sections", {"section": section})


@rule("R058", each="objectives")
def worded_as_activity(facts: Facts) -> Iterator[Found]:
    """By the first words of the title, in any language; which ones stands in forms/rules."""
    verb_of = finder(facts.lexicon("R058"), first=True)
    for objective in facts.objectives:
        if word := verb_of(objective.title):
            yield Found(objective.id, "title", {"word": word})


@rule("R059", each="objectives")
def no_problem_answered(facts: Facts) -> Iterator[Found]:
    for objective in facts.objectives:
        if not objective.problems:
            yield Found(objective.id, "problems")


def has_indicator(facts: Facts, owner: str, level: str) -> bool:
    """Whether the owner has an indicator of that level; one whose level is still open counts."""
    return any(indicator.level in (level, "") for indicator in facts.plan.children(owner, Indicator))
