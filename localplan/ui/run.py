"""Starts the window. The first paint waits for nothing but Qt and the list of plans."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from localplan.app.office import Office
from localplan.app.places import (
    Address,
    author_name,
    default_library,
    library_address,
    lock_path,
    settings_file,
)
from localplan.app.settings import Settings, read_settings
from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.ui.background import collect_here
from localplan.ui.theme import dress, load_fonts
from localplan.ui.window import Window

PAINTED = 100  # ms after which the first window is on the screen; a zero timer comes before its paint
CALM = 1_500  # ms after which nobody is waiting for a plan that was clicked at once
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def screen_is_there() -> bool:
    """Whether Qt will find a screen; without one it would end the program without a word."""
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in SCREENS)


def application(theme: str = "light", zoom: int = 100) -> QApplication:
    """The one QApplication, dressed."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("localplan")
    app.setDesktopFileName("localplan")
    load_fonts(data_dir("resources") / "fonts")
    dress(app, theme, zoom)
    collect_here(app)
    return app


def run(library: Address | None = None, author: str = "", files: tuple[Path, ...] = ()) -> int:
    """Open the window and stay until it is closed."""
    path = settings_file()
    settings = read_settings(path)
    app = application(settings.theme, settings.zoom)
    address = _library(library, settings)
    if (not isinstance(address, Path) or lock_path(address).exists()) and _handed_over(address, files):
        return 0
    office = Office(address, author_name(author or settings.author))
    window = Window(office, settings, path)
    window.show()
    QTimer.singleShot(PAINTED, lambda: _after_first_paint(window, files))
    return app.exec()


def _library(named: Address | None, settings: Settings) -> Address:
    """The library named, else the one that is remembered, else the person's own; a server named is remembered."""
    if named is not None:
        settings.library = "" if isinstance(named, Path) else str(named)
        return named
    with suppress(Refused):  # what somebody wrote into the settings
        remembered = library_address(settings.library)
        if not isinstance(remembered, Path) or remembered.exists():
            return remembered
    return default_library()


def _handed_over(library: Address, files: tuple[Path, ...]) -> bool:
    from localplan.ui.one_window import hand_over

    return hand_over(library, files)


def _after_first_paint(window: Window, files: tuple[Path, ...]) -> None:
    from localplan.app import worker
    from localplan.ui.one_window import Doorbell

    QApplication.setWindowIcon(QIcon(str(data_dir("resources") / "icons" / "localplan.svg")))
    bell = Doorbell(window.office.address, window.come_forward, window)
    window.moved.connect(bell.listen)
    if files:
        window.take_in(list(files))
    Thread(target=_load_the_rest, args=(window.office,), daemon=True).start()
    QTimer.singleShot(CALM, worker.warm)
    QTimer.singleShot(CALM, Thread(target=window.office.learn_holidays, daemon=True).start)
    QTimer.singleShot(2 * CALM, window.counting.begin)


def _load_the_rest(office: Office) -> None:
    from localplan.ui.shell import load_the_rest

    with suppress(Refused):  # whoever opens a plan is told
        load_the_rest(office)
