"""Work that may take a moment and needs no widgets, in a thread; the answer comes back in the window's own.

A widget that another thread lets go of takes the program down. So what an errand holds is let go of in the window's
thread, and garbage is collected there alone.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from localplan.domain.values import Refused


class _Errand(QObject):
    """One piece of work. It belongs to nobody: whoever asked may be gone before the answer is there."""

    _found = Signal(object)

    def __init__(self, asker: QObject, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        super().__init__()
        self._asker, self._work, self._done = asker, work, done
        self._found.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.thread_of_work = Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            found = self._work()
        except Refused as refusal:
            found = refusal
        except Exception as error:  # whoever waits must learn of it
            self._found.emit(Refused("job_failed", detail=f"{type(error).__name__}: {error}"))
            raise
        self._found.emit(found)

    def _deliver(self, found: Any) -> None:
        self.thread_of_work.join()  # it is at its end; from here on nobody else holds what it worked with
        _under_way.discard(self)
        if isValid(self._asker):
            self._done(found)


_under_way: set[_Errand] = set()


class _Collector(QTimer):
    """Python's own collector may run in whatever thread happens to make objects; this one runs here, between events."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=LOOK_FOR_GARBAGE)
        self._last = time.monotonic()
        self.timeout.connect(self.look)
        self.start()

    def look(self) -> None:
        """Collect what is young when there is much of it; all of it seldom, for that stops the window for a moment."""
        young, _, old = gc.get_count()
        enough, _, old_enough = gc.get_threshold()
        if old > old_enough and not _readers and time.monotonic() - self._last > ALL_GARBAGE:
            gc.collect()
            self._last = time.monotonic()
        elif young > enough:
            gc.collect(1)


LOOK_FOR_GARBAGE = 50  # ms
ALL_GARBAGE = 60.0  # seconds


def collect_here(application: QObject) -> None:
    """From now on garbage is collected in this thread alone; asked again, it stays so."""
    if application.findChild(_Collector) is None:
        gc.disable()
        _Collector(application)


@contextmanager
def no_long_pauses() -> Iterator[None]:
    """While much is read: old garbage is left lying, since to look through it would stop the window."""
    with _counting:
        _readers.append(None)
    try:
        yield
    finally:
        with _counting:
            _readers.pop()


_counting = Lock()
_readers: list[None] = []


def in_background(asker: QObject, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
    """Do `work` in a thread, then call `done` with its answer, or with the Refused that it raised.

    Nobody is called when the asker is gone by then.
    """
    errand = _Errand(asker, work, done)
    _under_way.add(errand)
    errand.thread_of_work.start()


def wait_for_background() -> None:
    """Until all errands are run; before the library is closed."""
    for errand in tuple(_under_way):
        errand.thread_of_work.join()
