"""What a library keeps of how plans came to be: their journals and their kept states."""

from __future__ import annotations

from collections.abc import Iterable

from localplan.domain.ancestry import gone_on, way_back
from localplan.domain.history import History, JournalEntry, Revision, descent, history_of
from localplan.domain.plan import Plan
from localplan.storage import journal, plan_rows, revisions
from localplan.storage.moments import now
from localplan.storage.saving import Saving
from localplan.storage.tables import SCHEMA


class Histories(Saving):
    """Journals and revisions of an open library."""

    def journal(self, plan_id: str, after: int = 0) -> tuple[JournalEntry, ...]:
        """The plan's journal after the given number, oldest first."""
        with self._reading() as connection:
            return journal.read_entries(connection, plan_id, after)

    def history(self, plan_id: str) -> History:
        """What can be undone and redone; where several people write, by this one."""
        return self._history(self.journal(plan_id), plan_id)

    def _history(self, entries: Iterable[JournalEntry], plan_id: str) -> History:
        return history_of(entries, plan_id, self.author if self.home.shared else "")

    def last_number(self, plan_id: str) -> int:
        """The number of the plan's last committed entry; 0 when it has none."""
        with self._reading() as connection:
            return plan_rows.last_number(connection, plan_id) or 0

    def revisions(self, plan_id: str) -> tuple[Revision, ...]:
        """The kept states of a plan, ancestors before descendants."""
        with self._reading() as connection:
            return revisions.list_revisions(connection, plan_id)

    def keep_revision(
        self, plan: Plan, reason: str, *, parents: tuple[str, ...] | None = None, name: str = "", at: str = ""
    ) -> Revision:
        """Keep this state of the plan; for a state that is kept already that revision, so none for an unchanged plan.

        A state that was left and is here again now also comes from where the plan had gone.
        `parents` are the digests it was made from; unless given, the last one kept.
        """
        self.flush()
        known = self.revisions(plan.id)
        left = gone_on(plan.digest, known) if parents is None else ()
        made_from = tuple(r.digest for r in (left or known)[-1:]) if parents is None else parents
        earlier = descent(r for r in known if left or r.digest in made_from) - {*made_from, plan.digest}
        if left:
            earlier |= {way_back(known)}
        revision = Revision(
            plan=plan.id,
            digest=plan.digest,
            parents=made_from,
            ancestors=tuple(sorted(earlier)),
            author=self.author,
            at=at or now(),
            reason=reason,
            journal=self.last_number(plan.id),
            name=name,
            program=self.program,
            schema=SCHEMA,
            methodology=plan.root.methodology_version or 1,
        )
        return self.add_revision(revision, plan, join=bool(left))

    def add_revision(self, revision: Revision, plan: Plan, *, join: bool = False) -> Revision:
        """Keep a state as it is described; `join`: what it came from counts even when the state is kept already."""
        with self._changing(plan.id) as connection:
            return revisions.add_revision(connection, revision, plan, join=join)

    def read_revision(self, digest: str) -> Plan:
        """The plan as it was kept. Raises Refused when it is unknown or damaged."""
        with self._reading() as connection:
            return revisions.read_revision(connection, digest)
