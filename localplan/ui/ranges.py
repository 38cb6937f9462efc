"""Ranges of a table's cells: copied to a spreadsheet, pasted from one, filled down, emptied; each one action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QTableView

from localplan.app.pasted import Area, Cells, Pasted, as_clipboard, cells_in, paste
from localplan.app.sentences import sentence
from localplan.domain.edits import Edit, SetField
from localplan.domain.records import FIELDS, Record
from localplan.domain.values import Refused
from localplan.methodology.declarations import FormField
from localplan.ui.cells import cell_text
from localplan.ui.messages import tell
from localplan.ui.table_rows import RowsModel

_MOST_TOLD = 8  # cells that were not understood


class Rectangle(NamedTuple):
    """Rows and columns of a view, the last ones among them."""

    top: int
    left: int
    bottom: int
    right: int


class CellRanges(QObject):
    """What can be done with the chosen cells of a table."""

    changed = Signal()  # other cells are chosen

    def __init__(self, model: RowsModel, view: QTableView) -> None:
        super().__init__(view)
        self.model, self.view = model, view
        words, keys = model.desk.words, QKeySequence.StandardKey
        self.copy_action = self._action(words("Copy"), QKeySequence(keys.Copy), self.copy)
        self.paste_action = self._action(words("Paste"), QKeySequence(keys.Paste), self.paste)
        self.fill_action = self._action(words("Fill down"), QKeySequence("Ctrl+D"), self.fill_down)
        self.clear_action = self._action(words("Clear cells"), QKeySequence(keys.Delete), self.clear)
        view.selectionModel().selectionChanged.connect(lambda *_: self.refresh())
        self.refresh()

    def _action(self, text: str, keys: QKeySequence, what: Callable[[], None]) -> QAction:
        action = QAction(text, self.view)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # in an open cell these keys mean its text
        action.triggered.connect(what)
        self.view.addAction(action)
        return action

    def refresh(self) -> None:
        """Offer what can be done with the cells now chosen."""
        area, may = self.chosen(), self.model.desk.may_change(self.model.form.record)
        self.copy_action.setEnabled(area is not None)
        self.paste_action.setEnabled(may)
        self.clear_action.setEnabled(may and area is not None)
        self.fill_action.setEnabled(may and area is not None and area.bottom > area.top)
        self.changed.emit()

    def chosen(self) -> Rectangle | None:
        """The smallest rectangle with all chosen cells in it."""
        chosen = self.view.selectionModel().selectedIndexes()
        if not chosen:
            return None
        rows, columns = {i.row() for i in chosen}, {i.column() for i in chosen}
        return Rectangle(min(rows), min(columns), max(rows), max(columns))

    def _seen(self, left: int, right: int) -> list[int]:
        """The columns between two, they among them, without those that are not shown."""
        return [column for column in range(left, right + 1) if not self.view.isColumnHidden(column)]

    def _fields(self, area: Rectangle) -> list[FormField]:
        return [self.model.fields[column] for column in self._seen(area.left, area.right)]

    # actions ---------------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put what the chosen cells show on the clipboard."""
        area, model = self.chosen(), self.model
        if area is not None:
            fields = self._fields(area)
            cells = (
                [self._text(record, field) for field in fields] for record in model.rows[area.top : area.bottom + 1]
            )
            QApplication.clipboard().setText(as_clipboard(cells))

    def _text(self, record: Record, field: FormField) -> str:
        """What a cell says; a text in the script in which it was typed, or it would come back in another."""
        desk, value = self.model.desk, getattr(record, field.name)
        own = value.get(desk.languages[0], "") if self._by(field) == "language" else ""
        return own or cell_text(desk, self.model.form, field, record)

    def _by(self, field: FormField) -> str:
        return FIELDS[self.model.form.record][field.name].holds.by

    def paste(self) -> None:
        """Take the cells of the clipboard in, from the first chosen cell on; one cell alone goes into all chosen."""
        cells, desk = cells_in(QApplication.clipboard().text()), self.model.desk
        if not cells:
            return
        area = self.chosen() or Rectangle(len(self.model.rows), 0, len(self.model.rows), 0)
        if len(cells) == 1 and len(cells[0]) == 1:
            cells = (cells[0] * len(self._seen(area.left, area.right)),) * (area.bottom - area.top + 1)
        onto = self._seen(area.left, len(self.model.fields) - 1)[: len(cells[0])]
        columns = tuple(self._name(self.model.fields[column]) for column in onto)
        ids = tuple(record.id for record in self.model.rows[area.top : area.top + len(cells)])
        try:
            found = paste(desk.plan, Area(self.model.form.code, columns, ids), cells, desk.methodology, desk.words)
        except Refused as refusal:
            desk.refused.emit(sentence(refusal, desk.words))
            return
        if not found.edits or desk.perform(found.edits, desk.words("Paste cells")):
            self._choose(area.top, onto, cells)
            self._tell_left(found, area.top, onto, cells)

    def _name(self, field: FormField) -> str:
        """The name of a field's column in a data sheet; empty where a cell cannot say it."""
        by = self._by(field)
        if by == "language":
            return f"{field.name}@{self.model.desk.languages[0]}"
        return "" if by else field.name

    def _choose(self, top: int, onto: list[int], cells: Cells) -> None:
        """Show what was pasted, as far as it can be seen."""
        model = self.model
        bottom = min(top + len(cells), model.rowCount()) - 1
        area = QItemSelection(model.index(top, onto[0]), model.index(bottom, onto[-1]))
        self.view.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _tell_left(self, found: Pasted, top: int, onto: list[int], cells: Cells) -> None:
        """Say which cells stayed as they are, and why."""
        words, told = self.model.desk.words, list(self._left_said(found, top, onto, cells))
        if told:
            more = [words("… and {n} more", n=len(told) - _MOST_TOLD)] if len(told) > _MOST_TOLD else []
            tell(self.view, words("Not everything could be pasted"), "\n".join([*told[:_MOST_TOLD], *more]), words)

    def _left_said(self, found: Pasted, top: int, onto: list[int], cells: Cells) -> Iterator[str]:
        words, columns = self.model.desk.words, [self.model.fields[column] for column in onto]
        labels = [self.model.desk.label(self.model.form, field.label) for field in columns]
        for left in found.left:
            row = top + left.row + 1
            if left.column < 0:
                yield words("Row {row}: {why}", row=row, why=left.why)
            else:
                yield words("Row {row}, {column}: {why}", row=row, column=labels[left.column], why=left.why)
        for n, field in enumerate(columns):
            if not self._name(field) and any(row[n] for row in cells):
                yield words("“{column}” has several values in one cell; enter them below the table.", column=labels[n])
        beyond = len(cells[0]) - len(columns)
        if beyond:
            yield words.plural("{n} column had no room.", "{n} columns had no room.", beyond)

    def fill_down(self) -> None:
        """Put what the first chosen row says into the rows below it."""
        area, model = self.chosen(), self.model
        if area is None or area.bottom == area.top:
            return
        first = model.rows[area.top]
        edits: list[Edit] = []
        for field in self._fields(area):
            value = getattr(first, field.name)
            for record in model.rows[area.top + 1 : area.bottom + 1]:
                edits += _made_alike(record.id, field.name, getattr(record, field.name), value)
        if edits:
            model.desk.perform(edits, model.desk.words("Fill down"))

    def clear(self) -> None:
        """Empty the chosen cells."""
        area, model = self.chosen(), self.model
        if area is None:
            return
        edits: list[Edit] = []
        for field in self._fields(area):
            empty = FIELDS[model.form.record][field.name].default
            for record in model.rows[area.top : area.bottom + 1]:
                edits += _made_alike(record.id, field.name, getattr(record, field.name), empty)
        if edits:
            model.desk.perform(edits, model.desk.words("Clear cells"))


def _made_alike(id: str, field: str, old: object, new: object) -> list[SetField]:
    """The edit that gives a field another value, if it is another."""
    return [] if old == new else [SetField(id, field, new)]
