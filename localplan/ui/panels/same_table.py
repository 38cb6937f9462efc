"""What a picture shows, once more as a table: for those who cannot see it, and for reading figures exactly."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from localplan.ui.desk import Place
from localplan.ui.panels.picture import plain_tip

NOWHERE = Place()
_WIDEST_WORD, _WIDEST_TEXT = 24, 70  # average letters that a column makes room for


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
    """A table as high as its rows, in a page that scrolls. A click or Enter follows a row.

    Where rows are chosen for something else, it takes two clicks to follow one.
    """

    wanted = Signal(object)  # Place
    reached = Signal(QRect)  # where the row lies that the keys have come to

    def __init__(self, table: Table, parent: QWidget | None = None, *, choosing: bool = False) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._restyled = QTimer(self, singleShot=True, interval=0)  # a new theme comes as several events
        self._restyled.timeout.connect(self._fit)
        self.table = Table((), ())
        self.show_table(table)
        follows = self.cellDoubleClicked if choosing else self.cellClicked
        follows.connect(lambda row, _: self._follow(row))

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
        for column in table.figures:
            if (head := self.horizontalHeaderItem(column)) is not None:
                head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for row, content in enumerate(table.rows):
            for column, text in enumerate(content.cells):
                self.setItem(row, column, self._item(content, column, text))
        self.setCurrentCell(min(at, len(table.rows) - 1), 0)
        self._fit()

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
        """No column is narrower than its head and its longest word; what is left goes to the longest texts."""
        columns = range(len(self.table.heads))
        least = [self._width_of(n, longest_word=True) for n in columns]
        wanted = [max(least[n], self._width_of(n, longest_word=False)) for n in columns]
        frame = 2 * self.frameWidth()
        self.setMinimumWidth(sum(least) + frame)
        spare = max(0, self.width() - frame - sum(least))
        asked = sum(wanted) - sum(least)
        share = min(1.0, spare / asked) if asked else 0.0
        widths = [int(low + (high - low) * share) for low, high in zip(least, wanted, strict=True)]
        if widths:
            widths[wanted.index(max(wanted))] += max(0, self.width() - frame - sum(widths))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
            if (head := self.horizontalHeaderItem(column)) is not None:
                head.setText(_broken(self.table.heads[column], self._metrics(), width))

    def _width_of(self, column: int, *, longest_word: bool) -> int:
        metrics = self._metrics()
        texts = [row.cells[column] for row in self.table.rows]
        if longest_word:
            words = [] if column in self.table.figures else [word for text in texts for word in text.split(" ")]
            texts = words or texts
        heads = self.table.heads[column].split(" ") if longest_word else [self.table.heads[column]]
        most = metrics.averageCharWidth() * (_WIDEST_WORD if longest_word else _WIDEST_TEXT)
        return _pad(metrics) + min(most, max(metrics.horizontalAdvance(text) for text in {*texts, *heads}))

    def _metrics(self) -> QFontMetrics:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font)

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
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_restyled"):
            self._restyled.start()

    def _fit(self) -> None:
        self._share_width()
        self._take_height()


def _pad(metrics: QFontMetrics) -> int:
    return 2 * metrics.averageCharWidth()


def _broken(head: str, metrics: QFontMetrics, width: int) -> str:
    """A column's head in lines: Qt breaks none by itself."""
    lines: list[str] = []
    for word in head.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) + _pad(metrics) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
