"""A field of a record on the screen: its label, its inputs, its complaints, bound to the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from localplan.app.law import own_value_trouble
from localplan.app.registers import REGISTERS
from localplan.domain.edits import PutRecord, SetField
from localplan.domain.quarters import quarters
from localplan.domain.records import FIELDS, Record
from localplan.methodology.declarations import Form, FormField
from localplan.methodology.vocabulary import FREE_CODE
from localplan.ui.cells import register_names
from localplan.ui.desk import Desk, new_id
from localplan.ui.fields.choices import ChecklistInput, Choice, ChoiceInput
from localplan.ui.fields.inputs import BlockInput, DayInput, LineInput, NumberInput, TickInput
from localplan.ui.fields.own_value import OwnValueInput
from localplan.ui.fields.side_by_side import SideBySide
from localplan.ui.labels import plain_label
from localplan.words import fold

LANGUAGE_MARKS = {"sr-Cyrl": "ћир", "sr-Latn": "lat"}
"""What stands before a text to say which language it is in, where the tag would puzzle."""

LONGEST_MARK = 34
"""Letters that the name of a map's key has in one line."""

INSET = 5
"""Pixels from the upper edge of an input to its text; what stands beside it begins as low."""

NAMED_WHERE_TYPED = ("organisation", "person")
"""Kinds that a reference field makes when another name is typed into it."""


class Target:
    """The record that a form's editors are about; `create` is what a record not yet there is made of."""

    def __init__(self, id: str = "", create: dict[str, Any] | None = None) -> None:
        self.id = id
        self.create = create


class FieldEditor(QWidget):
    """One field: an input, or one for each key of a map field."""

    def __init__(
        self,
        desk: Desk,
        form: Form,
        field: FormField,
        target: Target,
        parent: QWidget | None = None,
        *,
        bare: bool = False,
    ) -> None:
        """`bare`: in a table's cell, without label and in the main language alone."""
        super().__init__(parent)
        self.desk, self.form, self.field, self.target = desk, form, field, target
        self.holds = FIELDS[form.record][field.name].holds
        self.default = FIELDS[form.record][field.name].default
        self.inputs: dict[str, QWidget] = {}
        self.bare = bare
        self._hints: dict[QWidget, str] = {}  # what stands in empty inputs
        self._marks: dict[str, QLabel] = {}  # what stands before the input of a key
        self._shown = ""
        self.setObjectName(f"{form.record}.{field.name}")
        self._label = plain_label(self._title(), parent=self)
        self._complaint = plain_label("", "error", self)
        self._body = QWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for part in (self._label, self._body, self._complaint):
            layout.addWidget(part)
        self._complaint.hide()
        self._label.setVisible(not bare)
        self._build()
        for first in list(self.inputs.values())[:1]:
            self.setFocusProxy(first)
            self._label.setBuddy(first)

    def _title(self) -> str:
        title = self.desk.label(self.form, self.field.label)
        unit = self.desk.label(self.form, self.field.unit)
        if self.holds.kind == "money":
            unit = unit or self.desk.money_unit
        mark = " *" if self.field.required else ""
        return f"{title}{mark}" + (f" ({unit})" if unit else "")

    # building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        by = self.holds.by
        if by == "language":
            tags = self.desk.languages[:1] if self.bare else self.desk.languages
            self._rows([(tag, LANGUAGE_MARKS.get(tag, tag) if len(tags) > 1 else "") for tag in tags])
        elif by == "year":
            self._columns(self._years())
        elif by:
            self._rows(self.desk_choices(), wide=False)
        else:
            self._rows([("", "")])

    def _years(self) -> list[Choice]:
        """The years of the plan, and those outside its period in which something stands, so that it can be emptied."""
        own = self.desk.method.years
        used = {year for record in self.desk.plan.all_of(self.form.record) for year in getattr(record, self.field.name)}
        outside = self.desk.words("outside the period")
        return [(year, year if year in own or not own else f"{year}, {outside}") for year in sorted({*own, *used})]

    def _rows(self, keys: list[Choice], *, wide: bool = True) -> None:
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for row, (key, title) in enumerate(keys):
            if title:
                grid.addWidget(self._mark(key, title), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._input(key), row, 1)
        grid.setColumnStretch(1 if wide else 2, 1)
        if self.field.keys:
            named = next(field for field in self.form.fields if field.name == self.field.keys)
            told = self.desk.words("Choose first: {field}.", field=self.desk.label(self.form, named.label))
            self._no_keys = plain_label(told, "quiet")
            grid.addWidget(self._no_keys, len(keys), 0, 1, 3)

    def _mark(self, key: str, title: str) -> QLabel:
        """What an input of a map is for; a long name breaks into lines."""
        label = plain_label(title, "quiet")
        metrics = label.fontMetrics()
        label.setMinimumWidth(min(metrics.horizontalAdvance(title), metrics.averageCharWidth() * LONGEST_MARK))
        label.setContentsMargins(0, INSET, 0, 0)
        self._marks[key] = label
        return label

    def _columns(self, keys: list[Choice]) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        cells = [(plain_label(title, "quiet", wrap=False), self._input(key)) for key, title in keys]
        hint = self.desk.words("Enter the period of the plan first (step 1).")
        column.addWidget(SideBySide(cells) if cells else plain_label(hint, "quiet"))

    def _input(self, key: str) -> QWidget:
        made: Any = _INPUTS[self.holds.kind](self)
        name = f"{self.objectName()}.{key}" if key else f"{self.objectName()}.input"
        made.setObjectName(name)
        title = self._title() + (f" {key}" if key else "")
        made.setAccessibleName(title)
        made.edited.connect(lambda value, typing, key=key: self._edited(value, key, typing))
        made.complained.connect(self._complain)
        if isinstance(made, ChoiceInput):
            made.named.connect(self._named)
        if isinstance(made, ChoiceInput | ChecklistInput):
            made.explain(list_notes(self.desk, self.field.list))
        for part in (made, *made.findChildren(QLineEdit)):
            part.installEventFilter(self.desk.undo_keys)
        if self.field.help:
            made.setToolTip(self.desk.label(self.form, self.field.help))
        self.inputs[key] = made
        return self.inputs[key]

    def say_unit(self) -> None:
        """Say the unit of money as it is now; the plan may count in another by now."""
        if self.holds.kind == "money":
            self._label.setText(self._title())

    # choices ---------------------------------------------------------------------------------------------------------

    def desk_choices(self) -> list[Choice]:
        """What may be chosen here: entries of the field's list, or the plan's records."""
        if self.holds.kind in ("reference", "references", "owner"):
            return record_choices(self.desk, self.holds.to, self.target.id)
        if self.field.list in ("", FREE_CODE):
            return []
        return list_choices(self.desk, self.field.list, self._chosen_anywhere)

    def _chosen_anywhere(self) -> set[str]:
        """The codes that this field has in any record: an editor goes from one record to the next."""
        values = (getattr(record, self.field.name) for record in self.desk.plan.all_of(self.form.record))
        return {code for value in values for code in ((value,) if isinstance(value, str) else value)}

    # values ----------------------------------------------------------------------------------------------------------

    def show_record(self, record: Record | None, *, offer: bool = True) -> None:
        """Show the field's value; only what differs is touched, so a cursor stays where it is.

        `offer` also renews the records that a reference may name: each has its code, which takes all of the plan.
        """
        value = getattr(record, self.field.name) if record is not None else self.default
        self._turn_to(self.target.id)
        for key, shown in self.inputs.items():
            if offer and self.holds.kind in ("reference", "references", "owner"):
                shown.set_choices(self.desk_choices())  # type: ignore[attr-defined]
            shown.set_value(value.get(key) if self.holds.by else value)  # type: ignore[attr-defined]
            self._tell_hidden(record, key, shown)
        if self.field.keys and not self.bare:
            self._ask_for_keys(record)

    def _ask_for_keys(self, record: Record | None) -> None:
        """Ask only for what another field names, and for what has a value already."""
        wanted = {*getattr(record, self.field.keys), *getattr(record, self.field.name)} if record else set()
        for key, shown in self.inputs.items():
            shown.setVisible(key in wanted)
            self._marks[key].setVisible(key in wanted)
        self._no_keys.setVisible(not wanted)

    def _tell_hidden(self, record: Record | None, key: str, shown: QWidget) -> None:
        """What an edition hides says so where it would stand."""
        for line in (shown, *shown.findChildren(QLineEdit)):
            if isinstance(line, QLineEdit | QPlainTextEdit):
                hidden = record is not None and self.desk.hides(record, self.field.name, key)
                usual = self._hints.setdefault(line, line.placeholderText())
                line.setPlaceholderText(self.desk.words("hidden") if hidden else usual)

    def _turn_to(self, id: str) -> None:
        """What was typed wrongly for one record is not the next one's."""
        if id == self._shown:
            return
        self._shown = id
        self._complain("")
        for shown in self.inputs.values():
            if forget := getattr(shown, "forget", None):
                forget()

    def _edited(self, value: Any, key: str, typing: bool) -> None:
        self._complain("")
        done = self.desk.set_field(
            self.form, self.field, self.target.id, value, key, typing=typing, create=self.target.create
        )
        if not done:
            self.show_record(self.desk.plan.get(self.target.id))

    def _complain(self, text: str) -> None:
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))

    def _named(self, name: str) -> None:
        """Another name was typed into a reference: make the record and point to it, as one action."""
        kind = next((k for k in self.holds.to if k in NAMED_WHERE_TYPED), "")
        plan, id = self.desk.plan, new_id()
        if not kind:
            return
        content: dict[str, Any] = {"kind": kind, "parent": plan.id, "position": self.desk.end_position(plan.id, kind)}
        content["name"] = name if kind == "person" else {self.desk.languages[0]: name}
        edits: list[PutRecord | SetField] = [PutRecord(id, content)]
        if self.target.id not in plan and self.target.create is not None:
            edits.append(PutRecord(self.target.id, {"kind": self.form.record, **self.target.create}))
        edits.append(SetField(self.target.id, self.field.name, id))
        self.desk.perform(edits, self.desk.words("Add {name}", name=name))


def list_choices(desk: Desk, code: str, chosen: Callable[[], set[str]] = set) -> list[Choice]:
    """The entries of a list or register by code, labelled in the window's language; `chosen` stay among them."""
    if code in REGISTERS:
        return list(register_names(desk, code).items())
    offered = desk.method.offered(code)
    if len(offered) < len(desk.method.list(code).entries):
        offered = desk.method.offered(code, chosen())
    return [(entry.code, desk.words.form(f"list.{code}", entry.label)) for entry in offered]


def list_notes(desk: Desk, code: str) -> dict[str, str]:
    """What a list says of its entries beyond their labels, by code."""
    if code not in desk.methodology.lists:
        return {}
    return {e.code: desk.words.form(f"list.{code}", e.note) for e in desk.method.list(code).entries if e.note}


def record_choices(desk: Desk, kinds: tuple[str, ...], but: str = "") -> list[Choice]:
    """The plan's records of these kinds, by name."""
    found = [r for kind in kinds if kind != "*" for r in desk.plan.all_of(kind) if r.id != but]
    named = [(r.id, desk.title_of(r)) for r in found]
    return sorted(named, key=lambda choice: fold(choice[1])) if kinds == ("organisation",) else named


def _choices_of(editor: FieldEditor) -> list[Choice]:
    return [] if editor.holds.by and editor.holds.kind != "code" else editor.desk_choices()


def _code_input(editor: FieldEditor) -> QWidget:
    words = editor.desk.words
    return LineInput(words) if editor.field.list == FREE_CODE else ChoiceInput(words, _choices_of(editor))


def _quarter_input(editor: FieldEditor) -> QWidget:
    years = editor.desk.method.years
    words = editor.desk.words
    offered = quarters(f"{years[0]}-Q1", f"{years[-1]}-Q4") if years else []
    return ChoiceInput(words, [(q, words.quarter(q)) for q in offered])


def _text_input(editor: FieldEditor) -> QWidget:
    desk, words = editor.desk, editor.desk.words
    if (editor.form.record, editor.field.name) == ("profile_override", "value"):
        return OwnValueInput(words, lambda text: own_value_trouble(desk.method, _own_rule(editor), text, words))
    return BlockInput(words, editor.field.rows) if editor.field.rows > 1 else LineInput(words)


def _own_rule(editor: FieldEditor) -> str:
    return getattr(editor.desk.plan.get(editor.target.id), "parameter", "")


_INPUTS: dict[str, Callable[[FieldEditor], Any]] = {
    "text": _text_input,
    "code": _code_input,
    "codes": lambda e: ChecklistInput(e.desk.words, _choices_of(e)),
    "reference": lambda e: ChoiceInput(
        e.desk.words, _choices_of(e), free=any(kind in NAMED_WHERE_TYPED for kind in e.holds.to)
    ),
    "references": lambda e: ChecklistInput(e.desk.words, _choices_of(e)),
    "owner": lambda e: ChoiceInput(e.desk.words, _choices_of(e)),
    "number": lambda e: NumberInput(e.desk.words),
    "money": lambda e: NumberInput(e.desk.words),
    "whole": lambda e: NumberInput(e.desk.words, whole=True, plain="year" in e.field.name),
    "day": lambda e: DayInput(e.desk.words),
    "quarter": _quarter_input,
    "tick": lambda e: TickInput(e.desk.words),
}
