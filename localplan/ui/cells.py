"""What a field of a record reads like in a cell, and what kind of input edits it there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from localplan.app.registers import REGISTERS, register_choices
from localplan.domain.records import FIELDS, Record
from localplan.methodology.declarations import Form, FormField
from localplan.methodology.vocabulary import FREE_CODE
from localplan.ui.desk import Desk


def cell_seen(desk: Desk, form: Form, field: FormField, record: Record) -> str:
    """The field's value as it is shown: what an edition hides says so."""
    text, word = cell_text(desk, form, field, record), desk.words("hidden")
    if not text and desk.hides(record, field.name, ""):
        return word
    keys = desk.hidden_keys(record, field.name)
    parts = (f"{_key_said(desk, form, field, key)}: {word}" for key in keys)
    return " · ".join(filter(None, (text, *parts))) if keys else text


def _key_said(desk: Desk, form: Form, field: FormField, key: str) -> str:
    """A year as it is, an entry of a list as it is called; the only key of a text is its language."""
    by = FIELDS[form.record][field.name].holds.by
    return key if by in ("year", "language") else entry_label(desk, field.list, key)


def cell_text(desk: Desk, form: Form, field: FormField, record: Record) -> str:
    """The field's value in words of the window's language; empty when nothing is entered."""
    return value_text(desk, form, field, getattr(record, field.name))


def value_text(desk: Desk, form: Form, field: FormField, value: Any) -> str:
    """A value in words, as a cell of that field says it."""
    holds = FIELDS[form.record][field.name].holds
    if not value and holds.by:
        return ""
    if holds.by == "language":
        return desk.text(value)
    if holds.by == "year":
        return " · ".join(f"{year}: {_one(desk, field, holds.kind, v)}" for year, v in value.items())
    if holds.by:
        return " · ".join(
            f"{entry_label(desk, field.list, k)}: {_one(desk, field, holds.kind, v)}" for k, v in value.items()
        )
    return _one(desk, field, holds.kind, value)


def _one(desk: Desk, field: FormField, kind: str, value: Any) -> str:
    if value is None or value == "" or value == () or value is False:
        return ""
    words = desk.words
    if kind in ("code", "codes"):
        codes = (value,) if isinstance(value, str) else value
        return ", ".join(entry_label(desk, field.list, code) for code in codes)
    if kind in ("reference", "owner", "references"):
        ids = (value,) if isinstance(value, str) else value
        return ", ".join(short_name(desk, id) for id in ids)
    if kind in ("number", "money"):
        return words.number(value)
    if kind == "whole":
        return str(value) if "year" in field.name else words.number(Decimal(value))
    if kind == "day":
        return words.day(value)
    if kind == "quarter":
        return words.quarter(value)
    return "✓" if value is True else str(value)


def entry_label(desk: Desk, list_code: str, code: str) -> str:
    """The label of a list's entry; the code itself when the list does not know it."""
    if list_code in REGISTERS:
        return register_names(desk, list_code).get(code, code)
    entry = desk.method.entry(list_code, code) if list_code not in ("", FREE_CODE) else None
    return desk.words.form(f"list.{list_code}", entry.label) if entry else code


def register_names(desk: Desk, register: str) -> dict[str, str]:
    """Names by code; the plan's own municipality is among them also where no register has it."""
    root = desk.plan.root
    names = dict(register_choices(register, root.country, desk.words.language))
    if register == "municipalities" and root.municipality and (name := desk.text(root.municipality_name)):
        names.setdefault(root.municipality, name)
    return names


def short_name(desk: Desk, id: str) -> str:
    """A record's short name or name."""
    record = desk.plan.get(id)
    short = getattr(record, "short_name", None)
    return (desk.text(short) if short else "") or desk.name_of(record)


def sort_key(record: Record, form: Form, field: FormField, desk: Desk) -> tuple[int, Any]:
    """What a column is sorted by: numbers and dates as such, everything else as it reads; empty last."""
    value = getattr(record, field.name)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return (0, value)
    if hasattr(value, "isoformat"):
        return (0, value.toordinal())
    text = cell_text(desk, form, field, record)
    return (1, desk.words.sort_key(text)) if text else (2, "")
