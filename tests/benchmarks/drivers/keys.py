"""How long a key takes until it is painted: `python -m tests.benchmarks.drivers.keys bare|LIBRARY`.

Bare is a QLineEdit in a window; else the first plan of the library is opened on its first page, and the keys go into
its first line of text. Keys come at a steady pace, with a pause now and then for checks and saving.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from tests.benchmarks.drivers.painted import tell

KEYS, APART, EVERY, PAUSE = 200, 20, 40, 900  # keys; ms between them; a pause after so many, and its ms


class Painted(QObject):
    """Sees when a widget is painted."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember it."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def bare() -> QLineEdit:
    """A line in a window of its own."""
    window = QMainWindow()
    line = QLineEdit(window)
    window.setCentralWidget(line)
    window.resize(1280, 720)
    window.show()
    line.window_kept = window  # type: ignore[attr-defined]
    return line


def ours(library: Path) -> QLineEdit:
    """A line of text of an open plan."""
    from localplan.app.office import Office
    from localplan.app.settings import Settings
    from localplan.ui.desk import Place
    from localplan.ui.fields.inputs import LineInput
    from localplan.ui.run import application
    from localplan.ui.window import Window

    application()
    window = Window(Office(library, "bench"), Settings(), library.with_suffix(".settings"))
    window.show()
    window.open_plan(window.office.library.plans()[0].id)
    desk, work = window.desk, window.work
    assert desk is not None and work is not None
    window.go_to(Place(desk.methodology.steps[0].code))
    wait(1500)
    line = next(line for line in work.findChildren(LineInput) if line.isVisible() and not line.isReadOnly())
    line.setText("")
    line.window_kept = window  # type: ignore[attr-defined]
    return line


def wait(milliseconds: int) -> None:
    """Let the program do what it does meanwhile."""
    QTest.qWait(milliseconds)


def times(line: QWidget) -> list[float]:
    """Seconds from each key to the end of the events it caused, its paint among them."""
    painted = Painted()
    line.installEventFilter(painted)
    line.setFocus()
    wait(500)
    found = []
    for number in range(KEYS):
        painted.seen = False
        start = time.perf_counter()
        QTest.keyClick(line, Qt.Key.Key_Backspace if number % 60 >= 30 else Qt.Key.Key_X)
        while not painted.seen and time.perf_counter() - start < 1:
            QApplication.processEvents()
        found.append(time.perf_counter() - start)
        wait(PAUSE if number % EVERY == EVERY - 1 else APART)
    return found


if __name__ == "__main__":
    app = QApplication.instance() or QApplication(sys.argv)
    tell(seconds=times(bare() if sys.argv[1] == "bare" else ours(Path(sys.argv[1]))))
