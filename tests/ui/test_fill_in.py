"""A workbook for colleagues: written from the window, filled in, and back again as an update."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from localplan.domain.edits import SetField, apply_edits
from localplan.domain.records.logic import Activity
from localplan.exchange.workbook.reading import read_workbook
from localplan.ui.export import ExportDialog
from localplan.ui.fill_in import FillInDialog
from tests import samples
from tests.exchange.returned import edited, put
from tests.ui.conftest import Opened
from tests.ui.test_workbook_back import shown
from tests.ui.windows import desk_of, seen


def test_that_a_body_gets_its_activities_and_sends_them_back(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    plan = samples.draft()
    window = opened(plan)
    window.ask_fill_in()
    dialog = seen(window, "fill_in", FillInDialog)
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    bodies = [n for n in range(dialog.part.count()) if dialog.part.itemData(n).body]
    assert bodies and dialog.part.itemText(0) == "The whole plan"
    dialog.part.setCurrentIndex(bodies[0])
    path = tmp_path / "theirs.xlsx"
    dialog.write(path)
    qtbot.waitUntil(lambda: dialog.show_button.isVisible(), timeout=30_000)
    dialog.close()
    body = dialog.part.itemData(bodies[0]).body
    activity = next(one for one in plan.all(Activity) if one.lead == body)
    assert read_workbook(path).facts["localplan.body"] == body
    window.take_in([edited(path, lambda book: put(book["Activities"], activity.id, "deadline", "2028-Q1"))])
    back = shown(window, qtbot)
    assert back.returned.verdict == "update"
    qtbot.mouseClick(seen(back, "workbook_back.take", QPushButton), Qt.MouseButton.LeftButton)
    expected = apply_edits(plan, [SetField(activity.id, "deadline", "2028-Q1")])
    qtbot.waitUntil(lambda: bool(window.desk) and desk_of(window).plan == expected, timeout=20_000)


def test_that_the_usual_export_can_come_back_too(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(samples.draft())
    window.ask_export()
    dialog = seen(window, "export", ExportDialog)
    dialog.folder.setText(str(tmp_path))
    dialog.kinds["pdf"].setChecked(False)
    dialog.start()
    qtbot.waitUntil(lambda: dialog.open_button.isVisible(), timeout=30_000)
    (path,) = tmp_path.glob("*.xlsx")
    digest = read_workbook(path).facts["localplan.revision"]
    assert digest in {revision.digest for revision in window.office.library.revisions(samples.draft().id)}
