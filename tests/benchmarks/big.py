"""Big plans: the sample with the measures of its first specific objective repeated until it has the wanted size."""

from __future__ import annotations

from functools import cache

import msgspec

from localplan.domain.plan import Plan
from localplan.domain.positions import position_at
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.records.logic import Measure, Objective
from tests import samples
from tests.plans import id_of


@cache
def big_plan(records: int) -> Plan:
    """The draft of the sample, grown to about so many records."""
    plan = samples.draft()
    home = next(o for o in plan.all(Objective) if plan.children(o.id, Measure))
    parts = [r for measure in plan.children(home.id, Measure) for r in (measure, *plan.below(measure.id))]
    copies: list[Record] = []
    number = 0
    while len(plan) + len(copies) < records:
        number += 1
        ids = {part.id: id_of(f"{part.id}-{number}") for part in parts}
        copies.extend(_copied(part, ids, number) for part in parts)
    return Plan([*plan.records.values(), *copies])


def _copied(record: Record, ids: dict[str, str], number: int) -> Record:
    changes: dict[str, object] = {"id": ids[record.id], "parent": ids.get(record.parent, record.parent)}
    if record.parent not in ids:
        changes["position"] = position_at(number) + record.position
    for name, field in FIELDS[kind_of(record)].items():
        value = getattr(record, name)
        if field.points and value:
            changes[name] = (
                tuple(sorted(ids.get(v, v) for v in value)) if isinstance(value, tuple) else ids.get(value, value)
            )
    return msgspec.structs.replace(record, **changes)
