"""What an edition hides is told as hidden in workbook and document, and comes back from a workbook as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from localplan.app.editions import cut
from localplan.domain.editions import NOTHING
from localplan.domain.edits import SetField
from localplan.domain.plan import Plan
from localplan.exchange.document.blocks import Note, Row
from localplan.exchange.document.build import build_document
from localplan.exchange.document.material import Material
from localplan.exchange.papers.catalogue import paper
from localplan.exchange.papers.paper import paper_blocks
from localplan.exchange.workbook import build_workbook, workbook_properties, write_excel
from tests.exchange.documents import methodology, words
from tests.exchange.returned import column, edited, read_back, resaved, row
from tests.exchange.returned import needs_office as needs_office
from tests.exchange.workbooks import plan_of
from tests.plans import id_of, record


@pytest.fixture(scope="module")
def full() -> Plan:
    """A plan with a contact that only the municipality sees, and counts of two and of forty persons."""
    top, hearing = id_of("plan"), {"contact": "ana@valjevo.rs", "call_date": "2026-03-01"}
    data = {"section": "cross", "unit": "persons", "year": 2025, "period": "2025"}
    return plan_of(2, activities=2).changed(
        [
            record("organisation", "NGO", top, 7, name={"en": "Red Cross"}, contact="064 1234567"),
            record("public_hearing", "H", top, 0, **hearing),
            record("data_point", "D1", top, 0, label={"en": "Returnees"}, value="2", **data),
            record("data_point", "D2", top, 1, label={"en": "Leavers"}, value="40", **data),
            record("indicator", "I", id_of("M1"), 0, title={"en": "Trained"}, contact="Ana", baseline_value="7"),
        ],
        [],
    )


def written(plan: Plan, path: Path, edition: str, language: str = "en") -> tuple[Plan, Path]:
    """The edition, and its workbook."""
    own = cut(plan, edition, methodology())
    assert own.hidden is not None
    sheets = build_workbook(own.plan, methodology(), words(language), hidden=own.hidden)
    write_excel(sheets, path, properties=workbook_properties(own.plan, words(language), hidden=own.hidden))
    return own.plan, path


def cell(path: Path, title: str, name: str, id: str) -> object:
    page = load_workbook(path)[title]
    return page.cell(row(page, id), column(page, name)).value


@pytest.mark.parametrize(("language", "word"), [("en", "hidden"), ("sr-Cyrl", "скривено"), ("sr-Latn", "skriveno")])
def test_that_the_workbook_says_what_is_hidden_in_its_language(
    full: Plan, tmp_path: Path, language: str, word: str
) -> None:
    _, path = written(full, tmp_path / "a.xlsx", "coordinator", language)
    titles = load_workbook(path).sheetnames
    title = next(name for name in titles if load_workbook(path)[name]["A1"].value == ":id@organisation")
    assert cell(path, title, "contact", id_of("NGO")) == word
    assert cell(path, title, "contact", id_of("OU")) == word  # whether there is one is hidden too


def test_that_hidden_counts_are_told_in_data_sheets_and_official_ones(full: Plan, tmp_path: Path) -> None:
    _, path = written(full, tmp_path / "a.xlsx", "public")
    assert cell(path, "Data", "value", id_of("D1")) == "hidden"
    assert cell(path, "Data", "value", id_of("D2")) == 40
    assert cell(path, "Data", "note@en", id_of("D2")) == "hidden"
    passports = load_workbook(path)["Indicator passports"]
    told = {row[0].value: row[1].value for row in passports.iter_rows()}
    assert told["Contact"] == "hidden"


@pytest.mark.parametrize("edition", ["coordinator", "training", "public"])
def test_that_the_word_never_becomes_a_value_nor_takes_one_away(full: Plan, tmp_path: Path, edition: str) -> None:
    own, path = written(full, tmp_path / "a.xlsx", edition)
    assert read_back(path, own, own).edits == ()
    assert read_back(path, own, None).edits == ()
    back = read_back(path, full, None)  # at home, where everything is known
    assert [edit for edit in back.edits if isinstance(edit, SetField)] == []


def test_that_what_stands_beside_the_word_and_over_it_is_read(full: Plan, tmp_path: Path) -> None:
    own, path = written(full, tmp_path / "a.xlsx", "coordinator")

    def type_in(book: object) -> None:
        page = book["Organisations"]  # type: ignore[index]
        at = row(page, id_of("NGO"))
        page.cell(at, column(page, "name@en")).value = "Red Cross of Serbia"
        page.cell(row(page, id_of("OU")), column(page, "contact")).value = "office@x.rs"

    edited(path, type_in)
    assert set(read_back(path, own, own).edits) == {
        SetField(id_of("NGO"), "name", "Red Cross of Serbia", "en"),
        SetField(id_of("OU"), "contact", "office@x.rs"),
    }


@needs_office
def test_that_libreoffice_changes_nothing_about_it(full: Plan, tmp_path: Path) -> None:
    own, path = written(full, tmp_path / "a.xlsx", "public", "sr-Cyrl")
    assert read_back(resaved(path), own, own, "sr-Cyrl").edits == ()


def test_that_a_workbook_of_everything_may_say_the_word(full: Plan, tmp_path: Path) -> None:
    sheets = build_workbook(full, methodology(), words("en"))
    write_excel(sheets, tmp_path / "a.xlsx", properties=workbook_properties(full, words("en")))

    def type_in(book: object) -> None:
        page = book["Organisations"]  # type: ignore[index]
        page.cell(row(page, id_of("NGO")), column(page, "contact")).value = "hidden"

    back = read_back(edited(tmp_path / "a.xlsx", type_in), full, full)
    assert back.edits == (SetField(id_of("NGO"), "contact", "hidden"),)


@pytest.mark.parametrize(("language", "word"), [("en", "hidden"), ("sr-Cyrl", "скривено")])
def test_that_the_document_tells_what_is_hidden(full: Plan, language: str, word: str) -> None:
    for edition, hearing in (("coordinator", "Contact"), ("public", "Contact")):
        own = cut(full, edition, methodology())
        assert own.hidden is not None
        told = repr(build_document(own.plan, methodology(), words(language), hidden=own.hidden))
        assert f"“{word}”" in told or f"„{word}“" in told, hearing
        assert told.count(f"'{word}'") >= 2  # the hearing's contact and the indicator's
    assert "'hidden'" not in repr(build_document(full, methodology(), words("en")))


@pytest.fixture(scope="module")
def reported(full: Plan) -> Plan:
    """The plan with a report that counts two women, and an indicator that no municipality publishes."""
    top, period, activity = id_of("plan"), id_of("RP"), full.all_of("activity")[0]
    code = next(one.code for one in methodology().indicators.values() if one.aggregation == "none")
    figures = {"library_code": code, "unit": "persons", "baseline_value": "50", "targets": {"2026": "60"}}
    return full.changed(
        [
            record("reporting_period", "RP", top, 0, year=2026, report_kind="annual"),
            record("activity_report", "AR", period, 0, activity=activity.id, beneficiaries={"women": 2, "total": 40}),
            record("indicator", "I", id_of("M1"), 0, title={"en": "Trained"}, contact="Ana", **figures),
            record("indicator_value", "IV", period, 0, indicator=id_of("I"), value="55"),
        ],
        [],
    )


def paper_of(plan: Plan, code: str, edition: str, language: str = "en") -> list[tuple[str, ...]]:
    """The rows of tables in a paper made of an edition; lists of facts are rows of two."""
    own = cut(plan, edition, methodology())
    m = Material(own.plan, methodology(), words(language), language, date(2027, 2, 1), own.hidden or NOTHING)
    blocks = paper_blocks(m, paper(code))
    notes = " ".join(block.text for block in blocks if isinstance(block, Note))
    assert (m.words("hidden") in notes) == (edition != "full")
    return [row.cells if isinstance(row, Row) else row for block in blocks for row in getattr(block, "rows", ())]


def test_that_a_paper_of_an_edition_says_hidden_where_a_count_would_stand(reported: Plan) -> None:
    for edition, women in (("full", "2"), ("public", "hidden")):
        assert any({women, "40"} <= set(cells) for cells in paper_of(reported, "annual_report", edition))
    profile = paper_of(reported, "migration_profile", "public", "sr-Cyrl")
    assert any("скривено" in cells for cells in profile) and any("40" in cells for cells in profile)


def test_that_baseline_target_and_value_that_are_never_public_say_hidden(reported: Plan) -> None:
    assert any({"50", "60", "55"} <= set(cells) for cells in paper_of(reported, "annual_report", "full"))
    rows = paper_of(reported, "annual_report", "public")
    assert [cells for cells in rows if cells.count("hidden") == 3] and not any("60" in cells for cells in rows)
    own = cut(reported, "public", methodology())
    assert own.hidden is not None
    document = build_document(own.plan, methodology(), words("en"), hidden=own.hidden)
    assert any("2026: hidden" in repr(block) for block in document)


def test_that_a_hidden_figure_is_not_called_unavailable(full: Plan) -> None:
    own = cut(full, "public", methodology())
    assert own.hidden is not None
    rows = [
        row.cells
        for block in build_document(own.plan, methodology(), words("en"), hidden=own.hidden)
        for row in getattr(block, "rows", ())
        if "Returnees" in getattr(row, "cells", ())
    ]
    assert rows and all("hidden" in cells and "not available" not in cells for cells in rows)
