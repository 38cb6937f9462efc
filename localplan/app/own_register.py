"""A person's own register of municipalities, for a country of which the program ships none.

It comes from a CSV file with the columns `code,name,parent_iso3166_2,type`, is read strictly and whole, and is kept
in the person's data folder with a column for the language of its names.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from localplan.app.places import data_folder
from localplan.domain.values import Refused
from localplan.exchange.safe_write import replacing

COLUMNS = ("code", "name", "parent_iso3166_2", "type")
LARGEST = 8 * 1024 * 1024  # bytes; the largest country of the programme has some 5,000 units
LONGEST = 200  # characters of a code or name


class Unit(NamedTuple):
    """A row of an own register: `parent` is an ISO 3166-2 code, `kind` a kind of unit of the methodology."""

    code: str
    name: str
    parent: str
    kind: str


def own_register(country: str) -> Path:
    """Where the own register of a country is kept."""
    return data_folder() / "registers" / f"municipalities_{country.lower()}.csv"


def read_units(path: Path, parents: Collection[str], kinds: Collection[str]) -> tuple[Unit, ...]:
    """The units of a person's file. Raises Refused for the first thing that is wrong, and then nothing is taken.

    `parents` are the country's ISO 3166-2 codes (a unit may also have none), `kinds` the kinds of units to choose from.
    """
    lines = _lines(path)
    if tuple(cell.strip() for cell in next(lines, [])) != COLUMNS:
        raise Refused("register_columns", file=path.name, columns=",".join(COLUMNS))
    units: dict[str, Unit] = {}
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            continue
        unit = _unit(path.name, number, cells)
        if unit.parent and unit.parent not in parents:
            raise Refused("register_parent", file=path.name, number=number, value=unit.parent)
        if unit.kind not in kinds:
            raise Refused("register_type", file=path.name, number=number, value=unit.kind, known=", ".join(kinds))
        if unit.code in units:
            raise Refused("register_code_twice", file=path.name, number=number, value=unit.code)
        units[unit.code] = unit
    if not units:
        raise Refused("file_empty", file=path.name)
    return tuple(units.values())


def keep_units(units: Collection[Unit], country: str, language: str) -> None:
    """Puts the units in the place of the country's own register. Raises Refused when it cannot be written."""
    path = own_register(country)
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        replacing(path, lambda temporary: _whole(temporary, len(units))) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as file,
    ):
        written = csv.writer(file, lineterminator="\n")
        written.writerow(("code", f"name_{language}", "district", "kind"))
        written.writerows((unit.code, unit.name, unit.parent, unit.kind) for unit in units)


def _whole(path: Path, count: int) -> None:
    """Raises ValueError when lines were lost on the way to the disk."""
    with path.open(encoding="utf-8", newline="") as file:
        if sum(1 for _ in csv.reader(file)) != count + 1:
            raise ValueError("lines are missing")


def _lines(path: Path) -> Iterator[list[str]]:
    """The rows of the file, decoded as UTF-8 with or without the mark that spreadsheets put first."""
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise Refused("file_too_large", file=path.name, megabytes=size // 2**20, most=LARGEST // 2**20)
        text = path.read_text("utf-8-sig")
        yield from csv.reader(text.splitlines(), strict=True)
    except FileNotFoundError:
        raise Refused("file_missing", file=path.name) from None
    except IsADirectoryError:
        raise Refused("not_a_file", file=path.name) from None
    except OSError:
        raise Refused("file_not_readable", file=path.name) from None
    except (UnicodeDecodeError, csv.Error):
        raise Refused("register_not_text", file=path.name) from None


def _unit(file: str, number: int, cells: list[str]) -> Unit:
    if len(cells) != len(COLUMNS):
        raise Refused("register_cells", file=file, number=number, count=len(cells), wanted=len(COLUMNS))
    unit = Unit(*(cell.strip() for cell in cells))
    if not (unit.code and unit.name and unit.kind):
        raise Refused("register_empty_cell", file=file, number=number)
    if max(map(len, unit)) > LONGEST or not "".join(unit).isprintable() or set(unit.code) & set(" /\\:"):
        raise Refused("register_odd_cell", file=file, number=number)
    return unit
