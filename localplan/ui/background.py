"""Work that may take a moment and needs no widgets, in a thread; the answer comes back in the window's own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
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
        _under_way.discard(self)
        if isValid(self._asker):
            self._done(found)


_under_way: set[_Errand] = set()


@contextmanager
def no_long_pauses() -> Iterator[None]:
    """While much is read: garbage is left lying, since a full collection would stop the window for as long.

    What takes long collects the young itself (`gc.collect(1)`), part by part.
    """
    with _counting:
        _readers.append(None)
        if len(_readers) == 1:
            gc.freeze()
            gc.disable()
    try:
        yield
    finally:
        with _counting:
            _readers.pop()
            if not _readers:
                gc.enable()


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
