"""A library: many plans in one SQLite file, or in one database on a server.

What the program asks of it is here; how, in the files beside.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, delete, select

from localplan.domain.ancestry import gone_on, way_back
from localplan.domain.editions import Hidden
from localplan.domain.history import History, JournalEntry, Revision, descent, history_of
from localplan.domain.notes import Conflict, Note, Offer
from localplan.domain.plan import Plan
from localplan.domain.senders import Sender
from localplan.domain.summary import PARTS, Summary, summary_of
from localplan.domain.values import Refused, is_id
from localplan.storage import (
    arrivals,
    beside,
    hidden,
    journal,
    plan_rows,
    publications,
    revisions,
    search,
    senders,
    verify,
)
from localplan.storage.arrivals import Arrival
from localplan.storage.backup import Backup
from localplan.storage.engine import part_of, reading, writing
from localplan.storage.glance import PlanLine, plan_lines
from localplan.storage.home import Home
from localplan.storage.insertion import Rows
from localplan.storage.moments import now
from localplan.storage.own_tables import QUARANTINE, RECEIVED_FILE, SUMMARY
from localplan.storage.region import Region
from localplan.storage.region_book import RegionBook
from localplan.storage.search import Fold
from localplan.storage.summaries import write_summary
from localplan.storage.tables import SCHEMA
from localplan.storage.writer import PAUSE, RETRY, Waiting, Writer


class _Together(threading.local):
    """The transaction that this thread does several acts in."""

    connection: Connection | None = None


T = TypeVar("T")


class Library:
    """An open library. Made by `opening.open_library`; a context manager. Its methods may be called from any thread.

    Every method raises Refused for what cannot be done; the codes of the database's own troubles are in `troubles`.
    """

    def __init__(
        self,
        home: Home,
        engine: Engine,
        *,
        author: str,
        program: str,
        purpose: str,
        read_only: bool,
        fold: Fold,
        pause: float = PAUSE,
        retry: float = RETRY,
    ) -> None:
        self.home, self.author, self.program, self.purpose, self.read_only = home, author, program, purpose, read_only
        self._engine, self._fold = engine, fold
        self._writer = Writer(self._write, pause=pause, retry=retry)
        self._together = _Together()
        self.book = RegionBook(self._reading, self._changing)
        self.region = Region(self._reading, self._changing, self.read_plan, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits, close the file, let go of the lock. Raises Refused when something could not be written."""
        try:
            self._writer.close()
        finally:
            self._engine.dispose()
            self.home.leave()

    @contextmanager
    def _changing(self, plan_id: str = "") -> Iterator[Connection]:
        """One transaction; with a plan, nobody else changes that meanwhile."""
        if self.read_only:
            raise Refused("library_read_only")
        with part_of(self._together.connection) if self._together.connection else writing(self._engine) as connection:
            if plan_id:
                plan_rows.hold(connection, plan_id)
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._together.connection:
            yield self._together.connection
            return
        with reading(self._engine) as connection:
            yield connection

    @contextmanager
    def together(self, plan_id: str = "") -> Iterator[None]:
        """What this thread does meanwhile is one transaction; what is refused in it leaves nothing, the rest stays.

        With a plan, nobody else changes that meanwhile. Within another one it is a part of that, whole or not at all.
        Nothing that waits is written meanwhile, and nothing is backed up: both is done before.
        """
        if self._together.connection:
            with self._changing(plan_id):
                yield
            return
        self._writer.flush()
        with self._changing(plan_id) as connection:
            self._together.connection = connection
            try:
                yield
            finally:
                self._together.connection = None

    # plans -----------------------------------------------------------------------------------------------------------

    def plans(self) -> tuple[PlanLine, ...]:
        """All plans as a list shows them, last saved first."""
        with self._reading() as connection:
            return plan_lines(lambda sql: connection.exec_driver_sql(sql).all())

    def page_of_plans(self, first: int, count: int) -> tuple[PlanLine, ...]:
        """A part of that list: of ten thousand plans nobody looks at all."""
        with self._reading() as connection:
            return plan_lines(lambda sql: connection.exec_driver_sql(sql).all(), (first, count))

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

    # saving ----------------------------------------------------------------------------------------------------------

    def submit(
        self,
        entry: JournalEntry,
        plan: Plan,
        touched: Iterable[str],
        remarks: Iterable[beside.Remark] = (),
        done: Future[str] | None = None,
    ) -> Future[str]:
        """Queue one entry with the plan after it; the future resolves to the moment of the commit (ISO 8601, UTC).

        Its callbacks run in the writer's thread. The entry is built on the one before its number: when somebody else
        has added that meanwhile, nothing is written and `plan_moved_on` is told until the entries are withdrawn.
        """
        if self.read_only:
            raise Refused("library_read_only")
        return self._writer.submit(entry, plan, touched, remarks, done)

    def write(
        self, entry: JournalEntry, plan: Plan, touched: Iterable[str], remarks: Iterable[beside.Remark] = ()
    ) -> None:
        """Commit one entry now, in this thread, with the plan after it."""
        with self._changing(plan.id) as connection:
            plan_rows.write_plan(connection, plan, [entry], frozenset(touched), self._fold)
            beside.keep_beside(connection, plan.id, remarks)

    def withdraw(self, entries: Iterable[Future[str]]) -> frozenset[Future[str]]:
        """Take back those of the entries with these futures that are not committed: to be submitted anew or settled."""
        return self._writer.withdraw(entries)

    def newest(self, plan: Plan, number: int) -> tuple[Plan, tuple[JournalEntry, ...]]:
        """The plan as committed, and the entries after `number`, at which it was as `plan`; not to be changed."""
        with self._reading() as connection:
            return plan_rows.newest(connection, plan, number)

    def flush(self) -> None:
        """Wait until all that was submitted is committed. Raises Refused with what keeps it from being written."""
        if not self._together.connection:
            self._writer.flush()

    def listen(self, listener: Callable[[Refused | None], None]) -> None:
        """Tell `listener`, in the writer's thread, why a write failed, and None when writing goes well again.

        disk_full says how many bytes are `needed` and `free`. disk_almost_full comes once with a write that went well:
        the ballast was given up for it.
        """
        self._writer.listener = listener

    @property
    def unsaved(self) -> int:
        """How many entries are not committed yet."""
        return self._writer.waiting

    def _write(self, batch: Sequence[Waiting]) -> None:
        try:
            self._commit(batch)
        except Refused as trouble:
            if trouble.code != "disk_full":
                raise
            if (space := self.home.space()) is None:
                raise
            if not self.home.make_room():
                raise Refused("disk_full", **space) from trouble
            self._commit(batch)
            self._writer.tell(Refused("disk_almost_full", **space))

    def _commit(self, batch: Sequence[Waiting]) -> None:
        plans: dict[str, list[Waiting]] = {}
        for waiting in batch:
            plans.setdefault(waiting.plan.id, []).append(waiting)
        with writing(self._engine) as connection:
            for own in plans.values():
                touched = frozenset().union(*(waiting.touched for waiting in own))
                plan_rows.write_plan(connection, own[-1].plan, [waiting.entry for waiting in own], touched, self._fold)
                beside.keep_beside(connection, own[-1].plan.id, (thing for waiting in own for thing in waiting.remarks))

    # journal and revisions -------------------------------------------------------------------------------------------

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

    # beside the plan -------------------------------------------------------------------------------------------------

    def keep_beside(self, plan_id: str, things: Iterable[beside.Remark]) -> None:
        """Write notes, conflicts or offers; one with a known id takes the place of the old."""
        with self._changing(plan_id) as connection:
            beside.keep_beside(connection, plan_id, things)

    def notes(self, plan_id: str) -> tuple[Note, ...]:
        """The remarks on a plan, by time."""
        with self._reading() as connection:
            return beside.read_beside(connection, plan_id, Note)

    def conflicts(self, plan_id: str) -> tuple[Conflict, ...]:
        """What merges left to be settled, and what has been."""
        with self._reading() as connection:
            return beside.read_beside(connection, plan_id, Conflict)

    def offers(self, plan_id: str) -> tuple[Offer, ...]:
        """What is offered to a plan, by time."""
        with self._reading() as connection:
            return beside.read_beside(connection, plan_id, Offer)

    def declined_offers(self) -> dict[str, tuple[Offer, ...]]:
        """What the people of any plan have said no to, by plan id."""
        with self._reading() as connection:
            return beside.read_declined(connection)

    def hidden(self, plan_id: str) -> Hidden:
        """What the edition in which the plan came leaves out; nothing when it is here as a whole."""
        with self._reading() as connection:
            return hidden.read_hidden(connection, plan_id)

    def keep_hidden(self, plan_id: str, left_out: Hidden) -> None:
        """Remember what is hidden in the plan, or that nothing is any more."""
        with self._changing(plan_id) as connection:
            hidden.keep_hidden(connection, plan_id, left_out)

    def with_remarks(self) -> frozenset[str]:
        """The ids of plans that have notes or offers."""
        with self._reading() as connection:
            return beside.with_remarks(connection)

    def with_conflicts(self) -> frozenset[str]:
        """The ids of plans that have conflicts, open or settled."""
        with self._reading() as connection:
            return beside.with_conflicts(connection)

    def keep_attachment(self, plan_id: str, content: bytes) -> str:
        """Keep the bytes of an attachment; their SHA-256, by which its record names it."""
        with self._changing(plan_id) as connection:
            return beside.keep_attachment(connection, plan_id, content)

    def read_attachment(self, plan_id: str, sha256: str) -> bytes:
        """The bytes of an attachment. Raises Refused when they are missing or damaged."""
        with self._reading() as connection:
            return beside.read_attachment(connection, plan_id, sha256)

    # who signs -------------------------------------------------------------------------------------------------------

    def known_senders(self) -> tuple[Sender, ...]:
        """Whose keys were accepted here."""
        with self._reading() as connection:
            return senders.known_senders(connection)

    def keep_sender(self, sender: Sender) -> None:
        """Remember a sender's key."""
        with self._changing() as connection:
            senders.keep_sender(connection, sender)

    def forget_sender(self, fingerprint: str) -> bool:
        """Forget a key; False when it was not known."""
        with self._changing() as connection:
            return senders.forget_sender(connection, fingerprint)

    def published(self) -> tuple[publications.Publication, ...]:
        """The public editions that left the library, the oldest first."""
        with self._reading() as connection:
            return publications.publications(connection)

    def keep_publication(self, publication: publications.Publication) -> None:
        """Remember what a public edition showed and hid."""
        with self._changing() as connection:
            publications.keep_publication(connection, publication)

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
