"""The hub of an open plan: fourteen steps in four phases, what is next, and the dates with days left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from localplan.app.calendar import CalendarDay, calendar_days
from localplan.app.findings import progress_sentence
from localplan.domain.edits import PutRecord, SetField
from localplan.domain.records.plan import StepState
from localplan.methodology.checks import Finding
from localplan.methodology.declarations import Step
from localplan.ui.desk import Desk, Place, new_id
from localplan.ui.labels import plain_label, scrolling
from localplan.ui.law import LawDialog
from localplan.ui.newer_version import VersionNotice
from localplan.ui.process import ProcessStrip
from localplan.ui.rail import PHASES, SIGNS, phase_names, step_state

MOST_DATES = 8
MARGINS = 60  # logical pixels beside the cards, the scroll bar among them
NARROWEST = 640  # logical pixels; with fewer the two columns of cards have no room


class StepCard(QFrame):
    """One step: computed progress, the person's own word, findings, the next thing to do."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.step = desk, step
        self.setObjectName("card")
        words = desk.words
        title = words.form(f"step.{step.code}", step.title)
        self.button = QPushButton(f"{step.number}. {title}".replace("&", "&&"), self)
        self.button.setObjectName(f"hub.{step.code}")
        self.button.setFlat(True)
        self.button.setStyleSheet("text-align: left; font-weight: 600; border: none; padding: 2px 0;")
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(lambda: self.wanted.emit(step.code))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setProperty("role", "thin")
        self.bar.setAccessibleName(words("Progress of {step}", step=title))
        self.state = plain_label("", "quiet", self)
        self.next = plain_label("", "", self)
        self.status = self._status_choice()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.setSpacing(4)
        for widget in (self.button, self.bar, self.state, self.next):
            layout.addWidget(widget)
        layout.addStretch()
        own = QHBoxLayout()
        own.addWidget(plain_label(words("Your status"), "quiet", self, wrap=False))
        own.addWidget(self.status, 1)
        layout.addLayout(own)

    def _status_choice(self) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"hub.{self.step.code}.status")
        box.setAccessibleName(self.desk.words("Your own status for this step"))
        box.setToolTip(self.desk.words("Your own status for this step"))
        for entry in self.desk.method.list("step_statuses").entries:
            box.addItem(self.desk.words.form("list.step_statuses", entry.label), entry.code)
        box.activated.connect(lambda _: self._set_status(box.currentData()))
        box.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        return box

    def _own_word(self) -> StepState | None:
        return next((s for s in self.desk.plan.all(StepState) if s.step == self.step.code), None)

    def _set_status(self, status: str) -> None:
        state, plan = self._own_word(), self.desk.plan
        label = self.desk.words("Set the status of step {number}", number=self.step.number)
        if state is not None:
            self.desk.perform([SetField(state.id, "status", status)], label)
            return
        content = {"kind": "step_state", "parent": plan.id, "step": self.step.code, "status": status}
        content["position"] = self.desk.end_position(plan.id, "step_state")
        self.desk.perform([PutRecord(new_id(), content)], label)

    def refresh(self, findings: list[Finding]) -> None:
        """Show the step as it is now."""
        found = self.desk.progress(self.step.code)
        state, text = step_state(self.desk, self.step.code, findings)
        self.bar.setValue(int(found.share * 100))
        self.state.setText(f"{SIGNS[state]} {text}")
        self.state.setProperty("role", {"has_errors": "error", "complete": "good"}.get(state, "quiet"))
        self.state.style().polish(self.state)
        open_line = next((line for line in found.lines if line.done < line.of), None)
        if open_line is not None:
            open_ = progress_sentence(self.desk.methodology, open_line, self.desk.words)
            self.next.setText(self.desk.words("Still open: {what}", what=open_))
        self.next.setVisible(open_line is not None)
        own = self._own_word()
        self.status.setEnabled(self.desk.may_change("step_state"))
        self.status.setCurrentIndex(max(self.status.findData(own.status if own else "not_started"), 0))


class HubPage(QWidget):
    """The plan at a glance; `wanted` tells a place to go to."""

    wanted = Signal(object)
    conflicts_wanted = Signal()
    notes_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("hub")
        words = desk.words
        self._title = plain_label("", "title")
        self._facts = plain_label("", "quiet")
        self._next = QPushButton()
        self._next.setObjectName("hub.next")
        self._next.setProperty("role", "main")
        self._next.clicked.connect(self._go_on)
        self._conflicts = QPushButton()
        self._conflicts.setObjectName("hub.conflicts")
        self._conflicts.clicked.connect(self.conflicts_wanted)
        self._notes = QPushButton()
        self._notes.setObjectName("hub.notes")
        self._notes.clicked.connect(self.notes_wanted)
        self._dates = QVBoxLayout()
        self.cards = {step.code: StepCard(desk, step) for step in desk.method.steps}
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(18, 6, 4, 6)
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.addWidget(self._title)
        names.addWidget(self._facts)
        head.addLayout(names, 1)
        head.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self._process = ProcessStrip(desk)
        self._process.wanted.connect(self.wanted)
        layout.addWidget(self._process)
        layout.addWidget(self._conflicts, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._notes, 0, Qt.AlignmentFlag.AlignLeft)
        self._version = VersionNotice(desk)
        layout.addWidget(self._version)
        layout.addLayout(self._phases())
        layout.addWidget(plain_label(words("Dates"), "heading"))
        layout.addLayout(self._dates)
        layout.addWidget(plain_label(_disclaimer(desk), "quiet"))
        law = QPushButton(words("Rules of law and their sources…"))
        law.setObjectName("hub.law")
        law.clicked.connect(self.show_law)
        layout.addWidget(law, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = scrolling(body)
        area.setMinimumWidth(NARROWEST)
        outer.addWidget(area)
        self.place: Place | None = None
        desk.checked.connect(self._checked)

    def _phases(self) -> QGridLayout:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        names = phase_names(self.desk)
        self._headings = {phase: plain_label(names[phase], "heading") for phase in PHASES}
        for card in self.cards.values():
            card.wanted.connect(lambda code: self.wanted.emit(Place(code)))
        self._arrange(len(PHASES))
        return self._grid

    def _arrange(self, across: int) -> None:
        """The phases beside each other, so many in a row, their steps beneath their headings."""
        self._across = across
        while self._grid.takeAt(0):
            pass
        top = 0
        for start in range(0, len(PHASES), across):
            longest = 0
            for column, phase in enumerate(PHASES[start : start + across]):
                cards = [self.cards[step.code] for step in self.desk.method.steps if step.phase == phase]
                for row, widget in enumerate((self._headings[phase], *cards)):
                    self._grid.addWidget(widget, top + row, column)
                longest = max(longest, len(cards) + 1)
            top += longest
        for column in range(len(PHASES)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two phases in a row where four have no room."""
        super().resizeEvent(event)
        widest = max(card.minimumSizeHint().width() for card in self.cards.values())
        spare = self.width() - MARGINS
        across = len(PHASES) if spare >= len(PHASES) * (widest + self._grid.horizontalSpacing()) else 2
        if across != self._across:
            self._arrange(across)

    def _checked(self, findings: list[Finding]) -> None:
        if not self.isHidden():  # who comes back to it refreshes it; typing elsewhere must not wait for it
            self.refresh(findings)

    def refresh(self, findings: list[Finding]) -> None:
        """Show the plan as it is now."""
        root, words = self.desk.plan.root, self.desk.words
        self._title.setText(self.desk.text(root.title) or words("Plan without a title"))
        period = "–".join(str(d.year) for d in (root.period_start, root.period_end) if d)
        municipality = self.desk.text(root.municipality_name)
        self._facts.setText(" · ".join(part for part in (root.code, municipality, period) if part))
        self._process.refresh()
        self._name_way_on()
        self.show_contradictions()
        self.show_remarks()
        self._version.refresh()
        for card in self.cards.values():
            card.refresh(findings)
        self._show_dates()

    def show_remarks(self) -> None:
        """Say how many notes and offers wait for the plan's people; nothing where there are none."""
        words, (notes, offers) = self.desk.words, self.desk.waiting()
        said = [words.plural("{n} open note", "{n} open notes", notes)] if notes else []
        if offers:
            said.append(words.plural("{n} opinion offered", "{n} opinions offered", offers))
        self._notes.setVisible(bool(said))
        self._notes.setText(", ".join(said))

    def show_contradictions(self) -> None:
        """Say how many contradictions merges left to be decided; nothing where there are none."""
        many = len(self.desk.contradictions.open) if self.desk.contradictions else 0
        self._conflicts.setVisible(bool(many))
        text = self.desk.words.plural("{n} contradiction to decide", "{n} contradictions to decide", many)
        self._conflicts.setText(f"! {text}")

    def show_law(self) -> None:
        """The numbers and rules of the profile with their sources, and a way to set own ones."""
        dialog = LawDialog(self.desk, self)
        dialog.wanted.connect(self.wanted)
        dialog.open()

    def _show_dates(self) -> None:
        while self._dates.count():
            item = self._dates.takeAt(0)
            if item and (widget := item.widget()):
                widget.deleteLater()
        desk, words = self.desk, self.desk.words
        days = calendar_days(desk.plan, desk.methodology, words, desk.today())
        waiting = [one for one in days if not one.done and (one.left >= 0 or one.record)]
        for one in waiting[:MOST_DATES]:
            said = " · ".join(filter(None, (one.title, one.source)))
            self._dates.addWidget(plain_label(f"{words.day(one.day)}  {said}  ({self._left(one)})"))
        if not any(deadline.source for deadline in desk.method.profile.deadlines):
            self._dates.addWidget(plain_label(words("No statutory dates are known for this country."), "quiet"))
        elif not waiting and desk.plan.root.assembly_session is None:
            hint = words("Dates appear once you enter the date of the assembly session (step 1).")
            self._dates.addWidget(plain_label(hint, "quiet"))
        elif not waiting:
            self._dates.addWidget(plain_label(words("All dates of this plan are over."), "quiet"))

    def _left(self, one: CalendarDay) -> str:
        words = self.desk.words
        if one.left < 0:
            return words.plural("{n} day late", "{n} days late", -one.left)
        return words.plural("{n} day left", "{n} days left", one.left)

    def _name_way_on(self) -> None:
        words = self.desk.words
        begin = words("Begin with step {number}", number=self._first_unfinished().number)
        self._next.setText(words("Continue where you left off") if self.place is not None else begin)

    def _first_unfinished(self) -> Step:
        steps = self.desk.method.steps
        unfinished = (s for s in steps if step_state(self.desk, s.code, self.desk.findings)[0] != "complete")
        return next(unfinished, steps[-1])  # when all is there, delivering and reporting go on

    def _go_on(self) -> None:
        self.wanted.emit(self.place or Place(self._first_unfinished().code))


def _disclaimer(desk: Desk) -> str:
    """How far the law of the profile can be relied on, and of which day it is."""
    profile, words = desk.method.profile, desk.words
    day = words.day(profile.evidence_date) if profile.evidence_date else ""
    return words.form(f"profile.{profile.code}", profile.disclaimer, date=day)
