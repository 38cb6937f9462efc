"""A laptop at 150 %: 911 × 512 logical pixels are enough for every page, and long titles can be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QTreeView

from localplan.ui.tree import TreePage
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import go, seen, settle, work_of

ENLARGED = (911, 512)


@pytest.mark.parametrize("language", ["en", "sr-Cyrl"])
def test_that_the_window_is_no_larger_than_the_screen(opened: Opened, language: str) -> None:
    window = opened(samples.implementation(), language=language, size=ENLARGED)
    window.show_hub()
    settle(20)
    assert (window.width(), window.height()) == ENLARGED
    assert window.hub is not None
    cards = list(window.hub.cards.values())
    assert len({card.x() for card in cards}) == 2
    assert all(card.x() + card.width() <= window.width() for card in cards)
    window.resize(1366, 768)
    settle(20)
    assert len({card.x() for card in cards}) == 4
    for step in ("situation", "activities", "delivery"):
        window.resize(*ENLARGED)
        go(window, step)
        settle(20)
        assert window.width() == ENLARGED[0], step


@pytest.mark.parametrize("language", ["en", "sr-Cyrl"])
def test_that_details_stand_beneath_a_narrow_tree(opened: Opened, language: str) -> None:
    window = opened(samples.implementation(), language=language, size=ENLARGED)
    go(window, "activities", "activity")
    settle(20)
    page = next(page for page in work_of(window).findChildren(TreePage) if page.isVisible())
    splitter = page.findChildren(QSplitter)[0]
    assert splitter.orientation() == Qt.Orientation.Vertical
    view = seen(page, "tree.activity", QTreeView)
    assert view.columnWidth(0) > view.fontMetrics().averageCharWidth() * 40
    window.resize(1366, 768)
    settle(20)
    assert splitter.orientation() == Qt.Orientation.Horizontal
    index = view.model().index(0, 0)
    assert view.visualRect(index).height() >= 2 * view.fontMetrics().lineSpacing()


def test_that_a_library_for_reading_takes_no_word_on_a_step(opened: Opened) -> None:
    window = opened(samples.draft())
    window.show_hub()
    box = seen(window, "hub.start.status", QComboBox)
    assert box.isEnabled()
    assert window.desk is not None
    window.desk.session.read_only = True
    window.show_hub()
    assert not box.isEnabled()


def test_that_a_page_keeps_half_of_a_narrow_window_until_the_edges_are_moved(opened: Opened) -> None:
    window = opened(samples.draft(), size=ENLARGED)
    go(window, "objectives", "vision")
    settle(20)
    work = work_of(window)
    assert work.stack.width() > window.width() // 2
    work._splitter.setSizes([120, 500, 270])
    work._splitter.splitterMoved.emit(120, 1)
    before = work._splitter.sizes()
    window.resize(ENLARGED[0], ENLARGED[1] + 20)
    settle(20)
    assert work._splitter.sizes() == before


def test_that_no_page_squeezes_the_list_of_steps(opened: Opened) -> None:
    window = opened(samples.draft(), size=ENLARGED)
    work = work_of(window)
    for step in ("measures", "situation", "money", "start"):
        go(window, step)
        settle(20)
        assert work.rail.width() > 150, step
