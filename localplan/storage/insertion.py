"""Records as rows to be inserted: those of many plans together, table by table, as the driver takes them.

SQLAlchemy's own way through dicts and type processors takes five times as long, which thousands of packages feel.
Rows are plain values, so that they can be made in another process than the one that writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import compress
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table

from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.storage.columns import ENCODE
from localplan.storage.engine import on_file
from localplan.storage.tables import KINDS, METADATA
from localplan.storage.troubles import refusal_of

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
"""Rows by the name of their table, their values as the driver stores them and in the order of the table's columns."""

MANY = 50
"""Rows from which COPY is quicker than inserting them."""

_ID = attrgetter("id")
_PLACE = 3  # id, parent, position: what stands before the digest


def rows_of(plans: Iterable[tuple[Plan, Iterable[Record]]]) -> Rows:
    """The rows of these records of these plans, those of each plan by record: in another order than that of their
    tables they would tear pages apart again and again."""
    rows: Rows = {}
    for plan, records in plans:
        families: dict[type[Record], list[Record]] = {}
        for record in sorted(records, key=_ID):
            families.setdefault(type(record), []).append(record)
        for kind, members in families.items():
            _kind(kind).collect(rows, plan, members)
    return rows


def insert_rows(connection: Connection, rows: Rows) -> None:
    """Insert rows of many tables, of each all at once; many on a server through COPY."""
    for name, found in rows.items():
        table = METADATA.tables[name]
        if len(found) >= MANY and not on_file(connection):
            _copy(connection, table, found)
        elif found:
            connection.exec_driver_sql(_insertion(table, connection.dialect.paramstyle), found)


def _copy(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise refusal_of(error) from error


@cache
def _insertion(table: Table, style: str) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join(["?" if style == "qmark" else "%s"] * len(table.columns))
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'


class _Kind:
    """How records of one kind become rows of their table and of the tables of their map and set fields."""

    def __init__(self, kind: str) -> None:
        tables, codes = KINDS[kind], {name: ENCODE.get(field.holds.kind) for name, field in FIELDS[kind].items()}
        self.table, self.values = tables.table.name, attrgetter(*tables.names)
        plain = enumerate(tables.names[_PLACE:], _PLACE + 2)
        self.coded = [(number, code) for number, name in plain if (code := codes[name]) is not None]
        self.maps = [(table.name, attrgetter(name), codes[name]) for name, table in tables.maps.items()]
        self.sets = [(table.name, attrgetter(name)) for name, table in tables.sets.items()]

    def collect(self, rows: Rows, plan: Plan, records: Sequence[Record]) -> None:
        """Add the rows of these records."""
        id = plan.id
        rows.setdefault(self.table, []).extend(self._row(id, plan.digest_for(record.id), record) for record in records)
        ids = [record.id for record in records]
        for table, content, code in self.maps:
            contents = list(map(content, records))
            if any(contents):
                rows.setdefault(table, []).extend(_map_rows(id, ids, contents, code))
        for table, elements in self.sets:
            contents = list(map(elements, records))
            if any(contents):
                found = zip(compress(ids, contents), filter(None, contents), strict=True)
                rows.setdefault(table, []).extend((id, own, value) for own, values in found for value in values)

    def _row(self, plan_id: str, digest: bytes, record: Record) -> Row:
        values = self.values(record)
        row = [plan_id, *values[:_PLACE], digest, *values[_PLACE:]]
        for number, code in self.coded:
            if (value := row[number]) is not None:
                row[number] = code(value)
        return tuple(row)


def _map_rows(
    plan_id: str, ids: Sequence[str], contents: Sequence[Any], code: Callable[[Any], Any] | None
) -> Iterator[Row]:
    for id, content in zip(ids, contents, strict=True):
        for key, value in content.items():
            yield plan_id, id, key, value if code is None else code(value)


@cache
def _kind(kind: type[Record]) -> _Kind:
    return _Kind(kind_of(kind))
