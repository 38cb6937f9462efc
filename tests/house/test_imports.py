"""What is loaded when: everywhere, on Windows too; before the first paint; nothing of Qt without a window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.house.tree import run_python

AS_ON_WINDOWS = """
import builtins, os, pkgutil, sys
MISSING = {"resource", "fcntl", "pwd", "grp"}
usual = builtins.__import__
def without(name, globals=None, locals=None, fromlist=(), level=0):
    if name in MISSING and (globals or {}).get("__name__", "").startswith("localplan"):
        raise ModuleNotFoundError(f"no {name} on Windows, wanted by {globals['__name__']}")
    return usual(name, globals, locals, fromlist, level)
import PySide6.QtWidgets, alembic, docx, holidays, multiprocessing, openpyxl, reportlab, sqlalchemy, xlsxwriter
builtins.__import__ = without
for name in ("fork", "forkpty", "getuid", "geteuid", "getgid"):
    delattr(os, name)
import localplan
found = [module.name for module in pkgutil.walk_packages(localplan.__path__, "localplan.")]
for name in found:
    __import__(name)
print(len(found))
"""
FIRST_PAINT = """
import sys
from pathlib import Path
from localplan.app.office import Office
from localplan.app.settings import Settings
from localplan.ui.run import application
from localplan.ui.window import Window
app = application()
window = Window(Office(Path(sys.argv[1]), "test"), Settings(), Path(sys.argv[1]).with_name("settings.json"))
window.show()
for _ in range(5):
    app.processEvents()
assert window.start.isVisible() and window.start.list.count() == 1
heavy = "sqlalchemy alembic openpyxl xlsxwriter reportlab uharfbuzz docx lxml PIL holidays babel".split()
print(sorted(name for name in heavy if name in sys.modules))
"""


def test_that_every_module_can_be_imported_without_what_windows_lacks() -> None:
    assert int(run_python(AS_ON_WINDOWS)) > 150


def test_that_the_first_paint_has_loaded_nothing_heavy(tmp_path: Path) -> None:
    library = tmp_path / "library.localplan"
    run_python(
        "import sys; from localplan.cli.main import run_command; run_command(sys.argv[1:], open_window=None)",
        *("new", "--municipality", "70564", "--from", "2027", "--to", "2029", "--library", library),
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    assert run_python(FIRST_PAINT, library, env=environment).strip() == "[]"


def test_that_void_calls_of_qt_do_not_use_up_none() -> None:
    from PySide6.QtCore import QObject, QTimer

    timer, thing = QTimer(), QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        timer.stop()
        thing.setObjectName("one")
    assert sys.getrefcount(None) > before - 500
