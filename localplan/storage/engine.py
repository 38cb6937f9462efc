"""Connections to a library file, set up so that what was acknowledged is on the disk and nothing in the file can act.

The driver is in autocommit and transactions are begun here: SQLAlchemy's own handling lost half the edits of two
programs writing to one file, and let a migration end midway.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from localplan.domain.values import Refused
from localplan.storage.troubles import in_plain_words

BUSY_SECONDS = 5.0

PRAGMAS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "synchronous=FULL",
    "foreign_keys=ON",
)


def open_engine(path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for one library file; `read_only` refuses every change."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connected(path, read_only, busy_seconds),
        poolclass=QueuePool,
        pool_reset_on_return=None,
    )
    event.listen(engine, "begin", _begin)
    if not read_only:
        event.listen(engine, "close", _leave_no_side_file)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection in one plain transaction: it sees one state of the library."""
    with in_plain_words(), engine.connect().execution_options(reading=True) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in one immediate transaction, committed at the end, rolled back whole on any error.

    Raises Refused for whatever the database cannot do.
    """
    with in_plain_words(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def part_of(connection: Connection) -> Iterator[Connection]:
    """The same connection for one act in its transaction: taken back whole on an error, and the transaction goes on.

    On a full disk SQLite takes back the whole transaction by itself: then there is no part left to be taken back, and
    that must not hide why.
    """
    with in_plain_words():
        part = connection.begin_nested()
        try:
            yield connection
            part.commit()
        except BaseException:
            with suppress(DBAPIError):
                part.rollback()
            raise


def on_file(connection: Connection) -> bool:
    """Whether the library is a file of SQLite, not a database on a server."""
    return connection.dialect.name == "sqlite"


def driver(connection: Connection) -> sqlite3.Connection:
    """The sqlite3 connection below."""
    found: Any = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _begin(connection: Connection) -> None:
    plain = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if plain else "BEGIN IMMEDIATE")


def _connected(path: Path, read_only: bool, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'rw' if path.exists() or read_only else 'rwc'}",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            _truncate_journal(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _truncate_journal(connection: sqlite3.Connection) -> None:
    """The only journal mode that lost nothing acknowledged in simulated power cuts; read back, never assumed."""
    (mode,) = connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()
    if mode != "truncate":
        raise Refused("library_journal_mode", mode=mode)


def _leave_no_side_file(connection: Any, _record: Any) -> None:
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA journal_mode=DELETE")
