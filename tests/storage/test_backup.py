from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.domain.values import Refused
from localplan.storage import backup as backups
from localplan.storage.backup import Backup, back_up, kept, list_backups, restore
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
        for _ in range(2):
            back_up(library.home.path, library.home.backups, "import", at=START)
        assert len(list_backups(library.home.backups)) == 2


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
