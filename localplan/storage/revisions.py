"""Kept states of plans: the canonical records of a plan, compressed, under the plan's digest."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from localplan.domain.ancestry import joined
from localplan.domain.canonical import canonical, record_from_json
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage.own_tables import REVISION

_FACTS = tuple(name for name in Revision.__struct_fields__ if name != "plan")
_LISTS = ("parents", "ancestors")
_QUICKLY = 3  # half the time of the usual level, and a sixth larger
_COLUMNS = tuple(REVISION.c[name] for name in _FACTS)


def packed(plan: Plan) -> bytes:
    """The plan's records as canonical JSON, one a line, sorted by id, compressed."""
    return zlib.compress(b"\n".join(canonical(plan[id]) for id in sorted(plan.records)), _QUICKLY)


def unpacked(content: bytes, digest: str) -> Plan:
    """The plan again. Raises Refused when it is not the one the digest names."""
    try:
        plan = Plan(record_from_json(line) for line in zlib.decompress(content).split(b"\n"))
    except (zlib.error, Refused) as error:
        raise Refused("revision_damaged", digest=digest) from error
    if plan.digest != digest:
        raise Refused("revision_damaged", digest=digest)
    return plan


def check_fits(revision: Revision, plan: Plan) -> None:
    """Raises Refused unless the revision is of this state of this plan."""
    if plan.digest != revision.digest or plan.id != revision.plan:
        raise Refused("revision_does_not_fit", digest=revision.digest)


def add_revision(connection: Connection, revision: Revision, plan: Plan, *, join: bool = False) -> Revision:
    """Keep a state; one that is kept already stays as it is and is returned, with the new name if there is one.

    `join`: the state was reached elsewhere or by a merge, and what it came from there counts as well.
    """
    check_fits(revision, plan)
    kept = list_revisions(connection, plan.id)
    for known in kept:
        if known.digest == revision.digest:
            same = _joined(connection, known, joined(known, revision, kept)) if join else known
            return _named(connection, same, revision.name)
    connection.execute(insert(REVISION), revision_row(revision, plan))
    return revision


def revision_row(revision: Revision, plan: Plan) -> dict[str, Any]:
    """The row of a kept state."""
    row = {name: getattr(revision, name) for name in _FACTS}
    return {**row, **_lists(revision), "plan_id": plan.id, "content": packed(plan)}


def _lists(revision: Revision) -> dict[str, str]:
    return {name: msgspec.json.encode(getattr(revision, name)).decode() for name in _LISTS}


def _joined(connection: Connection, known: Revision, both: Revision) -> Revision:
    if both != known:
        here = (REVISION.c.plan_id == known.plan) & (REVISION.c.digest == known.digest)
        facts = {"author": both.author, "at": both.at, "journal": both.journal}
        connection.execute(update(REVISION).where(here).values(**facts, **_lists(both)))
    return both


def _named(connection: Connection, known: Revision, name: str) -> Revision:
    if not name or name == known.name:
        return known
    here = (REVISION.c.plan_id == known.plan) & (REVISION.c.digest == known.digest)
    connection.execute(update(REVISION).where(here).values(name=name))
    return msgspec.structs.replace(known, name=name)


def list_revisions(connection: Connection, plan_id: str) -> tuple[Revision, ...]:
    """The kept states of a plan, ancestors before descendants."""
    rows = connection.execute(select(*_COLUMNS).where(REVISION.c.plan_id == plan_id).order_by(REVISION.c.digest))
    return _by_ancestry([_revision(plan_id, row._mapping) for row in rows])


def _revision(plan_id: str, row: Any) -> Revision:
    lists = {name: msgspec.json.decode(row[name], type=tuple[str, ...]) for name in _LISTS}
    return Revision(**{**row, **lists, "plan": plan_id})


def _by_ancestry(revisions: list[Revision]) -> tuple[Revision, ...]:
    """Clocks may be wrong, parents are not: by journal number and time, but never before a parent."""
    waiting = sorted(revisions, key=lambda r: (r.journal, r.at, r.digest))
    ordered: list[Revision] = []
    while waiting:
        left = {revision.digest for revision in waiting}
        free = next((r for r in waiting if not left.intersection((*r.parents, *r.ancestors))), waiting[0])
        waiting.remove(free)
        ordered.append(free)
    return tuple(ordered)


def read_revision(connection: Connection, digest: str) -> Plan:
    """The plan as it was kept. Raises Refused when it is unknown or damaged."""
    content = connection.execute(select(REVISION.c.content).where(REVISION.c.digest == digest)).scalar()
    if content is None:
        raise Refused("no_such_revision", digest=digest)
    return unpacked(content, digest)
