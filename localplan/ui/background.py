"""Work that may take a moment and needs no widgets, in a thread; the answer comes back in the window's own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
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
        self._found.emit(found)

    def _deliver(self, found: Any) -> None:
        _under_way.discard(self)
        if isValid(self._asker):
            self._done(found)


_under_way: set[_Errand] = set()


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
