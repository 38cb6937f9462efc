"""Conflicts as the journal leaves them: undo takes back merges and choices, redo brings them again."""

from __future__ import annotations

import msgspec

from localplan.domain.conflicts import came_with, similar, standing
from localplan.domain.history import JournalEntry, taken_back
from localplan.domain.notes import Conflict, Side
from localplan.domain.resolve import settled


def entry(number: int, *, undoes: int = 0, redoes: int = 0) -> JournalEntry:
    empty = msgspec.Raw(b"[]")
    facts = {"at": "2026-01-01T00:00:00+00:00", "author": "Ana", "label": "x", "edits": empty, "inverse": empty}
    return JournalEntry(number=number, undoes=undoes, redoes=redoes, **facts)


def conflict(id: str, *, raised: int = 0, reason: str = "both_changed", chosen: str = "") -> Conflict:
    facts = {"record": "r", "field": "title", "ours": Side(value="a"), "theirs": Side(value="b")}
    return Conflict(id=id, raised=raised, reason=reason, chosen=chosen, **facts)


MERGE, CHOICE = entry(1), entry(2)
UNDONE = [MERGE, CHOICE, entry(3, undoes=2)]


def test_that_an_entry_done_anew_keeps_its_first_number() -> None:
    again = [*UNDONE, entry(4, redoes=2)]
    assert taken_back(UNDONE) == {2} and taken_back(again) == frozenset()
    assert taken_back([*again, entry(5, undoes=4), entry(6, undoes=1)]) == {1, 2}
    assert taken_back([*again, entry(5, undoes=4), entry(6, redoes=4)]) == frozenset()


def test_that_an_undone_choice_is_open_again_and_an_undone_merge_asks_nothing() -> None:
    decided = settled(conflict("one", raised=1), "theirs", 2)
    assert [c.chosen for c in standing([decided], [MERGE, CHOICE])] == ["theirs"]
    assert [c.chosen for c in standing([decided], UNDONE)] == [""]
    assert standing([decided], [*UNDONE, entry(4, undoes=1)]) == ()
    back = [*UNDONE, entry(4, undoes=1), entry(5, redoes=1), entry(6, redoes=2)]
    assert standing([decided], back) == (decided,)


def test_that_a_choice_of_a_rule_is_the_rules_again_and_never_open() -> None:
    made_anew = settled(conflict("one", raised=1, reason="united", chosen="both"), "ours", 2)
    assert [c.chosen for c in standing([made_anew], UNDONE)] == ["both"]


def test_that_what_came_from_elsewhere_goes_when_that_is_undone() -> None:
    came = came_with(settled(conflict("one", raised=40), "theirs", 41), None, 7)
    assert (came.raised, came.settled) == (7, 7)
    ours = conflict("one", raised=1)
    settled_there = came_with(settled(ours, "theirs", 41), ours, 7)
    assert (settled_there.raised, settled_there.settled) == (1, 7)


def test_that_similar_ones_are_about_the_same_field_of_the_same_kind() -> None:
    kinds = {"r": "measure", "s": "activity"}
    one, two, other = conflict("one"), conflict("two"), msgspec.structs.replace(conflict("three"), record="s")
    assert similar(one, [one, two, other], lambda c: kinds[c.record]) == (two,)
