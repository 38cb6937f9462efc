"""The values a field of a record may hold, and what is refused.

A field's annotation says all there is to know about it: `Annotated[str, Holds("text")]` is what the type checker sees
plus the *kind* of content (a closed vocabulary, `KINDS`), what the content is keyed `by` (language, year, …; empty for
a plain field) and, for references, which record kinds it may point `to`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NoReturn, TypeVar

import msgspec

V = TypeVar("V")


class Refused(ValueError):
    """An edit, a value or a file that does not fit. `code` is a message id, `values` fill it; never a sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class Map(dict[str, V]):
    """A read-only dict: text by language, amount by year, score by criterion. Keys are always strings."""

    __slots__ = ()

    def _read_only(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a map field is read-only; edit it with SetField")

    __setitem__ = __delitem__ = __ior__ = _read_only
    clear = pop = popitem = setdefault = update = _read_only

    def with_key(self, key: str, value: V | None) -> Map[V]:
        """This map with one key set, or without it when the value is None; keys sorted, so equal maps print alike."""
        entries = {k: v for k, v in self.items() if k != key}
        if value is not None:
            entries[key] = value
        return Map(sorted(entries.items())) if entries else EMPTY


EMPTY: Map[Any] = Map()


class Holds(msgspec.Struct, frozen=True):
    """What a field holds: `kind` one of KINDS, `by` of KEYS or empty, `to` the record kinds a reference may name."""

    kind: str
    by: str = ""
    to: tuple[str, ...] = ()


def pointer(*to: str) -> Holds:
    """A reference that is cleared when its target is dropped."""
    return Holds("reference", to=to)


def pointers(*to: str) -> Holds:
    """A set of references; a dropped target leaves the set."""
    return Holds("references", to=to)


def owned_by(*to: str) -> Holds:
    """A reference without which the record means nothing: dropping the target drops the record."""
    return Holds("owner", to=to)


Text = Annotated[str, Holds("text")]
Code = Annotated[str, Holds("code")]  # an entry of a list; the form names the list
Codes = Annotated[tuple[str, ...], Holds("codes")]
Number = Annotated[Decimal | None, Holds("number")]
Money = Annotated[Decimal | None, Holds("money")]  # in the plan's currency and unit
Whole = Annotated[int | None, Holds("whole")]
Day = Annotated[date | None, Holds("day")]
Quarter = Annotated[str, Holds("quarter")]  # "2027-Q3", which sorts as it reads
Tick = Annotated[bool, Holds("tick")]
LocalText = Annotated[Map[str], Holds("text", by="language")]
YearMoney = Annotated[Map[Decimal], Holds("money", by="year")]
YearNumber = Annotated[Map[Decimal], Holds("number", by="year")]
YearCode = Annotated[Map[str], Holds("code", by="year")]
SourceMoney = Annotated[Map[Decimal], Holds("money", by="source")]
Scores = Annotated[Map[Decimal], Holds("number", by="criterion")]
Breakdown = Annotated[Map[Decimal], Holds("number", by="group")]

LONGEST_TEXT = 200_000  # characters; more is not an answer but a pasted file
MONEY_DECIMALS = 5  # a plan kept in thousands counts down to the hundredth of the currency
NUMBER_DECIMALS = 6  # with more, a small number would be written with an exponent

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
QUARTER = re.compile(r"(19|20|21)\d\d-Q[1-4]")
YEAR = re.compile(r"(19|20|21)\d\d")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
CODE = re.compile(r"[^\s\x00-\x1f]([^\x00-\x1f]{0,198}[^\s\x00-\x1f])?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text as it is kept: NFC, line ends LF, without characters that no document can hold."""
    if not (text.isascii() and text.isprintable()):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))
    if len(text) > LONGEST_TEXT:
        raise Refused("text_too_long", longest=LONGEST_TEXT, length=len(text))
    return text


def is_id(text: str) -> bool:
    """Whether a text is a record id: a UUID in lower case."""
    return ID.fullmatch(text) is not None


def plain(number: Decimal) -> Decimal:
    """The one way to write a number: no trailing zeros, no exponent, no minus zero."""
    if number == 0:
        return Decimal(0)
    number = number.normalize()
    return number.quantize(Decimal(1)) if number.as_tuple().exponent > 0 else number  # type: ignore[operator]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("not_a_text", value=value)
    return clean(value)


def _matching(pattern: re.Pattern[str], refusal: str) -> Callable[[Any], str]:
    def accept(value: Any) -> str:
        text = _text(value)
        if text and not pattern.fullmatch(text):
            raise Refused(refusal, value=text)
        return text

    return accept


def _decimal(value: Any, decimals: int) -> Decimal:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise Refused("not_a_number", value=value)
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise Refused("not_a_number", value=value)
    number = Decimal(value)
    if not number.is_finite():
        raise Refused("not_a_number", value=value)
    if number and number.adjusted() >= 13:
        raise Refused("number_too_large", value=value)
    digits, exponent = number.as_tuple().digits, int(number.as_tuple().exponent)
    if -exponent > decimals and any(digits[decimals + exponent :]):
        raise Refused("too_many_decimals", value=value, decimals=decimals)
    return plain(number)


def _number(value: Any) -> Decimal:
    return _decimal(value, NUMBER_DECIMALS)


def _money(value: Any) -> Decimal:
    return _decimal(value, MONEY_DECIMALS)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        number = _decimal(value, 0)
        return int(number)
    if abs(value) >= 10**13:
        raise Refused("number_too_large", value=value)
    return value


def _day(value: Any) -> date:
    try:
        day = value if type(value) is date else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Refused("not_a_date", value=value) from None
    if not 1800 <= day.year <= 2200 or (day is not value and day.isoformat() != value):
        raise Refused("not_a_date", value=value)
    return day


def _tick(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused("not_yes_or_no", value=value)
    return value


_code = _matching(CODE, "not_a_code")
_id = _matching(ID, "not_an_id")


def _set_of(accept: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    def accept_all(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list | tuple | set | frozenset):
            raise Refused("not_a_set", value=value)
        return tuple(sorted({text for text in map(accept, value) if text}))

    return accept_all


KINDS: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "code": _code,
    "codes": _set_of(_code),
    "reference": _id,
    "references": _set_of(_id),
    "owner": _id,
    "number": _number,
    "money": _money,
    "whole": _whole,
    "day": _day,
    "quarter": _matching(QUARTER, "not_a_quarter"),
    "tick": _tick,
}

KEYS: Mapping[str, Callable[[Any], str]] = {
    "language": _matching(LANGUAGE, "not_a_language"),
    "year": _matching(YEAR, "not_a_year"),
    "source": _code,
    "criterion": _code,
    "group": _code,
}


def is_empty(value: Any) -> bool:
    """Whether a value says nothing. A zero and a "no" say something; an unticked box does not."""
    return value is None or value is False or value == "" or value == () or value == {} or value == []


def accepted(holds: Holds, value: Any, default: Any) -> Any:
    """The value as a field keeps it, made from what an editor, a file or JSON gave; empty becomes the default.

    Raises Refused with the reason when it does not fit.
    """
    if is_empty(value):
        return default
    content = accepted_map(holds, value) if holds.by else KINDS[holds.kind](value)
    return default if content == default or is_empty(content) else content


def accepted_map(holds: Holds, value: Any) -> Map[Any]:
    """A map field's content: keys checked, values as its kind keeps them, empty ones left out, sorted by key."""
    if not isinstance(value, Mapping):
        raise Refused("not_a_map", value=value)
    entries = {KEYS[holds.by](key): accepted_entry(holds, content) for key, content in value.items()}
    if "" in entries:
        raise Refused("key_missing", by=holds.by)
    return Map(sorted((k, v) for k, v in entries.items() if v is not None))


def accepted_entry(holds: Holds, value: Any) -> Any:
    """One entry of a map field, or None when it is empty."""
    if is_empty(value):
        return None
    content = KINDS[holds.kind](value)
    return None if is_empty(content) else content
