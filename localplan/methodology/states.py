"""The states a plan goes through, in their order (specification 5.3)."""

from __future__ import annotations

STATES = (
    "draft",
    "in_consultation",
    "public_hearing",
    "proposed",
    "adopted",
    "published",
    "in_implementation",
    "closing",
    "closed",
)
"""The states of a plan in their order; `withdrawn` and no state count as draft."""


def has_reached(status: str, state: str) -> bool:
    """Whether a plan of that status has come to a state, or further."""
    return _rank(status) >= _rank(state)


def _rank(status: str) -> int:
    return STATES.index(status) if status in STATES else 0
