"""An intake of folders as careless and as hostile as they come: nothing is passed over in silence, nothing stops it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from localplan.app.intake import Intake
from localplan.app.intake_files import FileResult
from localplan.storage.library import Library
from tests.intakes import region_library, reported, taken_in
from tests.tools.make_region import make_region


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "region"
    make_region(folder, 2, seed=5)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with region_library(tmp_path / "region.localplan") as library:
        yield library


def by_name(results: list[FileResult]) -> dict[str, FileResult]:
    return {each.name: each for each in results}


@pytest.mark.skipif(sys.platform != "linux", reason="only here a file's name may be any bytes")
def test_that_a_name_in_an_old_encoding_is_no_obstacle(made: Path, library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.copyfile(next(made.glob("00000*")), folder / os.fsdecode(b"plan-\xe8a\xe8ak.lplan"))
    (folder / os.fsdecode(b"pismo-\xe8.txt")).write_text("a letter")
    intake = taken_in(library, [folder])
    found = {name: each.verdict for name, each in by_name(intake.results).items()}
    assert found == {"plan-�a�ak.lplan": "new", "pismo-�.txt": "unknown"}
    assert json.dumps(reported(intake), ensure_ascii=False).encode()


@pytest.mark.skipif(sys.platform != "linux", reason="only here a file's name may be any bytes")
def test_that_links_pipes_and_names_of_any_kind_keep_no_other_file_from_coming_in(
    made: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    good = next(made.glob("00000*")).read_bytes()
    for name in ("good", "two\nlines", "z" * 240):
        (folder / f"{name}.lplan").write_bytes(good)
    (folder / "loop").symlink_to(folder)
    (folder / "self.lplan").symlink_to("self.lplan")
    (folder / "gone.lplan").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.lplan")
    deep = "d" * 200
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")
    for _ in range(25):  # longer than any path may be
        Path(deep).mkdir()
        os.chdir(deep)
    Path("inside.lplan").write_bytes(good)
    monkeypatch.undo()
    found = by_name(taken_in(library, [folder]).results)
    counts = {name: each.count for name, each in found.items()}
    assert counts.pop(deep) == "set_aside" and found[deep].problems[0].code == "file_not_readable"
    assert counts == {
        "good.lplan": "taken_in",
        "two\ufffdlines.lplan": "identical",
        f"{'z' * 240}.lplan": "identical",
        "self.lplan": "set_aside",
        "gone.lplan": "set_aside",
        "pipe.lplan": "set_aside",
        "loop": "set_aside",
    }
    (told,) = found["loop"].problems
    assert (told.code, told.values["file"], found["loop"].verdict) == ("folder_is_a_link", "loop", "linked")
    shutil.rmtree(folder / "deep")


def test_that_a_file_that_vanishes_or_changes_meanwhile_is_named_and_the_others_come_in(
    made: Path, library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    shutil.copytree(made, folder)
    names = sorted(path.name for path in folder.iterdir())
    gone, cut = names[0], names[1]
    intake = Intake(library, [folder])
    steps = intake.steps()
    next(steps)
    (folder / gone).unlink()
    (folder / cut).write_bytes((folder / cut).read_bytes()[:5000])
    for _ in steps:
        pass
    found = by_name(intake.results)
    assert {name: found[name].count for name in (gone, cut)} == {gone: "set_aside", cut: "set_aside"}
    assert len(found) == len(names)


def test_that_a_folder_that_cannot_be_opened_is_named(
    made: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "share"
    shutil.copytree(made, folder)
    (folder / "closed").mkdir()
    scandir = os.scandir

    def refusing(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = by_name(taken_in(library, [folder]).results)
    assert found["closed"].count == "set_aside" and found["closed"].problems
    assert len(found) == len(list(made.iterdir())) + 1


def test_that_a_foreign_database_is_told_by_its_own_name(library: Library, tmp_path: Path) -> None:
    foreign = tmp_path / "addresses.db"
    connection = sqlite3.connect(foreign)
    connection.execute("create table person (name text)")
    connection.close()
    (result,) = taken_in(library, [foreign]).results
    (problem,) = result.problems
    assert problem.code == "foreign_database" and problem.values["path"] == "addresses.db"


def test_that_a_workbook_without_its_hidden_row_is_not_called_known(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "region"
    make_region(folder, 12, seed=1)
    book = next(folder.glob("*-filled.xlsx"))
    one, all_gone = tmp_path / "one.xlsx", tmp_path / "all.xlsx"
    for path, most in ((one, 1), (all_gone, 100)):
        workbook = load_workbook(book)
        data = [sheet for sheet in workbook if any(":id@" in str(cell.value) for cell in sheet[1])]
        for sheet in data[:most]:
            sheet.delete_rows(1)
        workbook.save(path)
    taken_in(library, [folder / book.name.replace("-filled.xlsx", ".lplan")])
    (none,) = taken_in(library, [all_gone]).results
    assert (none.count, none.problems[0].code) == ("set_aside", "workbook_unread")
    (some,) = taken_in(library, [one]).results
    assert some.count == "taken_in" and [problem.code for problem in some.problems] == ["workbook_sheet_unnamed"]


def test_that_what_lies_beside_an_open_library_is_no_file_to_be_taken_in(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "region"
    shutil.copytree(made, folder)
    with region_library(folder / "region.localplan") as library:
        assert (folder / "region.localplan.lock").exists()
        names = {each.name for each in taken_in(library, [folder]).results}
    assert not any(name.startswith("region.localplan.") for name in names)
