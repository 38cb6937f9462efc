"""`intake`: a region's folder into a library, the report as data and on paper, and who is missing."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from localplan.app.plans import open_library_at
from localplan.app.reconcile import standing_conflicts
from localplan.domain.edits import SetField, apply_edits
from tests.cli.conftest import Localplan
from tests.cli.packages import package_in
from tests.intakes import truth_beside
from tests.plans import small_plan
from tests.tools.make_region import make_region


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of six municipalities, one of them damaged."""
    folder = tmp_path_factory.mktemp("region") / "files"
    make_region(folder, 6, seed=5)
    return folder


def test_that_the_report_is_the_truth_and_something_set_aside_makes_the_exit_code_1(
    localplan: Localplan, library: Path, folder: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    answer = localplan("intake", folder, "--library", library, "--report", report, "--json")
    truth = truth_beside(folder)
    assert (answer.code, answer.json) == (1, truth)
    assert json.loads(report.read_text()) == truth


def test_that_every_file_is_told_and_the_counts_add_up(localplan: Localplan, library: Path, folder: Path) -> None:
    answer = localplan("intake", folder, "--library", library)
    assert answer.code == 1 and "70041" in answer.err and len(answer.err.strip().splitlines()) == 1
    lines = answer.out.strip().splitlines()
    told = {line.partition(" · ")[0] for line in lines[:-1]}
    assert told == {path.name for path in folder.iterdir()} - {"00003-70041.lplan"}
    assert lines[-1] == f"{len(told) + 1} read = {len(told) - 1} imported + 1 already known + 1 set aside"


def test_that_many_foreign_files_do_not_bury_the_others(
    localplan: Localplan, library: Path, folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for n in range(25):
        (stick / f"picture {n:02}.jpg").write_bytes(b"\xff\xd8\xff")
    (stick / "broken.lplan").write_bytes(next(folder.glob("00000*")).read_bytes()[:-9])
    report = tmp_path / "all.json"
    told = localplan("intake", stick, "--library", library, "--report", report)
    assert "broken" in told.err and "picture 19" in told.err and "picture 20" not in told.err
    assert "and 5 more files that are no plans" in told.err
    assert len(json.loads(report.read_text())["files"]) == 26


def test_that_nothing_set_aside_is_exit_code_0_also_the_second_time(
    localplan: Localplan, library: Path, folder: Path
) -> None:
    good = sorted(path for path in folder.iterdir() if "70041" not in path.name)
    assert localplan("intake", *good, "--library", library).code == 0
    again = localplan("intake", *good, "--library", library)
    assert again.code == 0 and f"= 0 imported + {len(good)} already known" in again.out


def test_that_a_region_says_who_is_missing_and_whose_plan_has_ended(
    localplan: Localplan, library: Path, folder: Path, tmp_path: Path
) -> None:
    expected = tmp_path / "mine.txt"
    expected.write_text("70017\nАлексинац\nArandjelovac\n70041\n", encoding="utf-8")
    answer = localplan("intake", folder, "--library", library, "--expect", expected, "--today", "2026-06-01")
    assert answer.out.strip().splitlines()[-1] == "Arilje (70041): no plan"
    later = localplan("intake", folder, "--library", library, "--region", "mine", "--today", "2031-01-01")
    assert [line.split(" (")[0] for line in later.out.strip().splitlines()[-4:]] == [
        "Aleksandrovac",
        "Aleksinac",
        "Aranđelovac",
        "Arilje",
    ]
    assert later.out.count("the plan ended on") == 3


def test_that_a_district_is_a_region(localplan: Localplan, library: Path, folder: Path) -> None:
    answer = localplan("intake", folder, "--library", library, "--region", "RS-19")
    assert [line for line in answer.out.splitlines() if line.endswith(": no plan")] and "Kruševac (" in answer.out
    localplan("intake", folder, "--library", library, "--region", "Atlantis").complains("Atlantis", "RS-19")


def test_that_the_report_can_be_printed(localplan: Localplan, library: Path, folder: Path, tmp_path: Path) -> None:
    paper = tmp_path / "report.pdf"
    assert localplan("intake", folder, "--library", library, "--report", paper, "--region", "RS-19").code == 1
    assert paper.read_bytes().startswith(b"%PDF-")
    word = tmp_path / "report.docx"
    assert localplan("intake", folder, "--library", library, "--report", word, "--region", "RS-19").code == 1
    assert docx.Document(str(word)).tables


def test_that_wrong_use_changes_nothing(localplan: Localplan, library: Path, folder: Path, tmp_path: Path) -> None:
    localplan("intake", tmp_path / "gone", "--library", library).complains("gone")
    localplan("intake", folder, "--library", library, "--report", tmp_path / "r.doc").complains(".json, .docx, .pdf")
    assert not library.exists()


def copied_plan(folder: Path) -> tuple[Path, Path]:
    """The file of a plan, and one of a copy of it that names another municipality."""
    plan = small_plan()
    other = apply_edits(plan, [SetField(plan.id, "municipality", "80438"), SetField(plan.id, "code", "")])
    return package_in(folder / "plan.lplan", plan), package_in(folder / "copy.lplan", other, parents=(plan.digest,))


@pytest.mark.parametrize("command", ["intake", "import"])
@pytest.mark.parametrize(("answer", "plans"), [("ask", ["70017"]), ("new", ["70017", "80438"]), ("same", ["70017"])])
def test_that_whose_a_copied_plan_is_can_be_said_beforehand(
    command: str, answer: str, plans: list[str], localplan: Localplan, library: Path, tmp_path: Path
) -> None:
    first, copy = copied_plan(tmp_path)
    localplan(command, first, "--library", library)
    said = localplan(command, copy, "--library", library, "--copied", answer)
    assert (said.code == 0) == (answer != "ask") and ("whose plan" in said.err) == (answer == "ask")
    with open_library_at(library, "test", read_only=True) as known:
        assert sorted(line.municipality for line in known.plans()) == plans


@pytest.mark.parametrize("command", ["intake", "import"])
@pytest.mark.parametrize(("answer", "title", "left"), [("ask", "One", 1), ("ours", "One", 0), ("theirs", "Two", 0)])
def test_that_contradictions_can_be_decided_beforehand(
    command: str, answer: str, title: str, left: int, localplan: Localplan, library: Path, tmp_path: Path
) -> None:
    for name in ("One", "Two"):
        plan = apply_edits(small_plan(), [SetField(small_plan().id, "title", name, "en")])
        file = package_in(tmp_path / f"{name}.lplan", plan)
        assert localplan(command, file, "--library", library, "--contradictions", answer).code == 0
    with open_library_at(library, "test", read_only=True) as known:
        assert known.read_plan(small_plan().id).root.title["en"] == title
        assert sum(not each.chosen for each in standing_conflicts(known, small_plan().id)) == left
