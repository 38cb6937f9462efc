"""Records that belong to one another as a tree beside their details: objective → measure → activity → money."""

from __future__ import annotations

from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from localplan.app.session import PlanChange
from localplan.domain.records import RECORDS, Record
from localplan.methodology.declarations import Form
from localplan.ui.cells import short_name
from localplan.ui.desk import Desk
from localplan.ui.forms import RecordForm
from localplan.ui.labels import lay_out_now, plain_label, put_into, scroll_area
from localplan.ui.row_actions import Offer, RowActions

Index = QModelIndex | QPersistentModelIndex
NARROW_PAGE = 100  # average letters in a page; with fewer, details stand beneath their tree
NARROW = 45  # average letters in the column of texts; with fewer, rows have two lines


class Node:
    """A record's place in the tree. Indexes carry its number: one of a tree rebuilt since leads to no node."""

    __slots__ = ("children", "form", "id", "number", "parent", "row")

    def __init__(self, id: str, form: Form | None, parent: Node | None, row: int, number: int = 0) -> None:
        self.id, self.form, self.parent, self.row, self.number = id, form, parent, row, number
        self.children: list[Node] = []


class RecordsTree(QAbstractItemModel):
    """The records of some forms, each beneath the record it belongs to. Column 0: text; column 1: code."""

    def __init__(self, desk: Desk, forms: tuple[Form, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.forms = desk, forms
        self.kinds = {form.record for form in forms}
        self.root = Node("", None, None, 0)
        self.nodes: dict[str, Node] = {}
        self._numbers = count(1)
        self._by_number: dict[int, Node] = {}
        self._build()

    def _build(self) -> None:
        self.root = Node("", None, None, 0)
        self.nodes, self._by_number = {}, {}
        for form in self.forms:
            if not form.under or form.under not in {f.code for f in self.forms}:
                for record in self.desk.method.rows(form):
                    if record.id not in self.nodes and record.parent not in self.nodes:
                        self._grow(self.root, record, form)

    def _grow(self, parent: Node, record: Record, form: Form) -> None:
        node = Node(record.id, form, parent, len(parent.children), next(self._numbers))
        parent.children.append(node)
        self.nodes[record.id] = self._by_number[node.number] = node
        for below in self.forms_under(form):
            for id in self.desk.plan.child_ids(record.id, below.record):
                child = self.desk.plan[id]
                if id not in self.nodes and self.desk.method.fits(below, child):
                    self._grow(node, child, below)

    def forms_under(self, form: Form) -> tuple[Form, ...]:
        """The forms whose records stand beneath those of a form."""
        return tuple(f for f in self.forms if f.under == form.code or (f is form and f.nested))

    def rebuild(self) -> None:
        """Build the tree anew from the plan as it is now."""
        self.beginResetModel()
        self._build()
        self.endResetModel()

    def told(self, change: PlanChange) -> bool:
        """Refresh what shows a changed record; True when the tree has another shape now."""
        if any(self._moves(change.plan.get(id), id) for id in change.touched):
            return True
        for id in change.touched & self.nodes.keys():
            index = self.index_of(id)
            self.dataChanged.emit(index, index.siblingAtColumn(1))
        return False

    def _moves(self, record: Record | None, id: str) -> bool:
        node = self.nodes.get(id)
        if record is None or node is None:
            return node is not None or (record is not None and type(record) in {RECORDS[k] for k in self.kinds})
        siblings = node.parent.children if node.parent else []
        order = [n.id for n in siblings if n.form is node.form]
        kind = node.form.record if node.form else ""
        now = [i for i in self.desk.plan.child_ids(record.parent, kind) if i in set(order)]
        same_parent = node.parent is None or node.parent.id in ("", record.parent)
        fits = node.form is not None and self.desk.method.fits(node.form, record)
        return not fits or not same_parent or (bool(node.parent and node.parent.id) and now != order)

    # the model -------------------------------------------------------------------------------------------------------

    def node(self, index: Index) -> Node:
        """The node of an index; the root for an invalid one."""
        return self._by_number.get(index.internalId(), self.root) if index.isValid() else self.root

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self.node(parent).children
        if not (0 <= row < len(children) and 0 <= column < 2) or (parent.isValid() and parent.column() != 0):
            return QModelIndex()
        return self.createIndex(row, column, children[row].number)

    def parent(self, index: Index | None = None) -> Any:
        if index is None:
            return super().parent()
        node = self.node(index).parent
        if node is None or node is self.root:
            return QModelIndex()
        return self.createIndex(node.row, 0, node.number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.desk.words("Element") if section == 0 else self.desk.words("Code")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        record = self.desk.plan.get(node.id)
        if record is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.desk.codes.get(node.id, "") if index.column() == 1 else self._text(record, node)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(record, node)[:500]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0 and node.form and not node.form.under:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, record: Record, node: Node) -> str:
        name = self.desk.name_of(record)
        if not name:
            name = funding_text(self.desk, record)
        one = self.desk.label(node.form, node.form.one or node.form.title) if node.form else ""
        return name.replace("\n", " ") or self.desk.words("({thing} without a name)", thing=one)

    def index_of(self, id: str) -> QModelIndex:
        """The index of a record in column 0; invalid when it is not in the tree."""
        node = self.nodes.get(id)
        return self.createIndex(node.row, 0, node.number) if node else QModelIndex()


def funding_text(desk: Desk, record: Record) -> str:
    """What a funding line is called: its source and its sum."""
    amounts, source = getattr(record, "amounts", None), getattr(record, "source", "")
    if amounts is None:
        return ""
    entry = desk.method.entry("funding_sources", source) if source else None
    label = desk.words.form("list.funding_sources", entry.label) if entry else source
    donor = short_name(desk, getattr(record, "donor", "")) if getattr(record, "donor", "") else ""
    name = " – ".join(part for part in (f"{source} {label}".strip(), donor) if part)
    return f"{name}: {desk.words.money(sum(amounts.values()))}" if amounts else name


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
        self._empty = plain_label(_invitation(desk, own[0]), "quiet")
        self._details: dict[str, RecordForm] = {}
        self._areas: dict[str, QWidget] = {}
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        left = QWidget(self._splitter)
        self._stack = QStackedWidget(self._splitter)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self._empty)
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
        self._empty.setVisible(not has_rows)
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
        """There is only one core problem, and one public hearing."""
        return form.layout != "single" or next(self.desk.method.rows(form), None) is None

    def _words_for(self, form: Form, parent: str) -> str:
        one = self.desk.label(form, form.one or form.title)
        if not parent:
            return self.desk.words("Add {thing}", thing=one)
        where = self.desk.codes.get(parent) or self.desk.name_of(self.desk.plan[parent])[:40]
        return self.desk.words("Add {thing} to {where}", thing=one, where=where)


class RowsOfTree(QStyledItemDelegate):
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


def _invitation(desk: Desk, form: Form) -> str:
    intro = desk.label(form, form.intro)
    hint = desk.words("Nothing entered yet. Click “Add” for the first row.")
    return f"{intro}\n{hint}" if intro else hint


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
