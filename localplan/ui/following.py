"""The plan that follows: its years, and what becomes of each objective, measure and activity of the old one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from localplan.domain.records import Record
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective
from localplan.domain.reporting import last_status, last_value
from localplan.domain.roll_over import Decision, Word, proposed_decisions
from localplan.ui.asking import on_or_cancel
from localplan.ui.desk import Desk
from localplan.ui.labels import give_room, plain_label

ELEMENT, RESULT, DECISION, REASON = range(4)
DECIDED = ("objective", "measure", "activity")


class FollowingDialog(QDialog):
    """Asks for years and decisions; everything continues unless somebody says otherwise or it is over."""

    def __init__(self, desk: Desk, first: int, last: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, words = desk, desk.words
        self.setObjectName("following")
        self.setWindowTitle(words("New plan from this one"))
        give_room(self, 980, 560)
        self.first, self.last = _year(first, words("First year")), _year(last, words("Last year"))
        self.tree = self._tree()
        self._words: dict[str, QComboBox] = {}
        self._reasons: dict[str, QLineEdit] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._proposed = proposed_decisions(desk.plan)
        self._fill(self.tree.invisibleRootItem(), desk.plan.id)
        self.tree.expandAll()
        self.hint = plain_label("", "quiet")
        years = QHBoxLayout()
        for part in (plain_label(words("Years of the new plan"), wrap=False), self.first, self.last):
            years.addWidget(part)
        years.addStretch()
        layout = QVBoxLayout(self)
        text = words(
            "Objectives, measures and bodies are carried over, and results become baselines. Decide for each element; "
            "dropping one also drops everything under it."
        )
        layout.addWidget(plain_label(text))
        layout.addLayout(years)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.hint)
        layout.addWidget(self._buttons())
        self._refresh()

    # parts -----------------------------------------------------------------------------------------------------------

    def _tree(self) -> QTreeWidget:
        words = self.desk.words
        tree = QTreeWidget()
        tree.setObjectName("following.tree")
        tree.setAccessibleName(words("Elements of the old plan"))
        tree.setHeaderLabels([words("Element"), words("Result"), words("Decision"), words("Reason")])
        tree.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        header = tree.header()
        header.setStretchLastSection(False)
        for column, mode in (
            (ELEMENT, QHeaderView.ResizeMode.Stretch),
            (RESULT, QHeaderView.ResizeMode.Interactive),
            (DECISION, QHeaderView.ResizeMode.ResizeToContents),
            (REASON, QHeaderView.ResizeMode.Interactive),
        ):
            header.setSectionResizeMode(column, mode)
        em = tree.fontMetrics().averageCharWidth()
        header.resizeSection(RESULT, em * 24)
        header.resizeSection(REASON, em * 34)
        return tree

    def _fill(self, above: QTreeWidgetItem, parent: str) -> None:
        plan = self.desk.plan
        for record in (plan[id] for kind in DECIDED for id in plan.child_ids(parent, kind)):
            item = QTreeWidgetItem(above, [self.desk.title_of(record), self._result(record)])
            item.setToolTip(ELEMENT, item.text(ELEMENT))
            item.setToolTip(RESULT, item.text(RESULT))
            self._items[record.id] = item
            self.tree.setItemWidget(item, DECISION, self._decision(record))
            self.tree.setItemWidget(item, REASON, self._reason(record))
            self._fill(item, record.id)

    def _decision(self, record: Record) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"following.{record.id}")
        box.setAccessibleName(f"{self.desk.words('Decision')}: {self.desk.title_of(record)}")
        for entry in self.desk.method.list("roll_over_decisions").entries:
            box.addItem(self.desk.words.form("list.roll_over_decisions", entry.label), entry.code)
        box.setCurrentIndex(box.findData(self._proposed[record.id].word))
        box.currentIndexChanged.connect(self._refresh)
        box.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        self._words[record.id] = box
        return box

    def _reason(self, record: Record) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(f"following.{record.id}.reason")
        line.setAccessibleName(f"{self.desk.words('Reason')}: {self.desk.title_of(record)}")
        line.textChanged.connect(self._refresh)
        self._reasons[record.id] = line
        return line

    def _result(self, record: Record) -> str:
        """What the reports say: the state of an activity, the newest values of indicators beside their targets."""
        plan, words = self.desk.plan, self.desk.words
        if isinstance(record, Activity):
            entry = self.desk.method.entry("activity_statuses", last_status(plan, record.id))
            return words.form("list.activity_statuses", entry.label) if entry else ""
        assert isinstance(record, Objective | Measure)
        told = []
        for indicator in plan.children(record.id, Indicator):
            if (found := last_value(plan, indicator.id)) and found[1].value is not None:
                target = indicator.targets.get(max(indicator.targets, default=""))
                aim = "" if target is None else " / " + words.number(target)
                told.append(words.number(found[1].value) + aim)
        return "; ".join(told)

    def _buttons(self) -> QDialogButtonBox:
        words = self.desk.words
        return on_or_cancel(words, "following.make", words("Create the plan"), self.accept, self.reject)

    # deciding --------------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """What stands under a dropped element has nothing left to decide; open reasons are counted.

        What is over and therefore dropped needs none.
        """
        gone: set[str] = set()
        for id, box in self._words.items():  # in the order of the tree: what stands above comes first
            parent_gone = self.desk.plan[id].parent in gone
            box.setEnabled(not parent_gone)
            self._reasons[id].setEnabled(not parent_gone)
            if parent_gone or box.currentData() == "drop":
                gone.add(id)
        open_reasons = sum(
            box.isEnabled()
            and box.currentData() not in ("continue", self._proposed[id].word)
            and not self._reasons[id].text().strip()
            for id, box in self._words.items()
        )
        told = self.desk.words.plural(
            "{n} changed or dropped element has no reason yet.",
            "{n} changed or dropped elements have no reason yet.",
            open_reasons,
        )
        self.hint.setText(told if open_reasons else "")

    def years(self) -> tuple[int, int]:
        """First and last year."""
        return self.first.value(), self.last.value()

    def decisions(self) -> Mapping[str, Decision]:
        """What was decided on each element, with reasons in the plan's main language."""
        found = {}
        for id, box in self._words.items():
            word: Word = box.currentData()
            reason = self._reasons[id].text().strip()
            found[id] = Decision(word, {self.desk.languages[0]: reason} if reason else {})
        return found


def _year(value: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1990, 2199)
    box.setValue(value)
    box.setAccessibleName(name)
    return box
