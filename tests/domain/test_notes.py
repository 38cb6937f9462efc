"""Notes of several sides come together in any order and any number of times, and nothing said is lost."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.notes import Note, united

words = st.sampled_from(["", "Why June?", "Because of the budget.", "За јун?"])
notes = st.lists(
    st.builds(
        Note,
        id=st.sampled_from("abcd"),
        thread=st.sampled_from("ab"),
        record=st.sampled_from("xy"),
        text=words,
        person=st.sampled_from(["Ana", "Vesna"]),
        at=st.sampled_from(["2026-01-01T00:00:00+00:00", "2026-01-02T00:00:00+00:00"]),
        resolved=st.booleans(),
        printed=st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(notes, notes, notes)
def test_that_uniting_is_commutative_associative_and_idempotent(
    one: list[Note], two: list[Note], more: list[Note]
) -> None:
    assert united(one, two) == united(two, one)
    assert united(united(one, two), more) == united(one, united(two, more)) == united(one, two, more)
    assert united(one, one) == united(one)


@settings(max_examples=200, deadline=None)
@given(notes, notes)
def test_that_every_note_stays_and_what_is_dealt_with_stays_so(one: list[Note], two: list[Note]) -> None:
    together = {note.id: note for note in united(one, two)}
    assert together.keys() == {note.id for note in (*one, *two)}
    for note in (*one, *two):
        assert together[note.id].resolved >= note.resolved


def test_that_a_note_dealt_with_elsewhere_is_dealt_with_here() -> None:
    note = Note(id="a", thread="a", record="x", text="Why June?")
    assert united([note], [msgspec.structs.replace(note, resolved=True)])[0].resolved
