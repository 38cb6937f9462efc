"""A laptop at 150 %: 911 × 512 logical pixels are enough for every page, and long titles can be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSplitter, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from localplan.domain.records.logic import FundingLine
from localplan.ui.fields.side_by_side import SideBySide
from localplan.ui.flow import Flow
from localplan.ui.forms import RecordForm
from localplan.ui.labels import UpDownArea
from localplan.ui.panels.page import DrawnPage
from localplan.ui.panels.same_table import SameTable
from localplan.ui.tree import TreePage
from tests import samples
from tests.plans import empty_plan
from tests.ui.conftest import Opened
from tests.ui.windows import desk_of, go, seen, settle, work_of

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


@pytest.mark.parametrize("language", ["en", "sr-Cyrl"])
def test_that_no_drawn_page_is_wider_than_its_place(opened: Opened, language: str) -> None:
    window = opened(samples.implementation(), language=language, size=ENLARGED)
    for step, code in (("coordination", "risk_matrix"), ("coordination", "scan"), ("frame", "alignment")):
        go(window, step, code)
        settle(30)
        page = seen(window, f"panel.{code}", DrawnPage)
        assert page.area.horizontalScrollBar().maximum() == 0, code
        tables = page.findChildren(SameTable)
        assert tables and all(table.width() <= page.area.viewport().width() for table in tables)
    window.resize(1366, 768)
    go(window, "coordination", "risk_matrix")
    settle(30)
    assert seen(window, "panel.risk_matrix.table", SameTable).columnCount() == 7


def test_that_columns_without_room_are_gathered_and_lose_nothing(opened: Opened) -> None:
    window = opened(samples.implementation(), size=ENLARGED)
    go(window, "coordination", "risk_matrix")
    settle(30)
    table = seen(window, "panel.risk_matrix.table", SameTable)
    assert table.columnCount() < len(table.table.heads)
    cells = (table.item(0, column) for column in range(table.columnCount()))
    text = "\n".join(cell.text() for cell in cells if cell is not None)
    assert all(cell in text for cell in table.table.rows[0].cells)
    assert "Responsible: MCo" in text


@pytest.mark.parametrize("language", ["en", "sr-Cyrl"])
def test_that_the_cards_of_findings_fit_into_their_pane(opened: Opened, language: str) -> None:
    window = opened(samples.draft(), language=language, size=ENLARGED)
    go(window, "measures")
    side = work_of(window).side
    side.setCurrentIndex(1)
    desk_of(window).check()
    settle(60)
    area = side.findings.findChildren(UpDownArea)[0]
    buttons = [button for button in side.findings.findChildren(QPushButton) if button.isVisible()]
    assert any(button.objectName().endswith(".accept") for button in buttons)
    held = area.viewport()
    assert all(button.mapTo(held, button.rect().topRight()).x() < held.width() for button in buttons)


def test_that_buttons_stand_beside_one_another_where_there_is_room(qtbot: QtBot) -> None:
    buttons = QPushButton("Go there"), QPushButton("Accept because…")
    row = QWidget()
    flow = Flow(row)
    for button in buttons:
        flow.addWidget(button)
    qtbot.addWidget(row)
    row.show()
    row.resize(400, 80)
    assert buttons[0].y() == buttons[1].y() and buttons[0].x() < buttons[1].x()
    row.resize(row.minimumSizeHint().width(), 80)
    assert buttons[0].y() < buttons[1].y() and buttons[0].x() == buttons[1].x()


@pytest.mark.parametrize("size", [ENLARGED, (1366, 768)])
def test_that_long_references_and_amounts_of_years_have_room(opened: Opened, size: tuple[int, int]) -> None:
    window = opened(samples.implementation(), language="sr-Cyrl", size=size)
    line = next(iter(desk_of(window).plan.all(FundingLine)))
    go(window, "money", "funding_line", line.id)
    settle(30)
    (form,) = (form for form in window.findChildren(RecordForm) if form.isVisible() and form.target.id == line.id)
    room = form.mapToGlobal(form.rect().topRight()).x()
    for name in ("amounts", "status", "donor", "source"):
        for shown in form.editors[name].inputs.values():
            assert shown.mapToGlobal(shown.rect().topRight()).x() <= room, name
            assert shown.width() >= shown.fontMetrics().horizontalAdvance("12.345.678"), name
    assert form.editors["donor"].width() == form.editors["source"].width() == form.width()


def test_that_more_years_take_more_rows(qtbot: QtBot) -> None:
    cells = [(QLineEdit(),) for _ in range(10)]
    years = SideBySide(cells)
    qtbot.addWidget(years)
    years.show()
    each = cells[0][0].sizeHint().width()
    for across in (10, 4, 1):
        years.resize((each + 10) * across, 600)
        assert len({cell.mapTo(years, QPoint()).x() for (cell,) in cells}) == across


@pytest.mark.parametrize("language", ["en", "sr-Cyrl"])
def test_that_no_page_of_a_new_plan_squeezes_the_list_of_steps(opened: Opened, language: str) -> None:
    plan = empty_plan(legal_profile="rs", period_start="2027-01-01", period_end="2029-12-31")
    window = opened(plan, language=language, size=ENLARGED)
    work = work_of(window)
    go(window, "start")
    for step in ("start", "situation", "delivery"):
        go(window, step)
        for at in range(work.pages[step].tabs.count()):
            work.pages[step].tabs.setCurrentIndex(at)
            settle(5)
            assert work.rail.width() > 150, (step, at)
