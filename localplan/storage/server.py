"""Connections to a database on a PostgreSQL server, and why one is not had.

The only place that loads psycopg. What libpq says is in the server's language, so it is not read: a failed connection
is understood by what else can be reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text

from localplan.domain.values import Refused
from localplan.storage.address import ServerAddress
from localplan.storage.glance import APPLICATION_ID

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 5
LOCK_SECONDS = 5

_SETTINGS = f"SET lock_timeout='{LOCK_SECONDS}s'; SET idle_in_transaction_session_timeout='60s'"
_READ_ONLY = "; SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"


def open_server(address: ServerAddress, *, read_only: bool = False) -> Engine:
    """An engine for one database; `read_only` refuses every change. Raises Refused when psycopg is not installed."""
    _driver()
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: _connected(address, read_only),
        poolclass=QueuePool,
        pool_pre_ping=True,
        use_native_hstore=False,
    )
    event.listen(engine, "begin", _begin)
    return engine


def alone(connection: Connection) -> None:
    """Let nobody else make or migrate tables until this transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPLICATION_ID})


def _driver() -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise Refused("server_support_missing") from error
    return psycopg


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("reading", False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _connected(address: ServerAddress, read_only: bool) -> psycopg.Connection[Any]:
    driver = _driver()
    try:
        connection = _dialled(address.uri)
    except driver.Error as error:
        raise _why_not(address, str(error)) from error
    connection.execute(_SETTINGS + (_READ_ONLY if read_only else ""))
    connection.commit()
    return connection


def _dialled(uri: str, **other: str) -> psycopg.Connection[Any]:
    made: psycopg.Connection[Any] = _driver().connect(
        uri,
        connect_timeout=CONNECT_SECONDS,
        application_name="localplan",
        client_encoding="utf8",
        **other,
    )
    return made


_FULL = ("too many", "connection slots")
"""In what a server says when it takes no more connections; whoever is not yet let in gets no code from it."""


def _why_not(address: ServerAddress, said: str) -> Refused:
    """Nobody answers; or who asks is let into another database but finds this one missing; or is not let in."""
    driver = _driver()
    if driver.pq.PGconn.ping(address.uri.encode()) != driver.pq.Ping.OK:
        return Refused("server_not_reachable", server=str(address))
    if any(words in said for words in _FULL):
        return Refused("server_full", detail="53300")
    try:
        with _dialled(address.uri, dbname="postgres") as other:
            asked = "SELECT 1 FROM pg_database WHERE datname = %s"
            if other.execute(asked, [address.name]).fetchone() is None:
                return Refused("server_database_missing", database=address.name)
    except driver.Error:
        pass
    return Refused("server_lets_not_in", server=str(address))
