"""The one thread that writes: entries wait in a queue and are committed a batch at a time.

What was submitted stays in the queue until its transaction is committed. A write that fails is tried again; meanwhile
the listener knows why, and the planner goes on working.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import NamedTuple

from localplan.domain.history import JournalEntry
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage.beside import Remark
from localplan.storage.moments import now
from localplan.storage.troubles import refusal_of

PAUSE = 0.3  # seconds between two commits while edits keep coming
RETRY = 2.0  # seconds until a failed write is tried again


class Waiting(NamedTuple):
    """One entry that is not committed yet."""

    entry: JournalEntry
    plan: Plan
    touched: frozenset[str]
    done: Future[str]
    remarks: tuple[Remark, ...] = ()  # what is to stand beside the plan with it


Write = Callable[[Sequence[Waiting]], None]


class Writer:
    """Commits entries in the order in which they came. `write` does one transaction for a batch, or raises."""

    def __init__(self, write: Write, *, pause: float = PAUSE, retry: float = RETRY) -> None:
        self.listener: Callable[[Refused | None], None] = lambda trouble: None
        """Told in the writer's thread why a write failed, and None when writing goes well again."""
        self.trouble: Refused | None = None
        self._write, self._pause, self._retry = write, pause, retry
        self._queue: list[Waiting] = []
        self._news = threading.Condition()
        self._urgent = self._closed = self._writing = False
        self._tries = self._failed_try = 0
        self._next = 0.0  # not before this moment (monotonic)
        self._thread: threading.Thread | None = None

    def submit(
        self,
        entry: JournalEntry,
        plan: Plan,
        touched: Iterable[str],
        remarks: Iterable[Remark] = (),
        done: Future[str] | None = None,
    ) -> Future[str]:
        """Queue one entry with the plan after it; the future resolves to the moment of the commit (ISO 8601, UTC).

        One that was withdrawn comes back with its own future, `done`.
        """
        waiting = Waiting(entry, plan, frozenset(touched), done or Future(), tuple(remarks))
        if done is None:
            waiting.done.set_running_or_notify_cancel()  # from here on nobody can call it off
        with self._news:
            if self._closed:
                raise Refused("library_closed")
            self._queue.append(waiting)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="library writer", daemon=True)
                self._thread.start()
            self._news.notify_all()
        return waiting.done

    def flush(self, timeout: float = 30.0) -> None:
        """Wait until all that was submitted is committed. Raises Refused when a try begun from now on fails.

        Not to be called in the writer's own thread.
        """
        with self._news:
            if not self._queue:
                return
            mine, tries = self._queue[-1].done, self._tries
            self._urgent = True
            self._news.notify_all()
            self._news.wait_for(lambda: mine.done() or self._failed_try > tries, timeout)
        if not mine.done():
            raise self.trouble or Refused("not_saved_in_time", seconds=timeout)

    def close(self) -> None:
        """Write what waits and end the thread. Raises Refused when the last try fails; those futures fail with it."""
        try:
            self.flush()
        finally:
            with self._news:
                self._closed = True
                self._news.notify_all()
            if self._thread is not None:
                self._thread.join()

    def withdraw(self, entries: Iterable[Future[str]]) -> frozenset[Future[str]]:
        """Take back those of these entries that still wait, once nothing is being written; theirs is to be resolved."""
        asked = set(entries)
        with self._news:
            self._news.wait_for(lambda: not self._writing)
            gone = frozenset(waiting.done for waiting in self._queue if waiting.done in asked)
            self._queue = [waiting for waiting in self._queue if waiting.done not in gone]
            self._next = 0.0  # what comes in their place need not wait until they would have been tried again
        return gone

    @property
    def waiting(self) -> int:
        """How many entries are not committed yet."""
        return len(self._queue)

    # the thread ------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while batch := self._batch():
            try:
                self._write(batch)
            except Exception as error:
                self._failed(refusal_of(error))
            else:
                self._committed(batch)
        for left in self._queue:
            left.done.set_exception(self.trouble or Refused("library_closed"))

    def _batch(self) -> list[Waiting]:
        """What waits, when its time has come; nothing when the library is closed."""
        with self._news:
            while not self._closed:
                pause = self._next - time.monotonic()
                if self._queue and (self._urgent or pause <= 0):
                    self._urgent, self._writing = False, True
                    self._tries += 1
                    return list(self._queue)
                self._news.wait(max(pause, 0) if self._queue else None)
        return []

    def _committed(self, batch: Sequence[Waiting]) -> None:
        moment, relieved = now(), self.trouble is not None
        with self._news:
            del self._queue[: len(batch)]
            self._writing = False
            self.trouble = None
            self._next = time.monotonic() + self._pause
        for waiting in batch:
            waiting.done.set_result(moment)
        with self._news:
            self._news.notify_all()
        if relieved:
            self.tell(None)

    def _failed(self, trouble: Refused) -> None:
        with self._news:
            self.trouble = trouble
            self._writing = False
            self._failed_try = self._tries
            self._next = time.monotonic() + self._retry
            self._news.notify_all()
        self.tell(trouble)

    def tell(self, trouble: Refused | None) -> None:
        """Pass news to the listener."""
        with suppress(Exception):  # a listener that fails must not end the saving
            self.listener(trouble)
