"""A plan is deleted on the start page, and comes back from the file that is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from localplan.app.deleting import deleted_folder
from localplan.domain.edits import SetField
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import desk_of, press, settle


def asked(window: Window, answer: str) -> QMessageBox:
    """The question after the Delete key was pressed on the first plan, answered."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.start.list.setFocus()
    window.start.list.setCurrentRow(0)
    press(Qt.Key.Key_Delete)
    settle()
    box = window.findChild(QMessageBox, "delete_plan")
    assert box is not None and box.isVisible()
    next(button for button in box.buttons() if button.text() == answer).click()
    settle()
    return box


def test_that_a_deleted_plan_comes_back_with_its_history_from_the_file_kept(opened: Opened, qtbot: QtBot) -> None:
    plan = samples.draft()
    window = opened(plan)
    desk = desk_of(window)
    desk.perform([SetField(plan.id, "vision", "Ensemble", "fr")], "Vision")
    digest = desk.plan.digest
    window.close_plan()
    asked(window, "Keep plan")
    assert window.start.list.count() == 1 and window.office.library.has_plan(plan.id)

    asked(window, "Delete")
    qtbot.waitUntil(lambda: window.start.list.count() == 0 and window.start.isEnabled(), timeout=10_000)
    assert not window.office.library.has_plan(plan.id)
    (kept,) = deleted_folder(window.office.address).iterdir()
    assert window.statusBar().currentMessage().endswith(f"{kept}.")

    window.take_in([kept])
    qtbot.waitUntil(lambda: window.office.library.has_plan(plan.id), timeout=30_000)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=10_000)
    assert desk_of(window).plan.digest == digest
    assert [entry.label for entry in window.office.library.journal(plan.id)] == ["Vision"]


def test_that_a_plan_that_cannot_be_kept_is_not_deleted(opened: Opened, qtbot: QtBot) -> None:
    plan = samples.draft()
    window = opened(plan)
    window.close_plan()
    deleted_folder(window.office.address).write_text("a file where the folder should be")
    asked(window, "Delete")
    qtbot.waitUntil(lambda: any(b.isVisible() for b in window.findChildren(QMessageBox)), timeout=10_000)
    told = next(b for b in window.findChildren(QMessageBox) if b.isVisible())
    assert told.windowTitle() == "The plan was not deleted" and "deleted plans" in told.text()
    assert window.office.library.has_plan(plan.id) and window.start.list.count() == 1
