"""Contradictions of the open plan, one card at a time: by mouse, or by the keys 1, 2, 3 and the arrows.

What is decided is decided: each choice is an action that undo takes back, and one may leave at any time.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from localplan.app.conflict_words import Card, ConflictWords
from localplan.app.contradictions import Contradictions
from localplan.domain.notes import Conflict
from localplan.ui.asking import ask_text
from localplan.ui.conflict_card import ConflictCard
from localplan.ui.conflict_list import ConflictList, own_value
from localplan.ui.desk import Desk, Place
from localplan.ui.labels import menu_button, plain_label, scrolling
from localplan.ui.sides import BySide

if TYPE_CHECKING:
    from localplan.ui.host import Host

MOST_WAYS = 4  # to settle one: ours, theirs, both together, a value of one's own


class ConflictsPage(QWidget):
    """The page. `wanted` tells a place of the plan, `left` that the person goes back to the plan."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, contradictions: Contradictions, host: Host) -> None:
        super().__init__()
        self.desk, self.contradictions, self.host = desk, contradictions, host
        self.setObjectName("conflicts")
        words = desk.words
        self._title = plain_label(words("Contradictions"), "title")
        self._count = plain_label("", "quiet")
        self.tabs = QTabBar()
        self.tabs.setObjectName("conflicts.tabs")
        self.tabs.setExpanding(False)
        for _ in range(3):
            self.tabs.addTab("")
        self.model = ConflictList(self)
        self.list = QListView()
        self.list.setObjectName("conflicts.list")
        self.list.setAccessibleName(words("Contradictions"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(BySide(self.list))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.same = QCheckBox()
        self.same.setObjectName("conflicts.same")
        self._card: ConflictCard | None = None
        self._order: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._holder = QVBoxLayout()
        self._build()
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_card())
        for number in range(1, MOST_WAYS + 1):
            self._key(str(number), partial(self.choose_by_number, number))
        self._key("Right", partial(self.step, 1))
        self._key("Left", partial(self.step, -1))
        self.refresh()

    # building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        body = QWidget()
        body.setLayout(self._holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(scrolling(body), 1)
        column.addLayout(self._foot())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setSizes([240, 900])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(150)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 6)
        layout.addLayout(self._head())
        layout.addWidget(self.tabs)
        layout.addWidget(splitter, 1)

    def _head(self) -> QHBoxLayout:
        words, row = self.desk.words, QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._count)
        row.addLayout(names, 1)
        self.papers = menu_button("conflicts.papers", words("Save or share…"))
        menu = self.papers.menu()
        menu.addAction(words("Merge report as PDF…")).triggered.connect(lambda: self._paper("report"))
        menu.addAction(words("Sheet for the other side as PDF…")).triggered.connect(lambda: self._paper("sheet"))
        menu.addAction(words("Copy the sheet as text for an e-mail")).triggered.connect(lambda: self._paper("text"))
        undo = self._button("conflicts.undo", words("Undo the merge…"))
        undo.clicked.connect(self._undo_merge)
        back = self._button("conflicts.back", words("Back to the plan"))
        back.clicked.connect(self.left)
        for button in (self.papers, undo, back):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self) -> QHBoxLayout:
        words, row = self.desk.words, QHBoxLayout()
        previous = self._button("conflicts.previous", "← " + words("Previous"))
        previous.clicked.connect(partial(self.step, -1))
        following = self._button("conflicts.next", words("Next") + " →")
        following.clicked.connect(partial(self.step, 1))
        row.addWidget(self.same)
        row.addStretch()
        row.addWidget(previous)
        row.addWidget(following)
        return row

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        return button

    def _key(self, key: str, what: Any) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(what)

    # showing ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what stands now; the row stays where it was."""
        words, book = self.desk.words, self.contradictions
        parts = (book.open, book.decided, book.choices)
        titles = (words("To decide"), words("Decided"), words("Decided automatically"))
        for at, (title, conflicts) in enumerate(zip(titles, parts, strict=True)):
            self.tabs.setTabText(at, f"{title} ({len(conflicts)})")
        done, of = len(book.decided), len(book.open) + len(book.decided)
        self._count.setText(
            words("{done} of {of} decided", done=done, of=of) if of else words("There is nothing to decide.")
        )
        row = max(self.list.currentIndex().row(), 0)
        self.told = ConflictWords(self.desk.plan, self.desk.methodology, words, self.desk.session.author)
        shown = parts[self.tabs.currentIndex()]
        ordered = sorted(shown, key=lambda c: (self._place(c), c.field, c.key))
        self.model.show([(c, self._name(c)) for c in ordered])
        self.list.setCurrentIndex(self.model.index(min(row, len(ordered) - 1), 0))
        self._show_card()

    def _place(self, conflict: Conflict) -> int:
        """Where its record stands in the plan; of a large plan that is not asked again for each choice."""
        if conflict.record not in self._order:
            self._order |= {record.id: n for n, record in enumerate(self.desk.plan.below(""))}
        return self._order.setdefault(conflict.record, len(self._order))

    def _name(self, conflict: Conflict) -> str:
        if conflict.id not in self._names:
            self._names[conflict.id] = f"{self.told.about(conflict)}\n{self.told.element(conflict)}"
        return self._names[conflict.id]

    @property
    def current(self) -> Conflict | None:
        """The contradiction whose card is shown."""
        row = self.list.currentIndex().row()
        return self.model.rows[row][0] if 0 <= row < len(self.model.rows) else None

    def _show_card(self) -> None:
        while self._holder.count():
            item = self._holder.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        self._card, conflict = None, self.current
        self.same.setVisible(False)
        if conflict is None:
            self._holder.addWidget(self._nothing())
            return
        at = self.list.currentIndex().row() + 1
        position = self.desk.words("{n} of {of}", n=at, of=len(self.model.rows))
        self._card = ConflictCard(self.told.card(conflict), position, self.desk.words)
        self._card.chosen.connect(self.choose)
        self._card.wanted.connect(self._go)
        self._holder.addWidget(self._card)
        self._show_similar(conflict)

    def _show_similar(self, conflict: Conflict) -> None:
        others = self.contradictions.like(conflict, self.told.kind) if not conflict.chosen else ()
        self.same.setVisible(bool(others))
        if others:
            text = self.desk.words.plural(
                "The same choice for {n} more about “{about}”",
                "The same choice for {n} more about “{about}”",
                len(others),
                about=self.told.about(conflict),
            )
            self.same.setText(text.replace("&", "&&"))

    def _nothing(self) -> QWidget:
        words, box = self.desk.words, QWidget()
        layout = QVBoxLayout(box)
        if self.tabs.currentIndex() == 0:
            layout.addWidget(plain_label("✓ " + words("All contradictions are decided."), "good"))
            hint = words("You can change your decisions under “Decided”; undo takes back the last one.")
            layout.addWidget(plain_label(hint, "quiet"))
        else:
            layout.addWidget(plain_label(words("Nothing here."), "quiet"))
        return box

    def step(self, by: int) -> None:
        """To the next card, or the one before; round at the ends."""
        rows = len(self.model.rows)
        if rows:
            self.list.setCurrentIndex(self.model.index((self.list.currentIndex().row() + by) % rows, 0))

    def _go(self) -> None:
        conflict = self.current
        if conflict is not None and conflict.record in self.desk.plan:
            self.wanted.emit(Place("", "", conflict.record, conflict.field if conflict.field != "parent" else ""))

    # deciding --------------------------------------------------------------------------------------------------------

    def choose_by_number(self, number: int) -> None:
        """1 ours, 2 theirs; then both together where that is possible, then a value of one's own."""
        card = self._card.card if self._card else None
        if card is None:
            return
        offered = ["ours", "theirs", *(["both"] if card.both else []), *(["own"] if card.own else [])]
        if number <= len(offered):
            self.choose(offered[number - 1])

    def choose(self, choice: str) -> None:
        """Settle the card that is shown, and those like it when that is ticked."""
        card = self._card.card if self._card else None
        if card is not None and choice == "own":
            self._ask_value(card)
        elif card is not None:
            self.decide(card, choice)

    def decide(self, card: Card, choice: str, value: Any = None) -> None:
        """Settle a contradiction; a refusal is told."""
        conflicts = [card.conflict]
        if self.same.isVisible() and self.same.isChecked():
            conflicts += self.contradictions.like(card.conflict, self.told.kind)
        for conflict in conflicts:
            self._names.pop(conflict.id, None)  # the choice may be about its name
        label = self.desk.words("Decide: {about}", about=card.about)
        self.desk.finish_typing()
        title = self.desk.words("That did not work")
        self.host.attempt(title, lambda: self.contradictions.decide(conflicts, choice, label, value))
        self.same.setChecked(False)
        self.desk.contradictions_changed.emit()

    def _ask_value(self, card: Card) -> None:
        words = self.desk.words
        ask_text(
            self,
            words,
            "conflict.value",
            words("Another value"),
            f"{card.element}\n{card.about}",
            words("Take this"),
            lambda text: self._take_value(card, text),
            given="\n".join(line.text for line in card.ours.lines) if card.own == "text" else "",
            lines=card.own == "text",
        )

    def _take_value(self, card: Card, text: str) -> None:
        try:
            value = own_value(card.own, text, self.desk.words)
        except ValueError:
            self.desk.refused.emit(self.desk.words("This cannot be read: {text}", text=text))
            return
        self.decide(card, "own", value)

    # merges and papers -----------------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Tell something in passing."""
        self.host.say(text)

    def _undo_merge(self) -> None:
        from localplan.ui.merge_undo import ask_undo

        ask_undo(self)

    def _paper(self, which: str) -> None:
        from localplan.ui.merge_papers import give_paper

        give_paper(self, which)
