"""How languages write numbers, days and quarters. A small table of our own: loading Babel costs 40 ms at each start."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

NARROW_SPACE = "\u202f"
HARD_SPACE = "\u00a0"
ROMAN = ("", "I", "II", "III", "IV")


class Formats(NamedTuple):
    """`day` is filled with d, m, y; `quarter` with q or roman, and y."""

    decimal: str
    group: str
    day: str
    quarter: str


_DOTS, _SLASHES = "{d:02}.{m:02}.{y}", "{d:02}/{m:02}/{y}"
_ENGLISH = Formats(".", ",", _SLASHES, "Q{q} {y}")
_SERBIAN = Formats(",", ".", _DOTS + ".", "{roman} квартал {y}.")
_SERBIAN_LATIN = Formats(",", ".", _DOTS + ".", "{roman} kvartal {y}.")
_RUSSIAN = Formats(",", HARD_SPACE, _DOTS, "{roman} кв. {y}")
_FRENCH = Formats(",", NARROW_SPACE, _SLASHES, "T{q} {y}")

FORMATS = {
    "en": _ENGLISH,
    "sr": _SERBIAN,
    "sr-Latn": _SERBIAN_LATIN,
    "bs": _SERBIAN_LATIN,
    "hr": _SERBIAN_LATIN,
    "fr": _FRENCH,
    "es": Formats(",", ".", _SLASHES, "T{q} {y}"),
    "pt": Formats(",", ".", _SLASHES, "T{q} {y}"),
    "ru": _RUSSIAN,
    "ky": _RUSSIAN,
    "ro": Formats(",", ".", _DOTS, "T{q} {y}"),
    "ar": Formats(",", ".", _SLASHES, "Q{q} {y}"),
    "hu": Formats(",", HARD_SPACE, "{y}. {m:02}. {d:02}.", "{y}. Q{q}"),
}


def formats_of(language: str) -> Formats:
    """The formats of a BCP 47 tag; without its own row, of its first part; else English."""
    return FORMATS.get(language) or FORMATS.get(language.partition("-")[0]) or _ENGLISH


def print_number(number: Decimal, formats: Formats, decimals: int | None = None) -> str:
    """A number with its own decimals, or rounded half up to `decimals`."""
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if not number:
        number = abs(number)
    swap = {",": formats.group, ".": formats.decimal}
    return "".join(swap.get(sign, sign) for sign in f"{number:,f}")


def decimals_of(number: Decimal) -> int:
    """How many decimals a number needs, trailing zeros not counted."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def print_money(amount: Decimal, formats: Formats) -> str:
    """Whole amounts without decimals, others with two, or more where the amount has more."""
    decimals = decimals_of(amount)
    return print_number(amount, formats, max(2, decimals) if decimals else 0)


_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_MINUS = re.compile("^[−–‑]")


def _written(decimal: str, group: str) -> re.Pattern[str]:
    """Digits in groups of three that do not begin with 0, or without groups; then perhaps decimals."""
    groups = rf"[1-9]\d{{0,2}}(?:(?P<g>[{re.escape(group)} ])\d{{3}})(?:(?P=g)\d{{3}})*"
    return re.compile(rf"([+-]?)({groups}|\d+)(?:{re.escape(decimal)}(\d+))?")


_COMMA, _POINT = _written(",", "."), _written(".", ",")
_C_FORM = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?")


def parse_number(text: str, formats: Formats) -> Decimal:
    """The number a person typed: in the language's form, else as C writes it, else in the other usual form.

    `1.234` is 1234 where the point groups thousands. Raises ValueError.
    """
    plain = _MINUS.sub("-", _SPACES.sub(" ", text.strip()))
    own, other = (_POINT, _COMMA) if formats.decimal == "." else (_COMMA, _POINT)
    for written in (own, _C_FORM, other):
        if found := written.fullmatch(plain):
            sign, whole, fraction = found[1], re.sub(r"\D", "", found[2]), found[found.re.groups] or "0"
            return Decimal(f"{sign}{whole}.{fraction}") if fraction.strip("0") else Decimal(f"{sign}{whole}")
    raise ValueError(text)


def print_day(day: date, formats: Formats) -> str:
    return formats.day.format(d=day.day, m=day.month, y=day.year)


_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})\.?")


def parse_day(text: str) -> date:
    """A day typed as 2026-12-31, 31.12.2026., 31. 12. 2026 or 31/12/2026: the day stands before the month.

    No language here writes the month first. Raises ValueError.
    """
    plain = text.strip()
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(plain):
        day, month, year = map(int, found.groups())
    else:
        raise ValueError(text)
    return date(year, month, day)


def print_quarter(quarter: str, formats: Formats) -> str:
    """ "2027-Q3" in words; a text that is no quarter stays as it is."""
    year, dash, number = quarter.partition("-Q")
    if not dash or number not in ("1", "2", "3", "4"):
        return quarter
    return formats.quarter.format(q=number, roman=ROMAN[int(number)], y=year)


def print_moment(moment: str, formats: Formats) -> str:
    """An ISO moment to the minute; with an offset it is shown in the computer's own time. Raises ValueError."""
    time = datetime.fromisoformat(moment)
    local = time.astimezone() if time.tzinfo else time
    return f"{print_day(local.date(), formats)} {local:%H:%M}"
