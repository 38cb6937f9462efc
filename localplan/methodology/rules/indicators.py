"""Step 9: indicators with baseline and targets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from localplan.domain.records.logic import Indicator
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule

PERCENT, YES_NO = ("percent", "%"), ("yes_no",)
"""Types of values, with the units that say as much where no type is given."""


class Figure(NamedTuple):
    """A number that an indicator carries: where it stands, and for which year."""

    record: str
    field: str
    year: str
    value: Decimal


def figures(facts: Facts, indicator: Indicator) -> Iterator[Figure]:
    """Baseline, targets and reported values."""
    if indicator.baseline_value is not None:
        yield Figure(indicator.id, "baseline_value", str(indicator.baseline_year or ""), indicator.baseline_value)
    for year, target in indicator.targets.items():
        yield Figure(indicator.id, "targets", year, target)
    for reported, year in facts.reported.get(indicator.id, ()):
        if reported.value is not None:
            yield Figure(reported.id, "value", year, reported.value)


@rule("R080", each="indicators")
def no_unit(facts: Facts) -> Iterator[Found]:
    for indicator in facts.indicators:
        if not (indicator.unit or any(indicator.unit_text.values())):
            yield Found(indicator.id, "unit")


@rule("R081", each="indicators")
def no_source(facts: Facts) -> Iterator[Found]:
    for indicator in facts.indicators:
        if not any(indicator.source_of_verification.values()):
            yield Found(indicator.id, "source_of_verification")


@rule("R082", each="indicators")
def no_baseline(facts: Facts) -> Iterator[Found]:
    """A day by which the baseline will be set makes a warning of it."""
    for indicator in facts.indicators:
        if indicator.baseline_value is None:
            until = indicator.baseline_pending_until
            yield Found(indicator.id, "baseline_value", {"until": until}, "warning" if until else None)


@rule("R083", each="indicators")
def base_year_unfit(facts: Facts) -> Iterator[Found]:
    """Silent without a baseline: that R082 says already."""
    for indicator in facts.indicators:
        first = min(indicator.targets, default="")
        base = indicator.baseline_year
        if indicator.baseline_value is not None and (base is None or (first and base > int(first))):
            yield Found(indicator.id, "baseline_year", {"base_year": str(base or ""), "first_target": first})


@rule("R084", each="indicators")
def no_last_target(facts: Facts) -> Iterator[Found]:
    for indicator in facts.indicators:
        if facts.years and facts.years[-1] not in indicator.targets:
            yield Found(indicator.id, "targets", {"year": facts.years[-1]})


@rule("R086", each="indicators")
def target_against_direction(facts: Facts) -> Iterator[Found]:
    """Only where the direction is plain: a fall that slows down still falls."""
    for indicator in facts.indicators:
        if indicator.baseline_value is None or not indicator.targets:
            continue
        year, target = max(indicator.targets.items())
        change = target - indicator.baseline_value
        if (indicator.direction == "increase" and change < 0) or (indicator.direction == "decrease" and change > 0):
            values = {"year": year, "target": target, "baseline": indicator.baseline_value}
            yield Found(indicator.id, "targets", values)


@rule("R088", each="indicators")
def cumulative_targets_fall(facts: Facts) -> Iterator[Found]:
    """What is counted from the start of the plan can only stay or grow."""
    for indicator in facts.indicators:
        targets = sorted(indicator.targets.items()) if indicator.value_kind == "cumulative" else []
        for (_, before), (year, target) in pairwise(targets):
            if target < before:
                yield Found(indicator.id, "targets", {"year": year, "target": target, "before": before})


@rule("R089", each="indicators")
def percentage_out_of_bounds(facts: Facts) -> Iterator[Found]:
    """Growth may be more than 100 or negative: the tick `may_exceed_100` says so."""
    for indicator in facts.indicators:
        if is_type(indicator, PERCENT) and not indicator.may_exceed_100:
            for figure in figures(facts, indicator):
                if not 0 <= figure.value <= 100:
                    yield Found(figure.record, figure.field, {"year": figure.year, "value": figure.value})


@rule("R097", each="indicators")
def value_of_another_kind(facts: Facts) -> Iterator[Found]:
    """What is no number at all is refused where it is typed or read in."""
    for indicator in facts.indicators:
        yes_no, whole = is_type(indicator, YES_NO), facts.marks("units", indicator.unit).get("counted") is True
        for figure in figures(facts, indicator):
            if (yes_no and figure.value not in (0, 1)) or (whole and figure.value % 1):
                yield Found(figure.record, figure.field, {"year": figure.year, "value": figure.value})


def is_type(indicator: Indicator, names: tuple[str, ...]) -> bool:
    """Whether the indicator is of that type, by its own word or else by its unit."""
    return (indicator.value_type or indicator.unit) in names
