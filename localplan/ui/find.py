"""Go to (Ctrl+K) and find (Ctrl+F): one line to type in, one list of places, blind to script and diacritics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from localplan.ui.desk import Desk, Place
from localplan.ui.labels import give_room, plain_label
from localplan.ui.sides import BySide
from localplan.words import fold

MOST = 40
KEYS_OF_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Goal(NamedTuple):
    """Something to go to: what it is called, what it is, and the place or command."""

    title: str
    kind: str
    place: Place | None = None
    command: QAction | None = None


Search = Callable[[str], Sequence[Goal]]


def goals(desk: Desk, commands: Sequence[QAction]) -> Iterator[Goal]:
    """Every step, form, field, element and command of the open plan."""
    words = desk.words
    for step in desk.method.steps:
        yield Goal(f"{step.number}. {words.form(f'step.{step.code}', step.title)}", words("Step"), Place(step.code))
        for form in desk.method.forms(step.code):
            title = desk.label(form, form.title)
            yield Goal(title, words("Page"), Place(step.code, form.code))
            for field in desk.method.fields(form):
                name = f"{desk.label(form, field.label)} – {title}"
                yield Goal(name, words("Field"), Place(step.code, form.code, "", field.name))
    for id in desk.codes:
        yield Goal(desk.title_of(desk.plan[id]), words("Element"), Place("", "", id))
    for action in commands:
        if action.isEnabled() and action.text():
            yield Goal(action.text().replace("&", ""), words("Command"), None, action)


def matching(all_goals: Sequence[tuple[str, Goal]], text: str) -> list[Goal]:
    """The goals with every word of the text, those that begin with it first. `all_goals` with their folded titles."""
    wanted = fold(text).split()
    found = [(not folded.startswith(wanted[0]), goal) for folded, goal in all_goals if all(w in folded for w in wanted)]
    return [goal for _, goal in sorted(found, key=lambda pair: pair[0])][:MOST]


def go_search(desk: Desk, commands: Sequence[QAction]) -> Search:
    """What Ctrl+K searches: names of things."""
    known = [(fold(goal.title), goal) for goal in goals(desk, commands)]
    return lambda text: matching(known, text)


def text_search(desk: Desk, search: Callable[[str, str], Sequence[tuple[str, str]]]) -> Search:
    """What Ctrl+F searches: all texts of the plan, as they are saved."""

    def found(text: str) -> list[Goal]:
        hits = (desk.plan.get(id) for _, id in search(text, desk.plan.id))
        return [_goal(desk, record.id) for record in hits if record is not None][:MOST]

    return found


def _goal(desk: Desk, id: str) -> Goal:
    record = desk.plan[id]
    form = desk.method.form_for(record)
    return Goal(desk.title_of(record), desk.label(form, form.title) if form else "", Place("", "", id))


class FindDialog(QDialog):
    """A line and a list; Enter goes, Escape leaves. `chosen` tells the goal."""

    chosen = Signal(object)

    def __init__(self, title: str, hint: str, nothing: str, search: Search, parent: QWidget) -> None:
        super().__init__(parent)
        self._search = search
        self.setObjectName("find")
        self.setWindowTitle(title)
        give_room(self, 620, 420)
        self.line = QLineEdit()
        self.line.setObjectName("find.line")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(title)
        self.list = QListWidget()
        self.list.setObjectName("find.list")
        self.list.setAccessibleName(title)
        self.list.setItemDelegate(BySide(self.list))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = plain_label(nothing, "quiet")
        self._nothing.hide()
        layout = QVBoxLayout(self)
        for widget in (self.line, self._nothing, self.list):
            layout.addWidget(widget)
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the cursor stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in KEYS_OF_THE_LIST:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        self.list.clear()
        found = self._search(text) if text.strip() else []
        for goal in found:
            item = QListWidgetItem(f"{goal.title}\n{goal.kind}")
            item.setData(Qt.ItemDataRole.UserRole, goal)
            self.list.addItem(item)
        self._nothing.setVisible(bool(text.strip()) and not found)
        self.list.setCurrentRow(0)

    def _go(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
