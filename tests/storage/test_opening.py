from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from localplan.domain.values import Refused
from localplan.storage.engine import open_engine, reading, writing
from localplan.storage.glance import glance
from localplan.storage.lock import lock_path
from tests.plans import empty_plan, small_plan
from tests.storage.libraries import library_at

NAME = "library.localplan"


def _filled(folder: Path) -> Path:
    with library_at(folder) as library:
        library.add_plan(small_plan())
    return folder / NAME


def test_that_a_missing_library_is_made_with_its_folder_and_purpose(tmp_path: Path) -> None:
    with library_at(tmp_path / "new" / "folder", purpose="training") as library:
        assert library.plans() == ()
        assert library.purpose == "training"
    with library_at(tmp_path / "new" / "folder", purpose="own") as library:
        assert library.purpose == "training"
    with pytest.raises(Refused, match="library_missing"):
        library_at(tmp_path, create=False)
    assert list(tmp_path.iterdir()) == [tmp_path / "new"]


def test_that_connections_are_set_up_against_loss_and_malice(tmp_path: Path) -> None:
    _filled(tmp_path)
    with library_at(tmp_path) as library, reading(library._engine) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode", "synchronous", "trusted_schema", "cell_size_check", "secure_delete", "foreign_keys",
                "busy_timeout", "application_id",
            )
        }  # fmt: skip
    assert found == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "application_id": 0x4C504C4E,
    }


def test_that_nothing_but_the_library_is_left_after_closing(tmp_path: Path) -> None:
    _filled(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_that_an_error_takes_the_whole_transaction_back(tmp_path: Path) -> None:
    engine = open_engine(_filled(tmp_path))
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE half (a)")
        connection.exec_driver_sql("DELETE FROM summary")
        raise ZeroDivisionError
    engine.dispose()
    with library_at(tmp_path) as library:
        assert library.read_plan(small_plan().id) == small_plan()


def _foreign(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _scrambled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:40960] = bytes(range(256)) * 128
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [_truncated, _scrambled])
def test_that_a_broken_library_is_refused_and_left_as_it_is(tmp_path: Path, damage: object) -> None:
    path = _filled(tmp_path)
    damage(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"library_damaged|library_failed"):
        library_at(tmp_path)
    assert path.read_bytes() == before
    assert not lock_path(path).exists()


def test_that_files_that_are_no_library_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "text.localplan").write_text("no database at all " * 20)
    (tmp_path / "short.localplan").write_bytes(b"SQLite format 3\0")
    _foreign(tmp_path / "other.localplan", "CREATE TABLE a (b)")
    for name, code in (("text", "not_a_library"), ("short", "not_a_library"), ("other", "foreign_database")):
        path = tmp_path / f"{name}.localplan"
        before = path.read_bytes()
        for known in (False, True):
            with pytest.raises(Refused, match=code):
                library_at(tmp_path, name, known=known)
        assert path.read_bytes() == before
        assert glance(path).trouble == "not_a_library"
    with pytest.raises(Refused, match="library_not_reachable"):
        library_at(tmp_path.parent, tmp_path.name + "/text.localplan/deeper")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER act AFTER INSERT ON journal BEGIN DELETE FROM summary; END",
        "CREATE VIEW looks AS SELECT * FROM summary",
        "CREATE TABLE strange (a)",
        "CREATE VIRTUAL TABLE search_index2 USING fts5(text)",
        "CREATE INDEX computing ON summary (upper(digest))",
        "ALTER TABLE summary ADD COLUMN doubled GENERATED ALWAYS AS (records * 2)",
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_that_a_library_with_something_foreign_in_it_is_refused(tmp_path: Path, statement: str, known: bool) -> None:
    path = _filled(tmp_path)
    _foreign(path, statement)
    with pytest.raises(Refused, match="foreign_database"):
        library_at(tmp_path, known=known)


def test_that_a_journal_planted_beside_a_foreign_library_is_not_played_back(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    before = path.read_bytes()
    path.with_name(NAME + "-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(2000))
    with pytest.raises(Refused, match="library_not_closed"):
        library_at(tmp_path)
    assert path.read_bytes() == before


def test_that_a_newer_library_is_refused(tmp_path: Path) -> None:
    _foreign(_filled(tmp_path), "UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(Refused) as refusal:
        library_at(tmp_path)
    assert (refusal.value.code, refusal.value.values["found"]) == ("library_newer", 99)


def test_that_a_second_comer_is_told_who_has_it_and_may_read(tmp_path: Path) -> None:
    plan = small_plan()
    with library_at(tmp_path) as first:
        first.add_plan(plan)
        with pytest.raises(Refused) as refusal:
            library_at(tmp_path, author="Ivo")
        assert (refusal.value.code, refusal.value.values["person"]) == ("library_in_use", "Ana")
        with library_at(tmp_path, author="Ivo", read_only=True) as second:
            assert second.read_only
            assert second.read_plan(plan.id) == plan
            with pytest.raises(Refused, match="library_read_only"):
                second.add_plan(empty_plan("other"))
            with pytest.raises(Refused, match="library_read_only"):
                second.keep_revision(plan, "snapshot")
        assert lock_path(first.home.path).exists()
    with library_at(tmp_path, author="Ivo") as library:
        assert library.read_plan(plan.id) == plan


def test_that_reading_alone_makes_no_library(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="library_missing"):
        library_at(tmp_path, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_that_alembic_is_not_loaded_for_a_library_of_today(tmp_path: Path) -> None:
    import subprocess
    import sys

    _filled(tmp_path)
    program = (
        "import sys; from pathlib import Path; from localplan.storage.opening import open_library;"
        f"open_library(Path({str(tmp_path / NAME)!r}), author='a', program='1').close();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
