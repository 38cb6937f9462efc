"""Two versions of a text made from the same one, merged paragraph by paragraph."""

from __future__ import annotations

from difflib import SequenceMatcher

MOST_PARAGRAPHS = 1000  # comparing takes the square of it; no chapter has more


def merged_text(base: str, ours: str, theirs: str) -> str | None:
    """The text with what both sides changed in it, or None when they changed the same paragraph differently."""
    old, one, other = base.split("\n"), ours.split("\n"), theirs.split("\n")
    if max(len(old), len(one), len(other)) > MOST_PARAGRAPHS:
        return None
    here, there = _kept(old, one), _kept(old, other)
    merged: list[str] = []
    at = (0, 0, 0)
    for n in [*sorted(here.keys() & there.keys()), len(old)]:
        end = (n, here.get(n, len(one)), there.get(n, len(other)))
        part = _part(old[at[0] : end[0]], one[at[1] : end[1]], other[at[2] : end[2]])
        if part is None:
            return None
        merged += [*part, *old[n : n + 1]]
        at = (end[0] + 1, end[1] + 1, end[2] + 1)
    return "\n".join(merged)


def _kept(old: list[str], new: list[str]) -> dict[int, int]:
    """Which paragraph of the old text is which of the new one."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {a + n: b + n for a, b, size in blocks for n in range(size)}


def _part(old: list[str], one: list[str], other: list[str]) -> list[str] | None:
    """What stands between two paragraphs that nobody touched."""
    if one == other or other == old:
        return one
    if one == old:
        return other
    if not len(old) == len(one) == len(other) or len(old) < 2:
        return None
    parts = [_part([a], [b], [c]) for a, b, c in zip(old, one, other, strict=True)]
    return None if None in parts else [text for part in parts if part for text in part]
