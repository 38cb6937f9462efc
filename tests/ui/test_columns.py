"""The columns of a table: ticked in the menu of its heading, dragged, and found again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from localplan.app.settings import read_settings
from localplan.ui.table import TablePage
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import close_window, control, desk_of, go, press, settle

SHIFT = Qt.KeyboardModifier.ShiftModifier


def figures(window: Window) -> TablePage:
    go(window, "situation", "data_point")
    page = next(page for page in window.findChildren(TablePage) if page.isVisible() and page.form.code == "data_point")
    page.view.setFocus()
    return page


def shown(page: TablePage) -> list[str]:
    return [page.model.fields[column].name for column in page.columns.shown()]


def menu_of(page: TablePage) -> QMenu:
    """The menu of the heading, opened with the right mouse button."""
    header = page.view.horizontalHeader()
    at = QPoint(20, 8)
    where = header.viewport().mapToGlobal(at)
    QApplication.sendEvent(header.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.objectName() == "columns"
    return menu


def choose(page: TablePage, entry: int) -> None:
    """An entry of the menu, by arrow keys and Enter."""
    menu_of(page)
    for _ in range(entry + 1):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)


def test_that_ticks_hide_and_show_columns_and_are_found_again(opened: Opened, tmp_path: Path) -> None:
    window = opened(samples.draft())
    page = figures(window)
    every = shown(page)
    assert every[:2] == ["section", "topic"]
    choose(page, 1)
    assert shown(page) == [every[0], *every[2:]]
    choose(page, 0)
    assert shown(page) == every[2:] and page.view.currentIndex().column() == 2
    close_window(window)
    page = figures(opened(samples.draft()))
    assert shown(page) == every[2:] and page.view.currentIndex().column() == 2
    choose(page, len(every))  # behind the ticks: all
    assert shown(page) == every and not page.columns.all_action.isEnabled()
    kept = read_settings(tmp_path / "settings.json").widths["data_point"]
    assert kept == {"section": 0, "topic": 0}


def test_that_a_width_is_kept_and_that_of_the_last_column_is_not(opened: Opened) -> None:
    window = opened(samples.draft())
    page = figures(window)
    header = page.view.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) - 1, 8)
    before = header.sectionSize(1)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(header.viewport(), edge + QPoint(31, 0))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(60, 0))
    wide = header.sectionSize(1)
    assert wide > before + 20
    window.resize(1100, 700)
    settle()
    assert set(desk_of(window).widths["data_point"]) == {"topic"}
    close_window(window)
    page = figures(opened(samples.draft()))
    assert abs(page.view.columnWidth(1) - wide) <= 1


def test_that_one_column_stays(opened: Opened) -> None:
    page = figures(opened(samples.draft()))
    for tick in page.columns.ticks[1:]:
        tick.trigger()
    assert shown(page) == ["section"] and not page.columns.ticks[0].isEnabled()


def test_that_the_menu_of_the_cells_has_them_too(opened: Opened) -> None:
    page = figures(opened(samples.draft()))
    assert page.columns.menu.menuAction() in page.view.actions()


def test_that_copying_and_filling_pass_over_columns_that_are_not_shown(opened: Opened) -> None:
    window = opened(samples.draft())
    page, desk = figures(window), desk_of(window)
    names = [field.name for field in page.model.fields]
    label, value = names.index("label"), names.index("value")
    between = names[label + 1 : value]
    for name in between:
        page.columns.ticks[names.index(name)].trigger()
    page.view.setCurrentIndex(page.model.index(0, label))
    QTest.keyClick(page.view, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    before = page.model.rows[:2]
    assert between
    control(Qt.Key.Key_C)
    assert [len(line.split("\t")) for line in QApplication.clipboard().text().splitlines()] == [2, 2]
    press(Qt.Key.Key_Delete)
    emptied = page.model.rows[:2]
    assert all(not row.label and row.value is None for row in emptied)  # type: ignore[attr-defined]
    for old, new in zip(before, emptied, strict=True):
        assert [getattr(old, name) for name in between] == [getattr(new, name) for name in between]
    page.view.setCurrentIndex(page.model.index(0, label))
    control(Qt.Key.Key_V)
    assert [row.value for row in page.model.rows[:2]] == [row.value for row in before]  # type: ignore[attr-defined]
    assert desk.session.undo_label == "Paste cells"
