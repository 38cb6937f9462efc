"""Taking back an action that others followed: possible when none of them touches what it touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from localplan.domain.edits import DropRecord, Edit, MoveRecord, PutRecord, SetField, apply_edits, difference
from localplan.domain.history import JournalEntry, edits_of, taken_back
from localplan.domain.plan import Plan
from localplan.domain.values import Refused

Touched = tuple[str, str, str]  # record, field, key; no field: the record itself
_USES = "*"  # in place of a field: something else needs the record to be there


def in_force(entries: Sequence[JournalEntry]) -> tuple[JournalEntry, ...]:
    """The actions that stand: neither undone nor themselves an undo or redo."""
    gone = taken_back(entries)
    return tuple(e for e in entries if not (e.undoes or e.redoes or e.number in gone))


BEFORE, WITHOUT = "state before · ", "without · "
"""Begin the label of an action that took others back although more had followed: numbers of entries, then a name.

`BEFORE` one entry brought back the whole plan as it was before that; `WITHOUT` some took back just these.
"""


def withdrawn(entries: Sequence[JournalEntry]) -> frozenset[int]:
    """The numbers of entries that stand in the journal, but were taken back by a later action that stands."""
    gone: set[int] = set()
    for entry in in_force(entries):
        numbers = _numbers(entry.label)
        if numbers and entry.label.startswith(BEFORE):
            gone |= {other.number for other in entries if numbers[0] <= other.number < entry.number}
        else:
            gone |= {*numbers}
    return frozenset(gone)


def _numbers(label: str) -> tuple[int, ...]:
    begins = next((known for known in (BEFORE, WITHOUT) if label.startswith(known)), None)
    told = label.removeprefix(begins).partition(" · ")[0].split(",") if begins else []
    return tuple(int(number) for number in told if number.isdecimal())


def in_the_way(back: Iterable[JournalEntry], others: Iterable[JournalEntry]) -> tuple[tuple[str, str], ...]:
    """Records and fields that the others touched after those that are to be taken back, sorted."""
    mine = {touched for entry in back for touched in _touched(edits_of(entry.edits), uses=False)}
    by_id: dict[str, list[Touched]] = {}
    for touched in mine:
        by_id.setdefault(touched[0], []).append(touched)
    theirs = {touched for entry in others for touched in _touched(edits_of(entry.edits), uses=True)}
    met = {(t[0], t[1].replace(_USES, "")) for t in theirs if any(_meet(t, own) for own in by_id.get(t[0], ()))}
    return tuple(sorted(met))


def overtaken(plan: Plan, edits: Sequence[Edit], inverse: Sequence[Edit]) -> bool:
    """Whether these edits would take along what somebody else has done since: then their inverse does not bring it."""
    try:
        return apply_edits(apply_edits(plan, edits), inverse) != plan
    except Refused:  # a record that they change is not there any more
        return True


def without_actions(plan: Plan, back: Sequence[JournalEntry]) -> tuple[Edit, ...]:
    """The edits that take these back, the newest first. Raises Refused when they do not fit."""
    after = plan
    for entry in sorted(back, key=lambda e: -e.number):
        after = apply_edits(after, edits_of(entry.inverse))
    return difference(plan, after)


def state_before(plan: Plan, entries: Sequence[JournalEntry], number: int) -> Plan:
    """The plan as it was before the entry of that number; `plan` is the one after all entries."""
    for entry in reversed(entries):
        if entry.number >= number:
            plan = apply_edits(plan, edits_of(entry.inverse))
    return plan


def _touched(edits: Iterable[Edit], *, uses: bool) -> Iterable[Touched]:
    for edit in edits:
        if isinstance(edit, SetField):
            yield edit.id, edit.field, edit.key
            named: Any = edit.value
        elif isinstance(edit, MoveRecord):
            yield edit.id, "parent", ""
            named = edit.parent
        else:
            yield edit.id, "", ""
            named = list(edit.content.values()) if isinstance(edit, PutRecord) else ()
        if uses and not isinstance(edit, DropRecord):
            yield from ((id, _USES, "") for id in _texts(named))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _meet(one: Touched, other: Touched) -> bool:
    """Whether two touch the same: a record that is put or dropped meets all that touches or uses it."""
    if "" in (one[1], other[1]):
        return True
    return one[1] == other[1] and (one[2] == other[2] or "" in (one[2], other[2]))
