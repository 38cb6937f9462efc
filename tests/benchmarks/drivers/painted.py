"""The moment in which a Qt program has painted its first window; for PySide6 and PyQt6 alike.

Uses nothing of the project, because it also runs in other programs' environments.
"""

import json
import os
import sys
import time


def tell(**facts):
    """Write what was measured and end the program at once."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
    os._exit(0)


def after_first_paint(core, widgets, then):
    """Call `then()` when a main window was painted and the program waits for events again."""

    class FirstPaint(core.QObject):
        def eventFilter(self, watched, event):
            paints = event.type() == core.QEvent.Type.Paint and isinstance(watched, widgets.QWidget)
            if paints and isinstance(watched.window(), widgets.QMainWindow):
                widgets.QApplication.instance().removeEventFilter(self)
                core.QTimer.singleShot(0, then)
            return False

    run = widgets.QApplication.exec

    def run_watched(*_):
        app = widgets.QApplication.instance()
        app.installEventFilter(FirstPaint(app))
        return run()

    widgets.QApplication.exec = run_watched


def tell_first_paint():
    """Tell when the first window was painted (`time.monotonic`, which all processes share)."""
    tell(painted=time.monotonic())
