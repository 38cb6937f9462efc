"""What every library begins with, wherever it is: its tables, the number of its schema, whose it is and what for."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, insert, select

from localplan.domain.values import Refused
from localplan.storage.engine import reading
from localplan.storage.moments import now
from localplan.storage.own_tables import LIBRARY, METADATA, VERSION
from localplan.storage.tables import SCHEMA


def make_tables(connection: Connection, purpose: str, person: str, program: str) -> None:
    """All tables and the library's own row, in the transaction at hand."""
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(insert(VERSION), {"version_num": f"{SCHEMA:04d}"})
    connection.execute(insert(LIBRARY), {"purpose": purpose, "person": person, "made": now(), "program": program})


def schema_in(connection: Connection) -> int:
    """The number of a library's schema. Raises Refused when it has none."""
    version = connection.execute(select(VERSION.c.version_num)).scalar()
    if version is None or not version.isdigit():
        raise Refused("library_damaged", detail="alembic_version")
    return int(version)


def purpose_of(engine: Engine) -> str:
    """What a library is for."""
    with reading(engine) as connection:
        return connection.execute(select(LIBRARY.c.purpose)).scalar() or "own"
