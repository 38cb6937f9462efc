"""What came into an open plan from elsewhere, merged or in its place: what each brought, and taking it back.

The choices that followed from a merge go with it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from localplan.app.arrived import UPDATED, came_from
from localplan.app.contradictions import Contradictions
from localplan.app.session import PlanSession
from localplan.domain.edits import Edit, apply_edits, difference
from localplan.domain.history import JournalEntry, edits_of, taken_back
from localplan.domain.plan import Plan
from localplan.domain.undoing import (
    BEFORE,
    WITHOUT,
    in_force,
    in_the_way,
    state_before,
    withdrawn,
    without_actions,
)


class MergeDone(msgspec.Struct, frozen=True):
    """A merge or update that stands: its entry, and the entries of the choices that settled its contradictions."""

    entry: JournalEntry
    choices: tuple[JournalEntry, ...]

    @property
    def with_whom(self) -> str:
        """Who had the other side."""
        return came_from(self.entry.label)

    @property
    def is_update(self) -> bool:
        """Whether it only took the place of what it was made from: nothing was merged."""
        return self.entry.label.startswith(UPDATED)

    @property
    def entries(self) -> tuple[JournalEntry, ...]:
        """All that undoing it takes back."""
        return (self.entry, *self.choices)


def merges(contradictions: Contradictions) -> tuple[MergeDone, ...]:
    """Those that stand, the newest first."""
    gone = withdrawn(contradictions.journal())
    standing = [entry for entry in in_force(contradictions.journal()) if entry.number not in gone]
    found = [entry for entry in standing if came_from(entry.label)]
    settling = {conflict.settled: conflict.raised for conflict in contradictions.all if conflict.settled}
    return tuple(
        MergeDone(entry, tuple(e for e in standing if settling.get(e.number) == entry.number and e != entry))
        for entry in reversed(found)
    )


def undone_merges(contradictions: Contradictions) -> tuple[MergeDone, ...]:
    """Those that were taken back, the newest first."""
    entries = contradictions.journal()
    gone = taken_back(entries) | withdrawn(entries)
    came = (e for e in reversed(entries) if e.number in gone and came_from(e.label) and not (e.undoes or e.redoes))
    return tuple(MergeDone(entry, ()) for entry in came)


def around(merge: MergeDone, plan: Plan, entries: Sequence[JournalEntry]) -> tuple[Plan, Plan]:
    """The plan as it was before the merge and right after it; `plan` is the one after all entries."""
    after = state_before(plan, entries, merge.entry.number + 1)
    return apply_edits(after, edits_of(merge.entry.inverse)), after


def kept_by(merge: MergeDone, entries: Sequence[JournalEntry]) -> tuple[tuple[str, str], ...]:
    """Records and fields of the merge that other, later actions touched: they keep it from being undone alone."""
    own = {entry.number for entry in merge.entries}
    later = [e for e in in_force(entries) if e.number > merge.entry.number and e.number not in own]
    return in_the_way(merge.entries, later)


def undo_merge(merge: MergeDone, session: PlanSession, contradictions: Contradictions) -> None:
    """Take it back with its choices, the newest first, so that redo brings them again. Raises Refused.

    What somebody else has done at the same library is taken back by one new action, which undo brings again.
    """
    session.settle()
    own = {_first(entry, contradictions.journal()): entry for entry in session.history.undoable}
    if not all(entry.number in own for entry in merge.entries):
        numbers = ",".join(str(entry.number) for entry in merge.entries)
        edits = without_actions(session.plan, merge.entries)
        _take_back(session, contradictions, edits, f"{WITHOUT}{numbers} · {merge.with_whom}")
        return
    for entry in sorted(merge.entries, key=lambda entry: -entry.number):
        session.take_back(own[entry.number])
    session.save()
    contradictions.refresh()


def back_to(plan: Plan, merge: MergeDone, session: PlanSession, contradictions: Contradictions) -> None:
    """Bring back the whole state of the plan from before the merge, later work and all. One undoable action."""
    session.settle()
    label = f"{BEFORE}{merge.entry.number} · {merge.with_whom}"
    _take_back(session, contradictions, difference(session.plan, plan), label)


def _take_back(session: PlanSession, contradictions: Contradictions, edits: Sequence[Edit], label: str) -> None:
    """The label tells from then on what is gone: merges, choices, and what they had asked."""
    session.perform(edits, label, merging=True)
    session.save()
    contradictions.refresh()


def _first(entry: JournalEntry, entries: Sequence[JournalEntry]) -> int:
    """The number under which it was done first, before it was undone and done anew."""
    by_number = {known.number: known for known in entries}
    while entry.redoes:
        entry = by_number[entry.redoes]
    return entry.number
