"""A new regional frame: objectives, measures and indicators that are offered to all municipalities."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog

if TYPE_CHECKING:
    from localplan.ui.shell import Shell

YEARS = 3  # of a frame, from the next one on; to be changed at step 1


def ask_new_frame(window: Shell) -> None:
    """Ask for its title, then open it."""
    words = window.words
    dialog = QInputDialog(window)
    dialog.setObjectName("frame.title")
    dialog.setWindowTitle(words("New regional frame"))
    dialog.setLabelText(
        words("Title of the frame. Its content is offered to municipalities; nothing in their plans is overwritten.")
    )
    dialog.setOkButtonText(words("Create"))
    dialog.setCancelButtonText(words("Cancel"))
    dialog.textValueSelected.connect(lambda title: make_frame(window, title))
    dialog.open()


def make_frame(window: Shell, title: str) -> None:
    """Make a frame for the next years and open it."""
    if not title.strip():
        return
    first = datetime.now().astimezone().year + 1
    years, language = (first, first + YEARS - 1), window.words.language
    make = window.office.make_frame
    failed = window.words("The frame was not created")
    window.attempt(failed, lambda: window.open_plan(make(title.strip(), language, years)))
