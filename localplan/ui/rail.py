"""The fourteen steps at the left: always free to jump, each with its state as sign and word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from localplan.app import how_far as counting
from localplan.methodology.checks import Finding
from localplan.ui.desk import Desk
from localplan.ui.row_text import SignedRows

PHASES = ("prepare", "analyse", "plan", "deliver")
SIGNS = {"empty": "☐", "in_work": "▸", "complete": "✓", "has_errors": "!"}


class StepRail(QWidget):
    """A list of steps under four phases; `wanted` tells the code of the step to go to."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.list = QListWidget(self)
        self.list.setObjectName("rail")
        self.list.setAccessibleName(desk.words("Steps"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setWordWrap(False)  # a narrow rail shows where each title begins
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(SignedRows(self.list, SIGNS.values()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self._items: dict[str, QListWidgetItem] = {}
        self._fill()
        self.list.currentItemChanged.connect(self._chosen)
        desk.checked.connect(self.refresh)

    def _fill(self) -> None:
        names = phase_names(self.desk)
        phase = ""
        for step in self.desk.method.steps:
            if step.phase != phase:
                phase = step.phase
                heading = QListWidgetItem(names[phase])
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                font = heading.font()
                font.setBold(True)
                font.setPointSizeF(font.pointSizeF() * 0.9 if font.pointSizeF() > 0 else 8.5)
                heading.setFont(font)
                heading.setTextAlignment(Qt.AlignmentFlag.AlignBottom)
                heading.setSizeHint(QSize(0, self.fontMetrics().height() + 11))
                self.list.addItem(heading)
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, step.code)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 9))
            self.list.addItem(item)
            self._items[step.code] = item
        self.refresh([])

    def refresh(self, findings: list[Finding]) -> None:
        """Show each step's state anew."""
        for step in self.desk.method.steps:
            state, text = step_state(self.desk, step.code, findings)
            title = self.desk.words.form(f"step.{step.code}", step.title)
            item = self._items[step.code]
            item.setText(f"{SIGNS[state]}  {step.number}. {title}")
            item.setToolTip(f"{title}: {text}")

    def show_step(self, code: str) -> None:
        """Mark a step as the current one without telling anybody."""
        self.list.blockSignals(True)
        self.list.setCurrentItem(self._items[code])
        self.list.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        code = item.data(Qt.ItemDataRole.UserRole) if item else None
        if code:
            self.wanted.emit(code)


def phase_names(desk: Desk) -> dict[str, str]:
    """The four phases in the window's language."""
    words = desk.words
    return {
        "prepare": words("Prepare"),
        "analyse": words("Analyse"),
        "plan": words("Plan"),
        "deliver": words("Decide and deliver"),
    }


def how_far(desk: Desk) -> counting.HowFar:
    """How many steps are complete, of how many, and how many errors there are, as the last check found them."""
    steps = (step.code for step in desk.method.steps)
    return counting.how_far(steps, lambda step: desk.progress(step).lines, desk.findings)


def step_state(desk: Desk, step: str, findings: list[Finding]) -> tuple[str, str]:
    """A step's computed state (key of SIGNS) and the words for it."""
    lines = desk.progress(step).lines
    done, of = sum(line.done for line in lines), sum(line.of for line in lines)
    errors = sum(1 for f in findings if f.step == step and f.tier == "error")
    words = desk.words
    told = {
        "has_errors": words.plural("{n} error", "{n} errors", errors),
        "empty": words("Nothing entered yet"),
        "complete": words("Complete"),
        "in_work": words("{done} of {of} done", done=done, of=of),
    }
    state = counting.step_state(lines, errors)
    return state, told[state]
