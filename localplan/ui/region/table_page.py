"""A table of the region on the screen, whatever it is about: sorted by a click, searched as one types, copied, opened.

Its one source is a `Shown` value; a new view is another value, not another page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from localplan.domain.shown import Shown, ShownCell, ShownRow
from localplan.domain.tables import Column
from localplan.ui.labels import plain_label
from localplan.ui.region.empty import EMPTY
from localplan.ui.sides import BySide
from localplan.words import Words, fold, phrase
from localplan.words.formats import decimals_of

Index = QModelIndex | QPersistentModelIndex
FIGURES = ("money", "number", "percent", "count", "year")
SORT = Qt.ItemDataRole.UserRole
NOTHING = phrase("Nothing here.")
WIDEST, NARROWEST = 46, 8  # characters of a column when it is first shown


def said(cell: ShownCell, column: Column, words: Words, decimals: int = 0) -> str:
    """A cell as people read it; an amount with so many decimals."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return words.day(cell)
    if isinstance(cell, Decimal | int) and column.kind in FIGURES:
        if column.kind == "year":
            return str(cell)
        figure = Decimal(cell)
        text = words.number(figure, decimals) if column.kind == "money" else words.number(figure)
        return f"{text} %" if column.kind == "percent" else text
    return str(cell)


def decimals_in(shown: Shown, at: int) -> int:
    """The decimals of all amounts of a column, so that one sees which is larger: none where all are whole."""
    cells = (row.cells[at] for row in shown.rows)
    most = max((decimals_of(cell) for cell in cells if isinstance(cell, Decimal)), default=0)
    return max(2, most) if most else 0


class ShownModel(QAbstractTableModel):
    """The rows of a `Shown`."""

    def __init__(self, shown: Shown, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown, self.words = shown, words
        self._decimals: tuple[Shown | None, list[int]] = (None, [])

    def text(self, row: ShownRow, at: int) -> str:
        """A cell as people read it."""
        if self._decimals[0] is not self.shown:
            columns = enumerate(self.shown.columns)
            self._decimals = self.shown, [decimals_in(self.shown, n) if c.kind == "money" else 0 for n, c in columns]
        return said(row.cells[at], self.shown.columns[at], self.words, self._decimals[1][at])

    def show(self, shown: Shown) -> None:
        """Show another table."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def put(self, rows: Mapping[int, ShownRow]) -> None:
        """Show other rows in the places of these."""
        if rows:
            kept = enumerate(self.shown.rows)
            self.shown = msgspec.structs.replace(self.shown, rows=tuple(rows.get(at, row) for at, row in kept))
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), self.columnCount() - 1))

    def add(self, rows: Sequence[ShownRow]) -> None:
        """Show these rows as well, at the end."""
        if rows:
            known = len(self.shown.rows)
            self.beginInsertRows(QModelIndex(), known, known + len(rows) - 1)
            self.shown = msgspec.structs.replace(self.shown, rows=(*self.shown.rows, *rows))
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if text and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.shown.headings):
            return self.shown.headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.shown.rows[index.row()], self.shown.columns[index.column()]
        cell = row.cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and column.kind in FIGURES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and row.total:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        return sort_key(cell, self.words) if role == SORT else None


def sort_key(cell: ShownCell, words: Words) -> float | str:
    """Figures and days by size, texts by the language's alphabet."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return float(cell.toordinal())
    return float(cell) if isinstance(cell, int | Decimal) else words.sort_key(str(cell))


class Found(QSortFilterProxyModel):
    """The rows with all the words that are searched; sums stay at the end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSortRole(SORT)
        self._wanted: list[str] = []

    def search(self, text: str) -> None:
        """Show only rows with these words, in whatever script."""
        self.beginFilterChange()
        self._wanted = fold(text).split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        if not self._wanted or not isinstance(model, ShownModel):
            return True
        shown = model.shown.rows[row]
        text = fold(" ".join(model.text(shown, at) for at in range(len(shown.cells))))
        return all(word in text for word in self._wanted)

    def lessThan(self, left: Index, right: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, ShownModel)
        sums = model.shown.rows[left.row()].total, model.shown.rows[right.row()].total
        if sums[0] != sums[1]:
            return sums[1] if self.sortOrder() == Qt.SortOrder.AscendingOrder else sums[0]
        one, other = left.data(SORT), right.data(SORT)
        return (isinstance(one, str), one) < (isinstance(other, str), other)


class ShownPage(QWidget):
    """Title, note, a line to search, the table. `opened` tells plan and record of a row that was double-clicked,
    `asked` the place of one that is made of several plans."""

    opened = Signal(str, str)
    asked = Signal(int)

    def __init__(self, shown: Shown, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.setObjectName(f"region.{shown.name}")
        self.model = ShownModel(shown, words, self)
        self.found = Found(self)
        self.found.setSourceModel(self.model)
        self.title = plain_label(shown.title, "title")
        self.note = plain_label(shown.note, "quiet")
        self.head = QHBoxLayout()
        self.head.addWidget(self.title, 1)
        self.origins: Mapping[str, str] = {}
        self.origin = plain_label("", "quiet")
        self.origin.setObjectName("region.origin")
        self.view = self._table()
        self.view.selectionModel().currentChanged.connect(lambda *_: self._say_origin())
        self.found.modelReset.connect(self._say_origin)
        self.fit()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 6)
        layout.addLayout(self.head)
        layout.addWidget(self.note)
        layout.addLayout(self._tools())
        layout.addWidget(self.view, 1)
        layout.addWidget(self.origin)
        self._say_origin()
        self._say_note()
        self.model.rowsInserted.connect(lambda *_: self._say_note())

    def _say_note(self) -> None:
        """What is to be known of the table, and that there is nothing in it."""
        shown = self.model.shown
        empty = "" if shown.rows else self.words(EMPTY.get(shown.name, NOTHING))
        self.note.setText(" · ".join(filter(None, (shown.note, empty))))
        self.note.setVisible(bool(self.note.text()))

    def _say_origin(self) -> None:
        """Where the figures of the chosen row come from: municipality, file, state, person and day."""
        row = self.current
        said = self.origins.get(row.plan, "") if row else ""
        self.origin.setText(self.words("From: {source}", source=said) if said else "")
        self.origin.setVisible(bool(said))

    def _tools(self) -> QHBoxLayout:
        words, row = self.words, QHBoxLayout()
        self.search = QLineEdit()
        self.search.setObjectName("region.search")
        self.search.setPlaceholderText(words("Show only rows with…"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.found.search)
        copy = QPushButton(words("Copy the table"))
        copy.setObjectName("region.copy")
        copy.clicked.connect(self.copy)
        row.addWidget(self.search, 1)
        row.addWidget(copy)
        return row

    def _table(self) -> QTableView:
        view = QTableView()
        view.setObjectName("region.table")
        view.setModel(self.found)
        view.setItemDelegate(BySide(view))
        view.setAlternatingRowColors(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 10)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        view.setSortingEnabled(True)
        view.activated.connect(self._open)
        view.doubleClicked.connect(self._open)
        enter = QShortcut(QKeySequence("Ctrl+C"), view)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self.copy)
        return view

    def fit(self) -> None:
        """Columns as wide as what stands in them, within bounds."""
        view, rows = self.view, self.model.shown.rows[:200]
        font = view.font()
        font.setBold(any(row.total for row in rows))
        metrics, letter = QFontMetrics(font), view.fontMetrics().averageCharWidth() + 1
        for at in range(len(self.model.shown.columns)):
            longest = max((self.model.text(row, at) for row in rows), key=len, default="")
            wanted = max(metrics.horizontalAdvance(longest), letter * len(longest)) + 2 * letter
            heading = view.horizontalHeader().sectionSizeHint(at)
            view.setColumnWidth(at, max(min(max(wanted, letter * NARROWEST), letter * WIDEST), heading))

    def show_table(self, shown: Shown) -> None:
        """Show another table in the same place."""
        self.model.show(shown)
        self.title.setText(shown.title)
        self._say_note()
        self.fit()

    @property
    def source_row(self) -> int:
        """The place of the chosen row in the table as it was given; −1 for none."""
        return self.found.mapToSource(self.view.currentIndex()).row()

    @property
    def current(self) -> ShownRow | None:
        """The row that is chosen."""
        return self.model.shown.rows[self.source_row] if self.source_row >= 0 else None

    def _open(self, index: Index) -> None:
        at = self.found.mapToSource(index).row()
        row = self.model.shown.rows[at]
        if row.plan:
            self.opened.emit(row.plan, row.record)
        else:
            self.asked.emit(at)

    def copy(self) -> None:
        """The rows that are shown, for a spreadsheet."""
        columns = range(self.found.columnCount())
        lines = ["\t".join(self.model.shown.headings)]
        for row in range(self.found.rowCount()):
            cells = (str(self.found.index(row, column).data() or "") for column in columns)
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
        QApplication.clipboard().setText("\n".join(lines))
