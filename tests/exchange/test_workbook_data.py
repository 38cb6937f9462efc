"""The data sheets: one record a row, known again by id and digest, cells that offer what may be chosen."""

from __future__ import annotations

from pathlib import Path

from localplan.domain.canonical import made
from localplan.domain.plan import Plan
from localplan.exchange.workbook.data import FIRST_ROW, HEAD_ROW, HIDDEN, row_digest
from localplan.exchange.workbook.sheets import Sheet, Value
from tests.exchange.documents import methodology
from tests.exchange.workbooks import plan_of, read, sheets_of, with_content, with_record, written
from tests.plans import id_of
from tests.samples import implementation


def rows_of(sheet: Sheet) -> list[dict[str, Value]]:
    """The records of a data sheet, by the names of its columns."""
    names = [
        str(name).partition("@")[0] if index == 0 else str(name) for index, name in enumerate(sheet.rows[0].values)
    ]
    return [dict(zip(names, row.values, strict=True)) for row in sheet.rows[FIRST_ROW:]]


def test_that_every_form_with_a_sheet_has_one_with_all_its_records() -> None:
    plan = implementation()
    method, sheets = methodology().for_plan(plan), sheets_of(plan)
    forms = [form for form in methodology().forms.values() if form.sheet]
    assert len(forms) > 10
    filled = [form for form in forms if any(method.rows(form))]
    data = {sheet.title: sheet for sheet in sheets.values() if sheet.kind == "data"}
    for form in filled:
        ids = [row[":id"] for row in rows_of(data[form.sheet])]
        assert ids == [record.id for record in method.rows(form)]


def test_that_rows_are_known_again_by_id_parent_and_digest() -> None:
    plan = implementation()
    for row in rows_of(sheets_of(plan)["Activities"]):
        record = plan[str(row[":id"])]
        assert row[":parent"] == record.parent
        cells = [(name, value) for name, value in row.items() if name not in (*HIDDEN, ":code")]
        assert row[":digest"] == row_digest(cells)


def test_that_equal_rows_have_equal_digests_and_changed_ones_others() -> None:
    assert row_digest([("a", "x"), ("b", None), ("c", "")]) == row_digest([("a", "x")])
    assert row_digest([("a", "x")]) != row_digest([("a", "y")]) != row_digest([("b", "x")])


def test_that_map_fields_are_spread_over_columns() -> None:
    sheet = sheets_of(plan_of(10))["Funding"]
    names = sheet.rows[0].values
    assert [name for name in names if str(name).startswith("amounts@")] == [f"amounts@{y}" for y in range(2026, 2036)]
    heads = dict(zip(names, sheet.rows[HEAD_ROW].values, strict=True))
    assert "2026" in str(heads["amounts@2026"]) and "thousand RSD" in str(heads["amounts@2026"])
    titles = sheets_of(implementation())["Measures"].rows[0].values
    assert {"title@sr-Cyrl", "title@en"} <= set(titles)


def test_that_what_a_language_or_year_outside_the_plan_holds_is_not_lost() -> None:
    plan = with_content(plan_of(2), "A0-01", amounts={"2026": 1, "2031": 5})
    sheets = sheets_of(with_content(plan, "A0", title={"en": "Courses", "fr": "Cours"}))
    assert 2031 in sheets["Action plan"].rows[sheets["Action plan"].freeze[0] - 1].values
    assert "amounts@2031" in sheets["Funding"].rows[0].values
    assert rows_of(sheets["Activities"])[0]["title@fr"] == "Cours"


def test_that_references_show_names_that_lead_back_to_one_record_each() -> None:
    plan, leads = plan_of(2, activities=2), {"A0": id_of("a"), "A1": id_of("b")}
    for twin in "ab":
        plan = with_record(plan, "organisation", twin, plan.id, name={"en": "Red Cross"})
    for activity, lead in leads.items():
        plan = with_content(plan, activity, lead=lead)
    sheets = sheets_of(plan)
    shown = {str(row[":id"]): str(row["lead"]) for row in rows_of(sheets["Activities"])}
    assert {shown[id_of("A0")], shown[id_of("A1")]} == {"Red Cross", "Red Cross (2)"}
    lists = sheets["Lists"]
    column = lists.rows[0].values.index("record:organisation")
    back = {row.values[column]: row.values[column + 1] for row in lists.rows[2:] if row.values[column]}
    assert {id: back[name] for id, name in shown.items()} == {id_of(name): lead for name, lead in leads.items()}


def test_that_cells_offer_what_may_be_chosen(tmp_path: Path) -> None:
    book = read(written(implementation(), tmp_path / "a.xlsx"), values=False)
    page = book["Funding"]
    column = next(cell.column_letter for cell in page[1] if cell.value == "source")
    rules = [rule for rule in page.data_validations.dataValidation if f"{column}3" in str(rule.sqref)]
    assert [rule.type for rule in rules] == ["list"]
    sheet, _, area = rules[0].formula1.partition("!")
    assert sheet.strip("'") == "Lists"
    choices = [cell[0].value for cell in book["Lists"][area.replace("$", "")]]
    assert "01 General budget revenue" in choices
    assert page[f"{column}3"].value in choices
    number = next(cell.column_letter for cell in page[1] if cell.value == "amounts@2026")
    assert any(
        rule.type == "decimal" and f"{number}3" in str(rule.sqref) for rule in page.data_validations.dataValidation
    )


def test_that_id_columns_are_hidden_unlocked_and_inside_the_filter(tmp_path: Path) -> None:
    page = read(written(implementation(), tmp_path / "a.xlsx"), values=False)["Activities"]
    assert [page[f"{letter}1"].value for letter in "ABCD"] == [":id@activity", *HIDDEN[1:]]
    assert page.column_dimensions["A"].hidden
    assert page.row_dimensions[1].hidden
    assert not any(page[f"{letter}3"].protection.locked for letter in "ABCD")
    assert page.auto_filter.ref.startswith("A2:")
    assert page.freeze_panes is not None


def test_that_codes_are_texts_and_days_days(tmp_path: Path) -> None:
    book = read(written(implementation(), tmp_path / "a.xlsx"), values=False)
    names = {cell.value: cell.column_letter for cell in book["Activities"][1]}
    cell = book["Activities"][f"{names['deadline']}3"]
    assert (cell.value[4:6], cell.number_format) == ("-Q", "@")
    codes = book["Activities"][f"{names[':code']}3"]
    assert (codes.value, codes.number_format) == ("1.1.1.1", "@")
    acts = {cell.value: cell.column_letter for cell in book["Acts"][1]}
    assert book["Acts"][f"{acts['date']}3"].is_date


def test_that_money_a_spreadsheet_would_change_is_written_as_text() -> None:
    amounts = {"2026": "12345678901.12345", "2027": "0.1"}
    plan = with_record(plan_of(2), "funding_line", "F", id_of("A0"), source="01", amounts=amounts)
    row = next(row for row in rows_of(sheets_of(plan)["Funding"]) if row[":id"] == id_of("F"))
    assert row["amounts@2026"] == "12345678901.12345"
    assert str(row["amounts@2027"]) == "0.1" and not isinstance(row["amounts@2027"], str)


def test_that_a_required_cell_that_is_empty_stands_out() -> None:
    plan = plan_of(2)
    sheet = sheets_of(with_content(plan, "A0", lead=""))["Activities"]
    column = sheet.rows[0].values.index("lead")
    assert sheet.rows[FIRST_ROW].look[column] == "needed"
    assert sheet.rows[HEAD_ROW].look[column] == "needed_head"
    assert sheets_of(plan)["Activities"].rows[FIRST_ROW].look[column] != "needed"


def test_that_an_empty_plan_has_data_sheets_to_fill_in() -> None:
    plan = Plan([made("plan", {"id": id_of("plan"), "main_language": "en"})])
    sheet = sheets_of(plan)["Measures"]
    assert len(sheet.rows) == FIRST_ROW
    assert any(check.accepts == "list" for check in sheet.checks)
