"""The one way to write a record down: equal content gives equal bytes, on every machine and in every version.

Keys are sorted and defaults left out, so a field added later changes no old digest. Decimals and texts were normalised
when the record was made (`values.accepted`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from localplan.domain.records import FIELDS, RECORDS, Record, kind_of
from localplan.domain.values import Refused, accepted, is_id

_encoder = msgspec.json.Encoder(order="sorted")
_PLACE = ("id", "parent", "position")


def canonical(record: Record) -> bytes:
    """The record as canonical JSON."""
    return _encoder.encode(record)


def digest_of(record: Record) -> bytes:
    """SHA-256 of the record's canonical bytes (32 bytes)."""
    return sha256(_encoder.encode(record)).digest()


def digest_of_all(digests: Iterable[tuple[str, bytes]]) -> bytes:
    """SHA-256 over (id, digest) pairs sorted by id (32 bytes): the digest of a plan."""
    return sha256(b"".join(id.encode() + digest for id, digest in sorted(digests))).digest()


def made(kind: str, content: Mapping[str, Any]) -> Record:
    """A record of that kind from what JSON, a workbook or an editor gave, every value in its one accepted form.

    Raises Refused, with kind, field and reason, for an unknown kind or field and for a value that does not fit.
    """
    if kind not in RECORDS:
        raise Refused("unknown_kind", kind=kind)
    fields = FIELDS[kind]
    values: dict[str, Any] = {}
    for name, value in content.items():
        if name in fields:
            try:
                values[name] = accepted(fields[name].holds, value, fields[name].default)
            except Refused as refusal:
                raise Refused(refusal.code, **{**refusal.values, "kind": kind, "field": name}) from None
        elif name in _PLACE:
            values[name] = _place(kind, name, value)
        elif name != "kind":
            raise Refused("unknown_field", kind=kind, field=name)
    if "id" not in values:
        raise Refused("not_an_id", kind=kind, field="id", value="")
    return RECORDS[kind](**values)


def _place(kind: str, name: str, value: Any) -> str:
    if not isinstance(value, str) or (name == "position" and not ((value.isalnum() and value.isascii()) or not value)):
        raise Refused("not_a_position", kind=kind, field=name, value=value)
    if name != "position" and not is_id(value) and (value or name == "id"):
        raise Refused("not_an_id", kind=kind, field=name, value=value)
    return value


def remade(record: Record) -> Record:
    """The record with every value in its accepted form; for one that came out of a constructor."""
    return made(kind_of(record), content_of(record))


def content_of(record: Record) -> dict[str, Any]:
    """What a record says: its id and place, and each field that is not empty."""
    fields = FIELDS[kind_of(record)]
    content = {name: getattr(record, name) for name in _PLACE}
    for name, field in fields.items():
        value = getattr(record, name)
        if value is not field.default and value != field.default:
            content[name] = value
    return content


def record_from_json(text: bytes) -> Record:
    """The record that canonical JSON describes. Raises Refused; strictness beyond that is the reader's comparison."""
    try:
        content = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused("not_json", detail=str(error)) from None
    return record_from(content)


def record_from(content: Any) -> Record:
    """The record that decoded JSON describes."""
    if not isinstance(content, dict) or not isinstance(content.get("kind"), str):
        raise Refused("unknown_kind", kind=str(content)[:80])
    return made(content["kind"], content)
