"""Official sheets in which somebody typed: their changes do not come back, but they are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from localplan.domain.plan import Plan
from localplan.exchange.workbook.build import build_workbook
from localplan.exchange.workbook.data import as_text, usual
from localplan.exchange.workbook.imported import Notice
from localplan.exchange.workbook.part import part_of
from localplan.exchange.workbook.reading import ReadBook
from localplan.exchange.workbook.reading_xml import ReadCell, ReadSheet
from localplan.exchange.workbook.sheets import Formula, Row, Sheet, Value, cell_name
from localplan.methodology.methodology import Methodology
from localplan.words import Words

_SHOWN = 5  # cells that are named
_CLOSE = Decimal("0.000001")


def changed_official(exported: Plan, book: ReadBook, methodology: Methodology, words: Words) -> tuple[Notice, ...]:
    """The official sheets whose cells differ from those written, with the first cells that do; the cover left out."""
    if part_of(book.facts):
        return ()
    language = book.facts.get("localplan.language", "")
    there = {sheet.title: sheet for sheet in book.sheets}
    built = build_workbook(exported, methodology, words, language=language)
    official = [sheet for sheet in built if sheet.kind == "official" and sheet.title in there]
    notices = []
    for sheet in official[1:]:
        cells = list(_changed(sheet, there[sheet.title]))
        if cells:
            told = ", ".join(cells[:_SHOWN]) + (", …" if len(cells) > _SHOWN else "")
            notices.append(Notice("workbook_official_changed", sheet.title, {"cells": told, "count": len(cells)}))
    return tuple(notices)


def _changed(sheet: Sheet, there: ReadSheet) -> Iterator[str]:
    rows: Mapping[int, Mapping[int, ReadCell]] = {row.number - 1: row.cells for row in there.rows}
    for index in range(max(len(sheet.rows), max(rows, default=-1) + 1)):
        written = _as_read(sheet.rows[index]) if index < len(sheet.rows) else ()
        cells = rows.get(index, {})
        for column in sorted({*cells, *range(len(written))}):
            if not _same(written[column] if column < len(written) else None, cells.get(column)):
                yield cell_name(index, column)


def _as_read(row: Row) -> tuple[Value, ...]:
    """What a row says, shares in percent: so cells that show a percentage are read."""
    return tuple(
        _in_percent(value) if look == "share" else value for value, look in zip(row.values, row.look, strict=True)
    )


def _in_percent(value: Value) -> Value:
    if isinstance(value, Formula) and isinstance(value.value, Decimal):
        return Formula(value.text, value.value * 100)
    return value * 100 if isinstance(value, Decimal) else value


def _same(value: Value, cell: ReadCell | None) -> bool:
    """Whether a cell says what was written; formulas that nobody calculated since say nothing."""
    if cell is not None and cell.kind == "formula":
        return isinstance(value, Formula)
    written = value.value if isinstance(value, Formula) else value
    here = as_text(written) if written is not None else ""
    there = usual(cell.text) if cell is not None else ""
    return here == there or _close(here, there)


def _close(one: str, other: str) -> bool:
    first, second = _as_number(one), _as_number(other)
    return first is not None and second is not None and abs(first - second) < _CLOSE


def _as_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
