"""Edits, their inverse, and the difference between plans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.adoption import adoption
from localplan.domain.edits import (
    DropRecord,
    MoveRecord,
    PutRecord,
    SetField,
    apply_edits,
    difference,
    edits_from_json,
    edits_to_json,
    inverse,
)
from localplan.domain.plan import Plan
from localplan.domain.positions import position_at
from localplan.domain.values import Refused
from tests.plans import big_plan, dangling, id_of, plans, record, small_plan, some_edits

CASES = settings(max_examples=150, deadline=None)


@CASES
@given(st.data())
def test_that_an_action_and_its_inverse_leave_the_plan_as_it_was(data: st.DataObject) -> None:
    plan = data.draw(plans())
    edits = data.draw(some_edits(plan))
    there = apply_edits(plan, edits)
    back = apply_edits(there, inverse(plan, edits))
    assert back == plan
    assert back.digest == plan.digest


@CASES
@given(st.data())
def test_that_the_difference_leads_from_one_plan_to_the_other(data: st.DataObject) -> None:
    old = data.draw(plans(most=3))
    new = old
    for _ in range(3):
        new = apply_edits(new, data.draw(some_edits(new)))
    assert apply_edits(old, difference(old, new)) == new
    assert apply_edits(new, difference(new, old)).digest == old.digest
    assert difference(old, old) == ()


@CASES
@given(st.data())
def test_that_a_plan_made_by_edits_equals_one_made_anew_from_its_records(data: st.DataObject) -> None:
    plan = data.draw(plans())
    anew = Plan(reversed(list(plan.records.values())))
    assert anew == plan
    assert anew.digest == plan.digest
    assert [r.id for r in anew.below("")] == [r.id for r in plan.below("")]
    assert not dangling(plan)


@CASES
@given(st.data())
def test_that_edits_survive_being_written_down(data: st.DataObject) -> None:
    plan = data.draw(plans(most=2))
    edits = data.draw(some_edits(plan))
    assert apply_edits(plan, edits_from_json(edits_to_json(edits))) == apply_edits(plan, edits)


def test_that_dropping_a_measure_takes_what_belongs_to_it_and_clears_references() -> None:
    plan = apply_edits(small_plan(), [DropRecord(id_of("A1.1.1"))])
    assert id_of("F1") not in plan
    assert plan[id_of("A1.1.2")].needs == ()  # type: ignore[attr-defined]
    plan = apply_edits(plan, [DropRecord(id_of("GO"))])
    assert set(plan.records) == {plan.id, id_of("OU"), id_of("SS")}


def test_that_a_record_that_only_speaks_about_another_goes_with_it() -> None:
    plan = small_plan()
    about = PutRecord(id_of("x"), {"kind": "answer", "parent": plan.id, "owner": id_of("M1.1"), "question": "q1"})
    plan = apply_edits(plan, [about])
    assert id_of("x") not in apply_edits(plan, [DropRecord(id_of("M1.1"))])


def test_that_moving_an_activity_before_its_sibling_changes_the_order_and_nothing_else() -> None:
    plan = small_plan()
    first = plan.child_ids(id_of("M1.1"), "activity")[0]
    moved = apply_edits(plan, [MoveRecord(id_of("A1.1.2"), id_of("M1.1"), "0000A")])
    assert moved.child_ids(id_of("M1.1"), "activity") == (id_of("A1.1.2"), first)
    assert difference(plan, moved) == (MoveRecord(id_of("A1.1.2"), id_of("M1.1"), "0000A"),)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (SetField(id_of("A1.1.1"), "lead", id_of("nobody")), "reference_leads_nowhere"),
        (SetField(id_of("A1.1.1"), "lead", id_of("M1.1")), "wrong_kind_of_target"),
        (SetField(id_of("A1.1.1"), "colour", "red"), "unknown_field"),
        (SetField(id_of("nothing"), "lead", ""), "unknown_record"),
        (SetField(id_of("F1"), "amounts", "12,5", "2026"), "not_a_number"),
        (SetField(id_of("F1"), "amounts", "NaN", "2026"), "not_a_number"),
        (SetField(id_of("F1"), "amounts", 1.5, "2026"), "not_a_number"),
        (SetField(id_of("F1"), "amounts", "0.0000001", "2026"), "too_many_decimals"),
        (SetField(id_of("F1"), "amounts", "1.00000000000000000000000000000000001", "2026"), "too_many_decimals"),
        (SetField(id_of("F1"), "amounts", "1_000", "2026"), "not_a_number"),
        (SetField(id_of("F1"), "amounts", "1e999", "2026"), "number_too_large"),
        (SetField(id_of("F1"), "amounts", 10**14, "2026"), "number_too_large"),
        (SetField(id_of("F1"), "amounts", 1, "26"), "not_a_year"),
        (SetField(id_of("A1.1.1"), "title", "x", "Serbian"), "not_a_language"),
        (SetField(id_of("A1.1.1"), "deadline", "2026-Q5"), "not_a_quarter"),
        (SetField(id_of("A1.1.1"), "lead", "x", "en"), "not_a_map"),
        (SetField(id_of("plan"), "period_start", "2026-02-30"), "not_a_date"),
        (SetField(id_of("A1.1.1"), "title", "x" * 200_001, "en"), "text_too_long"),
        (MoveRecord(id_of("SO1"), id_of("SO1"), "V"), "belongs_to_itself"),
        (MoveRecord(id_of("M1.1"), id_of("plan"), "V"), "wrong_kind_of_target"),
        (MoveRecord(id_of("M1.1"), "", "V"), "parent_missing"),
        (DropRecord(id_of("plan")), "plan_dropped"),
        (PutRecord(id_of("new"), {"kind": "castle"}), "unknown_kind"),
        (PutRecord(id_of("OU"), {"kind": "activity", "parent": id_of("M1.1")}), "kind_changed"),
        (PutRecord("not-an-id", {"kind": "activity", "parent": id_of("M1.1")}), "not_an_id"),
    ],
)
def test_that_what_does_not_fit_is_refused_with_its_reason(edit: SetField, reason: str) -> None:
    plan = small_plan()
    with pytest.raises(Refused) as refused:
        apply_edits(plan, [SetField(id_of("A1.1.1"), "note", "kept out", "en"), edit])
    assert refused.value.code == reason
    assert plan == small_plan()


def test_that_an_adopted_plan_takes_reports_and_refuses_all_else() -> None:
    plan = apply_edits(small_plan(), adoption(small_plan()))
    with pytest.raises(Refused) as refused:
        apply_edits(plan, [SetField(id_of("A1.1.1"), "deadline", "2027-Q1")])
    assert refused.value.code == "plan_is_adopted"
    with pytest.raises(Refused):
        apply_edits(plan, [SetField(plan.id, "vision", "other", "en")])
    with pytest.raises(Refused):
        apply_edits(plan, [DropRecord(id_of("A1.1.1"))])
    period = PutRecord(id_of("P26"), {"kind": "reporting_period", "parent": plan.id, "year": 2026})
    assert id_of("P26") in apply_edits(plan, [period, SetField(plan.id, "status", "published")])


def test_that_numbers_are_kept_in_one_form_whatever_was_typed() -> None:
    plan = small_plan()
    forms = ["1200.50", "1200.5", "+1200.500", "1.2005e3", Decimal("1200.5000")]
    digests = {apply_edits(plan, [SetField(id_of("F1"), "amounts", form, "2027")]).digest for form in forms}
    assert len(digests) == 1
    emptied = apply_edits(plan, [SetField(id_of("F1"), "amounts", None, "2026")])
    assert emptied[id_of("F1")].amounts == {}  # type: ignore[attr-defined]


def test_that_texts_are_kept_composed_with_plain_line_ends_and_without_control_characters() -> None:
    plan = apply_edits(small_plan(), [SetField(id_of("A1.1.1"), "title", "c\u030cas\r\nodmor\x07", "sr-Latn")])
    assert plan[id_of("A1.1.1")].title["sr-Latn"] == "čas\nodmor"  # type: ignore[attr-defined]


def test_that_dropping_two_hundred_rows_of_a_big_plan_is_one_quick_action() -> None:
    plan = big_plan(4000)
    rows = [DropRecord(id) for id in list(plan.records) if id not in small_plan()][:200]
    smaller = apply_edits(plan, rows)
    assert apply_edits(smaller, difference(smaller, plan)).digest == plan.digest


def test_that_positions_leave_room_between_all_neighbours() -> None:
    assert position_at(0) < position_at(1) < position_at(63) < position_at(5000)


def test_that_a_plan_has_one_record_of_its_own() -> None:
    with pytest.raises(Refused, match="not_one_plan"):
        apply_edits(small_plan(), [PutRecord(id_of("second"), {"kind": "plan"})])


def test_that_days_are_kept_within_the_years_that_files_may_hold() -> None:
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        with pytest.raises(Refused, match="not_a_date"):
            apply_edits(small_plan(), [SetField(id_of("plan"), "period_start", day)])


def test_that_work_goes_on_around_a_reference_whose_target_was_lost() -> None:
    whole = small_plan()
    plan = Plan(record for record in whole.records.values() if record.id != id_of("OU"))
    renamed = apply_edits(plan, [SetField(id_of("M1.1"), "title", "Still editable", "en")])
    assert renamed[id_of("M1.1")].responsible == id_of("OU")  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="reference_leads_nowhere"):
        apply_edits(plan, [SetField(id_of("A1.1.2"), "lead", id_of("OU"))])
    assert dangling(apply_edits(whole, [DropRecord(id_of("OU")), SetField(id_of("M1.1"), "title", "x", "en")])) == ()
    with pytest.raises(Refused, match="reference_leads_nowhere"):
        apply_edits(whole, [DropRecord(id_of("OU")), SetField(id_of("M1.1"), "responsible", id_of("OU"))])


def test_that_no_difference_turns_a_record_into_another_kind() -> None:
    plan = small_plan()
    twin = record("indicator", "A1.1.2", id_of("M1.1"))
    with pytest.raises(Refused, match="kind_changed"):
        difference(plan, plan.changed([twin], ()))
