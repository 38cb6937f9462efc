"""Long pages of questions: what is far from the view is made when one comes to it, and no box is ever squashed."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from localplan.ui.entries import EntriesPage, QuestionPart
from localplan.ui.fields.editor import FieldEditor
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import go, settle, work_of

STEP, FORM = "situation", "questions_self_assessment"  # 25 questions


def long_page(window: Window, qtbot: QtBot) -> EntriesPage:
    go(window, STEP, FORM)
    pages = [page for page in window.findChildren(EntriesPage) if page.isVisible()]
    assert len(pages) == 1
    at_rest(pages[0], qtbot)
    return pages[0]


def at_rest(page: EntriesPage, qtbot: QtBot) -> None:
    settle()
    qtbot.waitUntil(lambda: not page._near(), timeout=5_000)


def made(page: EntriesPage) -> list[bool]:
    return [question.form is not None for question in page.questions.values()]


def height_in_view(page: EntriesPage, question: QWidget) -> int:
    return question.mapTo(page._area.viewport(), QPoint(0, 0)).y()


def first_in_view(page: EntriesPage) -> QuestionPart:
    return next(q for q in page._all() if height_in_view(page, q) + q.height() > 0)


def test_that_only_what_is_near_the_view_is_made(opened: Opened, qtbot: QtBot) -> None:
    page = long_page(opened(samples.draft()), qtbot)
    assert made(page)[0] and not all(made(page))
    assert sum(made(page)) < 10, "far fewer than the 25 questions are near"


def test_that_the_end_of_the_page_is_made_when_one_scrolls_there(opened: Opened, qtbot: QtBot) -> None:
    page = long_page(opened(samples.draft()), qtbot)
    bar = page._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    at_rest(page, qtbot)
    assert made(page)[-1] and not all(made(page))


def test_that_what_one_reads_stays_where_it_is_while_the_page_above_is_made(opened: Opened, qtbot: QtBot) -> None:
    page = long_page(opened(samples.draft()), qtbot)
    bar = page._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    at_rest(page, qtbot)
    while not all(made(page)):
        bar.setValue(bar.value() - 150)
        read = first_in_view(page)
        before = height_in_view(page, read)
        at_rest(page, qtbot)
        assert height_in_view(page, read) == before


def test_that_boxes_have_their_height_before_the_first_painting(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, STEP, "data_point")
    page = work_of(window).pages[STEP]
    page.tabs.setCurrentIndex(next(n for n, codes in enumerate(page._codes) if "questions_situation" in codes))
    while window.findChildren(EntriesPage) and any(p._near() for p in window.findChildren(EntriesPage)):
        QApplication.processEvents()
        for editor in filter(QWidget.isVisible, window.findChildren(FieldEditor)):
            for box in editor.findChildren(QPlainTextEdit):
                assert box.mapTo(editor, QPoint(0, box.height())).y() <= editor.height(), box.objectName()
