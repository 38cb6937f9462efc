"""What a coordinator said of things that look alike: one and the same, under the id that stayed, or not the same.

And the persons of all plans, read from their own tables when they are to be compared: no summary has them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from localplan.storage.own_tables import ALIAS, NOT_THE_SAME
from localplan.storage.tables import KINDS

_PERSON, _ROLE = KINDS["person"].table, KINDS["person"].maps["role"]


class NamedPerson(NamedTuple):
    """A person of a plan who has a name; `organisation` is an id, `role` a text by language."""

    plan: str
    id: str
    name: str
    organisation: str
    e_mail: str
    role: dict[str, str]


def persons(connection: Connection) -> list[NamedPerson]:
    """Everybody who is named, by plan and id."""
    roles: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for plan, id, language, text in connection.execute(select(*_ROLE.c["plan_id", "id", "key", "value"])):
        roles[plan, id][language] = text
    columns = _PERSON.c["plan_id", "id", "name", "organisation", "e_mail"]
    asked = select(*columns).where(_PERSON.c.name != "").order_by(_PERSON.c.plan_id, _PERSON.c.id)
    return [NamedPerson(*row, roles.get((row.plan_id, row.id), {})) for row in connection.execute(asked)]


def aliases(connection: Connection, kind: str) -> dict[str, str]:
    """The id under which each merged one goes now, chains followed to their end."""
    asked = select(ALIAS.c.old, ALIAS.c.new).where(ALIAS.c.kind == kind).order_by(ALIAS.c.old)
    known = {row.old: row.new for row in connection.execute(asked)}
    return {old: _end(old, known) for old in known}


def _end(id: str, known: dict[str, str]) -> str:
    passed = {id}
    while (next_id := known.get(id)) is not None and next_id not in passed:
        passed.add(next_id)
        id = next_id
    return id


def keep_alias(connection: Connection, kind: str, old: str, new: str) -> None:
    """From now on `old` goes by `new`."""
    forget_alias(connection, kind, old)
    connection.execute(insert(ALIAS), {"kind": kind, "old": old, "new": new})


def forget_alias(connection: Connection, kind: str, old: str) -> None:
    """`old` goes by its own id again."""
    connection.execute(delete(ALIAS).where(ALIAS.c.kind == kind, ALIAS.c.old == old))


def not_the_same(connection: Connection, kind: str) -> set[tuple[str, str]]:
    """The pairs that were said to be two things, the smaller id first."""
    asked = select(NOT_THE_SAME.c.one, NOT_THE_SAME.c.other).where(NOT_THE_SAME.c.kind == kind)
    return {(one, other) for one, other in connection.execute(asked)}


def keep_apart(connection: Connection, kind: str, one: str, other: str, person: str, at: str) -> None:
    """Remember that these are two things."""
    forget_apart(connection, kind, one, other)
    first, second = sorted((one, other))
    row = {"kind": kind, "one": first, "other": second, "person": person, "at": at}
    connection.execute(insert(NOT_THE_SAME), row)


def forget_apart(connection: Connection, kind: str, one: str, other: str) -> None:
    """Take back that these are two things."""
    first, second = sorted((one, other))
    here = (NOT_THE_SAME.c.kind == kind) & (NOT_THE_SAME.c.one == first) & (NOT_THE_SAME.c.other == second)
    connection.execute(delete(NOT_THE_SAME).where(here))
