"""Ranges of cells between a table and a spreadsheet, by the keys that everybody knows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QTableView

from localplan.domain.records.analysis import DataPoint
from localplan.ui.table import TablePage
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import desk_of, go, press, settle

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def figures(window: Window) -> tuple[TablePage, QTableView]:
    """The table of figures, its first cell of values chosen."""
    go(window, "situation", "data_point")
    page = next(page for page in window.findChildren(TablePage) if page.isVisible() and page.form.code == "data_point")
    column = next(n for n, field in enumerate(page.model.fields) if field.name == "value")
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(0, column))
    return page, page.view


def down(view: QTableView, rows: int) -> None:
    for _ in range(rows):
        QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)


def values(page: TablePage, count: int) -> list[object]:
    found = []
    for record in page.model.rows[:count]:
        assert isinstance(record, DataPoint)
        found.append(record.value)
    return found


def test_that_figures_are_copied_filled_down_emptied_and_pasted_back(opened: Opened) -> None:
    window = opened(samples.draft())
    page, view = figures(window)
    before = values(page, 4)
    down(view, 2)
    press(Qt.Key.Key_C, CONTROL)
    copied = QApplication.clipboard().text()
    assert copied.splitlines() == [desk_of(window).words.number(value) for value in before[:3]]  # type: ignore[arg-type]
    press(Qt.Key.Key_D, CONTROL)
    assert values(page, 4) == [before[0]] * 3 + [before[3]]
    press(Qt.Key.Key_Delete)
    assert values(page, 4) == [None] * 3 + [before[3]]
    press(Qt.Key.Key_V, CONTROL)
    assert values(page, 4) == before
    for _ in range(3):
        desk_of(window).undo()
    assert values(page, 4) == before and desk_of(window).plan.digest == samples.draft().digest


def test_that_a_column_from_a_spreadsheet_fills_rows_and_makes_the_ones_that_are_missing(opened: Opened) -> None:
    window = opened(samples.draft())
    page, view = figures(window)
    count = len(page.model.rows)
    last = page.model.index(count - 1, view.currentIndex().column())
    view.setCurrentIndex(last)
    QApplication.clipboard().setText("1.234,5\r\n2 000\r\n17\r\n")
    press(Qt.Key.Key_V, CONTROL)
    assert len(page.model.rows) == count + 2
    assert [str(value) for value in values(page, count + 2)[-3:]] == ["1234.5", "2000", "17"]
    assert desk_of(window).session.undo_label == desk_of(window).words("Paste cells")


def test_that_texts_come_back_in_the_script_in_which_they_were_typed(opened: Opened) -> None:
    window = opened(samples.draft(), language="sr-Latn")
    page, view = figures(window)
    column = next(n for n, field in enumerate(page.model.fields) if field.name == "label")
    view.setCurrentIndex(page.model.index(0, column))
    down(view, 3)
    press(Qt.Key.Key_C, CONTROL)
    press(Qt.Key.Key_V, CONTROL)
    assert desk_of(window).plan == samples.draft()


def test_that_one_cell_goes_into_all_that_are_chosen(opened: Opened) -> None:
    window = opened(samples.draft())
    page, view = figures(window)
    down(view, 2)
    QApplication.clipboard().setText("42")
    press(Qt.Key.Key_V, CONTROL)
    assert [str(value) for value in values(page, 3)] == ["42"] * 3


def test_that_what_was_not_understood_is_told_by_row_and_column(opened: Opened) -> None:
    window = opened(samples.draft())
    page, _ = figures(window)
    before = values(page, 2)
    QApplication.clipboard().setText("many\n7\n")
    press(Qt.Key.Key_V, CONTROL)
    settle()
    box = window.findChildren(QMessageBox)[-1]
    assert "many" in box.text() and "1" in box.text()
    box.close()
    assert [before[0], 7] == values(page, 2)


def test_that_several_chosen_rows_are_removed_at_once(opened: Opened) -> None:
    window = opened(samples.draft())
    page, view = figures(window)
    gone = {record.id for record in page.model.rows[:3]}
    down(view, 2)
    press(Qt.Key.Key_Delete, CONTROL)
    assert not gone & {record.id for record in page.model.rows}
    desk_of(window).undo()
    assert desk_of(window).plan.digest == samples.draft().digest
