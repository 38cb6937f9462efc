"""The official sheets as values: what stands in them, whatever the file format."""

from __future__ import annotations

from decimal import Decimal

import pytest

from localplan.domain.plan import Plan
from localplan.domain.records.logic import Indicator
from localplan.exchange.workbook import build_workbook
from localplan.exchange.workbook.gantt import MARK
from localplan.exchange.workbook.sheets import Formula, Row, Sheet
from tests.exchange.documents import methodology, with_facts, words
from tests.exchange.workbooks import plan_of, sheets_of, with_record
from tests.plans import empty_plan, id_of
from tests.samples import control_totals, draft, implementation, small


def texts(sheet: Sheet) -> str:
    """All texts of a sheet, a line for each row."""
    return "\n".join(" | ".join(str(value) for value in row.values if value is not None) for row in sheet.rows)


def figures(row: Row) -> list[Decimal]:
    return [value.value for value in row.values if isinstance(value, Formula)]  # type: ignore[misc]


def test_that_the_blocks_of_the_table_stand_in_the_prescribed_order() -> None:
    table = texts(sheets_of(implementation())["Action plan"])
    in_order = [
        "Responsible coordinator",
        "General objective 1: By 2028",
        "monitoring and control",
        "impact indicators",
        "Target in the last year | Last year of validity",
        "Specific objective 1.1: ",
        "coordination and reporting",
        "outcome indicators",
        "Target 2026 | Target 2027 | Target 2028",
        "Measure 1.1.1: ",
        "responsible for implementation",
        "Period of implementation",
        "Type of measure: Provision of goods and services",
        "Regulations to be adopted or amended",
        "output indicators",
        "Source of funding of the measure | Link to the programme budget | Total estimated funds",
        "Activity | Implementing body | Partner bodies | Deadline for completion | Source of funding",
        "1.1.1.1 Annual survey",
        "Specific objective 1.2: ",
        "Total of the plan, in thousand RSD",
    ]
    places: list[int] = []
    for text in in_order:
        places.append(table.index(text, places[-1] if places else 0))
    assert places == sorted(places)


def test_that_codes_of_letters_are_printed_when_the_profile_says_so() -> None:
    plan = with_facts(implementation(), legal_profile="generic")
    style = methodology().profile("generic").code_style
    assert style == "letters"
    assert "A1.1.1 Annual survey" in texts(sheets_of(plan)["Action plan"])


def test_that_an_activity_with_several_sources_takes_several_lines_under_one_name() -> None:
    sheet = sheets_of(plan_of(3))["Action plan"]
    rows = [index for index, row in enumerate(sheet.rows) if row.values[4:6] and row.values[5] == "1501-0002"]
    lines = [index for index in rows if isinstance(sheet.rows[index].values[6], Decimal)]
    assert [str(sheet.rows[index].values[4])[:2] for index in lines] == ["01", "06"]
    names = [sheet.rows[index].values[0] for index in lines]
    assert names == ["1.1.1.1 Courses 0", None]
    merged = {(area.first_row, area.first_column, area.last_row) for area in sheet.merges}
    assert {(lines[0], column, lines[1]) for column in range(4)} <= merged


def test_that_an_activity_without_cost_says_so() -> None:
    assert "No additional funds are needed" in texts(sheets_of(implementation())["Action plan"])


@pytest.mark.parametrize("years", [2, 3, 10])
def test_that_plans_of_two_to_ten_years_have_a_column_for_each(years: int) -> None:
    sheet = sheets_of(plan_of(years))["Action plan"]
    total = figures(sheet.rows[-1])
    assert total == [Decimal(2 * (26 + index)) for index in range(years)]
    assert len(sheet.columns) == 6 + years
    assert 40 <= sheet.scale <= 100


def test_that_pages_begin_only_where_no_activity_is_cut() -> None:
    sheet = sheets_of(plan_of(3, activities=120))["Action plan"]
    assert len(sheet.breaks) >= 3
    inside = {row for area in sheet.merges for row in range(area.first_row + 1, area.last_row + 1)}
    assert not inside & set(sheet.breaks)
    heights = [row.height for row in sheet.rows]
    pages = [sum(heights[a:b]) for a, b in zip(sheet.breaks, sheet.breaks[1:], strict=False)]
    assert all(300 < page < 734 / sheet.scale * 100 for page in pages)


@pytest.mark.parametrize("plan", [implementation(), plan_of(10, activities=5), empty_plan()])
def test_that_no_two_merged_areas_overlap(plan: Plan) -> None:
    for sheet in sheets_of(plan).values():
        cells = [
            (row, column)
            for area in sheet.merges
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        ]
        assert len(cells) == len(set(cells)), sheet.title
        assert all((a.first_row, a.first_column) != (a.last_row, a.last_column) for a in sheet.merges)


def test_that_the_heads_repeat_on_every_page_and_stay_in_sight() -> None:
    sheet = sheets_of(implementation())["Action plan"]
    assert sheet.repeat is not None
    first, last = sheet.repeat
    assert sheet.rows[first].values[1] == "Implementing body"
    assert sheet.rows[last].values[6:9] == (2026, 2027, 2028)
    assert sheet.freeze == (last + 1, 0)
    assert (sheet.paper, sheet.landscape) == ("A3", True)


def test_that_money_that_is_not_divided_into_activities_stands_in_the_table() -> None:
    plan = with_record(plan_of(2), "funding_line", "own", id_of("M1"), source="07", amounts={"2026": "10.5"})
    sheet = sheets_of(plan)["Action plan"]
    assert "Not divided into activities yet" in texts(sheet)
    assert figures(sheet.rows[-1])[0] == Decimal("62.5")


def test_that_measures_right_under_a_general_objective_are_not_lost() -> None:
    plan = with_record(plan_of(2), "measure", "M2", id_of("GO"), title={"en": "Direct"})
    plan = with_record(plan, "funding_line", "own", id_of("M2"), source="01", amounts={"2026": 1000})
    sheets = sheets_of(plan)
    assert "Direct" in texts(sheets["Action plan"])
    assert figures(sheets["Action plan"].rows[-1])[0] == Decimal(1052)


def test_that_an_empty_plan_says_what_belongs_there() -> None:
    for language in ("en", "sr-Latn", "sr-Cyrl"):
        official = [sheet for sheet in sheets_of(empty_plan(), language).values() if sheet.kind == "official"]
        assert len(official) == 7
        for sheet in official[1:]:
            assert any(row.look[0] == "note" for row in sheet.rows), sheet.title


def test_that_a_practice_copy_says_so_in_the_header_of_every_sheet() -> None:
    plan = with_facts(draft(), practice=True)
    sheets = [sheet for sheet in sheets_of(plan).values() if sheet.kind != "internal"]
    assert len(sheets) > 7
    assert all("TRAINING" in sheet.header for sheet in sheets)
    assert "ОБУКА" in sheets_of(plan, "sr-Cyrl")["Акциони план"].header
    assert not any("TRAINING" in sheet.header for sheet in sheets_of(with_facts(draft(), practice=False)).values())


def test_that_a_title_with_signs_of_headers_is_printed_as_it_is() -> None:
    header = sheets_of(with_facts(draft(), title={"en": "2 Youth & Work"}))["Action plan"].header
    assert header.startswith("&L&8 2 Youth && Work")
    assert len(sheets_of(with_facts(draft(), title={"en": "Long " * 200}))["Action plan"].header) <= 255


def test_that_off_budget_money_is_marked_apart() -> None:
    rows = {row.values[1]: row for row in sheets_of(implementation())["Finance"].rows if len(row.values) > 1}
    by_source = control_totals()["by_source"]
    outside = figures(rows["Outside the municipal budget (off-budget)"])
    assert outside[:4] == [*(Decimal(by_source["NES"][year]) for year in ("2026", "2027", "2028")), Decimal(18600)]
    assert figures(rows["Through the municipal budget"])[3] == Decimal(107360 - 18600)


def test_that_sources_no_list_knows_are_not_taken_for_the_budget() -> None:
    plan = with_record(plan_of(2), "funding_line", "F", id_of("A0"), amounts={"2026": 7})
    rows = {row.values[1]: row for row in sheets_of(plan)["Finance"].rows if len(row.values) > 1}
    assert figures(rows["Through the municipal budget"])[0] == Decimal(52)
    assert figures(rows["Total"])[0] == Decimal(59)


def test_that_euro_stand_beside_by_the_rate_of_the_plan() -> None:
    plan = implementation()
    heads = next(row for row in sheets_of(plan)["Finance"].rows if "Total, thousand EUR" in row.values)
    assert heads
    assert plan.root.exchange_rate == Decimal("117.2")
    assert "916.04" in texts(sheets_of(plan)["Finance"])
    assert "EUR" not in texts(sheets_of(with_facts(plan, exchange_rate=None))["Finance"])


def test_that_each_quarter_of_an_activity_is_marked_for_the_eye_and_in_text() -> None:
    row = next(row for row in sheets_of(plan_of(2))["Timetable"].rows if row.values[1] == "Courses 0")
    assert row.values[4:] == (None, *[MARK] * 7)
    assert row.look[4:] == ("quarter", *["bar"] * 7)


def test_that_there_is_a_passport_for_each_indicator_on_a_page_of_its_own() -> None:
    sheet = sheets_of(implementation())["Indicator passports"]
    count = len(implementation().all(Indicator))
    assert count >= control_totals()["counts"]["indicators"]
    assert sum(str(row.values[0]).startswith("Passport of") for row in sheet.rows) == count
    assert len(sheet.breaks) == count - 1


def test_that_french_texts_stand_among_english_words() -> None:
    table = texts(sheets_of(small())["Action plan"])
    assert "Measure" in table
    french = texts(build_workbook(small(), methodology(), words("en"), language="fr")[1])
    assert french != table
    assert "Measure" in french


@pytest.mark.parametrize(
    ("language", "word"), [("sr-Latn", "Opšti cilj 1: Do 2028"), ("sr-Cyrl", "Општи циљ 1: До 2028")]
)
def test_that_the_table_reads_serbian_in_both_scripts(language: str, word: str) -> None:
    sheets = list(sheets_of(implementation(), language).values())
    assert word in texts(sheets[1])


def test_that_a_plan_without_a_period_has_a_workbook() -> None:
    plan = with_facts(implementation(), period_start=None, period_end=None)
    assert isinstance(plan, Plan)
    assert "1.1.1.1" in texts(sheets_of(plan)["Action plan"])


def test_that_the_sums_by_programme_stand_only_where_the_budget_has_programmes() -> None:
    assert "By programme of the budget" in texts(sheets_of(implementation())["Finance"])
    assert "By programme of the budget" not in texts(sheets_of(small())["Finance"])


def test_that_a_country_without_budget_programmes_has_no_column_for_them() -> None:
    sheets = sheets_of(small())
    table, amounts = sheets["Action plan"], sheets["Amounts"]
    assert table.repeat is not None
    heads = table.rows[table.repeat[0]].values
    assert heads[1:6] == (
        "Implementing body",
        "Partner bodies",
        "Deadline for completion",
        "Source of funding",
        "Total estimated funds by source, in thousand XOF",
    )
    assert "programme" not in texts(table).casefold()
    assert "Programme" not in amounts.rows[1].values
    indicators = next(row.values for row in table.rows if row.values[1] == "Unit of measure")
    assert indicators[2:6] == ("Source of verification", "Baseline", "Base year", "Target in the last year")
    assert sum(figures(table.rows[-1])) == Decimal(control_totals("keur-yaakaar")["total"])


def test_that_a_programme_named_all_the_same_is_not_lost() -> None:
    plan = with_facts(draft(), legal_profile="generic")
    assert "1501-0002" in texts(sheets_of(plan)["Action plan"])
    assert "Programme" in sheets_of(plan)["Amounts"].rows[1].values
