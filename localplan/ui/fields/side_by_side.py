"""Cells beside one another, in as many rows as the width of the page asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

GAP = 4  # pixels


class SideBySide(QWidget):
    """Each cell is a few widgets, one above the other; all cells are equally wide."""

    def __init__(self, cells: Sequence[Sequence[QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._cells = [_cell(widgets) for widgets in cells]
        self._columns = 0
        self._place(len(cells))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        self._grid.activate()

    def minimumSizeHint(self) -> QSize:
        """As wide as one cell."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many in a row as have room."""
        super().resizeEvent(event)
        room = (event.size().width() + GAP) // max(1, self._widest() + GAP)
        self._place(max(1, min(len(self._cells), room)))

    def _widest(self) -> int:
        return max((cell.sizeHint().width() for cell in self._cells), default=0)


def _cell(widgets: Sequence[QWidget]) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    for widget in widgets:
        column.addWidget(widget)
    return cell
