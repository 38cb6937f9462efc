"""Things of several plans that may be one and the same: pairs with scores and reasons, and what was said about them.

Nothing is merged by itself: only an equal id is one thing already. The coordinator says *the same*, then one goes by
the id of the other, or by its code of the collection, wherever plans are put together, and no plan is touched; or
*not the same*. Both are remembered and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from localplan.app import duplicate_bodies, duplicate_entries, duplicate_persons
from localplan.app.alike import Pair, Side, key_of, ordered
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
    """What was said already, as far as the things are still there."""
    return tuple(_decided(library, kind, _sides(library, methodology, kind)))


def _decided(library: Library, kind: str, sides: dict[str, Side]) -> Iterator[Pair]:
    for old, new in library.region.aliases(kind).items():
        if old in sides and new in sides:
            yield Pair(kind, sides[new], sides[old], said="same")
    for one, other in sorted(library.region.not_the_same(kind)):
        if one in sides and other in sides:
            first, second = sorted((sides[one], sides[other]), key=lambda side: bool(side.plan))
            yield Pair(kind, first, second, said="not_the_same")


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
    """Say it of all of them, which are of one kind: same, not_the_same, or nothing, which takes back what was said.

    The same: the other of two goes by the id of the first from now on, and whatever goes by either of them already.
    """
    known = list(pairs)
    for kind in {pair.kind for pair in known}:
        ids, aliases = [_ids(pair) for pair in known], library.region.aliases(kind)
        with library.together():
            library.region.forget_apart(kind, ids)
            if decision == "same":
                library.region.keep_aliases(kind, _joined(known, aliases))
            else:
                library.region.forget_aliases(kind, _parted(known, aliases))
            if decision == "not_the_same":
                at = datetime.now(UTC).isoformat(timespec="seconds")
                library.region.keep_apart(kind, ids, library.author, at)


def _ids(pair: Pair) -> tuple[str, str]:
    return ordered(pair.one.id, pair.other.id)


def _joined(pairs: Iterable[Pair], aliases: Mapping[str, str]) -> dict[str, str]:
    """The aliases that make the two of each pair go by one id; none where they do already."""
    new: dict[str, str] = {}
    for pair in pairs:
        kept, old = (_now(side.id, aliases, new) for side in (pair.one, pair.other))
        if kept != old:
            new[old] = kept
    return new


def _now(id: str, aliases: Mapping[str, str], new: Mapping[str, str]) -> str:
    id = aliases.get(id, id)
    while id in new:
        id = new[id]
    return id


def _parted(pairs: Iterable[Pair], aliases: Mapping[str, str]) -> list[str]:
    """Which ids must go by their own again for the two of each pair to be two."""
    one = [pair for pair in pairs if _now(pair.one.id, aliases, {}) == _now(pair.other.id, aliases, {})]
    return [pair.other.id if pair.other.id in aliases else pair.one.id for pair in one]
