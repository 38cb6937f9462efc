"""Organisations that may be one and the same: by name in either script, by kind and by territory."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from localplan.app.alike import Apart, Pair, Side, key_of, likeness, ordered, pairs_among
from localplan.domain.summary import Summary
from localplan.words import text_in

if TYPE_CHECKING:
    from localplan.storage.library import Library

KIND = "organisation"
LOCAL = ("assembly", "executive", "lsu_department", "council", "public_institution", "public_enterprise")
"""Kinds of bodies of which every municipality has its own, often under the same name."""

_COUNTRY = 2  # letters of the code of a country; those of municipalities are longer


class Body(msgspec.Struct, frozen=True):
    """An organisation of a plan. `key` is its name in Latin letters without marks, by which it is compared."""

    side: Side
    key: str
    kind: str
    territory: str
    local: bool  # of its municipality alone


def sides(library: Library) -> dict[str, Side]:
    """Every organisation by id."""
    return {body.side.id: body.side for body in bodies_of(library.summaries(("organisations",)))}


def alike(library: Library, known: Collection[str], apart: Apart) -> list[Pair]:
    """The pairs among those that go by no other id yet."""
    bodies = bodies_of(library.summaries(("organisations",)))
    left = ((body.key, body) for body in bodies if body.side.id not in known)
    return list(pairs_among(left, partial(_pair, apart=apart)))


def bodies_of(summaries: Iterable[Summary]) -> list[Body]:
    """Every organisation of the plans that count, once for each id."""
    found = {
        one.id: Body(
            Side(one.id, one.name, s.municipality, s.plan),
            key_of(text_in(one.name, "sr-Latn", "en")),
            one.kind,
            one.territory,
            one.municipal or one.kind in LOCAL,
        )
        for s in summaries
        if s.counts
        for one in s.organisations
    }
    return [body for _, body in sorted(found.items()) if body.key]


def two_of_their_own(one: Body, other: Body) -> bool:
    """Whether each is its own municipality's: every town hall has the same name and is another one."""
    if one.territory != other.territory and all(len(body.territory) > _COUNTRY for body in (one, other)):
        return True
    return one.local and other.local and one.side.municipality != other.side.municipality


def _pair(one: Body, other: Body, apart: Apart) -> Pair | None:
    if two_of_their_own(one, other) or ordered(one.side.id, other.side.id) in apart:
        return None
    same = one.key == other.key
    score = 95 if same else round(likeness(one.key, other.key) * 0.9)
    reasons = ["same_name" if same else "similar_name"]
    if one.kind and other.kind:
        reasons.append("same_kind" if one.kind == other.kind else "other_kind")
        score += 3 if one.kind == other.kind else -10
    if one.territory and one.territory == other.territory:
        reasons.append("same_place")
        score += 2
    first, second = sorted((one.side, other.side), key=lambda side: side.id)
    return Pair(KIND, first, second, max(0, min(score, 100)), tuple(reasons))
