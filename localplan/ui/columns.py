"""Which columns of a table are shown, and how wide: chosen in a menu of its heading and kept for each form."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView

from localplan.ui.table_rows import RowsModel


class Columns(QObject):
    """The menu opens with the right mouse button on the heading, and stands in the menu of the cells.

    Kept are widths in average letters, so that they hold in any size of text; 0 is a column that is not shown.
    """

    def __init__(self, model: RowsModel, view: QTableView) -> None:
        super().__init__(view)
        self.model, self.view = model, view
        self._letter = view.fontMetrics().averageCharWidth()
        self._show_kept()
        words = model.desk.words
        self.menu = QMenu(words("Columns"), view)
        self.menu.setObjectName("columns")
        self.ticks = [self._tick(column) for column in range(len(model.fields))]
        self.menu.addSeparator()
        self.all_action = self.menu.addAction(words("Show all columns"))
        self.all_action.triggered.connect(self._show_all)
        view.addAction(self.menu.menuAction())
        header = view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.menu.popup(header.mapToGlobal(at)))
        header.sectionResized.connect(self._resized)
        self._refresh()

    def _tick(self, column: int) -> QAction:
        heading = str(self.model.headerData(column, Qt.Orientation.Horizontal))
        tick = self.menu.addAction(heading.replace("&", "&&"))
        tick.setCheckable(True)
        tick.triggered.connect(lambda shown: self._show(column, shown))
        return tick

    def shown(self) -> list[int]:
        """The columns that are shown, from the first."""
        return [column for column in range(len(self.model.fields)) if not self.view.isColumnHidden(column)]

    def _show_kept(self) -> None:
        kept = self.model.desk.widths.get(self.model.form.code, {})
        widths = [kept.get(field.name) for field in self.model.fields]
        for column, width in enumerate(widths):
            if width:
                self.view.setColumnWidth(column, round(width * self._letter))
            elif width == 0 and any(w != 0 for w in widths):  # what is left of them when a plan shows fewer
                self.view.setColumnHidden(column, True)

    def _show(self, column: int, shown: bool) -> None:
        self.view.setColumnHidden(column, not shown)
        self._keep(column, self.view.columnWidth(column))
        at = self.view.currentIndex()
        if at.isValid() and not shown and at.column() == column:  # nobody can work in a cell that is not seen
            self.view.setCurrentIndex(self.model.index(at.row(), self.shown()[0]))
        self._refresh()

    def _show_all(self) -> None:
        for column in range(len(self.model.fields)):
            if self.view.isColumnHidden(column):
                self._show(column, True)

    def _refresh(self) -> None:
        shown = self.shown()
        for column, tick in enumerate(self.ticks):
            tick.setChecked(column in shown)
            tick.setEnabled(shown != [column])  # a table of no columns could not be told from an empty one
        self.all_action.setEnabled(len(shown) < len(self.ticks))

    def _resized(self, column: int, _: int, width: int) -> None:
        """The last column fills what room there is: nobody has chosen its width."""
        if width and column != max(self.shown(), default=column):
            self._keep(column, width)

    def _keep(self, column: int, width: int) -> None:
        kept = self.model.desk.widths.setdefault(self.model.form.code, {})
        kept[self.model.fields[column].name] = round(width / self._letter, 2)
