"""The merges of an open plan: what each brought, and taking one back with the choices that followed from it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from localplan.app.contradictions import Contradictions
from localplan.app.session import PlanSession
from localplan.domain.conflicts import BY_RULE
from localplan.domain.edits import Edit, apply_edits, difference
from localplan.domain.history import History, JournalEntry, edits_of
from localplan.domain.plan import Plan
from localplan.domain.resolve import settled
from localplan.domain.undoing import in_force, in_the_way, state_before, without_actions
from localplan.words import Words

LABEL = "merged · "
"""What the label of a merge's entry begins with; the name of who had the other side follows."""


def label_said(label: str, words: Words) -> str:
    """The label of any entry for people; that of a merge in their language."""
    return words("Merge with {name}", name=label.removeprefix(LABEL)) if label.startswith(LABEL) else label


class MergeDone(msgspec.Struct, frozen=True):
    """A merge that stands: its entry, and the entries of the choices that settled its contradictions."""

    entry: JournalEntry
    choices: tuple[JournalEntry, ...]

    @property
    def with_whom(self) -> str:
        """Who had the other side."""
        return self.entry.label.removeprefix(LABEL)

    @property
    def entries(self) -> tuple[JournalEntry, ...]:
        """All that undoing it takes back."""
        return (self.entry, *self.choices)


def merges(contradictions: Contradictions) -> tuple[MergeDone, ...]:
    """The merges that stand, the newest first."""
    standing = in_force(contradictions.journal())
    found = [entry for entry in standing if entry.label.startswith(LABEL)]
    settling = {conflict.settled: conflict.raised for conflict in contradictions.all if conflict.settled}
    return tuple(
        MergeDone(entry, tuple(e for e in standing if settling.get(e.number) == entry.number and e != entry))
        for entry in reversed(found)
    )


def around(merge: MergeDone, plan: Plan, entries: Sequence[JournalEntry]) -> tuple[Plan, Plan]:
    """The plan as it was before the merge and right after it; `plan` is the one after all entries."""
    after = state_before(plan, entries, merge.entry.number + 1)
    return apply_edits(after, edits_of(merge.entry.inverse)), after


def kept_by(merge: MergeDone, entries: Sequence[JournalEntry]) -> tuple[tuple[str, str], ...]:
    """Records and fields of the merge that other, later actions touched: they keep it from being undone alone."""
    own = {entry.number for entry in merge.entries}
    later = [e for e in in_force(entries) if e.number > merge.entry.number and e.number not in own]
    return in_the_way(merge.entries, later)


def undo_merge(merge: MergeDone, session: PlanSession, contradictions: Contradictions, label: str) -> None:
    """Take it back with its choices. Raises Refused.

    As the newest actions they are undone one by one, so that redo brings them again; otherwise one new action takes
    them back, and undoing that brings them again.
    """
    session.settle()
    if _are_newest(merge, session.history, contradictions.journal()):
        for _ in merge.entries:
            session.undo()
        session.save()
        contradictions.refresh()
        return
    _settle_with(merge, session, contradictions, without_actions(session.plan, merge.entries), label)


def back_to(plan: Plan, merge: MergeDone, session: PlanSession, contradictions: Contradictions, label: str) -> None:
    """Bring back a whole state of the plan from before the merge, later work and all. One undoable action."""
    session.settle()
    _settle_with(merge, session, contradictions, difference(session.plan, plan), label)


def _settle_with(
    merge: MergeDone, session: PlanSession, contradictions: Contradictions, edits: Sequence[Edit], label: str
) -> None:
    """With the merge gone ours stand in all that it asked."""
    session.perform(edits, label, merging=True)
    session.save()
    asked = [c for c in contradictions.all if c.raised == merge.entry.number and c.reason not in BY_RULE]
    contradictions.keep([settled(conflict, "ours", session.last_number) for conflict in asked])


def _are_newest(merge: MergeDone, history: History, entries: Sequence[JournalEntry]) -> bool:
    own = {entry.number for entry in merge.entries}
    first: dict[int, int] = {}
    for entry in entries:
        if entry.redoes:
            first[entry.number] = first.get(entry.redoes, entry.redoes)
    newest = history.undoable[-len(own) :]
    return {first.get(entry.number, entry.number) for entry in newest} == own
