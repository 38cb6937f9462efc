"""Inputs that offer a list: one of it, or several. They tell what was chosen as the other inputs do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QMenu, QPushButton, QSizePolicy, QWidget, QWidgetAction

from localplan.words import Words, fold

Choice = tuple[str, str]  # code, label


class ChoiceInput(QComboBox):
    """One of a list. `free` lets another text be typed, which is told as `named`."""

    edited = Signal(object, bool)
    complained = Signal(str)
    named = Signal(str)

    def __init__(
        self, words: Words, choices: Sequence[Choice] = (), *, free: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.words = words
        self._value = ""
        self._choices: list[Choice] = []
        self._notes: Mapping[str, str] = {}
        self._free = free
        self.setEditable(free or len(choices) > 15)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)
        self.activated.connect(self._chosen)
        if line := self.lineEdit():
            line.editingFinished.connect(self.finish)
            line.setPlaceholderText(words("Type to search"))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these, after an empty one."""
        if self._choices == list(choices) and self.count():
            return
        self._choices = list(choices)
        with QSignalBlocker(self):
            self.clear()
            self.addItem("", "")
            for code, label in self._choices:
                self.addItem(label, code)
            self.explain(self._notes)
            self._show()
        if line := self.lineEdit():
            completer = QCompleter([label for _, label in self._choices], line)  # the line drops its old one
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)

    def longest(self) -> int:
        """Letters of the longest choice."""
        return max((len(label) for _, label in self._choices), default=0)

    def explain(self, notes: Mapping[str, str]) -> None:
        """Say more of some choices, by their codes: as a tip of each."""
        self._notes = notes
        for row in range(self.count()):
            self.setItemData(row, notes.get(self.itemData(row), ""), Qt.ItemDataRole.ToolTipRole)

    def set_value(self, value: Any) -> None:
        """Show a code; one that is not on the list is shown as it is, never dropped."""
        self._value = value or ""
        with QSignalBlocker(self):
            self._show()

    def _show(self) -> None:
        index = self.findData(self._value)
        if index < 0:
            self.addItem(self._value, self._value)
            index = self.count() - 1
        self.setCurrentIndex(index)
        if line := self.lineEdit():
            line.setText(self.itemText(index))
            line.setCursorPosition(0)

    def _chosen(self, index: int) -> None:
        code = self.itemData(index) or ""
        if code != self._value:
            self._value = code
            self.edited.emit(code, False)

    def finish(self) -> None:
        """Read what was typed, as when the field is left: a label, or the beginning or part of just one."""
        text, line = self.currentText().strip(), self.lineEdit()
        if line is None or text == self.itemText(self.currentIndex()).strip():
            return
        index = self._meant(text)
        if index >= 0:
            self.setCurrentIndex(index)
            self._chosen(index)
        elif self._free:
            self.named.emit(text)
        else:
            self.complained.emit(self.words("“{text}” is not on the list. The previous value is kept.", text=text[:60]))
            self._show()

    def _meant(self, text: str) -> int:
        wanted = fold(text)
        labels = [fold(self.itemText(i)) for i in range(self.count())]
        if wanted in labels:
            return labels.index(wanted)
        near = [i for i, label in enumerate(labels) if wanted in label and not self._free]
        return near[0] if len(near) == 1 else -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel over a list that is not open scrolls the page, it does not change an answer."""
        event.ignore()


class ChecklistInput(QPushButton):
    """Several of a list: a button that shows what is chosen and opens a list of ticks."""

    edited = Signal(object, bool)
    complained = Signal(str)

    def __init__(self, words: Words, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._value: tuple[str, ...] = ()
        self._choices: list[Choice] = list(choices)
        self._notes: Mapping[str, str] = {}
        self._boxes: dict[str, QCheckBox] = {}
        self.setProperty("role", "choice")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def explain(self, notes: Mapping[str, str]) -> None:
        """Say more of some choices, by their codes: beneath each."""
        self._notes = notes

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these."""
        self._choices = list(choices)
        self._show()

    def set_value(self, value: Any) -> None:
        """Show what is chosen."""
        self._value = tuple(value or ())
        self._show()

    def _show(self) -> None:
        labels = dict(self._choices)
        text = ", ".join(labels.get(code, code) for code in self._value)
        self.setToolTip("\n".join(labels.get(code, code) for code in self._value))
        width = max(self.width() - 36, self.fontMetrics().averageCharWidth() * 10)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        self.setText(shown.replace("&", "&&") or self.words("Choose…"))
        self.setAccessibleDescription(text)

    def minimumSizeHint(self) -> QSize:
        """Narrow: the text is cut to whatever room there is."""
        return QSize(self.fontMetrics().averageCharWidth() * 14, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text is cut to the new width."""
        super().resizeEvent(event)
        self._show()

    def _fill(self) -> None:
        self._menu.clear()
        self._boxes = {}
        known = [*self._choices, *((code, code) for code in self._value if code not in dict(self._choices))]
        for code, label in known:
            box = QCheckBox("\n".join(filter(None, (label, self._notes.get(code)))).replace("&", "&&"), self._menu)
            box.setChecked(code in self._value)
            box.setContentsMargins(6, 2, 6, 2)
            box.clicked.connect(self._ticked)
            action = QWidgetAction(self._menu)
            action.setDefaultWidget(box)
            self._menu.addAction(action)
            self._boxes[code] = box
        if not known:
            self._menu.addAction(self.words("Nothing to choose from yet")).setEnabled(False)

    def _ticked(self) -> None:
        self._value = tuple(sorted(code for code, box in self._boxes.items() if box.isChecked()))
        self._show()
        self.edited.emit(self._value, False)
