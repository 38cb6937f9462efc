"""What must hold of every merge, and quick random histories to prove it on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import msgspec

from localplan.domain.adoption import adoption
from localplan.domain.canonical import content_of
from localplan.domain.edits import LOCKED, DropRecord, Edit, MoveRecord, PutRecord, SetField, apply_edits, inverse
from localplan.domain.merge import Merged, edits_of_merge, merge
from localplan.domain.merge_fields import as_json, cells_of
from localplan.domain.merge_rules import HIGHEST, NATURAL_KEYS
from localplan.domain.merge_same import with_ids
from localplan.domain.notes import Conflict
from localplan.domain.plan import Plan
from localplan.domain.positions import position_at
from localplan.domain.records import FIELDS, RECORDS, Record, kind_of
from localplan.domain.values import Holds, Refused
from tests.plans import dangling, id_of, known_ids, record, small_plan

FREE_FACTS = frozenset({"version", "adopted_digest", "numbers_given", "number", "status"})
KEYS = {
    "language": ["en", "sr-Cyrl"],
    "year": ["2026", "2027"],
    "source": ["01", "06"],
    "criterion": ["cost", "measure"],
    "group": ["total", "sex=F"],
}


# histories -----------------------------------------------------------------------------------------------------------


def deep_plan() -> Plan:
    """The small plan with a problem tree, figures and a report, so that much can be moved, dropped and reported."""
    top = small_plan().id
    records = [
        *(record("problem", f"P{n}", top, n, text={"en": f"Problem {n}"}) for n in range(3)),
        *(record("problem", f"P{n}{m}", id_of(f"P{n}"), m, size=m + 1) for n in range(3) for m in range(2)),
        record("data_point", "D", top, 0, topic="net_migration", year=2024, value=-12),
        record("risk", "R", top, 0, element=id_of("M1.1"), text={"en": "One\n\nTwo\n\nThree"}),
        record("acceptance", "AC", top, 0, rule="R100", element=id_of("A1.1.1"), found="1"),
        record("reporting_period", "RP", top, 0, year=2026, report_kind="annual"),
        record("activity_report", "AR", id_of("RP"), 0, activity=id_of("A1.1.1"), spent={"01": 10}),
    ]
    return Plan([*small_plan().records.values(), *records], id=top)


def content(chance: Random, holds: Holds, ids: dict[str, list[str]]) -> Any:
    """Something that a field takes, often the same thing; often nothing."""
    if chance.random() < 0.2:
        return None
    if holds.kind in ("reference", "references", "owner"):
        known = [id for kind, some in ids.items() if "*" in holds.to or kind in holds.to for id in some] or [""]
        several = [id for id in chance.choices(known, k=2) if id]
        return several if holds.kind == "references" else chance.choice(known)
    number = Decimal(chance.randrange(1, 6))
    return {
        "text": chance.choice(["a", "b", "One\n\nTwo\n\nThree", "One\n\n2\n\nThree", "1\n\nTwo\n\nThree\n\nFour"]),
        "code": chance.choice(["youth", "01", "persons"]),
        "codes": chance.sample(["youth", "diaspora", "idp", "cross"], 2),
        "number": number,
        "money": number,
        "whole": int(number),
        "day": date(2026, 1, 1) + timedelta(days=int(number)),
        "quarter": f"2026-Q{min(number, 4)}",
        "tick": True,
    }[holds.kind]


HOT = [
    ("R", "text"),
    ("R", "element"),
    ("M1.1", "responsible"),
    ("M1.1", "target_groups"),
    ("M1.1", "numbers_given"),
    ("A1.1.2", "needs"),
    ("M1.1-I1", "unit"),
    ("M1.1-I1", "targets"),
    ("M1.1-I1", "baseline_value"),
    ("M1.1-I1", "baseline_note"),
    ("F1", "amounts"),
    ("F1", "status"),
    ("AR", "spent"),
    ("AC", "element"),
    ("plan", "currency"),
]
"""Fields on which both sides work again and again."""


def _set(chance: Random, plan: Plan, ids: dict[str, list[str]]) -> Edit:
    name, hot = chance.choice(HOT)
    if chance.random() < 0.75 and id_of(name) in plan:
        some, field = plan[id_of(name)], FIELDS[kind_of(plan[id_of(name)])][hot]
    else:
        some = plan[chance.choice(chance.choice(list(ids.values())))]
        field = chance.choice([f for f in FIELDS[kind_of(some)].values() if f.name not in FREE_FACTS])
    value = content(chance, field.holds, ids)
    return SetField(some.id, field.name, value, chance.choice(KEYS[field.holds.by]) if field.holds.by else "")


def _put(chance: Random, plan: Plan, ids: dict[str, list[str]]) -> Edit:
    kind = chance.choice([k for k in RECORDS if k != "plan"] + [*NATURAL_KEYS, *["step_state", "reporting_period"] * 9])
    allowed = RECORDS[kind].belongs_to
    parents = [id for k, some in ids.items() if "*" in allowed or k in allowed for id in some] or [""]
    values: dict[str, Any] = {"parent": chance.choice(parents), "position": position_at(chance.randrange(6))}
    key = NATURAL_KEYS.get(kind)
    names = {*(key.needed if key else ()), *chance.sample(list(FIELDS[kind]), min(2, len(FIELDS[kind])))} - FREE_FACTS
    for name in sorted(names):
        holds = FIELDS[kind][name].holds
        value = content(chance, holds, ids)
        values[name] = {chance.choice(KEYS[holds.by]): value} if holds.by else value
    return PutRecord(str(uuid.UUID(int=chance.getrandbits(128), version=4)), {"kind": kind, **values})


def _drop(chance: Random, plan: Plan, ids: dict[str, list[str]]) -> Edit:
    return DropRecord(chance.choice([id for id in plan.records if id != plan.id]))


def _move(chance: Random, plan: Plan, ids: dict[str, list[str]]) -> Edit:
    kind = chance.choice(["problem"] * 20 + [*ids])
    members = ids.get(kind, []) if kind != "plan" else []
    if not members:
        return SetField(plan.id, "vision", "a", "en")
    some = plan[chance.choice(members)]
    allowed = RECORDS[kind_of(some)].belongs_to
    parents = [id for k, known in ids.items() if "*" in allowed or k in allowed for id in known]
    return MoveRecord(some.id, chance.choice(parents or [""]), position_at(chance.randrange(6)))


def grown(chance: Random, plan: Plan, most: int = 4) -> Plan:
    """The plan after a few random edits."""
    for _ in range(chance.randrange(1, most + 1)):
        edit = chance.choices([_set, _put, _drop, _move], [8, 3, 1, 4])[0](chance, plan, known_ids(plan))
        try:
            plan = apply_edits(plan, [edit])
        except Refused:
            continue
    return plan


def three(chance: Random) -> tuple[Plan, Plan, Plan]:
    """A base and two sides that grew out of it; now and then adopted, by one or by both."""
    base = grown(chance, deep_plan(), 3)
    if chance.random() < 0.1:
        base = apply_edits(base, adoption(base))
    sides = [grown(chance, base, 12) for _ in range(2)]
    for n, side in enumerate(sides):
        if chance.random() < 0.05 and side.root.status not in LOCKED:
            sides[n] = grown(chance, apply_edits(side, adoption(side)))
    return base, sides[0], sides[1]


# laws ----------------------------------------------------------------------------------------------------------------


def check_laws(base: Plan | None, mine: Plan, theirs: Plan) -> tuple[Merged, Merged]:
    """All that holds of any merge, from both sides."""
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    for merged, side in ((one, mine), (other, theirs)):
        check_is_a_plan(side, merged)
    assert about(one.conflicts) == about(other.conflicts)
    assert {c.id for c in one.conflicts} == {c.id for c in other.conflicts}
    for conflict in one.conflicts:
        mirrored = next(c for c in other.conflicts if c.id == conflict.id)
        assert (conflict.ours.value, conflict.theirs.value) == (mirrored.theirs.value, mirrored.ours.value)
    if not one.conflicts and not any(c.reason == "order_kept" for c in one.choices):
        assert one.plan == other.plan
    check_nothing_is_lost(base, mine, theirs, one)
    return one, other


def about(conflicts: Iterable[Conflict]) -> set[tuple[str, ...]]:
    return {(c.record, c.field, c.key, c.reason) for c in conflicts}


def check_is_a_plan(mine: Plan, merged: Merged) -> None:
    """No dangling reference, no circle, one record an id, reached by edits, left by undo."""
    plan = merged.plan
    assert dangling(plan) == ()
    assert all(id == r.id for id, r in plan.records.items())
    assert {r.id for r in plan.below("")} == plan.records.keys()
    edits = edits_of_merge(mine, merged)
    assert apply_edits(mine, edits) == plan
    assert Plan(plan.records.values()).digest == plan.digest
    if plan.root.status not in LOCKED or plan.root.adopted_digest == mine.root.adopted_digest:  # or it stops there
        assert apply_edits(plan, inverse(mine, edits)).digest == mine.digest


def check_nothing_is_lost(base: Plan | None, mine: Plan, theirs: Plan, merged: Merged) -> None:
    """Every value of either side ends in the result, in the conflicts, or is the base's."""
    ids = {
        side.value["id"]: choice.record
        for choice in merged.choices
        if choice.reason == "same_thing"
        for side in (choice.ours, choice.theirs)
    }
    told: dict[str, str] = {}
    for c in merged.conflicts:
        text = _json([c.ours.value, c.theirs.value])
        for id in {c.record, *(c.ours.value if c.reason == "move_circle" else ())}:
            told[id] = told.get(id, "") + text
    for side in (mine, theirs):
        for original in side.records.values():
            renamed = with_ids(original, ids)
            _check_record(renamed, base.get(original.id) if base else None, merged.plan, told.get(renamed.id, ""))


def _check_record(side: Record, base: Record | None, result: Plan, told: str) -> None:
    kept = result.get(side.id)
    old, new = cells_of(base), cells_of(kept)
    if kept is None and base is not None and side.parent == base.parent and not told:
        gone = {t for t in _pointed(base) if t not in _pointed(side)}  # dropped with what it named
        assert all(value == old.get(cell) for cell, value in cells_of(side).items() if not gone)
    for cell, value in cells_of(side).items():
        if value in (old.get(cell), new.get(cell)) or cell[0] in HIGHEST or _json(value) in told:
            continue
        if isinstance(value, tuple):
            parts = set(value) - set(new.get(cell, ())) - set(old.get(cell, ()))
        elif isinstance(value, str):
            paragraphs = f"{new.get(cell, '')}\n{old.get(cell, '')}".split("\n")
            parts = set(value.split("\n")) - set(paragraphs)
        else:
            parts = {value}
        assert not parts or (side.id == result.id and cell[0] in FREE_FACTS), (side, cell, content_of(side))
    if not (base and side.parent == base.parent):
        assert (kept and kept.parent == side.parent) or side.parent in told, side


def _pointed(some: Record) -> set[str]:
    return {str(v) for name, field in FIELDS[kind_of(some)].items() if field.points for v in [getattr(some, name)]}


def _json(value: Any) -> str:
    return msgspec.json.encode(as_json(value), order="sorted").decode()
