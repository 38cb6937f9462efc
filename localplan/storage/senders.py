"""The senders whose keys a library knows."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, insert, select

from localplan.domain.senders import Sender
from localplan.storage.own_tables import KNOWN_SENDER


def known_senders(connection: Connection) -> tuple[Sender, ...]:
    """All of them, by name."""
    rows = connection.execute(select(KNOWN_SENDER).order_by(KNOWN_SENDER.c.name, KNOWN_SENDER.c.at))
    return tuple(Sender(**row._mapping) for row in rows)


def keep_sender(connection: Connection, sender: Sender) -> None:
    """Remember a sender; one with the same key is described anew."""
    forget_sender(connection, sender.fingerprint)
    connection.execute(insert(KNOWN_SENDER), msgspec.structs.asdict(sender))


def forget_sender(connection: Connection, fingerprint: str) -> bool:
    """Whether there was one to be forgotten."""
    return bool(connection.execute(delete(KNOWN_SENDER).where(KNOWN_SENDER.c.fingerprint == fingerprint)).rowcount)
