"""Backups of a library: what they hold beside it, a second folder, and plans brought back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from localplan.app.backups import (
    back_up_if_changed,
    backups_of,
    bring_back,
    contents,
    go_back,
    keep_in_second_folder,
    named_backup,
    read_from,
    second_folder,
)
from localplan.app.notes import write_note
from localplan.app.office import Office
from localplan.app.plans import open_library_at, open_session
from localplan.domain.edits import SetField
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage.backup import Backup, back_up
from localplan.storage.library import Library
from tests import samples
from tests.plans import small_plan

AUTHOR = "Mila Testić"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library_at(tmp_path / "library.localplan", AUTHOR) as opened:
        yield opened


def backed_up(library: Library) -> Backup:
    made = library.back_up("regular")
    assert made is not None
    return made


def renamed(library: Library, plan_id: str, title: str) -> Plan:
    session = open_session(library, plan_id, AUTHOR)
    session.perform([SetField(plan_id, "title", title, "en")], "Title")
    session.save()
    return session.plan


def test_that_a_backup_says_what_differs_from_now(library: Library) -> None:
    stays, changes, goes = small_plan(), samples.draft(), samples.small()
    for plan in (stays, changes, goes):
        library.add_plan(plan)
    made = backed_up(library)
    renamed(library, changes.id, "Another title")
    library.drop_plan(goes.id)
    found = contents(made.path, library.plans())
    assert {plan.line.id: plan.since for plan in found.plans} == {
        stays.id: "same",
        changes.id: "changed",
        goes.id: "gone",
    }
    assert contents(made.path, [line for line in library.plans() if line.id == stays.id]).newer == 0
    library.add_plan(goes)
    assert contents(made.path, library.plans()).count("gone") == 0
    assert {plan.since for plan in contents(made.path, None).plans} == {""}


def test_that_a_plan_that_was_not_there_yet_counts_as_added(library: Library) -> None:
    library.add_plan(small_plan())
    made = backed_up(library)
    library.add_plan(samples.draft())
    assert contents(made.path, library.plans()).newer == 1


def test_that_a_spoiled_plan_is_restored_in_one_step_that_can_be_undone(library: Library) -> None:
    plan = samples.draft()
    library.add_plan(plan)
    made = backed_up(library)
    spoiled = renamed(library, plan.id, "Spoiled")
    session = open_session(library, plan.id, AUTHOR)
    assert go_back(session, library, read_from(made.path, plan.id), "Restored from the backup")
    assert library.read_plan(plan.id) == plan
    assert session.undo_label == "Restored from the backup"
    assert [backup.reason for backup in backups_of(library.home.path, "")].count("restore") == 1
    assert not go_back(session, library, read_from(made.path, plan.id), "again")
    session.undo()
    session.save()
    assert library.read_plan(plan.id) == spoiled


def test_that_an_adopted_plan_is_not_restored_to_a_draft(library: Library) -> None:
    draft, adopted = samples.draft(), samples.implementation()
    assert draft.id == adopted.id
    library.add_plan(draft)
    made = backed_up(library)
    library.drop_plan(draft.id)
    library.add_plan(adopted)
    with pytest.raises(Refused, match="plan_is_adopted"):
        go_back(open_session(library, adopted.id, AUTHOR), library, read_from(made.path, draft.id), "Restored")
    assert library.read_plan(adopted.id) == adopted


def test_that_a_deleted_plan_comes_back_with_its_history_and_all_beside_it(library: Library) -> None:
    plan = samples.draft()
    library.add_plan(plan)
    named = library.keep_revision(plan, "named", name="For the mayor")
    note = write_note(library, plan.id, "Ask the school")
    later = renamed(library, plan.id, "Later")
    made = backed_up(library)
    library.drop_plan(plan.id)
    bring_back(library, read_from(made.path, plan.id))
    assert library.read_plan(plan.id) == later
    assert library.revisions(plan.id) == (named,) and library.read_revision(named.digest) == plan
    assert library.notes(plan.id) == (note,)
    session = open_session(library, plan.id, AUTHOR)
    session.undo()
    session.save()
    assert library.read_plan(plan.id) == plan
    assert not library.verify_plan(plan.id)
    with pytest.raises(Refused, match="plan_exists"):
        bring_back(library, read_from(made.path, plan.id))


def test_that_a_plan_damaged_in_the_backup_is_left_there(library: Library) -> None:
    plan = samples.draft()
    library.add_plan(plan)
    made = backed_up(library)
    with closing(sqlite3.connect(made.path)) as connection, connection:
        connection.execute("UPDATE plan_title SET value = 'forged' WHERE key = 'en'")
    with pytest.raises(Refused, match="plan_damaged_in_backup"):
        read_from(made.path, plan.id)


def test_that_the_newest_backup_is_also_in_the_second_folder(library: Library, tmp_path: Path) -> None:
    stick, path = tmp_path / "stick", tmp_path / "library.localplan"
    library.add_plan(small_plan())
    assert back_up_if_changed(library, path, "")
    with pytest.raises(Refused, match="second_folder_missing"):
        keep_in_second_folder(path, str(stick))
    stick.mkdir()
    assert keep_in_second_folder(path, str(stick)) and not keep_in_second_folder(path, str(stick))
    second = second_folder(path, str(stick))
    assert second is not None and second.parent == stick
    assert len(backups_of(path, str(stick))) == 2 and len(backups_of(path, "")) == 1
    assert named_backup(path, str(stick), "2").path.name == named_backup(path, str(stick), "1").path.name
    with pytest.raises(Refused, match="no_such_backup"):
        named_backup(path, "", "2")
    with pytest.raises(Refused, match="file_missing"):
        named_backup(path, "", str(tmp_path / "other.localplan"))


def test_that_only_what_was_saved_since_the_last_backup_is_backed_up(tmp_path: Path) -> None:
    path, later = tmp_path / "library.localplan", datetime.now(UTC) + timedelta(minutes=1)
    with open_library_at(path, AUTHOR) as library:
        library.add_plan(small_plan())
        back_up(path, library.home.backups, "regular", at=later)
    office = Office(path, AUTHOR)
    assert not office.back_up_if_changed()  # nothing was opened
    assert office.library.plans()
    assert not office.back_up_if_changed()
    (only,) = backups_of(path, "")
    only.path.unlink()
    assert office.back_up_if_changed()
    office.close()
