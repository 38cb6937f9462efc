"""A table in the words of one language: what a window, a workbook or a document shows as it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from localplan.domain.tables import Column

ShownCell = str | int | Decimal | date | None


class ShownRow(msgspec.Struct, frozen=True):
    """Cells (`ShownCell`) in words and figures; `plan` and `record` lead back to where they come from.

    `persons`: its counts are of persons, as those of columns that say so.
    """

    cells: tuple[Any, ...]
    plan: str = ""
    record: str = ""
    total: bool = False
    persons: bool = False


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A table ready to be shown. `columns` are those of the figures, so that a cell's kind is known."""

    name: str
    title: str
    headings: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[ShownRow, ...]
    note: str = ""
