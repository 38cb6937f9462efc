"""What a plan that came as an edition does not show: kept beside it, so that it is told as hidden, not as empty."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, insert, select

from localplan.domain.editions import NOTHING, Hidden
from localplan.storage.own_tables import HIDDEN

_decoder = msgspec.json.Decoder(Hidden)
_encoder = msgspec.json.Encoder(order="sorted")


def read_hidden(connection: Connection, plan_id: str) -> Hidden:
    """What is hidden in the plan; nothing when it came whole, or was made here."""
    content = connection.scalar(select(HIDDEN.c.content).where(HIDDEN.c.plan_id == plan_id))
    return _decoder.decode(content) if content else NOTHING


def keep_hidden(connection: Connection, plan_id: str, hidden: Hidden) -> None:
    """From now on this is hidden in the plan."""
    connection.execute(delete(HIDDEN).where(HIDDEN.c.plan_id == plan_id))
    if hidden != NOTHING:
        connection.execute(insert(HIDDEN), {"plan_id": plan_id, "content": _encoder.encode(hidden).decode()})
