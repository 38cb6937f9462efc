"""Findings and dialogs in words: what, where, why, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from localplan.words import Words

if TYPE_CHECKING:  # the first window has messages too, and must not wait for the methodology
    from localplan.methodology.checks import Finding
    from localplan.ui.desk import Desk


def tier_words(words: Words, tier: str) -> str:
    """How serious a finding is, as sign and word."""
    return {"error": "✗ " + words("Error"), "warning": "! " + words("Warning"), "advice": "→ " + words("Advice")}[tier]


def finding_text(desk: Desk, finding: Finding) -> str:
    """A finding as a sentence, under the element it is about."""
    from localplan.app.findings import finding_sentence

    text = finding_sentence(desk.plan, desk.methodology, finding, desk.words)
    record = desk.plan.get(finding.record)
    return text if record is None or record.id == desk.plan.id else f"{desk.title_of(record)[:120]}\n{text}"


def tell(parent: QWidget, title: str, text: str, words: Words, details: str = "", *, warn: bool = True) -> QMessageBox:
    """Open a message that does not block; `details` can be copied for support."""
    box = QMessageBox(parent)
    box.setObjectName("message")
    box.setIcon(QMessageBox.Icon.Warning if warn else QMessageBox.Icon.Information)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    fine = box.addButton(words("OK"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(fine)
    box.setEscapeButton(fine)  # beside “Copy details” Qt would know none, and Esc would do nothing
    if details:
        copy = QPushButton(words("Copy details"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
        box.addButton(copy, QMessageBox.ButtonRole.ActionRole)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
