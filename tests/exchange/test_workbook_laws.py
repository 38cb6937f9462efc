"""Laws of reading back: whatever people do to the rows of a workbook comes in as exactly that."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.edits import DropRecord, Edit, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.exchange.workbook.imported import NOTHING_ANSWERED, Answers, Imported
from localplan.exchange.workbook.reading import ReadBook, names_row, read_workbook
from localplan.exchange.workbook.reading_edits import edits_from_workbook
from localplan.exchange.workbook.reading_xml import ReadCell, ReadRow, ReadSheet
from tests.exchange.documents import methodology, words
from tests.exchange.workbooks import written
from tests.samples import draft

SHEETS = {"Activities": "activity", "Measures": "measure", "Funding": "funding", "Indicators": "indicator_passport"}
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


some_index = st.integers(0, 40)
plain_text = st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x500), min_size=1, max_size=12)
typing = st.tuples(
    st.just("type"), st.sampled_from(["Activities", "Measures"]), some_index, st.just("title@en"), plain_text
) | st.tuples(
    st.just("type"),
    st.just("Funding"),
    some_index,
    st.sampled_from(["amounts@2026", "amounts@2027"]),
    st.integers(1, 9_999).map(str),
)
sorting = st.tuples(st.just("sort"), st.sampled_from(sorted(SHEETS)), st.integers(0, 99))


@settings(max_examples=60, deadline=None)
@given(work=st.lists(typing, max_size=8), sorts=st.lists(sorting, max_size=2), meanwhile=st.booleans())
def test_that_typing_and_sorting_come_in_as_typing(
    work: list[tuple[str, str, int, str, str]], sorts: list[tuple[str, str, int]], meanwhile: bool
) -> None:
    hands, plan = Hands(), draft()
    for _, title, index, name, text in work:
        hands.type(title, index, name, text)
    for _, title, seed in sorts:
        hands.sort(title, seed, with_ids=True)
    now = apply_edits(plan, [SetField(plan.id, "vision", "Ours", "en")]) if meanwhile else plan
    for base in (plan, None):
        found = hands.read(now, base=base)
        assert found.plan == apply_edits(now, hands.edits)
        assert found.conflicts == () and found.problems == ()
        assert apply_edits(now, found.edits) == found.plan
        assert {question.kind for question in found.questions} <= {"order"}


@settings(max_examples=40, deadline=None)
@given(title=st.sampled_from(["Activities", "Measures"]), seed=st.integers(0, 99), index=some_index, text=plain_text)
def test_that_rows_sorted_without_their_ids_come_in_as_one_edit(title: str, seed: int, index: int, text: str) -> None:
    hands, plan = Hands(), draft()
    hands.type(title, index, "title@en", text)
    hands.sort(title, seed, with_ids=False)
    found = hands.read(plan, base=plan)
    assert found.plan == apply_edits(plan, hands.edits)
    assert found.problems == () and {question.kind for question in found.questions} <= {"order"}


@settings(max_examples=40, deadline=None)
@given(
    deleted=st.lists(some_index, max_size=3),
    copied=st.lists(st.tuples(some_index, some_index), max_size=3),
    work=st.lists(typing, max_size=3),
)
def test_that_deleted_rows_are_asked_about_and_copied_ones_added(
    deleted: list[int], copied: list[tuple[int, int]], work: list[tuple[str, str, int, str, str]]
) -> None:
    hands, plan = Hands(), draft()
    for _, title, index, name, text in work:
        hands.type(title, index, name, text)
    for index in deleted:
        hands.delete("Regulations", index)
    for index, at in copied:
        hands.copy("Activities", index, at)
    found = hands.read(plan, base=plan)
    asked = {question.about for question in found.questions if question.kind == "missing"}
    assert asked == set(hands.removed) and found.counts.removed == 0
    new = {edit.id for edit in found.edits if isinstance(edit, PutRecord)}
    assert len(new) == found.counts.added == hands.added
    expected = apply_edits(plan, hands.edits)
    assert found.plan == apply_edits(expected, [edit for edit in found.edits if isinstance(edit, PutRecord)])
    removed = hands.read(plan, Answers(remove=frozenset(hands.removed)), base=plan)
    assert removed.plan == apply_edits(found.plan, [DropRecord(id) for id in hands.removed])
