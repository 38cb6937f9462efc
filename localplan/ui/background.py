"""Work that may take a moment and needs no widgets, in a thread; the answer comes back in the window's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from localplan.domain.values import Refused


class _Answer(QObject):
    given = Signal(object)


class _Errand(QRunnable):
    def __init__(self, work: Callable[[], Any], answer: _Answer) -> None:
        super().__init__()
        self._work, self._answer = work, answer

    def run(self) -> None:
        """Do the work; a refusal is an answer too."""
        try:
            found = self._work()
        except Refused as refusal:
            found = refusal
        self._answer.given.emit(found)


def in_background(parent: QObject, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
    """Do `work` in a thread, then call `done` with its answer, or with the Refused that it raised."""
    answer = _Answer(parent)
    answer.given.connect(done)
    answer.given.connect(answer.deleteLater)
    QThreadPool.globalInstance().start(_Errand(work, answer))


def wait_for_background() -> None:
    """Until all errands are run; before the library is closed."""
    QThreadPool.globalInstance().waitForDone()
