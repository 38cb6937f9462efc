"""One open plan: every change to it goes through `perform`, and one listener hears of it.

No Qt here. The plan in hand is always the newest; the library follows within milliseconds through the writer thread,
and `saved_at` says up to which moment it has committed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from localplan.app.together import TRIES, CaughtUp, Unsaved, caught_up, not_saved
from localplan.domain.edits import Edit, apply_edits, difference, edits_to_json, touched
from localplan.domain.history import History, JournalEntry, edits_of
from localplan.domain.notes import Conflict
from localplan.domain.plan import Plan
from localplan.domain.undoing import overtaken
from localplan.domain.values import Refused

TYPING_PAUSE = 1.0  # seconds after which typing on in the same field is another entry


class PlanChange(msgspec.Struct, frozen=True):
    """What a listener hears: the plan as it is now, and the ids of records that differ from before.

    `people` did it, when it was not done here; `conflicts` of it contradict what was done here.
    """

    plan: Plan
    touched: frozenset[str]
    label: str = ""
    people: tuple[str, ...] = ()
    conflicts: int = 0


class Writes(Protocol):
    """What the session asks of the library: to write an entry, later, and say when it is committed."""

    def submit(
        self,
        entry: JournalEntry,
        plan: Plan,
        touched: Iterable[str],
        remarks: Iterable[Conflict] = (),
        done: Future[str] | None = None,
    ) -> Future[str]:
        """Queue one entry; the future, `done` if given, resolves to the moment of the commit (ISO 8601)."""

    def flush(self) -> None:
        """Wait until all that was submitted is committed. Raises what kept it from being written."""

    def together(self, plan_id: str) -> AbstractContextManager[None]:
        """What this thread does meanwhile is one transaction, and nobody else changes the plan."""

    def write(self, entry: JournalEntry, plan: Plan, touched: Iterable[str], remarks: Iterable[Conflict]) -> None:
        """Commit one entry now."""

    def withdraw(self, entries: Iterable[Future[str]]) -> frozenset[Future[str]]:
        """Take back those of the entries with these futures that are not committed."""

    def newest(self, plan: Plan, number: int) -> tuple[Plan, tuple[JournalEntry, ...]]:
        """The plan as committed, and the entries after `number`, at which it was as `plan`."""

    def keep_beside(self, plan_id: str, things: Iterable[Conflict]) -> None:
        """Write conflicts."""


class PlanSession:
    """An open plan with its undo history."""

    def __init__(
        self,
        plan: Plan,
        history: History,
        last_number: int,
        writes: Writes,
        author: str,
        listener: Callable[[PlanChange], None] = lambda change: None,
        *,
        read_only: bool = False,
        of_others: bool = False,
    ) -> None:
        """`of_others`: the plan is only gathered here; its merges may be settled, its values are not ours to change."""
        self.plan = plan
        self.read_only = read_only or of_others
        self.of_others = of_others and not read_only
        self.history = history
        self.author = author
        self.listener = listener
        self.saved: Callable[[Future[str]], None] = lambda future: None
        self._writes = writes
        self._number = last_number
        self._typing: _Typing | None = None
        self._unsaved: list[Unsaved] = []

    # changing --------------------------------------------------------------------------------------------------------

    def perform(self, edits: Sequence[Edit], label: str, *, typing: str = "", merging: bool = False) -> PlanChange:
        """Apply one user action and queue it for the library. Raises Refused; then nothing has changed.

        `typing` names the field being typed in: while the same name comes back without a pause, the keystrokes are one
        entry. `settle` closes it (the field is left, or another command comes). `merging` says that the action settles
        or takes back a merge.
        """
        if self.read_only and not (self.of_others and merging):
            raise Refused("plan_of_a_municipality" if self.of_others else "library_read_only")
        after = apply_edits(self.plan, edits)
        change = PlanChange(after, touched(self.plan, after), label)
        if not change.touched:
            return change
        if typing:
            self._type_on(typing, after, label)
        else:
            self.settle()
            self._enter(tuple(edits), after, label, change.touched)
        self.plan = after
        self.listener(change)
        return change

    def _type_on(self, field: str, after: Plan, label: str) -> None:
        now = time.monotonic()
        if self._typing and (self._typing.field != field or now - self._typing.last > TYPING_PAUSE):
            self.settle()
        typing = self._typing or _Typing(field, self.plan, label)
        typing.last = now
        self._typing = typing if touched(typing.before, after) else None  # typed and taken out again: nothing to undo

    def settle(self) -> None:
        """Make what has been typed so far one entry of the journal. Raises Refused; then it is still to be settled."""
        if typed := self._typing:
            edits = difference(typed.before, self.plan)
            self._enter(edits, self.plan, typed.label, touched(typed.before, self.plan), before=typed.before)
        self._typing = None

    @property
    def typed_at(self) -> float | None:
        """When the last keystroke came that is not yet in the journal (`time.monotonic`), or None."""
        return self._typing.last if self._typing else None

    def _enter(
        self,
        edits: Sequence[Edit],
        after: Plan,
        label: str,
        ids: Iterable[str],
        *,
        before: Plan | None = None,
        undoes: int = 0,
        redoes: int = 0,
    ) -> None:
        entry = JournalEntry(
            number=self._number + 1,
            at=_now(),
            author=self.author,
            label=label,
            edits=msgspec.Raw(edits_to_json(edits)),
            inverse=msgspec.Raw(edits_to_json(difference(after, before or self.plan))),
            undoes=undoes,
            redoes=redoes,
        )
        future = self._writes.submit(entry, after, ids)  # what follows is true only when it was not refused
        self._unsaved = [*not_saved(self._unsaved), Unsaved(entry, before or self.plan, self.history, after, future)]
        self._number = entry.number
        self.history = self.history.after(entry, after.id)
        future.add_done_callback(lambda done: self.saved(done))

    @property
    def last_number(self) -> int:
        """The number of the newest entry of the journal, committed or not."""
        return self._number

    # undo and redo ---------------------------------------------------------------------------------------------------

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty when there is nothing."""
        if self._typing:
            return self._typing.label
        return self.history.undoable[-1].label if self.history.undoable else ""

    @property
    def redo_label(self) -> str:
        """What redo would do anew; empty when there is nothing."""
        return self.history.redoable[-1].label if self.history.redoable and not self._typing else ""

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self._typing is not None or self._may_again(self.history.undoable)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do anew."""
        return self._typing is None and self._may_again(self.history.redoable)

    def _may_again(self, entries: Sequence[JournalEntry]) -> bool:
        """Whether the last of these may be undone or redone: of a plan of others only what was done here."""
        return bool(entries) and self.may_take_back(entries[-1])

    def may_take_back(self, entry: JournalEntry) -> bool:
        """Whether it was done where it can be taken back: in the plan of others only by oneself."""
        return entry.author == self.author if self.of_others else not self.read_only

    def undo(self) -> PlanChange:
        """Take back the newest action. Raises Refused when there is none, or somebody else changed the same since."""
        self.settle()
        if not self.can_undo:
            raise Refused("nothing_to_undo")
        entry = self.history.undoable[-1]
        self._refuse_overtaken(entry, entry.inverse, entry.edits)
        return self._take_back(entry)

    def take_back(self, entry: JournalEntry) -> PlanChange:
        """Take back an action that others followed; redo brings it again. Raises Refused, also when it does not fit."""
        self.settle()
        if entry not in self.history.undoable or not self.may_take_back(entry):
            raise Refused("nothing_to_undo")
        return self._take_back(entry)

    def _take_back(self, entry: JournalEntry) -> PlanChange:
        return self._again(edits_of(entry.inverse), entry, undoes=entry.number)

    def redo(self) -> PlanChange:
        """Do anew what was taken back last. Raises Refused as `undo` does."""
        self.settle()
        if not self.can_redo:
            raise Refused("nothing_to_redo")
        entry = self.history.redoable[-1]
        self._refuse_overtaken(entry, entry.edits, entry.inverse)
        return self._again(edits_of(entry.edits), entry, redoes=entry.number)

    def _refuse_overtaken(self, entry: JournalEntry, edits: msgspec.Raw, inverse: msgspec.Raw) -> None:
        """What is told of once does not keep the actions before it from being undone."""
        if overtaken(self.plan, edits_of(edits), edits_of(inverse)):
            self.history = self.history.without(entry)
            raise Refused("undo_overtaken")

    def _again(self, edits: Sequence[Edit], entry: JournalEntry, *, undoes: int = 0, redoes: int = 0) -> PlanChange:
        after = apply_edits(self.plan, edits)
        change = PlanChange(after, touched(self.plan, after), entry.label)
        self._enter(edits, after, entry.label, change.touched, undoes=undoes, redoes=redoes)
        self.plan = after
        self.listener(change)
        return change

    # saving ----------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Settle what is being typed and wait until everything is committed. Raises what kept it from being written.

        When others were faster, what they did is taken in and the saving tried again, at last while they wait.
        """
        self.settle()
        for tried in range(1, TRIES + 1):
            try:
                return self._writes.flush()
            except Refused as trouble:
                if trouble.code != "plan_moved_on":
                    raise
                self.catch_up(alone=tried == TRIES)
        return self._writes.flush()

    def catch_up(self, *, alone: bool = False) -> PlanChange | None:
        """Take in what others have committed, and build on it what is not saved yet; None when there was nothing.

        It is then written in its turn, or with `alone` at once, while nobody else may write to this plan. Raises
        Refused; then all is as it was, and waits to be saved.
        """
        self.settle()
        taken = self._writes.withdraw(each.done for each in self._unsaved)
        actions = [each for each in self._unsaved if each.done in taken]
        start, history = (actions[0].before, actions[0].history) if actions else (self.plan, self.history)
        number = self._number - len(actions)
        try:
            with self._writes.together(self.plan.id) if alone else nullcontext():
                news = caught_up(actions, history, *self._writes.newest(start, number), number)
                if news.loose:
                    self._writes.keep_beside(self.plan.id, news.loose)
                for each in news.unsaved if alone else ():
                    self._writes.write(each.entry, each.after, touched(each.before, each.after), each.remarks)
        except Refused:
            self._submit_again(actions)
            raise
        self._submit_again(() if alone else news.unsaved)
        for each in (*news.settled, *(news.unsaved if alone else ())):
            each.done.set_result(_now())
        return self._take(news)

    def _submit_again(self, actions: Iterable[Unsaved]) -> None:
        self._unsaved = list(actions)
        for each in self._unsaved:
            ids = touched(each.before, each.after)
            self._writes.submit(each.entry, each.after, ids, each.remarks, each.done)

    def _take(self, news: CaughtUp) -> PlanChange | None:
        change = PlanChange(news.plan, touched(self.plan, news.plan), people=news.people, conflicts=news.contradictions)
        self.plan, self.history, self._number = news.plan, news.history, news.number
        if not news.people:
            return None
        self.listener(change)
        return change


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class _Typing:
    """Keystrokes in one field that are not an entry yet."""

    def __init__(self, field: str, before: Plan, label: str) -> None:
        self.field = field
        self.before = before
        self.label = label
        self.last = 0.0
