"""What a database says when something fails, as the message id of what the planner can do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, PendingRollbackError

from localplan.domain.values import Refused

_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "library_locked",
    sqlite3.SQLITE_LOCKED: "library_locked",
    sqlite3.SQLITE_READONLY: "library_read_only",
    sqlite3.SQLITE_PERM: "library_read_only",
    sqlite3.SQLITE_CANTOPEN: "library_not_reachable",
    sqlite3.SQLITE_IOERR: "disk_error",
    sqlite3.SQLITE_CORRUPT: "library_damaged",
    sqlite3.SQLITE_NOTADB: "not_a_library",
    sqlite3.SQLITE_CONSTRAINT: "library_moved_on",
}

_OF_SERVER = {
    "53100": "disk_full",
    "53300": "server_full",
    "55P03": "library_locked",
    "40P01": "library_locked",
    "40001": "library_locked",
    "25006": "library_read_only",
    "42501": "server_rights_missing",
    "XX001": "library_damaged",
    "XX002": "library_damaged",
    "23": "library_moved_on",
    "08": "server_not_reachable",
    "57P": "server_not_reachable",
    "OperationalError": "server_not_reachable",
    "InterfaceError": "server_not_reachable",
}
"""By SQLSTATE or its beginning, or by the error's name where there is none: the connection was lost."""


def refusal_of(error: BaseException) -> Refused:
    """The refusal that an error of the database amounts to; `detail` is its own word for it, never plan content."""
    if isinstance(error, Refused):
        return error
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if hasattr(cause, "sqlstate"):
        return _refusal_of_server(cause.sqlstate or "", type(cause).__name__)
    number = getattr(cause, "sqlite_errorcode", None)
    name = getattr(cause, "sqlite_errorname", type(cause).__name__)
    if isinstance(cause, UnicodeDecodeError) or "decode to UTF-8" in str(cause):
        return Refused("library_damaged", detail="utf-8")
    code = _CODES.get(number & 0xFF, "library_failed") if isinstance(number, int) else "library_failed"
    return Refused(code, detail=name)


def _refusal_of_server(state: str, name: str) -> Refused:
    known = (state, state[:3], state[:2]) if state else (name,)
    code = next((_OF_SERVER[part] for part in known if part in _OF_SERVER), "library_failed")
    return Refused(code, detail=state or name)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Errors of the database inside become Refused."""
    try:
        yield
    except (DBAPIError, PendingRollbackError, sqlite3.Error, UnicodeDecodeError) as error:
        raise refusal_of(error) from error
