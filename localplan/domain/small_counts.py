"""The counts of persons in a plan, as figures that a public edition may have to hide (`suppression`).

A figure goes by the plan, the record, the field and the key it stands in, in the editions of a region too. Targets,
money and counts of other things are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

import msgspec

from localplan.domain.editions import Hidden
from localplan.domain.plan import Plan
from localplan.domain.records import kind_of
from localplan.domain.records.analysis import DataPoint
from localplan.domain.records.delivery import ActivityReport, IndicatorValue, ProfileFigure
from localplan.domain.records.logic import Activity, Indicator
from localplan.domain.suppression import Edition, Sum

SEXES = ("women", "men", "other_sex", "unknown_sex")
_Figures = Mapping[str, Decimal]


def counts_of_persons(plan: Plan, people: Collection[str]) -> Edition:
    """All counts of persons in the plan's data, values and beneficiaries; `people` are the units that count persons."""
    values: dict[str, Decimal] = {}
    sums: list[Sum] = []
    for figures in _figures(plan, people):
        values |= figures
        sums += _by_sex(figures)
    sums += _by_part(plan, values)
    named = {name: figure_name(plan.id, *_place(name)) for name in values}
    return Edition(
        {named[name]: value for name, value in values.items()},
        tuple(Sum(named[each.whole], tuple(named[part] for part in each.parts), reported=True) for each in sums),
    )


def with_small_counts(hidden: Hidden, edition: Edition, plan: Plan) -> Hidden:
    """What is hidden, with the small counts that an edition hides and the shares that would give them away."""
    names = {_place(name.partition("/")[2]) for name in edition.hidden}
    names |= {tied for id, field, _ in tuple(names) for tied in _tied(plan, id, field)}
    return msgspec.structs.replace(hidden, values=tuple(sorted({*hidden.values, *names})))


def with_indicators(hidden: Hidden, indicators: Collection[str], plan: Plan) -> Hidden:
    """What is hidden, with every figure of these indicators: baseline, targets and what was reported, however large."""
    figures: dict[str, tuple[str, ...]] = {
        "indicator": ("baseline_value", "baseline_numerator", "baseline_denominator", "targets"),
        "indicator_value": ("value", "numerator", "denominator", "breakdown"),
    }
    owners = (*plan.all(Indicator), *plan.all(IndicatorValue))
    values = {
        (record.id, field, key)
        for record in owners
        if (record.indicator if isinstance(record, IndicatorValue) else record.id) in indicators
        for field in figures[kind_of(record)]
        for key in _keys(getattr(record, field))
    }
    return msgspec.structs.replace(hidden, values=tuple(sorted({*hidden.values, *values})))


def _keys(value: _Figures | Decimal | None) -> Collection[str]:
    """The keys of a map; the empty one of a single figure, none of what is not there."""
    return value if isinstance(value, Mapping) else ("",) if value is not None else ()


def figure_name(plan: str, id: str, field: str, key: str = "") -> str:
    """The name that a count has in every edition, of the plan and of its region."""
    return f"{plan}/{_name(id, field, key)}"


def _name(id: str, field: str, key: str = "") -> str:
    return f"{id}/{field}/{key}"


def _place(name: str) -> tuple[str, str, str]:
    id, field, key = name.split("/")
    return id, field, key


def _figures(plan: Plan, people: Collection[str]) -> Iterator[_Figures]:
    points: tuple[DataPoint | ProfileFigure, ...] = (*plan.all(DataPoint), *plan.all(ProfileFigure))
    for point in points:
        if point.unit in people:
            yield _counted(point.id, {"value": point.value}, "breakdown", point.breakdown)
    for activity in plan.all(Activity):
        yield _counted(activity.id, {}, "beneficiaries", activity.beneficiaries)
    for report in plan.all(ActivityReport):
        yield _counted(report.id, {}, "beneficiaries", report.beneficiaries)
    persons = {indicator.id for indicator in plan.all(Indicator) if indicator.unit in people}
    for indicator in plan.all(Indicator):
        parts = {"baseline_numerator": indicator.baseline_numerator}
        parts["baseline_denominator"] = indicator.baseline_denominator
        own = {"baseline_value": indicator.baseline_value} if indicator.id in persons else {}
        yield _counted(indicator.id, {**own, **parts}, "", {})
    for each in plan.all(IndicatorValue):
        own = {"value": each.value} if each.indicator in persons else {}
        parts = {"numerator": each.numerator, "denominator": each.denominator}
        yield _counted(each.id, {**own, **parts}, "breakdown", each.breakdown if own else {})


def _counted(id: str, single: Mapping[str, Decimal | None], field: str, split: _Figures) -> _Figures:
    """The figures of a record; what is below zero is no count."""
    found = {_name(id, name): value for name, value in single.items() if value is not None}
    found |= {_name(id, field, key): value for key, value in split.items()}
    return {name: value for name, value in found.items() if value >= 0}


def _by_sex(figures: _Figures) -> Iterator[Sum]:
    """Women and men are all, where they add up: to the total of the split, and to the value."""
    parts = [name for name in figures if _place(name)[2] in SEXES]
    wholes = [name for name in figures if _place(name)[2] == "total" or _place(name)[1] == "value"]
    if len(parts) > 1:
        yield from (Sum(whole, tuple(parts)) for whole in wholes if figures[whole] == _total(parts, figures))
    if len(wholes) > 1 and len({figures[whole] for whole in wholes}) == 1:
        yield from (Sum(wholes[0], (other,)) for other in wholes[1:])


def _by_part(plan: Plan, values: _Figures) -> Iterator[Sum]:
    """Figures that are parts of one, where they add up to it; of another year is another figure."""
    families: dict[tuple[str, int | None], list[str]] = {}
    for point in plan.all(DataPoint):
        if point.part_of and _name(point.id, "value") in values:
            families.setdefault((point.part_of, point.year), []).append(_name(point.id, "value"))
    for (id, _), parts in families.items():
        whole = _name(id, "value")
        if whole in values and values[whole] == _total(parts, values):
            yield Sum(whole, tuple(parts))


def _total(parts: Iterable[str], values: _Figures) -> Decimal:
    return sum((values[part] for part in parts), Decimal(0))


def _tied(plan: Plan, id: str, field: str) -> Iterator[tuple[str, str, str]]:
    """A share and one of its parts give the other part."""
    record = plan[id]
    if isinstance(record, IndicatorValue) and field in ("numerator", "denominator"):
        yield id, "value", ""
        yield from ((id, "breakdown", key) for key in record.breakdown)
    if isinstance(record, Indicator) and field in ("baseline_numerator", "baseline_denominator"):
        yield id, "baseline_value", ""
