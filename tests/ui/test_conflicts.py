"""Two people worked on one plan: seven contradictions are decided by key, the merge is undone and redone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QProgressDialog,
    QTabBar,
)
from pytestqt.qtbot import QtBot

from localplan.app.plans import open_library_at
from localplan.app.sending import package_from, sent_revision
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity, Measure, Objective
from localplan.exchange.package import write_package
from localplan.ui.conflicts import ConflictsPage
from localplan.ui.window import Window
from tests.contradictions import OTHER, package_of_other, prepared
from tests.ui.conftest import Opened
from tests.ui.windows import AUTHOR, click, control, desk_of, focus, press, seen, settle, type_text


@pytest.fixture
def window(opened: Opened, qtbot: QtBot, tmp_path: Path) -> Window:
    """A window that has just taken in the other side's package."""
    package, _ = package_of_other(tmp_path / "other", tmp_path / "library.localplan", AUTHOR)
    window = opened()
    window.take_in([package])
    qtbot.waitUntil(lambda: window.conflicts is not None and window.conflicts.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: not window.findChildren(QProgressDialog))
    at_the_list(window, qtbot)
    return window


def at_the_list(window: Window, qtbot: QtBot) -> None:
    """Give the list the keyboard; without a real screen a dialog that is gone may have left nobody active."""

    def there() -> bool:
        focus(page_of(window).list)
        return QApplication.focusWidget() is page_of(window).list

    qtbot.waitUntil(there)


def page_of(window: Window) -> ConflictsPage:
    assert window.conflicts is not None
    return window.conflicts


def counts(window: Window) -> tuple[int, int]:
    """How many are open, how many decided."""
    book = page_of(window).contradictions
    return len(book.open), len(book.decided)


def texts(window: Window) -> str:
    """All that the page says."""
    settle(20)
    labels = page_of(window).findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def first(plan: Plan, at: int) -> Activity:
    return plan.all(Activity)[at]


def saved(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.office.library.unsaved == 0)
    settle(20)


def press_until_none_is_open(window: Window, keys: str) -> None:
    for key in keys:
        type_text(key)
        settle(5)


def test_that_seven_contradictions_are_decided_by_key_undone_with_the_merge_and_redone(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    QAbstractItemModelTester(page_of(window).model)
    merged = desk_of(window).plan.digest
    assert counts(window) == (7, 0) and "1 of 7" in texts(window)
    assert OTHER in texts(window) and "You" in texts(window)
    press_until_none_is_open(window, "1221212")
    assert counts(window) == (0, 7)
    assert "All contradictions are decided." in texts(window)
    decided = desk_of(window).plan.digest
    assert decided != merged

    click(window, "conflicts.undo")
    box = window.findChild(QMessageBox, "merge.undo")
    assert box is not None and OTHER in box.text()
    QTest.mouseClick(seen(box, "merge.undo.yes"), Qt.MouseButton.LeftButton)
    saved(window, qtbot)
    assert counts(window) == (0, 0) and page_of(window).contradictions.all == ()
    plan = desk_of(window).plan
    assert (first(plan, 0).deadline, plan.all(Objective)[1].title["en"]) == ("2027-Q2", "Young people stay")
    assert plan.all(Measure)[1].title["en"] != "By Ana"

    at_the_list(window, qtbot)
    while desk_of(window).session.can_redo:
        control(Qt.Key.Key_Y)
    saved(window, qtbot)
    assert desk_of(window).plan.digest == decided and counts(window) == (0, 7)
    print_report(window, qtbot, tmp_path)


def print_report(window: Window, qtbot: QtBot, folder: Path) -> None:
    page_of(window)._paper("report")
    dialog = page_of(window).findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(folder / "report.pdf"))
    dialog.close()
    qtbot.waitUntil(lambda: (folder / "report.pdf").exists(), timeout=30_000)
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_that_undo_opens_a_contradiction_again_and_redo_closes_it(window: Window, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Right)
    about = page_of(window).current
    assert about is not None and "2 of 7" in texts(window)
    type_text("2")
    assert counts(window) == (6, 1)
    control(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: counts(window) == (7, 0))
    control(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: counts(window) == (6, 1))
    seen(window, "conflicts.tabs", QTabBar).setCurrentIndex(1)
    assert page_of(window).current is not None and page_of(window).current.id == about.id
    type_text("1")
    assert counts(window) == (6, 1) and page_of(window).contradictions.decided[0].chosen == "ours"


def test_that_one_choice_serves_for_similar_ones(window: Window) -> None:
    page = page_of(window)
    while page.current is not None and page.current.field != "deadline":
        press(Qt.Key.Key_Right)
    box = seen(window, "conflicts.same", QCheckBox)
    assert "Deadline" in box.text()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().topLeft() + box.rect().bottomLeft() / 2)
    assert box.isChecked()
    type_text("2")
    assert counts(window) == (5, 2)
    plan = desk_of(window).plan
    assert (first(plan, 0).deadline, first(plan, 1).deadline) == ("2027-Q1", "2028-Q2")


def test_that_a_value_of_ones_own_is_typed_and_both_texts_can_stand(window: Window, qtbot: QtBot) -> None:
    page = page_of(window)
    type_text("4")
    dialog = page.findChild(QInputDialog, "conflict.value")
    assert dialog is not None
    dialog.setTextValue("One text for all.")
    dialog.accept()
    assert counts(window) == (6, 1)
    conflict = page.contradictions.decided[0]
    assert conflict.chosen == "own"
    assert getattr(desk_of(window).plan[conflict.record], conflict.field)["en"] == "One text for all."
    seen(window, "conflicts.tabs", QTabBar).setCurrentIndex(1)
    at_the_list(window, qtbot)
    type_text("3")
    text = getattr(desk_of(window).plan[conflict.record], conflict.field)["en"]
    assert "Few come back." in text and "Every fifth comes back." in text


def test_that_later_work_in_the_same_place_keeps_the_merge_and_offers_the_state_before(
    window: Window, qtbot: QtBot
) -> None:
    desk, book = desk_of(window), page_of(window).contradictions
    measure = desk.plan.all(Measure)[1]
    assert desk.perform([SetField(measure.id, "title", "Typed later", "en")], "Later")
    click(window, "conflicts.undo")
    box = window.findChild(QMessageBox, "merge.undo")
    assert box is not None and "Typed later" in box.text()
    QTest.mouseClick(seen(box, "merge.undo.yes"), Qt.MouseButton.LeftButton)
    saved(window, qtbot)
    assert desk.plan[measure.id].title["en"] not in ("Typed later", "By Ana")  # type: ignore[attr-defined]
    assert book.all == ()
    desk.undo()
    qtbot.waitUntil(lambda: len(book.open) == 7)
    assert desk.plan[measure.id].title["en"] == "Typed later"  # type: ignore[attr-defined]


def test_that_later_work_elsewhere_stays_when_the_merge_is_undone(window: Window, qtbot: QtBot) -> None:
    desk = desk_of(window)
    measure = desk.plan.all(Measure)[2]
    assert desk.perform([SetField(measure.id, "title", "Typed later", "en")], "Later")
    click(window, "conflicts.undo")
    box = window.findChild(QMessageBox, "merge.undo")
    assert box is not None
    QTest.mouseClick(seen(box, "merge.undo.yes"), Qt.MouseButton.LeftButton)
    saved(window, qtbot)
    assert desk.plan.all(Measure)[2].title["en"] == "Typed later"
    assert desk.plan.all(Measure)[1].title["en"] != "By Ana"


def test_that_the_overview_says_how_many_are_left_and_leads_back(window: Window) -> None:
    type_text("1")
    click(window, "conflicts.back")
    assert "6 contradictions" in seen(window, "hub.conflicts").text()  # type: ignore[attr-defined]
    click(window, "hub.conflicts")
    assert page_of(window).isVisible() and counts(window) == (6, 1)
    page_of(window)._paper("text")
    sheet = QApplication.clipboard().text()
    assert sheet.count("☐") >= 18 and OTHER in sheet and AUTHOR in sheet


def test_that_a_card_leads_to_its_place(window: Window, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Right)
    conflict = page_of(window).current
    assert conflict is not None
    settle(20)
    click(window, "conflict.go")
    qtbot.waitUntil(lambda: window.work is not None and window.work.isVisible())
    assert window.work is not None and window.work.place[2] == conflict.record


@pytest.mark.parametrize(("answer", "plans"), [("new", 2), ("own", 1)])
def test_that_a_copy_for_another_municipality_is_asked_about(
    opened: Opened, qtbot: QtBot, tmp_path: Path, answer: str, plans: int
) -> None:
    plan = prepared()
    window = opened(plan)
    copy = apply_edits(plan, [SetField(plan.id, "municipality", "80438"), SetField(plan.id, "code", "")])
    with open_library_at(tmp_path / "theirs.localplan", OTHER) as library:
        library.add_plan(copy)
        now, revision = sent_revision(library, plan.id)
        write_package(tmp_path / "copy.lplan", package_from(library, now, revision, {}))
    window.take_in([tmp_path / "copy.lplan"])
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "copied_plan") is not None, timeout=20_000)
    box = window.findChild(QMessageBox, "copied_plan")
    assert box is not None
    QTest.mouseClick(seen(box, f"copied_plan.{answer}"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk is not None)
    known = window.office.library.plans()
    assert len(known) == plans
    root = desk_of(window).plan.root
    assert (root.municipality, root.derived_from == plan.id) == (
        ("80438", True) if answer == "new" else ("99999", False)
    )
