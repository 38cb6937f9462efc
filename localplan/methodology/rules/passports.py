"""Step 9: whether indicators show what they should, each by itself and all together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from localplan.domain.records.logic import Activity, Indicator, Measure
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.splits import is_people

NOT_YEARLY = frozenset({"biennial", "per_census", "once"})
NO_CHANGE_MEANT = frozenset({"maintain", "neutral"})
PASSPORT = ("definition", "data_provider", "source_of_verification")
"""What a stranger needs in order to find the same figure again; the rest of the passport helps."""


@rule("R085", each="indicators")
def target_between_missing(facts: Facts) -> Iterator[Found]:
    """Outcomes only, and not those that are measured every other year (amendments §4)."""
    for indicator in facts.indicators:
        missing = [year for year in facts.years[:-1] if year not in indicator.targets]
        if indicator.level == "outcome" and indicator.frequency not in NOT_YEARLY and indicator.targets and missing:
            yield Found(indicator.id, "targets", {"years": ", ".join(missing)})


@rule("R087", each="indicators")
def no_change_aimed_at(facts: Facts) -> Iterator[Found]:
    for indicator in facts.indicators:
        exempt = indicator.direction in NO_CHANGE_MEANT or indicator.context or indicator.baseline_pending_until
        if indicator.baseline_value is None or not indicator.targets or exempt:
            continue
        year, target = max(indicator.targets.items())
        if target == indicator.baseline_value:
            yield Found(indicator.id, "targets", {"year": year, "target": target})


@rule("R090", each="indicators")
def not_asked_by_sex(facts: Facts) -> Iterator[Found]:
    """Of the family *sex split*: persons are counted, and nobody will ask for women and men."""
    for indicator in facts.indicators:
        if is_people(facts, indicator.unit) and "sex" not in indicator.disaggregation:
            yield Found(indicator.id, "disaggregation")


@rule("R091", each="indicators")
def level_of_another_owner(facts: Facts) -> Iterator[Found]:
    fitting = {
        **dict.fromkeys((one.id for one in facts.generals), "impact"),
        **dict.fromkeys((one.id for one in facts.specifics), "outcome"),
        **dict.fromkeys((one.id for one in facts.measures), "output"),
    }
    for indicator in facts.indicators:
        level = fitting.get(indicator.parent, "")
        if level and indicator.level and indicator.level != level:
            yield Found(indicator.id, "level", {"level": indicator.level, "fitting_level": level})


@rule("R092", each="indicators")
def same_on_two_levels(facts: Facts) -> Iterator[Found]:
    """By the code of the collection, else by the title; named at the second of the two."""
    first: dict[str, Indicator] = {}
    for indicator in facts.indicators:
        names = {indicator.library_code} if indicator.library_code else set(indicator.title.values())
        for name in sorted(name.casefold() for name in names if name):
            before = first.setdefault(name, indicator)
            if before.level != indicator.level:
                yield Found(indicator.id, "level", {"other": before.id})
                break


@rule("R093", each="indicators")
def many_indicators(facts: Facts) -> Iterator[Found]:
    most = facts.number("max_indicators_per_owner")
    for owner in (*facts.objectives, *facts.measures):
        number = len(facts.plan.children(owner.id, Indicator))
        if most is not None and number > most:
            yield Found(owner.id, "", {"number": number, "most": most})


@rule("R095", each="indicators")
def baseline_old(facts: Facts) -> Iterator[Found]:
    """Counted to the start of the plan; a census comes when it comes."""
    most, start = facts.number("baseline_age_years"), facts.root.period_start
    for indicator in facts.indicators if most is not None and start is not None else ():
        year = indicator.baseline_year
        if most is None or start is None or year is None or indicator.frequency == "per_census":
            continue
        if start.year - year > most:
            yield Found(indicator.id, "baseline_year", {"base_year": str(year), "most": most})


@rule("R096")
def passports_incomplete(facts: Facts) -> Iterator[Found]:
    """One finding for the plan: so many identical messages would hide all others (amendments §4)."""
    lacking = [one for one in facts.indicators if not all(says(getattr(one, field)) for field in PASSPORT)]
    if lacking:
        yield Found(facts.root.id, "", {"number": len(lacking), "of": len(facts.indicators)})


@rule("R098", each="measures")
def money_without_indicator(facts: Facts) -> Iterator[Found]:
    """Which indicator sees which activity is written nowhere, so the two are counted against each other.

    A result indicator of persons sees every activity with planned beneficiaries, any other sees one. More activities
    with a large part of the measure's money than that, and some of it is seen by none.
    """
    for measure in facts.measures:
        outputs = [i for i in facts.plan.children(measure.id, Indicator) if i.level in ("output", "")]
        of_people = any(is_people(facts, indicator.unit) for indicator in outputs)
        heavy = [one for one in _heavy(facts, measure) if not (of_people and one.beneficiaries)]
        if outputs and len(heavy) > len(outputs):
            yield Found(measure.id, "", {"activities": len(heavy), "indicators": len(outputs)})


def _heavy(facts: Facts, measure: Measure) -> list[Activity]:
    least = facts.share("heavy_activity_share")
    sums = [(one, _total(facts, one.id)) for one in facts.plan.children(measure.id, Activity)]
    whole = sum(money for _, money in sums)
    return [one for one, money in sums if least is not None and money > 0 and money * 100 >= least * whole]


def _total(facts: Facts, id: str) -> Decimal:
    return sum(facts.money.get(id, {}).values(), Decimal(0))


@rule("R099", each="indicators")
def change_not_visible(facts: Facts) -> Iterator[Found]:
    """A step below the survey's margin cannot be seen; nor can a target be seen when the survey is over by then."""
    for indicator in facts.indicators:
        margin, known = indicator.survey_margin, sorted(indicator.targets.items())
        baseline = indicator.baseline_value
        start = [(str(indicator.baseline_year or ""), baseline)] if baseline is not None else []
        steps = [
            year
            for (_, before), (year, target) in pairwise([*start, *known])
            if margin is not None and before is not None and 0 < abs(target - before) < margin
        ]
        over = [year for year, _ in known[1:]] if indicator.frequency == "once" else []
        if steps or over:
            yield Found(indicator.id, "targets", {"years": ", ".join(steps or over)})
