"""Organisations that may be one and the same under several ids, each pair with its score and the reasons for it.

Nothing is merged by itself: only an equal id is one thing already. The coordinator says *the same*, then one id goes by
the other wherever plans are put together, and no plan is touched; or *not the same*, which is remembered.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec
from rapidfuzz import fuzz

from localplan.domain.summary import Summary
from localplan.domain.summary_rows import Texts
from localplan.words import fold, text_in

if TYPE_CHECKING:
    from localplan.storage.library import Library

KIND = "organisation"
LOCAL = ("assembly", "executive", "lsu_department", "council", "public_institution", "public_enterprise")
"""Kinds of bodies of which every municipality has its own, often under the same name."""
SIMILAR = 86  # of 100, from which two names are shown side by side
SAME_NAME, SIMILAR_NAME, SAME_KIND, SAME_PLACE, OTHER_KIND = (
    "same_name",
    "similar_name",
    "same_kind",
    "same_place",
    "other_kind",
)
_LARGEST_BLOCK = 200  # names with one rare word in common; more have it because it is not rare


class Body(msgspec.Struct, frozen=True):
    """An organisation of a plan. `key` is its name in Latin letters without marks, by which it is compared."""

    id: str
    name: Texts
    key: str
    kind: str
    territory: str
    municipality: str
    local: bool  # of its municipality alone


class Pair(msgspec.Struct, frozen=True):
    """Two that may be one: `score` of 100, and why. The first has the smaller id."""

    one: Body
    other: Body
    score: int
    reasons: tuple[str, ...]


def duplicates(library: Library) -> tuple[Pair, ...]:
    """The pairs still to be decided, the surest first."""
    known = library.region.aliases(KIND)
    apart = library.region.not_the_same(KIND)
    bodies = [body for body in bodies_of(library.summaries(("organisations",))) if body.id not in known]
    found = (pair for pair in pairs(bodies) if (pair.one.id, pair.other.id) not in apart)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one.key, pair.one.id, pair.other.id)))


def bodies_of(summaries: Iterable[Summary]) -> list[Body]:
    """Every organisation of the plans that count, once for each id."""
    found = {
        one.id: Body(
            one.id,
            one.name,
            key_of(one.name),
            one.kind,
            one.territory,
            s.municipality,
            one.municipal or one.kind in LOCAL,
        )
        for s in summaries
        if s.counts
        for one in s.organisations
    }
    return [body for _, body in sorted(found.items()) if body.key]


def key_of(name: Texts) -> str:
    """A name as it is compared: one script, no marks, no punctuation."""
    return " ".join(re.findall(r"\w+", fold(text_in(name, "sr-Latn", "en"))))


def pairs(bodies: Iterable[Body]) -> Iterator[Pair]:
    """Those worth a look, each once. Names are only compared when a rare word, or the beginning of it, is in both."""
    by_key: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        by_key[body.key].append(body)
    compared = [(one, other) for same in by_key.values() for one, other in combinations(same[:_LARGEST_BLOCK], 2)]
    for first, second in _alike(by_key):
        compared += [(one, other) for one in by_key[first] for other in by_key[second]]
    yield from filter(None, (_pair(one, other) for one, other in compared))


def _alike(by_key: Mapping[str, list[Body]]) -> set[tuple[str, str]]:
    often = Counter(word[:5] for key in by_key for word in set(key.split()))
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in sorted(by_key):
        for word in sorted({word[:5] for word in key.split()}, key=lambda word: (often[word], word))[:2]:
            blocks[word].append(key)
    candidates = {pair for block in blocks.values() for pair in combinations(block[:_LARGEST_BLOCK], 2)}
    return {pair for pair in candidates if fuzz.token_sort_ratio(*pair) >= SIMILAR}


def _pair(one: Body, other: Body) -> Pair | None:
    """None for two municipalities' own bodies: every town hall has the same name and is another one."""
    if one.local and other.local and one.municipality != other.municipality:
        return None
    score = 95 if one.key == other.key else round(fuzz.token_sort_ratio(one.key, other.key) * 0.9)
    reasons = [SAME_NAME if one.key == other.key else SIMILAR_NAME]
    if one.kind and other.kind:
        reasons.append(SAME_KIND if one.kind == other.kind else OTHER_KIND)
        score += 3 if one.kind == other.kind else -10
    if one.territory and one.territory == other.territory:
        reasons.append(SAME_PLACE)
        score += 2
    first, second = sorted((one, other), key=lambda body: body.id)
    return Pair(first, second, max(0, min(score, 100)), tuple(reasons))


def say_same(library: Library, pair: Pair, kept: str) -> None:
    """One of the two goes by the other's id, `kept`, from now on."""
    old = pair.other.id if kept == pair.one.id else pair.one.id
    library.region.keep_alias(KIND, old, kept)


def say_not_the_same(library: Library, pair: Pair) -> None:
    """They are two, and are not asked about again."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    library.region.keep_apart(KIND, pair.one.id, pair.other.id, library.author, at)
