"""Money of a region in tables: by whatever it can be grouped, by status with the gap, in euro, shared measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from localplan.domain.consolidation import CENT, ZERO, OwnMoney, ShareProblem, own_money
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import ObjectiveRow
from localplan.domain.tables import Column, Row, Table, table
from localplan.domain.values import plain

Keys = Callable[[OwnMoney], Iterable[str]]


class Place(msgspec.Struct, frozen=True):
    """What the grouping needs to know beside the plans: districts by municipality, aliases by id of organisation."""

    districts: Mapping[str, str] = {}
    aliases: Mapping[str, str] = {}


class Dimension(msgspec.Struct, frozen=True):
    """Something that money is grouped by; `overlaps` when an amount may stand under several keys."""

    name: str
    column: Column
    overlaps: bool = False


DIMENSIONS = (
    Dimension("section", Column("section", "code", "sections")),
    Dimension("objective_kind", Column("objective_kind", "code", "objective_kinds")),
    Dimension("offered_by", Column("offered_by", "objective")),
    Dimension("measure_type", Column("measure_type", "code", "measure_types")),
    Dimension("target_group", Column("target_group", "code", "target_groups"), overlaps=True),
    Dimension("sdg", Column("sdg", "code", "sdg_targets"), overlaps=True),
    Dimension("year", Column("year", "year")),
    Dimension("source", Column("source", "code", "funding_sources")),
    Dimension("status", Column("status", "code", "funding_statuses")),
    Dimension("body", Column("body", "body")),
    Dimension("district", Column("district", "district")),
    Dimension("municipality", Column("municipality", "municipality")),
)
"""All groupings, by name."""


def keys_of(dimension: str, place: Place) -> Keys:
    """How the keys of a dimension are read off an amount; an amount without any stands under the empty key."""
    readings: dict[str, Keys] = {
        "section": lambda one: (one.measure.section,),
        "objective_kind": lambda one: (_objective(one).kind,),
        "offered_by": lambda one: (_objective(one).offered_by,),
        "measure_type": lambda one: (one.measure.measure_type,),
        "target_group": lambda one: one.measure.target_groups or ("",),
        "sdg": lambda one: one.measure.sdg or ("",),
        "year": lambda one: (one.row.year,),
        "source": lambda one: (one.row.source,),
        "status": lambda one: (one.row.status,),
        "body": lambda one: (place.aliases.get(one.measure.responsible, one.measure.responsible),),
        "district": lambda one: (place.districts.get(one.summary.municipality, one.summary.subdivision),),
        "municipality": lambda one: (one.summary.municipality,),
    }
    return readings[dimension]


def years_of(rows: Iterable[OwnMoney]) -> list[str]:
    """The years in which there is money."""
    return sorted({one.row.year for one in rows})


OF_AMOUNTS = ("source", "status")
"""The dimensions that look at single amounts: all others know the measure and the year, and `by_year` is enough."""


def by_year(rows: Iterable[OwnMoney]) -> tuple[OwnMoney, ...]:
    """The rows of a measure in a year as one, the first, with the money of all: a third of the rows, or fewer."""
    first: dict[tuple[str, str, str, str], OwnMoney] = {}
    money: dict[tuple[str, str, str, str], Decimal] = {}
    for one in rows:
        key = one.summary.plan, one.measure.id, one.row.year, one.currency
        if key in first:
            money[key] += one.money
        else:
            first[key], money[key] = one, one.money
    return tuple(one._replace(money=money[key]) for key, one in first.items())


def money_table(rows: Sequence[OwnMoney], dimension: str, place: Place) -> Table:
    """Money under each key by year and in all, one row per currency, with the number of municipalities and measures."""
    declared = next(one for one in DIMENSIONS if one.name == dimension)
    years = years_of(rows) if dimension != "year" else []
    keys = keys_of(dimension, place)
    groups: dict[tuple[str, str], list[OwnMoney]] = defaultdict(list)
    for one in rows:
        for key in keys(one):
            groups[key, one.currency].append(one)
    lines = [_line(key, currency, years, own) for (key, currency), own in sorted(groups.items())]
    if not declared.overlaps:
        lines += [_line("", currency, years, own, total=True) for currency, own in _by_currency(rows)]
    columns = (
        declared.column,
        Column("currency"),
        *(Column(year, "money") for year in years),
        Column("total", "money"),
        Column("municipalities", "count"),
        Column("measures", "count"),
    )
    return table(f"money_by_{dimension}", columns, lines, overlaps=declared.overlaps)


def _by_currency(rows: Iterable[OwnMoney]) -> Iterator[tuple[str, list[OwnMoney]]]:
    found: dict[str, list[OwnMoney]] = defaultdict(list)
    for one in rows:
        found[one.currency].append(one)
    yield from sorted(found.items())


def _line(key: str, currency: str, years: Sequence[str], rows: Sequence[OwnMoney], *, total: bool = False) -> Row:
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for one in rows:
        sums[one.row.year] += one.money
    plans = {one.summary.plan: one.summary.municipality for one in rows}
    municipalities = len({municipality or plan for plan, municipality in plans.items()})
    measures = len({one.measure.shared_id or one.summary.plan + one.measure.id for one in rows})
    money = (plain(sums[year]) for year in years)
    return Row((key, currency, *money, plain(sum(sums.values(), ZERO)), municipalities, measures), total=total)


def _objective(one: OwnMoney) -> ObjectiveRow:
    return next((o for o in one.summary.objectives if o.id == one.measure.objective), ObjectiveRow(""))


# one currency --------------------------------------------------------------------------------------------------------


class Rate(msgspec.Struct, frozen=True):
    """Units of a currency for one euro on a day. `plan` is the plan that states it; empty for a rate that was given."""

    currency: str
    per_euro: Decimal
    day: date
    plan: str = ""


class InEuro(msgspec.Struct, frozen=True):
    """Amounts in euro, the rates that were used, and the plans left out because no dated rate is known for them."""

    rows: tuple[OwnMoney, ...]
    rates: tuple[Rate, ...]
    left_out: tuple[str, ...]


def in_euro(rows: Iterable[OwnMoney], given: Iterable[Rate] = ()) -> InEuro:
    """The rows in euro: at the given rate of their currency, else at the rate that their own plan states with a day.

    Each amount is rounded to the cent, so that sums are those of the amounts that are shown.
    """
    known = {rate.currency: rate for rate in given}
    kept: list[OwnMoney] = []
    used: dict[tuple[str, str], Rate] = {}
    left_out: set[str] = set()
    for one in rows:
        rate = _rate(one.summary, one.currency, known)
        if rate is None:
            left_out.add(one.summary.plan)
            continue
        if rate.currency != "EUR":
            used[rate.currency, rate.plan] = rate
        euro = (one.money / rate.per_euro).quantize(CENT, ROUND_HALF_UP)
        kept.append(one._replace(money=plain(euro), currency="EUR"))
    return InEuro(tuple(kept), tuple(rate for _, rate in sorted(used.items())), tuple(sorted(left_out)))


def _rate(summary: Summary, currency: str, given: Mapping[str, Rate]) -> Rate | None:
    if currency == "EUR":
        return Rate("EUR", Decimal(1), date.min)
    if currency in given:
        return given[currency]
    if summary.exchange_rate and summary.exchange_rate > 0 and summary.exchange_rate_date:
        return Rate(currency, summary.exchange_rate, summary.exchange_rate_date, summary.plan)
    return None


# every amount, and shared measures -----------------------------------------------------------------------------------


def amounts_table(rows: Iterable[OwnMoney], place: Place) -> Table:
    """Every amount with all that it is summed by: the own part, and the whole cost where it is shared."""
    columns = (
        Column("municipality", "municipality"),
        Column("district", "district"),
        Column("section", "code", "sections"),
        Column("measure", "texts"),
        Column("measure_type", "code", "measure_types"),
        Column("body", "body"),
        Column("source", "code", "funding_sources"),
        Column("status", "code", "funding_statuses"),
        Column("year", "year"),
        Column("currency"),
        Column("own_part", "money"),
        Column("whole", "money"),
        Column("shared_id"),
    )
    lines = (
        Row(
            (
                one.summary.municipality,
                place.districts.get(one.summary.municipality, one.summary.subdivision),
                one.measure.section,
                one.measure.title,
                one.measure.measure_type,
                place.aliases.get(one.measure.responsible, one.measure.responsible),
                one.row.source,
                one.row.status,
                one.row.year,
                one.currency,
                one.money,
                one.row.amount,
                one.row.shared_id,
            ),
            plan=one.summary.plan,
            record=one.row.id,
        )
        for one in rows
    )
    return table("amounts", columns, lines)


def shared_table(summaries: Sequence[Summary], problems: Iterable[ShareProblem]) -> Table:
    """Who carries what of which shared measure, and what keeps it from being counted exactly."""
    told: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for problem in problems:
        told[problem.shared_id] += (problem.code,)
    columns = (
        Column("shared_id"),
        Column("measure", "texts"),
        Column("municipality", "municipality"),
        Column("share", "percent"),
        Column("currency"),
        Column("whole", "money"),
        Column("own_part", "money"),
        Column("problem", "word"),
    )
    parts: dict[tuple[str, str, str], list[OwnMoney]] = defaultdict(list)
    for one in own_money(summary for summary in summaries if summary.shares):
        if one.row.shared_id:
            parts[one.row.shared_id, one.summary.plan, one.measure.id].append(one)
    lines = (
        Row(
            (
                shared_id,
                own[0].measure.title,
                own[0].summary.municipality,
                own[0].row.share,
                own[0].currency,
                plain(sum((one.row.amount for one in own), ZERO)),
                plain(sum((one.money for one in own), ZERO)),
                told[shared_id],
            ),
            plan=plan,
            record=measure,
        )
        for (shared_id, plan, measure), own in sorted(parts.items())
    )
    return table("shared_measures", columns, lines)
