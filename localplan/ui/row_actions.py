"""The row of buttons over a table or tree: add, duplicate, remove, up, down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.methodology.declarations import Form
from localplan.ui.desk import Desk
from localplan.ui.flow import Flow
from localplan.ui.rows import added, duplicated, moved, removed

Offer = tuple[Form, str, str]  # a form of which a row may be added, the parent's id, the words for it


ARROWS = {"up": "↑", "down": "↓"}
"""What stands on a button that would be wide with its words; they are its tip and its name for screen readers."""


class RowActions(QWidget):
    """Buttons that act on the chosen record; `choose` is told the id of a row that was made."""

    def __init__(
        self,
        desk: Desk,
        chosen: Callable[[], Record | None],
        offers: Callable[[], Sequence[Offer]],
        choose: Callable[[str], None],
        view: QWidget,
        several: Callable[[], Sequence[Record]] = tuple,
        gaps: Callable[[], bool] = lambda: False,
    ) -> None:
        """`several`: the records that go together when more than one is chosen.

        `gaps`: whether rows between those that are seen are hidden, so that nobody would see where a row moves.
        """
        super().__init__()
        self._several, self._gaps = several, gaps
        self.desk, self._chosen, self._offers, self._choose = desk, chosen, offers, choose
        layout = Flow(self)
        layout.setContentsMargins(0, 0, 0, 4)
        words = desk.words
        self.add_button = QToolButton(self)
        self.add_button.setObjectName("rows.add")
        self.add_button.setText(words("Add"))
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.add_button)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.add_button.clicked.connect(self._add_only)
        layout.addWidget(self.add_button)
        self.actions_by_name = {
            "duplicate": self._action(words("Duplicate"), QKeySequence("Ctrl+D"), self.duplicate, view),
            "remove": self._action(words("Remove"), QKeySequence("Ctrl+Delete"), self.remove, view),
            "up": self._action(words("Move up"), QKeySequence("Alt+Up"), lambda: self.move_by(-1), view),
            "down": self._action(words("Move down"), QKeySequence("Alt+Down"), lambda: self.move_by(1), view),
        }
        for name, action in self.actions_by_name.items():
            button = QToolButton(self)
            button.setObjectName(f"rows.{name}")
            action.setIconText(ARROWS.get(name, action.text()))
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            layout.addWidget(button)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.refresh()

    def button(self, name: str, text: str) -> QToolButton:
        """One more button, behind the others."""
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.put(button)
        return button

    def put(self, widget: QWidget) -> None:
        """One more thing behind the buttons."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)

    def _action(self, text: str, keys: QKeySequence, what: Callable[[], None], view: QWidget) -> QAction:
        action = QAction(text, view)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(what)
        action.setToolTip(f"{text} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
        view.addAction(action)
        return action

    def refresh(self) -> None:
        """Offer what can be done with the row now chosen."""
        plan, record = self.desk.plan, self._chosen()
        if record is not None and not self.desk.may_change(kind_of(record)):
            record = None
        offers = self._open_offers()
        for name, action in self.actions_by_name.items():
            step = {"up": -1, "down": 1}.get(name)
            may = record is not None and (step is None or self._may_move(plan, record, step))
            action.setEnabled(may and (name == "remove" or len(self._several()) < 2))
        self.add_button.setEnabled(bool(offers))
        self.add_button.setMenu(self._menu if len(offers) > 1 else None)  # type: ignore[arg-type]  # None takes it away
        self.add_button.setText(offers[0][2] if len(offers) == 1 else self.desk.words("Add") + " ▾")

    def _may_move(self, plan: Plan, record: Record, by: int) -> bool:
        return not self._gaps() and moved(plan, record, by) is not None

    def _open_offers(self) -> list[Offer]:
        return [offer for offer in self._offers() if self.desk.may_change(offer[0].record)]

    def _fill_menu(self) -> None:
        self._menu.clear()
        for offer in self._open_offers():
            self._menu.addAction(offer[2]).triggered.connect(lambda _=False, offer=offer: self.add(offer))

    def _add_only(self) -> None:
        offers = self._open_offers()
        if len(offers) == 1:
            self.add(offers[0])

    def add(self, offer: Offer) -> None:
        """Make a row, behind the chosen one where that is a sibling."""
        form, parent, text = offer
        edit = added(self.desk.plan, form, parent, self._chosen())
        if self.desk.perform([edit], text):
            self._choose(edit.id)

    def duplicate(self) -> None:
        """Copy the chosen row with all that belongs to it."""
        record = self._chosen()
        if record is not None:
            edits = duplicated(self.desk.plan, record)
            if self.desk.perform(edits, self.desk.words("Duplicate {name}", name=self.desk.title_of(record))):
                self._choose(edits[0].id)

    def remove(self) -> None:
        """Remove the chosen rows; undo brings them back, so nobody is asked."""
        record, several, words = self._chosen(), self._several(), self.desk.words
        if len(several) > 1:
            self.desk.perform(removed(several), words.plural("Remove {n} row", "Remove {n} rows", len(several)))
        elif record is not None:
            self.desk.perform(removed([record]), words("Remove {name}", name=self.desk.title_of(record)))

    def move_by(self, by: int) -> None:
        """Move the chosen row among its siblings."""
        record = self._chosen()
        edit = moved(self.desk.plan, record, by) if record is not None else None
        if record is not None and edit is not None:
            self.desk.perform([edit], self.desk.words("Move {name}", name=self.desk.title_of(record)))
            self._choose(record.id)
            self.refresh()
