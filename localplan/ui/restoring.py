"""What is asked before a backup is restored, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from localplan.app.backup_words import label_of, moment_said, title_said
from localplan.app.backups import Backup, PlanInBackup, PlanThen, bring_back, go_back, read_from, restore_library
from localplan.domain.values import Refused
from localplan.ui.background import in_background

if TYPE_CHECKING:
    from localplan.app.session import PlanSession
    from localplan.ui.shell import Shell

MOST_NAMED = 10


def ask_plan_back(dialog: QDialog, window: Shell, backup: Backup, then: PlanThen, done: Callable[[], None]) -> None:
    """Read the plan out of the backup, show what would change, and ask; `done` is called when it was restored."""
    dialog.setEnabled(False)
    work = partial(read_from, backup.path, then.line.id)
    in_background(dialog, work, partial(_ask, dialog, window, backup, then, done))


def _ask(
    dialog: QDialog,
    window: Shell,
    backup: Backup,
    then: PlanThen,
    done: Callable[[], None],
    found: PlanInBackup | Refused,
) -> None:
    dialog.setEnabled(True)
    if isinstance(found, Refused):
        window.tell_refusal(_title(window), found)
        return
    words, title = window.words, title_said(then, window.words)
    when = moment_said(backup, words)
    if then.since == "gone":
        text = words(
            "Put “{title}” back into the library, as it was on {moment}, with its history?", **_of(title, when)
        )
        box = _box(dialog, window, text)
        box.accepted.connect(lambda: _do(window, done, lambda: bring_back(window.office.library, found)))
    else:
        text = words("Restore “{title}” as it was on {moment}?", **_of(title, when))
        box = _box(dialog, window, text)
        lines = _lines(window, found)
        undo = words("What was done since is undone in one step. Undo (Ctrl+Z) brings it back.")
        box.setInformativeText("\n".join((*lines, "", undo) if lines else (undo,)))
        box.accepted.connect(lambda: _do(window, done, lambda: _go_back(window, backup, found)))
    box.open()


def _of(title: str, when: str) -> dict[str, str]:
    return {"title": title, "moment": when}


def _title(window: Shell) -> str:
    return window.words("Restore a plan")


def _box(dialog: QDialog, window: Shell, text: str) -> QMessageBox:
    words = window.words
    box = QMessageBox(QMessageBox.Icon.Question, _title(window), "", parent=dialog)
    box.setObjectName("backups.ask")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    yes = box.addButton(words("Restore"), QMessageBox.ButtonRole.AcceptRole)
    yes.setObjectName("backups.yes")
    box.setEscapeButton(box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(yes)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def _lines(window: Shell, found: PlanInBackup) -> list[str]:
    """What would change, element by element."""
    from localplan.app.change_words import change_lines

    words = window.words
    lines = change_lines(_session(window, found.plan.id).plan, found.plan, window.office.methodology, words)
    shown = [f"· {line}" for line in lines[:MOST_NAMED]]
    if rest := len(lines) - len(shown):
        shown.append(words.plural("· and {n} more place", "· and {n} more places", rest))
    return shown


def _session(window: Shell, plan_id: str) -> PlanSession:
    """That of the open plan, or one for this act alone."""
    if window.desk and window.desk.plan.id == plan_id:
        window.desk.finish_typing()
        return window.desk.session
    return window.office.open_session(plan_id)


def _go_back(window: Shell, backup: Backup, found: PlanInBackup) -> None:
    go_back(_session(window, found.plan.id), window.office.library, found, label_of(backup, window.words))


def _do(window: Shell, done: Callable[[], None], what: Callable[[], object]) -> None:
    window.attempt(_title(window), what)
    window.show_recent()
    done()


def ask_whole_library(dialog: QDialog, window: Shell, backup: Backup, library: Path) -> None:
    """Ask for the new file."""
    words = window.words
    asked = QFileDialog(dialog, words("Restore the library…"), str(library.parent))
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setNameFilters((words("Libraries (*.localplan)"),))
    asked.setDefaultSuffix("localplan")
    asked.selectFile(f"{library.stem}-{backup.at.astimezone():%Y-%m-%d}.localplan")
    asked.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever overwritten
    asked.fileSelected.connect(lambda name: write_whole_library(dialog, window, backup, Path(name)))
    asked.open()


def write_whole_library(dialog: QDialog, window: Shell, backup: Backup, target: Path) -> None:
    """Write it, and say where it is."""
    dialog.setEnabled(False)
    in_background(
        dialog, partial(restore_library, backup.path, target), partial(_written, dialog, window, backup, target)
    )


def _written(dialog: QDialog, window: Shell, backup: Backup, target: Path, outcome: Refused | None) -> None:
    dialog.setEnabled(True)
    words = window.words
    if isinstance(outcome, Refused):
        window.tell_refusal(words("The library was not restored"), outcome)
        return
    box = QMessageBox(QMessageBox.Icon.Information, words("The library is restored"), "", parent=dialog)
    box.setObjectName("backups.written")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(
        words("The library as it was on {moment} is in:\n{file}", moment=moment_said(backup, words), file=target)
    )
    box.setInformativeText(
        words("Your present library stays as it is. You can go on with the restored one, also after the next start.")
    )
    stay = box.addButton(words("Stay here"), QMessageBox.ButtonRole.RejectRole)
    go = box.addButton(words("Work in the restored one"), QMessageBox.ButtonRole.ActionRole)
    go.setObjectName("backups.go")
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    folder = box.addButton(words("Show in folder"), QMessageBox.ButtonRole.ActionRole)
    folder.clicked.connect(lambda: window.show_folder(target))
    go.clicked.connect(partial(_go_there, dialog, window, target))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _go_there(dialog: QDialog, window: Shell, target: Path) -> None:
    dialog.accept()
    window.work_in(target)
