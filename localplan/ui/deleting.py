"""Deleting a plan from the start page: a question, and where the copy is that is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from localplan.app.deleting import deleted_folder
from localplan.domain.values import Refused
from localplan.ui.background import in_background

if TYPE_CHECKING:
    from localplan.ui.shell import Shell


def ask_delete(window: Shell, plan_id: str, title: str) -> None:
    """Ask, and delete the plan when the person says so."""
    words = window.words
    box = QMessageBox(QMessageBox.Icon.Warning, words("Delete plan"), "", parent=window)
    box.setObjectName("delete_plan")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words("Delete “{title}” from this library?", title=title))
    folder = deleted_folder(window.office.address)
    box.setInformativeText(
        words("A copy with its history is kept as a file in {folder}. Open it to get the plan back.", folder=folder)
    )
    delete = box.addButton(words("Delete"), QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(words("Keep plan"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    delete.clicked.connect(partial(_delete, window, plan_id))
    box.open()


def _delete(window: Shell, plan_id: str) -> None:
    window.say(window.words("Deleting the plan…"))
    window.start.setEnabled(False)  # nobody opens it meanwhile
    in_background(window.start, partial(window.office.delete_plan, plan_id), partial(_deleted, window))


def _deleted(window: Shell, outcome: Path | Refused) -> None:
    window.start.setEnabled(True)
    if isinstance(outcome, Refused):
        window.tell_refusal(window.words("The plan was not deleted"), outcome)
    else:
        window.say(window.words("Deleted. A copy is kept as {file}.", file=outcome))
    window.show_start()
