"""Libraries that were left here are opened without being read through."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from localplan.app import opened
from localplan.app.plans import open_library_at
from localplan.domain.values import Refused
from localplan.storage import opening


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the libraries that were checked as foreign ones."""
    names: list[str] = []
    check = opening.check_foreign

    def told(path: Path) -> None:
        names.append(path.name)
        check(path)

    monkeypatch.setattr(opening, "check_foreign", told)
    return names


def test_that_a_library_is_checked_only_when_somebody_else_may_have_changed_it(
    tmp_path: Path, checked: list[str]
) -> None:
    mine, copy = tmp_path / "mine.localplan", tmp_path / "copy.localplan"
    for _ in range(3):
        open_library_at(mine, "Ana").close()
    assert checked == []
    shutil.copy2(mine, copy)
    open_library_at(copy, "Ana").close()
    assert checked == ["copy.localplan"]
    open_library_at(copy, "Ana").close()
    with closing(sqlite3.connect(mine)) as connection, connection:
        connection.execute("UPDATE library SET person = 'Ivo'")
    open_library_at(mine, "Ana").close()
    assert checked == ["copy.localplan", "mine.localplan"]


def test_that_another_file_in_the_place_of_a_known_library_is_checked(tmp_path: Path) -> None:
    mine, planted = tmp_path / "mine.localplan", tmp_path / "planted.localplan"
    open_library_at(mine, "Ana").close()
    shutil.copy2(mine, planted)
    with closing(sqlite3.connect(planted)) as connection, connection:
        connection.execute("CREATE TRIGGER act AFTER INSERT ON journal BEGIN DELETE FROM summary; END")
    assert opened.is_known(mine)
    planted.replace(mine)
    assert not opened.is_known(mine)
    with pytest.raises(Refused, match="foreign_database"):
        open_library_at(mine, "Ana")


def test_that_what_was_kept_may_be_missing_or_nonsense(tmp_path: Path) -> None:
    mine = tmp_path / "mine.localplan"
    open_library_at(mine, "Ana").close()
    for nonsense in (b"", b"{", b'{"a": 1}', b"\xff"):
        opened._file().write_bytes(nonsense)
        assert not opened.is_known(mine)
        open_library_at(mine, "Ana").close()
        assert opened.is_known(mine)
    assert not opened.is_known(tmp_path / "missing.localplan")
