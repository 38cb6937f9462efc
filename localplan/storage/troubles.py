"""What SQLite says when something fails, as the message id of what the planner can do about it."""

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


def refusal_of(error: BaseException) -> Refused:
    """The refusal that an error of the database amounts to; `detail` is SQLite's own word, never plan content."""
    if isinstance(error, Refused):
        return error
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    number = getattr(cause, "sqlite_errorcode", None)
    name = getattr(cause, "sqlite_errorname", type(cause).__name__)
    if isinstance(cause, UnicodeDecodeError) or "decode to UTF-8" in str(cause):
        return Refused("library_damaged", detail="utf-8")
    code = _CODES.get(number & 0xFF, "library_failed") if isinstance(number, int) else "library_failed"
    return Refused(code, detail=name)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Errors of the database inside become Refused."""
    try:
        yield
    except (DBAPIError, PendingRollbackError, sqlite3.Error, UnicodeDecodeError) as error:
        raise refusal_of(error) from error
