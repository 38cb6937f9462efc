"""The working view: rail, page, side pane. It knows where one is and finds the way to any place."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from localplan.methodology.checks import Finding
from localplan.methodology.declarations import Step
from localplan.ui.desk import Desk, Place
from localplan.ui.fields.editor import FieldEditor
from localplan.ui.page import StepPage
from localplan.ui.rail import StepRail
from localplan.ui.side import SidePane

RAIL, SIDE = 260, 280  # logical pixels, where there is room
LEAST_SIDE = 240  # with fewer the buttons of a finding do not fit beside each other


class WorkView(QWidget):
    """The fourteen steps of one plan; pages are made on the first visit."""

    moved = Signal(object)  # Place

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rail = StepRail(desk)
        self.stack = QStackedWidget()
        self.side = SidePane(desk)
        self.pages: dict[str, StepPage] = {}
        self.place = Place()
        self._back: list[Place] = []
        self._forth: list[Place] = []
        self._finding: Finding | None = None  # the one last gone to
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.rail, self.stack, self.side):
            splitter.addWidget(widget)
        splitter.setStretchFactor(1, 1)
        splitter.setCollapsible(1, False)
        splitter.splitterMoved.connect(self._moved_by_hand)
        self._shared_out = True
        self.rail.setMinimumWidth(60)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.rail.wanted.connect(lambda code: self.go_to(Place(code)))
        desk.wanted.connect(self.go_to)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def _moved_by_hand(self) -> None:
        self._shared_out = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the page keeps more than half of it, until somebody moves the edges."""
        super().resizeEvent(event)
        if self._shared_out:
            rail, side = min(RAIL, self.width() // 5), min(SIDE, max(LEAST_SIDE, self.width() // 5))
            self._splitter.setSizes([rail, self.width() - rail - side, side])

    # going -----------------------------------------------------------------------------------------------------------

    def go_to(self, place: Place, *, remember: bool = True) -> None:
        """Show a place: step, and as far as given form, record and field."""
        step = self._step_of(place)
        if remember and self.place[0] and self.place[0] != step.code:
            self._back.append(self.place)
            self._forth.clear()
        page = self._page(step)
        self.stack.setCurrentWidget(page)
        self.rail.show_step(step.code)
        self.side.show_step(step.code)
        self.place = Place(step.code, *place[1:])
        if any(place[1:]):
            QTimer.singleShot(0, lambda: page.go_to(place))
        self.moved.emit(self.place)

    def _step_of(self, place: Place) -> Step:
        step, form, record, _ = place
        steps = self.desk.methodology.steps
        known = {s.code: s for s in steps}
        if step in known:
            return known[step]
        if form in self.desk.methodology.forms:
            return self.desk.methodology.step_of(form)
        found = self.desk.plan.get(record)
        best = self.desk.method.form_for(found) if found else None
        return self.desk.methodology.step_of(best.code) if best else steps[0]

    def _page(self, step: Step) -> StepPage:
        if step.code not in self.pages:
            page = StepPage(self.desk, step, self.stack)
            self.pages[step.code] = page
            self.stack.addWidget(page)
        return self.pages[step.code]

    def back(self) -> None:
        """To where one was before."""
        if self._back:
            self._forth.append(self.place)
            self.go_to(self._back.pop(), remember=False)

    def forth(self) -> None:
        """Forward again."""
        if self._forth:
            self._back.append(self.place)
            self.go_to(self._forth.pop(), remember=False)

    def next_finding(self) -> None:
        """To the next finding after the one last gone to."""
        findings = [f for f in self.desk.findings if not f.accepted]
        if not findings:
            return
        here = [f for f in findings if (f.record, f.field) == self.place[2:]]
        last = self._finding if self._finding in here else here[-1] if here else None
        first = next((f for f in findings if f.step == self.place[0]), findings[0])
        self._finding = findings[(findings.index(last) + 1) % len(findings)] if last else first
        self.go_to(Place(self._finding.step, "", self._finding.record, self._finding.field))

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        widget = now
        while widget is not None and not isinstance(widget, FieldEditor):
            widget = widget.parentWidget()
        if not isinstance(widget, FieldEditor) or widget.desk is not self.desk:
            return
        self.desk.session.settle()
        self.place = Place(self.place[0], widget.form.code, widget.target.id, widget.field.name)
        self.desk.focused.emit(self.place)
        self.moved.emit(self.place)
