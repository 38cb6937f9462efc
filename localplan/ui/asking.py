"""Short questions: a text to type, and the two buttons that lead on or back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QWidget

from localplan.ui.labels import open_for_text
from localplan.words import Words


def ask_text(
    parent: QWidget,
    words: Words,
    name: str,
    title: str,
    question: str,
    on: str,
    take: Callable[[str], object],
    *,
    given: str = "",
    lines: bool = False,
) -> QInputDialog:
    """Open a question for one line, or for `lines`; `on` is the button that hands the text to `take`."""
    dialog = QInputDialog(parent)
    dialog.setObjectName(name)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput, lines)
    dialog.setWindowTitle(title)
    dialog.setLabelText(question)
    dialog.setTextValue(given)
    dialog.setOkButtonText(on)
    dialog.setCancelButtonText(words("Cancel"))
    dialog.textValueSelected.connect(lambda text: take(text))
    open_for_text(dialog)
    return dialog


def on_or_cancel(
    words: Words, name: str, on: str, accepted: Callable[[], object], rejected: Callable[[], object]
) -> QDialogButtonBox:
    """The button that leads on, found by its name, and Cancel."""
    buttons = QDialogButtonBox()
    button = buttons.addButton(on, QDialogButtonBox.ButtonRole.AcceptRole)
    button.setObjectName(name)
    button.setProperty("role", "main")
    buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(accepted)
    buttons.rejected.connect(rejected)
    return buttons
