"""The filter over a table: what is typed, what is seen, and what goes on being seen while somebody works."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from localplan.domain.edits import SetField
from localplan.ui.table import TablePage
from localplan.ui.table_rows import RowsModel
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import add_row, desk_of, focus, go, press, seen, settle, type_text

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def figures(window: Window) -> TablePage:
    go(window, "situation", "data_point")
    return next(page for page in window.findChildren(TablePage) if page.isVisible() and page.form.code == "data_point")


def filtered(page: TablePage, text: str) -> QLineEdit:
    """The line, with a text typed into it key by key."""
    line = seen(page, f"filter.{page.form.code}", QLineEdit)
    focus(line)
    type_text(text)
    return line


def labels(page: TablePage) -> list[str]:
    column = next(n for n, field in enumerate(page.model.fields) if field.name == "label")
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def test_that_rows_with_all_words_are_shown_whatever_the_script_and_counted(opened: Opened) -> None:
    window = opened(samples.draft(), language="sr-Cyrl")
    page = figures(window)
    every = labels(page)
    line = filtered(page, "STANOV broj")
    wanted = [text for text in every if "станов" in text.lower() and "број" in text.lower()]
    assert 0 < len(wanted) < len(every)
    assert set(wanted) <= set(labels(page)) and len(labels(page)) < len(every)
    count = seen(page, f"filter.{page.form.code}.count", QLabel)
    assert count.text() == f"{len(labels(page))} од {len(every)}"
    press(Qt.Key.Key_Escape)
    assert labels(page) == every and line.text() == "" and not count.isVisible()


def test_that_down_leads_into_the_table_and_details_follow_what_is_seen(opened: Opened) -> None:
    window = opened(samples.draft())
    page = figures(window)
    word = labels(page)[-1].split()[0]
    filtered(page, word)
    assert page.chosen() in page.model.rows and page.details.target.id == page.model.rows[0].id
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.view


def test_that_what_matches_nothing_leaves_the_line_and_not_the_word_of_an_empty_table(opened: Opened) -> None:
    window = opened(samples.draft())
    page = figures(window)
    line = filtered(page, "qqqq")
    assert page.model.rows == [] and line.isVisible() and page.view.isVisible()
    assert not page.details.isVisible() and page._nothing_yet.isHidden()
    press(Qt.Key.Key_Escape)
    assert page.model.rows == page.model.all and page.details.isVisible()


def test_that_keys_act_on_the_rows_that_are_seen_alone(opened: Opened) -> None:
    window = opened(samples.draft())
    page, desk = figures(window), desk_of(window)
    filtered(page, labels(page)[3].split()[0])
    seen_ids, hidden = {r.id for r in page.model.rows}, [r for r in page.model.all if page.model.hides(r.id)]
    assert len(seen_ids) > 1 and hidden
    press(Qt.Key.Key_Down)
    column = next(n for n, field in enumerate(page.model.fields) if field.name == "value")
    page.view.setCurrentIndex(page.model.index(0, column))
    for _ in range(len(page.model.all)):
        QTest.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_D, CONTROL)
    assert {desk.plan[id].value for id in seen_ids} == {page.model.rows[0].value}  # type: ignore[attr-defined]
    assert [desk.plan[record.id] for record in hidden] == hidden
    press(Qt.Key.Key_Delete, CONTROL)
    assert not any(id in desk.plan for id in seen_ids) and page.model.all == hidden
    assert not page.row_actions.actions_by_name["down"].isEnabled()


def test_that_a_new_row_and_one_that_is_worked_at_stay_in_sight(opened: Opened) -> None:
    window = opened(samples.draft())
    page, desk = figures(window), desk_of(window)
    filtered(page, labels(page)[0].split()[0])
    before = [record.id for record in page.model.rows]
    add_row(page)
    new = page.chosen()
    assert new is not None and new.id not in before and len(page.model.rows) == len(before) + 1
    desk.perform([SetField(before[0], "label", "zzz", "en")], "Other words")
    assert page.model.row_of(before[0]) >= 0
    page.choose(next(r.id for r in page.model.all if page.model.hides(r.id)))
    assert page.filter.line.text() == "" and page.model.rows == page.model.all


def test_that_a_place_elsewhere_leads_to_a_hidden_row(opened: Opened) -> None:
    window = opened(samples.draft())
    page = figures(window)
    filtered(page, labels(page)[0])
    hidden = next(r.id for r in page.model.all if page.model.hides(r.id))
    go(window, "situation", "data_point", hidden, "value")
    assert page.details.target.id == hidden and page.model.rows == page.model.all


def test_that_a_few_rows_have_no_line(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, "money", "budget_ceiling")
    page = next(page for page in window.findChildren(TablePage) if page.isVisible())
    assert len(page.model.all) < 9 and not page.filter.isVisible()


def test_that_a_filtered_table_keeps_the_rules_of_models(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    model = RowsModel(desk, desk.methodology.form("indicator"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    every = list(model.rows)
    model.filter(desk.name_of(every[0]))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert 0 < len(model.rows) < len(every)
    desk.perform([SetField(every[0].id, "title", "Друго", "sr-Cyrl")], "Title")
    desk.undo()
    model.filter("")
    model.sort(-1)
    assert [record.id for record in model.rows] == [record.id for record in every]
    assert tester.model() is model
    settle()
