"""What people say beside the plan, and what a merge left open. Append-only, outside every digest."""

from __future__ import annotations

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
    nothing to be entered: `conflicts.standing` reads from them what undo took back.
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
