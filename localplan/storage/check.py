"""What a file is before it is opened as a library, and whether one from elsewhere is safe to use.

A database can act: triggers, views, generated columns, a journal planted beside it. A library that this user has not
opened before is therefore copied by its bytes, and the copy is read under an authorizer and limits.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from localplan.domain.values import Refused
from localplan.storage.glance import kind_of_file
from localplan.storage.search import INDEX
from localplan.storage.tables import METADATA
from localplan.storage.temporary import own_folder
from localplan.storage.troubles import in_plain_words

_SECONDS = 30.0
_BYTES_A_SECOND = 10_000_000  # beyond the seconds that every library has
_LONGEST_VALUE = 64 * 1024 * 1024
_OWN = re.compile(r"search_index(_data|_idx|_docsize|_config)?|sqlite_autoindex_\w+|_alembic_tmp_\w+")
_REFUSALS = {
    "missing": "library_missing",
    "empty": "not_a_library",
    "not_a_database": "not_a_library",
    "foreign_database": "foreign_database",
    "not_reachable": "library_not_reachable",
}
_NAMES = {
    "table": frozenset(METADATA.tables),
    "index": frozenset(str(index.name) for table in METADATA.tables.values() for index in table.indexes),
}
_LOOKING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_PRAGMA}


def check_kind(path: Path) -> None:
    """Raises Refused unless the file's first bytes are those of a library."""
    if (refusal := _REFUSALS.get(kind_of_file(path))) is not None:
        raise Refused(refusal, path=path.name)


def check_foreign(path: Path) -> None:
    """Raises Refused unless a library from elsewhere holds nothing but plain tables and is sound throughout."""
    check_kind(path)
    for side in ("-journal", "-wal"):
        beside = path.with_name(path.name + side)
        if beside.exists() and beside.stat().st_size:
            raise Refused("library_not_closed", path=path.name)
    with own_folder() as folder:
        copy = folder / "copy"
        shutil.copyfile(path, copy)
        with in_plain_words(), closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
            _restrain(connection, _SECONDS + path.stat().st_size / _BYTES_A_SECOND)
            check_objects(connection, path.name)
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise Refused("library_damaged", path=path.name)


def _restrain(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(lambda act, *_: sqlite3.SQLITE_OK if act in _LOOKING else sqlite3.SQLITE_DENY)
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, 100_000)


def check_objects(connection: sqlite3.Connection, name: str) -> None:
    """Raises Refused for triggers, views, generated columns and for tables and indexes that are not a library's."""
    for kind, object_name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        known = object_name in _NAMES.get(kind, ()) or _OWN.fullmatch(object_name)
        if kind not in _NAMES or not known or _acts(object_name, sql or ""):
            raise Refused("foreign_database", path=name, object=str(object_name)[:80])


def _acts(name: str, sql: str) -> bool:
    """Whether a table or index does more than hold values: computes, checks, or is virtual without being ours."""
    if re.match(r"\s*CREATE\s+VIRTUAL", sql, re.IGNORECASE):
        return name != "search_index" or INDEX not in sql
    return re.search(r"\bGENERATED\b|\bAS\s*\(|\bCHECK\s*\(", sql, re.IGNORECASE) is not None
