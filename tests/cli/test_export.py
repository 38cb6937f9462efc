"""`export`: official files and packages, from the library and from a package."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from localplan.exchange.package import read_package
from tests import samples
from tests.cli.conftest import Localplan
from tests.cli.packages import package_in
from tests.domain.test_editions import with_canaries
from tests.exchange.documents import text_of
from tests.exchange.word_files import text_of_word
from tests.exchange.workbooks import read, table_of


@pytest.fixture
def filled(localplan: Localplan, library: Path, package: Path) -> Path:
    """A library with the sample in implementation."""
    assert localplan("import", package, "--library", library).code == 0
    return library


@pytest.mark.parametrize("by", ["file", "code"])
def test_that_every_kind_of_file_is_written(localplan: Localplan, filled: Path, tmp_path: Path, by: str) -> None:
    plan = samples.implementation()
    name = {"file": package_in(tmp_path / "in.lplan", plan), "code": plan.root.code}[by]
    files = [tmp_path / f"out.{ending}" for ending in ("xlsx", "pdf", "lplan", "docx")]
    options = [part for pair in zip(("--excel", "--pdf", "--package", "--word"), files, strict=True) for part in pair]
    answer = localplan("export", name, *options, "--lang", "en", "--library", filled, "--json")
    assert sorted(answer.json) == sorted(map(str, files))
    assert table_of(read(files[0]), "Finance", "By section")["Total"][3] == 107_360
    assert "107,360" in text_of(PdfReader(files[1]))
    assert "107,360" in text_of_word(docx.Document(str(files[3])))
    written = read_package(files[2])
    assert written.plan.digest == plan.digest and set(written.previews) == {"plan.xlsx", "plan.pdf"}


def test_that_documents_are_in_the_plan_s_language_unless_asked(
    localplan: Localplan, package: Path, tmp_path: Path
) -> None:
    for options, word in (((), "општине"), (("--lang", "sr-Latn"), "opštine"), (("--lang", "en"), "Municipality")):
        assert localplan("export", package, "--pdf", tmp_path / "plan.pdf", *options).code == 0
        assert word in text_of(PdfReader(tmp_path / "plan.pdf"))


def test_that_a_french_plan_is_written_in_french(localplan: Localplan, tmp_path: Path) -> None:
    path = package_in(tmp_path / "small.lplan", samples.small())
    assert localplan("export", path, "--excel", tmp_path / "plan.xlsx", "--lang", "fr").code == 0
    by_section = table_of(read(tmp_path / "plan.xlsx"), "Finance", "By section")
    assert 198_400 in by_section["Total"]


def test_that_previews_can_be_left_out(localplan: Localplan, filled: Path, tmp_path: Path) -> None:
    code = samples.implementation().root.code
    localplan("export", code, "--package", tmp_path / "bare.lplan", "--no-preview", "--library", filled)
    assert not [name for name in zipfile.ZipFile(tmp_path / "bare.lplan").namelist() if name.startswith("preview")]


@pytest.mark.parametrize("options", [(), ("--no-preview",)])
def test_that_export_import_export_gives_the_same_bytes(
    localplan: Localplan, filled: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    code = samples.implementation().root.code
    sent, back, again = (tmp_path / name for name in ("sent.lplan", "other.localplan", "again.lplan"))
    assert localplan("export", code, "--package", sent, "--library", filled, "--author", "Vesna", *options).code == 0
    assert localplan("import", sent, "--library", back, "--author", "Milan").code == 0
    assert localplan("export", code, "--package", again, "--library", back, "--author", "Milan", *options).code == 0
    assert sent.read_bytes() == again.read_bytes()
    assert localplan("export", sent, "--package", again, *options).code == 0
    assert sent.read_bytes() == again.read_bytes()


def test_that_the_sender_is_named_in_the_package(
    localplan: Localplan, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sender(*options: str) -> str:
        made = localplan("new", "--template", "sample", "--library", library, "--json").json[0]
        path = tmp_path / "sent.lplan"
        localplan("export", made["id"], "--package", path, "--no-preview", "--library", library, *options)
        return read_package(path).manifest.author

    monkeypatch.setenv("LOCALPLAN_AUTHOR", "Jelena")
    assert sender() == "Jelena"
    assert sender("--author", "Vesna") == "Vesna"
    monkeypatch.delenv("LOCALPLAN_AUTHOR")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "mjovanovic")
    assert sender() == "mjovanovic"


def test_that_what_is_wrong_with_an_export_is_told(
    localplan: Localplan, filled: Path, package: Path, tmp_path: Path
) -> None:
    localplan("export", package).complains("--excel", "--pdf", "--word", "--package")
    localplan("export", package, "--pdf", tmp_path / "x.pdf", "--lang", "xx").complains("xx", "sr-Latn")
    localplan("export", package, "--pdf", tmp_path / "no" / "x.pdf").complains("x.pdf", str(tmp_path / "no"))
    localplan("export", package, "--excel", tmp_path).complains(tmp_path.name)
    localplan("export", "70564-2031-1", "--pdf", tmp_path / "x.pdf", "--library", filled).complains("70564-2031-1")
    assert not (tmp_path / "x.pdf").exists()


def test_that_a_device_is_not_replaced_by_a_document(localplan: Localplan, package: Path) -> None:
    full = Path("/dev/full")
    localplan("export", package, "--package", full, "--no-preview").complains("full")
    assert full.is_char_device()


def test_that_a_public_edition_names_nobody_in_any_file(localplan: Localplan, library: Path, tmp_path: Path) -> None:
    plan = with_canaries(samples.implementation())
    assert localplan("import", package_in(tmp_path / "full.lplan", plan), "--library", library).code == 0
    for edition in ("full", "public"):
        files = {ending: tmp_path / f"{edition}.{ending}" for ending in ("xlsx", "pdf", "lplan", "docx")}
        names = {"xlsx": "--excel", "pdf": "--pdf", "lplan": "--package", "docx": "--word"}
        options = [part for ending, path in files.items() for part in (names[ending], path)]
        options += ["--edition", edition]
        assert localplan("export", plan.root.code, *options, "--library", library, "--author", "Canary Ana").code == 0
        parts = [
            archive.read(name)
            for archive in map(zipfile.ZipFile, (files["xlsx"], files["lplan"], files["docx"]))
            for name in archive.namelist()
            if not name.startswith("preview/")
        ]
        document = PdfReader(files["pdf"])
        parts += [f"{text_of(document)} {document.metadata}".encode()]
        assert any(b"Canary" in part for part in parts) == (edition == "full")


def test_that_the_public_workbook_hides_what_the_package_hides(
    localplan: Localplan, filled: Path, tmp_path: Path
) -> None:
    code = samples.implementation().root.code
    for edition in ("full", "public"):
        options = ["--excel", tmp_path / f"{edition}.xlsx", "--package", tmp_path / f"{edition}.lplan"]
        assert localplan("export", code, *options, "--edition", edition, "--library", filled).code == 0
    shown = read_package(tmp_path / "public.lplan")
    assert shown.hidden and shown.hidden.values and not shown.manifest.author
    full, public = (cells_by_record(tmp_path / f"{edition}.xlsx") for edition in ("full", "public"))
    places = {(id, f"{field}@{key}" if key else field) for id, field, key in shown.hidden.values}
    assert len(places & full.keys()) > 5
    assert {public[place] for place in places & public.keys()} == {"скривено"}


def test_that_a_plan_that_came_as_an_edition_says_what_is_hidden(
    localplan: Localplan, package: Path, library: Path, tmp_path: Path
) -> None:
    region = tmp_path / "region.lplan"
    assert localplan("export", package, "--package", region, "--edition", "coordinator", "--no-preview").code == 0
    code = localplan("import", region, "--library", library, "--json").json[0]["code"]
    assert localplan("export", code, "--excel", tmp_path / "a.xlsx", "--lang", "en", "--library", library).code == 0
    assert localplan("export", region, "--excel", tmp_path / "b.xlsx", "--lang", "en").code == 0
    of_library, of_file = (cells_by_record(tmp_path / f"{name}.xlsx") for name in "ab")
    contacts = {place: cell for place, cell in of_library.items() if place[1] == "contact"}
    assert contacts and set(contacts.values()) == {"hidden"}
    assert {place: cell for place, cell in of_file.items() if place[1] == "contact"} == contacts
    localplan("import", package, "--library", library)
    assert localplan("export", code, "--excel", tmp_path / "c.xlsx", "--lang", "en", "--library", library).code == 0
    assert "hidden" not in cells_by_record(tmp_path / "c.xlsx").values()


def cells_by_record(path: Path) -> dict[tuple[str, str], object]:
    """What stands in the data sheets, by record and column name."""
    found: dict[tuple[str, str], object] = {}
    for sheet in read(path).worksheets:
        names = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=3, values_only=True) if str(names[0]).startswith(":id") else ():
            found |= {(row[0], name): cell for name, cell in zip(names, row, strict=True) if cell is not None}
    return found


def test_that_another_edition_is_made_of_the_full_plan_only(
    localplan: Localplan, package: Path, tmp_path: Path
) -> None:
    answer = localplan("export", package, "--package", tmp_path / "x.lplan", "--edition", "public")
    assert answer.code == 2 and "library" in answer.err
    region = tmp_path / "region.lplan"
    assert localplan("export", package, "--package", region, "--edition", "coordinator", "--no-preview").code == 0
    assert localplan("export", region, "--package", tmp_path / "x.lplan", "--edition", "training").code == 2
