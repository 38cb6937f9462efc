"""What stands beside the plan in a package, one JSON object a line: journal, notes, conflicts, offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from localplan.domain.canonical import canonical, record_from
from localplan.domain.edits import edits_from_json, edits_to_json
from localplan.domain.history import JournalEntry
from localplan.domain.notes import Conflict, Note, Offer
from localplan.domain.values import LONGEST_TEXT, Refused, clean
from localplan.exchange.guard import check_depth, json_content

S = TypeVar("S", bound=msgspec.Struct)
MOST_LINES = 100_000
HISTORY, NOTES, CONFLICTS, OFFERS = "history.jsonl", "notes.jsonl", "conflicts.jsonl", "offers.jsonl"
_KINDS: dict[str, tuple[type[msgspec.Struct], Callable[[Any], Any]]] = {
    HISTORY: (JournalEntry, lambda entry: entry.number),
    NOTES: (Note, lambda note: note.id),
    CONFLICTS: (Conflict, lambda conflict: conflict.id),
    OFFERS: (Offer, lambda offer: offer.id),
}
_encoder = msgspec.json.Encoder(order="sorted")


def lines_of(member: str, things: Iterable[msgspec.Struct]) -> bytes:
    """The member's bytes: journal entries by number, all else by id."""
    return b"".join(_encoder.encode(thing) + b"\n" for thing in sorted(things, key=_KINDS[member][1]))


def quickly_read_lines(data: bytes, kind: type[S]) -> tuple[S, ...]:
    """What `read_lines` has accepted before."""
    return tuple(msgspec.json.Decoder(kind).decode_lines(data))


def read_lines(member: str, data: bytes, kind: type[S]) -> tuple[S, ...]:
    """The entries, notes, conflicts or offers in these bytes. Raises Refused with the member and the line."""
    if data.count(b"\n") > MOST_LINES:
        raise Refused("too_many_lines", member=member, most=MOST_LINES)
    things = tuple(_each_line(member, data, kind))
    order = _KINDS[member][1]
    for number, (one, other) in enumerate(pairwise(things), start=2):
        if order(one) >= order(other):
            raise Refused("not_canonical", member=member, line=number)
    return things


def _each_line(member: str, data: bytes, kind: type[S]) -> Iterator[S]:
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(data.split(b"\n")[:-1] if data.endswith(b"\n") or not data else [data], start=1):
        try:
            thing = decoder.decode(line)
            _check_inside(thing, line)
        except Refused as refusal:
            raise Refused(refusal.code, **{**refusal.values, "member": member, "line": number}) from None
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise Refused("line_not_understood", member=member, line=number, detail=str(error)[:300]) from None
        if _encoder.encode(thing) != line or not data.endswith(b"\n"):
            raise Refused("not_canonical", member=member, line=number)
        yield thing


def _check_inside(thing: msgspec.Struct, line: bytes) -> None:
    """What the types leave open: clean texts, the depth of free values, edits and records inside."""
    content = json_content(line)
    check_depth(content)
    for text in content.values():
        if isinstance(text, str) and (len(text) > LONGEST_TEXT or clean(text) != text):
            raise Refused("not_canonical")
    if isinstance(thing, JournalEntry):
        for edits in (bytes(thing.edits), bytes(thing.inverse)):
            if edits_to_json(edits_from_json(edits)) != edits:
                raise Refused("not_canonical")
    if isinstance(thing, Offer) and not (thing.declined and not thing.content):  # none: taken back
        record = record_from(thing.content)
        if record.id != thing.id or canonical(record) != _encoder.encode(thing.content):
            raise Refused("not_canonical")
