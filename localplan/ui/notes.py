"""Notes on the open plan in threads, and what the coordinator offers to it: beside the plan until somebody acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from localplan.app.notes import Thread, settle_thread, threads, write_note
from localplan.app.opinions import decline_offer, offered_record, open_offers, take_offer, write_opinion
from localplan.domain.notes import Offer
from localplan.ui.desk import Place
from localplan.ui.labels import give_room, plain_label
from localplan.ui.sides import BySide, align
from localplan.words import text_in

if TYPE_CHECKING:
    from localplan.ui.shell import Shell

_SHOWN = 60  # letters of a thread in the list


class NotesDialog(QDialog):
    """Threads at the left, the one in hand at the right, and below what is written next."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        assert window.desk is not None
        self.window_, self.desk, self.words = window, window.desk, window.words
        self.setObjectName("notes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.words("Notes on the plan"))
        give_room(self, 820, 480)
        self.about = window.work.place[2] if window.work and window.work.place[2] in self.desk.plan else ""
        self.offers = QVBoxLayout()
        self.list = QListWidget()
        self.list.setObjectName("notes.list")
        self.list.setAccessibleName(self.words("Notes on the plan"))
        self.list.setItemDelegate(BySide(self.list))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setAlternatingRowColors(True)
        self.text = QTextBrowser()
        self.text.setObjectName("notes.text")
        self.text.setAccessibleName(self.words("Your decision"))
        self.next = QPlainTextEdit()
        self.next.setObjectName("notes.next")
        self.next.setTabChangesFocus(True)
        self.next.setMaximumHeight(90)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.next.textChanged.connect(self._enable)
        self.next.textChanged.connect(lambda: align(self.next))
        self._build()
        self.refresh()

    def _build(self) -> None:
        words = self.words
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.text, self.next):
            column.addWidget(widget)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([300, 500])
        self.write = self._button("notes.write", words("Add the note"), self._write)
        self.write.setProperty("role", "main")
        self.opinion = self._button("notes.opinion", words("Offer as an opinion"), self._offer)
        self.opinion.setVisible(self.desk.session.of_others)
        self.dealt = self._button("notes.done", words("Mark as done"), self._settle)
        self.there = self._button("notes.there", words("Go there"), self._go)
        row = QHBoxLayout()
        for button in (self.there, self.dealt):
            row.addWidget(button)
        row.addStretch()
        for button in (self.opinion, self.write, self._button("notes.close", words("Close"), self.reject)):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(self.offers)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _button(self, name: str, text: str, what: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: what())
        return button

    # showing ---------------------------------------------------------------------------------------------------------

    def refresh(self, thread: str = "") -> None:
        """Read what is written now; choose that thread, or the first line, which is for a new note."""
        library, plan = self.window_.office.library, self.desk.plan
        self.list.clear()
        title = self.desk.title_of(plan[self.about])[:_SHOWN] if self.about else self.words("The whole plan")
        self._add(self.words("+ New note: {about}", about=title), None)
        for one in threads(library.notes(plan.id)):
            mark = "✓ " if one.resolved else ""
            self._add(f"{mark}{self._about(one)}\n{one.first.person}: {one.first.text[:_SHOWN]}", one)
            if one.first.thread == thread:
                self.list.setCurrentRow(self.list.count() - 1)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._show_offers(open_offers(plan, library.offers(plan.id)))

    def _add(self, text: str, thread: Thread | None) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, thread)
        self.list.addItem(item)

    def _about(self, thread: Thread) -> str:
        record = self.desk.plan.get(thread.first.record)
        if record is None or record.id == self.desk.plan.id:
            return self.words("The whole plan")
        return self.desk.title_of(record)[:_SHOWN]

    @property
    def chosen(self) -> Thread | None:
        """The thread in hand; none while a new note is written."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _show(self) -> None:
        thread, words = self.chosen, self.words
        if thread is None:
            self.text.setPlainText(words("Write what you want to say. A note does not change the plan itself."))
            self.next.setPlaceholderText(words("New note"))
        else:
            told = (f"{note.person}, {words.moment(note.at)}\n{note.text}" for note in thread.notes)
            self.text.setPlainText("\n\n".join(told))
            self.next.setPlaceholderText(words("Answer"))
        self._enable()

    def _enable(self) -> None:
        thread, may = self.chosen, not self.window_.office.library.read_only
        written = bool(self.next.toPlainText().strip())
        self.write.setEnabled(may and written)
        self.opinion.setEnabled(may and written and thread is None)
        self.dealt.setEnabled(may and thread is not None and not thread.resolved)
        self.there.setEnabled(thread is not None and thread.first.record in self.desk.plan)

    # offers ----------------------------------------------------------------------------------------------------------

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        while item := self.offers.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for offer in offers:
            self.offers.addWidget(self._card(offer))

    def _card(self, offer: Offer) -> QFrame:
        words, record = self.words, offered_record(offer)
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.addWidget(plain_label(words("Opinion offered by {name}", name=offer.person), "heading"))
        summary = getattr(record, "summary", {})
        layout.addWidget(plain_label(text_in(summary, words.language, self.desk.plan.root.main_language)))
        if self.desk.session.of_others:
            layout.addWidget(plain_label(words("It is sent along with the notes that you send back."), "quiet"))
            return card
        row = QHBoxLayout()
        row.addWidget(self._button("offer.take", words("Accept into the plan"), lambda: self._take(offer)))
        row.addWidget(self._button("offer.decline", words("Decline"), lambda: self._decline(offer)))
        row.addStretch()
        layout.addLayout(row)
        return card

    def _take(self, offer: Offer) -> None:
        label = self.words("Opinion of the coordinator")
        self.window_.attempt(self.words("It was not accepted"), lambda: take_offer(self.desk.session, offer, label))
        self.refresh()

    def _decline(self, offer: Offer) -> None:
        self._do(lambda: decline_offer(self.window_.office.library, self.desk.plan.id, offer))
        self.refresh()

    # writing ---------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        library, thread = self.window_.office.library, self.chosen
        text, plan = self.next.toPlainText(), self.desk.plan.id
        before = {note.id for note in library.notes(plan)}
        self._do(lambda: write_note(library, plan, text, record=self.about, answers=thread))
        new = [note for note in library.notes(plan) if note.id not in before]
        if new:
            self.next.clear()
            self.refresh(new[0].thread)

    def _offer(self) -> None:
        library, text, today = self.window_.office.library, self.next.toPlainText(), datetime.now().astimezone().date()
        self._do(lambda: write_opinion(library, self.desk.plan, text, today))
        self.next.clear()
        self.refresh()

    def _settle(self) -> None:
        if thread := self.chosen:
            self._do(lambda: settle_thread(self.window_.office.library, self.desk.plan.id, thread))
            self.refresh(thread.first.thread)

    def _do(self, what: Callable[[], object]) -> None:
        self.window_.attempt(self.words("The note was not saved"), what)

    def _go(self) -> None:
        if thread := self.chosen:
            place = Place("", "", thread.first.record, thread.first.field)
            self.accept()
            self.window_.go_to(place)


def show_notes(window: Shell) -> NotesDialog | None:
    """Open the notes of the open plan."""
    if window.desk is None:
        return None
    window.desk.finish_typing()
    dialog = NotesDialog(window)
    dialog.open()
    return dialog
