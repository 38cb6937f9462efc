"""A line over a table that shows only the rows with the words typed into it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTableView, QWidget

from localplan.ui.labels import plain_label
from localplan.ui.table_rows import RowsModel

HANDFUL = 8  # rows that are overlooked without a filter
_LETTERS = 20  # average letters in the line


class _Line(QLineEdit):
    """Esc empties it; Down and Enter lead into the table."""

    def __init__(self, view: QTableView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class FilterLine(QWidget):
    """The line, and how many of all rows are shown."""

    def __init__(self, model: RowsModel, view: QTableView, parent: QWidget) -> None:
        super().__init__(parent)
        self.model, words = model, model.desk.words
        self.line = _Line(view, self)
        self.line.setObjectName(f"filter.{model.form.code}")
        self.line.setPlaceholderText(words("Filter…"))
        self.line.setAccessibleName(words("Show only rows that contain these words"))
        self.line.setToolTip(words("Show only rows that contain these words"))
        self.line.setFixedWidth(self.line.fontMetrics().averageCharWidth() * _LETTERS)
        self.line.setClearButtonEnabled(True)
        self.count = plain_label("", "quiet", self, wrap=False)
        self.count.setObjectName(f"filter.{model.form.code}.count")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        layout.addWidget(self.count)
        self.line.textChanged.connect(model.filter)
        model.modelReset.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how many rows there are; where they are a handful nothing need be filtered."""
        words, filtered = self.model.desk.words, bool(self.model.wanted)
        shown, of = (words.number(Decimal(len(rows))) for rows in (self.model.rows, self.model.all))
        self.count.setText(words("{n} of {of}", n=shown, of=of) if filtered else "")
        self.count.setVisible(filtered)
        self.line.setAccessibleDescription(self.count.text())
        self.setVisible(filtered or len(self.model.all) > HANDFUL)

    def clear(self) -> None:
        """Show all rows."""
        self.line.clear()
