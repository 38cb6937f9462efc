"""The coordinator's own notes of a region: stubs, contacts, reminders."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from localplan.domain.region_book import Contact, Entry, Reminder, Stub
from localplan.domain.values import Refused
from localplan.storage.own_tables import CONTACT, REMINDER, STUB, STUB_FILE

_Connected = Callable[[], AbstractContextManager[Connection]]
T = TypeVar("T", Stub, Contact, Reminder)

_TABLES: dict[type[Any], Table] = {Stub: STUB, Contact: CONTACT, Reminder: REMINDER}
_DAYS = frozenset({"period_start", "period_end", "day", "next_day"})


class RegionBook:
    """The book of an open library; `Library.book`. Methods raise Refused as those of the library do."""

    def __init__(self, reading: _Connected, changing: _Connected) -> None:
        self._reading, self._changing = reading, changing

    def entries(self, kind: type[T]) -> tuple[T, ...]:
        """All entries of a kind, by municipality and then as they were written."""
        table: Table = _TABLES[kind]
        order = [table.c.municipality, *([table.c.day] if "day" in table.c else []), table.c.id]
        columns = [table.c[name] for name in kind.__struct_fields__]
        with self._reading() as connection:
            return tuple(_entry(kind, row._mapping) for row in connection.execute(select(*columns).order_by(*order)))

    def keep(self, entry: Entry, file: bytes | None = None) -> None:
        """Write an entry; one with a known id takes the place of the old. `file` is what a stub names by `sha256`."""
        table = _TABLES[type(entry)]
        with self._changing() as connection:
            connection.execute(delete(table).where(table.c.id == entry.id))
            connection.execute(insert(table), _row(entry))
            if file is not None:
                name = sha256(file).hexdigest()
                connection.execute(delete(STUB_FILE).where(STUB_FILE.c.sha256 == name))
                connection.execute(insert(STUB_FILE), {"sha256": name, "content": file})

    def drop(self, entry: Entry) -> None:
        """Take an entry out, a stub with its file unless another one has the same."""
        table = _TABLES[type(entry)]
        with self._changing() as connection:
            connection.execute(delete(table).where(table.c.id == entry.id))
            connection.execute(delete(STUB_FILE).where(STUB_FILE.c.sha256.not_in(select(STUB.c.sha256))))

    def read_file(self, stub: Stub) -> bytes:
        """The file of a stub. Raises Refused when it is missing or damaged."""
        with self._reading() as connection:
            here = STUB_FILE.c.sha256 == stub.sha256
            content = connection.execute(select(STUB_FILE.c.content).where(here)).scalar()
        if content is None:
            raise Refused("no_such_attachment", sha256=stub.sha256)
        if sha256(content).hexdigest() != stub.sha256:
            raise Refused("attachment_damaged", sha256=stub.sha256)
        return bytes(content)


def _row(entry: Entry) -> dict[str, Any]:
    row = msgspec.to_builtins(entry)
    if isinstance(entry, Stub):
        row["totals"] = msgspec.json.encode(entry.totals, order="sorted").decode()
    return {name: "" if value is None else value for name, value in row.items()}


def _entry(kind: type[T], row: Any) -> T:
    values = {str(name): value or None if name in _DAYS else value for name, value in row.items()}
    if "totals" in values:
        values["totals"] = msgspec.json.decode(values["totals"] or "{}")
    return msgspec.convert(values, kind)
