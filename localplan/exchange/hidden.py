"""What the edition in a package leaves out (`domain.editions.Hidden`): the member `hidden.json`."""

from __future__ import annotations

import msgspec

from localplan.domain.editions import Hidden, without
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.values import Refused
from localplan.exchange.manifest import Manifest

MEMBER = "hidden.json"
_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Hidden)


def hidden_bytes(hidden: Hidden) -> bytes:
    """The member as canonical JSON and a line end."""
    return _encoder.encode(hidden) + b"\n"


def read_hidden(data: bytes) -> Hidden:
    """What these bytes say is hidden. Raises Refused."""
    try:
        hidden = _decoder.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refused("line_not_understood", member=MEMBER, line=1, detail=str(error)[:300]) from None
    if hidden_bytes(hidden) != data:
        raise Refused("not_canonical", member=MEMBER, line=1)
    return hidden


def check_hidden(manifest: Manifest, plan: Plan, hidden: Hidden | None) -> None:
    """Every edition but the full one says what it hides, and holds nothing of it. Raises Refused."""
    if (hidden is None) != (manifest.edition == "full"):
        raise Refused("manifest_differs", what="edition")
    if hidden is not None and not (_is_known(plan, hidden) and without(plan, hidden).digest == plan.digest):
        raise Refused("manifest_differs", what="hidden")


def _is_known(plan: Plan, hidden: Hidden) -> bool:
    """Whether kinds and fields are those of plans, and every value that is hidden is one that its record could have."""
    values = ((plan.get(id), field, key) for id, field, key in hidden.values)
    return (
        FIELDS.keys() >= {*hidden.kinds, *hidden.fields}
        and all(FIELDS[kind].keys() >= set(names) for kind, names in hidden.fields.items())
        and all(record is None or _has(record, field, key) for record, field, key in values)
    )


def _has(record: Record, field: str, key: str) -> bool:
    known = FIELDS[kind_of(record)].get(field)
    return known is not None and (not key or bool(known.holds.by))
