"""A drawn page: the picture, the same as a table beneath it, and a way to keep the picture as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from localplan.app.session import PlanChange
from localplan.domain.edits import Edit, MoveRecord, apply_edits
from localplan.domain.records import kind_of
from localplan.domain.values import Refused
from localplan.ui.desk import Desk, Place
from localplan.ui.flow import Flow
from localplan.ui.labels import plain_label
from localplan.ui.messages import tell
from localplan.ui.panels.marks import Paper, Scene
from localplan.ui.panels.picture import Picture
from localplan.ui.panels.same_table import SameTable, Table
from localplan.ui.panels.saving import as_png, as_svg, keep, titled
from localplan.ui.theme import THEMES

FILE_WIDTH = 1000  # logical pixels of a picture kept as a file


class Act(NamedTuple):
    """Something that can be done with the record of a table's current row."""

    name: str
    title: str  # of the button
    edits: Callable[[Desk, str], tuple[Edit, ...]]  # by the record's id; none when it is not possible
    label: str  # of the entry in the history


class Drawing(NamedTuple):
    """What makes one drawn page different from another."""

    code: str  # as declared by the step
    hint: str  # how to read it
    empty: str  # what belongs there and where it is entered
    form: str  # the form in which it is entered
    kinds: frozenset[str]  # kinds of records it shows
    is_empty: Callable[[Desk], bool]
    scene: Callable[[Desk, Paper], Scene]
    tables: Callable[[Desk], tuple[Table, ...]]
    follows_checks: bool = False  # shows findings too
    small_form: str = ""  # the form in which it is entered in the small track, where it is another one
    acts: tuple[Act, ...] = ()


class DrawnPage(QWidget):
    """One drawn page. Hidden, it only notes that it is out of date."""

    def __init__(self, desk: Desk, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.drawing = desk, drawing
        self.setObjectName(f"panel.{drawing.code}")
        self._plan = desk.plan  # as it was drawn
        self._outdated = True
        self._chosen = ""  # the record that acts are about
        self.picture = Picture(self._scene, self)
        self.picture.setObjectName(f"panel.{drawing.code}.picture")
        self.picture.setAccessibleName(self.title)
        self.tables: list[SameTable] = []
        self._sheet = QWidget()
        self._sheet.setObjectName("page")
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(2, 4, 12, 8)
        self._column.addWidget(self.picture)
        self._tables_at = self._heading()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._sheet)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._whole())
        self._stack.addWidget(self._nothing_yet())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 6, 0, 0)
        outer.addWidget(self._stack)
        self._listen()
        self.refresh()

    def _listen(self) -> None:
        self.picture.wanted.connect(self.desk.wanted)
        self.picture.dropped.connect(self._move)
        self.picture.reached.connect(lambda rect: self._reveal(self.picture, rect))
        self.desk.changed.connect(self._plan_changed)
        if self.drawing.follows_checks:
            self.desk.checked.connect(self._checked)  # a method: its connection ends with the page

    def _scene(self, paper: Paper) -> Scene:
        """What is drawn; nothing while there is nothing to show, however often the hidden picture is laid out."""
        return Scene(0, 0) if self.drawing.is_empty(self.desk) else self.drawing.scene(self.desk, paper)

    # parts -----------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The page's title as its step declares it."""
        steps = self.desk.methodology.steps
        step, declared = next((s, p) for s in steps for p in s.panels if p.code == self.drawing.code)
        return self.desk.words.form(f"step.{step.code}", declared.title)

    def _whole(self) -> QWidget:
        words, code = self.desk.words, self.drawing.code
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(plain_label(words(self.drawing.hint), "quiet"))
        bar = Flow()
        self.to_table = QPushButton(words("Go to the table"))
        self.to_table.setObjectName(f"panel.{code}.to_table")
        self.to_table.clicked.connect(self._go_to_table)
        self.save = QPushButton(words("Save as picture…"))
        self.save.setObjectName(f"panel.{code}.save")
        self.save.clicked.connect(self._ask_where)
        self._saved = plain_label("", "quiet", wrap=False)
        self.acts = {act.name: self._act_button(act) for act in self.drawing.acts}
        for button in (self.to_table, self.save, *self.acts.values()):
            bar.addWidget(button)
        bar.addWidget(self._saved)
        column.addLayout(bar)
        column.addWidget(self.area, 1)
        return whole

    def _act_button(self, act: Act) -> QPushButton:
        button = QPushButton(self.desk.words(act.title))
        button.setObjectName(f"panel.{self.drawing.code}.{act.name}")
        button.clicked.connect(lambda: self._do(act))
        return button

    def _heading(self) -> int:
        heading = plain_label(self.desk.words("As a table"), "heading")
        heading.setContentsMargins(0, 14, 0, 0)
        self._column.addWidget(heading)
        self._column.addStretch(1)
        return self._column.count() - 1

    def _nothing_yet(self) -> QWidget:
        words, drawing = self.desk.words, self.drawing
        form = self.desk.methodology.form((self.desk.method.small and drawing.small_form) or drawing.form)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(0, 12, 0, 0)
        self.invitation = plain_label(words(self.drawing.empty), "quiet")
        column.addWidget(self.invitation)
        self.enter = QPushButton(words("Go to “{page}”", page=self.desk.label(form, form.title)).replace("&", "&&"))
        self.enter.setObjectName(f"panel.{self.drawing.code}.enter")
        self.enter.clicked.connect(lambda: self.desk.wanted.emit(Place("", form.code)))
        column.addWidget(self.enter, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return nothing

    # keeping up ------------------------------------------------------------------------------------------------------

    def _plan_changed(self, change: PlanChange) -> None:
        records = (change.plan.get(id) or self._plan.get(id) for id in change.touched)
        if any(record is not None and kind_of(record) in self.drawing.kinds for record in records):
            self._out_of_date()

    def _checked(self, _: object) -> None:
        self._out_of_date()

    def _out_of_date(self) -> None:
        self._outdated = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self.refresh()

    def refresh(self) -> None:
        """Show the plan as it is now."""
        self._plan, self._outdated = self.desk.plan, False
        is_empty = self.drawing.is_empty(self.desk)
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if not is_empty:
            self.picture.refresh()
            self._show_tables(self.drawing.tables(self.desk))

    def _show_tables(self, tables: tuple[Table, ...]) -> None:
        if [t.title for t in tables] != [shown.table.title for shown in self.tables]:
            self._make_tables(tables)
        for shown, table in zip(self.tables, tables, strict=True):
            shown.show_table(table)
        self._offer_acts()

    def _make_tables(self, tables: tuple[Table, ...]) -> None:
        while self._column.count() > self._tables_at + 1:
            item = self._column.takeAt(self._tables_at)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.tables = []
        for number, table in enumerate(tables, 1):
            shown = SameTable(table, choosing=bool(self.drawing.acts))
            shown.setObjectName(f"panel.{self.drawing.code}.table{number if number > 1 else ''}")
            shown.setAccessibleName(table.title or self.title)
            shown.wanted.connect(self.desk.wanted)
            shown.currentCellChanged.connect(lambda *_, shown=shown: self._offer_acts(shown))
            shown.reached.connect(lambda rect, shown=shown: self._reveal(shown, rect))
            self.tables.append(shown)
            for widget in (*((plain_label(table.title),) if table.title else ()), shown):
                self._column.insertWidget(self._column.count() - 1, widget)

    # doing -----------------------------------------------------------------------------------------------------------

    def _current(self, shown: SameTable | None = None) -> str:
        """The record of the current row of a table, the first one that has a current row."""
        for table in (shown,) if shown is not None else self.tables:
            if 0 <= table.currentRow() < len(table.table.rows) and (
                id := table.table.rows[table.currentRow()].place[2]
            ):
                return id
        return ""

    def _offer_acts(self, shown: SameTable | None = None) -> None:
        if self.drawing.acts:
            self._chosen = self._current(shown)
            for act in self.drawing.acts:
                possible = self._chosen and not self.desk.session.read_only and act.edits(self.desk, self._chosen)
                self.acts[act.name].setEnabled(bool(possible))

    def _do(self, act: Act) -> None:
        if edits := act.edits(self.desk, self._chosen):
            self.desk.perform(edits, self.desk.words(act.label))

    # going -----------------------------------------------------------------------------------------------------------

    def _reveal(self, part: QWidget, rect: QRect) -> None:
        where = part.mapTo(self._sheet, rect.center())
        self.area.ensureVisible(where.x(), where.y(), rect.width() // 2 + 8, rect.height() // 2 + 8)

    def _go_to_table(self) -> None:
        if self.tables:
            first = self.tables[0]
            self.area.verticalScrollBar().setValue(first.y() - 2 * first.fontMetrics().height())
            first.setFocus()
            if first.currentRow() < 0:
                first.setCurrentCell(0, 0)

    def _move(self, id: str, onto: str) -> None:
        """Put a record beneath the one it was dropped on, if a page can show it there."""
        desk, record = self.desk, self.desk.plan[id]
        if record.parent == onto:
            return
        move = MoveRecord(id, onto, desk.end_position(onto, kind_of(record)))
        if _stays_in_its_form(desk, move):
            desk.perform([move], desk.words("Move {thing}", thing=desk.title_of(record)[:60]))
            return
        what, where = desk.title_of(record)[:60], desk.title_of(desk.plan[onto])[:60]
        desk.refused.emit(desk.words("“{what}” cannot be placed under “{where}”.", what=what, where=where))

    # keeping as a file -----------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.desk.words("Save as picture"))
        dialog.setObjectName(f"panel.{self.drawing.code}.where")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["PNG (*.png)", "SVG (*.svg)"])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("svg" if "svg" in chosen else "png"))
        dialog.selectFile(f"{self.drawing.code}.png")
        dialog.fileSelected.connect(self.keep_as)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def keep_as(self, path: str) -> None:
        """Write the picture: SVG when the name ends so, else PNG; a failure is told."""
        words, file = self.desk.words, Path(path)
        light = THEMES["light"]
        paper = Paper(FILE_WIDTH, self.font(), light)
        scene = titled(self.drawing.scene(self.desk, paper), paper, self.title, self._remark())
        content = as_svg(scene, light.base) if file.suffix.lower() == ".svg" else as_png(scene, light.base)
        if trouble := keep(file, content):
            text = words("The picture could not be written to {file}. Choose another folder or name.", file=file.name)
            tell(self, words("Save as picture"), text, words, trouble)
        self._saved.setText("" if trouble else words("Saved: {file}", file=file.name))

    def _remark(self) -> str:
        root = self.desk.plan.root
        training = self.desk.words("TRAINING") if root.practice else ""
        return " · ".join(filter(None, (training, self.desk.text(root.title))))


def _stays_in_its_form(desk: Desk, move: MoveRecord) -> bool:
    """Whether its form still shows the record after the move. What the plan itself refuses is left to its own words."""
    try:
        after = apply_edits(desk.plan, [move])
    except Refused:
        return True
    return desk.methodology.for_plan(after).form_for(after[move.id]) == desk.method.form_for(desk.plan[move.id])
