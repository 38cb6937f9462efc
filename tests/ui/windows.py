"""A window on a library of its own, and hands that work it: real keys, widgets found by their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolButton, QWidget
from shiboken6 import isValid

from localplan.app.office import Office
from localplan.app.plans import open_library_at
from localplan.app.settings import read_settings
from localplan.domain.plan import Plan
from localplan.ui.desk import Desk, Place
from localplan.ui.run import application
from localplan.ui.window import Window
from localplan.ui.work import WorkView
from tests.methods import methodology

AUTHOR = "Mila Testić"
W = TypeVar("W", bound=QWidget)


def open_window(folder: Path, language: str = "en", size: tuple[int, int] = (1366, 768)) -> Window:
    """A shown and active window on `folder/library.localplan`; what it remembers is in `folder/settings.json`."""
    application()
    settings = read_settings(folder / "settings.json")
    settings.language = settings.language or language
    office = Office(folder / "library.localplan", AUTHOR)
    office.__dict__["methodology"] = methodology()
    window = Window(office, settings, folder / "settings.json")
    window.resize(*size)
    window.show()
    assert any(_activated(window) for _ in range(3))
    return window


def _activated(window: Window) -> bool:
    """Whether it is the active window; dialogs that an earlier test has left open are closed first."""
    for other in QApplication.topLevelWidgets():
        if isinstance(other, QDialog) and other.isVisible():
            other.close()
    window.activateWindow()
    return bool(QTest.qWaitForWindowActive(window, 3_000))


def close_window(window: Window) -> None:
    """Close it as a person does, and end it whatever it says."""
    if not isValid(window):
        return
    for dialog in window.findChildren(QWidget):
        if dialog.isWindow() and dialog.isVisible():
            dialog.close()
    window.close()
    window.office.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()


def keep(folder: Path, *plans: Plan) -> Path:
    """Put plans into the library of a folder before a window opens it."""
    path = folder / "library.localplan"
    with open_library_at(path, AUTHOR) as library:
        for plan in plans:
            library.add_plan(plan)
    return path


def desk_of(window: Window) -> Desk:
    """The desk of the open plan."""
    assert window.desk is not None
    return window.desk


def work_of(window: Window) -> WorkView:
    """The working view of the open plan."""
    assert window.work is not None
    return window.work


def go(window: Window, step: str, form: str = "", record: str = "", field: str = "") -> None:
    """Go to a place and wait until the window is there."""
    window.go_to(Place(step, form, record, field))
    settle()


def settle(milliseconds: int = 0) -> None:
    """Let the window do what it has put off."""
    QTest.qWait(milliseconds or 1)
    QApplication.processEvents()


def seen(root: QWidget, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
    """The one visible widget of that name."""
    found = [widget for widget in root.findChildren(kind, name) if widget.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)} visible of {len(root.findChildren(kind, name))}"
    return found[0]


def into(root: QWidget, name: str, text: str, *, leave: bool = False) -> QWidget:
    """Put the cursor into a field, type a text key by key, and leave it with Tab if asked to."""
    widget: QWidget = seen(root, name)
    focus(widget)
    type_text(text)
    if leave:
        press(Qt.Key.Key_Tab)
    return widget


def focus(widget: QWidget) -> None:
    """Give a field the keyboard. Without a real screen a list that popped up stays active when it is gone."""
    if QApplication.activeWindow() is not widget.window():
        widget.window().activateWindow()
        QTest.qWaitForWindowActive(widget.window())
    widget.setFocus(Qt.FocusReason.TabFocusReason)


def type_text(text: str) -> None:
    """Type into whatever has the keyboard."""
    for letter in text:
        target = _keyboard()
        if letter.isascii():
            QTest.keyClicks(target, letter)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # keyClicks knows Latin letters only
            QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter))


def press(key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(_keyboard(), key, modifier)


def _keyboard() -> QWidget:
    """Where a key goes: to an open list before the field under it."""
    found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    assert found is not None, "nothing has the focus"
    return found


def control(key: Qt.Key) -> None:
    """Press a key with Ctrl."""
    press(key, Qt.KeyboardModifier.ControlModifier)


def click(root: QWidget, name: str) -> None:
    """Click a widget with the mouse."""
    QTest.mouseClick(seen(root, name), Qt.MouseButton.LeftButton)


def add_row(page: QWidget, wanted: str = "") -> None:
    """Press “Add” over a table or tree; where there is a choice, the first whose text has `wanted` in it."""
    button = seen(page, "rows.add", QToolButton)
    menu: QMenu | None = button.menu()
    if menu is None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    at = next((n for n, text in enumerate(texts) if wanted in text), None)
    assert at is not None, f"no {wanted!r} among {texts}"
    menu.actions()[at].trigger()
