"""A record on the screen as its form declares it: groups of fields, conditions, and a way to any of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from localplan.app.session import PlanChange
from localplan.domain.records import FIELDS, RECORDS, Record
from localplan.methodology.declarations import Form, FormField
from localplan.ui.desk import Desk
from localplan.ui.fields.editor import FieldEditor, Target
from localplan.ui.labels import plain_label

SHORT_KINDS = frozenset({"code", "number", "money", "whole", "day", "quarter", "tick", "reference", "owner"})
"""Kinds of fields that need only half the width of the page."""


class RecordForm(QWidget):
    """One record's fields. `show_record` turns it to another record of the same form."""

    def __init__(self, desk: Desk, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.form = desk, form
        self.target = Target()
        self.editors: dict[str, FieldEditor] = {}
        self.setObjectName(f"form.{form.code}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._headings: list[tuple[QLabel, list[FieldEditor]]] = []
        self._fill(grid)
        desk.changed.connect(self._plan_changed)

    def _fill(self, grid: QGridLayout) -> None:
        fields = {field.name: field for field in self.desk.method.fields(self.form)}
        row = 0
        grouped: set[str] = set()
        for group in self.form.groups:
            members = [fields[name] for name in group.fields if name in fields]
            if members:
                heading = self._heading(
                    self.desk.label(self.form, group.title), self.desk.label(self.form, group.intro)
                )
                grid.addWidget(heading, row, 0, 1, 2)
                row, editors = self._place(grid, members, row + 1)
                self._headings.append((heading, editors))
                grouped.update(group.fields)
        row, _ = self._place(grid, [field for name, field in fields.items() if name not in grouped], row)
        grid.setRowStretch(row + 1, 1)

    def _place(self, grid: QGridLayout, fields: list[FormField], row: int) -> tuple[int, list[FieldEditor]]:
        """Short fields side by side, long ones across; gives the next free row and the editors."""
        column, made = 0, []
        for field in fields:
            editor = FieldEditor(self.desk, self.form, field, self.target, self)
            self.editors[field.name] = editor
            made.append(editor)
            holds = FIELDS[self.form.record][field.name].holds
            short = holds.kind in SHORT_KINDS and not holds.by
            if not short and column:
                row, column = row + 1, 0
            grid.addWidget(editor, row, column, 1, 1 if short else 2, Qt.AlignmentFlag.AlignTop)
            if short and column == 0:
                column = 1
            else:
                row, column = row + 1, 0
        return row + (1 if column else 0), made

    def _heading(self, title: str, intro: str) -> QLabel:
        label = plain_label(title if not intro else f"{title}\n{intro}", "heading", self)
        label.setContentsMargins(0, 8, 0, 0)
        return label

    # showing ---------------------------------------------------------------------------------------------------------

    def show_record(self, id: str, create: dict[str, Any] | None = None) -> None:
        """Show a record; with `create` one that is made of this content at the first answer."""
        if self.target.id != id:
            self.desk.session.settle()
        self.target.id, self.target.create = id, create
        self.setEnabled(bool(id) and self.desk.may_change(self.form.record))
        self.refresh()

    def refresh(self, *, offer: bool = True) -> None:
        """Show the record as it is now; `offer` also the records that its references may name."""
        record = self.desk.plan.get(self.target.id)
        for editor in self.editors.values():
            editor.show_record(record, offer=offer)
        visible = {f.name for f in self.desk.method.fields(self.form, record or _blank(self.form, self.target))}
        for name, editor in self.editors.items():
            editor.setVisible(name in visible)
        for heading, editors in self._headings:
            heading.setVisible(any(e.field.name in visible for e in editors))

    def _plan_changed(self, change: PlanChange) -> None:
        if change.plan.id in change.touched:  # adopted, perhaps
            self.setEnabled(bool(self.target.id) and self.desk.may_change(self.form.record))
        offered = self._shows_any(change.touched - {self.target.id})  # a record never offers itself
        if offered or self.target.id in change.touched:
            self.refresh(offer=offered)

    def _shows_any(self, ids: frozenset[str]) -> bool:
        """Whether a changed record is offered in a reference of this form."""
        kinds = {kind for e in self.editors.values() for kind in e.holds.to}
        return bool(kinds) and any((r := self.desk.plan.get(id)) is None or type(r) in _types(kinds) for id in ids)

    def go_to(self, field: str) -> bool:
        """Put the cursor into a field and bring it into view. False when the form does not show it."""
        editor = self.editors.get(field)
        if editor is None or not editor.inputs:
            return False
        first = next(iter(editor.inputs.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        area = _scroll_area_of(self)
        if area is not None:
            area.ensureWidgetVisible(editor, 0, 60)
        return True


def _types(kinds: set[str]) -> set[type[Record]]:
    return {RECORDS[kind] for kind in kinds if kind in RECORDS}


def _blank(form: Form, target: Target) -> Record:
    content = {name: value for name, value in form.fixed.items() if isinstance(value, str)}
    return RECORDS[form.record](id=target.id, **content)


def _scroll_area_of(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent
