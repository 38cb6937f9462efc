"""The same contradiction answered in two places: whose answer stands, and what has to be asked anew.

An answer that was given in view of another one takes its place. Two that were given without knowing of each other, and
differ, are a contradiction of their own, under the same id whoever brings them together.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from localplan.domain.edits import Edit, apply_edits, put
from localplan.domain.merge import Merged
from localplan.domain.merge_fields import as_json, cells_of, group_value, whole
from localplan.domain.merge_places import as_value
from localplan.domain.merge_rules import group_of
from localplan.domain.notes import Conflict, Side
from localplan.domain.plan import Plan
from localplan.domain.records import kind_of
from localplan.domain.resolve import resolve
from localplan.domain.values import Refused

REASON = "answered_apart"
_NAMES = uuid.UUID("5a0f6a53-9a43-5f0e-8c7b-1f3d0c0f9a52")
Later = Literal["ours", "theirs", "apart"]
_Pairs = list[tuple[Conflict, Conflict]]


def later_of(ours: Conflict, theirs: Conflict) -> Later:
    """Which of two versions of a contradiction knows of the other's answer; `apart` when neither does and they differ.

    A rule's choice is nobody's answer.
    """
    one, other = _answer(ours), _answer(theirs)
    if other is None or (one and one.value == other.value) or other in ours.answers:
        return "ours"
    return "theirs" if one is None or one in theirs.answers else "apart"


def with_answers_of(later: Conflict, earlier: Conflict) -> Conflict:
    """The later version of a contradiction, knowing all answers that were given before."""
    before = [answer for answer in earlier.answers if answer not in later.answers]
    return replace(later, answers=(*before, *later.answers)) if before else later


def are_apart(ours: Iterable[Conflict], theirs: Iterable[Conflict], mine: Plan, other: Plan) -> bool:
    """Whether something was answered differently in two places, and nobody has been asked about it."""
    return next(_asked_anew(*_pairs(ours, theirs), mine, other), None) is not None


def with_answers(
    merged: Merged, mine: Plan, other: Plan, ours: Iterable[Conflict], theirs: Iterable[Conflict]
) -> Merged:
    """The merge in view of what people had answered before: their answers stand, and where they differ it is asked.

    What the merge asks itself about the same place is left to that.
    """
    pairs, known = _pairs(ours, theirs)
    answered = {conflict.id for pair in pairs for conflict in pair if conflict.chosen}
    asked = {_place(each) for each in merged.conflicts if each.id not in answered}
    pairs = [pair for pair in pairs if _place(pair[0]) not in asked and any(map(_answer, pair))]
    plan = merged.plan
    for one, another in pairs:
        later = later_of(one, another)
        side, left = (other, mine) if later == "theirs" else (mine, other)
        if later == "apart" or _is_a_side(one, held(left, one)):
            plan = _standing(plan, one, side)
    return msgspec.structs.replace(
        merged, plan=plan, conflicts=(*merged.conflicts, *_asked_anew(pairs, known, mine, other))
    )


def held(plan: Plan, conflict: Conflict) -> Any:
    """What a plan has where a contradiction is, as JSON has it."""
    record = plan.get(conflict.record)
    if not conflict.field or record is None:
        return whole(record)
    if conflict.field == "parent":
        value = conflict.ours.value
        one = not isinstance(value, dict) or "parent" in value
        return as_value(record) if one else {id: as_value(plan.get(id)) for id in value}
    group, cells = group_of(kind_of(record), conflict.field), cells_of(record)
    if group and any(isinstance(s.value, dict) and s.value.keys() <= set(group.fields) for s in _sides(conflict)):
        return group_value(kind_of(record), cells, group.fields, conflict.key)
    return as_json(cells.get((conflict.field, conflict.key)))


def _sides(conflict: Conflict) -> tuple[Side, Side]:
    return conflict.ours, conflict.theirs


def _is_a_side(conflict: Conflict, value: Any) -> bool:
    """Whether a value is one that the contradiction is about, and nothing that was written afterwards."""
    return not conflict.field or value in [side.value for side in _sides(conflict)]


def _answer(conflict: Conflict) -> Side | None:
    return conflict.answers[-1] if conflict.chosen and conflict.answers else None


def _pairs(ours: Iterable[Conflict], theirs: Iterable[Conflict]) -> tuple[_Pairs, frozenset[str]]:
    """Those that both sides have, and the ids of all that either has."""
    here, there = ({each.id: each for each in some} for some in (ours, theirs))
    return [(here[id], there[id]) for id in sorted(here.keys() & there.keys())], frozenset({*here, *there})


def _asked_anew(pairs: _Pairs, known: frozenset[str], mine: Plan, other: Plan) -> Iterator[Conflict]:
    for ours, theirs in pairs:
        if later_of(ours, theirs) == "apart" and held(mine, ours) != held(other, ours):
            found = _anew(ours, ours.answers[-1], theirs.answers[-1])
            if found.id not in known:
                yield found


def _anew(conflict: Conflict, one: Side, other: Side) -> Conflict:
    values = sorted(msgspec.json.encode(side.value, order="sorted").decode() for side in (one, other))
    return replace(
        conflict,
        id=str(uuid.uuid5(_NAMES, "\n".join((conflict.id, *values)))),
        ours=one,
        theirs=other,
        reason=REASON,
        chosen="",
        settled=0,
        answers=(),
    )


def _place(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.record, conflict.field, conflict.key


def _standing(plan: Plan, conflict: Conflict, side: Plan) -> Plan:
    """The plan as this side has it there; as it is where that does not fit, as in what an assembly has adopted."""
    if held(plan, conflict) == held(side, conflict):
        return plan
    edits = _brought_back(plan, conflict, side)
    if conflict.field:
        edits = resolve(plan, replace(conflict, ours=Side(value=held(side, conflict))), "ours")
    try:
        return apply_edits(plan, edits)
    except Refused:
        return plan


def _brought_back(plan: Plan, conflict: Conflict, side: Plan) -> tuple[Edit, ...]:
    """A record that one side has kept, with all that was below it there."""
    if conflict.record in plan or conflict.record not in side:
        return ()
    records = (side[conflict.record], *side.below(conflict.record))
    return tuple(put(record) for record in records if record.id not in plan)
