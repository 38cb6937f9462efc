"""Which contradictions of a plan are to be decided now: undo takes back merges and choices, redo brings them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from localplan.domain.history import JournalEntry, taken_back
from localplan.domain.notes import Conflict
from localplan.domain.undoing import withdrawn

BY_RULE = frozenset({"order_kept", "united", "computed", "same_thing", "moved", "taken", "added", "removed"})
"""Reasons of conflicts that a rule settled: choices, which can be settled anew."""


def standing(conflicts: Iterable[Conflict], entries: Iterable[JournalEntry]) -> tuple[Conflict, ...]:
    """The conflicts as the plan's journal leaves them: those of undone merges gone, those of undone choices open.

    A choice that a rule had made, that was made anew and then undone, is the rule's again.
    """
    known = tuple(entries)
    gone = taken_back(known) | withdrawn(known)
    there = (conflict for conflict in conflicts if conflict.raised not in gone)
    return tuple(_reopened(conflict) if conflict.settled in gone else conflict for conflict in there)


def _reopened(conflict: Conflict) -> Conflict:
    left = conflict.answers[:-1]
    return msgspec.structs.replace(
        conflict, chosen="both" if conflict.reason in BY_RULE else "", settled=0, answers=left
    )


def came_with(conflict: Conflict, known: Conflict | None, entry: int) -> Conflict:
    """A conflict from elsewhere as it stands in our journal: it came, and was settled, with that entry.

    One that was `known` here stays what our own entry raised.
    """
    settled = entry if conflict.chosen else 0
    return msgspec.structs.replace(conflict, raised=known.raised if known else entry, settled=settled)


def similar(conflict: Conflict, others: Iterable[Conflict], kind: Callable[[Conflict], str]) -> tuple[Conflict, ...]:
    """The others about the same field of the same kind of record, that arose in the same way."""
    about = kind(conflict), conflict.field, conflict.reason
    found = (other for other in others if (kind(other), other.field, other.reason) == about)
    return tuple(other for other in found if other.id != conflict.id)
