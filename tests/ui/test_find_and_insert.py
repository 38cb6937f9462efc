"""Going anywhere by name, finding any text, and inserting from the collections."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QToolButton

from localplan.domain.records.logic import Activity, Indicator, Measure, Objective
from localplan.ui.collection import CollectionDialog
from localplan.ui.find import FindDialog
from localplan.ui.tree import TreePage
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import desk_of, go, seen, settle, work_of


def test_that_go_to_finds_a_measure_by_a_word_in_the_other_script_and_opens_it(opened: Opened) -> None:
    window = opened(samples.draft(), language="sr-Cyrl")
    window.ask_goal()
    dialog = window.findChild(FindDialog)
    QTest.keyClicks(seen(dialog, "find.line", QLineEdit), "strucna praksa mladih")
    assert dialog.list.count() >= 1
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    settle(50)
    measure = desk_of(window).plan.all(Measure)[0]
    assert work_of(window).place[0] == "measures"
    page = work_of(window).findChild(TreePage, "page.measure")
    assert page is not None and page.chosen_id() == measure.id


def test_that_go_to_says_so_when_nothing_has_the_name(opened: Opened) -> None:
    window = opened(samples.draft())
    window.ask_goal()
    dialog = window.findChild(FindDialog)
    QTest.keyClicks(dialog.line, "xyzzy")
    assert dialog.list.count() == 0
    assert dialog._nothing.isVisible()
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_that_find_reaches_a_text_inside_a_narrative(opened: Opened) -> None:
    window = opened(samples.draft())
    window.ask_text()
    dialog = window.findChild(FindDialog)
    QTest.keyClicks(dialog.line, "hometown")
    goals = [dialog.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.list.count())]
    assert goals and all(goal.place[2] in desk_of(window).plan for goal in goals)


def test_that_a_typical_measure_comes_in_with_its_activities_and_goes_with_one_undo(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    go(window, "measures")
    specific = next(o for o in desk.plan.all(Objective) if o.section == "diaspora")
    page = work_of(window).findChild(TreePage, "page.measure")
    assert page is not None
    page.choose(specific.id)
    before = desk.plan
    QTest.mouseClick(seen(window, "rows.collection", QToolButton), Qt.MouseButton.LeftButton)
    dialog = window.findChild(CollectionDialog)
    offered = seen(dialog, "collection.list", QListWidget)
    assert offered.count() > 5
    said = [offered.item(n).text() for n in range(offered.count())]
    assert any(text.endswith("Good practice · Moldova · MD-2") for text in said), "a practice names its country"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    settle()
    added = {kind: len(desk.plan.all(kind)) - len(before.all(kind)) for kind in (Measure, Activity, Indicator)}
    assert added[Measure] == 1 and added[Activity] >= 2
    desk.undo()
    assert desk.plan.digest == before.digest


def test_that_collections_are_offered_only_where_the_step_makes_such_records(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, "money")
    page = work_of(window).findChild(TreePage, "page.activity_funding")
    assert page is not None
    page.choose(desk_of(window).plan.all(Measure)[0].id)
    assert not page.collection.isVisible()
