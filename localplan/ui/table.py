"""A form's records as a table, with the chosen one's details under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from localplan.domain.records import FIELDS, RECORDS, Record
from localplan.methodology.declarations import Form, FormField
from localplan.ui.cell_inputs import CellInputs
from localplan.ui.columns import Columns
from localplan.ui.desk import Desk
from localplan.ui.filter_line import FilterLine
from localplan.ui.flow import TallEnough
from localplan.ui.forms import RecordForm
from localplan.ui.from_list import list_button
from localplan.ui.labels import lay_out_now, put_into, scroll_area
from localplan.ui.nothing_yet import NothingYet
from localplan.ui.prepared import PREPARED, offered, prepare
from localplan.ui.ranges import CellRanges
from localplan.ui.row_actions import Offer, RowActions
from localplan.ui.table_rows import RowsModel
from localplan.ui.totals import totals_under


class TablePage(QWidget):
    """Table above, details of the chosen row below."""

    def __init__(self, desk: Desk, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.form = desk, form
        self.setObjectName(f"page.{form.code}")
        self.model = RowsModel(desk, form)
        self.view = _table_view(self.model, form)
        self.row_actions = RowActions(
            desk,
            self.chosen,
            self._offers,
            self.choose,
            self.view,
            several=self.several,
            gaps=lambda: bool(self.model.wanted),
        )
        self.columns = Columns(self.model, self.view)
        self.ranges = CellRanges(self.model, self.view)
        self.ranges.changed.connect(self.row_actions.refresh)
        self._nothing_yet = NothingYet(desk, (form,))
        desk.changed.connect(self._look_for_parents)
        self.prepared = self._prepared_button()
        list_button(desk, form.record, self.row_actions, self)
        self.filter = FilterLine(self.model, self.view, self.row_actions)
        self.row_actions.put(self.filter)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        top = TallEnough(splitter)
        layout = QVBoxLayout(top)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.row_actions)
        layout.addWidget(self._nothing_yet)
        layout.addWidget(self.view, 1)
        if totals := totals_under(self.model, top):
            layout.addWidget(totals)
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
        """Make a record's row the current one; a filter that hides it is emptied."""
        if self.model.hides(id):
            self.filter.clear()
        row = self.model.row_of(id)
        if row >= 0:
            at, shown = self.view.currentIndex().column(), self.columns.shown()
            self.view.setCurrentIndex(self.model.index(row, at if at in shown else shown[0]))
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
        has_rows = bool(self.model.all)
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
