"""Which way a text runs, and in which order its parts stand on a line.

The order is that of Unicode Standard Annex 9 for texts without direction characters, which are taken out before: so
there is one embedding level, and the rules about explicit levels and isolates have nothing to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LEFTWARD_LETTER = re.compile(
    "[\u05d0-\u05f4\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb1d-\ufefc]"
)
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""How a class counts among its neighbours: numbers as what stands from right to left (rules N0 and N1)."""
_OPENING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_DEEPEST = 63
"""Brackets in brackets beyond which the annex gives up."""


class Part(NamedTuple):
    """A stretch of a text that stands in one direction; from right to left where the level is odd."""

    start: int
    stop: int
    level: int


def has_leftward(text: str) -> bool:
    """Whether any letter of the text is of a script that runs from right to left."""
    return not text.isascii() and _LEFTWARD.search(text) is not None


@lru_cache(maxsize=16_384)
def runs_leftward(text: str) -> bool:
    """Whether the text as a whole runs from right to left: its first letter does, or most do and it asks for it.

    A label before Arabic words (“Measure M1: الهجرة”) asks for nothing. One word does, a code or the name of an agency;
    and so do Latin names further on: they would tear apart a sentence that stands from left to right.
    """
    found = _LEFTWARD_LETTER.search(text) if has_leftward(text) else None
    if found is None:
        return False
    before = sum(map(_is_latin, text[: found.start()].split()))
    asks = before == 1 or _is_latin(text[found.end() :])
    return before == 0 or (asks and len(_LEFTWARD_LETTER.findall(text)) > sum(map(_is_latin, text)))


def _is_latin(text: str) -> bool:
    """Whether any letter of it runs from left to right."""
    return any(bidirectional(char) == "L" for char in text)


def parts_of(text: str, leftward: bool) -> list[Part]:
    """The parts of a line in the order of the text; `leftward` is the direction of the whole it is from."""
    parts, start = [], 0
    for level, group in groupby(_levels(text, int(leftward))):
        stop = start + len(list(group))
        parts.append(Part(start, stop, level))
        start = stop
    return parts


def as_seen(parts: Sequence[Part], level: int = 1) -> list[Part]:
    """The parts from left to right, as they stand on the line: those of each higher level turned around (rule L2)."""
    seen: list[Part] = []
    for higher, group in groupby(parts, key=lambda part: part.level >= level):
        some = list(group)
        seen.extend(reversed(as_seen(some, level + 1)) if higher else some)
    return seen


def _levels(text: str, base: int) -> list[int]:
    own = "R" if base else "L"
    found = [bidirectional(char) or "L" for char in text]
    classes = _weak(found, own)
    _brackets(text, classes, own)
    _neutral(classes, own)
    levels = [_level(one, base) for one in classes]
    for n in _at_the_edge(found):
        levels[n] = base
    return levels


def _level(one: str, base: int) -> int:
    """Rules I1 and I2."""
    if base:
        return 1 if one == "R" else 2
    return {"L": 0, "R": 1}.get(one, 2)


def _weak(found: Sequence[str], own: str) -> list[str]:
    """Rules W1 to W7: marks go with their letter, signs with their number, numbers with the letters before them."""
    classes = list(found)
    strong = before = own
    for n, one in enumerate(classes):
        if one in ("NSM", "BN"):
            classes[n] = one = before
        before = one
        strong = one if one in ("L", "R", "AL") else strong
        if one == "EN" and strong == "AL":
            classes[n] = "AN"
    classes = ["R" if one == "AL" else one for one in classes]
    for n in range(1, len(classes) - 1):
        here, left, right = classes[n], classes[n - 1], classes[n + 1]
        if left == right and ((here == "CS" and left in ("EN", "AN")) or (here == "ES" and left == "EN")):
            classes[n] = left
    return _with_numbers(classes, own)


def _with_numbers(classes: Sequence[str], own: str) -> list[str]:
    """Rules W5 to W7: percent and currency signs beside a number, signs that join nothing, numbers in Latin text."""
    result: list[str] = []
    for one, group in groupby(classes):
        count = len(list(group))
        after = classes[len(result) + count] if len(result) + count < len(classes) else ""
        if one == "ET":
            one = "EN" if "EN" in (after, result[-1] if result else "") else "ON"
        result.extend(["ON" if one in ("ES", "CS") else one] * count)
    strong = own
    for n, one in enumerate(result):
        strong = one if one in ("L", "R") else strong
        if one == "EN" and strong == "L":
            result[n] = "L"
    return result


def _brackets(text: str, classes: list[str], own: str) -> None:
    """Rule N0: a pair of brackets stands in the direction of what is in it, and so do both of its halves."""
    for start, stop in sorted(_pairs(text, classes)):
        inside = {_STRONG[one] for one in classes[start + 1 : stop] if one in _STRONG}
        if own in inside:
            classes[start] = classes[stop] = own
        elif inside:
            before = next((_STRONG[one] for one in reversed(classes[:start]) if one in _STRONG), own)
            classes[start] = classes[stop] = before


def _pairs(text: str, classes: Sequence[str]) -> Iterator[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    for n, char in enumerate(text):
        if classes[n] != "ON":
            continue
        if char in _OPENING:
            if len(waiting) == _DEEPEST:
                return
            waiting.append((_OPENING[char], n))
        elif any(char == closing for closing, _ in waiting):
            while waiting[-1][0] != char:
                waiting.pop()
            yield waiting.pop()[1], n


def _neutral(classes: list[str], own: str) -> None:
    """Rules N1 and N2: what has no direction takes that of both its neighbours, else that of the text."""
    before, start = own, 0
    for strong, group in groupby(list(classes), key=lambda one: _STRONG.get(one, "")):
        stop = start + len(list(group))
        if not strong:
            after = _STRONG[classes[stop]] if stop < len(classes) else own
            classes[start:stop] = [before if before == after else own] * (stop - start)
        before, start = strong or before, stop


def _at_the_edge(found: Sequence[str]) -> Iterator[int]:
    """Rule L1: tabs, and blanks before them and at the end, stand as the whole text does."""
    edge = True
    for n in range(len(found) - 1, -1, -1):
        if found[n] in ("S", "B"):
            edge = True
        elif found[n] not in ("WS", "BN"):
            edge = False
        if edge:
            yield n
