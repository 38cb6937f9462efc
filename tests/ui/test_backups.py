"""Backups in the window: looked into one after the other, a plan brought back, the library written anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QTreeWidget
from pytestqt.qtbot import QtBot

from localplan.app.backups import backups_of
from localplan.domain.edits import SetField
from localplan.ui.backups import BackupsDialog
from localplan.ui.restoring import write_whole_library
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import click, desk_of, settle


def shown(window: Window, qtbot: QtBot) -> BackupsDialog:
    """The dialog with every backup looked into."""
    window.show_backups()
    dialog = window.findChildren(BackupsDialog)[-1]
    looked_into(dialog, qtbot)
    return dialog


def looked_into(dialog: BackupsDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all(text != "…" for text in texts(dialog.list, 2)), timeout=20_000)


def texts(table: QTreeWidget, column: int) -> list[str]:
    items = (table.topLevelItem(n) for n in range(table.topLevelItemCount()))
    return [item.text(column) for item in items if item is not None]


def answered(window: Window, qtbot: QtBot, box: str, button: str) -> str:
    """What the question said, after that button was pressed."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox, box)), timeout=20_000)
    asked = window.findChildren(QMessageBox, box)[-1]
    found = asked.findChild(QAbstractButton, button)
    assert isinstance(found, QAbstractButton)
    said = asked.informativeText()
    found.click()
    settle()
    return said


def test_that_the_open_plan_goes_back_to_yesterday_and_undo_brings_today(opened: Opened, qtbot: QtBot) -> None:
    plan = samples.draft()
    window = opened(plan)
    window.office.library.back_up("regular")
    desk = desk_of(window)
    desk.perform([SetField(plan.id, "vision", "Spoiled", "en")], "Vision")
    desk.session.save()
    spoiled = desk.plan
    dialog = shown(window, qtbot)
    assert texts(dialog.list, 3) == ["1 plan changed since"] and texts(dialog.plans, 3) == ["changed since"]
    click(dialog, "backups.plan")
    assert "Spoiled" in answered(window, qtbot, "backups.ask", "backups.yes")
    looked_into(dialog, qtbot)
    assert desk.plan == plan and window.office.library.read_plan(plan.id) == plan
    assert desk.session.undo_label.startswith("Restored from the backup of")
    desk.undo()
    assert desk.plan == spoiled


def test_that_a_plan_that_was_deleted_comes_back_to_the_start_page(opened: Opened, qtbot: QtBot) -> None:
    plan = samples.draft()
    window = opened(plan)
    window.close_plan()
    window.office.library.back_up("regular")
    window.office.library.drop_plan(plan.id)
    window.show_start()
    assert window.start.list.count() == 0
    dialog = shown(window, qtbot)
    assert texts(dialog.plans, 3) == ["no longer in the library"]
    click(dialog, "backups.plan")
    answered(window, qtbot, "backups.ask", "backups.yes")
    assert window.office.library.read_plan(plan.id) == plan and window.start.list.count() == 1


def test_that_a_damaged_backup_is_named_and_cannot_be_restored(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(samples.draft())
    window.office.library.back_up("regular")
    (good,) = backups_of(tmp_path / "library.localplan", "")
    half = good.path.with_name("library-20990101T080000Z-regular.localplan")
    half.write_bytes(good.path.read_bytes()[:20_000])
    dialog = shown(window, qtbot)
    assert texts(dialog.list, 3)[0] == "✗ cannot be read" and texts(dialog.list, 2)[1] == "1"
    assert "damaged or incomplete" in texts(dialog.plans, 0)[0]
    assert not dialog.whole.isEnabled() and not dialog.back.isEnabled()
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    assert dialog.whole.isEnabled() and not dialog.back.isEnabled()  # nothing differs


def test_that_a_restored_library_is_a_new_file_in_which_one_can_go_on(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    plan, target = samples.draft(), tmp_path / "restored.localplan"
    window = opened(plan)
    desk_of(window)
    window.office.library.back_up("regular")
    old = window.office.address
    dialog = shown(window, qtbot)
    (backup,) = backups_of(tmp_path / "library.localplan", "")
    write_whole_library(dialog, window, backup, target)
    answered(window, qtbot, "backups.written", "backups.go")
    assert window.office.address == target and window.desk is None
    assert window.start.list.count() == 1 and window.settings.library == str(target)
    assert window.open_plan(plan.id) and desk_of(window).plan == plan
    assert old.exists()
    window.close_plan()
    write_whole_library(shown(window, qtbot), window, backup, target)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox, "message")), timeout=20_000)
    assert "exists already" in window.findChildren(QMessageBox, "message")[-1].text()


def test_that_a_second_folder_gets_the_newest_backup_at_once(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    window = opened(samples.draft())
    dialog = shown(window, qtbot)
    assert texts(dialog.list, 0) == ["No backups yet."]
    click(dialog, "backups.now")
    qtbot.waitUntil(lambda: texts(dialog.list, 2) == ["1"], timeout=20_000)
    dialog.use_second(str(stick))
    qtbot.waitUntil(lambda: texts(dialog.list, 2) == ["1", "1"], timeout=20_000)
    assert str(stick) in dialog.second.text() and window.settings.second_backups == str(stick)
    shutil.rmtree(stick)
    click(dialog, "backups.now")
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox, "message")), timeout=20_000)
    assert "stick" in window.findChildren(QMessageBox, "message")[-1].text()
    click(dialog, "backups.no_second")
    qtbot.waitUntil(dialog.no_second.isHidden, timeout=20_000)
    assert window.settings.second_backups == ""
