"""The import assistant: a table that the program did not write comes into the open plan."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from localplan.domain.records.logic import Activity
from localplan.ui.made_elsewhere import MadeElsewhereDialog
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.test_files import message
from tests.ui.windows import desk_of, seen


def table(path: Path, measure: str) -> Path:
    made = Workbook()
    page = made.active
    assert page is not None
    page.append(["Old plan"])
    page.append(["No.", "Under", "What is done", "Deadline"])
    page.append([1, measure, "Old courses", "2027-Q2"])
    page.append([2, measure, "Old fair", "some day"])
    made.save(path)
    return path


def test_that_a_table_made_elsewhere_comes_in_as_one_action_and_its_columns_are_remembered(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = samples.draft()
    measure = plan.all_of("measure")[0]
    window = opened(plan)
    path = table(tmp_path / "old.xlsx", measure.title["en"])  # type: ignore[attr-defined]
    window.take_in([path])

    def assistant() -> bool:
        return any(dialog.isVisible() for dialog in window.findChildren(MadeElsewhereDialog))

    qtbot.waitUntil(assistant, timeout=20_000)
    dialog = seen(window, "made_elsewhere", MadeElsewhereDialog)
    assert dialog.head.value() == 2 and dialog.form.currentData() == "activity"
    assert "Preparing" in dialog.preview.item(0).text() and not dialog.take_button.isEnabled()
    boxes = [dialog.findChild(QComboBox, f"made_elsewhere.field.{row}") for row in range(4)]
    assert all(boxes)
    assert boxes[3].currentData() == "deadline"  # type: ignore[union-attr]
    boxes[1].setCurrentIndex(boxes[1].findData(":belongs_to"))  # type: ignore[union-attr]
    boxes[2].setCurrentIndex(boxes[2].findData("title@en"))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bool(dialog.found and dialog.found.imported.counts.added == 2), timeout=20_000)
    lines = [dialog.preview.item(row).text() for row in range(dialog.preview.count())]
    assert any("D4" in line and "some day" in line for line in lines)
    qtbot.mouseClick(seen(dialog, "made_elsewhere.take", QPushButton), Qt.MouseButton.LeftButton)
    added = [one for one in desk_of(window).plan.all(Activity) if one.id not in plan]
    assert [(one.title["en"], one.deadline, one.parent) for one in added] == [
        ("Old courses", "2027-Q2", measure.id),
        ("Old fair", "", measure.id),
    ]
    assert window.settings.columns["activity"]["what is done"] == "title@en"
    desk_of(window).undo()
    assert desk_of(window).plan == plan


def test_that_without_an_open_plan_such_a_table_is_refused(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened()
    window.take_in([table(tmp_path / "old.xlsx", "x")])
    assert "was not exported by localplan" in message(window, qtbot)
