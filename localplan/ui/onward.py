"""The line below a step's pages: which page of how many, what follows, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from localplan.ui.labels import plain_label
from localplan.words import Words


class Onward(QWidget):
    """`wanted` when the person goes on."""

    wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.where = plain_label("", "quiet")
        self.next = QPushButton()
        self.next.setObjectName("onward")
        self.next.clicked.connect(self.wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.addWidget(self.where, 1)
        layout.addWidget(self.next)

    def show_place(self, at: int, titles: list[str], following: str) -> None:
        """`at` counts from 0; `following` is the step after the last page, none after the last step."""
        words, of = self.words, len(titles)
        last = at + 1 >= of
        here = words("Page {n} of {of}", n=at + 1, of=of) if of > 1 else ""
        then = following if last else titles[at + 1]
        next_one = words("Next: {page}", page=then) if then else ""
        self.where.setText(" · ".join(filter(None, (here, next_one))))
        self.next.setText((words("Next step") if last else words("Next page")) + " ▸")
        self.next.setAccessibleName(next_one)
        self.next.setVisible(bool(then))
