"""A package as its reader hands it over to the process that takes it in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from localplan.exchange.manifest import Manifest
    from localplan.exchange.package import Package
    from localplan.exchange.signature import Signature
    from localplan.storage.insertion import Rows

LARGEST = 8 << 20
"""Bytes of members, unpacked, up to which a reader makes rows: they take many times as much of its memory."""

_rows = msgspec.msgpack.Decoder(dict[str, list[tuple[Any, ...]]])


class Brought(msgspec.Struct, frozen=True, dict=True):
    """Bytes that were checked, looked into only as far as somebody asks.

    `rows` are those of a plan that may stand in the library as it came (`storage.arrivals.arrival_rows`), packed, and
    `code` is that plan's; both empty when nobody asked for them, for what is not a whole plan, and for a huge one.
    """

    members: dict[str, bytes]
    losses: tuple[tuple[str, str, str], ...] = ()
    rows: bytes = b""
    code: str = ""

    @cached_property
    def manifest(self) -> Manifest:
        """Its manifest."""
        from localplan.exchange.package import manifest_from

        return manifest_from(self.members)

    @cached_property
    def signature(self) -> Signature | None:
        """Its signature, which fits."""
        from localplan.exchange.package import signature_from

        return signature_from(self.members)

    @cached_property
    def package(self) -> Package:
        """All of it."""
        from localplan.exchange.package import package_from
        from localplan.exchange.upgrades import Loss

        return package_from(self.members, tuple(Loss(*loss) for loss in self.losses))

    @property
    def records(self) -> int:
        """How many records its plan has."""
        return sum(self.manifest.records.values())

    def arrival(self) -> Rows:
        """The rows as `Library.take_in_new` wants them."""
        return _rows.decode(self.rows)


def brought(package: Package, members: dict[str, bytes], *, new: bool) -> Brought:
    """What to hand over of a package. `new`: its plan may not be in the library yet, and its rows are made at once."""
    from localplan.app.taking_in import arrival_of, is_plain
    from localplan.storage.arrivals import arrival_rows
    from localplan.words import fold

    losses = tuple((loss.record, loss.field, loss.was) for loss in package.losses)
    if not new or not is_plain(package) or sum(map(len, members.values())) > LARGEST:
        return Brought(members, losses)
    rows = msgspec.msgpack.encode(arrival_rows(arrival_of(package), fold))
    return Brought(members, losses, rows, package.plan.root.code)
