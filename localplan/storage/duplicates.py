"""What a coordinator said of things that look alike: one and the same, under the id that stayed, or not the same.

And the persons of all plans, read from their own tables when they are to be compared: no summary has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from localplan.storage.own_tables import NOT_THE_SAME, SAME
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


def same(connection: Connection, kind: str) -> list[Two]:
    """The pairs that were said to be one, in the order in which it was said: the id that stays, the id that goes."""
    asked = select(SAME.c.stays, SAME.c.gone).where(SAME.c.kind == kind)
    asked = asked.order_by(SAME.c.number, SAME.c.stays, SAME.c.gone)
    return [(stays, gone) for stays, gone in connection.execute(asked)]


def keep_same(connection: Connection, kind: str, pairs: Iterable[Two]) -> None:
    """From now on the second of each pair goes by the id of the first; this was said last."""
    known = list(dict.fromkeys(pairs))
    forget_same(connection, kind, known)
    last: int = connection.scalar(select(func.coalesce(func.max(SAME.c.number), 0))) or 0
    if rows := [
        {"kind": kind, "stays": stays, "gone": gone, "number": number}
        for number, (stays, gone) in enumerate(known, last + 1)
    ]:
        connection.execute(insert(SAME), rows)


def forget_same(connection: Connection, kind: str, pairs: Iterable[Two]) -> None:
    """Take back that these are one, whichever of them was to stay."""
    here = (SAME.c.kind == kind, SAME.c.stays == bindparam("one"), SAME.c.gone == bindparam("other"))
    if rows := [{"one": one, "other": other} for pair in pairs for one, other in (pair, pair[::-1])]:
        connection.execute(delete(SAME).where(*here), rows)


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
