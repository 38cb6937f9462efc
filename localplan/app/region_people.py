"""How many people live in the municipalities of a region: by the register, or by newer figures that were brought.

The figures of the register are old; a census is brought as a file of lines such as `Bor;48615`, with its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localplan.app.region_expected import codes_by_name, lines_of
from localplan.app.registers import municipalities
from localplan.data import data_dir
from localplan.domain.region_work import Population
from localplan.domain.summary import KeptView
from localplan.domain.values import Refused
from localplan.words import fold

if TYPE_CHECKING:
    from localplan.storage.library import Library

POPULATION = "population"
YEARS = range(1900, 2101)
_LINE = re.compile(r"(?P<name>.+?)[;,\t](?P<people>[^;,\t]*)")
_BETWEEN = re.compile(r"[.\s\u00a0\u202f]")  # what stands between thousands


def people_of(library: Library, countries: tuple[str, ...]) -> Mapping[str, Population]:
    """Inhabitants by municipality, the newest figure that is known."""
    units = (unit for country in countries for unit in municipalities(data_dir("db"), country))
    found = {u.code: Population(u.population, u.population_year) for u in units if u.population and u.population_year}
    for kept in sorted(library.region.kept_views(POPULATION), key=lambda kept: int(kept.name)):
        brought = msgspec.json.decode(kept.content, type=dict[str, int])
        year = int(kept.name)
        newer = (code for code in brought if code not in found or found[code].year <= year)
        found |= {code: Population(brought[code], year) for code in newer}
    return found


def bring_people(library: Library, path: Path, year: int) -> int:
    """Keep the figures of a file as those of a year, in the place of earlier ones of it; gives how many there are.

    Raises Refused for a file that cannot be read, for the first line that is wrong, and for a year that cannot be.
    """
    if year not in YEARS:
        raise Refused("population_year", year=year)
    found = dict(_read(path, library))
    if not found:
        raise Refused("file_empty", file=path.name)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    content = msgspec.json.encode(found, order="sorted").decode()
    library.region.keep_view(KeptView(kind=POPULATION, name=str(year), at=at, person=library.author, content=content))
    return len(found)


def _read(path: Path, library: Library) -> Iterator[tuple[str, int]]:
    known = codes_by_name() | {s.municipality: s.municipality for s in library.region.summaries(()) if s.municipality}
    for number, line in enumerate(lines_of(path), 1):
        told = _LINE.fullmatch(line)
        people = _BETWEEN.sub("", told["people"]) if told else ""
        if number == 1 and not people.isdecimal():
            continue  # headings
        name = told["name"].strip().strip('"') if told else ""
        code = known.get(name) or known.get(fold(name))
        if not people.isdecimal() or not int(people) or code is None:
            raise Refused("population_line", file=path.name, line=line[:60])
        yield code, int(people)
