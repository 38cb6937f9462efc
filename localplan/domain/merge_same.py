"""The same thing added in two places: one record under one id on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from localplan.domain.merge_fields import Found, whole
from localplan.domain.merge_rules import NATURAL_KEYS, NaturalKey
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.values import is_empty

Records = Mapping[str, Record]
_Ids = dict[str, str]

OPEN = "other"  # the code with which lists leave open what it is


def under_one_id(base: Records, mine: Plan, theirs: Plan) -> tuple[Plan, Plan, list[Found]]:
    """Both plans with the lower of two ids wherever each added a record with the same natural key."""
    here: _Ids = {}
    there: _Ids = {}
    found: list[Found] = []
    for kind, key in NATURAL_KEYS.items():
        ours = _added(kind, key, base, mine, theirs, here)
        others = _added(kind, key, base, theirs, mine, there)
        for value in sorted(ours.keys() & others.keys(), key=repr):
            for one, other in zip(ours[value], others[value], strict=False):
                id = min(one, other)
                (there if id == one else here)[max(one, other)] = id
                found.append(_same(id, mine[one], theirs[other]))
    return _renamed(mine, here), _renamed(theirs, there), found


def _added(
    kind: str, key: NaturalKey, base: Records, plan: Plan, other: Plan, ids: _Ids
) -> dict[tuple[Any, ...], list[str]]:
    """Ids of the records that only this plan has, by what they are about, lowest first."""
    added: dict[tuple[Any, ...], list[str]] = {}
    for record in sorted(plan.all_of(kind), key=lambda r: r.id):
        if record.id in base or record.id in other:
            continue
        values = [_value(record, name, ids) for name in (*key.needed, *key.others)]
        if not any(is_empty(value) for value in values[: len(key.needed)]):
            name = _value(record, key.name, ids) if OPEN in values else ()
            about = (ids.get(record.parent, record.parent), *values, name)
            added.setdefault(about, []).append(record.id)
    return added


def _value(record: Record, name: str, ids: _Ids) -> Any:
    value = getattr(record, name)
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    return ids.get(value, value) if FIELDS[kind_of(record)][name].points else value


def _same(id: str, ours: Record, theirs: Record) -> Found:
    return Found(record=id, ours=whole(ours), theirs=whole(theirs), reason="same_thing", chosen="both")


def _renamed(plan: Plan, ids: _Ids) -> Plan:
    return Plan([with_ids(record, ids) for record in plan.records.values()], id=plan.id) if ids else plan


def with_ids(record: Record, ids: Mapping[str, str]) -> Record:
    """The record with these ids exchanged wherever it names them; all others stay."""
    values: dict[str, Any] = {name: ids.get(getattr(record, name), getattr(record, name)) for name in ("id", "parent")}
    for name, field in FIELDS[kind_of(record)].items():
        if field.points and (value := getattr(record, name)):
            several = isinstance(value, tuple)
            values[name] = tuple(sorted({ids.get(id, id) for id in value})) if several else ids.get(value, value)
    changed = {name: value for name, value in values.items() if value != getattr(record, name)}
    return msgspec.structs.replace(record, **changed) if changed else record
