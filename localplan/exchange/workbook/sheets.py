"""A workbook as a value: what stands where and in which style, before any file exists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

Kind = Literal["official", "data", "internal"]
Paper = Literal["A3", "A4"]

LONGEST_CELL = 32_767  # characters that Excel keeps in one cell
EXACT_DIGITS = 15  # significant digits that a spreadsheet's floating point number keeps


class Formula(msgspec.Struct, frozen=True, gc=False):
    """A formula in English notation without its equals sign, and the value it has now."""

    text: str
    value: Decimal | str


Value = str | int | Decimal | date | Formula | None


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row: values from column A on and the style of each (`styles.STYLES`); rows of one sort share their `look`.

    `height` in points, 0 lets the reader's program decide. `level` is the depth of its outline group.
    """

    values: tuple[Value, ...]
    look: tuple[str, ...]
    height: float = 0
    level: int = 0
    hidden: bool = False


class Column(msgspec.Struct, frozen=True):
    """A column: `width` in characters; `style` of cells that are still empty."""

    width: float
    hidden: bool = False
    style: str = ""


class Range(msgspec.Struct, frozen=True):
    """A rectangle of cells, counted from 0, both corners included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Check(msgspec.Struct, frozen=True):
    """What may be typed into a range: one of a `list` (a reference), or a number, date or yes/no; `title` and `prompt`
    are shown when a cell is entered. What does not fit is questioned, never refused: reading back names it."""

    where: Range
    accepts: Literal["any", "list", "number", "whole", "date"] = "any"
    source: str = ""
    title: str = ""
    prompt: str = ""
    warning: str = ""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """Stacked columns drawn by the spreadsheet program out of cells of a `sheet`, placed at a row of its own sheet.

    `series` are (the cell with the name, the cells with the values).
    """

    title: str
    row: int
    sheet: str
    categories: Range
    series: tuple[tuple[Range, Range], ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet. Rows and columns count from 0.

    `repeat` are the first and last row printed on every page. `scale` in percent, 0 fits one page in width (spreadsheet
    programs then ignore `breaks`, the rows before which a page begins).
    """

    kind: Kind
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    merges: tuple[Range, ...] = ()
    freeze: tuple[int, int] = (0, 0)
    repeat: tuple[int, int] | None = None
    paper: Paper = "A4"
    landscape: bool = True
    scale: int = 0
    breaks: tuple[int, ...] = ()
    header: str = ""
    footer: str = ""
    filtered: Range | None = None
    checks: tuple[Check, ...] = ()
    colour: str = ""
    pictures: tuple[Picture, ...] = ()


class Workbook(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for the whole file. `created` is ISO 8601; `custom` are properties kept for reading back."""

    title: str
    program: str
    created: str
    language: str
    custom: tuple[tuple[str, str], ...] = ()


def exact(number: Decimal) -> bool:
    """Whether a spreadsheet keeps this number unchanged."""
    return Decimal(f"{float(number):.{EXACT_DIGITS}G}") == number


def pieces(text: str) -> list[str]:
    """A text in parts that each fit into one cell; at least one."""
    longest = LONGEST_CELL if not text or max(text) <= "\uffff" else LONGEST_CELL // 2  # Excel counts UTF-16 units
    return [text[start : start + longest] for start in range(0, len(text) or 1, longest)]


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int, *, fixed: bool = False) -> str:
    """The name of a cell counted from 0: `B3`, or `$B$3` when it must not move with a copied formula."""
    mark = "$" if fixed else ""
    return f"{mark}{column_letters(column)}{mark}{row + 1}"


def sheet_title(text: str, taken: Sequence[str] = ()) -> str:
    """A title that spreadsheet programs accept (31 characters, no `[]:*?/\\`) and no other sheet has."""
    allowed = "".join(" " if letter in "[]:*?/\\" else letter for letter in text).strip(" '") or "Sheet"
    title, number = allowed[:31].rstrip(), 2
    while title.casefold() in {other.casefold() for other in taken}:
        ending = f" {number}"
        title, number = allowed[: 31 - len(ending)].rstrip() + ending, number + 1
    return title


def quoted(title: str) -> str:
    """A sheet's title as formulas name it."""
    return "'" + title.replace("'", "''") + "'"
