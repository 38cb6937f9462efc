"""The law behind a plan: numbers and rules of its profile with source, certainty and date, and own rules instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from localplan.app.law import RuleOfLaw, numbers_of_law, texts_of_law
from localplan.domain.edits import PutRecord
from localplan.ui.desk import Desk, Place, new_id
from localplan.ui.labels import give_room, plain_label, scrolling
from localplan.ui.panels.same_table import Row, SameTable, Table

OWN = "profile_override"


class LawDialog(QDialog):
    """Two tables: what the rules count with, and what else the law says. `wanted` tells the place of an own rule."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, words = desk, desk.words
        self.setObjectName("law")
        self.setWindowTitle(words("Rules of law and their sources"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        give_room(self, 980, 640)
        self.rules = numbers_of_law(desk.method, words)
        body = QWidget()
        column = QVBoxLayout(body)
        column.addWidget(plain_label(words("Numbers that the checks and the calendar go by"), "heading"))
        self.numbers = self._table(self.rules, words("Value"), own=True)
        column.addWidget(self.numbers)
        if texts := texts_of_law(desk.method, words):
            column.addWidget(plain_label(words("What else the law says"), "heading"))
            column.addWidget(self._table(texts, words("What it says"), own=False))
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(self._intro(), "quiet"))
        layout.addWidget(scrolling(body), 1)
        layout.addWidget(self._buttons())
        self.numbers.currentCellChanged.connect(self._offer)
        self._offer()

    def _intro(self) -> str:
        return self.desk.words(
            "Where your statute or decision says something else, choose the rule and set your own: with its ground and "
            "gazette, checks and calendar go by it."
        )

    def _table(self, rules: tuple[RuleOfLaw, ...], value: str, *, own: bool) -> SameTable:
        words = self.desk.words
        heads = (words("Rule"), value, *((words("Own rule"),) if own else ()))
        rows = tuple(
            Row((r.rule, r.value, *((r.own,) if own else ()), r.source, r.certainty, r.day), strong=bool(r.own))
            for r in rules
        )
        table = SameTable(Table((*heads, words("Source"), words("Certainty"), words("As of")), rows), choosing=own)
        table.setObjectName("law.numbers" if own else "law.texts")
        table.setAccessibleName(words("Rules of law and their sources"))
        return table

    def _buttons(self) -> QDialogButtonBox:
        words, buttons = self.desk.words, QDialogButtonBox()
        self.own = buttons.addButton(words("Set an own rule…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.own.setObjectName("law.own")
        self.own.clicked.connect(self.set_own_rule)
        buttons.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _offer(self) -> None:
        self.own.setEnabled(0 <= self.numbers.currentRow() < len(self.rules) and self.desk.may_change(OWN))

    def set_own_rule(self) -> None:
        """Go to the municipality's own rule for the chosen row; one that is not there yet is begun."""
        code, plan = self.rules[self.numbers.currentRow()].code, self.desk.plan
        own = self.desk.method.overrides.get(code)
        id = own.id if own else new_id()
        content = {"kind": OWN, "parent": plan.id, "position": self.desk.end_position(plan.id, OWN), "parameter": code}
        if own or self.desk.perform([PutRecord(id, content)], self.desk.words("Set an own rule")):
            self.accept()
            self.wanted.emit(Place("start", OWN, id, "value"))
