"""A regional frame: a plan of no municipality whose objectives, measures and indicators are offered to all.

What a plan takes remembers in `offered_by` the frame's element that it came from; it is then the plan's own. A frame
never overwrites anything: what changed in it is offered anew, field by field, and taken or not.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from localplan.domain.canonical import canonical, content_of, made
from localplan.domain.edits import Edit, SetField, put
from localplan.domain.plan import Plan
from localplan.domain.positions import position_between
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.records.logic import Indicator, Measure, Objective
from localplan.domain.values import Refused

KINDS = (Objective, Measure, Indicator)
"""What a frame offers."""

OWN = frozenset(
    {
        *("number", "letter_number", "numbers_given", "offered_by"),
        *("baseline_value", "baseline_year", "baseline_note", "baseline_pending_until"),
        *("baseline_numerator", "baseline_denominator", "targets", "survey_margin", "data_provider", "contact"),
        *("period_start", "period_end", "declared_total", "share", "shared_with", "shared_id"),
    }
)
"""Fields that each municipality fills in for itself; they are never offered, nor is what names bodies or people."""

State = Literal["new", "changed", "taken"]


class Offered(msgspec.Struct, frozen=True):
    """An element of a frame as one plan sees it. `changed`: fields that the frame has changed and the plan has not.

    `declined`: the plan's people said no to it as it is now; it can be taken all the same.
    """

    record: Record
    state: State
    copy: str = ""  # id of what the plan has of it
    changed: tuple[str, ...] = ()
    declined: bool = False


Declined = Mapping[str, Mapping[str, Any]]
"""What was said no to, by id of the frame's element: its canonical content then."""


def is_frame(plan: Plan) -> bool:
    """Whether the plan is a frame: no municipality, neither of a register nor by name."""
    return not plan.root.municipality and not plan.root.municipality_name


def offers_of(
    frame: Plan, plan: Plan, earlier: Iterable[Plan] = (), declined: Declined = MappingProxyType({})
) -> tuple[Offered, ...]:
    """What the frame offers to the plan, from the top down. `earlier` are states that the frame was in before.

    What was `declined` is offered anew once the frame has changed it.
    """
    copies = {getattr(record, "offered_by", ""): record for record in plan.records.values()}
    before = tuple(earlier)
    offered = (_offered(record, copies.get(record.id), before) for record in elements_of(frame, frame.id))
    return tuple(replace(one, declined=_is_declined(one, declined.get(one.record.id))) for one in offered)


def as_declined(record: Record) -> dict[str, Any]:
    """What is kept of an element that is declined."""
    content: dict[str, Any] = msgspec.json.decode(canonical(record))
    return content


def _is_declined(one: Offered, then: Mapping[str, Any] | None) -> bool:
    if not then or one.state == "taken":
        return False
    now = as_declined(one.record)
    return all(now.get(name) == then.get(name) for name in _fields(one.record))


def elements_of(frame: Plan, parent: str) -> Iterator[Record]:
    """What a frame offers below one of its records, from the top down."""
    for kind in (Indicator, Objective, Measure):
        for record in frame.children(parent, kind):
            yield record
            yield from elements_of(frame, record.id)


def _offered(record: Record, copy: Record | None, earlier: tuple[Plan, ...]) -> Offered:
    if copy is None:
        return Offered(record, "new")
    now, theirs = _content(record), _content(copy)
    before = [_content(old[record.id]) for old in earlier if record.id in old]
    changed = tuple(
        name
        for name in _fields(record)
        if now.get(name) != theirs.get(name) and any(then.get(name) != now.get(name) for then in before)
    )
    return Offered(record, "changed" if changed else "taken", copy.id, changed)


def _fields(record: Record) -> tuple[str, ...]:
    fields = FIELDS[kind_of(record)]
    return tuple(name for name, field in fields.items() if name not in OWN and not field.points)


def _content(record: Record) -> dict[str, Any]:
    said = content_of(record)
    return {name: said[name] for name in _fields(record) if name in said}


def copy_id(plan: Plan, record: str) -> str:
    """The id that an element of a frame gets in a plan: the same in all copies of that plan."""
    return str(uuid.uuid5(uuid.UUID(plan.id), record))


def taken(plan: Plan, offered: Offered, frame: Plan, under: str = "") -> tuple[Edit, ...]:
    """The edits that take an element into the plan, or bring it up to date with the frame.

    It goes `under` an element of the plan; unless named, under what was taken of its parent in the frame, else under
    the plan's first general objective. Raises Refused when there is no place for it, or nothing to take.
    """
    record = offered.record
    if offered.state == "taken":
        raise Refused("offer_is_gone")
    if offered.state == "changed":
        now, default = content_of(record), FIELDS[kind_of(record)]
        return tuple(SetField(offered.copy, name, now.get(name, default[name].default)) for name in offered.changed)
    parent = under or _place(plan, frame, record)
    siblings = plan.children(parent, type(record))
    content = {
        **_content(record),
        "id": copy_id(plan, record.id),
        "parent": parent,
        "position": position_between(siblings[-1].position if siblings else "", ""),
        "offered_by": record.id,
    }
    return (put(made(kind_of(record), content)),)


def _place(plan: Plan, frame: Plan, record: Record) -> str:
    if record.parent == frame.id:
        return plan.id
    for own in plan.records.values():
        if getattr(own, "offered_by", "") == record.parent:
            return own.id
    general = [one for one in plan.children(plan.id, Objective) if one.objective_kind == "general"]
    if isinstance(record, Objective) and general:
        return general[0].id
    raise Refused("no_place_for_offer")
