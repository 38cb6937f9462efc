"""Indicators of many municipalities put together by their aggregation contract, or shown side by side, never guessed.

They go by library code, never by name; mixed units are refused, and so are values of one year beside those counted
from the start; a rate is made anew of all numerators and denominators,
and where these are missing it is listed from lowest to highest, for an average of percentages is the value of nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from localplan.domain.consolidation import ZERO
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import IndicatorRow, Texts, ValueRow
from localplan.domain.values import plain

PER = {"%": Decimal(100), "per_1000": Decimal(1000), "per_100000": Decimal(100_000)}
"""What a rate is counted in, by unit; 1 for all others."""
IN_CURRENCY = ("currency", "thousand_currency")  # units that are another one in another country
RATE = Decimal("0.01")  # to so much a rate that was made anew is rounded


class Contract(msgspec.Struct, frozen=True):
    """How the values of an indicator of the collection may be put together; `persons` when they count persons.

    `value_kind`: of one year, cumulative or the state on a day, for plans that do not say it.
    """

    aggregation: str
    title: Texts = {}
    persons: bool = False
    value_kind: str = ""


class Reported(msgspec.Struct, frozen=True):
    """The value of one indicator in one plan in one year."""

    summary: Summary
    indicator: IndicatorRow
    value: ValueRow

    @property
    def parts(self) -> tuple[Decimal, Decimal] | None:
        """Numerator and denominator, when both are there."""
        if self.value.numerator is None or not self.value.denominator:
            return None
        return self.value.numerator, self.value.denominator


class Together(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one indicator in one year. `counted` of `of` municipalities are in the `value`.

    `target` is the sum of their targets, for sums alone and where each of them has one.
    `rows` are the values that it is made of; a public edition protects them as the parts of the sum.
    `problem` says why there is no value: nothing_reported, mixed_units, mixed_kinds, told_twice, parts_missing,
    list_only, never_together, unknown_contract.
    """

    code: str
    year: str
    title: Texts
    unit: str
    value_kind: str
    aggregation: str
    value: Decimal | None
    target: Decimal | None
    counted: int
    reported: int
    of: int
    lowest: Decimal | None
    highest: Decimal | None
    problem: str
    persons: bool
    rows: tuple[Reported, ...]


def put_together(
    summaries: Iterable[Summary], contracts: Mapping[str, Contract], people: Collection[str] = ()
) -> tuple[Together, ...]:
    """Every indicator of the collection that some plan carries, by code and year; `contracts` by code.

    `people` are the units that count persons: a plan may count them where the collection does not.
    """
    carried: dict[str, list[tuple[Summary, IndicatorRow]]] = defaultdict(list)
    for summary in sorted(summaries, key=lambda s: s.plan):
        for indicator in summary.indicators:
            if indicator.library_code:
                carried[indicator.library_code].append((summary, indicator))
    return tuple(one for code, own in sorted(carried.items()) for one in _years(code, own, contracts.get(code), people))


def _years(
    code: str, own: list[tuple[Summary, IndicatorRow]], contract: Contract | None, people: Collection[str]
) -> Iterator[Together]:
    reported = [Reported(summary, one, value) for summary, one in own for value in one.values]
    years = sorted({r.value.year for r in reported}) or [""]
    persons = contract.persons if contract else any(one.unit in PER for _, one in own)
    persons = persons or any(one.unit in people for _, one in own)
    yield from (_together(code, year, own, contract, reported, persons) for year in years)


def _together(
    code: str,
    year: str,
    own: list[tuple[Summary, IndicatorRow]],
    contract: Contract | None,
    reported: Sequence[Reported],
    persons: bool,
) -> Together:
    here = [r for r in reported if r.value.year == year and r.value.value is not None]
    units = {_unit(r.indicator, r.summary) for r in here} or {_unit(one, summary) for summary, one in own}
    aggregations = {one.aggregation for _, one in own}
    unit = min(units)[0]
    aggregation = contract.aggregation if contract else min(aggregations)
    values = [r.value.value for r in here if r.value.value is not None]
    rule = _RULES.get(aggregation, _unknown) if contract or len(aggregations) == 1 else _unknown
    kinds = _kinds([r.indicator for r in here] or [one for _, one in own], contract)
    once, told_twice = _once(here) if kinds == {"state"} else (here, False)
    value, counted, problem = rule(once, unit) if here else (None, (), "nothing_reported")
    hidden = aggregation == "none"
    if here and not hidden and (mixed := _mixed(units, kinds) or (told_twice and "told_twice")):
        value, counted, problem = None, (), mixed
    compared = [] if hidden or _mixed(units, kinds) else values
    return Together(
        code=code,
        year=year,
        title=contract.title if contract and contract.title else own[0][1].title,
        unit=unit,
        value_kind=kinds.pop() if len(kinds) == 1 else "",
        aggregation=aggregation,
        value=None if value is None else plain(value),
        target=_target(counted, year) if aggregation == "sum" else None,
        counted=_municipalities(r.summary for r in counted),
        reported=_municipalities(r.summary for r in here),
        of=_municipalities(summary for summary, _ in own),
        lowest=min(compared, default=None),
        highest=max(compared, default=None),
        problem=problem,
        persons=persons,
        rows=() if hidden else tuple(here if told_twice else once),
    )


def _kinds(indicators: Iterable[IndicatorRow], contract: Contract | None) -> set[str]:
    return {one.value_kind or (contract.value_kind if contract else "") for one in indicators} - {""}


def _once(here: Sequence[Reported]) -> tuple[list[Reported], bool]:
    """The state of a municipality once, though two of its plans tell it; and whether these tell different ones."""
    first: dict[str, Reported] = {}
    kept: list[Reported] = []
    differ = False
    for one in here:
        known = first.setdefault(one.summary.municipality or one.summary.plan, one)
        if known.summary.plan == one.summary.plan:
            kept.append(one)
        else:
            differ |= known.value.value != one.value.value
    return kept, differ


def _mixed(units: Collection[tuple[str, str]], kinds: Collection[str]) -> str:
    """Why values cannot even be compared: other units, or some of one year and others counted from the start."""
    return "mixed_units" if len(units) > 1 else "mixed_kinds" if len(kinds) > 1 else ""


def _target(counted: Sequence[Reported], year: str) -> Decimal | None:
    targets = [one.indicator.targets[year] for one in counted if year in one.indicator.targets]
    return plain(sum(targets, ZERO)) if targets and len(targets) == len(counted) else None


def _unit(indicator: IndicatorRow, summary: Summary) -> tuple[str, str]:
    """The plan's own unit, maybe finer than the collection's; with the currency where that makes a difference."""
    of_money = indicator.unit in IN_CURRENCY or indicator.value_type == "money"
    return indicator.unit, summary.currency if of_money else ""


def _municipalities(summaries: Iterable[Summary]) -> int:
    return len({summary.municipality or summary.plan for summary in summaries})


# the contracts -------------------------------------------------------------------------------------------------------

_Found = tuple[Decimal | None, Sequence[Reported], str]
"""The value, what it was made of, and the problem when there is none."""


def _value(one: Reported) -> Decimal:
    assert one.value.value is not None
    return one.value.value


def _sum(here: Sequence[Reported], unit: str) -> _Found:
    return sum(map(_value, here), ZERO), here, ""


def _weighted(here: Sequence[Reported], unit: str) -> _Found:
    whole = [one for one in here if one.parts]
    parts = [one.parts for one in whole if one.parts]
    below = sum((denominator for _, denominator in parts), ZERO)
    if not below:
        return None, (), "parts_missing"
    rate = sum((numerator for numerator, _ in parts), ZERO) * PER.get(unit, Decimal(1)) / below
    return rate.quantize(RATE, ROUND_HALF_UP), whole, ""


def _max(here: Sequence[Reported], unit: str) -> _Found:
    return max(map(_value, here)), here, ""


def _latest(here: Sequence[Reported], unit: str) -> _Found:
    """Within a year one that all agree on; else it stays a list."""
    values = {_value(one) for one in here}
    return (values.pop(), here, "") if len(values) == 1 else (None, (), "list_only")


def _list(here: Sequence[Reported], unit: str) -> _Found:
    return None, (), "list_only"


def _none(here: Sequence[Reported], unit: str) -> _Found:
    return None, (), "never_together"


def _unknown(here: Sequence[Reported], unit: str) -> _Found:
    return None, (), "unknown_contract"


_RULES: dict[str, Callable[[Sequence[Reported], str], _Found]] = {
    "sum": _sum,
    "weighted": _weighted,
    "max": _max,
    "latest": _latest,
    "list": _list,
    "none": _none,
}
