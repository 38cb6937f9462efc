"""What a cell means for a field: typed, pasted or changed on its way by a spreadsheet program's habits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from localplan.domain.quarters import quarter_of
from localplan.domain.records.base import Field
from localplan.domain.values import Refused, accepted, accepted_entry
from localplan.exchange.workbook.data import usual
from localplan.exchange.workbook.reading_names import Names
from localplan.exchange.workbook.reading_xml import ReadCell, day_of
from localplan.words import Words, fold

_YES = frozenset({"yes", "da", "oui", "si", "true", "1", "x", "✓", "✔", "+", "ja"})
_NO = frozenset({"no", "ne", "non", "false", "0", "-", "nein"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_QUARTER = re.compile(r"\b(?:[qktк]\s*)?([1-4]|iv|i{1,3})(?:\s*[qktк])?\b")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")
_DAYS_OF_PLANS = (20_000, 100_000)  # 1954 to 2173, as a spreadsheet counts them
_UNITS = re.compile(r"[^\d]*$")


class Meaning(msgspec.Struct, frozen=True):
    """What is needed to understand cells: the words of the workbook's language and the names of choices."""

    words: Words
    names: Names

    def value(self, field: Field, choices: str, cell: ReadCell | None) -> Any:
        """The value of a field, or of one entry of a map field, as the record keeps it; None for an empty one.

        Raises Refused when the cell says nothing that the field can hold.
        """
        if cell is None or not usual(cell.text):
            if cell is not None and cell.kind == "formula":
                raise Refused("workbook_formula_without_value")
            return None
        if cell.kind == "error":
            raise Refused("workbook_error_value", value=cell.text)
        value = _BY_KIND[field.holds.kind](self, cell, choices)
        return accepted_entry(field.holds, value) if field.holds.by else accepted(field.holds, value, None)

    def one_choice(self, choices: str, text: str) -> str:
        """The code or id that a text means; without a list the text is the code."""
        return self.names.find(choices, text) if choices else usual(text)


def _text(meaning: Meaning, cell: ReadCell, _: str) -> str:
    if cell.kind == "day":
        return meaning.words.day(date.fromisoformat(cell.text))
    text = cell.text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[ \t\u00a0\u202f]+$", "", text, flags=re.MULTILINE).strip("\n")


def _code(meaning: Meaning, cell: ReadCell, choices: str) -> str:
    if cell.kind == "day":
        raise Refused("workbook_became_a_date", value=cell.text)
    return meaning.one_choice(choices, cell.text)


def _codes(meaning: Meaning, cell: ReadCell, choices: str) -> tuple[str, ...]:
    if cell.kind == "day":
        raise Refused("workbook_became_a_date", value=cell.text)
    parts = [usual(part) for part in re.split(r"[;\n]", cell.text)]
    try:
        return tuple(meaning.one_choice(choices, part) for part in parts if part)
    except Refused:
        commas = [usual(part) for part in re.split(r"[;,\n]", cell.text)]
        if len(commas) == len(parts):
            raise
        return tuple(meaning.one_choice(choices, part) for part in commas if part)


def _number(meaning: Meaning, cell: ReadCell, _: str) -> Decimal:
    if cell.kind == "day":
        raise Refused("workbook_became_a_date", value=cell.text)
    if cell.kind in ("number", "tick"):
        return Decimal(cell.text)
    text = usual(cell.text)
    try:
        return meaning.words.parse_number(text)
    except ValueError:
        pass
    try:  # "1.234,56 RSD"
        return meaning.words.parse_number(_UNITS.sub("", text))
    except ValueError:
        raise Refused("not_a_number", value=cell.text) from None


def _day(meaning: Meaning, cell: ReadCell, _: str) -> date:
    text = usual(cell.text)
    if cell.kind == "day":
        return date.fromisoformat(text)
    if cell.kind == "number" and _DAYS_OF_PLANS[0] <= Decimal(text) <= _DAYS_OF_PLANS[1]:
        day = day_of(float(text))
        if day is not None:
            return day
    moment = _MOMENT.fullmatch(text)
    try:
        return meaning.words.parse_day(moment[1] if moment else text)
    except ValueError:
        raise Refused("not_a_date", value=cell.text) from None


def _quarter(meaning: Meaning, cell: ReadCell, _: str) -> str:
    """A quarter as the plan writes it, as languages say it ("III квартал 2027."), or the one a date lies in."""
    text = fold(usual(cell.text))
    if cell.kind == "day":
        return quarter_of(date.fromisoformat(cell.text))
    years = _YEAR.findall(text)
    rest = _QUARTER.findall(_YEAR.sub(" ", text))
    if len(years) == 1 and len(rest) == 1:
        return f"{years[0]}-Q{_ROMAN.get(rest[0], rest[0])}"
    try:
        return quarter_of(_day(meaning, cell, ""))
    except Refused:
        raise Refused("not_a_quarter", value=cell.text) from None


def _tick(meaning: Meaning, cell: ReadCell, _: str) -> bool:
    text = fold(usual(cell.text))
    own = {fold(meaning.words("yes")): True, fold(meaning.words("no")): False}
    if text in own:
        return own[text]
    if text in _YES or text in _NO:
        return text in _YES
    raise Refused("not_yes_or_no", value=cell.text)


_BY_KIND: dict[str, Callable[[Meaning, ReadCell, str], Any]] = {
    "text": _text,
    "code": _code,
    "codes": _codes,
    "reference": _code,
    "references": _codes,
    "owner": _code,
    "number": _number,
    "money": _number,
    "whole": _number,
    "day": _day,
    "quarter": _quarter,
    "tick": _tick,
}
