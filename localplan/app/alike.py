"""Names that are alike: how they are compared, and what two things that may be one are told as."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TypeVar

import msgspec
from rapidfuzz import fuzz

from localplan.domain.summary_rows import Texts
from localplan.words import fold

SIMILAR = 86  # of 100, from which two names are shown side by side
SURE = 80  # of 100, from which a pair is enough to know where a thing belongs
_MOST_FIRST = 50  # things of one name that are compared with each other; a name that more have says nothing
_LARGEST_BLOCK = 200  # names with one rare word in common; more have it because it is not rare
_WORD = re.compile("[\\w\u0900-\u0963\u0980-\u09fe]+")  # with the vowel signs of Devanagari and Bengali
T = TypeVar("T")
Apart = AbstractSet[tuple[str, str]]
"""Pairs of ids, in their order, that were said to be two things."""


class Side(msgspec.Struct, frozen=True):
    """One of two. `plan` is where it comes from, empty for an entry of a collection; `about` stands beside its name."""

    id: str
    name: Texts
    municipality: str = ""
    plan: str = ""
    about: tuple[Texts, ...] = ()


class Pair(msgspec.Struct, frozen=True):
    """Two that may be one: `score` of 100, and why. When they are, the other goes by the id of `one`.

    `said` is what was decided: same, not_the_same or nothing yet.
    """

    kind: str
    one: Side
    other: Side
    score: int = 0
    reasons: tuple[str, ...] = ()
    said: str = ""


def ordered(one: str, other: str) -> tuple[str, str]:
    """Two ids, the smaller one first."""
    return (one, other) if one < other else (other, one)


def key_of(text: str) -> str:
    """A name as it is compared: one script, no marks, no punctuation."""
    return " ".join(_WORD.findall(fold(text)))


def likeness(one: str, other: str) -> float:
    """How alike two keys are, of 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(one, other)


def pairs_among(things: Iterable[tuple[str, T]], pair: Callable[[T, T], Pair | None]) -> Iterator[Pair]:
    """The pairs among (key, thing) that are worth a look.

    What is surely one with another is paired with that one alone: of a hundred of one name, ninety-nine pairs, not five
    thousand. Different names are only compared when a rare word, or the beginning of it, is in both.
    """
    by_key: dict[str, list[T]] = defaultdict(list)
    for key, thing in things:
        by_key[key].append(thing)
    first: dict[str, list[T]] = {}
    for key, same in by_key.items():
        first[key] = []
        for thing in same:
            yield from _beside(first[key], thing, pair)
    for one, other in sorted(_alike(by_key)):
        yield from filter(None, (pair(a, b) for a in first[one] for b in first[other]))


def _beside(first: list[T], thing: T, pair: Callable[[T, T], Pair | None]) -> list[Pair]:
    """The pair with that of the first which it surely is; else all that may be, and it is one of the first too."""
    found = [two for one in first if (two := pair(one, thing))]
    surest = max(found, key=lambda two: two.score, default=None)
    if surest and surest.score >= SURE:
        return [surest]
    if len(first) < _MOST_FIRST:
        first.append(thing)
    return found


def _alike(keys: Iterable[str]) -> set[tuple[str, str]]:
    known = sorted(keys)
    often = Counter(word[:5] for key in known for word in set(key.split()))
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in known:
        for word in sorted({word[:5] for word in key.split()}, key=lambda word: (often[word], word))[:2]:
            blocks[word].append(key)
    found = {pair for block in blocks.values() for pair in combinations(block[:_LARGEST_BLOCK], 2)}
    return {pair for pair in found if likeness(*pair) >= SIMILAR}
