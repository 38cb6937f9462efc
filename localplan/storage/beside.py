"""What stands beside a plan and is in no digest: remarks, offers, open conflicts, the bytes of attachments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from localplan.domain.notes import Conflict, Note, Offer
from localplan.domain.values import Refused
from localplan.storage.own_tables import ATTACHMENT_BYTES, CONFLICT, NOTE, OFFER

Remark = Note | Conflict | Offer
T = TypeVar("T", Note, Conflict, Offer)

TABLES: dict[type[Any], Table] = {Note: NOTE, Conflict: CONFLICT, Offer: OFFER}
_AS_JSON = frozenset({"base", "ours", "theirs", "answers", "content"})


def keep_beside(connection: Connection, plan_id: str, things: Iterable[Remark]) -> None:
    """Write notes, conflicts or offers; one with a known id takes the place of the old."""
    for thing in things:
        table = TABLES[type(thing)]
        connection.execute(delete(table).where(table.c.plan_id == plan_id, table.c.id == thing.id))
        connection.execute(insert(table), {"plan_id": plan_id, **thing_row(thing)})


def thing_row(thing: Remark) -> dict[str, Any]:
    """The row of a note, conflict or offer."""
    values = {name: getattr(thing, name) for name in thing.__struct_fields__}
    return {name: msgspec.json.encode(v).decode() if name in _AS_JSON else v for name, v in values.items()}


def read_beside(connection: Connection, plan_id: str, kind: type[T]) -> tuple[T, ...]:
    """All notes, conflicts or offers of a plan; notes and offers in the order of their times."""
    table = TABLES[kind]
    order = (table.c.at, table.c.id) if "at" in table.c else (table.c.id,)
    columns = [table.c[name] for name in kind.__struct_fields__]
    rows = connection.execute(select(*columns).where(table.c.plan_id == plan_id).order_by(*order))
    return tuple(_thing(kind, row) for row in rows)


def _thing(kind: type[T], row: Sequence[Any]) -> T:
    values = dict(zip(kind.__struct_fields__, row, strict=True))
    return msgspec.convert({k: msgspec.json.decode(v) if k in _AS_JSON else v for k, v in values.items()}, kind)


def read_declined(connection: Connection) -> dict[str, tuple[Offer, ...]]:
    """What was declined of what is offered, by plan id."""
    columns = [OFFER.c[name] for name in Offer.__struct_fields__]
    found: dict[str, tuple[Offer, ...]] = {}
    asked = select(OFFER.c.plan_id, *columns).where(OFFER.c.declined).order_by(OFFER.c.plan_id, OFFER.c.id)
    for plan_id, *row in connection.execute(asked):
        found[plan_id] = (*found.get(plan_id, ()), _thing(Offer, row))
    return found


def with_remarks(connection: Connection) -> frozenset[str]:
    """The plans that have notes or offers."""
    return frozenset(
        id for table in (NOTE, OFFER) for id in connection.execute(select(table.c.plan_id).distinct()).scalars()
    )


def with_conflicts(connection: Connection) -> frozenset[str]:
    """The plans that have conflicts, open or settled."""
    return frozenset(connection.execute(select(CONFLICT.c.plan_id).distinct()).scalars())


def keep_attachment(connection: Connection, plan_id: str, content: bytes) -> str:
    """Keep the bytes of an attachment; its SHA-256 in hexadecimal, by which its record names it."""
    name = sha256(content).hexdigest()
    here = (ATTACHMENT_BYTES.c.plan_id == plan_id) & (ATTACHMENT_BYTES.c.sha256 == name)
    if connection.execute(select(ATTACHMENT_BYTES.c.sha256).where(here)).first() is None:
        connection.execute(insert(ATTACHMENT_BYTES), {"plan_id": plan_id, "sha256": name, "content": content})
    return name


def read_attachment(connection: Connection, plan_id: str, name: str) -> bytes:
    """The bytes of an attachment by their SHA-256. Raises Refused when they are missing or damaged."""
    here = (ATTACHMENT_BYTES.c.plan_id == plan_id) & (ATTACHMENT_BYTES.c.sha256 == name)
    content = connection.execute(select(ATTACHMENT_BYTES.c.content).where(here)).scalar()
    if content is None:
        raise Refused("no_such_attachment", sha256=name)
    if sha256(content).hexdigest() != name:
        raise Refused("attachment_damaged", sha256=name)
    return bytes(content)
