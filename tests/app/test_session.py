"""An open plan without a window: what is one entry, and that undo and redo lead through the same states."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localplan.app.session import PlanChange, PlanSession
from localplan.domain.edits import PutRecord, SetField
from localplan.domain.history import History, JournalEntry
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from tests.plans import id_of, small_plan, some_edits


class Written:
    """Takes entries as a library does, and commits at once."""

    def __init__(self) -> None:
        self.entries: list[JournalEntry] = []
        self.plans: list[Plan] = []

    def submit(self, entry: JournalEntry, plan: Plan, touched: Iterable[str]) -> Future[str]:
        self.entries.append(entry)
        self.plans.append(plan)
        done: Future[str] = Future()
        done.set_result("2027-01-01T00:00:00+00:00")
        return done

    def flush(self) -> None:
        """Nothing waits."""


def session_on(plan: Plan) -> tuple[PlanSession, Written]:
    """A session, and what it has written."""
    written = Written()
    return PlanSession(plan, History(), 0, written, "Mila"), written


def type_title(session: PlanSession, name: str, text: str) -> None:
    """Type a title letter by letter."""
    for end in range(1, len(text) + 1):
        session.perform([SetField(id_of(name), "title", text[:end], "en")], "Title", typing=f"{name}.title")


def test_that_typing_is_one_entry_and_a_command_that_comes_meanwhile_is_another() -> None:
    session, written = session_on(small_plan())
    start = session.plan
    type_title(session, "M1.1", "Practice")
    typed = session.plan
    session.perform([PutRecord(id_of("new"), {"kind": "activity", "parent": id_of("M1.1"), "position": "z"})], "Add")
    added = session.plan
    assert [entry.label for entry in written.entries] == ["Title", "Add"]
    assert [plan.digest for plan in written.plans] == [typed.digest, added.digest]
    states = [session.plan.digest for _ in range(2) if session.undo()]
    assert states == [typed.digest, start.digest]
    states = [session.plan.digest for _ in range(2) if session.redo()]
    assert states == [typed.digest, added.digest]


def test_that_typing_in_another_field_begins_another_entry() -> None:
    session, written = session_on(small_plan())
    type_title(session, "M1.1", "One")
    type_title(session, "A1.1.1", "Two")
    session.settle()
    assert len(written.entries) == 2
    assert session.plan[id_of("M1.1")].title["en"] == "One"  # type: ignore[attr-defined]
    session.undo()
    assert session.plan[id_of("A1.1.1")].title["en"] == "Survey"  # type: ignore[attr-defined]
    assert session.plan[id_of("M1.1")].title["en"] == "One"  # type: ignore[attr-defined]


def test_that_undo_while_typing_takes_back_what_was_typed() -> None:
    session, _ = session_on(small_plan())
    start = session.plan.digest
    type_title(session, "M1.1", "Practice")
    assert session.undo_label == "Title"
    session.undo()
    assert session.plan.digest == start
    assert (session.undo_label, session.redo_label) == ("", "Title")


def test_that_what_changes_nothing_is_no_entry() -> None:
    session, written = session_on(small_plan())
    heard: list[PlanChange] = []
    session.listener = heard.append
    session.perform([SetField(id_of("M1.1"), "title", "Skills", "en")], "Title")
    assert not written.entries and not heard and not session.can_undo


def test_that_nothing_to_undo_is_refused_and_changes_nothing() -> None:
    session, written = session_on(small_plan())
    with pytest.raises(Refused, match="nothing_to_undo"):
        session.undo()
    with pytest.raises(Refused, match="nothing_to_redo"):
        session.redo()
    assert not written.entries


def test_that_a_plan_opened_for_reading_refuses_every_change() -> None:
    session, written = session_on(small_plan())
    session.read_only = True
    start = session.plan
    for typing in ("", "field"):
        with pytest.raises(Refused, match="library_read_only"):
            session.perform([SetField(id_of("M1.1"), "title", "Other", "en")], "Title", typing=typing)
    assert session.plan is start and not written.entries and not session.can_undo


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_that_undo_and_redo_pass_through_the_same_digests(data: st.DataObject) -> None:
    session, _ = session_on(small_plan())
    typings = st.sampled_from(["", "a", "b"])
    for _ in range(data.draw(st.integers(1, 6))):
        session.perform(data.draw(some_edits(session.plan)), "Action", typing=data.draw(typings))
    session.settle()
    digests = [session.plan.digest]
    while session.can_undo:
        session.undo()
        digests.append(session.plan.digest)
    assert digests[-1] == small_plan().digest
    again = [digests[-1]]
    while session.can_redo:
        session.redo()
        again.append(session.plan.digest)
    assert again == digests[::-1]
