"""The regional workbook and report: figures that add up, say where they come from, and stay when frozen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from localplan.app.choices import keep_choice, kept_choice
from localplan.app.consolidation import TABLES, Consolidated
from localplan.app.plans import open_library_at
from localplan.app.quality import refresh_checks
from localplan.app.region_editions import freeze, frozen
from localplan.app.region_headings import HEADINGS, TITLES
from localplan.app.regional import (
    export_region_excel,
    export_region_pdf,
    export_region_word,
    regional_in,
)
from localplan.data import data_dir
from localplan.domain.choice import Choice
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.values import Refused
from localplan.exchange.regional import Regional
from localplan.storage.address import Address
from localplan.storage.library import Library
from localplan.words import words_for
from tests.exchange.word_files import text_of_word
from tests.exchange.workbooks import recalculated
from tests.methods import methodology
from tests.neighbours import MISSING, PLACES, fill_region
from tests.storage.libraries import save

TODAY = date(2027, 6, 1)
ENGLISH = words_for("en", data_dir("resources") / "locale")


@pytest.fixture(scope="module", params=["file", "server"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    place: Address = tmp_path_factory.mktemp("region") / "region.localplan"
    if request.param == "server":
        place = request.getfixturevalue("server").empty_library()
    with open_library_at(place, "Ana", purpose="region") as library:
        fill_region(library)
        refresh_checks(library, methodology(), TODAY)
        yield library


def view_of(library: Library, **options: Any) -> Consolidated:
    return Consolidated(library, methodology(), TODAY, region="South", **options)


@pytest.fixture(scope="module")
def region(library: Library) -> Regional:
    return regional_in(view_of(library), "en", name="South")


def test_that_every_table_and_column_has_words(region: Regional) -> None:
    assert set(TITLES) == set(TABLES)
    for shown in region.tables:
        assert all(len(row.cells) == len(shown.headings) for row in shown.rows)
        named = (column for column in shown.columns if column.name not in HEADINGS and not column.name.isdecimal())
        assert all(len(column.name) == 36 for column in named), shown.name  # only plans stand for themselves


def test_that_formulas_of_the_overview_calculate_to_what_is_stored(region: Regional, tmp_path: Path) -> None:
    path = tmp_path / "region.xlsx"
    export_region_excel(region, path, "en")
    stored, anew = load_workbook(path, data_only=True), load_workbook(recalculated(path), data_only=True)
    formulas = load_workbook(path)["Overview"]
    compared = 0
    for row in formulas.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                told, calculated = stored["Overview"][cell.coordinate].value, anew["Overview"][cell.coordinate].value
                assert abs(told - calculated) < 0.005, cell.coordinate
                compared += 1
    assert compared > 100


def test_that_the_overview_is_the_sum_of_all_amounts(library: Library, region: Regional, tmp_path: Path) -> None:
    path = tmp_path / "region.xlsx"
    export_region_excel(region, path, "en")
    sheet = load_workbook(path, data_only=True)["All amounts"]
    heads = [cell.value for cell in sheet[2]]
    own = heads.index("Own part")
    whole = sum(Decimal(str(row[own])) for row in sheet.iter_rows(min_row=3, values_only=True))
    assert whole == library.region.totals().all["RSD"]


def test_that_rows_say_where_they_come_from(region: Regional, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "region.xlsx"
    export_region_excel(region, path, "en")
    sheet = load_workbook(path, data_only=True)["All amounts"]
    heads = [cell.value for cell in sheet[2]]
    row = next(sheet.iter_rows(min_row=3, values_only=True))
    plan = region.table("amounts").rows[0].plan
    revision = library.revisions(plan)[-1]
    assert row[heads.index("From: Person")] == "Ana"
    assert row[heads.index("From: Revision")] == revision.digest[:12]
    assert row[heads.index("Record")] in library.read_plan(plan)


def test_that_the_workbook_has_pictures(region: Regional, tmp_path: Path) -> None:
    path = tmp_path / "region.xlsx"
    export_region_excel(region, path, "sr-Latn")
    book = load_workbook(path)
    assert [len(sheet._charts) for sheet in book if sheet._charts] == [3]  # type: ignore[attr-defined]


def test_that_a_name_that_a_formula_could_misread_is_written_as_a_figure(tmp_path: Path) -> None:
    with open_library_at(tmp_path / "region.localplan", "Ana") as library:
        fill_region(library)
        plan = library.read_plan(library.plans()[0].id)
        body = next(m.responsible for m in library.summaries()[0].measures if m.responsible)
        other = next(line.id for line in library.plans() if body in library.read_plan(line.id))
        plan = library.read_plan(other)
        renamed = apply_edits(_draft(plan), [SetField(body, "name", {"en": "All * bodies?"})])
        save(library, plan, renamed, 1)
        shown = regional_in(view_of(library), "en")
        path = tmp_path / "region.xlsx"
        export_region_excel(shown, path, "en")
        sheet = load_workbook(path)["Overview"]
        (row,) = (row for row in sheet.iter_rows() if row[0].value == "All * bodies?")
        assert isinstance(row[2].value, int | float)


def _draft(plan: Any) -> Any:
    import msgspec

    return plan.changed([msgspec.structs.replace(plan.root, status="draft")], ())


def test_that_the_report_names_who_is_in_and_who_is_missing(region: Regional, tmp_path: Path) -> None:
    pages = export_region_pdf(region, tmp_path / "region.pdf", "en")
    assert pages > 4
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "region.pdf").pages)
    assert "Aleksinac" in text and "Arilje" in text
    assert region.table("missing").rows[0].cells[0] in text
    assert MISSING not in PLACES


@pytest.mark.parametrize("language", ["en", "sr-Cyrl", "sr-Latn"])
def test_that_the_report_is_written_in_every_language(library: Library, tmp_path: Path, language: str) -> None:
    shown = regional_in(view_of(library), language)
    assert export_region_pdf(shown, tmp_path / "region.pdf", language)
    export_region_word(shown, tmp_path / "region.docx", language)
    told = text_of_word(docx.Document(str(tmp_path / "region.docx")))
    assert all(value in told for _, value in shown.facts) and shown.title in told


def test_that_the_cover_tells_money_and_persons_beside_the_inhabitants(library: Library, region: Regional) -> None:
    view = view_of(library)
    told = dict(region.facts)
    people = view.inhabitants(view.summaries)
    persons = next(row.cells[1] for row in view.table("persons").rows if row.total)
    assert people and 0 < persons < sum(s.beneficiaries for s in view.summaries), "the shared measure counts once"
    assert told["Persons to be reached"] == ENGLISH.number(persons)
    assert told["Persons per 1,000 inhabitants"] == ENGLISH.number(round(persons * 1000 / people, 1))
    assert "Money per inhabitant, RSD" in told


def test_that_progress_says_that_shared_measures_stand_in_it_whole(region: Regional) -> None:
    assert "shared measure" in region.table("progress").note


def test_that_an_edition_stays_as_it_was(tmp_path: Path) -> None:
    with open_library_at(tmp_path / "region.localplan", "Ana") as library:
        fill_region(library)
        freeze(library, view_of(library), "Ministry, June", "South")
        then = frozen(library, "Ministry, June", "sr-Cyrl")
        library.drop_plan(library.plans()[0].id)
        assert frozen(library, "Ministry, June", "sr-Cyrl") == then
        whole = regional_in(view_of(library), "sr-Cyrl", name="South")
        assert whole.table("money_by_year") != then.table("money_by_year")
        with pytest.raises(Refused, match="edition_exists"):
            freeze(library, view_of(library), "Ministry, June")
        with pytest.raises(Refused, match="no_such_edition"):
            frozen(library, "July", "en")


def test_that_a_thawed_edition_has_the_very_figures(library: Library) -> None:
    view = view_of(library)
    freeze(library, view, "Whole")
    kept = frozen(library, "Whole", "en")
    for name in TABLES:
        assert kept.table(name) == regional_in(view, "en").table(name)


def test_that_a_choice_is_kept_by_name(library: Library) -> None:
    keep_choice(library, "Youth", Choice(sections=("youth",)))
    keep_choice(library, "Youth", Choice(sections=("youth",), years=("2027",)))
    assert kept_choice(library, "Youth") == Choice(sections=("youth",), years=("2027",))
    with pytest.raises(Refused, match="no_such_choice"):
        kept_choice(library, "Other")
