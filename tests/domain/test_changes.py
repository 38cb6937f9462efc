"""The change log between the hearing and adoption: one row for each element, and what has no reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

from localplan.domain.adoption import adoption
from localplan.domain.changes import Change, changes, offered_rows, unexplained
from localplan.domain.edits import DropRecord, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ChangeRow
from tests import samples
from tests.plans import id_of, small_plan


def ids() -> Callable[[], str]:
    numbers = count()
    return lambda: id_of(f"new-{next(numbers)}")


def say(change: Change) -> Mapping[str, str]:
    return {"en": f"{len(change.edits)} changes"}


def elements(hearing: Plan, now: Plan) -> list[str]:
    return [change.element for change in changes(hearing, now)]


def test_that_what_belongs_to_an_element_is_told_under_it() -> None:
    hearing = small_plan()
    edits = [
        SetField(id_of("F1"), "amounts", 130, "2026"),
        SetField(id_of("A1.1.1"), "deadline", "2027-Q1"),
        SetField(id_of("M1.1"), "title", "Skills for work", "en"),
    ]
    found = changes(hearing, apply_edits(hearing, edits))
    assert [(one.element, len(one.edits)) for one in found] == [(id_of("M1.1"), 1), (id_of("A1.1.1"), 2)]


def test_that_what_was_dropped_is_told_under_what_it_was_in() -> None:
    hearing = small_plan()
    assert elements(hearing, apply_edits(hearing, [DropRecord(id_of("A1.1.2"))])) == [id_of("M1.1")]
    assert elements(hearing, apply_edits(hearing, [DropRecord(id_of("GO"))])) == [hearing.id]


def test_that_what_has_no_code_is_told_by_itself() -> None:
    hearing = small_plan()
    now = apply_edits(hearing, [SetField(id_of("OU"), "contact", "office"), SetField(hearing.id, "vision", "V", "en")])
    assert set(elements(hearing, now)) == {id_of("OU"), hearing.id}


def test_that_adoption_reports_and_the_hearing_itself_are_no_changes() -> None:
    hearing = small_plan()
    rows = [
        {"kind": "act", "act_kind": "adoption"},
        {"kind": "public_hearing", "contact": "office"},
        {"kind": "person", "name": "One"},
    ]
    edits = [PutRecord(id_of(f"r{n}"), {"parent": hearing.id, **row}) for n, row in enumerate(rows)]
    now = apply_edits(hearing, edits)
    assert changes(hearing, apply_edits(now, adoption(now))) == ()


def test_that_only_a_change_without_a_reason_is_left() -> None:
    hearing = small_plan()
    now = apply_edits(hearing, [SetField(id_of("A1.1.1"), "deadline", "2027-Q1")])
    assert [one.element for one in unexplained(hearing, now)] == [id_of("A1.1.1")]
    with_rows = apply_edits(now, offered_rows(hearing, now, say, ids()))
    (row,) = with_rows.all(ChangeRow)
    assert (row.element, row.what) == (id_of("A1.1.1"), {"en": "1 changes"})
    assert [one.element for one in unexplained(hearing, with_rows)] == [id_of("A1.1.1")]
    explained = apply_edits(with_rows, [SetField(row.id, "why", "Bids came late", "en")])
    assert list(unexplained(hearing, explained)) == []
    assert offered_rows(hearing, explained, say, ids()) == ()


def test_that_a_reason_given_before_the_hearing_explains_nothing_after_it() -> None:
    row = {"kind": "change_row", "parent": id_of("plan"), "element": id_of("A1.1.1"), "why": {"en": "Earlier"}}
    hearing = apply_edits(small_plan(), [PutRecord(id_of("row"), row)])
    now = apply_edits(hearing, [SetField(id_of("A1.1.1"), "deadline", "2027-Q1")])
    assert [one.element for one in unexplained(hearing, now)] == [id_of("A1.1.1")]


def test_that_the_log_of_the_sample_names_elements_that_changed() -> None:
    hearing, now = samples.draft(), samples.implementation()
    logged = {row.element for row in now.all(ChangeRow)}
    assert logged <= set(elements(hearing, now))
    assert all(one.element not in logged for one in unexplained(hearing, now))


def test_that_offered_rows_stand_behind_those_that_are_there() -> None:
    hearing, now = samples.draft(), samples.implementation()
    rows = offered_rows(hearing, now, say, ids())
    known = {change.element for change in changes(hearing, now)}
    assert {row.content["element"] for row in rows} == known - {row.element for row in now.all(ChangeRow)}
    draft = now.changed([], [])
    assert all(row.content["position"] > max(r.position for r in draft.all(ChangeRow)) for row in rows)
