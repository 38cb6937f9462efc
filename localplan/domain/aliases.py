"""By which id things go that were said to be one: what was said, in its order, is all that counts.

Whoever takes a word back therefore has what would stand had it never been said.
"""

from __future__ import annotations

from collections.abc import Iterable

OF_COLLECTION = ("indicator", "measure")
"""Kinds of which one is always an entry of the collection and keeps its code."""

Said = tuple[str, str]
"""Two that are one: the id that stays, the id that goes."""


def going_by(kind: str, said: Iterable[Said]) -> dict[str, str]:
    """The id that each goes by which goes by another; without those that keep theirs.

    Of two that are one, all that goes by either goes by the id of the first. Where an entry of the collection is one
    of the two, what a plan has is that entry alone, by the latest word.
    """
    if kind in OF_COLLECTION:
        return {gone: stays for stays, gone in said}
    by: dict[str, str] = {}
    for stays, gone in said:
        one, other = _end(stays, by), _end(gone, by)
        if one != other:
            by[other] = one
    return {id: _end(id, by) for id in by}


def _end(id: str, by: dict[str, str]) -> str:
    end = id
    while end in by:
        end = by[end]
    while id != end:  # straight to the end from now on: chains stay short
        by[id], id = end, by[id]
    return end
