"""Indicators of many plans as tables."""

from __future__ import annotations

from collections.abc import Iterable

from localplan.domain.region_indicators import Reported, Together
from localplan.domain.tables import Column, Row, Table, table


def indicators_table(found: Iterable[Together]) -> Table:
    """One row per indicator and year: what it comes to, of how many, from lowest to highest."""
    columns = (
        Column("indicator_code"),
        Column("indicator", "texts"),
        Column("unit", "code", "units"),
        Column("value_kind", "code", "value_kinds"),
        Column("aggregation", "code", "aggregations"),
        Column("year", "year"),
        Column("value", "number"),
        Column("target", "number"),
        Column("counted", "count"),
        Column("reported", "count"),
        Column("of", "count"),
        Column("lowest", "number"),
        Column("highest", "number"),
        Column("problem", "word"),
    )
    rows = (
        Row(
            (
                one.code,
                one.title,
                one.unit,
                one.value_kind,
                one.aggregation,
                one.year,
                one.value,
                one.target,
                one.counted,
                one.reported,
                one.of,
                one.lowest,
                one.highest,
                one.problem,
            ),
            persons=one.persons,
        )
        for one in found
    )
    return table("indicators", columns, rows)


def values_table(found: Iterable[Together]) -> Table:
    """Every value that was reported, with its parts, the baseline and the year's target."""
    columns = (
        Column("municipality", "municipality"),
        Column("indicator_code"),
        Column("indicator", "texts"),
        Column("unit", "code", "units"),
        Column("value_kind", "code", "value_kinds"),
        Column("year", "year"),
        Column("value", "number"),
        Column("numerator", "number"),
        Column("denominator", "number"),
        Column("target", "number"),
        Column("baseline", "number"),
        Column("baseline_year", "year"),
    )
    rows = (_value_row(one, reported) for one in found for reported in one.rows)
    return table("indicator_values", columns, rows)


def _value_row(one: Together, reported: Reported) -> Row:
    indicator, value = reported.indicator, reported.value
    baseline = indicator.baseline
    return Row(
        (
            reported.summary.municipality,
            one.code,
            indicator.title,
            indicator.unit,
            indicator.value_kind,
            one.year,
            value.value,
            value.numerator,
            value.denominator,
            indicator.targets.get(one.year),
            baseline.value if baseline else None,
            baseline.year if baseline else "",
        ),
        plan=reported.summary.plan,
        record=value.id,
        persons=one.persons,
    )
