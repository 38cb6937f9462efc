"""`plan.json`: one record a line in canonical JSON, sorted by id.

Reading is strict and quick. Records are decoded by their types; what that leaves open (patterns, limits, the one form
of numbers, texts and sets) is looked at value by value where a glance suffices. Where it does not, the domain makes the
record anew, and the two must be written alike. At the end the whole must be written as it was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import Any, Union

import msgspec

from localplan.domain.canonical import canonical, record_from, remade
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, RECORDS, Record
from localplan.domain.values import (
    CODE,
    ID,
    LANGUAGE,
    LONGEST_TEXT,
    MONEY_DECIMALS,
    NUMBER_DECIMALS,
    QUARTER,
    YEAR,
    Map,
    Refused,
)
from localplan.exchange.guard import json_content
from localplan.exchange.places import check_places

MEMBER = "plan.json"
MOST_RECORDS = 100_000


def plan_bytes(plan: Plan) -> bytes:
    """The plan as `plan.json`."""
    return _joined([canonical(plan[id]) for id in sorted(plan.records)])


def _joined(lines: Iterable[bytes]) -> bytes:
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


def quickly_read(data: bytes) -> Plan:
    """The plan in bytes that `read_plan` has accepted before; nothing is looked at again."""
    records = _decoder.decode(data)
    lines = data[2:-3].split(b",\n")
    return Plan(records, digests={r.id: sha256(line).digest() for r, line in zip(records, lines, strict=False)})


def read_plan(data: bytes) -> Plan:
    """The plan that these bytes are. Raises Refused with record, field and reason, or with the line."""
    if data.count(b"\n") > MOST_RECORDS:
        raise Refused("too_many_records", member=MEMBER, most=MOST_RECORDS)
    contents = json_content(data, len(data))
    records = _decoded(data, contents)
    lines = [canonical(record) for record in records]
    texts_are_clean = _surely_clean(data)
    for number, (record, line, content) in enumerate(zip(records, lines, contents, strict=True), start=2):
        sure = texts_are_clean and len(line) <= LONGEST_TEXT and _surely_made(content)
        if not sure and line != canonical(_remade(record)):
            raise Refused("not_canonical", member=MEMBER, line=number)
    _check_lines(data, lines)
    if any(one.id >= other.id for one, other in pairwise(records)):
        raise Refused("not_canonical", member=MEMBER, line=2)
    plan = Plan(records, digests={r.id: sha256(line).digest() for r, line in zip(records, lines, strict=True)})
    check_places(plan)
    return plan


def _decoded(data: bytes, contents: Any) -> list[Record]:
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, ValueError, ArithmeticError, RecursionError, TypeError, AttributeError) as error:
        _name_the_fault(contents)
        raise Refused("not_canonical", member=MEMBER, line=0, detail=str(error)[:300]) from None


def _name_the_fault(contents: Any) -> None:
    """Raises Refused with the record and field at fault, when making the records one by one shows it."""
    for entry in contents if isinstance(contents, list) else [contents]:
        try:
            record_from(entry)
        except Refused as refusal:
            id = str(entry.get("id", ""))[:36] if isinstance(entry, dict) else ""
            raise Refused(refusal.code, **{"id": id, "member": MEMBER, **refusal.values}) from None


def _remade(record: Record) -> Record:
    try:
        return remade(record)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.values, "id": record.id[:36], "member": MEMBER}) from None


def _check_lines(data: bytes, lines: list[bytes]) -> None:
    if _joined(lines) == data:
        return
    found = data.split(b"\n")
    expected = _joined(lines).split(b"\n")
    line = next((n for n, (a, b) in enumerate(zip(found, expected, strict=False), 1) if a != b), len(expected))
    raise Refused("not_canonical", member=MEMBER, line=line)


def _map_from(kind: Any, content: Any) -> Any:
    if getattr(kind, "__origin__", None) is not Map:
        raise TypeError(f"unexpected type {kind}")
    if kind.__args__[0] is Decimal:
        return Map({key: Decimal(value) for key, value in content.items()})
    return Map(content)


_decoder: msgspec.json.Decoder[list[Record]] = msgspec.json.Decoder(
    list[Union[tuple(RECORDS.values())]],  # type: ignore[misc]  # noqa: UP007
    dec_hook=_map_from,
)

# a glance at each value as JSON has it: True only when the domain would surely keep it as it is ----------------------


def _matching(pattern: str | re.Pattern[str]) -> Callable[[str], Any]:
    """A glance by a pattern that remembers: languages, years and codes come again and again."""
    return lru_cache(4096)(re.compile(pattern).fullmatch)


_SUSPECT = re.compile('\\\\[^n"\\\\]')  # an escape that stands for no plain character; \n combines with no accent
_ID, _CODE = ID.fullmatch, _matching(CODE)
_DECIMAL = r"-?[1-9][0-9]{0,12}(\.[0-9]{0,%d}[1-9])?|-?0\.[0-9]{0,%d}[1-9]|0"


def _surely_clean(data: bytes) -> bool:
    text = data.decode()
    if (b"\\" in data and _SUSPECT.search(text)) or b"\x7f" in data or b"\xef\xbf" in data:
        return False
    return unicodedata.is_normalized("NFC", text)


def _surely_made(content: dict[str, Any]) -> bool:
    glances = _GLANCES[content["kind"]]
    try:
        return all(glances[name](value) for name, value in content.items())
    except TypeError:  # not even the type that the glance expects
        return False


def _all(test: Callable[[str], Any]) -> Callable[[Any], bool]:
    return lambda values: all(map(test, values)) and all(one < other for one, other in pairwise(values))


def _entries(key: Callable[[str], Any], entry: Callable[[Any], Any]) -> Callable[[Any], bool]:
    return lambda content: content and all(map(key, content)) and all(map(entry, content.values()))


_VALUES: dict[str, Callable[[Any], Any]] = {
    "text": lambda value: type(value) is str and value,
    "code": _CODE,
    "codes": _all(_CODE),
    "reference": _ID,
    "references": _all(_ID),
    "owner": _ID,
    "number": _matching(_DECIMAL % (NUMBER_DECIMALS - 1, NUMBER_DECIMALS - 1)),
    "money": _matching(_DECIMAL % (MONEY_DECIMALS - 1, MONEY_DECIMALS - 1)),
    "whole": lambda value: abs(value) < 10**13,
    "day": lambda value: "1800" <= value < "2200",
    "quarter": _matching(QUARTER),
    "tick": lambda value: value is True,
}
_KEYS: dict[str, Callable[[str], Any]] = {
    "language": _matching(LANGUAGE),
    "year": _matching(YEAR),
    "source": _CODE,
    "criterion": _CODE,
    "group": _CODE,
}
_PLACE: dict[str, Callable[[Any], Any]] = {
    "id": _ID,
    "parent": lambda value: value == "" or _ID(value),
    "position": _matching(r"[0-9A-Za-z]*"),
    "kind": bool,
}
_GLANCES = {
    kind: {
        name: _entries(_KEYS[field.holds.by], _VALUES[field.holds.kind])
        if field.holds.by
        else _VALUES[field.holds.kind]
        for name, field in fields.items()
    }
    | _PLACE
    for kind, fields in FIELDS.items()
}
