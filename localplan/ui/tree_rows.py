"""The rows of a tree of records: each beneath the record it belongs to."""

from __future__ import annotations

from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from localplan.app.session import PlanChange
from localplan.domain.adoption import is_of_this_version
from localplan.domain.records import RECORDS, Record
from localplan.methodology.declarations import Form
from localplan.ui.cells import short_name
from localplan.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex


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
        name = name.replace("\n", " ") or self.desk.words("({thing} without a name)", thing=one)
        if is_of_this_version(self.desk.plan, record):
            return name
        return self.desk.words("Version {number} of the plan: {name}", number=getattr(record, "version", ""), name=name)

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
