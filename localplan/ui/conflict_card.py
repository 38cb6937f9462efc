"""One contradiction on the screen: where it stands, what each side wrote, what it was, and the ways to settle it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from localplan.app.conflict_words import Card, Version
from localplan.app.merge_report import choice_said
from localplan.domain.conflicts import BY_RULE
from localplan.ui.labels import plain_label
from localplan.words import Words

UNCHANGED_SHOWN = 2  # paragraphs in a row that nobody changed; more are counted


class VersionBox(QFrame):
    """What one side has, with the button that takes it."""

    def __init__(self, version: Version, button: QPushButton | None, note: str, words: Words) -> None:
        super().__init__()
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        layout.addWidget(plain_label(version.who, "heading"))
        if version.when or note:
            layout.addWidget(plain_label(" · ".join(filter(None, (version.when, note))), "quiet"))
        for label in version_labels(version, words):
            layout.addWidget(label)
        layout.addStretch()
        if button is not None:
            layout.addWidget(button)


def version_labels(version: Version, words: Words) -> list[QLabel]:
    """A label for each line; what differs from before is marked, and long runs of what does not are counted."""
    labels: list[QLabel] = []
    same: list[str] = []
    several = len(version.lines) > 1

    def flush() -> None:
        if len(same) > UNCHANGED_SHOWN:
            text = words.plural("… {n} paragraph unchanged …", "… {n} paragraphs unchanged …", len(same))
            labels.append(plain_label(text, "quiet"))
        else:
            labels.extend(plain_label(text, "quiet") for text in same)
        same.clear()

    for line in version.lines:
        if line.label:
            labels.append(plain_label(line.label, "quiet"))
            labels.append(plain_label(f"▸ {line.text}" if line.differs else line.text))
        elif several and not line.differs and any(one.differs for one in version.lines):
            same.append(line.text)
        else:
            flush()
            labels.append(plain_label(f"▸ {line.text}" if line.differs else line.text))
    flush()
    return labels


class ConflictCard(QFrame):
    """A contradiction; `chosen` tells ours, theirs, both or own, `wanted` that its place is to be shown."""

    chosen = Signal(str)
    wanted = Signal()

    def __init__(self, card: Card, position: str, words: Words) -> None:
        super().__init__()
        self.card, self.words = card, words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(plain_label(card.path, "quiet"), 1)
        head.addWidget(plain_label(position, "quiet", wrap=False))
        layout.addLayout(head)
        layout.addWidget(plain_label(card.element, "heading"))
        layout.addWidget(plain_label(card.sentence))
        layout.addWidget(plain_label(card.why, "quiet"))
        if card.conflict.chosen:
            said = words("Decided: {choice}", choice=choice_said(card, words))
            by_rule = card.conflict.reason in BY_RULE and not card.conflict.settled
            layout.addWidget(
                plain_label(words("Decided automatically. You can choose differently.") if by_rule else said, "good")
            )
        layout.addLayout(self._versions())
        layout.addWidget(self._foot())
        layout.addStretch()

    def _versions(self) -> QHBoxLayout:
        words, card = self.words, self.card
        row = QHBoxLayout()
        row.setSpacing(8)
        stands = "" if card.conflict.chosen else words("applies for now")
        row.addWidget(VersionBox(card.ours, self._button("ours", words("1  Keep this")), stands, words), 1)
        row.addWidget(VersionBox(card.theirs, self._button("theirs", words("2  Take this")), "", words), 1)
        row.addWidget(VersionBox(card.base, None, "", words), 1)
        return row

    def _foot(self) -> QWidget:
        words, foot = self.words, QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        if self.card.both:
            row.addWidget(self._button("both", words("3  Both together")))
        if self.card.own:
            row.addWidget(
                self._button("own", words("4  Another value…") if self.card.both else words("3  Another value…"))
            )
        row.addStretch()
        go = QPushButton(words("Show in the plan"))
        go.setObjectName("conflict.go")
        go.clicked.connect(self.wanted)
        row.addWidget(go)
        return foot

    def _button(self, choice: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"conflict.{choice}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.chosen.emit(choice))
        return button
