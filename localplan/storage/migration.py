"""Bringing a library to the schema of this program: a backup, then one transaction, proven before it is committed.

A server's administrators make the backup and say when; the rest is the same. The only place that loads Alembic.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, inspect

from localplan.domain.values import Refused
from localplan.storage.address import ServerAddress
from localplan.storage.backup import back_up
from localplan.storage.engine import driver, on_file, open_engine, writing
from localplan.storage.server import alone, open_server
from localplan.storage.troubles import in_plain_words

Facts = dict[tuple[str, str], tuple[int, int]]  # (table, column) → rows, checksum

_NOT_OURS = ("sqlite_", "search_index", "alembic_", "_alembic_tmp_")


def revision_name(schema: int) -> str:
    """The name of the Alembic revision that leads to a schema: 1 → "0001"."""
    return f"{schema:04d}"


def migrate(path: Path, migrations: Path, schema: int, *, backups: Path | None) -> None:
    """Bring the file to a schema. Raises Refused and leaves it as it was when anything is lost or does not fit.

    `migrations` is the folder of Alembic's env.py, `backups` that of the copy made first (None when there is nothing).
    """
    if backups is not None:
        back_up(path, backups, "upgrade")
    engine = open_engine(path)
    try:
        with in_plain_words(), engine.connect() as connection:
            # Inside a transaction the pragma does nothing, and a rebuilt parent table would empty its children.
            driver(connection).execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                _upgrade(connection, migrations, schema)
    finally:
        engine.dispose()


def migrate_database(address: ServerAddress, migrations: Path, schema: int) -> None:
    """Bring the library on a server to a schema, while nobody else does. Raises Refused and leaves it as it was."""
    engine = open_server(address)
    try:
        with writing(engine) as connection:
            alone(connection)
            _upgrade(connection, migrations, schema)
    finally:
        engine.dispose()


def _upgrade(connection: Connection, migrations: Path, schema: int) -> None:
    from alembic import command
    from alembic.config import Config

    before = facts(connection)
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision_name(schema))
    _check(connection, before, facts(connection))


def _check(connection: Connection, before: Facts, after: Facts) -> None:
    if on_file(connection) and (broken := driver(connection).execute("PRAGMA foreign_key_check").fetchone()):
        raise Refused("migration_lost_rows", table=broken[0])
    for (table, column), fact in before.items():
        if fact != after.get((table, column), fact if not fact[0] else None):
            raise Refused("migration_lost_rows", table=table, column=column)


def facts(connection: Connection) -> Facts:
    """For every column of every table how many rows it has, and a checksum of their keys and values in any order."""
    if not on_file(connection):
        return dict(_facts_of_server(connection))
    raw = driver(connection)
    raw.text_factory = bytes
    try:
        return {fact: value for table in _tables(connection) for fact, value in _column_facts(connection, table)}
    finally:
        raw.text_factory = str


def _tables(connection: Connection) -> list[str]:
    rows = driver(connection).execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [bytes(name).decode() for (name,) in rows]
    return [name for name in names if not name.startswith(_NOT_OURS)]


def _column_facts(connection: Connection, table: str) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    columns = driver(connection).execute(f'PRAGMA table_info("{table}")').fetchall()
    names = [bytes(column[1]).decode() for column in columns]
    keys = [index for index, column in enumerate(columns) if column[5]]
    sums, count = [0] * len(names), 0
    selected = ", ".join(f'"{name}"' for name in names)
    for row in driver(connection).execute(f'SELECT {selected} FROM "{table}"'):
        count += 1
        key = repr([row[index] for index in keys])
        for index, value in enumerate(row):
            sums[index] += int.from_bytes(sha256(f"{key}{value!r}".encode()).digest()[:8], "big")
    yield from (((table, name), (count, total)) for name, total in zip(names, sums, strict=True))


def _facts_of_server(connection: Connection) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    """The same facts, added up by the server: it has more rows than would travel."""
    look = inspect(connection)
    keys = look.get_multi_pk_constraint()
    for place, columns in look.get_multi_columns().items():
        table = place[1]
        if table.startswith(_NOT_OURS):
            continue
        names = [column["name"] for column in columns]
        key = [f'"{name}"' for name in keys[place]["constrained_columns"]]
        own = (", ".join([*key, f'"{name}"']) for name in names)
        sums = ", ".join(f"coalesce(sum(hashtextextended(ROW({some})::text, 0)::numeric), 0)" for some in own)
        count, *totals = connection.exec_driver_sql(f'SELECT count(*), {sums} FROM "{table}"').one()
        yield from (((table, name), (count, int(total))) for name, total in zip(names, totals, strict=True))
