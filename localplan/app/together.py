"""Several people at one plan: what is not saved yet is built anew on what the others have committed meanwhile.

Each action is merged by itself (`domain.merge`), so that each stays one that can be undone. Where both changed the same
thing, the later action stands for the time being and a conflict keeps what it took the place of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future

import msgspec

from localplan.app.reconcile import PLAIN
from localplan.domain.edits import difference, edits_to_json
from localplan.domain.history import History, JournalEntry
from localplan.domain.merge import Merged, merge
from localplan.domain.notes import Conflict, Side
from localplan.domain.plan import Plan

TRIES = 3
"""How often actions are built anew while others go on writing; the last time they wait."""


class Unsaved(msgspec.Struct, frozen=True):
    """An entry that may not be committed yet, with the plan and the undo history before it and the plan after it."""

    entry: JournalEntry
    before: Plan
    history: History
    after: Plan
    done: Future[str]
    remarks: tuple[Conflict, ...] = ()  # what people should see of earlier merges of it


class CaughtUp(msgspec.Struct, frozen=True):
    """How a plan stands when what others did is in it: `unsaved` is to be submitted, `settled` is nothing any more.

    `people` are the others, `number` is the last entry of all. A remark whose action is nothing any more is in `loose`.
    """

    plan: Plan
    number: int
    history: History
    unsaved: tuple[Unsaved, ...] = ()
    settled: tuple[Unsaved, ...] = ()
    loose: tuple[Conflict, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def contradictions(self) -> int:
        """How many conflicts are open because of it."""
        return sum(not each.chosen for each in (*self.loose, *(c for each in self.unsaved for c in each.remarks)))


def not_saved(actions: Iterable[Unsaved]) -> list[Unsaved]:
    """Those that are not known to be committed."""
    return [each for each in actions if not each.done.done() or each.done.exception()]


def caught_up(
    actions: Sequence[Unsaved], history: History, now: Plan, entries: Sequence[JournalEntry], number: int
) -> CaughtUp:
    """The actions on the plan as it stands `now`, after the `entries` that came since the one with that number.

    `history` is that of this person before the actions. A connection may break when a commit has happened and before
    it is told: an entry that came back as it was sent is one's own. Raises Refused when the states are not of one plan.
    """
    sent = {action.entry.number: action.entry for action in actions}
    others = [entry for entry in entries if sent.get(entry.number) != entry]
    for entry in entries:
        history = history.beside(entry, now.id) if entry in others else history.after(entry, now.id)
    own = {entry.number for entry in entries} - {entry.number for entry in others}
    done = CaughtUp(
        now,
        entries[-1].number if entries else number,
        history,
        settled=tuple(action for action in actions if action.entry.number in own),
        people=tuple(sorted({entry.author for entry in others})),
    )
    numbers: dict[int, int] = {}  # of actions built anew, for those that take them back
    for action in actions:
        if action.entry.number not in own:
            done = _with(done, action, others, numbers)
    return done


def _with(done: CaughtUp, action: Unsaved, others: Sequence[JournalEntry], numbers: dict[int, int]) -> CaughtUp:
    if not others:  # the plan has not moved: as it was
        return _added(done, action)
    merged = _merged(action, done.plan, others)
    entry = _entry(action.entry, done.plan, merged.plan, done.number + 1, numbers)
    numbers[action.entry.number] = entry.number if entry else 0
    remarks = (*action.remarks, *_remarkable(merged, entry.number if entry else 0))
    if entry is None:
        return msgspec.structs.replace(done, settled=(*done.settled, action), loose=(*done.loose, *remarks))
    return _added(done, Unsaved(entry, done.plan, done.history, merged.plan, action.done, remarks))


def _added(done: CaughtUp, action: Unsaved) -> CaughtUp:
    return msgspec.structs.replace(
        done,
        plan=action.after,
        number=action.entry.number,
        history=done.history.after(action.entry, action.after.id),
        unsaved=(*done.unsaved, action),
    )


def _merged(action: Unsaved, now: Plan, others: Sequence[JournalEntry]) -> Merged:
    me = Side(author=action.entry.author, at=action.entry.at)
    names = ", ".join(sorted({entry.author for entry in others}))
    return merge(action.before, action.after, now, me=me, them=Side(author=names, at=max(e.at for e in others)))


def _entry(old: JournalEntry, now: Plan, after: Plan, number: int, numbers: dict[int, int]) -> JournalEntry | None:
    if now.digest == after.digest:
        return None
    return msgspec.structs.replace(
        old,
        number=number,
        edits=msgspec.Raw(edits_to_json(difference(now, after))),
        inverse=msgspec.Raw(edits_to_json(difference(after, now))),
        undoes=numbers.get(old.undoes, old.undoes),
        redoes=numbers.get(old.redoes, old.redoes),
    )


def _remarkable(merged: Merged, number: int) -> Iterable[Conflict]:
    notable = (choice for choice in merged.choices if choice.reason not in PLAIN)
    return (msgspec.structs.replace(each, raised=number) for each in (*merged.conflicts, *notable))
