"""A form's records as rows of a table: in the plan's order or a column's, all of them or those that hold some words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from localplan.app.session import PlanChange
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, RECORDS, Record
from localplan.methodology.declarations import Form, FormField
from localplan.ui.cells import cell_seen, sort_key
from localplan.ui.desk import Desk
from localplan.words import fold

Index = QModelIndex | QPersistentModelIndex
IN_PLACE = frozenset({"text", "number", "money", "whole", "code", "day", "quarter", "reference"})


class RowsModel(QAbstractTableModel):
    """The records of a form, one a row. What is shown of them, and in which order, is up to the view alone."""

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__()
        self.desk, self.form = desk, form
        self.fields: list[FormField] = [f for f in desk.method.fields(form) if f.column]
        self.all: list[Record] = list(desk.method.rows(form))  # in the plan's order
        self.rows: list[Record] = list(self.all)
        self.wanted: tuple[str, ...] = ()  # words, folded, that a row must hold to be shown
        self._hidden: set[str] = set()  # ids of rows without them
        self._said: tuple[Plan | None, dict[str, str]] = (None, {})
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        desk.changed.connect(self._plan_changed)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = cell_seen(self.desk, self.form, field, self.rows[index.row()])
            return text.replace("\n", " ") if role == Qt.ItemDataRole.DisplayRole else (text[:500] or None)
        if role == Qt.ItemDataRole.TextAlignmentRole and FIELDS[self.form.record][field.name].holds.kind in (
            "number",
            "money",
            "whole",
        ):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation == Qt.Orientation.Vertical:
                return str(section + 1)
            return self.desk.label(self.form, self.fields[section].label)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        holds = FIELDS[self.form.record][self.fields[index.column()].name].holds
        if holds.kind in IN_PLACE and holds.by in ("", "language") and self.desk.may_change(self.form.record):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the view; the plan's own order stays as it is."""
        self.layoutAboutToBeChanged.emit()
        old = [record.id for record in self.rows]
        self._sorted = (column, order) if column >= 0 else None
        self._arrange()
        places = {record.id: row for row, record in enumerate(self.rows)}
        before = self.persistentIndexList()
        self.changePersistentIndexList(before, [self.index(places[old[i.row()]], i.column()) for i in before])
        self.layoutChanged.emit()

    def filter(self, text: str) -> None:
        """Show the rows that hold all words of the text, in whichever script they are written; all for an empty one."""
        wanted = tuple(fold(text).split())
        if wanted != self.wanted:
            self.beginResetModel()
            self.wanted = wanted
            self._hidden = {record.id for record in self.all if not self._holds(record)}
            self._arrange()
            self.endResetModel()

    def _holds(self, record: Record) -> bool:
        if self._said[0] is not self.desk.plan:
            self._said = (self.desk.plan, {})
        known = self._said[1]
        if record.id not in known:
            cells = (cell_seen(self.desk, self.form, field, record) for field in self.fields)
            known[record.id] = fold("\n".join(cells))
        return all(word in known[record.id] for word in self.wanted)

    def hides(self, id: str) -> bool:
        """Whether a record of the form is not shown, as it does not hold what was asked for."""
        return id in self._hidden

    def _arrange(self) -> None:
        self.rows = [record for record in self.all if record.id not in self._hidden]
        if self._sorted is not None:
            field = self.fields[self._sorted[0]]
            keys = {r.id: sort_key(r, self.form, field, self.desk) for r in self.rows}
            self.rows.sort(key=lambda r: keys[r.id], reverse=self._sorted[1] == Qt.SortOrder.DescendingOrder)

    def _plan_changed(self, change: PlanChange) -> None:
        """A row that is seen stays whatever is written into it, and a new one is seen at once: somebody works at it."""
        before = [record.id for record in self.all]
        if not self._concerns(change, set(before)):
            return
        shown = {record.id: row for row, record in enumerate(self.rows)}
        self.all = list(self.desk.method.rows(self.form))
        self._hidden -= {r.id for r in self.all if r.id in change.touched & self._hidden and self._holds(r)}
        now = [record.id for record in self.all]
        asked_for = {id for id in now if id not in self._hidden}
        if asked_for != shown.keys() or len(now) != len(before) or (self._sorted is None and now != before):
            self.beginResetModel()
            self._arrange()
            self.endResetModel()
            return
        for id in change.touched & shown.keys():
            row = shown[id]
            self.rows[row] = change.plan[id]
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))

    def _concerns(self, change: PlanChange, known: set[str]) -> bool:
        kind = RECORDS[self.form.record]
        return any(id in known or isinstance(change.plan.get(id), kind) for id in change.touched)

    def row_of(self, id: str) -> int:
        """The row that shows a record, or −1."""
        return next((row for row, record in enumerate(self.rows) if record.id == id), -1)
