"""An open library at work: its transactions, and the one writer behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from localplan.domain.history import JournalEntry
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage import beside, plan_rows
from localplan.storage.engine import part_of, reading, writing
from localplan.storage.home import Home
from localplan.storage.search import Fold
from localplan.storage.writer import PAUSE, RETRY, Waiting, Writer


class _Together(threading.local):
    """The transaction that this thread does several acts in."""

    connection: Connection | None = None


class Saving:
    """What a library is opened with, what is one transaction in it, and entries on their way into it."""

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
