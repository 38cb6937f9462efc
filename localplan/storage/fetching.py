"""Many selects about one plan: one after the other from a file, all in one breath from a server.

A plan stands in some hundred and fifty tables; asking for each and waiting would take a second on a slow line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.dialects import registry

from localplan.storage.engine import on_file
from localplan.storage.troubles import refusal_of

Found = Sequence[Any]


def fetch(connection: Connection, selects: Iterable[Select[Any]], plan_id: str) -> list[Found]:
    """The rows of each select, which asks for `:plan` alone, as the driver hands them over."""
    if on_file(connection):
        return [connection.execute(one, {"plan": plan_id}).all() for one in selects]
    driver: Any = connection.connection.driver_connection
    statements = [_statement(one) for one in selects]
    try:
        with driver.pipeline():
            cursors = [driver.execute(statement, {"plan": plan_id}) for statement in statements]
        return [cursor.fetchall() for cursor in cursors]
    except connection.dialect.loaded_dbapi.Error as error:
        raise refusal_of(error) from error


@cache
def _statement(select: Select[Any]) -> str:
    return str(select.compile(dialect=registry.load("postgresql.psycopg")()))
