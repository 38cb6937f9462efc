"""The contradictions of an open plan: asked, decided, decided anew; always as undo and redo have left them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from localplan.domain.conflicts import BY_RULE, similar, standing
from localplan.domain.edits import Edit, apply_edits
from localplan.domain.history import JournalEntry
from localplan.domain.notes import Conflict, Side
from localplan.domain.resolve import answer_to, resolve, settled

if TYPE_CHECKING:
    from localplan.app.session import PlanSession
    from localplan.storage.library import Library


class Contradictions:
    """What stands beside one open plan. `refresh` after each commit: undo may have opened or closed some."""

    def __init__(self, library: Library, session: PlanSession) -> None:
        self._library, self._session = library, session
        self._kept = library.conflicts(session.plan.id)
        self._entries: tuple[JournalEntry, ...] = ()
        self.all: tuple[Conflict, ...] = ()
        self.refresh()

    # reading ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Read what the journal has gained; whether anything stands otherwise than before. Nothing where none are."""
        if not self._kept:
            return False
        before, self.all = self.all, standing(self._kept, self.journal())
        return before != self.all

    def read_again(self) -> bool:
        """As `refresh`, with what others have raised and decided meanwhile."""
        self._kept = self._library.conflicts(self._session.plan.id)
        return self.refresh()

    def journal(self) -> tuple[JournalEntry, ...]:
        """The whole committed journal; what was read before is not read again."""
        number = self._entries[-1].number if self._entries else 0
        self._entries += self._library.journal(self._session.plan.id, number)
        return self._entries

    @property
    def open(self) -> tuple[Conflict, ...]:
        """Those to be decided."""
        return tuple(conflict for conflict in self.all if not conflict.chosen)

    @property
    def decided(self) -> tuple[Conflict, ...]:
        """Those that people decided."""
        return tuple(conflict for conflict in self.all if conflict.chosen and conflict.reason not in BY_RULE)

    @property
    def choices(self) -> tuple[Conflict, ...]:
        """Those that a rule settled, or that were settled anew after that."""
        return tuple(conflict for conflict in self.all if conflict.chosen and conflict.reason in BY_RULE)

    def like(self, conflict: Conflict, kind: Callable[[Conflict], str]) -> tuple[Conflict, ...]:
        """Other open ones about the same field, that arose in the same way."""
        return similar(conflict, self.open, kind)

    # deciding --------------------------------------------------------------------------------------------------------

    def decide(self, conflicts: Sequence[Conflict], choice: str, label: str, value: Any = None) -> None:
        """Settle these in one undoable action. Raises Refused; then nothing has changed.

        The plan is committed before the choice is written down, so that a choice never stands without its edits.
        """
        session = self._session
        session.settle()
        plan, edits, answers = session.plan, list[Edit](), list[Side]()
        at = datetime.now(UTC).isoformat(timespec="seconds")
        for conflict in conflicts:
            answers.append(Side(value=answer_to(plan, conflict, choice, value), author=session.author, at=at))
            own = resolve(plan, conflict, choice, value)
            plan, edits = apply_edits(plan, own), [*edits, *own]
        number = session.last_number
        if edits:
            session.perform(edits, label, merging=True)
        session.save()
        entry = session.last_number if session.last_number > number else 0
        self.keep([settled(c, choice, entry, answer) for c, answer in zip(conflicts, answers, strict=True)])

    def keep(self, conflicts: Sequence[Conflict]) -> None:
        """Write these down as they are now."""
        self._library.keep_beside(self._session.plan.id, conflicts)
        self._kept = self._library.conflicts(self._session.plan.id)
        self.refresh()


def decide_all(library: Library, plan_id: str, choice: str, label: str) -> int:
    """Settle all that is open in a plan in one undoable action, the same way; how many. Raises Refused."""
    from localplan.app.plans import open_session

    session = open_session(library, plan_id, library.author)
    book = Contradictions(library, session)
    left = book.open
    if left:
        book.decide(left, choice, label)
    return len(left)
