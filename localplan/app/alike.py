"""Names that are alike: how they are compared, and what two things that may be one are told as."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeVar

import msgspec
from rapidfuzz import fuzz

from localplan.domain.summary_rows import Texts
from localplan.words import fold

SIMILAR = 86  # of 100, from which two names are shown side by side
_LARGEST_BLOCK = 200  # names with one rare word in common; more have it because it is not rare
T = TypeVar("T")


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


def key_of(text: str) -> str:
    """A name as it is compared: one script, no marks, no punctuation."""
    return " ".join(re.findall(r"\w+", fold(text)))


def likeness(one: str, other: str) -> float:
    """How alike two keys are, of 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(one, other)


def candidates(things: Iterable[tuple[str, T]]) -> Iterator[tuple[T, T]]:
    """Those of (key, thing) worth a look, each pair once.

    Names are only compared when a rare word, or the beginning of it, is in both.
    """
    by_key: dict[str, list[T]] = defaultdict(list)
    for key, thing in things:
        by_key[key].append(thing)
    for same in by_key.values():
        yield from combinations(same[:_LARGEST_BLOCK], 2)
    for first, second in sorted(_alike(by_key)):
        yield from ((one, other) for one in by_key[first] for other in by_key[second])


def _alike(keys: Iterable[str]) -> set[tuple[str, str]]:
    known = sorted(keys)
    often = Counter(word[:5] for key in known for word in set(key.split()))
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in known:
        for word in sorted({word[:5] for word in key.split()}, key=lambda word: (often[word], word))[:2]:
            blocks[word].append(key)
    found = {pair for block in blocks.values() for pair in combinations(block[:_LARGEST_BLOCK], 2)}
    return {pair for pair in found if likeness(*pair) >= SIMILAR}
