"""Rows taken from what the profile has ready: national documents, data sources, donors."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from localplan.methodology.declarations import Entry
from localplan.methodology.ready_made import READY_MADE, context_of, ready_made, take_ready_made
from localplan.ui.collection import say
from localplan.ui.desk import Desk
from localplan.ui.labels import give_room, plain_label
from localplan.ui.row_actions import RowActions


def list_button(desk: Desk, kind: str, actions: RowActions, parent: QWidget) -> QToolButton | None:
    """A button beside the others that asks which ready-made rows to take; none where the profile has none of a kind."""
    if kind not in READY_MADE or not desk.method.offered(READY_MADE[kind].list):
        return None
    button = actions.button("rows.from_list", desk.words("From the list…"))
    button.clicked.connect(lambda: FromListDialog(desk, kind, parent).open())
    button.setEnabled(desk.may_change(kind))
    return button


class FromListDialog(QDialog):
    """Tick what is wanted; all of it is one action."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.kind, words = desk, kind, desk.words
        self.setObjectName("from_list")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        code_list = desk.method.list(READY_MADE[kind].list)
        title = words.form(context_of(kind), code_list.title)
        self.setWindowTitle(title)
        give_room(self, 640, 480)
        self.list = QListWidget()
        self.list.setObjectName("from_list.entries")
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        for entry in ready_made(desk.method, kind, say):
            self.list.addItem(self._item(entry))
        layout = QVBoxLayout(self)
        left = words("Tick what your plan needs. What is taken is yours to change.")
        layout.addWidget(plain_label(left if self.list.count() else words("The plan has all of the list."), "quiet"))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._buttons())
        self.list.itemChanged.connect(self._offer)
        self._offer()

    def _item(self, entry: Entry) -> QListWidgetItem:
        words, context = self.desk.words, context_of(self.kind)
        texts = (words.form(context, text) for text in (entry.label, entry.note) if text)
        item = QListWidgetItem(" – ".join(texts))
        item.setData(Qt.ItemDataRole.UserRole, entry.code)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def _buttons(self) -> QDialogButtonBox:
        words, buttons = self.desk.words, QDialogButtonBox()
        self.take = buttons.addButton(words("Add what is ticked"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setObjectName("from_list.take")
        self.take.setProperty("role", "main")
        buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        return buttons

    @property
    def ticked(self) -> tuple[str, ...]:
        """The codes of the ticked entries."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked)

    def _offer(self) -> None:
        self.take.setEnabled(bool(self.ticked))

    def _take(self) -> None:
        edits = take_ready_made(self.desk.method, self.kind, self.ticked, say)
        label = self.desk.words.plural("Take {n} row from the list", "Take {n} rows from the list", len(edits))
        if self.desk.perform(edits, label):
            self.accept()
