"""The change log: which elements differ from the plan as it stood in its hearing, and which changes have no reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from localplan.domain.codes import NUMBERED
from localplan.domain.edits import UNLOCKED_FACTS, Edit, PutRecord, SetField, difference
from localplan.domain.plan import Plan
from localplan.domain.positions import position_between
from localplan.domain.records import RECORDS, kind_of
from localplan.domain.records.delivery import ChangeRow

LOG = frozenset({"public_hearing", "hearing_comment", "change_row"})
"""Kinds that tell of the hearing itself."""

BESIDE = frozenset({"person", "working_group_member", "profile_override"})
"""Kinds whose changes nobody who read the draft has to be told of."""

WRITTEN = frozenset({"number", "letter_number", "numbers_given", *UNLOCKED_FACTS})
"""Fields that the program writes by itself."""


class Change(msgspec.Struct, frozen=True):
    """What happened to one element: itself, or what belongs to it without a name of its own. `edits` lead there."""

    element: str
    edits: tuple[Edit, ...]


def changes(hearing: Plan, now: Plan) -> tuple[Change, ...]:
    """One change for each element people know, in the order of the tree; what was dropped counts for what it was in."""
    by_element: dict[str, list[Edit]] = {}
    for edit in difference(hearing, now):
        if _is_told(hearing, now, edit):
            by_element.setdefault(_element(hearing, now, edit.id), []).append(edit)
    order = {record.id: n for n, record in enumerate(now.below(""))}
    return tuple(Change(id, tuple(by_element[id])) for id in sorted(by_element, key=order.__getitem__))


def _is_told(hearing: Plan, now: Plan, edit: Edit) -> bool:
    kind = kind_of(now.get(edit.id) or hearing[edit.id])
    if kind in LOG | BESIDE or RECORDS[kind].reports:
        return False
    return not (isinstance(edit, SetField) and edit.field in WRITTEN)


def _element(hearing: Plan, now: Plan, id: str) -> str:
    """The element of the plan as it is now under which a change is told."""
    there = now if id in now else hearing
    above = [record.id for record in reversed(there.path(id)) if kind_of(record) in NUMBERED]
    alone = [id] if not above else []
    return next((known for known in (*alone, *above) if known in now), now.id)


def unexplained(hearing: Plan, now: Plan) -> Iterator[Change]:
    """The changes for which the change log gives no reason; rows that stood there at the hearing tell of older ones."""
    told = {row.element for row in log_since(hearing, now) if any(text.strip() for text in row.why.values())}
    return (change for change in changes(hearing, now) if change.element not in told)


def log_since(hearing: Plan, now: Plan) -> tuple[ChangeRow, ...]:
    """The rows of the change log written since the hearing."""
    return tuple(row for row in now.all(ChangeRow) if hearing.get(row.id) != row)


def offered_rows(
    hearing: Plan, now: Plan, say: Callable[[Change], Mapping[str, str]], new_id: Callable[[], str]
) -> tuple[PutRecord, ...]:
    """A row of the change log for every change that has none; the reasons are left to the people.

    `say` tells a change in the plan's words, by language: "Practice in firms: 20 → 25".
    """
    known = {row.element for row in log_since(hearing, now)}
    rows = now.child_ids(now.id, "change_row")
    position = now[rows[-1]].position if rows else ""
    offered = []
    for change in changes(hearing, now):
        if change.element not in known:
            position = position_between(position, "")
            content = {"kind": "change_row", "parent": now.id, "position": position, "element": change.element}
            offered.append(PutRecord(new_id(), {**content, "what": say(change)}))
    return tuple(offered)
