"""Values split by sex, as every breakdown writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from localplan.domain.records.delivery import ActivityReport
from localplan.domain.records.logic import Indicator
from localplan.methodology.rules.facts import Facts

WOMEN, MEN = "women", "men"
BESIDE = ("other_sex", "unknown_sex")


def by_sex(breakdown: Mapping[str, Decimal]) -> Decimal | None:
    """The sum of the sexes, None unless both women and men were counted."""
    if WOMEN not in breakdown or MEN not in breakdown:
        return None
    return sum((breakdown[sex] for sex in (WOMEN, MEN, *BESIDE) if sex in breakdown), Decimal(0))


def counts_of_people(facts: Facts) -> Iterator[tuple[str, str, list[Decimal]]]:
    """Every count of persons that is a figure of the plan or of a report: record, field and all its numbers."""
    for point in facts.data_points:
        if is_people(facts, point.unit):
            yield point.id, "value", _numbers(point.value, point.breakdown)
    for record in facts.splits:
        if isinstance(record, ActivityReport):
            yield record.id, "beneficiaries", list(record.beneficiaries.values())
        elif is_people(facts, unit_of(facts, record.indicator)):
            yield record.id, "value", _numbers(record.value, record.breakdown)


def _numbers(value: Decimal | None, breakdown: Mapping[str, Decimal]) -> list[Decimal]:
    return [*([] if value is None else [value]), *breakdown.values()]


def unit_of(facts: Facts, indicator: str) -> str:
    """The unit of an indicator; empty when there is none."""
    known = facts.plan.get(indicator)
    return known.unit if isinstance(known, Indicator) else ""


def is_people(facts: Facts, unit: str) -> bool:
    """Whether a unit counts persons."""
    return facts.marks("units", unit).get("people") is True
