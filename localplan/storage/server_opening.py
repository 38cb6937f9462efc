"""Opening a library on a server: what the database holds, whether it may be changed, new, old or too new."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Engine, inspect, select, text

from localplan.domain.values import Refused
from localplan.storage.address import ServerAddress
from localplan.storage.engine import reading, writing
from localplan.storage.glance import Glance, plan_lines
from localplan.storage.home import ServerHome
from localplan.storage.library import Library
from localplan.storage.making import make_tables, purpose_of, schema_in
from localplan.storage.own_tables import LIBRARY, METADATA
from localplan.storage.search import Fold
from localplan.storage.server import alone, open_server
from localplan.storage.tables import SCHEMA
from localplan.storage.writer import PAUSE, RETRY


def open_database(
    address: ServerAddress,
    *,
    author: str,
    program: str,
    create: bool = True,
    purpose: str = "own",
    read_only: bool = False,
    fold: Fold = str.casefold,
    pause: float = PAUSE,
    retry: float = RETRY,
) -> Library:
    """Open the library in that database; an empty database gets one (`create`), its `purpose` own, region or training.

    A library of an older schema is brought up to date by the administrators, never by whoever comes first: the others
    could not open it any more. Raises Refused: server_support_missing, server_not_reachable, server_database_missing,
    server_lets_not_in, server_rights_missing, server_encoding, server_has_no_library, foreign_database,
    server_lacks_tables, library_newer, server_older, and what `troubles` lists.
    """
    engine = open_server(address, read_only=read_only)
    try:
        if create and not read_only:
            _make_if_empty(engine, address, purpose, author, program)
        with reading(engine) as connection:
            check_schema(connection, address)
            if not read_only and not _may_change(connection):
                raise Refused("server_rights_missing")
        return Library(
            ServerHome(address),
            engine,
            author=author,
            program=program,
            purpose=purpose_of(engine),
            read_only=read_only,
            fold=fold,
            pause=pause,
            retry=retry,
        )
    except BaseException:
        engine.dispose()
        raise


def glance_at_server(address: ServerAddress, most: int = 0) -> Glance:
    """The plans of the library on a server, last saved first, or so many of them at `most`. Raises Refused."""
    engine = open_server(address, read_only=True)
    try:
        with reading(engine) as connection:
            check_schema(connection, address)
            plans = plan_lines(lambda sql: connection.exec_driver_sql(sql).all(), most)
            return Glance(plans, purpose=connection.scalar(select(LIBRARY.c.purpose)) or "")
    finally:
        engine.dispose()


class ServerFacts(NamedTuple):
    """How a library on a server stands. `schema` is its own, `known` this program's; `indexed`: search has an index."""

    version: str
    database: str
    schema: int
    known: int
    plans: int
    indexed: bool
    changeable: bool


def facts_of_server(address: ServerAddress) -> ServerFacts:
    """The facts of a library of any schema. Raises Refused when there is none."""
    engine = open_server(address, read_only=True)
    try:
        with reading(engine) as connection:
            if not _has_library(connection, address):
                raise Refused("server_has_no_library", database=address.name)
            version, indexed = connection.execute(text(_FACTS)).one()
            plans = connection.scalar(text("SELECT count(*) FROM summary")) or 0
            schema, may = schema_in(connection), _may_change(connection)
            return ServerFacts(version, address.name, schema, SCHEMA, plans, indexed, may)
    finally:
        engine.dispose()


_FACTS = "SELECT current_setting('server_version'), to_regclass('search_text_trigrams') IS NOT NULL"


def _make_if_empty(engine: Engine, address: ServerAddress, purpose: str, author: str, program: str) -> None:
    with reading(engine) as connection:
        if _has_library(connection, address):
            return
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise Refused("server_encoding", found=encoding)
    with writing(engine) as connection:
        alone(connection)
        if not _has_library(connection, address):
            make_tables(connection, purpose, author, program)


def _has_library(connection: Connection, address: ServerAddress) -> bool:
    """Whether there is a library. Raises Refused for other things under its names, and when it lost what all need."""
    found = _tables_of_library(connection)
    if found and len(found) < len(METADATA.tables) / 2:
        raise Refused("foreign_database", path=address.name, object=min(found))
    if found:
        _check_tables({"alembic_version", "library", "summary"} - found, address)
    return bool(found)


def _tables_of_library(connection: Connection) -> set[str]:
    return METADATA.tables.keys() & set(inspect(connection).get_table_names())


def _check_tables(missing: set[str], address: ServerAddress) -> None:
    if missing:
        names = ", ".join(sorted(missing)[:3])
        raise Refused("server_lacks_tables", database=address.name, count=len(missing), tables=names)


def check_schema(connection: Connection, address: ServerAddress) -> None:
    """Raises Refused unless the database has a library of this program's schema."""
    if not _has_library(connection, address):
        raise Refused("server_has_no_library", database=address.name)
    found = schema_in(connection)
    if found > SCHEMA:
        raise Refused("library_newer", path=address.name, found=found, known=SCHEMA)
    if found < SCHEMA:
        raise Refused("server_older", database=address.name, found=found, known=SCHEMA)
    _check_tables(METADATA.tables.keys() - _tables_of_library(connection), address)


def _may_change(connection: Connection) -> bool:
    asked = "SELECT has_table_privilege('summary', 'INSERT') AND has_table_privilege('journal', 'INSERT')"
    return bool(connection.scalar(text(asked)))
