"""Records that belong to one another as a tree beside their details: objective → measure → activity → money."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from localplan.app.session import PlanChange
from localplan.domain.records import RECORDS, Record
from localplan.methodology.declarations import Form
from localplan.ui.desk import Desk
from localplan.ui.forms import RecordForm
from localplan.ui.from_list import list_button
from localplan.ui.labels import lay_out_now, put_into, scroll_area
from localplan.ui.nothing_yet import NothingYet
from localplan.ui.row_actions import Offer, RowActions
from localplan.ui.sides import BySide
from localplan.ui.tree_rows import Index, Node, RecordsTree

NARROW_PAGE = 100  # average letters in a page; with fewer, details stand beneath their tree
NARROW = 60  # average letters in the column of texts; with fewer, rows have two lines


class TreePage(QWidget):
    """The tree at the left, the chosen record's form at the right."""

    def __init__(
        self, desk: Desk, forms: tuple[Form, ...], own: tuple[Form, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.forms, self.own = desk, forms, own
        self.setObjectName(f"page.{own[0].code}")
        self.model = RecordsTree(desk, forms, self)
        self.view = _tree_view(self.model, own[0].code)
        self.row_actions = RowActions(desk, self.chosen, self._offers, self.choose, self.view)
        self.collection = self.row_actions.button("rows.collection", desk.words("From the collection…"))
        self.collection.clicked.connect(self._insert)
        list_button(desk, own[0].record, self.row_actions, self)
        self._nothing_yet = NothingYet(desk, own)
        self._details: dict[str, RecordForm] = {}
        self._areas: dict[str, QWidget] = {}
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        left = QWidget(self._splitter)
        self._stack = QStackedWidget(self._splitter)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self._nothing_yet)
        column.addWidget(self.view, 1)
        for side in (left, self._stack):
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self._splitter.addWidget(side)
        left.setMinimumWidth(self.view.minimumWidth())
        self._splitter.setChildrenCollapsible(False)
        self._arranged = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.addWidget(self.row_actions)
        whole.addWidget(self._splitter, 1)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        desk.changed.connect(self._plan_changed)
        self.view.expandToDepth(2)
        self._choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Details stand beside the tree, on a narrow page beneath it; how they share the room is for people to say."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * NARROW_PAGE
        side = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.width() > 200 and (not self._arranged or side != self._splitter.orientation()):
            self._arranged = True
            self._splitter.setOrientation(side)
            self._splitter.setSizes([2000, 3000])  # Qt shares by these what there is

    def chosen(self) -> Record | None:
        """The record of the current node."""
        index = self.view.currentIndex()
        return self.desk.plan.get(self.model.node(index).id) if index.isValid() else None

    def choose(self, id: str) -> None:
        """Make a record the current one and open the way to it."""
        index = self.model.index_of(id)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def go_to(self, record: str, field: str) -> bool:
        """Show a record and put the cursor into a field."""
        self.choose(record)
        return any(form.target.id == record and form.go_to(field) for form in self._details.values())

    def _choose_first(self) -> None:
        has_rows = bool(self.model.nodes)
        may_add = self._nothing_yet.refresh(has_rows=has_rows)
        for part in (self.row_actions, self.view):
            part.setVisible(may_add or has_rows)
        self.view.setColumnHidden(1, not any(id in self.desk.codes for id in self.model.nodes))
        if has_rows and not self.view.currentIndex().isValid():
            self.choose(self._first_of({f.code for f in self.own}, *({f.under} for f in self.own)))
        self._show_chosen()

    def _first_of(self, *wanted: set[str]) -> str:
        """The first record of these forms, or of those their rows stand beneath, so that they can be added."""
        nodes = self.model.nodes
        found = (id for codes in wanted for id, node in nodes.items() if node.form and node.form.code in codes)
        return next(found, next(iter(nodes)))

    def _show_chosen(self) -> None:
        index = self.view.currentIndex()
        node = self.model.node(index) if index.isValid() else None
        self._stack.setVisible(node is not None and bool(node.id))
        if node is not None and node.form is not None:
            details = self._details_for(node.form)
            details.show_record(node.id)
            lay_out_now()
        self.row_actions.refresh()
        self._offer_collection()

    def _details_for(self, form: Form) -> RecordForm:
        if form.code not in self._details:
            area, holder = scroll_area(self._stack)
            details = RecordForm(self.desk, form, holder)
            put_into(holder, details)
            self._details[form.code] = details
            self._areas[form.code] = area
            self._stack.addWidget(area)
        self._stack.setCurrentWidget(self._areas[form.code])
        return self._details[form.code]

    def _offer_collection(self) -> None:
        from localplan.ui.collection import shelves

        offered = shelves(self.desk, self.chosen(), {form.record for form in self.own})
        self.collection.setVisible(bool(offered) and self.row_actions.add_button.isEnabled())

    def _insert(self) -> None:
        """Offer what the collections have for the chosen record."""
        from localplan.ui.collection import CollectionDialog

        record = self.chosen()
        if record is not None:
            CollectionDialog(self.desk, record, {form.record for form in self.own}, self).open()

    def _plan_changed(self, change: PlanChange) -> None:
        if not self.model.told(change):
            return
        chosen = self.chosen_id()
        open_ids = {id for id in self.model.nodes if self.view.isExpanded(self.model.index_of(id))}
        known = set(self.model.nodes)
        self.model.rebuild()
        for id, node in self.model.nodes.items():
            if id in open_ids or (id not in known and node.children):
                self.view.setExpanded(self.model.index_of(id), True)
        self.choose(chosen)
        self._choose_first()

    def chosen_id(self) -> str:
        """The id of the current node."""
        index = self.view.currentIndex()
        return self.model.node(index).id if index.isValid() else ""

    def _offers(self) -> list[Offer]:
        """Rows that may be added: beneath the chosen record and its ancestors, and at the top."""
        offers: list[Offer] = []
        index = self.view.currentIndex()
        node: Node | None = self.model.node(index) if index.isValid() else None
        while node is not None and node.form is not None:
            offers.extend((form, node.id, self._words_for(form, node.id)) for form in self.model.forms_under(node.form))
            node = node.parent
        plan = self.desk.plan.id
        tops = [f for f in self.forms if not f.under and "plan" in RECORDS[f.record].belongs_to and self._may_add(f)]
        offers.extend((form, plan, self._words_for(form, "")) for form in tops)
        return offers

    def _may_add(self, form: Form) -> bool:
        """There is only one core problem, and one public hearing of each version of the plan."""
        return form.layout != "single" or self.desk.method.single(form) is None

    def _words_for(self, form: Form, parent: str) -> str:
        one = self.desk.label(form, form.one or form.title)
        if not parent:
            return self.desk.words("Add {thing}", thing=one)
        where = self.desk.codes.get(parent) or self.desk.name_of(self.desk.plan[parent])[:40]
        return self.desk.words("Add {thing} to {where}", thing=one, where=where)


class RowsOfTree(BySide):
    """Rows of two lines where the tree is narrow: half of a title says little. All rows are equally high."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._narrow = False
        view.header().sectionResized.connect(self._resized)

    def _resized(self, column: int, _: int, width: int) -> None:
        narrow = width < self._view.fontMetrics().averageCharWidth() * NARROW
        if column == 0 and narrow != self._narrow:
            self._narrow = narrow
            self._view.scheduleDelayedItemsLayout()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as it wants to be, one or two lines high."""
        metrics = self._view.fontMetrics()
        height = metrics.lineSpacing() * (2 if self._narrow else 1) + 4
        return QSize(super().sizeHint(option, index).width(), height)


def _tree_view(model: RecordsTree, name: str) -> QTreeView:
    view = QTreeView()
    view.setObjectName(f"tree.{name}")
    view.setModel(model)
    view.setUniformRowHeights(True)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setItemDelegate(RowsOfTree(view))
    view.setWordWrap(True)
    view.setIndentation(view.fontMetrics().averageCharWidth() * 2)
    view.setMinimumWidth(220)
    header = view.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.resizeSection(1, view.fontMetrics().averageCharWidth() * 9)
    return view
