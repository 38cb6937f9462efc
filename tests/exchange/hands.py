"""Somebody at work in a workbook that is in memory: types, sorts, deletes, copies, and knows what that amounts to."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from localplan.domain.edits import Edit, SetField
from localplan.domain.plan import Plan
from localplan.exchange.workbook.imported import NOTHING_ANSWERED, Answers, Imported
from localplan.exchange.workbook.reading import ReadBook, names_row, read_workbook
from localplan.exchange.workbook.reading_edits import edits_from_workbook
from localplan.exchange.workbook.reading_xml import ReadCell, ReadRow, ReadSheet
from tests.exchange.documents import methodology, words
from tests.exchange.workbooks import written
from tests.samples import draft

SHEETS = ("Activities", "Funding", "Indicators", "Measures")
FIRST = 2  # index of the first record's row


@cache
def exported() -> ReadBook:
    with TemporaryDirectory() as folder:
        return read_workbook(written(draft(), Path(folder) / "a.xlsx"))


class Hands:
    """Somebody at work in a workbook, and the edits that this amounts to."""

    def __init__(self) -> None:
        self.sheets = {sheet.title: sheet for sheet in exported().sheets}
        self.edits: list[Edit] = []
        self.removed: list[str] = []
        self.added = 0

    def book(self) -> ReadBook:
        return msgspec.structs.replace(exported(), sheets=tuple(self.sheets.values()))

    def columns(self, title: str) -> dict[str, int]:
        names = names_row(self.sheets[title])
        assert names is not None
        return {
            cell.text.partition("@")[0] if cell.text.startswith(":") else cell.text: n
            for n, cell in names.cells.items()
        }

    def rows(self, title: str) -> list[ReadRow]:
        return list(self.sheets[title].rows[FIRST:])

    def put_rows(self, title: str, rows: list[ReadRow]) -> None:
        numbered = [ReadRow(number, row.cells, row.hidden) for number, row in enumerate(rows, FIRST + 1)]
        sheet = self.sheets[title]
        self.sheets[title] = ReadSheet(title, (*sheet.rows[:FIRST], *numbered), sheet.merged)

    def type(self, title: str, index: int, name: str, text: str) -> None:
        rows, column, id = self.rows(title), self.columns(title)[name], self.columns(title)[":id"]
        row = rows[index % len(rows)]
        cells = {**row.cells, column: ReadCell("text", text)}
        rows[index % len(rows)] = ReadRow(row.number, cells)
        self.put_rows(title, rows)
        field, _, key = name.partition("@")
        self.edits.append(SetField(row.cells[id].text, field, text, key))

    def delete(self, title: str, index: int) -> None:
        rows, id = self.rows(title), self.columns(title)[":id"]
        gone = rows.pop(index % len(rows))
        self.put_rows(title, rows)
        self.removed.append(gone.cells[id].text)

    def copy(self, title: str, index: int, at: int) -> None:
        rows = self.rows(title)
        original = index % len(rows)
        rows.insert(original + 1 + at % (len(rows) - original), rows[original])
        self.put_rows(title, rows)
        self.added += 1

    def sort(self, title: str, seed: int, *, with_ids: bool) -> None:
        rows = self.rows(title)
        mixed = rows[:]
        random.Random(seed).shuffle(mixed)
        if not with_ids:
            visible = min(
                n for name, n in self.columns(title).items() if name not in (":id", ":parent", ":revision", ":digest")
            )
            mixed = [
                ReadRow(
                    row.number,
                    {n: c for n, c in row.cells.items() if n < visible}
                    | {n: c for n, c in other.cells.items() if n >= visible},
                )
                for row, other in zip(rows, mixed, strict=True)
            ]
        self.put_rows(title, mixed)

    def read(self, plan: Plan, answers: Answers = NOTHING_ANSWERED, *, base: Plan | None = None) -> Imported:
        return edits_from_workbook(plan, base, self.book(), methodology(), words("en"), answers=answers)
