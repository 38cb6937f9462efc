"""A filled-in workbook in the window: shown, answered by keyboard, taken over, undone."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from localplan.domain.edits import DropRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.ui.window import Window
from localplan.ui.workbook_back import WorkbookBackDialog
from tests import samples
from tests.exchange.returned import edited, put, row
from tests.exchange.workbooks import written
from tests.ui.conftest import Opened
from tests.ui.test_files import message
from tests.ui.windows import desk_of, seen


def filled_in(plan: Plan, path: Path) -> Path:
    """The plan's workbook after a colleague wrote a title, a wrong quarter, and deleted a regulation."""

    def work(book: Workbook) -> None:
        put(book["Activities"], plan.all_of("activity")[0].id, "title@en", "Courses by night")
        put(book["Activities"], plan.all_of("activity")[1].id, "deadline", "whenever")
        page = book["Regulations"]
        page.delete_rows(row(page, plan.all_of("regulation")[0].id))

    return edited(written(plan, path), work)


def shown(window: Window, qtbot: QtBot) -> WorkbookBackDialog:
    """The dialog with the preview."""

    def there() -> bool:
        return any(dialog.isVisible() for dialog in window.findChildren(WorkbookBackDialog))

    qtbot.waitUntil(there, timeout=20_000)
    return seen(window, "workbook_back", WorkbookBackDialog)


def lines(dialog: WorkbookBackDialog, name: str) -> list[str]:
    page = dialog.findChild(QListWidget, f"workbook_back.{name}")
    assert page is not None
    return [page.item(index).text() for index in range(page.count())]


def test_that_a_workbook_is_shown_answered_and_taken_over_as_one_action(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = samples.draft()
    window = opened(plan)
    window.take_in([filled_in(plan, tmp_path / "filled.xlsx")])
    dialog = shown(window, qtbot)
    assert desk_of(window).plan == plan
    (change,) = lines(dialog, "changes")
    assert change.endswith("→ Courses by night")
    (problem,) = lines(dialog, "problems")
    assert "whenever" in problem
    counts = dialog.findChild(QLabel, "workbook_back.counts")
    assert counts is not None and "records changed: 1" in counts.text()
    dialog.findChild(QTabWidget, "workbook_back.tabs").setCurrentWidget(dialog.questions)  # type: ignore[union-attr]
    dialog.questions.setFocus()
    dialog.questions.setCurrentRow(0)
    QTest.keyClick(dialog.questions, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(lines(dialog, "changes")) == 2, timeout=20_000)
    qtbot.mouseClick(seen(dialog, "workbook_back.take", QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.desk) and desk_of(window).plan != plan, timeout=20_000)
    edits = [
        SetField(plan.all_of("activity")[0].id, "title", "Courses by night", "en"),
        DropRecord(plan.all_of("regulation")[0].id),
    ]
    assert desk_of(window).plan == apply_edits(plan, edits)
    desk_of(window).undo()
    assert desk_of(window).plan == plan


def test_that_cancelling_changes_nothing(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    plan = samples.draft()
    window = opened(plan)
    window.take_in([filled_in(plan, tmp_path / "filled.xlsx")])
    dialog = shown(window, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert desk_of(window).plan == plan and not window.office.library.region.received()


def test_that_workbooks_of_other_plans_are_told_and_the_next_one_follows(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(samples.draft())
    foreign = written(samples.small(), tmp_path / "foreign.xlsx", "fr")
    window.take_in([foreign, filled_in(samples.draft(), tmp_path / "filled.xlsx")])
    assert "not in this library" in message(window, qtbot)
    assert len(lines(shown(window, qtbot), "changes")) == 1


def test_that_what_contradicts_the_plan_leads_to_its_contradictions(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = samples.draft()
    path = filled_in(plan, tmp_path / "filled.xlsx")
    window = opened(plan)
    window.office.library.keep_revision(plan, "sent")
    desk_of(window).perform([SetField(plan.all_of("activity")[0].id, "title", "Ours", "en")], "Ours")
    window.take_in([path])
    dialog = shown(window, qtbot)
    assert "contradictions: 1" in dialog.counts.text()
    qtbot.mouseClick(seen(dialog, "workbook_back.take", QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.pages.currentWidget().objectName() == "conflicts", timeout=20_000)
