"""What a picture shows, once more as a table: for those who cannot see it, and for reading figures exactly."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from localplan.ui.desk import Place
from localplan.ui.panels.picture import plain_tip

NOWHERE = Place()


class Row(NamedTuple):
    """One row; a `strong` one is a sum or a group."""

    cells: tuple[str, ...]
    place: Place = NOWHERE
    strong: bool = False


class Table(NamedTuple):
    """Heads and rows; `figures` are the columns set to the right, `title` stands above when there are several."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: frozenset[int] = frozenset()
    title: str = ""


class SameTable(QTableWidget):
    """A table as high as its rows, in a page that scrolls. A click or Enter follows a row."""

    wanted = Signal(object)  # Place
    reached = Signal(QRect)  # where the row lies that the keys have come to

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.table = Table((), ())
        self.show_table(table)
        self.cellClicked.connect(lambda row, _: self._follow(row))

    def show_table(self, table: Table) -> None:
        """Show other rows; the current row stays where it was."""
        if table == self.table:
            return
        at = self.currentRow()
        self.table = table
        self.clear()
        self.setColumnCount(len(table.heads))
        self.setRowCount(len(table.rows))
        self.setHorizontalHeaderLabels(table.heads)
        for row, content in enumerate(table.rows):
            for column, text in enumerate(content.cells):
                self.setItem(row, column, self._item(content, column, text))
        self._share_width()
        self.setCurrentCell(min(at, len(table.rows) - 1), 0)
        self._take_height()

    def _item(self, row: Row, column: int, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(plain_tip(text))
        side = Qt.AlignmentFlag.AlignRight if column in self.table.figures else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if row.strong:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        return item

    def _share_width(self) -> None:
        """Figures and short texts take what they need, long ones share the rest."""
        header, widths = self.horizontalHeader(), [self._longest(n) for n in range(len(self.table.heads))]
        texts = [n for n in range(len(widths)) if n not in self.table.figures]
        most = max((widths[n] for n in texts), default=0)
        for column, width in enumerate(widths):
            is_long = column in texts and (width >= 26 or (width >= 14 and width * 2 > most) or width == most)
            mode = QHeaderView.ResizeMode.Stretch if is_long else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
            side = Qt.AlignmentFlag.AlignLeft if column in texts else Qt.AlignmentFlag.AlignRight
            if (head := self.horizontalHeaderItem(column)) is not None:
                head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _longest(self, column: int) -> int:
        return max((len(row.cells[column]) for row in self.table.rows), default=0)

    def _take_height(self) -> None:
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2)

    def _follow(self, row: int) -> None:
        if 0 <= row < len(self.table.rows) and any(self.table.rows[row].place):
            self.wanted.emit(self.table.rows[row].place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._follow(self.currentRow())
            return
        super().keyPressEvent(event)
        if (item := self.currentItem()) is not None:
            below_head = self.visualItemRect(item).translated(self.viewport().pos())
            self.reached.emit(below_head)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._take_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "table"):
            self._take_height()
