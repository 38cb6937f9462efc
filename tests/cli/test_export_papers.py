"""`export --papers` and `export --paper`."""

from __future__ import annotations

from pathlib import Path

import docx
from pypdf import PdfReader

from tests.cli.conftest import Localplan
from tests.cli.packages import package_in
from tests.exchange.documents import text_of
from tests.exchange.papers import open_ended
from tests.exchange.word_files import text_of_word


def test_that_papers_are_listed_with_what_they_lack(localplan: Localplan, package: Path) -> None:
    found = {row["code"]: row for row in localplan("export", package, "--papers", "--json").json}
    assert found["budget_request"]["about"] == {"2026": "2026", "2027": "2027", "2028": "2028"}
    assert found["data_requests"]["missing"]
    lines = localplan("export", package, "--papers").out
    assert "budget_request" in lines and "--about 2027" in lines and "Missing:" in lines


def test_that_a_paper_is_written(localplan: Localplan, tmp_path: Path) -> None:
    plan, out = package_in(tmp_path / "in.lplan", open_ended()), tmp_path / "letters.pdf"
    call = ("export", plan, "--paper", "data_requests", "--out", out, "--lang", "sr-Latn", "--today", "2025-07-01")
    assert localplan(*call).code == 0
    assert "do 16.07.2025." in text_of(PdfReader(out))
    assert localplan(*call, "--about", "schools").code == 0
    assert len(PdfReader(out).pages) == 1


def test_that_a_paper_is_written_as_word_file_where_its_name_ends_so(localplan: Localplan, tmp_path: Path) -> None:
    plan, out = package_in(tmp_path / "in.lplan", open_ended()), tmp_path / "letters.docx"
    call = ("export", plan, "--paper", "data_requests", "--lang", "sr-Latn", "--today", "2025-07-01")
    assert localplan(*call, "--out", out).code == 0
    assert "do 16.07.2025." in text_of_word(docx.Document(str(out)))
    localplan(*call, "--out", tmp_path / "letters.odt").complains(".odt", ".docx")
    assert not (tmp_path / "letters.odt").exists()


def test_that_what_is_wrong_with_a_paper_is_told(localplan: Localplan, package: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    localplan("export", package, "--paper", "budget_request").complains("--paper", "--out")
    localplan("export", package, "--out", out).complains("--paper", "--out")
    localplan("export", package, "--paper", "poem", "--out", out).complains("poem", "start_decision")
    localplan("export", package, "--paper", "data_requests", "--out", out).complains("Missing", "letter can answer")
    localplan("export", package, "--paper", "budget_request", "--about", "1999", "--out", out).complains("1999")
    assert not out.exists()
