"""Editions that left another library of the same region, or an earlier copy of it: to be known, and read, here too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from localplan.app.places import Address
from localplan.app.region_editions import editions_of
from localplan.domain.summary import KeptView

if TYPE_CHECKING:
    from localplan.storage.library import Library


class TakenOver(msgspec.Struct, frozen=True):
    """How many editions are new here: `public` ones, and editions of the day that were `kept`."""

    public: int
    kept: int


def take_over_editions(library: Library, address: Address) -> TakenOver:
    """Bring the editions of a library, in a file or on a server, into this one. Raises Refused.

    What is published from now on gives nothing away together with the public ones. A kept one never changes: where a
    name is taken by another one, it comes in with its person and day behind the name.
    """
    from localplan.app.plans import open_library_at

    with open_library_at(address, library.author, create=False, read_only=True) as other:
        published, kept = other.published(), editions_of(other)
    known = {publication.id for publication in library.published()}
    here = {one.name: one for one in editions_of(library)}
    new = [named for one in kept if (named := _under_free_name(one, here)) is not None]
    with library.together():
        for publication in published:
            library.keep_publication(publication)
        for one in new:
            library.region.keep_view(one)
    return TakenOver(len({publication.id for publication in published} - known), len(new))


def _under_free_name(one: KeptView, here: dict[str, KeptView]) -> KeptView | None:
    """The edition as it can be kept here; None where it is known."""
    name, number = one.name, 1
    while name in here:
        if (here[name].at, here[name].content) == (one.at, one.content):
            return None
        number += 1
        name = f"{one.name} ({one.person}, {one.at[:10]})" if number == 2 else f"{one.name} ({number - 1})"
    return msgspec.structs.replace(one, name=name)
