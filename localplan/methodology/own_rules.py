"""What a municipality writes as the value of its own rule, read as what the profile's parameter is.

Numbers stand alone, with point or comma; shares may have decimals, everything else is counted in whole ones. A group of
three digits after the mark is not read: it may mean thousands.
"""

from __future__ import annotations

import re
from datetime import date

from localplan.methodology.law import Parameter

Value = bool | int | float | str | tuple[str, ...] | None

YES, NO = ("yes", "true", "1", "da", "да", "oui"), ("no", "false", "0", "ne", "не", "non")
_NUMBER = re.compile(r"\d+(?:[.,]\d{1,2})?")
_MONTH_AND_DAY = re.compile(r"\d\d-\d\d")


def read(parameter: Parameter, text: str) -> Value:
    """The value of a parameter that is known; None for an empty text, and for one that cannot be read."""
    text = text.strip()
    if not text:
        return None
    if isinstance(parameter.value, bool):
        return _yes_or_no(text.casefold())
    if isinstance(parameter.value, int | float):
        return _number(parameter, text)
    if isinstance(parameter.value, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if is_month_and_day(parameter):
        return text if _is_a_day(text) else None
    return text if not parameter.one_of or text in parameter.one_of else None


def takes_decimals(parameter: Parameter) -> bool:
    """Whether half of one makes sense: of a share it does, of a day or a person it does not."""
    return isinstance(parameter.value, float) or parameter.unit == "%"


def is_month_and_day(parameter: Parameter) -> bool:
    """Whether a parameter is a day of whatever year, written as 02-28."""
    return isinstance(parameter.value, str) and _MONTH_AND_DAY.fullmatch(parameter.value) is not None


def _yes_or_no(text: str) -> bool | None:
    return True if text in YES else False if text in NO else None


def _number(parameter: Parameter, text: str) -> int | float | None:
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text.replace(",", "."))
    if number.is_integer():
        return int(number)
    return number if takes_decimals(parameter) else None


def _is_a_day(text: str) -> bool:
    try:
        return _MONTH_AND_DAY.fullmatch(text) is not None and bool(date.fromisoformat(f"2024-{text}"))
    except ValueError:
        return False
