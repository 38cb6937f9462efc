"""Workbooks that come back: written, edited as people do in a spreadsheet program, read as edits."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from localplan.domain.edits import Edit, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.exchange.workbook.imported import NOTHING_ANSWERED, Answers, Imported
from localplan.exchange.workbook.reading import read_workbook
from localplan.exchange.workbook.reading_edits import edits_from_workbook
from tests.exchange.documents import methodology, words
from tests.exchange.workbooks import OFFICE, written

needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed on this computer")
FIRST = 3  # row of the first record, as people count


def edited(path: Path, change: Callable[[Workbook], object]) -> Path:
    """The workbook after somebody changed it."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def resaved(path: Path) -> Path:
    """The workbook as LibreOffice writes it anew."""
    folder = path.parent / "resaved"
    profile = (path.parent / "office").as_uri()
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return Path(shutil.move(folder / path.name, path.with_name(f"resaved-{path.name}")))


def read_back(
    path: Path, plan: Plan, exported: Plan | None, language: str = "en", answers: Answers = NOTHING_ANSWERED
) -> Imported:
    """What the workbook changes in the plan."""
    book = read_workbook(path)
    return edits_from_workbook(plan, exported, book, methodology(), words(language), answers=answers)


def came_back(
    plan: Plan, path: Path, change: Callable[[Workbook], object], language: str = "en", **how: Any
) -> Imported:
    """What somebody changed in the workbook of a plan, which nobody else touched meanwhile."""
    return read_back(edited(written(plan, path, language), change), plan, plan, language, **how)


def column(page: Worksheet, name: str) -> int:
    """The number of a named column."""
    return next(cell.column for cell in page[1] if str(cell.value).partition("@")[0] == name or cell.value == name)


def row(page: Worksheet, id: str) -> int:
    """The number of a record's row."""
    ids = column(page, ":id")
    return next(n for n in range(FIRST, page.max_row + 1) if page.cell(n, ids).value == id)


def put(page: Worksheet, id: str, name: str, value: object) -> None:
    """Type into the cell of a record."""
    page.cell(row(page, id), column(page, name)).value = value  # type: ignore[assignment]


def add(page: Worksheet, **values: object) -> int:
    """Type a new row below the last one, by names of columns; its number."""
    number = page.max_row + 1
    for name, value in values.items():
        page.cell(number, column(page, name)).value = value  # type: ignore[assignment]
    return number


def rows_in(page: Worksheet) -> list[list[Any]]:
    """The records' rows as they stand, empty ones at the end left out."""
    rows = [[cell.value for cell in cells] for cells in page.iter_rows(min_row=FIRST)]
    return [values for values in rows if any(value is not None for value in values)]


def rearrange(page: Worksheet, order: Callable[[list[list[Any]]], list[list[Any]]], first_column: int = 1) -> None:
    """Put the rows in another order, from a column on; what stands left of it stays."""
    before = rows_in(page)
    after = order([values[first_column - 1 :] for values in before])
    for number, values in enumerate(after, FIRST):
        for index, value in enumerate(values, first_column):
            page.cell(number, index).value = value


def moved_to_end(page: Worksheet, name: str) -> None:
    """Cut a column out and put it behind the last one."""
    old, new = column(page, name), page.max_column + 1
    for cells in page.iter_rows(min_col=old, max_col=old):
        target = page.cell(cells[0].row, new, cells[0].value)
        target.number_format = copy(cells[0].number_format)
    page.delete_cols(old)


def after(plan: Plan, *edits: Edit) -> Plan:
    """The plan with these edits: what is expected."""
    return apply_edits(plan, edits)


def title(id: str, text: str, language: str = "en") -> SetField:
    """An edit of a title."""
    return SetField(id, "title", text, language)
