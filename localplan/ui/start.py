"""The start page: recent plans, and the ways to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from localplan.app.recent import RecentPlan
from localplan.ui.labels import plain_label
from localplan.ui.row_text import WrappedRows
from localplan.words import LANGUAGES, Words


class StartPage(QWidget):
    """Recent plans with municipality, period, progress and last saved; new, open, learn; the language switch."""

    open_plan = Signal(str)
    delete_plan = Signal(str, str)  # id and title
    new_plan = Signal()
    open_file = Signal()
    learn = Signal()
    region = Signal()
    in_sight_changed = Signal()
    language = Signal(str)
    show_folder = Signal()
    show_all = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._plans: dict[str, RecentPlan] = {}
        self.setObjectName("start")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 16)
        layout.setSpacing(28)
        layout.addWidget(self._ways(), 0)
        layout.addWidget(self._recent(), 1)

    def _ways(self) -> QWidget:
        words = self.words
        box = QWidget()
        box.setFixedWidth(max(260, self.fontMetrics().averageCharWidth() * 38))
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label("localplan", "title"))
        column.addWidget(plain_label(words("Local action plans for migration, youth and employment"), "quiet"))
        column.addSpacing(10)
        ways = [
            ("start.new", words("New plan"), self.new_plan, words("Choose municipality and years; the steps follow.")),
            ("start.open", words("Open a file…"), self.open_file, words("A plan or workbook that somebody sent you.")),
            ("start.learn", words("Learn with a sample"), self.learn, words("A practice copy: nothing in it counts.")),
        ]
        for name, text, signal, told in ways:
            button = QPushButton(text)
            button.setObjectName(name)
            button.setProperty("role", "main" if name == "start.new" else "")
            button.setMinimumHeight(36)
            button.setAccessibleDescription(told)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit())
            column.addWidget(button)
            column.addWidget(plain_label(told, "quiet"))
            column.addSpacing(6)
        self.region_button = QPushButton(words("Region"))
        self.region_button.setObjectName("start.region")
        self.region_button.setMinimumHeight(36)
        self.region_button.clicked.connect(self.region)
        column.addWidget(self.region_button)
        column.addStretch()
        column.addWidget(plain_label(words("Language of the window"), "quiet"))
        column.addWidget(self._languages())
        return box

    def _languages(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("start.language")
        box.setAccessibleName(self.words("Language of the window"))
        for tag, name in LANGUAGES.items():
            box.addItem(name, tag)
        box.setCurrentIndex(max(box.findData(self.words.language), 0))
        box.activated.connect(lambda _: self.language.emit(box.currentData()))
        return box

    def _recent(self) -> QWidget:
        words = self.words
        box = QFrame()
        box.setObjectName("card")
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(plain_label(words("Your plans"), "heading"))
        column.addSpacing(6)
        self.empty = plain_label("")
        self.list = QListWidget()
        self.list.setObjectName("start.plans")
        self.list.setProperty("role", "bare")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(WrappedRows(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setSpacing(4)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(words("Your plans"))
        self.list.itemActivated.connect(self._open)
        self.list.verticalScrollBar().valueChanged.connect(self.in_sight_changed)
        self.list.verticalScrollBar().rangeChanged.connect(self.in_sight_changed)
        self.list.itemClicked.connect(self._open)
        self.delete = QAction(words("Delete plan…"), self.list)
        self.delete.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self.delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.delete.triggered.connect(self._delete)
        self.list.addAction(self.delete)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        self.all = QPushButton(words("Show all plans"))
        self.all.setObjectName("start.all")
        self.all.clicked.connect(self.show_all)
        self.all.hide()
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        foot = QHBoxLayout()
        self.where = plain_label("", "quiet")
        self.folder = QPushButton(words("Show in folder"))
        self.folder.setObjectName("start.folder")
        self.folder.clicked.connect(self.show_folder)
        foot.addWidget(self.where, 1)
        foot.addWidget(self.folder)
        column.addLayout(foot)
        return box

    def _first_steps(self) -> str:
        """What somebody reads who has no plan yet."""
        words = self.words
        steps = (
            words("Click “New plan”, or drop a file that somebody sent you onto this window."),
            words("Answer the questions of fourteen steps, in any order. Everything is saved as you type."),
            words("Export the official document and tables, or send the plan to a colleague or your region."),
        )
        numbered = "\n".join(f"{number}.  {step}" for number, step in enumerate(steps, 1))
        return f"{words('No plan yet. This is how it works:')}\n\n{numbered}"

    def _open(self, item: QListWidgetItem) -> None:
        self.open_plan.emit(item.data(Qt.ItemDataRole.UserRole))

    def _delete(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.delete_plan.emit(item.data(Qt.ItemDataRole.UserRole), item.toolTip())

    def show_plans(self, plans: Sequence[RecentPlan], where: str, trouble: str = "") -> None:
        """Show these plans, and where the library lies; `trouble` is said instead when it cannot be read."""
        self.where.setText(self.words("Library: {path}", path=where))
        self.empty.setVisible(not plans or bool(trouble))
        self.empty.setText(trouble or self._first_steps())
        self.list.clear()
        self._plans = {plan.id: plan for plan in plans}
        for plan in plans:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, plan.id)
            self.list.addItem(item)
            _tell(item, plan)
        self.list.setVisible(bool(plans))

    def tell(self, plan: RecentPlan) -> None:
        """Say of a plan of the list what is known now."""
        if plan.id in self._plans:
            self._plans[plan.id] = plan
            for row in range(self.list.count()):
                if (item := self.list.item(row)).data(Qt.ItemDataRole.UserRole) == plan.id:
                    _tell(item, plan)

    def in_sight(self) -> list[RecentPlan]:
        """The plans of the list that can be seen without scrolling."""
        if not self.isVisible():
            return []
        room, found = self.list.viewport().rect(), []
        tops = (self.list.indexAt(QPoint(room.center().x(), y)).row() for y in range(0, room.height(), 4))
        for row in range(next((row for row in tops if row >= 0), 0), self.list.count()):
            item = self.list.item(row)
            if not self.list.visualItemRect(item).intersects(room):
                break
            found.append(self._plans[item.data(Qt.ItemDataRole.UserRole)])
        return found


def _tell(item: QListWidgetItem, plan: RecentPlan) -> None:
    item.setText(f"{plan.title}\n{plan.facts}")
    item.setToolTip(plan.title)
