"""What a picture shows, once more as a table: for those who cannot see it, and for reading figures exactly."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from localplan.ui.desk import Place
from localplan.ui.panels.picture import plain_tip
from localplan.ui.sides import BySide

NOWHERE = Place()
_WIDEST_WORD, _WIDEST_TEXT = 24, 70  # average letters that a column makes room for
_GATHERED = 24  # average letters that a column makes room for in which several are gathered


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


def gathered(table: Table, kept: int) -> Table:
    """The table with all columns after so many in one: a line for each that says something, with its head."""

    def lines(row: Row) -> str:
        told = zip(table.heads[kept:], row.cells[kept:], strict=True)
        return "\n".join(f"{head}: {text}" for head, text in told if text)

    rows = (row._replace(cells=(*row.cells[:kept], lines(row))) for row in table.rows)
    heads = (*table.heads[:kept], " · ".join(filter(None, table.heads[kept:])))
    return table._replace(heads=heads, rows=tuple(rows), figures=table.figures & frozenset(range(kept)))


class SameTable(QTableWidget):
    """A table as high as its rows, in a page that scrolls. A click or Enter follows a row.

    Where its columns do not fit, the last of them are gathered in one: it is never wider than its page.

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
        self.setItemDelegate(BySide(self))
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._restyled = QTimer(self, singleShot=True, interval=0)  # a new theme comes as several events
        self._restyled.timeout.connect(self._fit)
        self.table = self._laid = Table((), ())
        self.setMinimumWidth(self._metrics().averageCharWidth() * _GATHERED)
        self.show_table(table)
        follows = self.cellDoubleClicked if choosing else self.cellClicked
        follows.connect(lambda row, _: self._follow(row))

    def show_table(self, table: Table) -> None:
        """Show other rows; the current row stays where it was."""
        if table != self.table:
            self.table = table
            self._fit()

    def _lay(self, table: Table) -> None:
        """Fill in what is shown: the table as it is, or with gathered columns."""
        if table == self._laid:
            return
        at = self.currentRow()
        self._laid = table
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

    def _item(self, row: Row, column: int, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(plain_tip(text))
        side = Qt.AlignmentFlag.AlignRight if column in self._laid.figures else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if row.strong:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        return item

    def _share_width(self) -> None:
        """No column is narrower than its head and its longest word; what is left goes to the longest texts."""
        laid = self._laid
        columns = range(len(laid.heads))
        least = self._least(laid)
        wanted = [max(least[n], self._width_of(laid, n, longest_word=False)) for n in columns]
        frame = 2 * self.frameWidth()
        spare = max(0, self.width() - frame - sum(least))
        asked = sum(wanted) - sum(least)
        share = min(1.0, spare / asked) if asked else 0.0
        widths = [int(low + (high - low) * share) for low, high in zip(least, wanted, strict=True)]
        if widths:
            widths[wanted.index(max(wanted))] += max(0, self.width() - frame - sum(widths))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
            if (head := self.horizontalHeaderItem(column)) is not None:
                head.setText(_broken(laid.heads[column], self._metrics(), width))

    def _fitting(self) -> Table:
        """The table, or as many of its columns as leave room for the others in one."""
        metrics, least = self._metrics(), self._least(self.table)
        room = self.width() - 2 * self.frameWidth()
        if sum(least) <= room:
            return self.table
        room -= metrics.averageCharWidth() * _GATHERED
        kept = sum(1 for n in range(len(least)) if sum(least[: n + 1]) <= room)
        return gathered(self.table, max(1, kept))

    def _least(self, table: Table) -> list[int]:
        return [self._width_of(table, n, longest_word=True) for n in range(len(table.heads))]

    def _width_of(self, table: Table, column: int, *, longest_word: bool) -> int:
        metrics = self._metrics()
        texts = [row.cells[column] for row in table.rows]
        if longest_word:
            words = (
                []
                if column in table.figures
                else [word for text in texts for word in text.replace("\n", " ").split(" ")]
            )
            texts = words or texts
        heads = table.heads[column].split(" ") if longest_word else [table.heads[column]]
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
        self._lay(self._fitting())
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
