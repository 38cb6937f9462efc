"""The workbook as a file, read back by openpyxl and calculated anew by LibreOffice."""

from __future__ import annotations

import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from localplan.domain.canonical import made
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.workbook import write_excel
from localplan.exchange.workbook.sheets import LONGEST_CELL, Column, Formula, Row, Sheet, Workbook, exact, pieces
from tests.exchange.documents import with_facts
from tests.exchange.workbooks import (
    OFFICE,
    plan_of,
    read,
    recalculated,
    sheets_of,
    table_of,
    without_stored_values,
    written,
)
from tests.plans import id_of
from tests.samples import control_totals, draft, implementation, small

YEARS = ("2026", "2027", "2028")
SECTIONS = {
    "Youth and youth migration": "youth",
    "Diaspora engagement": "diaspora",
    "Employment and (re)integration": "employment",
}
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def revision_of(plan: Plan) -> Revision:
    facts = {"plan": plan.id, "digest": plan.digest, "parents": (), "author": "A", "reason": "sent"}
    return Revision(**facts, at="2026-03-01T10:20:30+00:00", program="0.1.0")  # type: ignore[arg-type]


def one_sheet(*rows: Row, **facts: object) -> Sheet:
    columns = tuple(Column(20) for _ in range(max(len(row.values) for row in rows)))
    return Sheet(kind="official", title="One", columns=columns, rows=rows, **facts)  # type: ignore[arg-type]


def page_of(path: Path, *rows: Row, **facts: object) -> Worksheet:
    properties = Workbook(title="T", program="localplan", created="", language="en")
    write_excel([one_sheet(*rows, **facts)], path, properties=properties)
    page = read(path, values=False).active
    assert isinstance(page, Worksheet)
    return page


def expect_control_totals(path: Path) -> None:
    """All control totals of the Serbian sample hold in the finance sheet of a written workbook."""
    book, totals = read(path), control_totals()
    by_source = table_of(book, "Finance", "By source of funding")
    by_measure = table_of(book, "Finance", "By measure")
    by_programme = table_of(book, "Finance", "By programme of the budget")
    by_section = table_of(book, "Finance", "By section")
    for source, sums in totals["by_source"].items():
        assert by_source[source][:4] == [*(sums[year] for year in YEARS), sums["total"]]
    for (_, sums), row in zip(totals["by_measure"].items(), list(by_measure.values())[:-1], strict=True):
        assert row[:4] == [*(sums[year] for year in YEARS), sums["total"]]
    for programme, whole in totals["by_programme"].items():
        assert by_programme[programme or "–"][3] == whole
    for name, section in SECTIONS.items():
        assert by_section[name][3] == totals["by_section"][section]
    for table in (by_source, by_measure, by_programme, by_section, table_of(book, "Finance", "By status of funds")):
        assert table["Total"][:4] == [*(totals["by_year"][year] for year in YEARS), totals["total"]]
    last = [row for row in book["Action plan"].iter_rows(values_only=True) if row[6] is not None][-1]
    assert list(last[6:9]) == [totals["by_year"][year] for year in YEARS]
    assert sum(row[7] for row in book["Amounts"].iter_rows(min_row=3, values_only=True)) == 107_360


@pytest.mark.parametrize("plan", [draft, implementation])
def test_that_the_control_totals_of_the_sample_hold_in_the_file(plan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    expect_control_totals(written(plan(), tmp_path / "plan.xlsx"))


@needs_office
def test_that_the_control_totals_hold_when_everything_is_calculated_anew(tmp_path: Path) -> None:
    path = written(implementation(), tmp_path / "plan.xlsx")
    bare = read(without_stored_values(path))
    assert table_of(bare, "Finance", "By source of funding")["01"][0] is None
    anew = recalculated(path)
    expect_control_totals(anew)
    assert_formulas_agree(path, anew)


@needs_office
def test_that_formulas_of_a_plan_in_whole_francs_agree_too(tmp_path: Path) -> None:
    path = written(small(), tmp_path / "plan.xlsx")
    assert table_of(read(path), "Finance", "By section")["Total"][-3] == 198_400
    assert_formulas_agree(path, recalculated(path))


def assert_formulas_agree(path: Path, anew: Path) -> None:
    """Every formula's stored value is what calculating gives."""
    formulas, stored, calculated = read(path, values=False), read(path), read(anew)
    count = 0
    for page in formulas:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    ours = stored[page.title][cell.coordinate].value
                    theirs = calculated[page.title][cell.coordinate].value
                    assert ours == pytest.approx(theirs, abs=1e-9), (page.title, cell.coordinate)
    assert count > 100


def test_that_amounts_of_the_french_sample_hold(tmp_path: Path) -> None:
    book = read(written(small(), tmp_path / "plan.xlsx"))
    assert sum(row[-1] for row in book["Amounts"].iter_rows(min_row=3, values_only=True)) == 198_400


def test_that_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    page = page_of(tmp_path / "a.xlsx", Row(("=1+1", "{=A1}", "http://x.org", "0012"), ("text",) * 4))
    assert [cell.value for cell in page[1]] == ["=1+1", "{=A1}", "http://x.org", "0012"]
    assert all(cell.data_type != "f" for cell in page[1])
    assert page["C1"].hyperlink is None


def test_that_a_formula_is_written_with_its_value(tmp_path: Path) -> None:
    row = Row((Decimal("1.5"), 2, Formula("A1+B1", Decimal("3.5"))), ("money", "money", "total"))
    assert page_of(tmp_path / "a.xlsx", row)["C1"].value == "=A1+B1"
    assert read(tmp_path / "a.xlsx").active["C1"].value == 3.5


def test_that_numbers_a_spreadsheet_would_change_are_found() -> None:
    assert exact(Decimal("1234567890.12345"))
    assert not exact(Decimal("12345678901.123457"))
    assert exact(Decimal("0.1")) and exact(Decimal(-7)) and exact(Decimal(10**12))


def test_that_a_text_longer_than_a_cell_goes_on_in_the_next_one(tmp_path: Path) -> None:
    long = "".join(chr(97 + index % 26) for index in range(70_000))
    assert "".join(pieces(long)) == long
    assert max(map(len, pieces(long))) == LONGEST_CELL
    indicator = {"id": id_of("I"), "parent": id_of("M1"), "title": {"en": "Trained"}, "definition": {"en": long}}
    book = read(written(plan_of(2).changed([made("indicator", indicator)], []), tmp_path / "plan.xlsx"))
    column = [row[1] or "" for row in book["Indicator passports"].iter_rows(values_only=True)]
    assert long in "".join(column)
    names = [cell.value for cell in book["Indicators"][1]]
    parts = [names.index(name) for name in ("definition@en", "definition@en#2", "definition@en#3")]
    assert "".join(book["Indicators"][3][index].value for index in parts) == long


def test_that_signs_outside_the_basic_plane_count_twice() -> None:
    text = "𝄞" * 20_000
    assert "".join(pieces(text)) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= LONGEST_CELL for piece in pieces(text))


def test_that_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    plan = implementation()
    first = written(plan, tmp_path / "a.xlsx", revision=revision_of(plan)).read_bytes()
    again = written(Plan(plan.records.values()), tmp_path / "b.xlsx", revision=revision_of(plan)).read_bytes()
    assert first == again
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        assert len({info.date_time for info in file.infolist()}) == 1


def test_that_the_file_says_what_it_is(tmp_path: Path) -> None:
    plan = implementation()
    book = read(written(plan, tmp_path / "a.xlsx", revision=revision_of(plan)))
    assert book.properties.creator == "localplan 0.1.0"
    assert book.properties.title.startswith("Programme for Migration Management")
    assert book.properties.created == datetime(2026, 3, 1, 10, 20, 30)  # noqa: DTZ001
    custom = {each.name: each.value for each in book.custom_doc_props.props}
    assert custom["localplan.plan"] == plan.id
    assert custom["localplan.revision"] == plan.digest
    assert custom["localplan.language"] == "en"
    hidden = {row[0]: row[1] for row in book["localplan"].iter_rows(values_only=True)}
    assert hidden == custom
    assert book["localplan"].sheet_state == "hidden"


def test_that_heads_stay_in_sight_and_are_repeated_in_print(tmp_path: Path) -> None:
    page = read(written(implementation(), tmp_path / "a.xlsx"), values=False)["Action plan"]
    assert page.freeze_panes == "A5"
    assert page.print_title_rows == "$3:$4"
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 8)
    assert len(page.row_breaks.brk) >= 3


def test_that_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = written(plan_of(2), tmp_path / "plan.xlsx")
    good = path.read_bytes()
    broken = one_sheet(Row(("a",), ("no such style",)))
    properties = Workbook(title="T", program="localplan", created="", language="en")
    with pytest.raises(KeyError):
        write_excel([broken], path, properties=properties)
    assert path.read_bytes() == good
    assert [file.name for file in tmp_path.iterdir()] == ["plan.xlsx"]


def test_that_a_missing_folder_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        written(plan_of(2), tmp_path / "nowhere" / "plan.xlsx")
    assert refused.value.code == "folder_missing"


def test_that_a_plan_without_title_and_texts_can_be_written(tmp_path: Path) -> None:
    plan = with_facts(implementation(), title={}, legal_profile="", main_language="", languages=())
    assert "Plan without a title yet" in str(read(written(plan, tmp_path / "a.xlsx"))["Action plan"]["A1"].value)
    assert sheets_of(plan)
