"""The region as pictures: its districts on a grid that lies as the country does, and one small chart a municipality.

Values in words and figures; the window draws them. Districts of a country without a grid stand side by side by name.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from localplan.app.consolidation import Consolidated
from localplan.app.region_words import RegionWords
from localplan.app.registers import Municipality, municipalities
from localplan.data import data_dir
from localplan.domain.summary import Summary
from localplan.words import phrase

ACROSS = 6
"""Districts in a row where no grid says where they lie."""


class Tile(NamedTuple):
    """A district: where it stands, what its figure is, in words too; None where nothing is known."""

    district: str
    name: str
    row: int
    column: int
    value: Decimal | None
    figure: str
    note: str


class Small(NamedTuple):
    """A municipality's own part of the money by year."""

    plan: str
    name: str
    values: tuple[Decimal, ...]
    total: str


class Multiples(NamedTuple):
    """Small charts on one scale: the years, the unit, the highest of all columns."""

    years: tuple[str, ...]
    currency: str
    highest: Decimal
    charts: tuple[Small, ...]
    left_out: int  # plans in other currencies


SUBJECTS = {
    "plans": phrase("Municipalities with a plan here"),
    "money": phrase("Total money"),
    "per_head": phrase("Money per inhabitant"),
    "late": phrase("Late activities"),
}
"""What the grid may show."""


def tiles(told: RegionWords, subject: str) -> tuple[Tile, ...]:
    """The districts with their figures on one of SUBJECTS."""
    view = told.view
    units = _units(view)
    figures = _FIGURES[subject](told, units)
    places = _places(told, sorted(units, key=told.district))
    return tuple(
        Tile(code, told.district(code), *places[code], *figures.get(code, (None, "–")), _note(told, units[code]))
        for code in sorted(units, key=lambda code: places[code])
    )


def _units(view: Consolidated) -> dict[str, list[Municipality]]:
    """The municipalities of the register by district; city municipalities belong to their city."""
    found: dict[str, list[Municipality]] = defaultdict(list)
    for country in view.countries:
        for unit in municipalities(data_dir("db"), country):
            if unit.district and unit.kind != "city_municipality":
                found[unit.district].append(unit)
    for summary in view.summaries:
        found.setdefault(view.place.districts.get(summary.municipality, summary.subdivision) or "", [])
    found.pop("", None)
    return dict(found)


def _note(told: RegionWords, units: list[Municipality]) -> str:
    here = {s.municipality for s in told.view.summaries}
    count = sum(unit.code in here for unit in units)
    return told.words("{n} of {of} municipalities", n=count, of=len(units)) if units else ""


_Figure = tuple[Decimal | None, str]


def _plans(told: RegionWords, units: Mapping[str, list[Municipality]]) -> dict[str, _Figure]:
    here = {s.municipality for s in told.view.summaries}
    counts = {code: sum(unit.code in here for unit in own) for code, own in units.items()}
    return {code: (Decimal(n), told.words.number(Decimal(n))) for code, n in counts.items() if n}


def _money_by_district(told: RegionWords) -> dict[str, Decimal]:
    """In the currency that most of the money is in."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in told.view.rows:
        district = told.view.place.districts.get(one.summary.municipality, one.summary.subdivision)
        found[one.currency, district] += one.money
    most = told.view.currency
    return {district: money for (currency, district), money in found.items() if currency == most and district}


def _money(told: RegionWords, units: Mapping[str, list[Municipality]]) -> dict[str, _Figure]:
    return {code: (money, _millions(told, money)) for code, money in _money_by_district(told).items()}


def _millions(told: RegionWords, money: Decimal) -> str:
    millions = (money / 1_000_000).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return told.words("{n} million {currency}", n=told.words.number(millions), currency=told.view.currency)


def _per_head(told: RegionWords, units: Mapping[str, list[Municipality]]) -> dict[str, _Figure]:
    """The money of a district's plans by the inhabitants of the municipalities that have one."""
    here = {s.municipality for s in told.view.summaries}
    found: dict[str, _Figure] = {}
    for code, money in _money_by_district(told).items():
        people = sum(told.view.population[u.code].people for u in units.get(code, ()) if _counted(told, u, here))
        if people:
            each = (money / people).quantize(Decimal(1), ROUND_HALF_UP)
            found[code] = (each, f"{told.words.number(each)} {told.view.currency}")
    return found


def _counted(told: RegionWords, unit: Municipality, here: set[str]) -> bool:
    return unit.code in here and unit.code in told.view.population


def _late(told: RegionWords, units: Mapping[str, list[Municipality]]) -> dict[str, _Figure]:
    found: dict[str, int] = defaultdict(int)
    for summary in told.view.with_parts("activities"):
        district = told.view.place.districts.get(summary.municipality, summary.subdivision)
        found[district] += sum(one.is_late(told.view.today) for one in summary.activities)
    return {code: (Decimal(n), told.words.number(Decimal(n))) for code, n in found.items()}


_FIGURES: Mapping[str, Callable[[RegionWords, Mapping[str, list[Municipality]]], dict[str, _Figure]]] = {
    "plans": _plans,
    "money": _money,
    "per_head": _per_head,
    "late": _late,
}


def _places(told: RegionWords, districts: list[str]) -> dict[str, tuple[int, int]]:
    """Row and column of each district; those without a place of their own follow beneath, by name."""
    grid = _grid(data_dir("db"))
    placed = {code: grid[code] for code in districts if code in grid}
    below = max((row for row, _ in placed.values()), default=-1) + 1
    others = [code for code in districts if code not in placed]
    return placed | {code: (below + n // ACROSS, n % ACROSS) for n, code in enumerate(others)}


@cache
def _grid(db_dir: Path) -> dict[str, tuple[int, int]]:
    with (db_dir / "reference" / "district_grid.csv").open(encoding="utf-8", newline="") as file:
        return {line["district"]: (int(line["row"]), int(line["column"])) for line in csv.DictReader(file)}


def _named(told: RegionWords, summary: Summary) -> str:
    return told.municipality(summary.municipality) or told.text(summary.title)


# small multiples -----------------------------------------------------------------------------------------------------


def multiples(told: RegionWords) -> Multiples:
    """One small chart for each plan, all on one scale; plans in another currency than most are left out."""
    currency, view = told.view.currency, told.view
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in view.rows:
        if one.currency == currency:
            sums[one.summary.plan][one.row.year] += one.money
    years = tuple(sorted({year for own in sums.values() for year in own}))
    charts = tuple(
        Small(s.plan, _named(told, s), values, _millions(told, sum(values, Decimal(0))))
        for s in view.summaries
        if s.plan in sums
        for values in (tuple(sums[s.plan].get(year, Decimal(0)) for year in years),)
    )
    highest = max((value for chart in charts for value in chart.values), default=Decimal(0))
    others = {one.summary.plan for one in view.rows if one.currency != currency} - sums.keys()
    return Multiples(years, currency, highest, charts, len(others))
