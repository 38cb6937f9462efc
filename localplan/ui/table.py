"""A form's records as a table, with the chosen one's details under it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from localplan.app.session import PlanChange
from localplan.domain.records import FIELDS, RECORDS, Record
from localplan.methodology.declarations import Form, FormField
from localplan.ui.cells import cell_seen, sort_key
from localplan.ui.desk import Desk
from localplan.ui.fields.editor import FieldEditor, Target
from localplan.ui.forms import RecordForm
from localplan.ui.from_list import list_button
from localplan.ui.labels import lay_out_now, put_into, scroll_area
from localplan.ui.nothing_yet import NothingYet
from localplan.ui.prepared import PREPARED, offered, prepare
from localplan.ui.ranges import CellRanges
from localplan.ui.row_actions import Offer, RowActions
from localplan.ui.sides import BySide

Index = QModelIndex | QPersistentModelIndex
_ENDS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
IN_PLACE = frozenset({"text", "number", "money", "whole", "code", "day", "quarter", "reference"})


class RowsModel(QAbstractTableModel):
    """The records of a form, one a row, in the order of the plan or of a column."""

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__()
        self.desk, self.form = desk, form
        self.fields: list[FormField] = [f for f in desk.method.fields(form) if f.column]
        self.rows: list[Record] = list(desk.method.rows(form))
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

    def _arrange(self) -> None:
        self.rows = list(self.desk.method.rows(self.form))
        if self._sorted is not None:
            field = self.fields[self._sorted[0]]
            keys = {r.id: sort_key(r, self.form, field, self.desk) for r in self.rows}
            self.rows.sort(key=lambda r: keys[r.id], reverse=self._sorted[1] == Qt.SortOrder.DescendingOrder)

    def _plan_changed(self, change: PlanChange) -> None:
        known = {record.id: row for row, record in enumerate(self.rows)}
        now = [r.id for r in self.desk.method.rows(self.form)] if self._concerns(change, known) else list(known)
        if set(now) != set(known) or (self._sorted is None and now != list(known)):
            self.beginResetModel()
            self._arrange()
            self.endResetModel()
            return
        for id in change.touched & known.keys():
            row = known[id]
            self.rows[row] = change.plan[id]
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))

    def _concerns(self, change: PlanChange, known: dict[str, int]) -> bool:
        kind = RECORDS[self.form.record]
        return any(id in known or isinstance(change.plan.get(id), kind) for id in change.touched)

    def row_of(self, id: str) -> int:
        """The row that shows a record, or −1."""
        return next((row for row, record in enumerate(self.rows) if record.id == id), -1)


class CellInputs(BySide):
    """Edits a cell with the same input that the field has in a form."""

    def __init__(self, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.closeEditor.connect(self._let_go)

    def _let_go(self, editor: QWidget) -> None:
        """An editor that is being closed says nothing more."""
        if isinstance(editor, FieldEditor):
            for part in editor.inputs.values():
                part.removeEventFilter(self)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field's own editor, shown bare in the cell; it writes to the plan by itself."""
        model = self._model
        field = model.fields[index.column()]
        editor = FieldEditor(model.desk, model.form, field, Target(model.rows[index.row()].id), parent, bare=True)
        editor.show_record(model.rows[index.row()])
        for part in editor.inputs.values():
            part.installEventFilter(self)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab and Escape reach the input within the editor, but mean the cell."""
        editor = watched.parent()
        while editor is not None and not isinstance(editor, FieldEditor):
            editor = editor.parent()
        if editor is None:
            return super().eventFilter(watched, event)
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.FocusOut):
            return False
        if event.type() == QEvent.Type.KeyPress and (finish := getattr(watched, "finish", None)):
            if event.key() not in _ENDS:  # type: ignore[attr-defined]
                return False
            finish()
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: the editor shows the record already."""

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Nothing: the editor has told the desk."""


class TablePage(QWidget):
    """Table above, details of the chosen row below."""

    def __init__(self, desk: Desk, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.form = desk, form
        self.setObjectName(f"page.{form.code}")
        self.model = RowsModel(desk, form)
        self.view = _table_view(self.model, form)
        self.row_actions = RowActions(desk, self.chosen, self._offers, self.choose, self.view, several=self.several)
        self.ranges = CellRanges(self.model, self.view)
        self.ranges.changed.connect(self.row_actions.refresh)
        self._nothing_yet = NothingYet(desk, (form,))
        desk.changed.connect(self._look_for_parents)
        self.prepared = self._prepared_button()
        list_button(desk, form.record, self.row_actions, self)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        top = QWidget(splitter)
        layout = QVBoxLayout(top)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.row_actions)
        layout.addWidget(self._nothing_yet)
        layout.addWidget(self.view, 1)
        self.view.setMinimumHeight(self.fontMetrics().height() * 7)
        area, holder = scroll_area(splitter)
        self.details = RecordForm(desk, form, holder)
        put_into(holder, self.details)
        splitter.addWidget(top)
        splitter.addWidget(area)
        splitter.setSizes([240, 330])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.addWidget(splitter)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.model.modelReset.connect(self._after_reset)
        self._chosen_id = ""
        self._after_reset()

    def _prepared_button(self) -> QToolButton | None:
        if self.form.code not in PREPARED:
            return None
        button = self.row_actions.button("rows.prepared", self.desk.words(PREPARED[self.form.code].title))
        button.clicked.connect(lambda: prepare(self.desk, self.form.code))
        self.desk.changed.connect(self._offer_prepared)
        return button

    def _offer_prepared(self) -> None:
        if self.prepared is not None:
            self.prepared.setEnabled(bool(offered(self.desk, self.form.code)))

    def chosen(self) -> Record | None:
        """The record of the current row."""
        index = self.view.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    def several(self) -> list[Record]:
        """The records of all rows with chosen cells."""
        area = self.ranges.chosen()
        return self.model.rows[area.top : area.bottom + 1] if area else []

    def choose(self, id: str) -> None:
        """Make a record's row the current one."""
        row = self.model.row_of(id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, max(self.view.currentIndex().column(), 0)))
            self.view.scrollTo(self.view.currentIndex())

    def go_to(self, record: str, field: str) -> bool:
        """Show a record and put the cursor into a field."""
        self.choose(record)
        return self.details.go_to(field)

    def _show_chosen(self) -> None:
        record = self.chosen()
        self._chosen_id = record.id if record else ""
        self.details.setVisible(record is not None)
        self.details.show_record(self._chosen_id)
        lay_out_now()
        self.row_actions.refresh()

    def _after_reset(self) -> None:
        rows = len(self.model.rows)
        self._look_for_parents()
        if rows:
            self.choose(self._chosen_id if self.model.row_of(self._chosen_id) >= 0 else self.model.rows[0].id)
        self._show_chosen()
        self._offer_prepared()

    def _look_for_parents(self) -> None:
        """Rows can be added as soon as there is something that they can belong to."""
        has_rows = bool(self.model.rows)
        may_add = self._nothing_yet.refresh(has_rows=has_rows)
        for part in (self.row_actions, self.view):
            part.setVisible(may_add or has_rows)
        if not has_rows:
            self.row_actions.refresh()

    def _offers(self) -> list[Offer]:
        allowed = RECORDS[self.form.record].belongs_to
        one = self.desk.words("Add {thing}", thing=self.desk.label(self.form, self.form.one or self.form.title))
        if "plan" in allowed or "*" in allowed:
            return [(self.form, self.desk.plan.id, one)]
        parents = [r for kind in allowed for r in self.desk.plan.all_of(kind) if self.desk.method.form_for(r)]
        return [(self.form, r.id, f"{one}: {self.desk.title_of(r)[:70]}") for r in parents]


def _table_view(model: RowsModel, form: Form) -> QTableView:
    view = QTableView()
    view.setObjectName(f"table.{form.code}")
    view.setModel(model)
    view.setItemDelegate(CellInputs(model, view))
    view.setAlternatingRowColors(True)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
    view.setEditTriggers(
        QAbstractItemView.EditTrigger.DoubleClicked
        | QAbstractItemView.EditTrigger.EditKeyPressed
        | QAbstractItemView.EditTrigger.AnyKeyPressed
    )
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 12)
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setStretchLastSection(True)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    header.setSortIndicatorClearable(True)
    view.setSortingEnabled(True)
    for column, field in enumerate(model.fields):
        usual = view.fontMetrics().averageCharWidth() * (field.width or _usual_width(form, field))
        view.setColumnWidth(column, max(usual, header.sectionSizeHint(column)))  # a heading is never cut off
    return view


def _usual_width(form: Form, field: FormField) -> int:
    holds = FIELDS[form.record][field.name].holds
    if holds.by == "year":
        return 42
    if holds.by in ("group", "criterion", "source"):
        return 34
    return {"text": 44, "code": 22, "codes": 28, "reference": 24, "references": 28, "owner": 28}.get(holds.kind, 13)
