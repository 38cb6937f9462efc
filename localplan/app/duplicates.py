"""Things of several plans that may be one and the same: pairs with scores and reasons, and what was said about them.

Nothing is merged by itself: only an equal id is one thing already. The coordinator says *the same*, then one goes by
the id of the other, or by its code of the collection, wherever plans are put together, and no plan is touched; or
*not the same*. Both are remembered and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from localplan.app import duplicate_bodies, duplicate_entries, duplicate_persons
from localplan.app.alike import Pair, Side, key_of, ordered
from localplan.domain.aliases import OF_COLLECTION
from localplan.domain.values import Refused
from localplan.words import phrase, text_in

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

KINDS = {
    "organisation": phrase("Organisations"),
    "person": phrase("Persons"),
    "indicator": phrase("Indicators"),
    "measure": phrase("Measures"),
}
REASONS = {
    "same_name": phrase("the same name"),
    "similar_name": phrase("a similar name"),
    "same_full_name": phrase("the same first and last name"),
    "similar_full_name": phrase("a similar first and last name"),
    "other_full_name": phrase("another first or last name"),
    "same_kind": phrase("the same kind of body"),
    "other_kind": phrase("another kind of body"),
    "same_place": phrase("the same territory"),
    "same_e_mail": phrase("the same e-mail"),
    "same_body": phrase("the same body"),
    "other_body": phrase("another body"),
    "same_role": phrase("the same role"),
    "same_unit": phrase("the same unit"),
    "no_unit": phrase("no unit stated"),
}
SAID = {"same": phrase("the same"), "not_the_same": phrase("not the same"), "": ""}
"""Kinds, reasons and decisions in words."""


def duplicates(library: Library, methodology: Methodology, kind: str = "organisation") -> tuple[Pair, ...]:
    """The pairs still to be decided, the surest first. What is not the same as one of two that are one is neither."""
    aliases = library.region.aliases(kind)
    apart = {ordered(*(aliases.get(id, id) for id in two)) for two in library.region.not_the_same(kind)}
    if kind == "organisation":
        found = duplicate_bodies.alike(library, aliases, apart)
    elif kind == "person":
        found = duplicate_persons.alike(library, aliases, apart)
    else:
        found = duplicate_entries.alike(library, methodology, kind, aliases, apart)
    return tuple(sorted(found, key=_place))


def decided(library: Library, methodology: Methodology, kind: str) -> tuple[Pair, ...]:
    """What was said already of things that are still there; what is one in the order in which it was said."""
    return tuple(_decided(library, kind, _sides(library, methodology, kind)))


def _decided(library: Library, kind: str, sides: dict[str, Side]) -> Iterator[Pair]:
    """One that is gone still joins what was said to be one with it, so it is told by its id."""
    for stays, gone in library.region.same(kind):
        if stays in sides or gone in sides:
            one, other = (sides.get(id) or Side(id, {}) for id in (stays, gone))
            yield Pair(kind, one, other, said="same")
    for two in sorted(library.region.not_the_same(kind)):
        if all(id in sides for id in two):
            one, other = sorted((sides[id] for id in two), key=lambda side: bool(side.plan))
            yield Pair(kind, one, other, said="not_the_same")


def _sides(library: Library, methodology: Methodology, kind: str) -> dict[str, Side]:
    if kind == "organisation":
        return duplicate_bodies.sides(library)
    if kind == "person":
        return duplicate_persons.sides(library)
    return duplicate_entries.sides(library, methodology, kind)


def _place(pair: Pair) -> tuple[int, str, str, str, str]:
    """The surest first, those of one name together."""
    name = key_of(text_in(pair.one.name, "sr-Latn", "en"))
    return -pair.score, name, pair.other.municipality, pair.one.id, pair.other.id


def decide(library: Library, pairs: Iterable[Pair], decision: str) -> None:
    """Say it of all of them: same, not_the_same, or nothing, which takes back what was said.

    The same: the other of two goes by the id of the first from now on, and whatever goes by either of them already.
    Raises Refused, with nothing changed, where two would be one and not the same.
    """
    known = list(pairs)
    for kind in {pair.kind for pair in known}:
        ids = [(pair.one.id, pair.other.id) for pair in known if pair.kind == kind]
        with library.together():
            library.region.forget_apart(kind, ids)
            library.region.forget_same(kind, ids)
            if decision == "same":
                library.region.keep_same(kind, ids)
            elif decision == "not_the_same":
                at = datetime.now(UTC).isoformat(timespec="seconds")
                library.region.keep_apart(kind, ids, library.author, at)
            _refuse_contradiction(library, kind)


def _refuse_contradiction(library: Library, kind: str) -> None:
    aliases = library.region.aliases(kind)
    for one, other in library.region.not_the_same(kind):
        if aliases.get(one, one) == aliases.get(other, other):
            raise Refused("same_and_not_the_same")


def turned(pair: Pair) -> Pair:
    """The same two, of which the other keeps its name and id. Raises Refused for an entry of the collection."""
    if pair.kind in OF_COLLECTION:
        raise Refused("entry_keeps_its_code", entry=pair.one.id)
    return replace(pair, one=pair.other, other=pair.one)
