"""The tables of plans, derived from the record kinds: nothing is said twice.

A kind has one table, keyed `(plan_id, id)`; each of its map fields a table `(plan_id, id, key, value)`, each set field
a table `(plan_id, id, value)`, named `<kind>_<field>`. The one foreign key of every table leads from `plan_id` to
`summary`; what records say about each other is checked by the domain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Column, LargeBinary, Select, Table, bindparam, select, type_coerce

from localplan.domain.records import FIELDS, RECORDS, Field, Record
from localplan.storage.columns import DECODE, STORED_AS, TYPES, value_column
from localplan.storage.own_tables import KEY, METADATA, of_plan

__all__ = ["KINDS", "METADATA", "SCHEMA", "KindTables"]

SCHEMA = 1
"""Number of the schema that this program writes; the newest revision in db/versions has the same."""


class KindTables(NamedTuple):
    """Where the records of one kind stand. `names` are the columns of `rows` before the digest, which comes last."""

    struct: type[Record]
    table: Table
    maps: dict[str, Table]
    sets: dict[str, Table]
    names: tuple[str, ...]
    rows: Select[Any]
    entries: dict[str, Select[Any]]
    decode: dict[str, Callable[[Any], Any]]


def _id_column() -> Column[Any]:
    return Column("id", KEY, primary_key=True)


def _record_table(kind: str, plain: list[Field]) -> Table:
    return of_plan(
        kind,
        _id_column(),
        value_column("parent", "text", ""),
        value_column("position", "text", ""),
        Column("digest", LargeBinary, nullable=False),
        *(value_column(field.name, field.holds.kind, field.default) for field in plain),
    )


def _map_table(kind: str, field: Field) -> Table:
    value = Column("value", TYPES[field.holds.kind], nullable=False)
    return of_plan(f"{kind}_{field.name}", _id_column(), Column("key", KEY, primary_key=True), value)


def _set_table(kind: str, field: Field) -> Table:
    return of_plan(f"{kind}_{field.name}", _id_column(), Column("value", KEY, primary_key=True))


def _as_stored(column: Column[Any], kind: str) -> Any:
    return type_coerce(column, STORED_AS[kind]()) if kind in STORED_AS else column


def _rows(table: Table, plain: list[Field]) -> Select[Any]:
    own = (_as_stored(table.c[field.name], field.holds.kind) for field in plain)
    columns = (table.c.id, table.c.parent, table.c.position, *own, table.c.digest)
    return select(*columns).where(table.c.plan_id == bindparam("plan")).order_by(table.c.id)


def _entries(table: Table, field: Field) -> Select[Any]:
    value = _as_stored(table.c.value, field.holds.kind)
    columns = (table.c.id, table.c.key, value) if field.holds.by else (table.c.id, value)
    return select(*columns).where(table.c.plan_id == bindparam("plan")).order_by(*table.primary_key.columns)


def is_set(field: Field) -> bool:
    """Whether a field holds a set."""
    return field.default == () and not field.holds.by


def _tables_of(kind: str, struct: type[Record]) -> KindTables:
    fields = list(FIELDS[kind].values())
    plain = [field for field in fields if not field.holds.by and not is_set(field)]
    table = _record_table(kind, plain)
    maps = {field.name: _map_table(kind, field) for field in fields if field.holds.by}
    sets = {field.name: _set_table(kind, field) for field in fields if is_set(field)}
    return KindTables(
        struct,
        table,
        maps,
        sets,
        names=("id", "parent", "position", *(field.name for field in plain)),
        rows=_rows(table, plain),
        entries={name: _entries(t, FIELDS[kind][name]) for name, t in {**maps, **sets}.items()},
        decode={field.name: DECODE[field.holds.kind] for field in fields if field.holds.kind in DECODE},
    )


KINDS: dict[str, KindTables] = {kind: _tables_of(kind, struct) for kind, struct in RECORDS.items()}
"""The tables of every record kind, by its name."""
