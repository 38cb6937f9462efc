"""Records to rows and back. Reading is in bulk, a table at a time; writing replaces the rows of the records touched."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select

from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.values import Map
from localplan.storage.fetching import fetch
from localplan.storage.insertion import insert_rows, rows_of
from localplan.storage.tables import KINDS, KindTables

Contents = dict[str, dict[str, Any]]  # record id → constructor arguments
_put_entry = dict.__setitem__
_CHUNK = 500


@contextmanager
def without_collector() -> Iterator[None]:
    """No garbage collection meanwhile: with tens of thousands of new objects it costs more than the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_records(connection: Connection, plan_id: str) -> tuple[list[Record], dict[str, bytes]]:
    """All records of a plan and their digests as stored, unverified.

    Raises whatever a damaged value raises (ValueError, TypeError, ArithmeticError, KeyError, sqlite3 errors).
    """
    records: list[Record] = []
    digests: dict[str, bytes] = {}
    with without_collector():
        rows = fetch(connection, (tables.rows for tables in KINDS.values()), plan_id)
        there = [(tables, own) for tables, own in zip(KINDS.values(), rows, strict=True) if own]
        entries = iter(fetch(connection, (one for tables, _ in there for one in tables.entries.values()), plan_id))
        for tables, own in there:
            digests.update((row[0], row[-1]) for row in own)
            records.extend(records_of(tables, own, {field: next(entries) for field in tables.entries}))
    return records, digests


def records_of(tables: KindTables, rows: Sequence[Any], entries: Mapping[str, Sequence[Any]]) -> Iterator[Record]:
    """Records of one kind from their rows and the entries of their map and set fields."""
    contents = _contents(tables, rows, entries)
    for field, convert in tables.decode.items():
        if field not in tables.maps:
            for content in contents.values():
                if (value := content[field]) is not None:
                    content[field] = convert(value)
    make = tables.struct
    return (make(**content) for content in contents.values())


def _contents(tables: KindTables, rows: Sequence[Any], entries: Mapping[str, Sequence[Any]]) -> Contents:
    """Rows as constructor arguments; entries of maps and sets are joined and decoded. KeyError for a stray entry."""
    names = tables.names
    contents: Contents = {row[0]: dict(zip(names, row, strict=False)) for row in rows}
    for field, found in entries.items():
        if found:
            join = _maps if field in tables.maps else _sets
            for id, value in join(found, tables.decode.get(field)).items():
                contents[id][field] = value
    return contents


def _maps(rows: Sequence[Any], convert: Any) -> dict[str, Map[Any]]:
    joined: dict[str, Map[Any]] = {}
    for id, key, value in rows:
        entries = joined.get(id)
        if entries is None:
            entries = joined[id] = Map()
        _put_entry(entries, key, value if convert is None else convert(value))
    return joined


def _sets(rows: Sequence[Any], _convert: Any) -> dict[str, tuple[str, ...]]:
    joined: dict[str, list[str]] = {}
    for id, value in rows:
        joined.setdefault(id, []).append(value)
    return {id: tuple(values) for id, values in joined.items()}


def write_records(connection: Connection, plan: Plan, ids: Iterable[str]) -> None:
    """Make the rows of these records as the plan has them; ids that it no longer has lose their rows."""
    families: dict[str, list[Record]] = {}
    gone: list[str] = []
    for id in ids:
        record = plan.get(id)
        if record is None:
            gone.append(id)
        else:
            families.setdefault(kind_of(record), []).append(record)
    for kind, found in kinds_of(connection, plan.id, gone).items():
        erase(connection, kind, plan.id, found)
    for kind, records in families.items():
        erase(connection, kind, plan.id, [record.id for record in records])
    insert_rows(connection, rows_of([(plan, (record for records in families.values() for record in records))]))


def erase(connection: Connection, kind: str, plan_id: str, ids: Sequence[str]) -> None:
    """Delete the rows of these records of one kind."""
    tables = KINDS[kind]
    for table in (tables.table, *tables.maps.values(), *tables.sets.values()):
        for chunk in _chunks(ids):
            connection.execute(_DELETE[table.name], {"plan": plan_id, "ids": chunk})


def kinds_of(connection: Connection, plan_id: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """Which of these records stand in the library, by kind."""
    found: dict[str, list[str]] = {}
    for chunk in _chunks(ids):
        for kind in KINDS:
            if here := connection.execute(_FIND[kind], {"plan": plan_id, "ids": chunk}).scalars().all():
                found.setdefault(kind, []).extend(here)
    return found


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    return (list(ids[start : start + _CHUNK]) for start in range(0, len(ids), _CHUNK))


def _where_ids(statement: Any, table: Table) -> Any:
    return statement.where(table.c.plan_id == bindparam("plan"), table.c.id.in_(bindparam("ids", expanding=True)))


_FIND = {kind: _where_ids(select(tables.table.c.id), tables.table) for kind, tables in KINDS.items()}
_DELETE = {
    table.name: _where_ids(delete(table), table)
    for tables in KINDS.values()
    for table in (tables.table, *tables.maps.values(), *tables.sets.values())
}
