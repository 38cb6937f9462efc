"""`merge`: two packages of one plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.app.plans import open_library_at
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.exchange.package import read_package
from tests import samples
from tests.cli.conftest import Localplan
from tests.cli.packages import package_in
from tests.plans import empty_plan

BASE = samples.draft()


def changed(**texts: str) -> Plan:
    """The draft with these fields said in English."""
    return apply_edits(BASE, [SetField(BASE.id, field, text, "en") for field, text in texts.items()])


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return package_in(tmp_path / "base.lplan", BASE)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "merged.lplan"


def packages(folder: Path, mine: Plan, theirs: Plan) -> tuple[Path, Path]:
    """Both made from the base."""
    parents = (BASE.digest,)
    return (
        package_in(folder / "mine.lplan", mine, parents=parents, author="Ana"),
        package_in(folder / "theirs.lplan", theirs, parents=parents, author="Ivo"),
    )


def test_that_what_does_not_contradict_is_merged(localplan: Localplan, base: Path, out: Path, tmp_path: Path) -> None:
    both = packages(tmp_path, changed(vision="A place to stay"), changed(foreword="Dear all"))
    answer = localplan("merge", *both, "--base", base, "--out", out)
    assert answer.code == 0 and "merged.lplan" in answer.out and "0" in answer.out
    package = read_package(out)
    assert package.plan == changed(vision="A place to stay", foreword="Dear all")
    digests = {read_package(path).manifest.revision for path in both}
    assert set(package.manifest.parents) == digests and BASE.digest in package.manifest.ancestors
    assert package.manifest.reason == "merged" and package.conflicts == ()


def test_that_contradictions_travel_inside_and_make_the_exit_code_one(
    localplan: Localplan, base: Path, out: Path, tmp_path: Path
) -> None:
    both = packages(tmp_path, changed(vision="Mine"), changed(vision="Theirs", foreword="Dear all"))
    answer = localplan("merge", *both, "--base", base, "--out", out, "--json")
    assert answer.code == 1 and answer.json["two_way"] is False
    (conflict,) = answer.json["conflicts"]
    assert (conflict["field"], conflict["key"], conflict["ours"]["value"]) == ("vision", "en", "Mine")
    assert (conflict["theirs"]["value"], conflict["theirs"]["author"]) == ("Theirs", "Ivo")
    assert conflict["ours"]["author"] == "Ana"
    assert [choice["field"] for choice in answer.json["choices"]] == ["foreword"]
    package = read_package(out)
    assert [c.id for c in package.conflicts] == [conflict["id"]]
    assert package.plan == changed(vision="Mine", foreword="Dear all")
    (entry,) = package.history
    assert entry.number == 1


def test_that_without_a_base_both_stay_and_it_is_said(localplan: Localplan, out: Path, tmp_path: Path) -> None:
    both = packages(tmp_path, changed(vision="Mine"), changed(vision="Theirs"))
    answer = localplan("merge", *both, "--out", out)
    assert answer.code == 1 and "--base" in answer.out


def test_that_contradictions_are_told_in_plain_words(
    localplan: Localplan, base: Path, out: Path, tmp_path: Path
) -> None:
    both = packages(tmp_path, changed(vision="Mine"), changed(vision="Theirs"))
    told = localplan("merge", *both, "--base", base, "--out", out).out
    assert "Ana and Ivo wrote different things" in told and "Vision" in told
    assert "both_changed" not in told and BASE.id not in told


def test_that_a_later_state_needs_no_base(localplan: Localplan, base: Path, out: Path, tmp_path: Path) -> None:
    mine, later = packages(tmp_path, BASE, apply_edits(changed(vision="New"), []))
    answer = localplan("merge", mine, later, "--out", out, "--json")
    assert answer.code == 0 and not answer.json["two_way"]
    assert read_package(out).plan == changed(vision="New")


def test_that_the_merged_package_brings_both_libraries_together(
    localplan: Localplan, base: Path, out: Path, library: Path, tmp_path: Path
) -> None:
    both = packages(tmp_path, changed(vision="Mine"), changed(foreword="Dear all"))
    localplan("merge", *both, "--base", base, "--out", out)
    taken = localplan("import", both[1], out, "--library", library, "--json").json
    assert [each["verdict"] for each in taken] == ["new", "update"]
    with open_library_at(library, "test", read_only=True) as known:
        assert known.read_plan(BASE.id) == changed(vision="Mine", foreword="Dear all")


def test_that_merging_a_package_with_itself_changes_nothing(
    localplan: Localplan, base: Path, out: Path, tmp_path: Path
) -> None:
    mine, _ = packages(tmp_path, changed(vision="Mine"), BASE)
    assert localplan("merge", mine, mine, "--out", out).code == 0
    one, other = read_package(mine), read_package(out)
    assert (one.plan, one.manifest.parents) == (other.plan, other.manifest.parents) and not other.history


def test_that_different_plans_and_copies_for_others_are_refused(
    localplan: Localplan, base: Path, out: Path, tmp_path: Path
) -> None:
    other = package_in(tmp_path / "other.lplan", empty_plan("other"))
    localplan("merge", base, other, "--out", out).complains("different plans")
    elsewhere = apply_edits(empty_plan("other"), [SetField(empty_plan("other").id, "municipality", "80438")])
    localplan("merge", base, package_in(tmp_path / "bor.lplan", elsewhere), "--out", out).complains("different plans")
    copy = apply_edits(BASE, [SetField(BASE.id, "municipality", "80438")])
    localplan("merge", base, package_in(tmp_path / "copy.lplan", copy), "--out", out).complains("80438")
    localplan("merge", base, tmp_path / "gone.lplan", "--out", out).complains("gone.lplan")
    assert not out.exists()


def test_that_the_other_side_gets_a_sheet_to_answer_on(
    localplan: Localplan, base: Path, out: Path, tmp_path: Path
) -> None:
    both = packages(tmp_path, changed(vision="Mine", foreword="Dear all"), changed(vision="Theirs", foreword="Hello"))
    sheet = tmp_path / "sheet.txt"
    assert localplan("merge", *both, "--base", base, "--out", out, "--sheet", sheet).code == 1
    text = sheet.read_text(encoding="utf-8")
    assert text.count("☐ otherwise") == 2 and "Theirs" in text and "Ana" in text
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        paper = tmp_path / f"sheet.{ending}"
        localplan("merge", *both, "--base", base, "--out", tmp_path / f"{ending}.lplan", "--sheet", paper)
        assert paper.read_bytes().startswith(begins)
    localplan("merge", *both, "--out", tmp_path / "x.lplan", "--sheet", tmp_path / "x.odt").complains(".odt")
