"""A list of questions or chapters, each with the form's fields beneath it; made when they come near the view."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from localplan.app.session import PlanChange
from localplan.domain.records import RECORDS, Record
from localplan.domain.values import is_empty
from localplan.methodology.declarations import Entry, Form
from localplan.ui.desk import Desk, new_id
from localplan.ui.forms import RecordForm, first_content
from localplan.ui.guide import Guide
from localplan.ui.labels import lay_out_now, plain_label, put_into, scroll_area
from localplan.words import phrase

SLICE = 0.02  # seconds in which further questions are made before the window is asked whether it has other work
HOW = {
    "office": phrase("The office can answer this."),
    "letter": phrase("A letter can bring the answer."),
    "survey": phrase("Only a survey can tell."),
    "unknown": phrase("Usually not known; say why it is not available."),
}
"""Where an answer comes from, by the question's mark (amendments, section 6)."""
ANSWERS = ("score", "text", "not_available")
"""Fields of which one makes a complete answer."""


class QuestionPart(QWidget):
    """One question: its text, where the answer comes from, and its fields, made when they are first shown."""

    def __init__(self, desk: Desk, form: Form, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.declared, self.entry = desk, form, entry
        self.form: RecordForm | None = None
        words, context = desk.words, f"list.{form.entries}"
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(plain_label(words.form(context, entry.label), "heading"))
        if entry.note:
            self._column.addWidget(plain_label(words.form(context, entry.note), "quiet"))
        if how := HOW.get(str(entry.marks.get("answered_by", ""))):
            self._column.addLayout(self._source(words(how)))

    def _source(self, how: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(plain_label(how, "quiet", wrap=False))
        if self.entry.marks.get("ask"):
            letter = QPushButton(self.desk.words("Write the letter…"))
            letter.setObjectName(f"question.{self.entry.code}.letter")
            letter.clicked.connect(self._ask_letter)
            row.addWidget(letter)
        row.addStretch()
        return row

    def _ask_letter(self) -> None:
        from localplan.ui.letter import LetterDialog

        self.desk.finish_typing()
        LetterDialog(self.desk, self.entry.code, self).open()

    def made(self) -> RecordForm:
        """The fields; made now if nobody has seen them before."""
        if self.form is None:
            self.form = RecordForm(self.desk, self.declared, self)
            self._column.addWidget(self.form)
            self.form.show()  # at once: a layout passes over what is shown only later
            self.setMinimumHeight(0)
        return self.form

    def keep_room(self, height: int) -> None:
        """Be as high as with fields of this height while they are not made, so that the scroll bar tells the truth."""
        if self.form is None:
            self.setMinimumHeight(self.sizeHint().height() + height)


class EntriesPage(QWidget):
    """All questions of a form beneath each other, or in guided mode one at a time."""

    def __init__(self, desk: Desk, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.form = desk, form
        self.setObjectName(f"page.{form.code}")
        self._area, self._holder = scroll_area(self)
        body = QWidget(self._holder)
        put_into(self._holder, body)
        self.questions = {entry.code: QuestionPart(desk, form, entry, body) for entry in desk.method.entries(form)}
        self._at = 0  # the question shown in guided mode
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if form.intro:
            column.addWidget(plain_label(desk.label(form, form.intro), "quiet"))
        for question in self.questions.values():
            column.addWidget(question)
        self.guide = Guide(desk.words)
        self.guide.turned.connect(self._turn_by)
        self._told = plain_label("", "quiet")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        outer.addWidget(self._told)
        outer.addWidget(self.guide)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._make_more)
        self._area.verticalScrollBar().valueChanged.connect(self._go_on_making)
        self._turn()
        self._keep_room()
        desk.changed.connect(self._plan_changed)
        desk.guided_changed.connect(self._turn)

    # making ----------------------------------------------------------------------------------------------------------

    def _keep_room(self) -> None:
        height = max((q.form.sizeHint().height() for q in self._all() if q.form is not None), default=0)
        for question in self._all():
            question.keep_room(height)

    def _near(self) -> list[str]:
        """The questions without fields that are in view or within a screen of it."""
        view, top = self._area.viewport().height(), self._area.verticalScrollBar().value()
        return [
            code
            for code, question in self.questions.items()
            if question.form is None and top - view < self._bottom(question) and self._top(question) < top + 2 * view
        ]

    def _top(self, question: QWidget) -> int:
        return question.mapTo(self._holder, QPoint(0, 0)).y()

    def _bottom(self, question: QWidget) -> int:
        return self._top(question) + question.height()

    def _make_more(self) -> None:
        """Fields of the questions near the view, for as long as a slice allows."""
        until = time.monotonic() + SLICE
        with self._held_still():
            for code in self._near():
                self._show_question(code)
                if time.monotonic() > until:
                    break
        self._go_on_making()

    @contextmanager
    def _held_still(self) -> Iterator[None]:
        """Lay out at the end, and keep the question at the upper edge where it is."""
        bar = self._area.verticalScrollBar()
        first = next((q for q in self._all() if self._bottom(q) > bar.value()), None)
        before = self._top(first) if first is not None else 0
        yield
        lay_out_now()
        if first is not None and bar.value() and self._top(first) != before:
            bar.setValue(bar.value() + self._top(first) - before)

    def _go_on_making(self) -> None:
        if self.isVisible() and not self.desk.guided and self._near():
            self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    # showing ---------------------------------------------------------------------------------------------------------

    def _answers(self) -> dict[str, Record]:
        return {getattr(record, self.form.key): record for record in self.desk.method.rows(self.form)}

    def _show_question(self, code: str, found: dict[str, Record] | None = None) -> None:
        record = (self._answers() if found is None else found).get(code)
        form = self.questions[code].made()
        if record is not None:
            form.show_record(record.id)
        elif form.target.create is None or form.target.id in self.desk.plan:
            form.show_record(*self._record_to_be(code))
        else:
            form.refresh()

    def _record_to_be(self, code: str) -> tuple[str, dict[str, Any]]:
        """The same question of the same plan has the same id wherever it is first answered."""
        fixed = "|".join(f"{k}={v}" for k, v in sorted(self.form.fixed.items()))
        id = str(uuid.uuid5(uuid.UUID(self.desk.plan.id), f"{self.form.record}|{fixed}|{code}"))
        if id in self.desk.plan:
            id = new_id()
        owner = {"owner": self.desk.plan.id} if self.form.record == "answer" else {}
        return id, {**first_content(self.desk, self.form), **owner, self.form.key: code}

    def _plan_changed(self, change: PlanChange) -> None:
        kind = RECORDS[self.form.record]
        made = {code: q.form for code, q in self.questions.items() if q.form is not None}
        mine = {form.target.id for form in made.values()}
        came = {id for id in change.touched if isinstance(change.plan.get(id), kind)} | (mine & change.touched)
        if not came:
            return
        if not all(id in mine and id in change.plan for id in came):  # answers came or went: their places change
            found = self._answers()
            for code in made:
                self._show_question(code, found)
        self._tell()

    def _tell(self) -> None:
        """How many questions are answered; "not available, because …" is an answer."""
        found, words = self._answers(), self.desk.words
        done = sum(_is_answered(found[code]) for code in self.questions if code in found)
        told = words("{done} of {of} answered", done=done, of=len(self.questions))
        self._told.setText(told)
        self._told.setVisible(not self.desk.guided)
        self.guide.show_place(self._at, len(self.questions), told)

    # guided mode -----------------------------------------------------------------------------------------------------

    def _turn_by(self, by: int) -> None:
        self.desk.finish_typing()
        self._at = max(0, min(self._at + by, len(self.questions) - 1))
        self._turn()
        form = self.questions[list(self.questions)[self._at]].made()
        if form.editors:
            form.go_to(next(iter(form.editors)))

    def _turn(self) -> None:
        guided = self.desk.guided
        for number, (code, question) in enumerate(self.questions.items()):
            shown = not guided or number == self._at
            question.setVisible(shown)
            if shown and question.form is None and number == (self._at if guided else 0):
                self._show_question(code)
        self.guide.setVisible(guided and len(self.questions) > 1)
        self._tell()
        self._go_on_making()

    def go_to(self, record: str, field: str) -> bool:
        """Put the cursor into a field of the question that this record answers."""
        found = self._answers()
        code = next((code for code, one in found.items() if one.id == record), "")
        if code not in self.questions:
            return any(q.form is not None and q.form.target.id == record and q.form.go_to(field) for q in self._all())
        if self.desk.guided:
            self._at = list(self.questions).index(code)
            self._turn()
        if self.questions[code].form is None:
            self._show_question(code, found)
            lay_out_now()
        return self.questions[code].made().go_to(field)

    def _all(self) -> list[QuestionPart]:
        return list(self.questions.values())


def _is_answered(record: Record) -> bool:
    return any(not is_empty(getattr(record, name, None)) for name in ANSWERS)
