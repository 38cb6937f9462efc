from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.storage import opening
from localplan.storage.backup import list_backups
from localplan.storage.glance import APPLICATION_ID
from localplan.storage.migration import migrate
from localplan.storage.tables import SCHEMA
from tests.plans import small_plan
from tests.storage.libraries import library_at

DB = data_dir("db")


def _shape(path: Path) -> Iterator[tuple[Any, ...]]:
    """Everything that makes a schema: tables, columns, keys, indexes; not the order of columns."""
    with closing(sqlite3.connect(path)) as raw:
        tables = raw.execute("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'").fetchall()
        for name, kind, without_rowid in tables:
            yield name, kind, without_rowid
            for column in raw.execute(f'PRAGMA table_xinfo("{name}")'):
                yield name, "column", *column[1:]
            for key in raw.execute(f'PRAGMA foreign_key_list("{name}")'):
                yield name, "key", *key[2:]
            for index in raw.execute(f'PRAGMA index_list("{name}")').fetchall():
                yield name, "index", *index[1:], *raw.execute(f'PRAGMA index_info("{index[1]}")').fetchall()


def _empty_library(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("VACUUM")
    return path


def test_that_migrating_from_nothing_gives_the_derived_tables(tmp_path: Path) -> None:
    library_at(tmp_path, "derived").close()
    migrated = _empty_library(tmp_path / "migrated.localplan")
    migrate(migrated, DB, SCHEMA, backups=None)
    assert set(_shape(migrated)) == set(_shape(tmp_path / "derived.localplan"))
    plan = small_plan()
    with library_at(tmp_path, "migrated") as library:
        library.add_plan(plan)
        assert library.read_plan(plan.id) == plan


def test_that_the_newest_revision_has_the_number_of_the_schema() -> None:
    numbers = [int(path.name[:4]) for path in (DB / "versions").glob("[0-9]*.py")]
    assert max(numbers) == SCHEMA
    assert sorted(numbers) == list(range(1, SCHEMA + 1))


def with_revision(folder: Path, upgrade: str) -> Path:
    """The project's migrations and one more revision."""
    migrations = folder / "db"
    shutil.copytree(DB, migrations, ignore=shutil.ignore_patterns("__pycache__", "reference"))
    lines = ["import sqlalchemy as sa", "from alembic import op", "revision = '0002'", "down_revision = '0001'"]
    body = [f"    {line}" for line in upgrade.splitlines()]
    (migrations / "versions" / "0002_next.py").write_text("\n".join([*lines, "def upgrade():", *body]))
    return migrations


REBUILD_THE_PARENT = """\
with op.batch_alter_table("summary", recreate="always") as table:
    table.add_column(sa.Column("colour", sa.Text, nullable=False, server_default=""))
"""


def _filled_library(folder: Path) -> Path:
    with library_at(folder) as library:
        library.add_plan(small_plan())
    return folder / "library.localplan"


def test_that_rebuilding_the_parent_table_leaves_its_children_alone(tmp_path: Path) -> None:
    path = _filled_library(tmp_path)
    migrate(path, with_revision(tmp_path, REBUILD_THE_PARENT), 2, backups=tmp_path / "backups")
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        assert raw.execute("SELECT count(*), max(colour) FROM summary").fetchone() == (1, "")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
        raw.commit()
    with library_at(tmp_path) as library:
        assert library.read_plan(small_plan().id) == small_plan()
    (backup,) = list_backups(tmp_path / "backups")
    assert backup.reason == "upgrade"


def test_that_with_foreign_keys_on_the_same_rebuild_empties_the_children(tmp_path: Path) -> None:
    """The trap itself: if this stops failing, the caution above is no longer proven."""
    path = _filled_library(tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys=ON")
        sql = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'summary'").fetchone()[0]
        raw.execute("BEGIN")
        raw.execute(re.sub("TABLE summary", "TABLE anew", sql))
        raw.execute("INSERT INTO anew SELECT * FROM summary")
        raw.execute("DROP TABLE summary")
        raw.execute("ALTER TABLE anew RENAME TO summary")
        assert raw.execute("SELECT count(*) FROM objective").fetchone() == (0,)


def test_that_an_older_library_is_brought_up_to_date_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled_library(tmp_path)
    migrations = with_revision(tmp_path, REBUILD_THE_PARENT)
    monkeypatch.setattr(opening, "SCHEMA", 2)
    with pytest.raises(Refused, match="library_older"):
        library_at(tmp_path)
    with library_at(tmp_path, migrations=migrations) as library:
        assert library.read_plan(small_plan().id) == small_plan()
        assert [backup.reason for backup in list_backups(library.home.backups)] == ["upgrade"]
    monkeypatch.undo()
    with pytest.raises(Refused, match="library_newer"):
        library_at(tmp_path, migrations=migrations)


@pytest.mark.parametrize(
    "upgrade",
    [
        "op.execute('DELETE FROM objective_title')",
        "op.execute(\"UPDATE objective SET section = 'other'\")",
        "op.execute('DROP TABLE journal')\nop.execute('DELETE FROM summary')",
        "op.execute('UPDATE funding_line_amounts SET value = value + 1')\nop.execute('nonsense')",
    ],
)
def test_that_a_migration_that_loses_or_changes_something_leaves_the_file_as_it_was(
    tmp_path: Path, upgrade: str
) -> None:
    path = _filled_library(tmp_path)
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"migration_lost_rows|library_failed"):
        migrate(path, with_revision(tmp_path, upgrade), 2, backups=tmp_path / "backups")
    assert path.read_bytes() == before
    with library_at(tmp_path) as library:
        assert library.read_plan(small_plan().id) == small_plan()
