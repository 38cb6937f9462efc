"""Insert from the collections: typical problems, objectives, measures and indicators, and good practices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from localplan.data import data_dir
from localplan.domain.edits import Edit
from localplan.domain.frame import Offered, taken
from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.records.analysis import Problem
from localplan.domain.records.logic import Measure, Objective
from localplan.methodology.collections import (
    Edits,
    indicator_from,
    measure_from,
    objective_from,
    practice_as_measure,
    problem_from,
)
from localplan.ui.asking import ask_text, on_or_cancel
from localplan.ui.desk import Desk
from localplan.ui.labels import give_room, plain_label
from localplan.words import fold, words_for


class Shelf(NamedTuple):
    """One collection as it can be put under a record: its name, its items, what makes edits of one."""

    name: str
    items: Sequence[Any]
    insert: Callable[..., Edits]


def shelves(desk: Desk, under: Record | None, kinds: set[str]) -> list[Shelf]:
    """The collections whose items may be put under a record, of those that make records of these kinds."""
    m = desk.methodology
    offered: list[tuple[str, Shelf]] = []
    if isinstance(under, Problem):
        offered = [("problem", Shelf("problems", tuple(m.problems.values()), problem_from))]
    elif isinstance(under, Objective) and under.objective_kind != "specific":
        offered = [("objective", Shelf("objectives", tuple(m.objectives.values()), objective_from))]
    elif isinstance(under, Objective):
        offered = [
            ("measure", Shelf("measures", tuple(m.measures.values()), measure_from)),
            ("measure", Shelf("practices", tuple(m.practices.values()), practice_as_measure)),
        ]
    if isinstance(under, Objective | Measure):
        offered.append(("indicator", Shelf("indicators", tuple(m.indicators.values()), indicator_from)))
    found = [shelf for kind, shelf in offered if kind in kinds]
    items = tuple(_from_frames(desk, under, kinds)) if under else ()
    return (
        [*found, Shelf("frame", items, lambda item, method, parent, say: item.edits(method.plan, parent))]
        if items
        else found
    )


class FrameItem(NamedTuple):
    """An element that a regional frame offers, as the collections have theirs."""

    title: str
    description: str
    code: str  # the frame's title
    frame: Plan
    offered: Offered

    def edits(self, plan: Plan, parent: str) -> tuple[Edit, ...]:
        """What puts it under a record of the plan, or brings up to date what is there."""
        return taken(plan, self.offered, self.frame, parent)


def _from_frames(desk: Desk, under: Record, kinds: set[str]) -> Iterator[FrameItem]:
    declined = desk.declined() if desk.frames else {}
    for known in desk.frames:
        for one in known.offers(desk.plan, declined):
            record, title = one.record, desk.title_of(one.record)
            fits = kind_of(under) in record.belongs_to and kind_of(record) in kinds and _fits(under, record)
            here = one.state == "changed" and desk.plan[one.copy].parent == under.id
            if here or (fits and one.state == "new"):
                text = desk.text(getattr(record, "description", {}) or {})
                code = desk.text(known.frame.root.title)
                state = desk.words("changed in the frame") + ": " if here else ""
                state = desk.words("declined") + ": " if one.declined else state
                yield FrameItem(state + title, text, code, known.frame, one)


def _is_declined(item: Any) -> bool:
    return isinstance(item, FrameItem) and item.offered.declined


def _fits(under: Record, record: Record) -> bool:
    """A specific objective stands under one that is not; measures and indicators under whatever may have them."""
    if isinstance(record, Objective):
        return isinstance(under, Objective) and (record.objective_kind, under.objective_kind) == ("specific", "general")
    return not (isinstance(record, Measure) and isinstance(under, Objective) and under.objective_kind == "general")


def say(language: str, context: str, english: str) -> str:
    """A text of a collection in a language of the plan."""
    return words_for(language, data_dir("resources") / "locale").form(context, english)


class CollectionDialog(QDialog):
    """Search, read, insert. What was inserted is one action, and belongs to the plan from then on."""

    def __init__(self, desk: Desk, under: Record, kinds: set[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.under, words = desk, under, desk.words
        self.setObjectName("collection")
        self.setWindowTitle(words("Insert from the collection"))
        give_room(self, 900, 520)
        self._kinds = kinds
        self._shelves = shelves(desk, under, kinds)
        self.line = QLineEdit()
        self.line.setObjectName("collection.line")
        self.line.setPlaceholderText(words("Type to search"))
        self.line.setAccessibleName(words("Type to search"))
        self.fitting = QCheckBox(words("Only entries for this section"))
        self.fitting.setObjectName("collection.fitting")
        self.fitting.setChecked(bool(self._section()))
        self.fitting.setVisible(bool(self._section()))
        self.list = QListWidget()
        self.list.setObjectName("collection.list")
        self.list.setAccessibleName(words("Collection"))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.text = QTextBrowser()
        self.text.setObjectName("collection.text")
        self.text.setAccessibleName(words("What it says"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setSizes([430, 470])
        head = QHBoxLayout()
        head.addWidget(self.line, 1)
        head.addWidget(self.fitting)
        layout = QVBoxLayout(self)
        where = words("It will be added under: {name}", name=desk.title_of(under)[:100])
        layout.addWidget(plain_label(where, "quiet"))
        layout.addLayout(head)
        layout.addWidget(split, 1)
        layout.addWidget(self._buttons())
        self.line.textChanged.connect(self._fill)
        self.fitting.toggled.connect(self._fill)
        self.list.currentItemChanged.connect(self._show_current)
        self.list.itemActivated.connect(self._insert)
        self._fill()

    def _buttons(self) -> QDialogButtonBox:
        words = self.desk.words
        buttons = on_or_cancel(words, "collection.insert", words("Insert"), self._insert, self.reject)
        self.no = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.no.setObjectName("collection.decline")
        self.no.clicked.connect(self._decline)
        return buttons

    def _section(self) -> str:
        path = reversed(self.desk.plan.path(self.under.id))
        return next((s for record in path if (s := getattr(record, "section", ""))), "")

    def _title(self, shelf: Shelf, item: Any) -> str:
        return self.desk.words.form(shelf.name, getattr(item, "title", "") or getattr(item, "text", ""))

    def _offered(self) -> Iterator[tuple[Shelf, Any, str]]:
        wanted, section = fold(self.line.text()).split(), self._section()
        for shelf in self._shelves:
            for item in shelf.items:
                title = self._title(shelf, item)
                fits = not self.fitting.isChecked() or shelf.name == "frame" or item.section in (section, "cross")
                if fits and all(word in fold(title) for word in wanted):
                    yield shelf, item, title

    def _fill(self) -> None:
        self.list.clear()
        kinds = {
            "problems": self.desk.words("Typical problem"),
            "objectives": self.desk.words("Typical objective"),
            "measures": self.desk.words("Typical measure"),
            "practices": self.desk.words("Good practice"),
            "indicators": self.desk.words("Indicator"),
            "frame": self.desk.words("Offered by the region"),
        }
        for shelf, item, title in sorted(self._offered(), key=lambda each: _is_declined(each[1])):
            about = (kinds[shelf.name], self._country(item), item.code)
            row = QListWidgetItem(f"{title}\n{' · '.join(filter(None, about))}")
            row.setData(Qt.ItemDataRole.UserRole, (shelf, item))
            self.list.addItem(row)
        self.list.setCurrentRow(0)

    def _country(self, item: Any) -> str:
        """Where a practice comes from; empty for everything else."""
        entry = self.desk.method.entry("countries", getattr(item, "country", ""))
        return self.desk.words.form("list.countries", entry.label) if entry else ""

    def _show_current(self, row: QListWidgetItem | None) -> None:
        item = row.data(Qt.ItemDataRole.UserRole)[1] if row else None
        self.no.setVisible(isinstance(item, FrameItem))
        if isinstance(item, FrameItem):
            words = self.desk.words
            self.no.setText(words("Offer again") if item.offered.declined else words("Decline"))
        if row is None:
            self.text.setPlainText(self.desk.words("No entry contains these words."))
            return
        shelf, item = row.data(Qt.ItemDataRole.UserRole)
        self.text.setPlainText("\n\n".join(self._lines(shelf, item)))

    def _lines(self, shelf: Shelf, item: Any) -> Iterator[str]:
        """What an item says, in words; only what it has."""
        words = self.desk.words
        yield self._title(shelf, item)
        told = {
            "done": words("What was done"),
            "result": words("With what result"),
            "here": words("How it could look here"),
            "description": words("Description"),
            "definition": words("Definition"),
            "numerator": words("Numerator"),
            "denominator": words("Denominator"),
            "source": words("Source"),
            "provider": words("Who produces the figure"),
            "note": words("Note"),
        }
        for field, heading in told.items():
            if text := getattr(item, field, ""):
                yield f"{heading}:\n{words.form(shelf.name, text)}"
        activities = [words.form(shelf.name, text) for text in getattr(item, "activities", ())]
        if activities:
            yield words("Typical activities") + ":\n" + "\n".join(f"– {text}" for text in activities)

    def _decline(self) -> None:
        """Say no to what the region offers here, or take the no back; the dialog stays open."""
        item = self.list.currentItem().data(Qt.ItemDataRole.UserRole)[1]
        if item.offered.declined:
            self._say_no(item.offered, "", again=True)
        else:
            self._ask_reason(item.offered)

    def _ask_reason(self, offered: Offered) -> None:
        words = self.desk.words
        ask_text(
            self,
            words,
            "collection.reason",
            words("Decline"),
            words("Why not? The coordinator reads it when you send the plan. It can stay empty."),
            words("Decline"),
            lambda text: self._say_no(offered, text.strip()),
            lines=True,
        )

    def _say_no(self, offered: Offered, reason: str, *, again: bool = False) -> None:
        at = self.list.currentRow()
        self.desk.decline(offered, reason, again)
        self._shelves = shelves(self.desk, self.under, self._kinds)
        self._fill()
        self.list.setCurrentRow(min(at, self.list.count() - 1))

    def _insert(self) -> None:
        if not self.list.count():
            return
        row = self.list.currentItem()
        shelf, item = row.data(Qt.ItemDataRole.UserRole)
        edits = shelf.insert(item, self.desk.method, self.under.id, say)
        label = self.desk.words("Insert {name}", name=self._title(shelf, item)[:80])
        if self.desk.perform(edits, label):
            self.accept()
