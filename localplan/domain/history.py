"""What stands beside the plan: who changed what and when, and the states that were kept."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from localplan.domain.edits import Edit, SetField, apply_edits, edits_from_json
from localplan.domain.plan import Plan


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One user action. `edits` and `inverse` are JSON (`edits.edits_to_json`); `at` is ISO 8601 in UTC, to the second.

    `number` counts within the plan, from 1. `undoes` and `redoes` name the entry that this one takes back or does anew;
    an undo is an entry like any other, so the journal itself is the undo history.
    """

    number: int
    at: str
    author: str
    label: str
    edits: msgspec.Raw
    inverse: msgspec.Raw
    undoes: int = 0
    redoes: int = 0


class Revision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A kept state of a plan. Its id is the digest of the plan; `parents` are the revisions it was made from.

    `ancestors` are all that these descend from in turn, as far as known, sorted: who missed some revisions still sees
    what belongs together.
    `journal` is the number of the last entry in it; `reason` one of sent, snapshot, adopted, merged, received, named.
    """

    plan: str
    digest: str
    parents: tuple[str, ...]
    ancestors: tuple[str, ...] = ()
    author: str
    at: str
    reason: str
    journal: int = 0
    name: str = ""
    program: str = ""  # version of the program that made it
    schema: int = 1
    methodology: int = 1


def descent(revisions: Iterable[Revision]) -> frozenset[str]:
    """The digests of these revisions and of all that they are known to descend from."""
    return frozenset(digest for r in revisions for digest in (r.digest, *r.parents, *r.ancestors))


class History(msgspec.Struct, frozen=True):
    """What can be undone and redone now: entries, the newest last."""

    undoable: tuple[JournalEntry, ...] = ()
    redoable: tuple[JournalEntry, ...] = ()

    def after(self, entry: JournalEntry, plan: str) -> History:
        """The history when this entry has been added to the journal of the plan of that id."""
        if entry.undoes:
            undone = (known for known in self.undoable if known.number == entry.undoes)
            return History(_without(self.undoable, entry.undoes), (*self.redoable, *undone))
        if entry.redoes:
            return History((*self.undoable, entry), _without(self.redoable, entry.redoes))
        return History() if adopts(entry, plan) else History((*self.undoable, entry))

    def beside(self, entry: JournalEntry, plan: str) -> History:
        """The history of one person when somebody else has added this entry."""
        if adopts(entry, plan):
            return History()
        return History(_without(self.undoable, entry.undoes), _without(self.redoable, entry.redoes))

    def without(self, entry: JournalEntry) -> History:
        """The history when this entry can be neither undone nor redone any more."""
        return History(_without(self.undoable, entry.number), _without(self.redoable, entry.number))


def _without(entries: tuple[JournalEntry, ...], number: int) -> tuple[JournalEntry, ...]:
    return tuple(entry for entry in entries if entry.number != number)


def history_of(entries: Iterable[JournalEntry], plan: str = "", author: str = "") -> History:
    """The undo history that the journal of the plan of that id tells; with an `author`, of that person alone."""
    history = History()
    for entry in entries:
        own = entry.author == author or not author
        history = history.after(entry, plan) if own else history.beside(entry, plan)
    return history


def taken_back(entries: Iterable[JournalEntry]) -> frozenset[int]:
    """The numbers of the entries that were undone and not done anew; one that was done anew keeps its first number."""
    first: dict[int, int] = {}
    gone: set[int] = set()
    for entry in entries:
        if entry.undoes:
            gone.add(first.get(entry.undoes, entry.undoes))
        elif entry.redoes:
            first[entry.number] = first.get(entry.redoes, entry.redoes)
            gone.discard(first[entry.number])
    return frozenset(gone)


def adopts(entry: JournalEntry, plan: str) -> bool:
    """Whether the entry adopts the plan of that id, or brings an adoption made elsewhere: undo stops there.

    A report in the plan that is adopted is none.
    """
    if b'"adopted' not in bytes(entry.edits):
        return False
    return any(
        isinstance(edit, SetField)
        and edit.id == plan
        and ((edit.field, edit.value) == ("status", "adopted") or (edit.field == "adopted_digest" and edit.value))
        for edit in edits_of(entry.edits)
    )


def edits_of(raw: msgspec.Raw) -> tuple[Edit, ...]:
    """The edits of an entry. Raises Refused."""
    return edits_from_json(bytes(raw))


def replayed(plan: Plan, entries: Iterable[JournalEntry]) -> Plan:
    """The plan after these entries."""
    for entry in entries:
        plan = apply_edits(plan, edits_of(entry.edits))
    return plan
