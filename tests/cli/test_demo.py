"""`demo`: everything that the program writes, with the control totals of the sample."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from localplan.app.plans import open_library_at
from tests import samples
from tests.cli.conftest import Localplan
from tests.exchange.documents import text_of
from tests.exchange.workbooks import read, table_of

FILES = {"plan.lplan", "plan.xlsx", "plan.pdf", "plan.docx", "library.localplan"}
YEARS = ("2026", "2027", "2028")


def test_that_four_files_are_written_and_nothing_is_left_beside_them(demo: Path) -> None:
    assert {path.name for path in demo.iterdir()} == FILES


def test_that_the_control_totals_hold_in_the_workbook(demo: Path) -> None:
    totals, book = samples.control_totals(), read(demo / "plan.xlsx")
    by_source = table_of(book, "Finance", "By source of funding")
    assert by_source["Total"][:4] == [*(totals["by_year"][year] for year in YEARS), 107_360]
    assert {source: by_source[source][3] for source in totals["by_source"]} == {
        source: sums["total"] for source, sums in totals["by_source"].items()
    }
    sections = [row[3] for row in table_of(book, "Finance", "By section").values()]
    assert sorted(sections) == [14_000, 45_650, 47_710, 107_360]


def test_that_the_control_totals_hold_in_the_document(demo: Path) -> None:
    text = text_of(PdfReader(demo / "plan.pdf"))
    for total in ("107,360", "34,870", "37,870", "34,620", "47,710", "14,000", "45,650"):
        assert total in text, total


def test_that_two_demonstrations_are_equal_to_the_byte(localplan: Localplan, demo: Path, tmp_path: Path) -> None:
    summary = localplan("demo", "--out", tmp_path, "--json").json
    assert (summary["total"], summary["digest"]) == ("107360", samples.implementation().digest)
    assert summary["pages"] == len(PdfReader(tmp_path / "plan.pdf").pages)
    assert {Path(path).name for path in summary["files"].values()} == FILES
    for name in ("plan.lplan", "plan.pdf", "plan.docx"):
        assert (tmp_path / name).read_bytes() == (demo / name).read_bytes(), name


@pytest.mark.parametrize(
    ("language", "word"), [("sr-Latn", "opštine Zamišljeno Polje"), ("sr-Cyrl", "општине Замишљено Поље")]
)
def test_that_the_documents_can_be_in_serbian(localplan: Localplan, tmp_path: Path, language: str, word: str) -> None:
    answer = localplan("demo", "--out", tmp_path / "new" / "folder", "--lang", language)
    assert answer.code == 0 and word in answer.out
    folder = tmp_path / "new" / "folder"
    text = text_of(PdfReader(folder / "plan.pdf"))
    assert word in text and "107.360" in text
    book = load_workbook(folder / "plan.xlsx", read_only=True)
    assert any(word in str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row)


def test_that_a_demonstration_is_replaced_by_the_next_but_no_other_library_is(
    localplan: Localplan, tmp_path: Path
) -> None:
    own = tmp_path / "library.localplan"
    localplan("new", "--municipality", "70564", "--from", 2027, "--to", 2029, "--library", own)
    before = own.read_bytes()
    localplan("demo", "--out", tmp_path).complains("library.localplan", "exists already")
    assert own.read_bytes() == before

    own.unlink()
    assert localplan("demo", "--out", tmp_path).code == 0
    assert localplan("demo", "--out", tmp_path).code == 0
    assert [plan["code"] for plan in localplan("list", "--library", own, "--json").json] == ["99999-2026-1"]


def test_that_the_library_of_a_demonstration_in_use_is_left_alone(localplan: Localplan, tmp_path: Path) -> None:
    with open_library_at(tmp_path / "library.localplan", "Vesna", purpose="training"):
        localplan("demo", "--out", tmp_path).complains("Vesna")


def test_that_a_folder_that_cannot_be_made_is_told(localplan: Localplan, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    localplan("demo", "--out", tmp_path / "file").complains("file", str(tmp_path))
