"""Whether the records of a foreign plan form a plan: one root, one tree, no reference that leads nowhere."""

from __future__ import annotations

from localplan.domain.plan import Plan, references
from localplan.domain.records import FIELDS, RECORDS, Record, kind_of
from localplan.domain.values import Refused

DEEPEST = 40
"""Levels of the tree. The deepest real ones (problems under problems) have about ten; recursion must stay safe."""


def check_places(plan: Plan) -> None:
    """Raises Refused with the record at fault."""
    roots = sum(1 for record in plan.records.values() if kind_of(record) == "plan")
    if roots != 1:
        raise Refused("not_one_plan", count=roots)
    for record in plan.records.values():
        _check_targets(plan, record)
    _check_depth(plan)


def _check_targets(plan: Plan, record: Record) -> None:
    kind = kind_of(record)
    if not record.parent and RECORDS[kind].belongs_to:
        raise Refused("parent_missing", id=record.id, kind=kind)
    for field, target in references(record):
        found = plan.get(target)
        if found is None:
            raise Refused("reference_leads_nowhere", id=record.id, kind=kind, field=field, target=target)
        allowed = RECORDS[kind].belongs_to if field == "parent" else FIELDS[kind][field].holds.to
        if "*" not in allowed and kind_of(found) not in allowed:
            raise Refused("wrong_kind_of_target", id=record.id, kind=kind, field=field, found=kind_of(found))


def _check_depth(plan: Plan) -> None:
    depth = {"": 0}
    for record in plan.records.values():
        climbed: list[str] = []
        id = record.id
        while id not in depth:
            climbed.append(id)
            id = plan[id].parent
            if len(climbed) > DEEPEST:
                raise _endless(plan, record)
        for level, step in enumerate(reversed(climbed), start=depth[id] + 1):
            depth[step] = level
        if depth[record.id] > DEEPEST:
            raise _endless(plan, record)


def _endless(plan: Plan, record: Record) -> Refused:
    """What to say of a record that has more above it than a tree may have: a circle, or just too deep."""
    seen: set[str] = set()
    id = record.id
    while id and id not in seen:
        seen.add(id)
        id = plan[id].parent
    return Refused("belongs_to_itself" if id else "tree_too_deep", id=record.id, kind=kind_of(record), most=DEEPEST)
