"""Merging adopted plans: what the assembly adopted is not mixed with anything; only reporting is.

Both sides and their base are evened out before the merge proper: all three say what the adopted side says wherever
adoption locks, so that only reports, acceptances and the like are left to be merged. What the other side had said
otherwise is listed as changed outside an amendment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from localplan.domain.adoption import version_of
from localplan.domain.edits import LOCKED, STATE_FACTS, UNLOCKED_FACTS
from localplan.domain.merge_fields import Found, as_json, cells_of, whole
from localplan.domain.merge_places import as_value
from localplan.domain.merge_reports import Reports, evened_reports
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.records.plan import PlanRecord

Records = Mapping[str, Record]
OUTSIDE = "outside_amendment"
_STATES = ("adopted", "published", "in_implementation", "closing", "closed")


def evened(base: Records, mine: Plan, theirs: Plan) -> tuple[Records, Plan, Plan, list[Found]]:
    """Base and sides as they are to be merged, and what was changed outside an amendment."""
    ours_locked, theirs_locked = (plan.root.status in LOCKED for plan in (mine, theirs))
    ahead = version_of(mine) - version_of(theirs)
    if not (ours_locked or theirs_locked):
        return base, mine, theirs, []
    if (ours_locked and ahead < 0 and not theirs_locked) or (theirs_locked and ahead > 0 and not ours_locked):
        return _amended(base, mine, theirs, ahead)
    equal = ours_locked and theirs_locked and not ahead
    adopted, other = (mine, theirs) if ours_locked and (not theirs_locked or ahead >= 0) else (theirs, mine)
    found = list(_outside(base, adopted, other, every=equal or not base, swapped=adopted is theirs))
    root = _later(adopted.root, other.root) if equal else adopted.root
    locked = {r.id: r for r in adopted.records.values() if not r.reports} | {root.id: root}
    reports = evened_reports(base, adopted, other, equal=equal)
    found += _set_aside(base, adopted, other, reports, every=equal, swapped=adopted is theirs)
    own = (r for r in adopted.records.values() if r.reports)
    one = Plan([*locked.values(), *own, _with_people(root, adopted.root)], id=mine.id)
    another = Plan([*locked.values(), *reports.other.values(), _with_people(root, other.root)], id=mine.id)
    old = {**locked, **reports.base, root.id: _with_people(root, base.get(root.id))}
    return old, *((one, another) if adopted is mine else (another, one)), found


def _set_aside(
    base: Records, adopted: Plan, other: Plan, reports: Reports, *, every: bool, swapped: bool
) -> Iterator[Found]:
    for id in reports.records:
        yield _record_found(id, base.get(id), adopted.get(id), other.get(id), swapped)
    for id, field in reports.fields:
        old, here, there = (getattr(some.get(id), field, None) or None for some in (base, adopted, other))
        if here != there and (every or there != old):
            yield _said(id, [as_json(value) for value in (old, here, there)], swapped, field)


def _amended(base: Records, mine: Plan, theirs: Plan, ahead: int) -> tuple[Records, Plan, Plan, list[Found]]:
    """An adopted plan and the draft of its next version: the state is that of the draft."""
    draft = (mine if ahead > 0 else theirs).root
    facts = {name: getattr(draft, name) for name in STATE_FACTS}

    def with_facts(plan: Plan) -> Plan:
        return plan.changed([msgspec.structs.replace(plan.root, **facts)], ())

    root = base.get(mine.id)
    old = {**base, mine.id: msgspec.structs.replace(root, **facts)} if root else base
    return old, with_facts(mine), with_facts(theirs), []


def _later(one: PlanRecord, other: PlanRecord) -> PlanRecord:
    status = max(one.status, other.status, key=_STATES.index)
    return msgspec.structs.replace(one, status=status)


def _with_people(root: PlanRecord, own: Record | None) -> PlanRecord:
    """The adopted facts with the people of one side: they change in every state, and are merged like anything else."""
    people = {
        name: getattr(own, name) if own else FIELDS["plan"][name].default for name in UNLOCKED_FACTS - STATE_FACTS
    }
    return msgspec.structs.replace(root, **people)


def without(record: Record, ids: Iterable[str]) -> Record:
    """The record without references to these; its parent stays."""
    gone = set(ids)
    values: dict[str, Any] = {}
    for name, field in FIELDS[kind_of(record)].items():
        value = getattr(record, name)
        if field.holds.kind == "references" and not gone.isdisjoint(value):
            values[name] = tuple(id for id in value if id not in gone)
        elif field.holds.kind == "reference" and value in gone:
            values[name] = ""
    return msgspec.structs.replace(record, **values) if values else record


def _outside(base: Records, adopted: Plan, other: Plan, *, every: bool, swapped: bool) -> Iterator[Found]:
    """What the other side changed since the base; where nobody can say whose word counts, `every` difference."""
    for id in sorted(adopted.records.keys() | other.records.keys()):
        one, another, old = adopted.get(id), other.get(id), base.get(id)
        some = one or another
        if one == another or some is None or some.reports or (another == old and not every):
            continue
        if one and another:
            yield from _fields_outside(old, one, another, every=every, swapped=swapped)
        else:
            yield _record_found(id, old, one, another, swapped)


def _fields_outside(old: Record | None, one: Record, another: Record, *, every: bool, swapped: bool) -> Iterator[Found]:
    cells = [cells_of(record) for record in (old, one, another)]
    own = UNLOCKED_FACTS if isinstance(one, PlanRecord) else frozenset()
    for cell in sorted(cells[1].keys() | cells[2].keys()):
        base, here, there = (some.get(cell) for some in cells)
        if here != there and (every or there != base) and cell[0] not in own:
            yield _said(one.id, [as_json(value) for value in (base, here, there)], swapped, *cell)
    places = [as_value(record) for record in (old, one, another)]
    if one.parent != another.parent and (every or not (old and another.parent == old.parent)):
        yield _said(one.id, places, swapped, "parent")
    elif one.position != another.position and (every or places[2] != places[0]):
        kept = _said(one.id, places, swapped, "parent")
        yield msgspec.structs.replace(kept, reason="order_kept", chosen="theirs" if swapped else "ours")


def _record_found(id: str, old: Record | None, one: Record | None, another: Record | None, swapped: bool) -> Found:
    return _said(id, [whole(record) for record in (old, one, another)], swapped)


def _said(id: str, versions: Sequence[Any], swapped: bool, field: str = "", key: str = "") -> Found:
    base, one, another = versions
    ours, theirs = (another, one) if swapped else (one, another)
    return Found(record=id, field=field, key=key, base=base, ours=ours, theirs=theirs, reason=OUTSIDE)
