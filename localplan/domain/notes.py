"""What people say beside the plan, what is offered to it, and what a merge left open. Outside every digest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec


class Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One remark in a thread about a record or one of its fields. `at` is ISO 8601 in UTC, to the second."""

    id: str
    thread: str  # id of the first note of the thread
    record: str
    field: str = ""
    text: str
    person: str = ""
    at: str = ""
    resolved: bool = False
    printed: bool = False  # in the document's list of remarks


def united(*sides: Iterable[Note]) -> tuple[Note, ...]:
    """The notes of all sides, each once, by time: nothing said is lost, and who brought what when does not matter.

    What one side has dealt with is dealt with. A note is never rewritten; if an id has two texts, the larger stands.
    """
    found: dict[str, Note] = {}
    for side in sides:
        for note in side:
            found[note.id] = _joined(found.get(note.id, note), note)
    return tuple(sorted(found.values(), key=lambda note: (note.at, note.id)))


def _joined(one: Note, other: Note) -> Note:
    larger = max(one, other, key=lambda note: (note.thread, note.record, note.field, note.text, note.person, note.at))
    resolved, printed = one.resolved or other.resolved, one.printed or other.printed
    return msgspec.structs.replace(larger, resolved=resolved, printed=printed)


class Offer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A record that somebody else proposes for the plan, such as an opinion: `content` is its canonical JSON.

    It is in the plan only when the plan's people take it; `id` is the record's. `reason`: why it was declined.
    """

    id: str
    content: dict[str, Any]
    person: str = ""
    at: str = ""
    declined: bool = False
    reason: str = ""


class Side(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one side of a merge had: a value as canonical JSON has it, with who wrote it and when."""

    value: Any = None
    author: str = ""
    at: str = ""


class Conflict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Two sides of a merge that differ about a field, an entry of a map field, a place or a whole record.

    About fields that go together (`merge_rules.GROUPS`) `field` is the first of them and values are objects by name; a
    place is an object with parent and position; a record is its canonical content with its kind, null where it is not.
    `reason` is a message id. One that a rule settled is a *choice*: `chosen` is filled, and it can be settled anew.
    `raised` and `settled` are the numbers of the journal's entries of the merge and of the choice, 0 where there was
    nothing to be entered: `conflicts.standing` reads from them what undo took back. `answers` are what people have
    settled it with, here and elsewhere, the one that stands last.
    """

    id: str
    record: str
    field: str = ""  # empty: the record itself; "parent": where it belongs
    key: str = ""
    base: Any = None
    ours: Side
    theirs: Side
    reason: str = ""
    chosen: str = ""  # ours, theirs, both, own (a value of one's own); empty while open
    raised: int = 0
    settled: int = 0
    answers: tuple[Side, ...] = ()
