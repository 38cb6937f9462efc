"""What a coordinator said of things that look alike: one and the same, under the id that stayed, or not the same.

And the persons of all plans, read from their own tables when they are to be compared: no summary has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select

from localplan.storage.own_tables import ALIAS, NOT_THE_SAME
from localplan.storage.tables import KINDS

Two = tuple[str, str]
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
    return [
        NamedPerson(plan, id, name, organisation, e_mail, roles.get((plan, id), {}))
        for plan, id, name, organisation, e_mail in connection.execute(asked)
    ]


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


def keep_aliases(connection: Connection, kind: str, aliases: Mapping[str, str]) -> None:
    """From now on each old id goes by its new one."""
    forget_aliases(connection, kind, aliases)
    if rows := [{"kind": kind, "old": old, "new": new} for old, new in aliases.items()]:
        connection.execute(insert(ALIAS), rows)


def forget_aliases(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    """These go by their own ids again."""
    if rows := [{"of": kind, "id": id} for id in ids]:
        connection.execute(delete(ALIAS).where(ALIAS.c.kind == bindparam("of"), ALIAS.c.old == bindparam("id")), rows)


def not_the_same(connection: Connection, kind: str) -> set[tuple[str, str]]:
    """The pairs that were said to be two things, the smaller id first."""
    asked = select(NOT_THE_SAME.c.one, NOT_THE_SAME.c.other).where(NOT_THE_SAME.c.kind == kind)
    return {(one, other) for one, other in connection.execute(asked)}


def keep_apart(connection: Connection, kind: str, pairs: Iterable[Two], person: str, at: str) -> None:
    """Remember of each pair that these are two things."""
    known = list(pairs)
    forget_apart(connection, kind, known)
    if rows := [{"kind": kind, "person": person, "at": at, **_two(pair)} for pair in known]:
        connection.execute(insert(NOT_THE_SAME), rows)


def forget_apart(connection: Connection, kind: str, pairs: Iterable[Two]) -> None:
    """Take back that these are two things."""
    here = (
        NOT_THE_SAME.c.kind == kind,
        *(NOT_THE_SAME.c[name] == bindparam(f"the_{name}") for name in ("one", "other")),
    )
    if rows := [{f"the_{name}": id for name, id in _two(pair).items()} for pair in pairs]:
        connection.execute(delete(NOT_THE_SAME).where(*here), rows)


def _two(pair: Two) -> dict[str, str]:
    first, second = sorted(pair)
    return {"one": first, "other": second}
