"""The tables of a region as everybody may read them: without what is internal, and without small counts of persons.

The figures that are hidden are proved not to follow from the rest, in this edition and all earlier ones
(`suppression`); a figure that is made of hidden ones, or would give one away, is hidden with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from localplan.domain.region_indicators import PER
from localplan.domain.small_counts import figure_name
from localplan.domain.suppression import LEAST, Edition, Sum, protected
from localplan.domain.tables import Row, Table

SUPPRESSED = "*"
"""What stands in the place of a figure that is not shown, in every format."""

_PUBLIC = {
    "municipalities": ("errors", "warnings", "late", "requests"),
    "amounts": (),
    "shared_measures": (),
    "indicators": (),
    "indicator_values": (),
    "progress": ("late", "not_reported"),
    "addressees": (),
}
"""The tables that may be published, with the columns that are left out; the tables of money may all be."""

NOTHING: Mapping[str, Mapping[str, Decimal]] = {}
_VALUES, _INDICATORS = "indicator_values", "indicators"
_PARTS = ("value", "numerator", "denominator", "baseline")


def is_public(name: str) -> bool:
    """Whether a table is for everybody at all."""
    return name in _PUBLIC or name.startswith("money_by_")


def public_tables(
    tables: Mapping[str, Table],
    earlier: Iterable[Edition] = (),
    least: int = LEAST,
    parts: Mapping[str, Mapping[str, Decimal]] = NOTHING,
) -> tuple[dict[str, Table], Edition]:
    """The public tables among these, and their counts of persons, shown and hidden.

    `parts`: what figures of these tables are the sum of, by `whole_name`; the plans' own public editions may show it.
    """
    kept = {name: _without_columns(one, _PUBLIC.get(name, ())) for name, one in tables.items() if is_public(name)}
    figures = protected(_figures(kept, parts), earlier, least)
    hidden = set(figures.hidden) | _tied(kept, figures.hidden)
    return {name: _covered(name, one, hidden) for name, one in kept.items()}, figures


def _without_columns(one: Table, names: Iterable[str]) -> Table:
    left = [n for n, column in enumerate(one.columns) if column.name not in names]
    rows = (msgspec.structs.replace(row, cells=tuple(row.cells[n] for n in left)) for row in one.rows)
    return msgspec.structs.replace(one, columns=tuple(one.columns[n] for n in left), rows=tuple(rows))


# the counts of persons in the tables ----------------------------------------------------------------------------------


def whole_name(table: str, plan: str, column: str) -> str:
    """The name of a plan's figure in a table of one row per plan."""
    return f"{table}/{plan}/{plan}/{column}"


def _figures(tables: Mapping[str, Table], parts: Mapping[str, Mapping[str, Decimal]]) -> Edition:
    values: dict[str, Decimal] = {}
    for name, one in tables.items():
        values |= {figure: value for row in one.rows for figure, value in _counts(name, one, row)}
    sums = list(_sums(tables, values))
    for each in sums:
        values.setdefault(each.whole, sum((values[part] for part in each.parts), Decimal(0)))
    unsaid = {name: value for whole in parts.keys() & values.keys() for name, value in parts[whole].items()}
    sums += [Sum(whole, tuple(parts[whole])) for whole in sorted(parts.keys() & values.keys()) if parts[whole]]
    return Edition(unsaid | values, tuple(sums), unsaid=frozenset(unsaid.keys() - values.keys()))


def _counts(name: str, one: Table, row: Row) -> Iterator[tuple[str, Decimal]]:
    """The counts of a row, each with the name it has in every edition."""
    for column, cell in zip(one.columns, row.cells, strict=True):
        counts = column.persons or (name == _VALUES and row.persons and column.name in _counted(one, row))
        if counts and isinstance(cell, Decimal | int) and cell >= 0:
            yield _name(name, one, row, column.name), Decimal(cell)


def _counted(one: Table, row: Row) -> tuple[str, ...]:
    """The columns that count persons: of a rate only both sides of its fraction."""
    return ("numerator", "denominator") if row.cells[one.column("unit")] in PER else _PARTS


def _name(name: str, one: Table, row: Row, column: str) -> str:
    """A reported value goes by its record, any other figure by table and plan, or by indicator and year."""
    if name == _VALUES:
        return figure_name(row.plan, row.record, column)
    return f"{name}/{row.plan}/{row.record}/{column}"


def _key(one: Table, row: Row) -> tuple[str, str]:
    return row.cells[one.column("indicator_code")], row.cells[one.column("year")]


def _by_indicator(tables: Mapping[str, Table]) -> dict[tuple[str, str], list[Row]]:
    """The reported values of persons, by indicator and year."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    if _VALUES in tables:
        for row in tables[_VALUES].rows:
            if row.persons:
                found[_key(tables[_VALUES], row)].append(row)
    return found


def _sums(tables: Mapping[str, Table], values: Mapping[str, Decimal]) -> Iterator[Sum]:
    """What a figure of the region gives away: a sum is that of its parts, a rate that of both sides of its fraction."""
    if _INDICATORS not in tables or _VALUES not in tables:
        return
    of = _by_indicator(tables)
    shown, one = tables[_INDICATORS], tables[_VALUES]
    for row in shown.rows:
        rule = row.cells[shown.column("aggregation")]
        if row.cells[shown.column("value")] is None or not row.persons:
            continue
        for part in {"sum": ("value",), "weighted": ("numerator", "denominator")}.get(rule, ()):
            names = [_name(_VALUES, one, each, part) for each in of[_key(shown, row)]]
            if parts := tuple(name for name in names if name in values):
                yield Sum(_whole(_key(shown, row), part), parts)


def _whole(key: tuple[str, str], part: str) -> str:
    return f"{_INDICATORS}/{key[0]}/{key[1]}/{part}"


# what goes with hidden figures ----------------------------------------------------------------------------------------


def _tied(tables: Mapping[str, Table], hidden: Iterable[str]) -> set[str]:
    """Figures that would give hidden ones away, or that are made of them other than by a sum."""
    gone = set(hidden)
    more: set[str] = set()
    if _VALUES not in tables:
        return more
    one = tables[_VALUES]
    for key, rows in _by_indicator(tables).items():
        for row in rows:
            names = {part: _name(_VALUES, one, row, part) for part in _PARTS}
            if {names["numerator"], names["denominator"]} & gone:
                more.add(names["value"])
        if any(_name(_VALUES, one, row, "value") in gone | more for row in rows):
            more |= {_whole(key, part) for part in ("lowest", "highest")}
            more |= {_whole(key, "extreme")}
        if {_whole(key, part) for part in ("numerator", "denominator")} & gone:
            more.add(_whole(key, "value"))
    return more


def _covered(name: str, one: Table, hidden: set[str]) -> Table:
    rows = tuple(msgspec.structs.replace(row, cells=tuple(_cells(name, one, row, hidden))) for row in one.rows)
    return msgspec.structs.replace(one, rows=rows)


def _cells(name: str, one: Table, row: Row, hidden: set[str]) -> Iterator[Any]:
    for column, cell in zip(one.columns, row.cells, strict=True):
        figure = _name(name, one, row, column.name) if name != _INDICATORS else _whole(_key(one, row), column.name)
        gone = figure in hidden or (
            name == _INDICATORS
            and column.name == "value"
            and _is_one_of_them(one, row)
            and _extreme(one, row) in hidden
        )
        yield SUPPRESSED if gone and cell is not None else cell


def _is_one_of_them(one: Table, row: Row) -> bool:
    """Whether the region's figure is the figure of some municipality: the highest, or the one that all agree on."""
    return row.cells[one.column("aggregation")] in ("max", "latest")


def _extreme(one: Table, row: Row) -> str:
    return _whole(_key(one, row), "extreme")
