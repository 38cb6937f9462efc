"""The line that stands beneath a table with money: what its columns of money come to, over the rows that are seen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from localplan.domain.records import FIELDS, Record
from localplan.methodology.declarations import FormField
from localplan.ui.cells import value_text
from localplan.ui.labels import plain_label
from localplan.ui.table_rows import RowsModel


def totals_under(model: RowsModel, parent: QWidget) -> QLabel | None:
    """The line of totals, kept up to date; None for a table without money."""
    fields = [field for field in model.fields if _is_money(model, field)]
    if not fields:
        return None
    line = plain_label("", parent=parent)
    line.setObjectName(f"totals.{model.form.code}")
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def refresh() -> None:
        told = [text for field in fields if (text := _total(model, field))]
        line.setText("\n".join(told))
        line.setVisible(bool(told))

    for signal in (model.modelReset, model.dataChanged):
        signal.connect(refresh)
    refresh()
    return line


def _is_money(model: RowsModel, field: FormField) -> bool:
    holds = FIELDS[model.form.record][field.name].holds
    return holds.kind == "money" and holds.by in ("", "year")


def _total(model: RowsModel, field: FormField) -> str:
    """The total in words, empty where no amount is entered; where an edition hides an amount nobody can know it."""
    desk, words, rows = model.desk, model.desk.words, model.rows
    what = f"{desk.label(model.form, field.label)} ({desk.money_unit})"
    if any(desk.hides(record, field.name, "") or desk.hidden_keys(record, field.name) for record in rows):
        total = words("hidden")
    elif amounts := _amounts(rows, field.name):
        total = words.number(sum(amounts.values(), Decimal()))
        if "" not in amounts:
            total += f" ({value_text(desk, model.form, field, amounts)})"
    else:
        return ""
    if model.wanted:
        return words("{what}, total of the rows shown: {total}", what=what, total=total)
    return words("{what}, total: {total}", what=what, total=total)


def _amounts(rows: Sequence[Record], field: str) -> dict[str, Decimal]:
    """What the rows come to by year, in order; by "" where the field has one amount alone."""
    amounts: dict[str, Decimal] = {}
    for record in rows:
        value = getattr(record, field)
        parts = {"": value} if isinstance(value, Decimal) else value or {}
        for year, amount in parts.items():
            amounts[year] = amounts.get(year, Decimal()) + amount
    return dict(sorted(amounts.items()))
