"""Things of several plans that may be one and the same: pairs with scores and reasons, and what was said about them.

Nothing is merged by itself: only an equal id is one thing already. The coordinator says *the same*, then one goes by
the id of the other, or by its code of the collection, wherever plans are put together, and no plan is touched; or
*not the same*. Both are remembered and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    "other_name": phrase("another name"),
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
    """Say it of all of them, in one go: same, not_the_same, or nothing, which takes back what was said."""
    say_so = {"same": say_same, "not_the_same": say_not_the_same, "": take_back}[decision]
    with library.together():
        for pair in pairs:
            say_so(library, pair)


def say_same(library: Library, pair: Pair) -> None:
    """The other goes by the id of the first from now on, and whatever goes by either of them already."""
    take_back(library, pair)
    known = library.region.aliases(pair.kind)
    kept, old = (known.get(side.id, side.id) for side in (pair.one, pair.other))
    if kept != old:
        library.region.keep_alias(pair.kind, old, kept)


def say_not_the_same(library: Library, pair: Pair) -> None:
    """They are two, and are not asked about again."""
    take_back(library, pair)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    library.region.keep_apart(pair.kind, pair.one.id, pair.other.id, library.author, at)


def take_back(library: Library, pair: Pair) -> None:
    """Whatever was said about these two is to be decided again."""
    library.region.forget_apart(pair.kind, pair.one.id, pair.other.id)
    known = library.region.aliases(pair.kind)
    if known.get(pair.other.id, pair.other.id) == known.get(pair.one.id, pair.one.id):
        library.region.forget_alias(pair.kind, pair.other.id if pair.other.id in known else pair.one.id)
