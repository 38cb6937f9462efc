"""Step 4: figures of the situation analysis."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.records.analysis import DataPoint
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.splits import by_sex

POPULATION = "population_total"


@rule("R030")
def no_population(facts: Facts) -> Iterator[Found]:
    """ "Not available, because …" is an answer too."""
    answered = (p for p in facts.data_points if p.topic == POPULATION and (p.value is not None or p.not_available))
    if next(answered, None) is None:
        yield Found(facts.root.id)


@rule("R035", each="data_points")
def part_exceeds_whole(facts: Facts) -> Iterator[Found]:
    """For counted persons or things only: a part of a rate or of a negative balance may well be greater."""
    for point in facts.data_points:
        if not point.counted or point.value is None:
            continue
        whole = _whole_of(facts, point)
        if whole is not None and 0 <= whole < point.value:
            yield Found(point.id, "value", {"part": point.value, "whole": whole})
        greatest = max([*point.breakdown.values(), by_sex(point.breakdown) or 0])
        if 0 <= point.value < greatest:
            yield Found(point.id, "breakdown", {"part": greatest, "whole": point.value})


def _whole_of(facts: Facts, point: DataPoint) -> Decimal | None:
    whole = facts.plan.get(point.part_of)
    if isinstance(whole, DataPoint) and whole.counted and whole.unit == point.unit:
        return whole.value
    return None
