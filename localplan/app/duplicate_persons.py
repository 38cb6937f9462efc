"""Persons whom several plans of the region may have in common: by name, e-mail, body and role.

Read from the plans when asked for and kept nowhere: what was said of two is remembered by their ids alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from localplan.app.alike import SIMILAR, Apart, Pair, Side, key_of, likeness, ordered, pairs_among
from localplan.app.duplicate_bodies import Body, bodies_of, two_of_their_own
from localplan.words import text_in

if TYPE_CHECKING:
    from localplan.storage.library import Library

KIND = "person"
ENOUGH = 60  # of 100, from which a pair is shown
_OFFICE = 8  # persons who share an address of e-mail; more share that of their office


class Somebody(msgspec.Struct, frozen=True):
    """A person of a plan. `key` and `role` are compared; `body` is the organisation, where it is known."""

    side: Side
    key: str
    e_mail: str
    role: str
    body: Body | None


def sides(library: Library) -> dict[str, Side]:
    """Every person by id."""
    return {one.side.id: one.side for one in _everybody(library)}


def alike(library: Library, known: Collection[str], apart: Apart) -> list[Pair]:
    """The pairs of different plans, among those who go by no other id yet."""
    left = [one for one in _everybody(library) if one.side.id not in known]
    bodies = library.region.aliases("organisation")

    def pair(one: Somebody, other: Somebody) -> Pair | None:
        if one.side.plan == other.side.plan or ordered(one.side.id, other.side.id) in apart:
            return None
        found = _pair(one, other, bodies)
        return found if found.score >= ENOUGH else None

    by_name = pairs_among(((one.key, one) for one in left), pair)
    by_e_mail = pairs_among(((one.e_mail, one) for one in _sharing(left)), pair)
    return list({(two.one.id, two.other.id): two for two in (*by_name, *by_e_mail)}.values())


def _everybody(library: Library) -> list[Somebody]:
    """Once for each id, of the plans that count."""
    summaries = library.summaries(("organisations",))
    places = {s.plan: s.municipality for s in summaries if s.counts}
    bodies = {body.side.id: body for body in bodies_of(summaries)}
    found: dict[str, Somebody] = {}
    for plan, id, name, organisation, e_mail, role in library.region.persons():
        key = " ".join(sorted(key_of(name).split()))  # some write the surname first
        if plan in places and key:
            body = bodies.get(organisation)
            about = tuple(filter(None, (role, body.side.name if body else {})))
            side = Side(id, {"": name}, places[plan], plan, about)
            found.setdefault(id, Somebody(side, key, e_mail.strip().casefold(), _said(role), body))
    return list(found.values())


def _said(role: Mapping[str, str]) -> str:
    return key_of(text_in(role, "sr-Latn", "en"))


def _sharing(persons: Iterable[Somebody]) -> list[Somebody]:
    """Those with an address of e-mail that only a few have."""
    known = list(persons)
    often = Counter(one.e_mail for one in known)
    return [one for one in known if one.e_mail and 1 < often[one.e_mail] <= _OFFICE]


def _pair(one: Somebody, other: Somebody, bodies: Mapping[str, str]) -> Pair:
    """A name alone says little, for many have it, and in another body nothing; a common e-mail says most."""
    near = likeness(one.key, other.key) >= SIMILAR
    name = "same_full_name" if one.key == other.key else "similar_full_name" if near else "other_full_name"
    score, reasons = {"same_full_name": 60, "similar_full_name": 40, "other_full_name": 25}[name], [name]
    if one.e_mail and one.e_mail == other.e_mail:
        reasons.append("same_e_mail")
        score += 35
    if one.body and other.body:
        same = _one_body(one.body, other.body, bodies)
        reasons.append("same_body" if same else "other_body")
        score += 20 if same else -15
    if one.role and one.role == other.role:
        reasons.append("same_role")
        score += 10
    first, second = sorted((one.side, other.side), key=lambda side: side.id)
    return Pair(KIND, first, second, min(score, 100), tuple(reasons))


def _one_body(one: Body, other: Body, bodies: Mapping[str, str]) -> bool:
    ids = {bodies.get(body.side.id, body.side.id) for body in (one, other)}
    return len(ids) == 1 or (one.key == other.key and not two_of_their_own(one, other))
