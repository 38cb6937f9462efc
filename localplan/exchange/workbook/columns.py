"""The columns of a data sheet: which field, and which language, year or key of it, a column holds.

A column is known by its name on the hidden first row: `title@en`, `amounts@2026`, and `text@en#2` where a text longer
than a cell goes on. Names beginning with a colon hold no field of their own: `:id`, `:parent`, `:revision`, `:digest`,
`:belongs_to` (the parent, by what it is called), `:code` (computed, not read back).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from localplan.domain.quarters import plan_years
from localplan.domain.records import FIELDS, Record
from localplan.domain.records.base import Field
from localplan.exchange.workbook.lookups import BETWEEN, Lookups
from localplan.exchange.workbook.sheets import LONGEST_CELL, Check, Range, Value, exact, pieces
from localplan.exchange.workbook.view import View
from localplan.methodology.declarations import Form, FormField
from localplan.words import LANGUAGES

_LONGEST_SPREAD = 30  # entries of a list that become columns; of a longer one only those in use
_WIDTHS = {
    "text": 36,
    "references": 32,
    "codes": 32,
    "reference": 28,
    "owner": 28,
    "code": 24,
    "quarter": 11,
    "tick": 9,
}
_STYLES = {
    "number": "number",
    "whole": "number",
    "money": "money",
    "day": "day",
    "code": "code",
    "quarter": "code",
}
_SET = ("codes", "references")


class DataColumn(msgspec.Struct, frozen=True):
    """One column of a field. `choices` names a list of the lookups; `part` counts from 1."""

    name: str
    declared: FormField
    field: Field
    key: str
    part: int
    choices: str

    @property
    def style(self) -> str:
        kind = self.field.holds.kind
        return "code" if kind == "code" and not self.choices else _STYLES.get(kind, "text")

    @property
    def width(self) -> float:
        kind = self.field.holds.kind
        own = self.declared.width or _WIDTHS.get(kind, 13)
        return max(own, 50) if kind == "text" and self.declared.rows > 1 else own


def columns_of(form: Form, rows: Sequence[Record], view: View, lookups: Lookups) -> Iterator[DataColumn]:
    """The columns of a form's fields; map fields spread over one column for each key."""
    for declared in form.fields:
        field = FIELDS[form.record][declared.name]
        choices = _choices(form.record, field, lookups)
        for key in _keys(field, form, rows, view):
            name = f"{field.name}@{key}" if field.holds.by else field.name
            for part in range(1, _parts(field, key, rows) + 1):
                yield DataColumn(name if part == 1 else f"{name}#{part}", declared, field, key, part, choices)


_NAME = re.compile(r"([a-z_]+)(?:@([^#]+))?(?:#([2-9]|[1-9][0-9]))?")


def column_named(form: Form, name: str, lookups: Lookups) -> DataColumn | None:
    """The column that a name on the hidden first row stands for; None when the form has no such field."""
    found = _NAME.fullmatch(name)
    declared = next((one for one in form.fields if found and one.name == found[1]), None)
    if not found or declared is None:
        return None
    field = FIELDS[form.record][declared.name]
    if bool(found[2]) != bool(field.holds.by):
        return None
    choices = _choices(form.record, field, lookups)
    return DataColumn(name, declared, field, found[2] or "", int(found[3] or 1), choices)


def _choices(kind: str, field: Field, lookups: Lookups) -> str:
    holds = field.holds
    if field.points:
        return lookups.records(holds.to)
    if holds.kind in ("code", "codes"):
        return lookups.codes(kind, field.name)
    return {"quarter": lookups.quarters, "tick": lookups.ticks}.get(holds.kind, str)()


def _keys(field: Field, form: Form, rows: Sequence[Record], view: View) -> list[str]:
    """The keys a map field is spread over: those there may be, and those there are."""
    by = field.holds.by
    if not by:
        return [""]
    used = {key for record in rows for key in getattr(record, field.name)}
    root = view.root
    if by == "language":
        offered: Sequence[str] = root.languages or ((root.main_language,) if root.main_language else (view.language,))
        offered = sorted(offered, key=lambda tag: tag != root.main_language)
    elif by == "year":
        return sorted({*plan_years(root), *used})
    else:
        offered = [entry.code for entry in view.entries(form.record, field.name)]
        offered = offered if len(offered) <= _LONGEST_SPREAD else []
    return [*offered, *sorted(used - set(offered))]


def _parts(field: Field, key: str, rows: Sequence[Record]) -> int:
    if field.holds.kind != "text":
        return 1
    longest = (len(pieces(_content(record, field, key) or "")) for record in rows if _may_be_long(record, field, key))
    return max(longest, default=1)


def _may_be_long(record: Record, field: Field, key: str) -> bool:
    return len(_content(record, field, key) or "") > LONGEST_CELL // 2


def _content(record: Record, field: Field, key: str) -> Any:
    value = getattr(record, field.name)
    return value.get(key) if field.holds.by else value


def cell_of(column: DataColumn, record: Record, lookups: Lookups) -> Value:
    """What stands in a record's cell; None when the field says nothing."""
    content = _content(record, column.field, column.key)
    if content is None or content == "" or content == ():
        return None
    if column.choices:
        return _chosen(column, content, lookups)
    if isinstance(content, Decimal):
        return content if exact(content) else format(content, "f")
    if isinstance(content, date):
        return content if content.year >= 1901 else content.isoformat()
    if isinstance(content, str) and column.field.holds.kind == "text":
        parts = pieces(content)
        return parts[column.part - 1] if column.part <= len(parts) else None
    return BETWEEN.join(content) if isinstance(content, tuple) else content


def _chosen(column: DataColumn, content: Any, lookups: Lookups) -> str | None:
    if column.field.holds.kind in _SET:
        return BETWEEN.join(lookups.shown(column.choices, code) for code in content)
    if isinstance(content, bool):
        return lookups.shown(column.choices, "true") if content else None
    return lookups.shown(column.choices, content)


# what people read and may type ---------------------------------------------------------------------------------------


def heading(column: DataColumn, form: Form, view: View) -> str:
    """Label, language, year or key, and unit."""
    declared, words = column.declared, view.words
    context = f"form.{form.code}"
    text = words.form(context, declared.label)
    by = column.field.holds.by
    if by == "language":
        text += f" ({LANGUAGES.get(column.key, column.key)})"
    elif by == "year":
        text += f" {column.key}"
    elif by:
        text += f": {view.label(form.record, column.field.name, column.key)}"
    if column.part > 1:
        text += " " + words("(continued, {part})", part=column.part)
    unit = _unit(column, context, view)
    return f"{text} [{unit}]" if unit else text


def _unit(column: DataColumn, context: str, view: View) -> str:
    if column.declared.unit:
        return view.words.form(context, column.declared.unit, currency=view.root.currency)
    return view.unit if column.field.holds.kind == "money" and view.root.currency else ""


def check_of(column: DataColumn, where: Range, form: Form, view: View, source: str) -> Check:
    """What a column takes, with its help as the prompt of a cell."""
    context, words = f"form.{form.code}", view.words
    help_text = words.form(context, column.declared.help)
    kind = column.field.holds.kind
    accepts, warning = "any", ""
    if kind in _SET:
        help_text = " ".join(
            filter(None, (help_text, words("Write several choices in one cell, separated by semicolons.")))
        )
    elif source:
        accepts, warning = "list", words("This is not in the list. Please choose an entry from the list.")
    elif kind in ("number", "money", "whole"):
        accepts, warning = ("whole" if kind == "whole" else "number"), words("Please enter a number.")
    elif kind == "day":
        accepts, warning = "date", words("Please enter a date.")
    label = words.form(context, column.declared.label)
    return Check(where, accepts, source if accepts == "list" else "", label, help_text, warning)  # type: ignore[arg-type]
