"""Step 7: options and their scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.records.logic import Option
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule


@rule("R062")
def weights_not_whole(facts: Facts) -> Iterator[Found]:
    """Scoring is optional; without weights and scores there is nothing to add up."""
    weights = facts.root.criteria
    total = sum(weights.values(), Decimal(0))
    if total != 100 and (weights or any(option.scores for option in facts.plan.all(Option))):
        yield Found(facts.root.id, "criteria", {"sum": total})
