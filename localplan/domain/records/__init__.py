"""All record kinds, one Struct each; see methodology steps for what each field is for."""

from __future__ import annotations

from localplan.domain.records import analysis, delivery, logic, plan
from localplan.domain.records.base import Field, Record, fields_of, kind_of

__all__ = ["FIELDS", "RECORDS", "Field", "Record", "kind_of"]

RECORDS: dict[str, type[Record]] = {
    kind_of(value): value
    for room in (plan, analysis, logic, delivery)
    for value in vars(room).values()
    if isinstance(value, type) and issubclass(value, Record) and value.__module__ == room.__name__
}
"""Record kinds by name, in the order in which they are declared."""

FIELDS: dict[str, dict[str, Field]] = {name: fields_of(kind) for name, kind in RECORDS.items()}
"""The own fields of every kind, by kind and name."""
