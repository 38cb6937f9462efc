"""The intake of a region: as the truth has it, in whatever order, however often, wherever it was stopped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import permutations
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import pytest

from localplan.app.intake import Intake
from localplan.app.intake_report import library_digest
from localplan.app.plans import open_library_at
from localplan.app.region_plans import file_row
from localplan.app.sending import package_from, sent_revision
from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.notes import Note
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.package import write_package
from localplan.storage.backup import backups_folder, list_backups
from localplan.storage.library import Library
from localplan.words import words_for
from tests.intakes import TRUTHS, region_library, reported, taken_in, truth_beside
from tests.plans import id_of, small_plan
from tests.storage.libraries import full_disk
from tests.tools.make_region import make_region

MUNICIPALITIES = 15


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files for every story; the first three municipalities have a measure together."""
    folder = tmp_path_factory.mktemp("made") / "region"
    make_region(folder, MUNICIPALITIES, seed=3)
    return folder


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, Any]:
    return truth_beside(folder)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with region_library(tmp_path / "region.localplan") as library:
        yield library


@pytest.mark.parametrize("part", TRUTHS)
def test_that_the_report_is_the_truth(part: str, once: dict[str, Any], truth: dict[str, Any]) -> None:
    assert once[part] == truth[part]


@pytest.fixture(scope="module", params=["file", "server"])
def once(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of an intake of the whole folder: into a file, and into a database on a server."""
    place = tmp_path_factory.mktemp("once") / "region.localplan"
    if request.param == "server":
        place = request.getfixturevalue("server").empty_library()
    with region_library(place) as library:
        return reported(taken_in(library, [folder]))


def test_that_every_verdict_and_every_damage_comes_up(truth: dict[str, Any]) -> None:
    verdicts = {file["verdict"] for file in truth["files"]}
    assert verdicts >= {"new", "update", "reconcile", "identical", "copied_plan", "damaged"}
    counts = truth["counts"]
    assert counts["read"] == counts["taken_in"] + counts["identical"] + counts["set_aside"] == len(truth["files"])
    assert all(truth["totals"]["by_year"].values()) and truth["conflicts"]


@pytest.mark.parametrize("seed", range(2))
def test_that_the_order_of_files_does_not_matter(
    seed: int, folder: Path, truth: dict[str, Any], tmp_path: Path, library: Library
) -> None:
    chance = Random(seed)
    files = sorted(folder.iterdir())
    chance.shuffle(files)
    renamed = [tmp_path / f"{n:03}.bin" for n in range(len(files))]
    for source, target in zip(files, renamed, strict=True):
        shutil.copyfile(source, target)
    intake = taken_in(library, renamed, at_once=chance.randrange(1, 9))
    said = reported(intake)
    assert {name: said[name] for name in TRUTHS[1:]} == {name: truth[name] for name in TRUTHS[1:]}
    assert all(library.verify_plan(line.id) == () for line in library.plans())


def contradicting(folder: Path) -> list[Path]:
    """Two files that say that they are of one plan and know nothing of each other, each with a remark of one id."""
    files = []
    for name in ("a", "b"):
        plan = apply_edits(small_plan(), [SetField(small_plan().id, "title", f"By {name}", "en")])
        remark = Note(id=id_of("N"), thread=id_of("N"), record=plan.id, text=f"Said by {name}", person=name)
        with open_library_at(folder / f"{name}.localplan", name) as library:
            library.add_plan(plan)
            library.keep_beside(plan.id, [remark])
            now, revision = sent_revision(library, plan.id)
            files.append(folder / f"{name}.lplan")
            write_package(files[-1], package_from(library, now, revision, {}))
    return files


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize("turned", [True, False])
def test_that_files_which_contradict_are_told_and_decided_in_one_intake_as_in_two(
    apart: bool, turned: bool, tmp_path: Path, library: Library
) -> None:
    files = contradicting(tmp_path)
    files = files[::-1] if turned else files
    results = []
    for some in [[each] for each in files] if apart else [files]:
        results += taken_in(library, some).results
    assert [(each.verdict, each.to_decide) for each in results] == [("new", 0), ("reconcile", 1)]
    (plan,) = library.plans()
    (conflict,) = library.conflicts(plan.id)
    assert {conflict.ours.value, conflict.theirs.value} == {"By a", "By b"} and not conflict.chosen
    assert [note.text for note in library.notes(plan.id)] == ["Said by b"]
    row = file_row(results[1], {}, words_for("en", data_dir("resources") / "locale"))
    assert "1 contradiction" in str(row.cells[1])


def test_that_files_which_contradict_are_one_plan_in_whatever_order_they_lie(tmp_path: Path) -> None:
    digests = set()
    for number, files in enumerate(permutations(contradicting(tmp_path))):
        lying = tmp_path / f"lying{number}"
        lying.mkdir()
        for place, file in enumerate(files):
            shutil.copyfile(file, lying / f"{place}.lplan")
        with region_library(tmp_path / f"region{number}.localplan") as library:
            taken_in(library, [lying])
            digests.add(library_digest(library))
    assert len(digests) == 1


def test_that_the_same_folder_once_more_brings_nothing(folder: Path, truth: dict[str, Any], library: Library) -> None:
    taken_in(library, [folder])
    before, revisions = library_digest(library), {line.id: library.revisions(line.id) for line in library.plans()}
    again = taken_in(library, [folder, folder / "00000-70017.lplan"])
    assert again.counts == {
        "read": truth["counts"]["read"],
        "taken_in": 0,
        "identical": truth["counts"]["taken_in"] + truth["counts"]["identical"],
        "set_aside": truth["counts"]["set_aside"],
    }
    assert library_digest(library) == before
    assert {line.id: library.revisions(line.id) for line in library.plans()} == revisions


@pytest.mark.parametrize("steps", [2, 5, 11])
def test_that_a_stopped_intake_keeps_what_it_reported_and_goes_on_later(
    steps: int, folder: Path, truth: dict[str, Any], library: Library
) -> None:
    stopped = Intake(library, [folder], at_once=2)
    under_way = stopped.steps()
    for _ in range(steps):
        next(under_way)
    under_way.close()
    kept = {each.digest for each in library.region.received()}
    assert kept == {each.digest for each in stopped.results if each.count == "taken_in"}
    said = reported(taken_in(library, [folder]))
    assert {name: said[name] for name in TRUTHS[2:]} == {name: truth[name] for name in TRUTHS[2:]}
    assert said["counts"]["set_aside"] == truth["counts"]["set_aside"]
    assert said["counts"]["identical"] == truth["counts"]["identical"] + len(kept)


def test_that_one_backup_comes_before_all_files(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "region.localplan"
    with region_library(path) as library:
        taken_in(library, sorted(folder.glob("00001-*")), at_once=1)
        assert not list_backups(backups_folder(path))  # there was nothing to lose
        taken_in(library, sorted(folder.iterdir()), at_once=3)
        asked = {"-for-another" in path.name: path for path in folder.iterdir()}[True]
        taken_in(library, [path for path in folder.iterdir() if path != asked])  # nothing new: nothing is at risk
    assert [backup.reason for backup in list_backups(backups_folder(path))] == ["import"]


@pytest.mark.parametrize("trouble", ["disk_full", "server_not_reachable", "server_full", "library_failed"])
def test_that_a_trouble_of_the_library_stops_the_intake_and_blames_no_file(
    trouble: str, folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Refused(trouble)

    monkeypatch.setattr(library, "take_in", full)
    intake = Intake(library, [folder])
    with pytest.raises(Refused, match=trouble):
        intake.finish()
    assert not library.plans() and not library.region.received()
    assert {each.count for each in intake.results} == {"set_aside", "identical"}


@pytest.mark.parametrize("spare", [0, 3, 40, 100, 250])
def test_that_a_full_disk_is_told_and_the_intake_goes_on_when_there_is_space(
    folder: Path, truth: dict[str, Any], library: Library, spare: int
) -> None:
    full_disk(library, spare)
    for _ in range(2):
        with pytest.raises(Refused, match="disk_full"):
            Intake(library, [folder], at_once=5).finish()
    for line in library.plans():
        assert library.verify_plan(line.id) == ()
    full_disk(library, 100_000)
    assert reported(taken_in(library, [folder]))["digest"] == truth["digest"]


def test_that_progress_ends_at_its_end_and_counts_every_file_twice(folder: Path, library: Library) -> None:
    intake = Intake(library, [folder], at_once=5)
    seen = [intake.progress for _ in intake.steps(patience=0.0)]
    assert seen == sorted(seen) and intake.progress[0] == intake.progress[1] == 2 * len(intake.files)


def _intake_until_killed(path: str, folder: str, committed: Any) -> None:
    with region_library(Path(path)) as library:
        intake = Intake(library, [Path(folder)], at_once=2)
        for _ in intake.steps():
            committed.send([each.digest for each in intake.results if each.count == "taken_in"])


@pytest.mark.parametrize("after", [4])
def test_that_a_kill_midway_leaves_all_that_was_reported(
    after: int, folder: Path, truth: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "region.localplan"
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_intake_until_killed, args=(str(path), str(folder), there), daemon=False)
    process.start()
    reported_before = [here.recv() for _ in range(after)][-1]
    process.kill()
    process.join()
    with region_library(path) as library:
        known = {each.digest for each in library.region.received()}
        assert known >= set(reported_before)
        assert all(library.verify_plan(line.id) == () for line in library.plans())
        said = reported(taken_in(library, [folder]))
    assert said["digest"] == truth["digest"] and said["conflicts"] == truth["conflicts"]


def test_that_a_whole_library_comes_in_as_the_plans_in_it(
    folder: Path, truth: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    other = tmp_path / "others.localplan"
    with region_library(other) as theirs:
        taken_in(theirs, [folder])
        plans = {line.id: line.digest for line in theirs.plans()}
    before = other.read_bytes()
    intake = taken_in(library, [other])
    assert {each.verdict for each in intake.results} == {"new"}
    assert {line.id: line.digest for line in library.plans()} == plans and len(intake.results) == len(plans)
    assert other.read_bytes() == before and reported(intake)["digest"] == truth["digest"]


def test_that_what_needs_a_plan_that_is_not_here_waits_for_it(folder: Path, library: Library) -> None:
    book = next(folder.glob("*-filled.xlsx"))
    plan = folder / book.name.replace("-filled.xlsx", ".lplan")
    (waiting,) = taken_in(library, [book]).results
    assert (waiting.verdict, waiting.count) == ("plan_missing", "set_aside")
    assert [each.verdict for each in taken_in(library, [book, plan]).results] == ["new", "update"]


def test_that_what_is_no_file_of_ours_is_set_aside_by_its_content(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    mixed = tmp_path / "mixed"
    (mixed / "inner").mkdir(parents=True)
    (mixed / "plan.lplan").write_text("a letter")
    (mixed / "notes.txt").write_text("{")
    (mixed / ".hidden").write_text("x")
    (mixed / "inner" / "foreign.localplan").write_bytes(b"SQLite format 3\x00" + bytes(200))
    shutil.copyfile(next(folder.glob("00000-*")), mixed / "inner" / "really.pdf")
    found = {
        each.name: (each.verdict, [problem.code for problem in each.problems])
        for each in taken_in(library, [mixed]).results
    }
    assert found == {
        "plan.lplan": ("unknown", ["not_a_package"]),
        "notes.txt": ("unknown", ["not_a_package"]),
        "inner/foreign.localplan": ("unknown", ["foreign_database"]),
        "inner/really.pdf": ("new", []),
    }
    assert all(isinstance(library.read_plan(line.id), Plan) for line in library.plans())
