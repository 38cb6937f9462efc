"""A library: many plans in one SQLite file, or in one database on a server.

What the program asks of it is here; how, in the files beside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, delete, select

from localplan.domain.history import History, JournalEntry, Revision
from localplan.domain.plan import Plan
from localplan.domain.summary import PARTS, Summary
from localplan.domain.summing_up import summary_of
from localplan.domain.values import Refused, is_id
from localplan.storage import arrivals, beside, journal, plan_rows, revisions, search, verify
from localplan.storage.arrivals import Arrival
from localplan.storage.backup import Backup
from localplan.storage.glance import PlanLine, plan_lines
from localplan.storage.histories import Histories
from localplan.storage.home import Home
from localplan.storage.insertion import Rows
from localplan.storage.own_tables import QUARANTINE, RECEIVED_FILE, SUMMARY
from localplan.storage.region import Region
from localplan.storage.region_book import RegionBook
from localplan.storage.remarks import Remarks
from localplan.storage.summaries import write_summary

T = TypeVar("T")


class Library(Histories, Remarks):
    """An open library. Made by `opening.open_library`; a context manager. Its methods may be called from any thread.

    Every method raises Refused for what cannot be done; the codes of the database's own troubles are in `troubles`.
    """

    def __init__(self, home: Home, engine: Engine, *, read_only: bool, **facts: Any) -> None:
        """`facts` are those of `Saving`."""
        super().__init__(home, engine, read_only=read_only, **facts)
        self.book = RegionBook(self._reading, self._changing)
        self.region = Region(self._reading, self._changing, self.read_plan, read_only=read_only)

    # plans -----------------------------------------------------------------------------------------------------------

    def plans(self) -> tuple[PlanLine, ...]:
        """All plans as a list shows them, last saved first."""
        with self._reading() as connection:
            return plan_lines(lambda sql: connection.exec_driver_sql(sql).all())

    def find_plan(self, name: str) -> str:
        """The id of the plan with that id or code. Raises Refused when there is none, or more than one."""
        with self._reading() as connection:
            found = plan_rows.with_id(connection, name) if is_id(name) else plan_rows.with_code(connection, name)
        if not found:
            raise Refused("no_such_plan", plan=name)
        if len(found) > 1:
            raise Refused("plan_code_twice", plan_code=name)
        return found[0]

    def has_plan(self, plan_id: str) -> bool:
        """Whether the plan of that id is in the library."""
        with self._reading() as connection:
            return bool(plan_rows.with_id(connection, plan_id))

    def code_is_free(self, code: str, plan_id: str = "") -> bool:
        """Whether no other plan has that code; to be asked before a plan's code is edited."""
        with self._reading() as connection:
            return not set(plan_rows.with_code(connection, code)) - {plan_id}

    def read_plan(self, plan_id: str) -> Plan:
        """The plan as committed, its digests as stored: `verify_plan` proves them. Damaged rows are set aside first."""
        return self._read(plan_id, lambda connection: plan_rows.read(connection, plan_id))

    def open_plan(self, plan_id: str) -> tuple[Plan, History, int]:
        """The plan, what can be undone and redone, and the number of its last entry: all of one moment."""

        def read(connection: Connection) -> tuple[Plan, History, int]:
            plan, entries = plan_rows.read(connection, plan_id), journal.read_entries(connection, plan_id, 0)
            return plan, self._history(entries, plan_id), plan_rows.last_number(connection, plan_id) or 0

        return self._read(plan_id, read)

    def _read(self, plan_id: str, read: Callable[[Connection], T]) -> T:
        try:
            with self._reading() as connection:
                return read(connection)
        except (ValueError, TypeError, ArithmeticError, LookupError) as error:
            if isinstance(error, Refused) and error.values.get("detail") != "utf-8":
                raise
            if self.read_only:
                raise Refused("library_damaged", detail=plan_id) from error
            self.verify_plan(plan_id)
        with self._reading() as connection:
            return read(connection)

    def verify_plan(self, plan_id: str) -> tuple[verify.Damage, ...]:
        """Compare every row of the plan with its digest; rows that fail are quarantined. What is damaged.

        Takes its time (a few hundred milliseconds for 20,000 records): for the background.
        """
        with self._reading() as connection:
            found = verify.verify(connection, plan_id)
        if not found or self.read_only:
            return found
        with self._changing(plan_id) as connection:
            return verify.set_aside(connection, plan_id)

    def quarantined(self, plan_id: str) -> tuple[verify.Damage, ...]:
        """What was set aside earlier."""
        rows = select(QUARANTINE).where(QUARANTINE.c.plan_id == plan_id).order_by(QUARANTINE.c.id)
        with self._reading() as connection:
            return tuple(verify.Damage(plan_id, r.kind, r.id, r.reason) for r in connection.execute(rows))

    def add_plan(self, plan: Plan, *, entries: Iterable[JournalEntry] = ()) -> None:
        """Write a whole plan that is not in the library yet, with the journal that came with it."""
        with self._changing() as connection:
            if plan_rows.with_id(connection, plan.id):
                raise Refused("plan_exists", plan=plan.id)
            self._add(connection, Arrival(plan, entries=tuple(entries)))

    def take_in(
        self,
        plan: Plan,
        revision: Revision,
        entries: Iterable[JournalEntry] = (),
        touched: Iterable[str] = (),
        *,
        remarks: Iterable[beside.Remark] = (),
        attachments: Iterable[bytes] = (),
    ) -> None:
        """Bring a state that was made elsewhere into the library, with all that came with it: whole or not at all.

        A plan that is here already gets the `entries` that lead to the state, which `touched` these records.
        """
        self.flush()
        with self._changing(plan.id) as connection:
            own = tuple(entries)
            if not plan_rows.with_id(connection, plan.id):
                self._add(connection, Arrival(plan, revision, own, remarks, attachments))
                return
            if own:
                plan_rows.write_plan(connection, plan, own, frozenset(touched), self._fold)
                write_summary(connection, summary_of(plan))
            beside.keep_beside(connection, plan.id, remarks)
            for content in attachments:
                beside.keep_attachment(connection, plan.id, content)
            revisions.add_revision(connection, revision, plan, join=True)

    def _add(self, connection: Connection, arrival: Arrival) -> None:
        arrivals.add_arrivals(connection, [arrivals.arrival_rows(arrival, self._fold)])

    def known_among(self, plans: Iterable[str]) -> frozenset[str]:
        """Which of these plans are in the library."""
        with self._reading() as connection:
            return arrivals.known_among(connection, sorted(set(plans)))

    def take_in_new(self, new: Sequence[Rows]) -> None:
        """Bring many plans that are not here yet into the library at once: all of them or none.

        Of each the rows that `arrivals.arrival_rows` made, wherever it did.
        """
        with self._changing() as connection:
            arrivals.add_arrivals(connection, new)

    def drop_plan(self, plan_id: str) -> None:
        """Delete a plan with everything that stands beside it; the files that brought it may come again."""
        self.flush()
        with self._changing() as connection:
            if not plan_rows.with_id(connection, plan_id):
                raise Refused("no_such_plan", plan=plan_id)
            connection.execute(delete(SUMMARY).where(SUMMARY.c.plan_id == plan_id))
            connection.execute(delete(RECEIVED_FILE).where(RECEIVED_FILE.c.plan == plan_id))
            search.rebuild_index(connection)

    def keep_how_far(self, plan: Plan, steps_done: int, steps: int, errors: int) -> None:
        """Keep for the list of plans how far this state of a plan is; nothing in a library that is only read."""
        if not self.read_only:
            with self._changing(plan.id) as connection:
                plan_rows.write_how_far(connection, plan, steps_done=steps_done, steps=steps, errors=errors)

    def summaries(self, parts: Collection[str] = tuple(PARTS)) -> tuple[Summary, ...]:
        """The summaries of all plans, by plan id; see `region` for all else that spans plans."""
        return self.region.summaries(parts)

    # finding and keeping safe ----------------------------------------------------------------------------------------

    def search(self, words: str, plan_id: str = "", limit: int = 50) -> tuple[tuple[str, str], ...]:
        """(plan id, record id) of records with all these words, in one plan or in all; persons are never found."""
        with self._reading() as connection:
            return search.find(connection, self._fold(words), plan_id, limit)

    def back_up(self, reason: str) -> Backup | None:
        """Write a verified copy of the library beside its earlier ones; None where the administrators do."""
        if self._together.connection:
            return None
        self.flush()
        return self.home.back_up(reason)

    def hand_over(self, target: Path) -> None:
        """Write a copy for others: it is only read until one of them takes it over. Raises Refused."""
        self.flush()
        self.home.hand_over(target, self.author)
