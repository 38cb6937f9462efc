"""The XML inside a workbook, read in one pass as it comes: shared strings, formats of dates, sheets.

Sizes written in the file are never believed, document types are refused, and what goes beyond the limits ends the
reading. Every refusal is a Refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

import msgspec

from localplan.domain.values import Refused
from localplan.exchange.workbook.reading_slim import MOST_CELLS
from localplan.exchange.workbook.sheets import EXACT_DIGITS

MOST_STRINGS = 500_000
MOST_MERGED = 200_000
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
DEEPEST = 40

_Attributes = Mapping[str, str]
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PERCENT_FORMATS = frozenset((9, 10))
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))


class ReadCell(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a cell says: `kind` text, number, day, tick (1 or 0), error (`#REF!`), or formula: one without a value.

    Numbers are written plain with the digits a spreadsheet keeps, days as ISO dates.
    """

    kind: str
    text: str


class ReadRow(msgspec.Struct, frozen=True, array_like=True):
    """One row: its number as people count, its cells by column from 0 (those that say something), whether hidden."""

    number: int
    cells: dict[int, ReadCell]
    hidden: bool = False


class ReadSheet(msgspec.Struct, frozen=True, array_like=True):
    """One sheet: its title, its rows that say something, and how many ranges of cells are merged in it."""

    title: str
    rows: tuple[ReadRow, ...]
    merged: int = 0


def walk(data: bytes, start: Callable[[str, _Attributes], None], end: Callable[[str, str], None]) -> None:
    """Goes through XML: `start(name, attributes)` and `end(name, text)`, names without prefix.

    The text is that since the last tag. Raises Refused for what is not well-formed, too deep or declares entities.
    """
    parser, depth, text = ParserCreate(), 0, ""

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, text
        depth, text = depth + 1, ""
        if depth > DEEPEST:
            raise Refused("workbook_not_understood", detail="depth")
        start(name.rpartition(":")[2], attributes)

    def finish(name: str) -> None:
        nonlocal depth, text
        depth -= 1
        end(name.rpartition(":")[2], text)
        text = ""

    def more(told: str) -> None:
        nonlocal text
        text += told

    def refuse(*_: Any) -> None:
        raise Refused("workbook_not_understood", detail="DOCTYPE")

    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = more, refuse
    try:
        parser.Parse(data, True)
    except Refused:
        raise
    except (ExpatError, LookupError, ValueError) as error:  # the latter two for encodings that nobody knows
        raise Refused("workbook_not_understood", detail=str(error)) from None


def unescaped(text: str) -> str:
    """A text with the signs that the file format writes as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def shared_strings(data: bytes) -> list[str]:
    """The texts that cells name by their number; reading aids over letters are left out."""
    strings: list[str] = []
    parts: list[str] = []
    aside = False

    def start(name: str, _: _Attributes) -> None:
        nonlocal aside
        aside = aside or name == "rPh"

    def end(name: str, text: str) -> None:
        nonlocal aside
        if name == "t" and not aside:
            parts.append(text)
        elif name == "rPh":
            aside = False
        elif name == "si":
            if len(strings) >= MOST_STRINGS:
                raise Refused("workbook_too_large", what="strings", most=MOST_STRINGS)
            strings.append(unescaped("".join(parts)))
            parts.clear()

    walk(data, start, end)
    return strings


def cell_styles(data: bytes) -> dict[int, str]:
    """The cell styles that show a number as something else: style → `date` or `percent`."""
    own: dict[int, str] = {}
    found: list[str] = []
    within: list[str] = []

    def start(name: str, attributes: _Attributes) -> None:
        within.append(name)
        if name == "numFmt":
            own[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and within[-2:-1] == ["cellXfs"]:
            found.append(_shown_as(_whole(attributes.get("numFmtId")), own))

    def end(name: str, _: str) -> None:
        within.pop()

    walk(data, start, end)
    return {index: shown for index, shown in enumerate(found) if shown}


def _shown_as(number: int, own: Mapping[int, str]) -> str:
    code = _QUOTED.sub("", own.get(number, "").partition(";")[0]).casefold()
    if number in _DATE_FORMATS or any(letter in code for letter in "dy") or "mmm" in code:
        return "date"
    return "percent" if number in _PERCENT_FORMATS or "%" in code else ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


class SheetReader:
    """Reads sheets one after the other; the limit of cells holds for all of them together."""

    def __init__(self, strings: Sequence[str], styles: Mapping[int, str], since_1904: bool) -> None:
        self.strings, self.styles = strings, styles
        self.shift = 1462 if since_1904 else 0  # days between the two beginnings that calendars of sheets have
        self.count = 0

    def read(self, title: str, data: bytes) -> ReadSheet:
        """The sheet in these bytes."""
        return _OneSheet(self).read(title, data)

    def cell(self, kind: str, style: int, text: str, inline: str, formula: bool) -> ReadCell | None:
        """What a cell says by its type, style, value and inline text; None for nothing."""
        if kind == "inlineStr":
            return ReadCell("text", unescaped(inline)) if inline else None
        if not text:
            return ReadCell("formula", "") if formula and kind != "str" else None
        if kind == "s":
            index = _whole(text)
            told = self.strings[index] if index < len(self.strings) else ""
            return ReadCell("text", told) if told else None
        if kind in ("str", "d"):
            return ReadCell("text" if kind == "str" else "day", unescaped(text)[: None if kind == "str" else 10])
        if kind in ("b", "e"):
            return ReadCell("tick" if kind == "b" else "error", text)
        return self._number(text, self.styles.get(style, ""))

    def _number(self, text: str, shown_as: str) -> ReadCell:
        try:
            number = float(text)
            plain = Decimal(f"{number:.{EXACT_DIGITS}G}")
        except (ValueError, ArithmeticError):
            return ReadCell("text", text)
        if not plain.is_finite() or abs(number) > 1e30:
            return ReadCell("text", text)
        if shown_as == "date" and (day := day_of(number + self.shift)):
            return ReadCell("day", day.isoformat())
        plain = plain * 100 if shown_as == "percent" else plain  # "40 %" is kept as 0.4
        whole = plain.to_integral_value()
        return ReadCell("number", format(whole if whole == plain else plain.normalize(), "f"))


def day_of(number: float) -> date | None:
    """The day that a spreadsheet means by a number; None outside the years of plans."""
    if not 1 <= number < 2_958_466:
        return None
    return date(1899, 12, 31 if number < 60 else 30) + timedelta(days=int(number))


class _OneSheet:
    """The sheet being read: the row and the cell in hand."""

    def __init__(self, reader: SheetReader) -> None:
        self.reader = reader
        self.rows: list[ReadRow] = []
        self.merged = self.number = 0
        self.row: ReadRow | None = None
        self.column = -1
        self.kind, self.style, self.value, self.inline = "", 0, "", ""
        self.formula = self.aside = False

    def read(self, title: str, data: bytes) -> ReadSheet:
        walk(data, self._start, self._end)
        return ReadSheet(title, tuple(self.rows), self.merged)

    def _start(self, name: str, attributes: _Attributes) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.aside = True
        elif name == "mergeCell":
            self.merged += 1
            if self.merged > MOST_MERGED:
                raise Refused("workbook_too_large", what="merged ranges", most=MOST_MERGED)

    def _begin_row(self, attributes: _Attributes) -> None:
        number = _whole(attributes.get("r")) or self.number + 1
        if not self.number < number <= MOST_ROWS:
            raise Refused("workbook_not_understood", detail=f"row {number}")
        self.number, self.column = number, -1
        self.row = ReadRow(number, {}, attributes.get("hidden") in ("1", "true"))

    def _begin_cell(self, attributes: _Attributes) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        column = _column(place[1]) if place else self.column + 1
        wrong_row = place is not None and int(place[2]) != self.number
        if self.row is None or wrong_row or not self.column < column < MOST_COLUMNS:
            raise Refused("workbook_not_understood", detail=attributes.get("r", "")[:20] or f"row {self.number}")
        self.column, self.kind = column, attributes.get("t", "n")
        self.style, self.value, self.inline, self.formula = _whole(attributes.get("s")), "", "", False

    def _end(self, name: str, text: str) -> None:
        if name == "v":
            self.value = text
        elif name == "t" and not self.aside:
            self.inline += text
        elif name == "rPh":
            self.aside = False
        elif name == "c" and self.row is not None:
            cell = self.reader.cell(self.kind, self.style, self.value, self.inline, self.formula)
            if cell is not None:
                self.reader.count += 1
                if self.reader.count > MOST_CELLS:
                    raise Refused("workbook_too_large", what="cells", most=MOST_CELLS)
                if not self.row.cells:
                    self.rows.append(self.row)
                self.row.cells[self.column] = cell


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
