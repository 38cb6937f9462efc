"""The journal's rows: one per user action. Each carries the digest of the entry, so that damage is noticed."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from localplan.domain.history import JournalEntry
from localplan.storage.own_tables import JOURNAL

_encoder = msgspec.json.Encoder(order="sorted")
_COLUMNS = tuple(JOURNAL.c[name] for name in JournalEntry.__struct_fields__)


def entry_digest(entry: JournalEntry) -> bytes:
    """SHA-256 of the entry as JSON (32 bytes)."""
    return sha256(_encoder.encode(entry)).digest()


def add_entries(connection: Connection, plan_id: str, entries: Iterable[JournalEntry]) -> None:
    """Append entries; one whose number is taken breaks the transaction."""
    if rows := [entry_row(plan_id, entry) for entry in entries]:
        connection.execute(insert(JOURNAL), rows)


def entry_row(plan_id: str, entry: JournalEntry) -> dict[str, Any]:
    """The row of an entry."""
    row = {name: getattr(entry, name) for name in JournalEntry.__struct_fields__}
    edits, inverse = bytes(entry.edits).decode(), bytes(entry.inverse).decode()
    return {**row, "plan_id": plan_id, "edits": edits, "inverse": inverse, "digest": entry_digest(entry)}


def read_entries(connection: Connection, plan_id: str, after: int = 0) -> tuple[JournalEntry, ...]:
    """The entries of a plan after the given number, oldest first."""
    rows = connection.execute(
        select(*_COLUMNS).where(JOURNAL.c.plan_id == plan_id, JOURNAL.c.number > after).order_by(JOURNAL.c.number)
    )
    return tuple(_entry(row._mapping) for row in rows)


def _entry(row: Any) -> JournalEntry:
    return JournalEntry(
        **{**row, "edits": msgspec.Raw(row["edits"].encode()), "inverse": msgspec.Raw(row["inverse"].encode())}
    )


def damaged_entries(connection: Connection, plan_id: str) -> list[int]:
    """Numbers of entries that do not fit their digest."""
    rows = connection.execute(select(*_COLUMNS, JOURNAL.c.digest).where(JOURNAL.c.plan_id == plan_id))
    return [row.number for row in rows if not _fits({**row._mapping})]


def _fits(row: dict[str, Any]) -> bool:
    digest = row.pop("digest")
    try:
        return bool(entry_digest(_entry(row)) == digest)
    except (AttributeError, TypeError, ValueError, msgspec.MsgspecError):
        return False
