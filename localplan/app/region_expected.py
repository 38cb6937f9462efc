"""The municipalities that a region expects: by district of the register, or named in a text file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localplan.app.registers import municipalities
from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.words import fold, text_in

if TYPE_CHECKING:
    from localplan.storage.library import Library

LARGEST_LIST = 1 << 20  # bytes


class District(msgspec.Struct, frozen=True):
    """A district with the codes of its municipalities."""

    code: str
    name: str
    codes: tuple[str, ...]


def districts_of(language: str, country: str = "RS") -> list[District]:
    """The districts of a country, by name."""
    units = [unit for unit in municipalities(data_dir("db"), country) if unit.district]
    names = {unit.district: text_in(unit.district_names, language, "sr-Latn") or unit.district for unit in units}
    found = {code: tuple(sorted(u.code for u in units if u.district == code)) for code in names}
    return sorted((District(code, names[code], found[code]) for code in names), key=lambda d: fold(d.name))


def codes_by_name(country: str = "RS") -> dict[str, str]:
    """The codes of a register by themselves and by folded name."""
    known: dict[str, str] = {}
    for unit in municipalities(data_dir("db"), country):
        known |= {fold(name): unit.code for name in unit.names.values()} | {unit.code: unit.code}
    return known


def lines_of(path: Path) -> list[str]:
    """The lines of a text file that say something. Raises Refused for a file that cannot be read."""
    try:
        content = path.read_bytes()[:LARGEST_LIST].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("list_not_read", file=path.name) from error
    return [stripped for line in content.splitlines() if (stripped := line.strip())]


def named_in(path: Path, country: str = "RS") -> tuple[str, ...]:
    """The codes of the municipalities that a text names, one a line, by code or by name in whatever script.

    Raises Refused for a file that cannot be read, and for a line that names none.
    """
    known, codes = codes_by_name(country), []
    for line in lines_of(path):
        code = known.get(line) or known.get(fold(line))
        if code is None:
            raise Refused("not_in_register", file=path.name, name=line[:80])
        codes.append(code)
    return tuple(dict.fromkeys(codes))


def codes_of_district(region: str, language: str = "sr-Latn") -> tuple[str, ...]:
    """The municipalities of the district of that name or code; none when there is no such district."""
    wanted = fold(region)
    return next((d.codes for d in districts_of(language) if wanted in (fold(d.code), fold(d.name))), ())


def expected_of(library: Library, region: str) -> tuple[str, ...]:
    """The municipalities that a region expects, or those of the district of that name or code.

    Raises Refused when there is none.
    """
    known = library.region.expected()
    codes = known.get(region) or codes_of_district(region)
    if not codes:
        raise Refused("no_such_region", region=region, known=", ".join(sorted(known)))
    return codes


def expect(library: Library, region: str, named: Path | None = None, language: str = "sr-Latn") -> tuple[str, ...]:
    """The municipalities of a region that the library expects from now on.

    Those that the file names; else those of the region as the library knows it; else of the district of that name or
    code. Raises Refused when there is none.
    """
    known = library.region.expected()
    if named is None and region in known:
        return known[region]
    codes = named_in(named) if named is not None else codes_of_district(region, language)
    if not codes:
        raise Refused("no_such_region", region=region, known=", ".join(sorted(known)))
    library.region.expect(region, codes)
    return codes
