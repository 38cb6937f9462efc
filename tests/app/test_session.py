"""An open plan without a window: what is one entry, and that undo and redo lead through the same states."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localplan.app.plans import open_session
from localplan.app.session import PlanChange, PlanSession
from localplan.domain.edits import PutRecord, SetField
from localplan.domain.history import History, JournalEntry
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage.opening import open_library
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


class Closed(Written):
    """Refuses entries while it is closed."""

    closed = True

    def submit(self, entry: JournalEntry, plan: Plan, touched: Iterable[str]) -> Future[str]:
        if self.closed:
            raise Refused("library_closed")
        return super().submit(entry, plan, touched)


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


def test_that_an_action_the_library_refuses_leaves_nothing_behind() -> None:
    written = Closed()
    session = PlanSession(small_plan(), History(), 7, written, "Mila")
    with pytest.raises(Refused, match="library_closed"):
        session.perform([SetField(session.plan.id, "code", "x")], "Code")
    assert session.plan == small_plan() and not session.can_undo
    written.closed = False
    session.perform([SetField(session.plan.id, "code", "y")], "Code")
    assert [entry.number for entry in written.entries] == [8]


def test_that_typed_text_the_library_refuses_is_kept_and_entered_later() -> None:
    written = Closed()
    session = PlanSession(small_plan(), History(), 0, written, "Mila")
    type_title(session, "M1.1", "Practice")
    with pytest.raises(Refused, match="library_closed"):
        session.settle()
    with pytest.raises(Refused, match="library_closed"):
        session.perform([SetField(session.plan.id, "code", "x")], "Code")
    assert session.plan[id_of("M1.1")].title["en"] == "Practice"  # type: ignore[attr-defined]
    assert session.undo_label == "Title"
    written.closed = False
    session.settle()
    assert [entry.number for entry in written.entries] == [1]
    session.undo()
    assert session.plan == small_plan()


def test_that_text_typed_and_taken_out_again_leaves_nothing_to_undo() -> None:
    session, written = session_on(small_plan())
    session.perform([SetField(session.plan.id, "code", "x")], "Code")
    type_title(session, "M1.1", "S")
    type_title(session, "M1.1", "Skills")
    assert session.undo_label == "Code"
    session.settle()
    assert len(written.entries) == 1


def test_that_typing_on_after_a_pause_is_another_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    session, written = session_on(small_plan())
    clock = iter([10.0, 10.5, 11.6, 11.7])
    monkeypatch.setattr("localplan.app.session.time.monotonic", lambda: next(clock))
    for text in ("P", "Pr", "Pra", "Prac"):
        session.perform([SetField(id_of("M1.1"), "title", text, "en")], "Title", typing="title")
    session.settle()
    assert [plan[id_of("M1.1")].title["en"] for plan in written.plans] == ["Pr", "Prac"]  # type: ignore[attr-defined]


def test_that_writes_that_fail_for_a_while_come_in_their_order_and_are_told(tmp_path: Path) -> None:
    troubles: list[str | None] = []
    with open_library(tmp_path / "own.localplan", author="Mila", program="t", pause=0, retry=0.02) as library:
        library.add_plan(small_plan())
        library.listen(lambda trouble: troubles.append(trouble.code if trouble else None))
        session = PlanSession(small_plan(), History(), 0, library, "Mila")
        saved: list[str] = []
        session.saved = lambda done: saved.append(done.result())
        with sqlite3.connect(tmp_path / "own.localplan") as raw:
            raw.execute("ALTER TABLE journal RENAME TO elsewhere")
        for code in ("a", "b", "c"):
            session.perform([SetField(session.plan.id, "code", code)], "Code")
        with pytest.raises(Refused, match="library_failed"):
            session.save()
        assert not saved and library.read_plan(session.plan.id) == small_plan()
        with raw:
            raw.execute("ALTER TABLE elsewhere RENAME TO journal")
        raw.close()
        session.save()
        assert [entry.number for entry in library.journal(session.plan.id)] == [1, 2, 3]
        assert library.read_plan(session.plan.id) == session.plan
        assert len(saved) == 3 and troubles[0] == "library_failed"


def test_that_undo_goes_on_after_the_library_was_closed_and_opened(tmp_path: Path) -> None:
    plan, digests = small_plan(), []
    with open_library(tmp_path / "own.localplan", author="Mila", program="t") as library:
        library.add_plan(plan)
        session = open_session(library, plan.id, "Mila")
        for name in ("M1.1", "A1.1.1", "A1.1.2"):
            digests.append(session.plan.digest)
            type_title(session, name, "Typed")
        session.save()
        session.undo()
        session.save()
    with open_library(tmp_path / "own.localplan", author="Mila", program="t") as library:
        session = open_session(library, plan.id, "Mila")
        assert session.can_redo
        while session.can_undo:
            assert session.plan.digest == digests.pop()
            session.undo()
        assert session.plan.digest == plan.digest
        session.redo()
        session.save()
        assert library.read_plan(plan.id).digest == session.plan.digest
        assert library.last_number(plan.id) == 7
