"""Step 7: options and their scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.records.logic import Option
from localplan.domain.values import plain
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule


@rule("R062")
def weights_not_whole(facts: Facts) -> Iterator[Found]:
    """Scoring is optional; without weights and scores there is nothing to add up."""
    weights = facts.root.criteria
    total = sum(weights.values(), Decimal(0))
    if total != 100 and (weights or any(option.scores for option in facts.plan.all(Option))):
        yield Found(facts.root.id, "criteria", {"sum": total})


@rule("R060", each="specifics")
def options_incomplete(facts: Facts) -> Iterator[Found]:
    """The status quo and another way; R061 of the specification is part of this rule (amendments §4)."""
    least = facts.number("min_options")
    for objective in facts.specifics if least is not None else ():
        options = facts.plan.children(objective.id, Option)
        if least is not None and (len(options) < least or not any(option.status_quo for option in options)):
            yield Found(objective.id, "", {"options": len(options), "least": least})


@rule("R063", each="specifics")
def choice_without_reasons(facts: Facts) -> Iterator[Found]:
    for option in facts.plan.all(Option):
        if option.chosen and not says(option.reasons):
            yield Found(option.id, "reasons")


@rule("R064", each="specifics")
def choice_not_best_scored(facts: Facts) -> Iterator[Found]:
    """Only among options that were scored: scoring is optional."""
    for objective in facts.specifics:
        scores = {o.id: _score(facts, o) for o in facts.plan.children(objective.id, Option) if o.scores}
        best = max(scores.values(), default=Decimal(0))
        for option in facts.plan.children(objective.id, Option):
            if option.chosen and scores.get(option.id, best) < best:
                yield Found(option.id, "chosen", {"score": plain(scores[option.id]), "best": plain(best)})


def _score(facts: Facts, option: Option) -> Decimal:
    """The weighted mean of the scores, 0 to 5."""
    weights = facts.root.criteria
    return sum((score * weights.get(name, Decimal(0)) for name, score in option.scores.items()), Decimal(0)) / 100


@rule("R065", each="specifics")
def choice_without_cost(facts: Facts) -> Iterator[Found]:
    """Nothing is a cost too: it says zero."""
    for option in facts.plan.all(Option):
        if option.chosen and option.cost is None:
            yield Found(option.id, "cost")
