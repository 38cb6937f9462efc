"""Pictures of every page: `python -m tests.tools.screens build/screens`.

A file's name says what it shows: place, language, theme and size, as in `06-objectives-vision.en.light.1366x768.png`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tests.conftest  # noqa: F401  # no screen is needed

from PySide6.QtGui import QImage  # isort: skip
from PySide6.QtTest import QTest  # isort: skip
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from localplan.app.samples import practice_copy
from localplan.domain.values import Refused
from localplan.ui.export import ExportDialog
from localplan.ui.following import FollowingDialog
from localplan.ui.send import SendDialog
from localplan.ui.theme import dress
from localplan.ui.window import Window
from tests import samples
from tests.tools.more_screens import asked, contradictions, region
from tests.ui.windows import close_window, go, keep, open_window, seen, work_of

PATIENCE = 25  # looks at a page that does not come to rest
LAPTOP, ENLARGED = (1366, 768), (911, 512)
LOOKS = [("en", "light", LAPTOP), ("en", "dark", LAPTOP), ("sr-Latn", "light", LAPTOP), ("sr-Latn", "dark", LAPTOP)]


class Album:
    """Takes pictures of one window, in one language, theme and size."""

    def __init__(self, folder: Path, language: str, theme: str, size: tuple[int, int]) -> None:
        self.folder = folder
        self.look = f"{language}.{theme}.{size[0]}x{size[1]}"

    def take(self, widget: QWidget, name: str) -> None:
        """Keep a picture of a widget, once it looks the same twice: long pages are laid out bit by bit."""
        before, now = QImage(), widget.grab().toImage()
        for _ in range(PATIENCE):
            if before == now:
                break
            QTest.qWait(40)
            before, now = now, widget.grab().toImage()
        now.save(str(self.folder / f"{name}.{self.look}.png"))


def settled(window: Window) -> None:
    """Let everything be laid out and checked."""
    QTest.qWait(50)
    if window.desk:
        window.desk.check()
    QTest.qWait(30)


def steps(window: Window, album: Album, *, only: tuple[str, ...] = ()) -> None:
    """Every tab of every step, the cursor in its first field where there is one."""
    work = work_of(window)
    for step in work.desk.methodology.steps:
        go(window, step.code)
        page = work.pages[step.code]
        for number, codes in enumerate(page._codes):
            if only and step.code not in only:
                continue
            page.tabs.setCurrentIndex(number)
            settled(window)
            album.take(window, f"{step.number:02}-{step.code}-{codes[-1]}")


def dialogs(window: Window, album: Album) -> None:
    """New plan, export, sending, a message, the findings."""
    window.ask_new_plan()
    seen(window, "new_plan.municipality", QLineEdit).textEdited.emit("Nov")
    _take_open(window, album, "new-plan")
    assert window.desk is not None
    ExportDialog(window, window.desk).open()
    _take_open(window, album, "export")
    FollowingDialog(window.desk, 2029, 2031, window).open()
    _take_open(window, album, "following")
    SendDialog(window).open()
    _take_open(window, album, "send")
    refusal = Refused("not_a_package", file="plan.zip", found="ZIP")
    window.tell_refusal(window.words("Some files were not imported"), refusal)
    _take_open(window, album, "message")
    go(window, "objectives")
    work_of(window).side.setCurrentIndex(1)
    settled(window)
    album.take(window, "findings")
    work_of(window).side.setCurrentIndex(0)


def _take_open(window: Window, album: Album, name: str) -> None:
    QTest.qWait(60)
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            album.take(dialog, name)
            dialog.close()
    QTest.qWait(20)


def opened(language: str, theme: str, size: tuple[int, int], *, empty: bool = False) -> Iterator[Window]:
    """A window with the samples in its library, or with none."""
    folder = Path(tempfile.mkdtemp(prefix="screens-"))
    try:
        if not empty:
            practice = practice_copy(samples.draft(), status="draft")
            keep(folder, samples.draft(), samples.small(), practice)
        window = open_window(folder, language, size)
        window.set_theme(theme)
        yield window
        close_window(window)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def views(folder: Path, language: str, theme: str, size: tuple[int, int], only: tuple[str, ...] = ()) -> None:
    """All pictures of one look."""
    album = Album(folder, language, theme, size)
    for window in opened(language, theme, size, empty=True):
        album.take(window, "start-empty")
    for window in opened(language, theme, size):
        album.take(window, "start")
        window.open_plan(samples.draft().id)
        settled(window)
        album.take(window, "hub")
        dialogs(window, album)
        steps(window, album, only=only)
    for take in (region, contradictions, asked):
        take(album.take, language, theme, size)


def hub_in_cyrillic(folder: Path) -> None:
    """The overview in Cyrillic, and of a practice copy."""
    for window in opened("sr-Cyrl", "light", LAPTOP):
        album = Album(folder, "sr-Cyrl", "light", LAPTOP)
        window.open_plan(samples.draft().id)
        settled(window)
        album.take(window, "hub")
        practice = next(line.id for line in window.office.library.plans() if line.practice)
        window.open_plan(practice)
        settled(window)
        album.take(window, "hub-practice")


def main(folder: Path) -> None:
    """Everything, into a folder that is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for language, theme, size in LOOKS:
        views(folder, language, theme, size)
    few = ("start", "objectives", "measures", "indicators", "money")
    views(folder, "en", "light", ENLARGED, few)
    views(folder, "sr-Latn", "light", ENLARGED, few)
    hub_in_cyrillic(folder)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, "light")
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens"))
