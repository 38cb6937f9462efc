"""localplan started on a library with one plan: to the first window, or on to that plan ready to be typed in.

    python -m tests.benchmarks.drivers.start LIBRARY [FIELD]

With the object name of an input, the first plan of the start page is opened as by a click, and the time is told when a
key pressed in that input has changed it; with the longest time that the window did not answer since its first paint.
"""

import sys
import time
from pathlib import Path

from PySide6 import QtCore, QtWidgets
from PySide6.QtGui import QKeyEvent

from tests.benchmarks.drivers.painted import after_first_paint, tell, tell_first_paint

BEAT = 2  # ms


class Opening(QtCore.QObject):
    """From the first paint to the first key that counts."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field
        self.gaps: list[float] = []
        self.input: QtWidgets.QPlainTextEdit | None = None
        self.before: str | None = None
        self.beat = QtCore.QTimer(self, timerType=QtCore.Qt.TimerType.PreciseTimer, interval=BEAT)
        self.beat.timeout.connect(self.tick)

    def begin(self) -> None:
        """Click the first plan of the list."""
        self.painted = self.last = time.monotonic()
        self.beat.start()
        plans = self.window().findChild(QtWidgets.QListWidget, "start.plans")
        plans.itemClicked.emit(plans.item(0))

    def window(self) -> QtWidgets.QMainWindow:
        """The program's window."""
        windows = QtWidgets.QApplication.topLevelWidgets()
        return next(window for window in windows if isinstance(window, QtWidgets.QMainWindow))

    def tick(self) -> None:
        """Count the time since the last tick; look whether the input is there, then whether the key has come."""
        now = time.monotonic()
        self.gaps.append(now - self.last)
        self.last = now
        if self.input is None:
            found = self.window().findChild(QtWidgets.QPlainTextEdit, self.field)
            if found is not None and found.isVisible():
                self.input = found
                found.viewport().installEventFilter(self)
                found.viewport().update()
        elif self.before is not None and self.input.toPlainText() != self.before:
            tell(painted=self.painted, ready=now, gap=max(self.gaps))

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """The input is painted: press a key in it."""
        if event.type() == QtCore.QEvent.Type.Paint and self.input is not None and self.before is None:
            self.before = self.input.toPlainText()
            key = QKeyEvent(
                QtCore.QEvent.Type.KeyPress, QtCore.Qt.Key.Key_X, QtCore.Qt.KeyboardModifier.NoModifier, "x"
            )
            QtWidgets.QApplication.postEvent(self.input, key)
        return False


if __name__ == "__main__":
    opening = Opening(sys.argv[2]) if sys.argv[2:] else None
    after_first_paint(QtCore, QtWidgets, opening.begin if opening else tell_first_paint)
    from localplan.ui.run import run

    run(Path(sys.argv[1]))
