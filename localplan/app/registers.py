"""Registers: municipalities, shipped or brought by the person, and subdivisions after ISO 3166-2.

The figures of shipped ones are old denominators with a year, never values of a plan (`db/reference/README.md`).
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localplan.app.own_register import Unit, keep_units, own_register, read_units
from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.words import fold, text_in
from localplan.words.scripts import sort_key

if TYPE_CHECKING:
    from localplan.domain.records.plan import PlanRecord

SCRIPTS = ("sr-Cyrl", "sr-Latn")


class Municipality(msgspec.Struct, frozen=True, kw_only=True):
    """A unit of local self-government. `kind` is municipality, city, city_municipality or capital; in a register of
    the person's own any kind of unit of the methodology.

    Names by language tag. `city` is the code of the city a city municipality belongs to; `district` an ISO 3166-2 code;
    `population` the newest figure of the register, as of `population_year`.
    """

    code: str
    names: dict[str, str]
    kind: str
    city: str = ""
    district: str = ""
    district_names: dict[str, str] = {}
    development_group: str = ""
    population: int | None = None
    population_year: int | None = None

    @property
    def kind_of_unit(self) -> str:
        """The kind by which papers address it: the capital is a city."""
        return "city" if self.kind == "capital" else self.kind


class Subdivision(msgspec.Struct, frozen=True, kw_only=True):
    """A subdivision of a country: code after ISO 3166-2, name, kind as ISO calls it, code of the one above."""

    country: str
    code: str
    name: str
    kind: str
    parent: str = ""


@lru_cache(maxsize=8)
def municipalities(db_dir: Path, country: str = "RS") -> tuple[Municipality, ...]:
    """The municipalities of a country: of the register that ships, else of the person's own; none without either."""
    shipped = _shipped(db_dir, country)
    if shipped.is_file():
        return tuple(_municipality(row) for row in _rows(shipped))
    own = own_register(country)
    return tuple(_own_municipality(row) for row in _rows(own)) if own.is_file() else ()


def import_municipalities(path: Path, db_dir: Path, country: str, language: str, kinds: Collection[str]) -> int:
    """Takes over a CSV file as the person's own register of a country; gives the number of its units.

    Its columns are `code,name,parent_iso3166_2,type`; `language` is that of names, `kinds` the known kinds of units.
    Raises Refused for a country whose register ships, and for whatever is wrong in the file; then nothing has changed.
    """
    units = own_units(path, db_dir, country, kinds)
    keep_units(units, country, language)
    for remembered in (municipalities, _by_key, register_choices):
        remembered.cache_clear()
    return len(units)


def own_units(path: Path, db_dir: Path, country: str, kinds: Collection[str]) -> tuple[Unit, ...]:
    """The units of a CSV file, as they would be taken over. Raises Refused as `import_municipalities` does."""
    if _shipped(db_dir, country).is_file():
        raise Refused("register_shipped", country=country)
    return read_units(path, {one.code for one in subdivisions(db_dir, country)}, kinds)


def _shipped(db_dir: Path, country: str) -> Path:
    return db_dir / "reference" / f"municipalities_{country.lower()}.csv"


@lru_cache(maxsize=16)
def subdivisions(db_dir: Path, country: str) -> tuple[Subdivision, ...]:
    """The subdivisions of a country after ISO 3166-2; none for a country that is not in the register."""
    rows = _rows(db_dir / "reference" / "subdivisions.csv")
    return tuple(
        Subdivision(country=country, code=row["code"], name=row["name"], kind=row["type"], parent=row["parent"])
        for row in rows
        if row["country"] == country
    )


def municipality(db_dir: Path, code: str, country: str = "RS") -> Municipality | None:
    """The municipality with that code, or None."""
    return next((m for m in municipalities(db_dir, country) if m.code == code), None)


def place_name(root: PlanRecord, language: str) -> str:
    """Whose plan it is: as the plan names it, else as the register does, else the code."""
    if named := text_in(root.municipality_name, language, root.main_language):
        return named
    unit = municipality(data_dir("db"), root.municipality, root.country or "RS") if root.municipality else None
    return (text_in(unit.names, language, "sr-Latn") if unit else "") or root.municipality


def find_municipalities(text: str, db_dir: Path, country: str = "RS", most: int = 20) -> tuple[Municipality, ...]:
    """What type-ahead offers for a text in either script, with or without diacritics, or for the start of a code.

    Names that begin with the text come first, then those of which a later word does, then those that contain it; among
    equals whole units before city municipalities, and then by name. Nothing for an empty text.
    """
    wanted = _key(text.strip())
    ranked = [(rank, m) for key, m in _by_key(db_dir, country) if wanted and (rank := _rank(wanted, key, m))]
    ranked.sort(key=lambda hit: (hit[0], hit[1].kind == "city_municipality", sort_key(_name(hit[1]), "sr-Latn")))
    return tuple(m for _, m in ranked[:most])


def _key(text: str) -> str:
    """A search key in which đ, dj and d are one: people without the letter write Indjija or Indija."""
    return fold(text).replace("dj", "d")


def _rank(wanted: str, key: str, m: Municipality) -> int:
    """How well a name fits, 1 the best; 0 not at all."""
    if key.startswith(wanted) or m.code.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in key.replace("(", " ").split()):
        return 2
    return 3 if wanted in key else 0


@lru_cache(maxsize=8)
def _by_key(db_dir: Path, country: str) -> tuple[tuple[str, Municipality], ...]:
    return tuple((_key(_name(m)), m) for m in municipalities(db_dir, country))


def _name(m: Municipality) -> str:
    return text_in(m.names, "sr-Latn")


def _municipality(row: dict[str, str]) -> Municipality:
    year, population = next(
        ((int(column[-4:]), int(row[column])) for column in _POPULATION if row[column]), (None, None)
    )
    return Municipality(
        code=row["code"],
        names={tag: row[f"name_{tag}"] for tag in SCRIPTS},
        kind=row["kind"],
        city=row["parent"],
        district=row["district"],
        district_names={tag: row[f"district_{tag}"] for tag in SCRIPTS},
        development_group=row["development_group_2014"],
        population=population,
        population_year=year,
    )


def _own_municipality(row: dict[str, str]) -> Municipality:
    names = {column.removeprefix("name_"): row[column] for column in row if column.startswith("name_")}
    return Municipality(code=row["code"], names=names, kind=row["kind"], district=row["district"])


_POPULATION = ("population_estimate_2019", "population_census_2011")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


REGISTERS = ("municipalities", "subdivisions")
"""Lists too long for forms/: a field that names one of them is filled from the register."""


@lru_cache(maxsize=8)
def register_choices(register: str, country: str, language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of a country's register, by name."""
    db_dir = data_dir("db")
    if register == "municipalities":
        found = [(one.code, text_in(one.names, language, "sr-Latn")) for one in municipalities(db_dir, country)]
    else:
        found = [(one.code, one.name) for one in subdivisions(db_dir, country)]
    return tuple(sorted(found, key=lambda choice: fold(choice[1])))
