"""The undo history that a journal tells."""

from __future__ import annotations

import msgspec

from localplan.domain.edits import Edit, SetField, edits_to_json
from localplan.domain.history import JournalEntry, history_of
from tests.plans import id_of

PLAN, REPORT = id_of("plan"), id_of("P26")


def entry(number: int, *edits: Edit, **facts: int) -> JournalEntry:
    """An entry with these edits; what it takes back is of no concern here."""
    raw = msgspec.Raw(edits_to_json(edits))
    return JournalEntry(number=number, at="", author="", label="", edits=raw, inverse=msgspec.Raw(b"[]"), **facts)


def numbers(*entries: JournalEntry) -> tuple[list[int], list[int]]:
    """Which entries can be undone, and redone."""
    history = history_of(entries, PLAN)
    return [e.number for e in history.undoable], [e.number for e in history.redoable]


def test_that_undo_stops_at_the_adoption_of_the_plan() -> None:
    typed, adopted, reported = (
        entry(1, SetField(PLAN, "vision", "x", "en")),
        entry(2, SetField(PLAN, "status", "adopted")),
        entry(3, SetField(REPORT, "year", 2026)),
    )
    assert numbers(typed, adopted) == ([], [])
    assert numbers(typed, adopted, reported) == ([3], [])


def test_that_undo_does_not_stop_at_the_adoption_of_a_report() -> None:
    typed = entry(1, SetField(REPORT, "summary", "adopted", "en"))
    assert numbers(typed, entry(2, SetField(REPORT, "status", "adopted"))) == ([1, 2], [])


def test_that_a_new_action_after_undo_leaves_nothing_to_redo() -> None:
    first, second = entry(1, SetField(PLAN, "code", "a")), entry(2, SetField(PLAN, "code", "b"))
    back = entry(3, undoes=2)
    assert numbers(first, second, back) == ([1], [2])
    assert numbers(first, second, back, entry(4, redoes=2)) == ([1, 4], [])
    assert numbers(first, second, back, entry(4, SetField(PLAN, "code", "c"))) == ([1, 4], [])


def test_that_an_undo_whose_action_is_not_in_the_journal_leaves_nothing_to_redo() -> None:
    assert numbers(entry(7, undoes=6)) == ([], [])
