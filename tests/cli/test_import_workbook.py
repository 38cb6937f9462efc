"""`import FILE.xlsx`: a workbook that a colleague filled in comes back into its plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.app.plans import open_library_at, open_session
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from tests import samples
from tests.cli.conftest import Localplan
from tests.cli.packages import package_in
from tests.exchange.returned import edited, put, row


@pytest.fixture
def filled(localplan: Localplan, library: Path, tmp_path: Path) -> Path:
    """A library with the draft."""
    assert localplan("import", package_in(tmp_path / "draft.lplan", samples.draft()), "--library", library).code == 0
    return library


@pytest.fixture
def book(localplan: Localplan, filled: Path, tmp_path: Path) -> Path:
    """The draft's workbook, in which somebody wrote a title and deleted a regulation."""
    path = tmp_path / "filled.xlsx"
    assert (
        localplan("export", samples.draft().root.code, "--excel", path, "--lang", "en", "--library", filled).code == 0
    )
    plan = samples.draft()

    def work(pages):  # type: ignore[no-untyped-def]
        put(pages["Activities"], plan.all_of("activity")[0].id, "title@en", "Courses by night")
        put(pages["Activities"], plan.all_of("activity")[1].id, "deadline", "whenever")
        pages["Regulations"].delete_rows(row(pages["Regulations"], plan.all_of("regulation")[0].id))

    return edited(path, work)


def plan_in(library: Path) -> Plan:
    with open_library_at(library, "test", read_only=True) as known:
        return known.read_plan(samples.draft().id)


def test_that_a_workbook_is_shown_before_it_is_taken_in(localplan: Localplan, filled: Path, book: Path) -> None:
    before = plan_in(filled)
    (looked,) = localplan("import", book, "--look", "--library", filled, "--json").json
    assert looked["verdict"] == "update" and looked["problem"] == ""
    assert dict(looked["workbook"]["counts"])["records changed"] == 1
    ((_, difference),) = looked["workbook"]["differences"]
    assert "→ Courses by night" in difference
    (problem,) = looked["workbook"]["problems"]
    assert problem.startswith("Activities, ") and "whenever" in problem
    assert len(looked["questions"]) == 1
    assert plan_in(filled) == before


def test_that_a_workbook_comes_in_as_one_action_with_its_file_kept(
    localplan: Localplan, filled: Path, book: Path
) -> None:
    before, activity = plan_in(filled), samples.draft().all_of("activity")[0].id
    answer = localplan("import", book, "--library", filled)
    assert answer.code == 0 and "Courses by night" in answer.out
    changed = apply_edits(before, [SetField(activity, "title", "Courses by night", "en")])
    assert plan_in(filled) == changed
    with open_library_at(filled, "test") as known:
        (file,) = [one for one in known.region.received() if one.name == "filled.xlsx"]
        assert known.read_attachment(before.id, file.digest) == book.read_bytes()
        session = open_session(known, before.id, "test")
        session.undo()
        session.save()
    assert plan_in(filled) == before
    assert "imported before" in localplan("import", book, "--look", "--library", filled).out


def test_that_rows_that_are_missing_are_removed_when_asked_for(localplan: Localplan, filled: Path, book: Path) -> None:
    gone = samples.draft().all_of("regulation")[0].id
    assert gone in plan_in(filled)
    (taken,) = localplan("import", book, "--remove-missing", "--library", filled, "--json").json
    assert dict(taken["workbook"]["counts"])["records removed"] == 1
    assert gone not in plan_in(filled)


def test_that_a_plan_changed_meanwhile_is_merged_and_contradictions_stand_beside_it(
    localplan: Localplan, filled: Path, book: Path
) -> None:
    first = samples.draft().all_of("activity")[0].id
    with open_library_at(filled, "Ana") as known:
        session = open_session(known, samples.draft().id, "Ana")
        session.perform([SetField(first, "title", "Ana's title", "en")], "Edit")
        session.save()
    (taken,) = localplan("import", book, "--library", filled, "--json").json
    assert taken["verdict"] == "reconcile"
    assert plan_in(filled)[first].title["en"] == "Ana's title"  # type: ignore[attr-defined]
    with open_library_at(filled, "test", read_only=True) as known:
        (conflict,) = [each for each in known.conflicts(samples.draft().id) if not each.chosen]
        assert (conflict.field, conflict.theirs.value, conflict.raised) == ("title", "Courses by night", 0)


def test_that_workbooks_of_no_plan_here_are_named(localplan: Localplan, library: Path, tmp_path: Path) -> None:
    package = package_in(tmp_path / "draft.lplan", samples.draft())
    path = tmp_path / "a.xlsx"
    assert localplan("export", package, "--excel", path, "--library", library).code == 0
    localplan("import", path, "--library", library).complains("a.xlsx", "not in this library")
    path.write_bytes(b"nothing")
    localplan("import", path, "--library", library).complains("a.xlsx", "not an Excel workbook")
