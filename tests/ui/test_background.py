"""Work beside the window."""

from __future__ import annotations

import gc
import weakref
from functools import partial
from threading import Event, get_ident

from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from localplan.domain.values import Refused
from localplan.ui.background import in_background, wait_for_background
from tests import samples
from tests.ui.conftest import Opened


def test_that_an_answer_comes_back_into_the_window_s_thread(qtbot: QtBot) -> None:
    answers: list[object] = []
    in_background(QObject(), lambda: 7, answers.append)
    asker = QObject()
    in_background(asker, lambda: 8, answers.append)
    qtbot.waitUntil(lambda: 8 in answers)


def test_that_a_refusal_is_an_answer_too(qtbot: QtBot) -> None:
    def refuse() -> None:
        raise Refused("disk_full", needed=1, free=0)

    answers: list[object] = []
    asker = QObject()
    in_background(asker, refuse, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert isinstance(answers[0], Refused)


def test_that_nobody_is_called_when_the_asker_is_gone_before_the_answer(qtbot: QtBot) -> None:
    go_on, answers = Event(), []
    asker = QObject()
    in_background(asker, go_on.wait, answers.append)
    delete(asker)
    go_on.set()
    wait_for_background()
    QTest.qWait(50)
    assert answers == []


def test_that_a_plan_chosen_on_the_start_page_opens_while_the_window_answers(opened: Opened, qtbot: QtBot) -> None:
    window = opened(samples.small())
    window.start.list.itemClicked.emit(window.start.list.item(0))
    assert window.desk is None and not window.start.isEnabled(), "the click returns before the plan is read"
    qtbot.waitUntil(lambda: window.pages.currentWidget() is not window.start, timeout=20_000)
    assert window.desk is not None and window.desk.plan.id == samples.small().id
    assert window.start.isEnabled()


def test_that_a_plan_that_cannot_be_opened_soon_is_told(opened: Opened, qtbot: QtBot) -> None:
    window = opened(samples.small())
    window.open_soon(samples.draft().id)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=20_000)
    assert window.desk is None and window.start.isEnabled()
    window.findChildren(QMessageBox)[-1].close()


class Leaving(QObject):
    """Part of a circle that only the collector undoes; tells in which thread it went."""


def test_that_garbage_of_the_window_is_collected_in_its_own_thread(opened: Opened, qtbot: QtBot) -> None:
    opened()
    went: list[int] = []

    def litter() -> None:
        for _ in range(1_000):
            one = Leaving()
            one.circle = one  # type: ignore[attr-defined]
            weakref.finalize(one, lambda: went.append(get_ident()))

    def work() -> None:
        _ = [[number] for number in range(200_000)]  # enough for any collector to begin

    litter()
    asker, done = QObject(), []
    in_background(asker, work, done.append)
    qtbot.waitUntil(lambda: bool(done) and len(went) == 1_000, timeout=20_000)
    assert set(went) == {get_ident()}
    assert not gc.isenabled()


def test_that_an_errand_is_let_go_of_in_the_window_s_thread(qtbot: QtBot) -> None:
    went: list[int] = []
    held, asker, done = Leaving(), QObject(), []
    weakref.finalize(held, lambda: went.append(get_ident()))
    in_background(asker, partial(str, held), done.append)
    del held
    qtbot.waitUntil(lambda: bool(done) and bool(went), timeout=5_000)
    assert went == [get_ident()]
