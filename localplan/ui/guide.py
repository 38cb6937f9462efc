"""Guided mode: one group of questions at a time, with the way back and forth."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from localplan.ui.labels import plain_label
from localplan.words import Words


class Guide(QWidget):
    """Back, where one is, next; `turned` tells by how many groups to go."""

    turned = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.back = QPushButton("◂ " + words("Previous questions"))
        self.back.setObjectName("guide.back")
        self.next = QPushButton(words("Next questions") + " ▸")
        self.next.setObjectName("guide.next")
        self.next.setProperty("role", "main")
        self.where = plain_label("", "quiet")
        self.where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 4)
        layout.addWidget(self.back)
        layout.addWidget(self.where, 1)
        layout.addWidget(self.next)
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.next.clicked.connect(lambda: self.turned.emit(1))

    def show_place(self, at: int, of: int, told: str = "") -> None:
        """Say where one is; `at` counts from 0."""
        here = self.words("{n} of {of}", n=at + 1, of=of)
        self.where.setText(f"{here} · {told}" if told else here)
        self.back.setEnabled(at > 0)
        self.next.setEnabled(at < of - 1)
