"""Tables made elsewhere: headings matched, rows become new records, wrong cells are named where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from localplan.app.made_elsewhere import (
    Matching,
    forms_offered,
    head_of,
    heading_key,
    headings_in,
    look_at_table,
    matched_columns,
)
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity
from localplan.exchange.workbook.reading import ReadBook, read_workbook
from tests.exchange.documents import methodology, words
from tests.exchange.workbooks import plan_of
from tests.plans import id_of

OLD = [
    ["Акциони план 2019", None, None, None, None],
    [],
    ["Р. бр.", "Мера", "Активност", "Носилац", "Рок"],
    [1, "Skills", "Курсеви за младе", "Economy department", "III квартал 2027."],
    [2, "Skills", "Сајам запошљавања", "Нема га", "2027-Q4"],
    [3, None, "Саветовање", None, "некад"],
]


@pytest.fixture
def book(tmp_path: Path) -> ReadBook:
    """An old plan's table."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "План"
    for row in OLD:
        page.append(row)
    made.save(tmp_path / "old.xlsx")
    return read_workbook(tmp_path / "old.xlsx")


def matching(book: ReadBook, plan: Plan, remembered: dict[str, str] | None = None) -> Matching:
    sheet = book.sheets[0]
    heads = headings_in(sheet, head_of(sheet))
    columns = matched_columns(heads, plan, "activity", methodology(), remembered or {})
    return Matching(sheet.title, head_of(sheet), "activity", columns)


def test_that_headings_are_found_and_matched_with_fields(book: ReadBook) -> None:
    plan = plan_of(2)
    assert head_of(book.sheets[0]) == 3
    found = matching(book, plan).columns
    assert (found[2], found[4]) == ("title@en", "deadline")
    assert 1 not in found
    known = matching(book, plan, {heading_key("МЕРА"): ":belongs_to", heading_key("Носилац"): "lead"}).columns
    assert (known[1], known[3]) == (":belongs_to", "lead")
    assert {"activity", "funding", "measure"} <= set(forms_offered(plan, methodology(), words("en")))


def test_that_rows_become_records_and_wrong_cells_are_named(book: ReadBook) -> None:
    plan = plan_of(2)
    columns = {1: ":belongs_to", 2: "title@en", 3: "lead", 4: "deadline"}
    found = look_at_table(
        plan, Path("old.xlsx"), book, Matching("План", 3, "activity", columns), methodology(), words("sr-Cyrl")
    )
    imported = found.imported
    assert imported.counts.added == 3 and imported.questions == () and imported.conflicts == ()
    assert {(each.place, each.code) for each in imported.problems} == {
        ("D5", "workbook_not_on_the_list"),
        ("E6", "not_a_quarter"),
    }
    added = [one for one in imported.plan.all(Activity) if one.id not in plan]
    assert [one.title["en"] for one in added] == ["Курсеви за младе", "Сајам запошљавања", "Саветовање"]
    assert [one.deadline for one in added] == ["2027-Q3", "2027-Q4", ""]
    assert {one.parent for one in added} == {id_of("M1")} and added[0].lead == id_of("OU")
    assert {notice.code for notice in found.notices} == {"workbook_parent_of_row_above"}


def test_that_the_same_table_twice_adds_nothing_twice(book: ReadBook) -> None:
    plan, path = plan_of(2), Path("old.xlsx")
    chosen = Matching("План", 3, "activity", {1: ":belongs_to", 2: "title@en"})
    first = look_at_table(plan, path, book, chosen, methodology(), words("en")).imported
    again = look_at_table(first.plan, path, book, chosen, methodology(), words("en")).imported
    assert first.counts.added == 3 and again.edits == ()
