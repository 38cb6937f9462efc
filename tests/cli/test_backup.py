"""`backup`: listing, looking in, bringing back, and the second folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.app.backups import backups_of
from localplan.app.plans import open_library_at
from localplan.domain.edits import SetField
from tests import samples
from tests.cli.conftest import Localplan


@pytest.fixture
def filled(library: Path) -> Path:
    with open_library_at(library, "Ana") as opened:
        opened.add_plan(samples.draft())
        opened.back_up("regular")
    return library


def code() -> str:
    return samples.draft().root.code


def test_that_backups_are_listed_with_what_differs(localplan: Localplan, filled: Path) -> None:
    answer = localplan("backup", "list", "--library", filled)
    assert answer.code == 0 and "1 plan: nothing differs" in answer.out
    with open_library_at(filled, "Ana") as opened:
        opened.drop_plan(samples.draft().id)
    (told,) = localplan("backup", "list", "--library", filled, "--json").json
    assert (told["plans"], told["deleted"], told["changed"], told["added"]) == (1, 1, 0, 0)
    (plan,) = localplan("backup", "show", 1, "--library", filled, "--json").json
    assert plan["code"] == code() and plan["since"] == "gone"
    assert "no longer in the library" in localplan("backup", "show", 1, "--library", filled).out


def test_that_a_damaged_backup_is_named_and_the_others_are_listed(localplan: Localplan, filled: Path) -> None:
    (good,) = backups_of(filled, "")
    half = good.path.with_name("library-20260101T080000Z-regular.localplan")
    half.write_bytes(good.path.read_bytes()[:20_000])
    good_told, half_told = localplan("backup", "list", "--library", filled, "--json").json
    assert good_told["plans"] == 1 and half_told["refused"] == "backup_damaged"
    localplan("backup", "restore", 2, "--library", filled, "--plan", code()).complains("damaged or incomplete")


def test_that_a_deleted_plan_and_a_changed_one_are_brought_back(localplan: Localplan, filled: Path) -> None:
    plan = samples.draft()
    with open_library_at(filled, "Ana") as opened:
        opened.drop_plan(plan.id)
    again = ("backup", "restore", 1, "--library", filled, "--plan", code())
    assert "back in the library" in localplan(*again).out
    assert "nothing was changed" in localplan(*again).out
    with open_library_at(filled, "Ana") as opened:
        from localplan.app.plans import open_session

        session = open_session(opened, plan.id, "Ana")
        session.perform([SetField(plan.id, "title", "Spoiled", "en")], "Title")
        session.save()
    assert localplan(*again, "--json").json["outcome"] == "restored"
    with open_library_at(filled, "Ana") as opened:
        assert opened.read_plan(plan.id) == plan
        assert opened.journal(plan.id)[-1].label.startswith("Restored from the backup of")


def test_that_the_whole_library_goes_into_a_new_file(localplan: Localplan, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "restored.localplan"
    assert str(target) in localplan("backup", "restore", 1, "--library", filled, "--to", target).out
    assert code() in localplan("list", "--library", target).out
    localplan("backup", "restore", 1, "--library", filled, "--to", target).complains("exists already")
    localplan("backup", "restore", 1, "--library", filled).complains("--plan")


def test_that_a_library_that_is_damaged_still_shows_its_backups(localplan: Localplan, filled: Path) -> None:
    filled.write_bytes(b"nothing")
    answer = localplan("backup", "list", "--library", filled)
    assert answer.code == 0 and "1 plan" in answer.out


def test_that_a_second_folder_is_kept_and_filled(localplan: Localplan, filled: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert str(stick) in localplan("backup", "second", stick, "--library", filled).out
    assert len(localplan("backup", "list", "--library", filled, "--json").json) == 2
    localplan("backup", "make", "--library", filled)
    assert len(localplan("backup", "list", "--library", filled, "--json").json) == 4
    assert "No second folder" in localplan("backup", "second", "none", "--library", filled).out
    assert len(localplan("backup", "list", "--library", filled, "--json").json) == 2
