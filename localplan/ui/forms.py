"""A record on the screen as its form declares it: groups of fields, conditions, and a way to any of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from localplan.app.session import PlanChange
from localplan.domain.records import RECORDS, Record
from localplan.methodology.declarations import Form, FormField
from localplan.ui.desk import Desk
from localplan.ui.fields.choices import ChoiceInput
from localplan.ui.fields.editor import FieldEditor, Target
from localplan.ui.guide import Guide
from localplan.ui.labels import plain_label

SHORT_KINDS = frozenset({"code", "number", "money", "whole", "day", "quarter", "tick"})
"""Kinds of fields that need only half the width of the page."""

LONG_LABEL = 28
"""Letters from which the entries of a list need the whole width."""


def _is_short(editor: FieldEditor) -> bool:
    shown = editor.inputs.get("")
    has_room = not isinstance(shown, ChoiceInput) or shown.longest() <= LONG_LABEL
    return editor.holds.kind in SHORT_KINDS and not editor.holds.by and has_room


class QuestionGroup(NamedTuple):
    """A heading, which the fields outside all groups lack, and the fields beneath it."""

    heading: QWidget | None
    editors: list[FieldEditor]


class RecordForm(QWidget):
    """One record's fields. `show_record` turns it to another record of the same form.

    In guided mode it shows one group of them at a time.
    """

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
        self._groups: list[QuestionGroup] = []
        self._at = 0  # the group shown in guided mode
        self._visible: frozenset[str] = frozenset()
        self._shown: Record | None = None
        self._fill(grid)
        desk.changed.connect(self._plan_changed)
        desk.guided_changed.connect(self._turn)

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
                self._groups.append(QuestionGroup(heading, editors))
                grouped.update(group.fields)
        row, others = self._place(grid, [field for name, field in fields.items() if name not in grouped], row)
        if others:
            self._groups.append(QuestionGroup(None, others))
        self.guide = Guide(self.desk.words, self)
        self.guide.turned.connect(self._turn_by)
        grid.addWidget(self.guide, row + 1, 0, 1, 2)
        grid.setRowStretch(row + 2, 1)

    def _place(self, grid: QGridLayout, fields: list[FormField], row: int) -> tuple[int, list[FieldEditor]]:
        """Short fields side by side, long ones across; gives the next free row and the editors."""
        made = [FieldEditor(self.desk, self.form, field, self.target, self) for field in fields]
        self.editors.update((editor.field.name, editor) for editor in made)
        short = [_is_short(editor) for editor in made]
        column = 0
        for n, editor in enumerate(made):
            if not short[n] and column:
                row, column = row + 1, 0
            alone = column == 0 and not any(short[n + 1 : n + 2])
            across = not short[n] or (alone and isinstance(editor.inputs.get(""), ChoiceInput))
            grid.addWidget(editor, row, column, 1, 2 if across else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row, 1) if short[n] and not across and not column else (row + 1, 0)
        return row + (1 if column else 0), made

    def _heading(self, title: str, intro: str) -> QWidget:
        heading = QWidget(self)
        column = QVBoxLayout(heading)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(2)
        column.addWidget(plain_label(title, "heading"))
        if intro:
            column.addWidget(plain_label(intro, "quiet"))
        return heading

    # showing ---------------------------------------------------------------------------------------------------------

    def show_record(self, id: str, create: dict[str, Any] | None = None) -> None:
        """Show a record; with `create` one that is made of this content at the first answer."""
        if self.target.id != id:
            self.desk.session.settle()
            self._at = 0
        self.target.id, self.target.create = id, create
        self.setEnabled(bool(id) and self.desk.may_change(self.form.record))
        self.refresh()

    def refresh(self, *, offer: bool = True, only: frozenset[str] | None = None) -> None:
        """Show the record as it is now; `offer` also the records that its references may name.

        With `only` no other fields are touched: what is typed in one of them must not wait for all.
        """
        record = self.desk.plan.get(self.target.id)
        for name, editor in self.editors.items():
            if only is None or name in only or editor.field.keys in only:
                editor.show_record(record, offer=offer)
        self._shown = record
        shown = record or _blank(self.form, self.target)
        visible = frozenset(field.name for field in self.desk.method.fields(self.form, shown))
        if only is None or visible != self._visible:
            self._visible = visible
            self._turn()

    def _plan_changed(self, change: PlanChange) -> None:
        if change.plan.id in change.touched:  # adopted, perhaps, or its money is counted in another unit
            self.setEnabled(bool(self.target.id) and self.desk.may_change(self.form.record))
            for editor in self.editors.values():
                editor.say_unit()
        if self._shows_any(change.touched - {self.target.id}):  # a record never offers itself
            self.refresh()
        elif self.target.id in change.touched:
            self.refresh(offer=False, only=self._changed(change.plan.get(self.target.id)))

    def _changed(self, record: Record | None) -> frozenset[str] | None:
        """The fields in which the record differs from what is shown; None where there is nothing to compare."""
        if record is None or self._shown is None:
            return None
        return frozenset(name for name in self.editors if getattr(record, name) != getattr(self._shown, name))

    # guided mode -----------------------------------------------------------------------------------------------------

    def _turn_by(self, by: int) -> None:
        self._at += by
        self._turn()
        self.desk.session.settle()
        first = next((e for group in self._now() for e in group.editors if e.field.name in self._visible), None)
        if first is not None:
            self.go_to(first.field.name)

    def _asked(self) -> list[QuestionGroup]:
        """The groups that have something to ask of this record."""
        return [group for group in self._groups if any(e.field.name in self._visible for e in group.editors)]

    def _now(self) -> list[QuestionGroup]:
        """The groups on the screen: one in guided mode, else all."""
        asked = self._asked()
        if not self.desk.guided or len(asked) < 2:
            return asked
        self._at = max(0, min(self._at, len(asked) - 1))
        return [asked[self._at]]

    def _turn(self) -> None:
        """Show the groups that are to be seen now, and of each field what its condition allows."""
        asked, now = self._asked(), self._now()
        for group in self._groups:
            if group.heading is not None:
                group.heading.setVisible(group in now)
            for editor in group.editors:
                editor.setVisible(group in now and editor.field.name in self._visible)
        self.guide.setVisible(self.desk.guided and len(asked) > 1)
        self.guide.show_place(self._at, len(asked))

    def _shows_any(self, ids: frozenset[str]) -> bool:
        """Whether a changed record is offered in a reference of this form."""
        kinds = {kind for e in self.editors.values() for kind in e.holds.to}
        return bool(kinds) and any((r := self.desk.plan.get(id)) is None or type(r) in _types(kinds) for id in ids)

    def go_to(self, field: str) -> bool:
        """Put the cursor into a field and bring it into view. False when the form does not show it."""
        editor = self.editors.get(field)
        if editor is None or not editor.inputs:
            return False
        at = next((n for n, group in enumerate(self._asked()) if editor in group.editors), self._at)
        if at != self._at:
            self._at = at
            self._turn()
        first = next((one for one in editor.inputs.values() if not one.isHidden()), editor)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        area = _scroll_area_of(self)
        if area is not None:
            area.ensureWidgetVisible(editor, 0, 60)
        return True


def first_content(desk: Desk, form: Form) -> dict[str, Any]:
    """What a record that is made at the first answer begins with."""
    parent = desk.plan.id
    return {**form.given, **form.fixed, "parent": parent, "position": desk.end_position(parent, form.record)}


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
