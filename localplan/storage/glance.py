"""The start page's list of plans, read with sqlite3 alone: the first paint cannot wait for SQLAlchemy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

APPLICATION_ID = 0x4C504C4E  # "LPLN"
_MAGIC = b"SQLite format 3\0"

Execute = Callable[[str], Iterable[Any]]


class PlanLine(NamedTuple):
    """One plan as a list shows it. Texts by language; days and moments ISO; `journal` the number of its last entry.

    `steps_done` of so many `steps` are complete, and so many `errors` were found; no steps when this state of the plan
    was not checked.
    """

    id: str
    code: str
    title: dict[str, str]
    municipality: str
    municipality_name: dict[str, str]
    period_start: str
    period_end: str
    status: str
    practice: bool
    main_language: str
    saved: str
    journal: int
    records: int
    digest: str
    steps_done: int = 0
    steps: int = 0
    errors: int = 0


class Glance(NamedTuple):
    """The plans of a library, last saved first, and what it is for; or a message id why there are none to show."""

    plans: tuple[PlanLine, ...] = ()
    trouble: str = ""
    purpose: str = ""


_PLANS = """
SELECT s.plan_id, coalesce(p.code, ''), coalesce(p.municipality, ''), coalesce(p.period_start, ''),
       coalesce(p.period_end, ''), coalesce(p.status, ''), coalesce(p.practice, false), coalesce(p.main_language, ''),
       s.saved, s.journal, s.records, s.digest,
       CASE WHEN s.checked = s.digest THEN s.steps_done ELSE 0 END,
       CASE WHEN s.checked = s.digest THEN s.steps ELSE 0 END,
       CASE WHEN s.checked = s.digest THEN s.errors ELSE 0 END
FROM summary s LEFT JOIN plan p ON p.plan_id = s.plan_id AND p.id = s.plan_id
ORDER BY s.saved DESC, s.plan_id
"""
_TEXTS = "SELECT plan_id, key, value FROM {table} WHERE id = plan_id{only} ORDER BY plan_id, key"


def plan_lines(execute: Execute, most: int = 0) -> tuple[PlanLine, ...]:
    """The list, with whatever executes SQL; at `most` so many of it, for of ten thousand plans nobody looks at all."""
    rows = list(execute(f"{_PLANS}LIMIT {most}" if most else _PLANS))
    only = "" if not most or not rows else f" AND plan_id IN ({', '.join(_quoted(row[0]) for row in rows)})"
    tables = ("plan_title", "plan_municipality_name")
    titles, names = (_texts(execute(_TEXTS.format(table=table, only=only))) for table in tables)
    return tuple(
        PlanLine(
            id, code, titles.get(id, {}), municipality, names.get(id, {}), start, end, status, bool(practice), *rest
        )
        for id, code, municipality, start, end, status, practice, *rest in rows
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _texts(rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for id, key, value in rows:
        texts.setdefault(id, {})[key] = value
    return texts


def kind_of_file(path: Path) -> str:
    """What a file is by its first bytes: library, empty, missing, foreign_database, not_a_database, not_reachable."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "not_reachable"
    if not head:
        return "empty"
    if len(head) < 100 or not head.startswith(_MAGIC):
        return "not_a_database"
    return "library" if int.from_bytes(head[68:72], "big") == APPLICATION_ID else "foreign_database"


def glance(path: Path, *, most: int = 0, patience: float = 0.5) -> Glance:
    """The plans of the library at `path`, or so many of them at `most`. Never raises.

    Waits at most `patience` seconds for somebody who is writing.

    Troubles: library_missing, library_not_reachable, not_a_library, library_locked, library_damaged.
    """
    kind = kind_of_file(path)
    if kind != "library":
        missing = kind in ("missing", "empty")
        return Glance(trouble="library_missing" if missing else _UNREADABLE.get(kind, "not_a_library"))
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=patience)) as connection:
            connection.executescript("PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; PRAGMA cell_size_check=ON")
            (purpose,) = next(iter(connection.execute("SELECT purpose FROM library")), ("",))
            return Glance(plan_lines(connection.execute, most), purpose=str(purpose))
    except sqlite3.OperationalError as error:
        busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        return Glance(trouble="library_locked" if busy else "library_damaged")
    except (sqlite3.Error, ValueError, TypeError):
        return Glance(trouble="library_damaged")


_UNREADABLE = {"not_reachable": "library_not_reachable"}
