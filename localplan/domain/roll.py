"""The roll of a plan: every id and digest, sorted by id, in one run of bytes whose SHA-256 is the plan's digest.

An edit changes an entry or two; writing the roll of twenty thousand records anew takes a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

import msgspec

_ID = 36  # bytes of an id; the 32 of its digest follow
_ENTRY = _ID + 32
_MOST_STALE = 500  # above it a new roll is quicker


class Roll(msgspec.Struct, frozen=True):
    """`stale` are the ids whose entries have to be looked at again before the digest is right."""

    entries: bytes
    stale: frozenset[str] = frozenset()

    def but(self, ids: Iterable[str]) -> Roll | None:
        """The roll when these records have changed, came or went; none when a new one is quicker."""
        stale = self.stale.union(ids)
        return Roll(self.entries, stale) if len(stale) <= _MOST_STALE else None

    def renewed(self, digests: Mapping[str, bytes]) -> Roll:
        """The roll with its stale entries as these digests say; an id without one is gone."""
        entries = bytearray(self.entries)
        for id in self.stale:
            name = id.encode()
            at = _place(entries, name)
            known = entries[at : at + _ID] == name
            entries[at : at + _ENTRY * known] = name + digests[id] if id in digests else b""
        return Roll(bytes(entries))

    @property
    def digest(self) -> bytes:
        """SHA-256 of the entries (32 bytes)."""
        return sha256(self.entries).digest()


def _place(entries: bytearray, name: bytes) -> int:
    """Where the entry of an id begins, or would begin."""
    low, high = 0, len(entries) // _ENTRY
    while low < high:
        middle = (low + high) // 2
        if entries[middle * _ENTRY : middle * _ENTRY + _ID] < name:
            low = middle + 1
        else:
            high = middle
    return low * _ENTRY


def roll_of(digests: Iterable[tuple[str, bytes]]) -> Roll:
    """The roll of (id, digest) pairs in whatever order."""
    return Roll(b"".join(id.encode() + digest for id, digest in sorted(digests)))
