"""A workbook that comes back is read as the edits that somebody made in it, and as nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from localplan.domain.edits import DropRecord, MoveRecord, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, kind_of
from localplan.exchange.workbook.imported import Answers, Imported
from localplan.exchange.workbook.reading import read_workbook
from localplan.exchange.workbook.reading_names import Names
from localplan.exchange.workbook.reading_official import changed_official
from localplan.exchange.workbook.reading_values import Meaning
from localplan.exchange.workbook.reading_xml import ReadCell
from tests.exchange.documents import with_facts, words
from tests.exchange.returned import (
    FIRST,
    add,
    after,
    came_back,
    column,
    edited,
    moved_to_end,
    needs_office,
    put,
    read_back,
    rearrange,
    resaved,
    row,
    rows_in,
    title,
)
from tests.exchange.workbooks import plan_of, with_content, with_record, written
from tests.methods import methodology
from tests.plans import id_of
from tests.samples import draft, implementation, small


@pytest.fixture
def plan() -> Plan:
    """One measure with six activities, each with two funding lines; two organisations."""
    return with_record(plan_of(2, activities=6), "organisation", "school", id_of("plan"), name={"en": "School"})


def problems(found: Imported) -> dict[str, str]:
    """Cell → code of the problem."""
    return {f"{each.sheet}!{each.place}": each.code for each in found.problems}


def notices(found: Imported) -> set[str]:
    return {notice.code for notice in found.notices}


def assert_nothing(found: Imported) -> None:
    assert found.edits == () and found.conflicts == () and found.problems == () and found.questions == ()


# nothing edited ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sample", "language"), [(draft, "sr-Latn"), (draft, "en"), (implementation, "sr-Cyrl"), (small, "fr")]
)
def test_that_a_workbook_nobody_edited_gives_no_edits(sample, language: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = written(sample(), tmp_path / "a.xlsx", language)
    for exported in (sample(), None):
        found = read_back(path, sample(), exported, language)
        assert_nothing(found)
        assert found.counts.rows > 100 and found.plan == sample()


@needs_office
@pytest.mark.parametrize(("sample", "language"), [(implementation, "sr-Cyrl"), (small, "fr")])
def test_that_what_libreoffice_saved_anew_gives_no_edits(sample, language: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = resaved(written(sample(), tmp_path / "a.xlsx", language))
    for exported in (sample(), None):
        assert_nothing(read_back(path, sample(), exported, language))


def test_that_saving_by_another_program_gives_no_edits(tmp_path: Path) -> None:
    assert_nothing(came_back(draft(), tmp_path / "a.xlsx", lambda book: None))


@pytest.mark.parametrize(("sample", "language"), [(implementation, "sr-Cyrl"), (small, "en")])
def test_that_official_sheets_are_said_to_be_edited_when_somebody_did(sample, language: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path, plan = written(sample(), tmp_path / "a.xlsx", language), sample()
    assert changed_official(plan, read_workbook(path), methodology(), words(language)) == ()
    book = load_workbook(path)
    sheet = next(sheet for sheet in book if any(cell.number_format == "0.0%" for row in sheet.rows for cell in row))
    share = next(cell for row in sheet.rows for cell in row if cell.number_format == "0.0%")
    share.value = 0.01
    book.save(path)
    (told,) = changed_official(plan, read_workbook(path), methodology(), words(language))
    assert (told.sheet, told.values["cells"]) == (sheet.title, share.coordinate)


# edits ---------------------------------------------------------------------------------------------------------------


def test_that_typed_values_are_edits_of_their_fields(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        put(book["Activities"], id_of("A0"), "title@en", "Evening courses")
        put(book["Activities"], id_of("A0"), "lead", "School")
        put(book["Activities"], id_of("A1"), "procurement", "yes")
        put(book["Activities"], id_of("A1"), "partners", "School; Economy department")
        put(book["Activities"], id_of("A2"), "deadline", None)
        put(book["Funding"], id_of("A0-01"), "amounts@2026", 1250.5)
        put(book["Funding"], id_of("A0-01"), "amounts@2027", None)

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert found.problems == () and found.conflicts == ()
    both = sorted([id_of("school"), id_of("OU")])
    assert found.plan == after(
        plan,
        title(id_of("A0"), "Evening courses"),
        SetField(id_of("A0"), "lead", id_of("school")),
        SetField(id_of("A1"), "procurement", True),
        SetField(id_of("A1"), "partners", both),
        SetField(id_of("A2"), "deadline", ""),
        SetField(id_of("A0-01"), "amounts", "1250.5", "2026"),
        SetField(id_of("A0-01"), "amounts", None, "2027"),
    )
    assert (found.counts.changed, found.counts.added) == (4, 0)


def test_that_a_new_row_is_a_new_record_after_the_row_above(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Activities"]
        page.insert_rows(row(page, id_of("A2")))
        number = row(page, id_of("A1")) + 1
        page.cell(number, column(page, ":belongs_to")).value = "1.1.1 Skills"
        page.cell(number, column(page, "title@en")).value = "In between"

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert found.problems == () and found.counts.added == 1
    order = found.plan.child_ids(id_of("M1"), "activity")
    (new,) = set(order) - set(plan.records)
    assert [order[1], order[3]] == [id_of("A1"), id_of("A2")] and order[2] == new
    assert found.plan[new].title == {"en": "In between"}  # type: ignore[attr-defined]


def test_that_new_records_may_name_and_belong_to_each_other(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        add(book["Funding"], **{":belongs_to": "Fair", "source": "01", "amounts@2026": 7})
        add(book["Activities"], **{":belongs_to": "Skills", "title@en": "Fair", "lead": "New club"})
        add(book["Organisations"], **{"name@en": "New club"})

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert found.problems == ()
    new = {kind_of(found.plan[id]): found.plan[id] for id in set(found.plan.records) - set(plan.records)}
    assert new["activity"].lead == new["organisation"].id  # type: ignore[attr-defined]
    assert new["funding_line"].parent == new["activity"].id
    assert new["funding_line"].amounts == {"2026": Decimal(7)}  # type: ignore[attr-defined]


def test_that_a_new_row_without_parent_belongs_where_the_row_above_does(plan: Plan, tmp_path: Path) -> None:
    found = came_back(plan, tmp_path / "a.xlsx", lambda book: add(book["Activities"], **{"title@en": "More"}))
    (put_in,) = [edit for edit in found.edits if isinstance(edit, PutRecord)]
    assert put_in.content["parent"] == id_of("M1")
    assert "workbook_parent_of_row_above" in notices(found)


def test_that_a_copied_row_is_a_new_record_and_the_first_keeps_the_id(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Activities"]
        values = [cell.value for cell in page[row(page, id_of("A1"))]]
        page.append(values)
        page.cell(page.max_row, column(page, "title@en")).value = "Copy"

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert [type(edit) for edit in found.edits] == [PutRecord]
    (edit,) = found.edits
    assert edit.content["title"] == {"en": "Copy"} and edit.content["lead"] == id_of("OU")  # type: ignore[attr-defined]
    assert found.plan[id_of("A1")] == plan[id_of("A1")]
    assert "workbook_copied_rows" in notices(found)


def test_that_a_row_which_never_said_anything_is_not_asked_about(plan: Plan, tmp_path: Path) -> None:
    blank = apply_edits(
        plan, [PutRecord(id_of("blank"), {"kind": "previous_result", "parent": plan.id, "position": "V"})]
    )
    found = came_back(blank, tmp_path / "plan.xlsx", lambda book: None)
    assert found.questions == () and found.edits == ()


@pytest.mark.parametrize("how", ["deleted", "cleared"])
def test_that_a_missing_row_is_asked_about_and_kept(how: str, plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Activities"]
        number = row(page, id_of("A1"))
        if how == "deleted":
            page.delete_rows(number)
        else:
            for cell in page[number][4:]:
                cell.value = None

    path = edited(written(plan, tmp_path / "a.xlsx"), work)
    found = read_back(path, plan, plan)
    assert found.edits == ()
    (question,) = found.questions
    assert (question.kind, question.about, question.count) == ("missing", id_of("A1"), 2)
    removed = read_back(path, plan, plan, answers=Answers(remove=frozenset({id_of("A1")})))
    assert removed.plan == after(plan, DropRecord(id_of("A1")))
    assert removed.counts.removed == 3


def test_that_another_order_is_offered_and_not_taken_unasked(plan: Plan, tmp_path: Path) -> None:
    path = edited(written(plan, tmp_path / "a.xlsx"), lambda book: rearrange(book["Activities"], lambda r: r[::-1]))
    found = read_back(path, plan, plan)
    assert found.edits == () and [q.kind for q in found.questions] == ["order"]
    taken = read_back(path, plan, plan, answers=Answers(reorder=frozenset({"activity"})))
    assert {type(edit) for edit in taken.edits} == {MoveRecord}
    assert list(taken.plan.child_ids(id_of("M1"), "activity")) == [id_of(f"A{n}") for n in range(5, -1, -1)]


def test_that_rows_sorted_away_from_their_ids_are_known_by_content(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        rearrange(book["Activities"], lambda rows: rows[::-1], first_column=5)
        page = book["Activities"]
        for number in range(FIRST, FIRST + 6):
            if page.cell(number, column(page, "title@en")).value == "Courses 4":
                page.cell(number, column(page, "title@en")).value = "Courses by night"

    path = edited(written(plan, tmp_path / "a.xlsx"), work)
    found = read_back(path, plan, plan)
    assert found.plan == after(plan, title(id_of("A4"), "Courses by night"))
    assert "workbook_sorted" in notices(found)
    assert [question.kind for question in found.questions] == ["order"]


def test_that_moved_removed_and_added_columns_do_no_harm(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Activities"]
        moved_to_end(page, "title@en")
        page.delete_cols(column(page, "lead"))
        page.cell(2, page.max_column + 1).value = "Remark of ours"
        page.cell(FIRST, page.max_column).value = "ask the school"
        put(page, id_of("A3"), "title@en", "Moved and typed")
        page.cell(2, column(page, "deadline")).value = "Fertig bis"

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert found.plan == after(plan, title(id_of("A3"), "Moved and typed"))
    told = {notice.code: notice.values for notice in found.notices}
    assert told["workbook_columns_missing"]["columns"] == "Lead body"
    assert told["workbook_columns_foreign"]["columns"] == "Remark of ours"


def test_that_a_row_goes_under_another_parent(plan: Plan, tmp_path: Path) -> None:
    plan = with_record(plan, "measure", "M2", id_of("SO1"), title={"en": "Jobs"})
    found = came_back(
        plan, tmp_path / "a.xlsx", lambda book: put(book["Activities"], id_of("A0"), ":belongs_to", "Jobs")
    )
    assert found.problems == () and found.plan[id_of("A0")].parent == id_of("M2")
    assert found.counts.moved == 1


def test_that_a_sheet_that_was_deleted_removes_nothing(plan: Plan, tmp_path: Path) -> None:
    found = came_back(plan, tmp_path / "a.xlsx", lambda book: book.remove(book["Activities"]))
    assert_nothing(found)
    assert "workbook_sheet_missing" in notices(found)


def test_that_sheets_are_known_by_their_hidden_row_whatever_they_are_called(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        put(book["Activities"], id_of("A0"), "title@en", "Renamed sheet")
        book["Activities"].title = "Aktivnosti 2"
        book.copy_worksheet(book["Funding"])
        book.move_sheet("Aktivnosti 2", -12)

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert found.plan == after(plan, title(id_of("A0"), "Renamed sheet"))
    assert "workbook_sheet_twice" in notices(found)


def test_that_a_long_text_over_several_cells_is_one_text(tmp_path: Path) -> None:
    long = "".join(chr(97 + index % 26) for index in range(70_000))
    plan = with_record(plan_of(2), "indicator", "I", id_of("M1"), title={"en": "Trained"}, definition={"en": long})
    found = came_back(plan, tmp_path / "a.xlsx", lambda b: put(b["Indicators"], id_of("I"), "definition@en#2", "—"))
    assert found.plan[id_of("I")].definition["en"] == long[:32_767] + "—" + long[65_534:]  # type: ignore[attr-defined]
    path = written(plan, tmp_path / "b.xlsx")
    assert_nothing(read_back(path, plan, plan))


def test_that_rows_inserted_above_the_headings_do_no_harm(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Activities"]
        put(page, id_of("A1"), "title@en", "Further down")
        page.insert_rows(2)
        book["Funding"].insert_rows(1, 2)

    assert came_back(plan, tmp_path / "a.xlsx", work).plan == after(plan, title(id_of("A1"), "Further down"))


@needs_office
def test_that_edits_saved_anew_by_libreoffice_are_the_same_edits(tmp_path: Path) -> None:
    plan, language = with_facts(small(), status="draft"), "fr"
    first, line = plan.all_of("activity")[0], plan.all_of("funding_line")[0]

    def work(book: Workbook) -> None:
        pages = {str(page["A1"].value): page for page in book}
        put(pages[":id@activity"], first.id, "title@fr", "Séances d’information\nà Thiès")
        put(pages[":id@activity"], first.id, "deadline", "T2 2027")
        put(pages[":id@funding"], line.id, "amounts@2027", "1\u202f234,5")
        rearrange(pages[":id@organisation"], lambda rows: rows[::-1])

    path = resaved(edited(written(plan, tmp_path / "a.xlsx", language), work))
    expected = after(
        plan,
        title(first.id, "Séances d’information\nà Thiès", "fr"),
        SetField(first.id, "deadline", "2027-Q2"),
        SetField(line.id, "amounts", "1234.5", "2027"),
    )
    for exported in (plan, None):
        found = read_back(path, plan, exported, language)
        assert found.plan == expected and found.problems == () and found.conflicts == ()


def test_that_hidden_and_filtered_rows_are_read(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Activities"]
        put(page, id_of("A2"), "title@en", "Behind the filter")
        for number in range(FIRST, FIRST + 4):
            page.row_dimensions[number].hidden = True

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert found.plan == after(plan, title(id_of("A2"), "Behind the filter"))
    assert "workbook_hidden_rows" in notices(found)


# habits of spreadsheet programs and people ---------------------------------------------------------------------------


def meant(kind: str, field: str, typed: object, language: str = "en") -> object:
    """What a field takes a cell for."""
    if isinstance(typed, date):
        cell = ReadCell("day", typed.isoformat()[:10])
    elif isinstance(typed, bool):
        cell = ReadCell("tick", str(int(typed)))
    else:
        cell = ReadCell("text" if isinstance(typed, str) else "number", str(typed))
    return Meaning(words(language), Names(plan_of(2))).value(FIELDS[kind][field], "", cell)


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [
        ("en", "1,234.56", "1234.56"),
        ("en", "1.234,56", "1234.56"),
        ("sr-Latn", "1.234,56", "1234.56"),
        ("sr-Latn", "1,234.56", "1234.56"),
        ("sr-Latn", "1.234", "1234"),
        ("en", "1.234", "1.234"),
        ("fr", "1\u202f234,5", "1234.5"),
        ("fr", "1\u00a0234", "1234"),
        ("en", " 1250 \u00a0", "1250"),
        ("en", "1,250 RSD", "1250"),
        ("en", "−5", "-5"),
    ],
)
def test_that_amounts_are_understood_however_typed(language: str, typed: str, amount: str) -> None:
    assert meant("funding_line", "amounts", typed, language) == Decimal(amount)


def test_that_percentages_are_what_people_typed(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Activities"]
        put(page, id_of("A0"), "share", 0.4)
        page.cell(row(page, id_of("A0")), column(page, "share")).number_format = "0%"
        put(page, id_of("A1"), "share", "35 %")

    found = came_back(plan, tmp_path / "a.xlsx", work)
    shares = [SetField(id_of("A0"), "share", 40), SetField(id_of("A1"), "share", 35)]
    assert found.plan == after(plan, *shares)


@pytest.mark.parametrize(
    ("typed", "quarter"),
    [
        ("2028-Q2", "2028-Q2"),
        ("Q2 2028", "2028-Q2"),
        ("II квартал 2028.", "2028-Q2"),
        ("II kvartal 2028", "2028-Q2"),
        ("T2 2028", "2028-Q2"),
        ("2/2028", "2028-Q2"),
        ("2028 q2 ", "2028-Q2"),
        (date(2028, 5, 30), "2028-Q2"),
        ("30.05.2028.", "2028-Q2"),
    ],
)
def test_that_quarters_are_understood_however_typed(typed: object, quarter: str) -> None:
    assert meant("activity", "deadline", typed) == quarter


@pytest.mark.parametrize(
    "typed",
    [
        date(2026, 5, 30),
        "2026-05-30",
        "2026-05-30 00:00:00",
        "30.05.2026",
        "30. 5. 2026.",
        "30/05/2026",
        46172,
    ],
)
def test_that_days_are_understood_however_typed(typed: object) -> None:
    assert meant("act", "date", typed) == date(2026, 5, 30)


@pytest.mark.parametrize(
    ("typed", "language", "ticked"),
    [
        ("yes", "en", True),
        ("x", "en", True),
        ("да", "sr-Cyrl", True),
        ("DA", "sr-Latn", True),
        (True, "en", True),
        (1, "en", True),
    ],
)
def test_that_ticks_are_understood(typed: object, language: str, ticked: bool) -> None:
    assert meant("activity", "procurement", typed, language) is ticked


@pytest.mark.parametrize("typed", ["06", " 06 ", "06 Donations from international organisations"])
def test_that_choices_are_known_by_code_or_label(typed: str, plan: Plan, tmp_path: Path) -> None:
    plan = with_content(plan, "A0-01", source="02")
    found = came_back(plan, tmp_path / "a.xlsx", lambda b: put(b["Funding"], id_of("A0-01"), "source", typed))
    assert found.problems == ()
    assert found.plan == after(plan, SetField(id_of("A0-01"), "source", "06"))


def test_that_names_are_known_in_the_other_script(plan: Plan, tmp_path: Path) -> None:
    plan = with_record(plan, "organisation", "club", id_of("plan"), name={"sr-Cyrl": "Омладински клуб"})
    found = came_back(plan, tmp_path / "a.xlsx", lambda b: put(b["Activities"], id_of("A0"), "lead", "omladinski KLUB"))
    assert found.problems == ()
    assert found.plan == after(plan, SetField(id_of("A0"), "lead", id_of("club")))


def test_that_records_are_known_by_their_titles_in_every_language(plan: Plan, tmp_path: Path) -> None:
    plan = with_record(plan, "organisation", "club", id_of("plan"), name={"en": "Youth club", "sr-Cyrl": "Клуб младих"})
    found = came_back(plan, tmp_path / "a.xlsx", lambda b: put(b["Activities"], id_of("A0"), "lead", "Klub mladih"))
    assert found.plan == after(plan, SetField(id_of("A0"), "lead", id_of("club")))


def test_that_blanks_line_ends_and_other_spaces_are_no_edits(plan: Plan, tmp_path: Path) -> None:
    plan = with_content(plan, "A0", title={"en": "Two lines\nof text 1 000"})

    def work(book: Workbook) -> None:
        put(book["Activities"], id_of("A0"), "title@en", "Two lines \r\nof text 1\u00a0000  ")
        put(book["Activities"], id_of("A1"), "lead", " Economy\u00a0department ")

    assert_nothing(came_back(plan, tmp_path / "a.xlsx", work))


# problems ------------------------------------------------------------------------------------------------------------


def test_that_what_cannot_be_understood_is_told_with_its_cell_and_changes_nothing(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        page = book["Activities"]
        put(page, id_of("A0"), "lead", "Nobody we know")
        put(page, id_of("A1"), "deadline", "soon")
        put(page, id_of("A2"), "lead", "#REF!")
        page.cell(row(page, id_of("A2")), column(page, "lead")).data_type = "e"
        put(page, id_of("A3"), "title@en", '="A"&"B"')
        put(page, id_of("A4"), ":belongs_to", "Nowhere")
        put(page, id_of("A4"), "title@en", "But this is fine")
        put(book["Funding"], id_of("A0-01"), "amounts@2026", "a lot")
        put(book["Funding"], id_of("A1-01"), "amounts@2026", date(2026, 5, 1))
        put(book["Funding"], id_of("A1-01"), "source", date(2026, 5, 1))

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert sorted(problems(found).values()) == [
        "not_a_number",
        "not_a_quarter",
        "workbook_became_a_date",
        "workbook_became_a_date",
        "workbook_error_value",
        "workbook_formula_without_value",
        "workbook_not_on_the_list",
        "workbook_not_on_the_list",
    ]
    assert found.plan == after(plan, title(id_of("A4"), "But this is fine"))
    assert all(place.split("!")[1][-1].isdigit() for place in problems(found))


def test_that_an_adopted_plan_takes_reports_only(tmp_path: Path) -> None:
    plan = implementation()
    measure, report = plan.all_of("measure")[0].id, plan.all_of("activity_report")[0].id

    def work(book: Workbook) -> None:
        put(book["Measures"], measure, "title@en", "Another title")
        put(book["Activity reports"], report, "percent_done", 55)

    found = came_back(plan, tmp_path / "a.xlsx", work)
    assert found.plan == after(plan, SetField(report, "percent_done", 55))
    assert list(problems(found).values()) == ["plan_is_adopted"]


# three-way -----------------------------------------------------------------------------------------------------------


def test_that_what_the_plan_changed_meanwhile_stays(plan: Plan, tmp_path: Path) -> None:
    path = edited(written(plan, tmp_path / "a.xlsx"), lambda b: put(b["Activities"], id_of("A0"), "title@en", "Theirs"))
    now = apply_edits(plan, [title(id_of("A1"), "Ours"), SetField(id_of("A0"), "lead", id_of("school"))])
    found = read_back(path, now, plan)
    assert found.conflicts == ()
    assert found.plan == after(now, title(id_of("A0"), "Theirs"))


def test_that_both_changing_a_field_is_a_conflict_and_nothing_is_lost(plan: Plan, tmp_path: Path) -> None:
    path = edited(written(plan, tmp_path / "a.xlsx"), lambda b: put(b["Activities"], id_of("A0"), "lead", None))
    path = edited(path, lambda b: put(b["Activities"], id_of("A1"), "deadline", "2027-Q1"))
    now = apply_edits(plan, [SetField(id_of("A1"), "deadline", "2026-Q3")])
    found = read_back(path, now, plan)
    (conflict,) = found.conflicts
    values = (conflict.base, conflict.ours.value, conflict.theirs.value)
    assert (conflict.record, conflict.field) == (id_of("A1"), "deadline")
    assert values == ("2027-Q4", "2026-Q3", "2027-Q1")
    assert found.plan == after(now, SetField(id_of("A0"), "lead", ""))


def test_that_a_row_edited_there_and_removed_here_comes_back_with_a_conflict(plan: Plan, tmp_path: Path) -> None:
    path = edited(written(plan, tmp_path / "a.xlsx"), lambda b: put(b["Activities"], id_of("A0"), "title@en", "Mine"))
    found = read_back(path, apply_edits(plan, [DropRecord(id_of("A0"))]), plan)
    assert found.plan[id_of("A0")].title == {"en": "Mine"}  # type: ignore[attr-defined]
    assert [conflict.reason for conflict in found.conflicts] == ["removed_but_edited"]


def test_that_without_the_exported_state_only_touched_rows_count(plan: Plan, tmp_path: Path) -> None:
    path = edited(written(plan, tmp_path / "a.xlsx"), lambda b: put(b["Activities"], id_of("A0"), "title@en", "Theirs"))
    now = apply_edits(plan, [title(id_of("A1"), "Ours"), DropRecord(id_of("A5"))])
    found = read_back(path, now, None)
    assert found.conflicts == () and found.questions == ()
    assert found.plan == after(now, title(id_of("A0"), "Theirs"))
    assert {"workbook_base_unknown", "workbook_row_gone"} <= notices(found)


def test_that_without_the_exported_state_a_row_touched_twice_is_asked_about(plan: Plan, tmp_path: Path) -> None:
    path = edited(
        written(plan, tmp_path / "a.xlsx"), lambda b: put(b["Activities"], id_of("A0"), "deadline", "2027-Q1")
    )
    now = apply_edits(plan, [SetField(id_of("A0"), "lead", id_of("school"))])
    found = read_back(path, now, None)
    asked = {(c.field, c.ours.value, c.theirs.value) for c in found.conflicts}
    assert asked == {("deadline", "2027-Q4", "2027-Q1"), ("lead", id_of("school"), id_of("OU"))}
    assert found.plan[id_of("A0")].lead == id_of("school")  # type: ignore[attr-defined]


def test_that_the_same_workbook_twice_brings_nothing_new(plan: Plan, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        put(book["Activities"], id_of("A0"), "title@en", "Theirs")
        add(book["Activities"], **{":belongs_to": "Skills", "title@en": "Fair"})

    path = edited(written(plan, tmp_path / "a.xlsx"), work)
    first = read_back(path, plan, plan)
    again = read_back(path, first.plan, plan)
    assert first.counts.added == 1 and again.edits == () and again.conflicts == ()
    (new,) = set(first.plan.records) - set(plan.records)
    later = apply_edits(first.plan, [title(new, "Book fair")])
    assert read_back(path, later, plan).plan == later


def test_that_a_row_from_another_export_is_compared_with_the_plan(plan: Plan, tmp_path: Path) -> None:
    newer = apply_edits(plan, [title(id_of("A0"), "Newer")])
    other = edited(
        written(newer, tmp_path / "b.xlsx"), lambda b: put(b["Activities"], id_of("A0"), "deadline", "2026-Q1")
    )
    pasted = rows_in(load_workbook(other)["Activities"])[0]

    def paste(book: Workbook) -> None:
        for index, value in enumerate(pasted, 1):
            book["Activities"].cell(FIRST, index).value = value

    found = read_back(edited(written(plan, tmp_path / "a.xlsx"), paste), newer, plan)
    assert found.conflicts == () and found.plan == after(newer, SetField(id_of("A0"), "deadline", "2026-Q1"))
