from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.storage import backup as backups
from localplan.storage.backup import Backup, back_up, keep_copy, kept, list_backups
from localplan.storage.restoring import opened_backup, restore
from tests.plans import small_plan
from tests.storage.libraries import library_at, save, titled

START = datetime(2026, 1, 1, 8, tzinfo=UTC)


def test_that_a_backup_holds_what_was_saved_and_is_restored_into_a_new_file(tmp_path: Path) -> None:
    plan = small_plan()
    with library_at(tmp_path) as library:
        library.add_plan(plan)
        made = library.back_up("regular")
        save(library, plan, titled(plan, "Later"), 1)
        assert list_backups(library.home.backups) == (made,)
        with pytest.raises(Refused, match="file_exists"):
            restore(made.path, library.home.path)
        restore(made.path, tmp_path / "restored.localplan")
        assert library.read_plan(plan.id) == titled(plan, "Later")
    with library_at(tmp_path, "restored") as restored:
        assert restored.read_plan(plan.id) == plan
        assert restored.search("skills") != ()


def test_that_a_file_called_after_a_day_that_there_is_not_is_no_backup(tmp_path: Path) -> None:
    for day in ("20261399", "20260228"):
        (tmp_path / f"plans-{day}T080000Z-regular.localplan").touch()
    assert [backup.at.month for backup in list_backups(tmp_path)] == [2]


def test_that_a_damaged_library_makes_no_backup_and_keeps_the_earlier_ones(tmp_path: Path) -> None:
    with library_at(tmp_path) as library:
        library.add_plan(small_plan())
        earlier = library.back_up("regular")
    path = tmp_path / "library.localplan"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(Refused):
        back_up(path, earlier.path.parent, "regular")
    assert list(earlier.path.parent.iterdir()) == [earlier.path]
    with pytest.raises(Refused):
        restore(path, tmp_path / "new.localplan")
    assert not (tmp_path / "new.localplan").exists()


def test_that_a_full_disk_is_noticed_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library_at(tmp_path) as library:
        monkeypatch.setattr(backups.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10}))
        with pytest.raises(Refused, match="no_space_for_backup"):
            library.back_up("regular")
        assert list_backups(library.home.backups) == ()


def test_that_two_backups_in_one_second_are_two(tmp_path: Path) -> None:
    with library_at(tmp_path) as library:
        made = [back_up(library.home.path, library.home.backups, "import", at=START) for _ in range(3)]
        assert list_backups(library.home.backups) == tuple(reversed(made))


def _at(*moments: datetime) -> list[Backup]:
    return [Backup(Path(f"{moment:%Y%m%dT%H%M%S}"), moment, "regular") for moment in moments]


def test_that_generations_are_kept_by_day_week_and_month() -> None:
    every_half_hour = _at(*(START + timedelta(minutes=30 * n) for n in range(48 * 400)))
    staying = sorted(kept(every_half_hour))
    assert len(staying) <= 12 + 7 + 8 + 12
    assert len({path.name[:6] for path in staying}) == 12
    newest = [backup.path for backup in every_half_hour[-12:]]
    assert set(newest) <= set(staying)
    days = {path.name[:8] for path in staying}
    assert len([day for day in days if day >= f"{every_half_hour[-1].at - timedelta(days=6):%Y%m%d}"]) == 7


@given(st.lists(st.integers(0, 10 * 365 * 24), min_size=1))
def test_that_the_newest_is_always_kept_and_rotation_settles(hours: list[int]) -> None:
    all_of_them = _at(*(START + timedelta(hours=n) for n in hours))
    staying = kept(all_of_them)
    assert max(all_of_them, key=lambda backup: (backup.at, backup.path.name)).path in staying
    assert kept(backup for backup in all_of_them if backup.path in staying) == staying


def test_that_rotation_removes_what_is_no_longer_kept_and_nothing_else(tmp_path: Path) -> None:
    with library_at(tmp_path) as library:
        folder = library.home.backups
        folder.mkdir()
        (folder / "my own copy.localplan").write_text("not ours")
        for n in range(16):
            (folder / f"library-{START + timedelta(minutes=n):%Y%m%dT%H%M%SZ}-regular.localplan").write_text("old")
        back_up(library.home.path, folder, "regular", at=START + timedelta(hours=1))
        assert len(list_backups(folder)) == 12
        assert (folder / "my own copy.localplan").exists()


def test_that_a_copy_in_a_second_folder_is_the_same_and_has_generations_of_its_own(tmp_path: Path) -> None:
    second = tmp_path / "stick"
    with library_at(tmp_path) as library:
        library.add_plan(small_plan())
        for n in range(14):
            made = back_up(library.home.path, library.home.backups, "regular", at=START + timedelta(minutes=n))
            kept_there = keep_copy(made.path, second)
            assert kept_there.read_bytes() == made.path.read_bytes()
    assert len(list_backups(second)) == 12


def test_that_a_stick_that_is_full_or_was_pulled_out_leaves_no_half_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    (second / "library-20260101T080000Z-regular.localplan.unfinished").write_bytes(b"half")

    def full(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:1000])
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    with library_at(tmp_path) as library:
        made = library.back_up("regular")
        monkeypatch.setattr(backups.shutil, "copyfile", full)
        with pytest.raises(Refused, match="disk_full"):
            keep_copy(made.path, second)
        monkeypatch.setattr(backups.shutil, "copyfile", lambda source, target: target.write_bytes(b"else"))
        with pytest.raises(Refused, match="not_verified"):
            keep_copy(made.path, second)
    assert list(second.iterdir()) == []


def test_that_a_backup_is_looked_into_and_stays_as_it_is(tmp_path: Path) -> None:
    plan = small_plan()
    with library_at(tmp_path) as library:
        library.add_plan(plan)
        made = library.back_up("regular")
        assert made is not None
    before, beside = made.path.read_bytes(), sorted(made.path.parent.iterdir())
    with opened_backup(made.path, program="test", migrations=data_dir("db")) as then:
        assert then.read_plan(plan.id) == plan
        then.drop_plan(plan.id)
    assert made.path.read_bytes() == before
    assert sorted(made.path.parent.iterdir()) == beside


@pytest.mark.parametrize("cut", [0, 50, 5000, 40_000])
def test_that_a_half_copied_backup_is_called_damaged_and_restored_nowhere(tmp_path: Path, cut: int) -> None:
    with library_at(tmp_path) as library:
        library.add_plan(small_plan())
        made = library.back_up("regular")
        assert made is not None
    made.path.write_bytes(made.path.read_bytes()[:cut])
    with pytest.raises(Refused, match="backup_damaged"), opened_backup(made.path, program="t", migrations=tmp_path):
        raise AssertionError
    with pytest.raises(Refused, match="backup_damaged"):
        restore(made.path, tmp_path / "new.localplan")
    assert not list(tmp_path.glob("new*"))


def test_that_a_foreign_database_called_a_backup_is_never_opened(tmp_path: Path) -> None:
    with library_at(tmp_path) as library:
        made = library.back_up("regular")
        assert made is not None
    with closing(sqlite3.connect(made.path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM plan; END")
    for act in (lambda: restore(made.path, tmp_path / "new.localplan"), lambda: _look(made.path)):
        with pytest.raises(Refused, match="foreign_database"):
            act()
    assert not list(tmp_path.glob("new*"))


def _look(path: Path) -> None:
    with opened_backup(path, program="test", migrations=data_dir("db")):
        pass


def test_that_restoring_onto_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with library_at(tmp_path) as library:
        made = library.back_up("regular")
        assert made is not None
    with monkeypatch.context() as patched:
        patched.setattr(backups.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10}))
        with pytest.raises(Refused, match="no_space_for_backup"):
            restore(made.path, tmp_path / "new.localplan")
    with pytest.raises(Refused, match="folder_missing"):
        restore(made.path, tmp_path / "nowhere" / "new.localplan")
    assert not list(tmp_path.glob("new*"))
