"""Which files came in, and which municipalities a region expects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select

from localplan.domain.received import ReceivedFile
from localplan.storage.own_tables import RECEIVED_FILE, REGION

_COLUMNS = tuple(RECEIVED_FILE.c[name] for name in ReceivedFile.__struct_fields__)
_AT_ONCE = 500  # values in one statement


def keep_received(connection: Connection, files: Iterable[ReceivedFile]) -> None:
    """Remember files that came in; one that came before stays as it was remembered first."""
    new = {file.digest: file for file in files}
    for known in received(connection, tuple(new)):
        del new[known.digest]
    if new:
        connection.execute(insert(RECEIVED_FILE), [msgspec.structs.asdict(file) for file in new.values()])


def received(connection: Connection, digests: Sequence[str] | None = None) -> tuple[ReceivedFile, ...]:
    """The files that came in, the last first; all, or those of these digests."""
    asked = select(*_COLUMNS).order_by(RECEIVED_FILE.c.at.desc(), RECEIVED_FILE.c.name, RECEIVED_FILE.c.digest)
    if digests is None:
        return tuple(ReceivedFile(**row._mapping) for row in connection.execute(asked))
    parts = (digests[start : start + _AT_ONCE] for start in range(0, len(digests), _AT_ONCE))
    found = (connection.execute(asked.where(RECEIVED_FILE.c.digest.in_(part))) for part in parts)
    return tuple(ReceivedFile(**row._mapping) for rows in found for row in rows)


def expected(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The regions by name, each with the codes of the municipalities it expects."""
    found: dict[str, tuple[str, ...]] = {}
    for name, municipality in connection.execute(select(REGION).order_by(REGION.c.name, REGION.c.municipality)):
        found[name] = (*found.get(name, ()), municipality)
    return found


def expect(connection: Connection, name: str, municipalities: Iterable[str]) -> None:
    """Say which municipalities a region expects; none forgets the region."""
    connection.execute(delete(REGION).where(REGION.c.name == name))
    if rows := [{"name": name, "municipality": code} for code in sorted(set(municipalities))]:
        connection.execute(insert(REGION), rows)
