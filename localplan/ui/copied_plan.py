"""Files about which a person is asked: a copy made for another municipality, one whose content came before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from localplan.words import text_in

if TYPE_CHECKING:
    from localplan.app.copied import Answer
    from localplan.app.plans import Package
    from localplan.domain.plan import Plan
    from localplan.ui.shell import Shell


def ask_whose(
    window: Shell, file: str, package: Package, answer: Callable[[Answer], object], left: Callable[[], object]
) -> QMessageBox:
    """Ask; `answer` is called with what the person said, `left` when the file is left for later."""
    words = window.words
    ours = _municipality(window.office.library.read_plan(package.plan.id), window)
    theirs = _municipality(package.plan, window)
    box = QMessageBox(window)
    box.setObjectName("copied_plan")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(words("Whose plan is this?"))
    box.setText(
        words(
            "The file {file} is a copy of the plan of {ours}, but it names {theirs}.",
            file=file,
            ours=ours,
            theirs=theirs,
        )
    )
    box.setInformativeText(
        words(
            "If it is the plan of {ours}, the two are merged. If it is a new plan, it is kept as a separate one.",
            ours=ours,
        )
    )
    choices: tuple[tuple[Answer, str], ...] = (
        ("own", words("It is the plan of {ours}", ours=ours)),
        ("new", words("It is a new plan of {theirs}", theirs=theirs)),
    )
    for code, text in choices:
        button = box.addButton(text.replace("&", "&&"), QMessageBox.ButtonRole.ActionRole)
        button.setObjectName(f"copied_plan.{code}")
        button.clicked.connect(lambda _=False, code=code: answer(code))
    leave = box.addButton(words("Skip this file"), QMessageBox.ButtonRole.RejectRole)
    leave.clicked.connect(lambda: left())
    box.setEscapeButton(leave)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def ask_again(window: Shell, file: str, take: Callable[[], object], left: Callable[[], object]) -> QMessageBox:
    """Ask about a file whose content came before and is not all there any more."""
    words = window.words
    box = QMessageBox(window)
    box.setObjectName("take_in_again")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(words("Import again?"))
    box.setText(
        words("The content of {file} was imported before. Some of it has been undone or changed since.", file=file)
    )
    box.setInformativeText(
        words("If you import it again, it is merged with the present plan as if it were new. You can undo that.")
    )
    yes = box.addButton(words("Import again"), QMessageBox.ButtonRole.ActionRole)
    yes.setObjectName("take_in_again.yes")
    yes.clicked.connect(lambda: take())
    leave = box.addButton(words("Skip this file"), QMessageBox.ButtonRole.RejectRole)
    leave.setObjectName("take_in_again.no")
    leave.clicked.connect(lambda: left())
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def _municipality(plan: Plan, window: Shell) -> str:
    root = plan.root
    return text_in(root.municipality_name, window.words.language, root.main_language) or root.municipality
