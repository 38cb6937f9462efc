"""Random plans and edits for property tests, and a small plan by hand."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from hypothesis import strategies as st

from localplan.domain.adoption import adopted_content
from localplan.domain.canonical import made
from localplan.domain.edits import DropRecord, Edit, MoveRecord, PutRecord, SetField, apply_edits, put
from localplan.domain.plan import Plan, references
from localplan.domain.positions import position_at
from localplan.domain.records import FIELDS, RECORDS, Field, Record, kind_of
from localplan.domain.records.plan import PlanRecord
from localplan.domain.values import Holds, Refused


def id_of(name: str) -> str:
    """A fixed id for a name."""
    return str(uuid.uuid5(uuid.UUID("6f2f1c1e-3f51-5d0e-9f0a-0d3d1a2b4c5d"), name))


def empty_plan(name: str = "plan", **facts: Any) -> Plan:
    """A plan with nothing in it but its own record."""
    return Plan([made("plan", {"id": id_of(name), **facts})])


def record(kind: str, known_as: str, parent: str = "", index: int = 0, /, **content: Any) -> Record:
    """A record whose id is made from its name."""
    return made(kind, {"id": id_of(known_as), "parent": parent, "position": position_at(index), **content})


def small_plan() -> Plan:
    """One of each: general and specific objective, measure, indicator, activity, funding line, body."""
    plan = empty_plan(
        code="70017-2026-1",
        title={"en": "Plan", "sr-Cyrl": "План"},
        period_start="2026-01-01",
        period_end="2028-12-31",
        currency="RSD",
        amount_unit=1000,
        sections=["youth"],
        status="draft",
        main_language="en",
        legal_profile="rs",
        country="RS",
        municipality="70017",
    )
    top = plan.id
    records = [
        record("organisation", "OU", top, 0, name={"en": "Economy department"}),
        record("organisation", "SS", top, 1, name={"en": "Secondary school"}),
        record("objective", "GO", top, 0, objective_kind="general", title={"en": "General"}),
        record("objective", "SO1", id_of("GO"), 0, objective_kind="specific", title={"en": "One"}, section="youth"),
        record("measure", "M1.1", id_of("SO1"), 0, title={"en": "Skills"}, responsible=id_of("OU")),
        record("indicator", "M1.1-I1", id_of("M1.1"), 0, title={"en": "Trained"}, targets={"2026": 30, "2027": 30}),
        record(
            "activity", "A1.1.1", id_of("M1.1"), 0, title={"en": "Survey"}, lead=id_of("OU"), partners=[id_of("SS")]
        ),
        record("activity", "A1.1.2", id_of("M1.1"), 1, title={"en": "Courses"}, needs=[id_of("A1.1.1")]),
        record(
            "funding_line", "F1", id_of("A1.1.1"), 0, source="01", programme_code="1501-0002", amounts={"2026": 120}
        ),
        record("funding_line", "F2", id_of("A1.1.2"), 0, source="06", amounts={"2026": "1200.5", "2027": 1300}),
    ]
    return apply_edits(plan, [put(r) for r in records])


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
_CONTENT: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "code": st.sampled_from(["", "youth", "01", "general", "output", "persons"]),
    "codes": st.lists(st.sampled_from(["youth", "diaspora", "idp"]), max_size=3),
    "number": st.none() | st.decimals(-10_000, 10_000, places=3, allow_nan=False),
    "money": st.none() | st.decimals(0, 10**9, places=2, allow_nan=False),
    "whole": st.none() | st.integers(-5, 3000),
    "day": st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    "quarter": st.sampled_from(["", "2026-Q1", "2027-Q4"]),
    "tick": st.booleans(),
}
_KEYS = {
    "language": ["en", "sr-Cyrl", "sr-Latn", "fr"],
    "year": ["2026", "2027", "2028"],
    "source": ["01", "NES"],
    "criterion": ["cost", "equity"],
    "group": ["sex=F", "sex=M"],
}


def contents(holds: Holds, targets: dict[str, list[str]]) -> st.SearchStrategy[Any]:
    """What a field may be given; references only to records that are there."""
    if holds.kind in ("reference", "references", "owner"):
        known = [id for kind, ids in targets.items() if "*" in holds.to or kind in holds.to for id in ids]
        if holds.kind == "references":
            return st.lists(st.sampled_from(known), max_size=3) if known else st.just([])
        return st.sampled_from(["", *known])
    content = _CONTENT[holds.kind]
    return st.dictionaries(st.sampled_from(_KEYS[holds.by]), content, max_size=3) if holds.by else content


def known_ids(plan: Plan) -> dict[str, list[str]]:
    """Ids by kind."""
    ids: dict[str, list[str]] = {}
    for r in plan.records.values():
        ids.setdefault(kind_of(r), []).append(r.id)
    return {kind: sorted(members) for kind, members in ids.items()}


def _possible_parents(kind: str, ids: dict[str, list[str]]) -> list[str]:
    allowed = RECORDS[kind].belongs_to
    return [id for known, members in ids.items() if "*" in allowed or known in allowed for id in members]


@st.composite
def new_records(draw: st.DrawFn, plan: Plan) -> PutRecord:
    """A put of a new record under a fitting parent."""
    ids = known_ids(plan)
    fitting = [
        k for k, r in RECORDS.items() if k != "plan" and ("*" in r.belongs_to or any(b in ids for b in r.belongs_to))
    ]
    kind = draw(st.sampled_from(fitting))
    parents = [
        id
        for k, members in ids.items()
        if "*" in RECORDS[kind].belongs_to or k in RECORDS[kind].belongs_to
        for id in members
    ]
    new = str(draw(st.uuids(version=4)))
    content: dict[str, Any] = {
        "parent": draw(st.sampled_from(parents)),
        "position": position_at(draw(st.integers(0, 40))),
    }
    for field in draw(st.lists(st.sampled_from(list(FIELDS[kind].values())), max_size=4, unique_by=lambda f: f.name)):
        content[field.name] = draw(contents(field.holds, ids))
    return PutRecord(new, {"kind": kind, **content})


@st.composite
def field_edits(draw: st.DrawFn, plan: Plan) -> SetField:
    """A change of one field, or of one entry of a map field."""
    some = plan.records[draw(st.sampled_from(sorted(plan.records)))]
    adopting = ("status", "adopted_digest") if kind_of(some) == "plan" else ()  # where undo stops
    fields = [f for f in FIELDS[kind_of(some)].values() if f.name not in adopting]
    field: Field = draw(st.sampled_from(fields))
    value = draw(contents(field.holds, known_ids(plan)))
    if field.holds.by and draw(st.booleans()):
        return SetField(
            some.id, field.name, draw(_CONTENT[field.holds.kind]), draw(st.sampled_from(_KEYS[field.holds.by]))
        )
    return SetField(some.id, field.name, value)


@st.composite
def some_edits(draw: st.DrawFn, plan: Plan) -> tuple[Edit, ...]:
    """One user action that the plan accepts."""
    others = sorted(id for id in plan.records if id != plan.id)
    kinds = ["put", "set"] + (["drop", "move"] if others else [])
    edits: list[Edit] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(kinds))
        edit: Edit
        if kind == "put":
            edit = draw(new_records(plan))
        elif kind == "set":
            edit = draw(field_edits(plan))
        elif kind == "drop":
            edit = DropRecord(draw(st.sampled_from(others)))
        else:
            parent = draw(st.sampled_from(sorted(plan.records)))
            edit = MoveRecord(draw(st.sampled_from(others)), parent, position_at(draw(st.integers(0, 40))))
        try:
            apply_edits(plan, [*edits, edit])
        except Refused:
            continue
        edits.append(edit)
    return tuple(edits)


@st.composite
def plans(draw: st.DrawFn, most: int = 6) -> Plan:
    """A plan grown by a few random actions from the small one or from nothing."""
    plan = draw(st.sampled_from([empty_plan(), small_plan()]))
    for _ in range(draw(st.integers(0, most))):
        plan = apply_edits(plan, draw(some_edits(plan)))
    return plan


def root_of(plan: Plan) -> PlanRecord:
    """The plan's own record."""
    return plan.root


def big_plan(records: int) -> Plan:
    """The small plan's measure with its parts repeated until the plan has about so many records."""
    plan = small_plan()
    parts = list(plan.below(id_of("SO1")))
    copies: list[Record] = []
    for n in range(1, max(1, records // len(parts))):
        names = {r.id: id_of(f"{r.id}-{n}") for r in parts}
        copies.extend(_copied(r, names, n) for r in parts)
    return Plan([*plan.records.values(), *copies])


def _copied(r: Record, names: dict[str, str], n: int) -> Record:
    import msgspec

    changes: dict[str, Any] = {"id": names[r.id], "parent": names.get(r.parent, r.parent)}
    if r.parent not in names:
        changes["position"] = position_at(n)
    for name, field in FIELDS[kind_of(r)].items():
        value = getattr(r, name)
        if field.points and value:
            changes[name] = (
                tuple(names.get(v, v) for v in value) if isinstance(value, tuple) else names.get(value, value)
            )
    return msgspec.structs.replace(r, **changes)


def dangling(plan: Plan) -> tuple[tuple[str, str, str], ...]:
    """References that lead nowhere: (record id, field, missing id); a missing parent has the field `parent`."""
    return tuple(
        (record.id, field, target)
        for record in plan.records.values()
        for field, target in references(record)
        if target not in plan
    )


def is_as_adopted(plan: Plan) -> bool:
    """Whether the plan still says what was adopted, whatever has been reported since."""
    return bool(plan.root.adopted_digest) and plan.root.adopted_digest == adopted_content(plan)
