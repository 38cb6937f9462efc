"""Settling what a merge left open, or settling anew what a rule had settled: as edits, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from localplan.domain.edits import DropRecord, Edit, MoveRecord, PutRecord, SetField
from localplan.domain.merge_fields import united
from localplan.domain.merge_rules import group_of
from localplan.domain.notes import Conflict, Side
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, kind_of
from localplan.domain.values import Refused

CHOICES = ("ours", "theirs", "both", "own")
"""How a conflict can be settled; `own` with a value of one's own."""


def resolve(plan: Plan, conflict: Conflict, choice: str, value: Any = None) -> tuple[Edit, ...]:
    """The edits that settle a conflict in the plan as it is now. Raises Refused when both or that choice is no answer.

    Empty when the plan says so already, or when the record is gone meanwhile.
    """
    if choice not in CHOICES:
        raise Refused("not_on_the_list", value=choice, known=", ".join(CHOICES))
    answer = answer_to(plan, conflict, choice, value)
    if conflict.field and conflict.record not in plan and conflict.reason != "move_circle":
        return ()
    if conflict.field == "parent":
        return tuple(_moves(plan, conflict.record, answer))
    if conflict.field:
        return tuple(_settings(plan, conflict, answer))
    return tuple(_rows(plan, conflict, answer))


def answer_to(plan: Plan, conflict: Conflict, choice: str, value: Any = None) -> Any:
    """What a choice comes to, as JSON has it. Raises Refused when both cannot stand together."""
    if choice == "own":
        return value
    return _both(plan, conflict) if choice == "both" else (conflict.ours if choice == "ours" else conflict.theirs).value


def settled(conflict: Conflict, choice: str, entry: int = 0, answer: Side | None = None) -> Conflict:
    """The conflict with the choice that settled it, and the journal's entry that carried it out, if one had to.

    `answer` is what somebody answered; none where it went with something else.
    """
    answers = (*conflict.answers, answer) if answer else conflict.answers
    return msgspec.structs.replace(conflict, chosen=choice, settled=entry, answers=answers)


def _both(plan: Plan, conflict: Conflict) -> Any:
    """Both sides in one: two texts below each other, two sets together, two records beside each other."""
    ours, theirs = conflict.ours.value, conflict.theirs.value
    if conflict.reason == "same_thing":
        return [ours, theirs]
    if conflict.field not in ("", "parent") and conflict.record in plan and not isinstance(ours, dict):
        kind = FIELDS[kind_of(plan[conflict.record])][conflict.field].holds.kind
        if kind == "text" and ours and theirs:
            return f"{ours}\n\n{theirs}"
        if kind in ("codes", "references"):
            return united((), ours or (), theirs or ())
    raise Refused("both_cannot_stand", id=conflict.record, field=conflict.field)


def _moves(plan: Plan, record: str, answer: Any) -> Iterator[Edit]:
    places = {record: answer} if "parent" in answer else answer
    for id, place in places.items():
        if place and id in plan and (plan[id].parent, plan[id].position) != (place["parent"], place["position"]):
            yield MoveRecord(id, place["parent"], place["position"])


def _settings(plan: Plan, conflict: Conflict, answer: Any) -> Iterator[Edit]:
    kind = kind_of(plan[conflict.record])
    group = group_of(kind, conflict.field)
    together = group and isinstance(answer, dict) and answer.keys() <= set(group.fields)
    for name, value in (answer if together else {conflict.field: answer}).items():
        if FIELDS[kind][name].holds.by and conflict.key:
            yield SetField(conflict.record, name, value, conflict.key)
        else:
            yield SetField(conflict.record, name, value)


def _rows(plan: Plan, conflict: Conflict, answer: Any) -> Iterator[Edit]:
    if answer is None:
        if conflict.record in plan:
            yield DropRecord(conflict.record)
    elif isinstance(answer, list):
        yield from (PutRecord(content["id"], content) for content in answer)
    elif conflict.record not in plan or conflict.reason in ("same_thing", "outside_amendment"):
        yield PutRecord(conflict.record, {**answer, "id": conflict.record})
