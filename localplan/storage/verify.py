"""Whether each row still says what was written: digests are compared, what does not fit is set aside, not dropped."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, LargeBinary, Table, cast, delete, insert, select, update

from localplan.domain.canonical import digest_of, digest_of_all
from localplan.storage.engine import driver, on_file
from localplan.storage.fetching import Found, fetch
from localplan.storage.journal import damaged_entries
from localplan.storage.moments import now
from localplan.storage.own_tables import JOURNAL, QUARANTINE, SUMMARY
from localplan.storage.rows import records_of
from localplan.storage.tables import KINDS, KindTables

Id = str | bytes  # bytes when damage has left something that is no text


class Damage(NamedTuple):
    """One thing that is not as it was written. Reasons: row_changed, row_lost, journal_changed."""

    plan: str
    kind: str
    id: str
    reason: str


class _Bad(NamedTuple):
    kind: str
    id: Id
    content: dict[str, Any]


def verify(connection: Connection, plan_id: str) -> tuple[Damage, ...]:
    """What is damaged in a plan; looks only."""
    with _tolerant(connection):
        bad, good = _examined(connection, plan_id)
        return (*(_damage(plan_id, row) for row in bad), *_beyond_rows(connection, plan_id, bad, good))


def set_aside(connection: Connection, plan_id: str) -> tuple[Damage, ...]:
    """Move the plan's damaged rows into the quarantine, with a digest of what is left; the damage found."""
    with _tolerant(connection):
        bad, good = _examined(connection, plan_id)
        found = (*(_damage(plan_id, row) for row in bad), *_beyond_rows(connection, plan_id, bad, good))
        for row in bad:
            _move(connection, plan_id, row)
    if found:
        digest = digest_of_all(good.items()).hex()
        kept = {"digest": digest, "records": len(good)}
        connection.execute(update(SUMMARY).where(SUMMARY.c.plan_id == plan_id).values(**kept))
    return found


@contextmanager
def _tolerant(connection: Connection) -> Iterator[None]:
    """Texts that are no longer UTF-8 come as bytes instead of ending the reading; a server lets in no others."""
    if not on_file(connection):
        yield
        return
    raw: sqlite3.Connection = driver(connection)
    raw.text_factory = _text_or_bytes
    try:
        yield
    finally:
        raw.text_factory = str


def _text_or_bytes(stored: bytes) -> str | bytes:
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return stored


def _examined(connection: Connection, plan_id: str) -> tuple[list[_Bad], dict[str, bytes]]:
    bad: list[_Bad] = []
    good: dict[str, bytes] = {}
    for kind, tables in KINDS.items():
        rows, *parts = fetch(connection, (tables.rows, *tables.entries.values()), plan_id)
        entries = _by_record(dict(zip(tables.entries, parts, strict=True)))
        for row in rows:
            own = entries.pop(row[0], {})
            if _fits(tables, row, own):
                good[row[0]] = row[-1]
            else:
                bad.append(_Bad(kind, row[0], {**dict(zip((*tables.names, "digest"), row, strict=True)), **own}))
        bad.extend(_Bad(kind, id, dict(own)) for id, own in entries.items())
    return bad, good


def _by_record(entries: dict[str, Found]) -> dict[Id, dict[str, list[Any]]]:
    """The entries of map and set fields: record id → field → rows."""
    found: dict[Id, dict[str, list[Any]]] = {}
    for field, rows in entries.items():
        for row in rows:
            found.setdefault(row[0], {}).setdefault(field, []).append(tuple(row))
    return found


def _fits(tables: KindTables, row: Any, entries: dict[str, Sequence[Any]] | dict[str, list[Any]]) -> bool:
    try:
        (record,) = records_of(tables, [row], entries)
        return bool(digest_of(record) == row[-1])
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, msgspec.MsgspecError):
        return False


def _damage(plan_id: str, row: _Bad) -> Damage:
    return Damage(plan_id, row.kind, _readable(row.id), "row_changed")


def _readable(id: Id) -> str:
    return id if isinstance(id, str) else id.decode(errors="backslashreplace")


def _beyond_rows(connection: Connection, plan_id: str, bad: Sequence[_Bad], good: dict[str, bytes]) -> Iterator[Damage]:
    """What no row tells: one that is missing altogether, and changed entries of the journal."""
    summary = connection.execute(select(SUMMARY).where(SUMMARY.c.plan_id == plan_id)).first()
    if summary is not None and not bad and digest_of_all(good.items()).hex() != summary.digest:
        yield Damage(plan_id, "plan", plan_id, "row_lost")
    for number in damaged_entries(connection, plan_id):
        yield Damage(plan_id, "journal", str(number), "journal_changed")
    numbers = connection.execute(select(JOURNAL.c.number).where(JOURNAL.c.plan_id == plan_id)).scalars().all()
    if summary is not None and numbers and set(numbers) != set(range(min(numbers), summary.journal + 1)):
        yield Damage(plan_id, "journal", "", "row_lost")


def _move(connection: Connection, plan_id: str, row: _Bad) -> None:
    tables = KINDS[row.kind]
    kept = {"plan_id": plan_id, "id": _readable(row.id), "kind": row.kind, "reason": "row_changed", "found_at": now()}
    connection.execute(delete(QUARANTINE).where(QUARANTINE.c.plan_id == plan_id, QUARANTINE.c.id == kept["id"]))
    connection.execute(insert(QUARANTINE), {**kept, "content": _as_json(row.content)})
    for table in (tables.table, *tables.maps.values(), *tables.sets.values()):
        connection.execute(_delete(table, plan_id, row.id))


def _delete(table: Table, plan_id: str, id: Id) -> Any:
    """By bytes when the id is no text any more: SQLite compares the two as different things."""
    here = table.c.id == id if isinstance(id, str) else cast(table.c.id, LargeBinary) == id
    return delete(table).where(table.c.plan_id == plan_id, here)


def _as_json(content: dict[str, Any]) -> str:
    return msgspec.json.encode({str(key): value for key, value in content.items()}, enc_hook=repr).decode()
