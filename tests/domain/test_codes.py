"""Codes by order until adoption, by number afterwards."""

from __future__ import annotations

from localplan.domain.codes import codes
from localplan.domain.edits import DropRecord, SetField, apply_edits, put
from tests.plans import id_of, record, small_plan


def test_that_codes_follow_the_order_in_both_styles() -> None:
    plan = small_plan()
    numbers, letters = codes(plan), codes(plan, "letters")
    assert [numbers[id_of(x)] for x in ("GO", "SO1", "M1.1", "A1.1.2", "M1.1-I1")] == [
        "1",
        "1.1",
        "1.1.1",
        "1.1.1.2",
        "1.1.1-I1",
    ]
    assert [letters[id_of(x)] for x in ("GO", "SO1", "M1.1", "A1.1.2", "M1.1-I1")] == [
        "GO",
        "SO1",
        "M1.1",
        "A1.1.2",
        "M1.1-I1",
    ]


def test_that_specific_objectives_count_on_under_a_second_general_objective() -> None:
    plan = small_plan()
    second = record("objective", "GO2", plan.id, 5, objective_kind="general")
    under = record("objective", "SO2", id_of("GO2"), 0, objective_kind="specific")
    letters = codes(apply_edits(plan, [put(second), put(under)]), "letters")
    assert (letters[id_of("GO")], letters[id_of("GO2")], letters[id_of("SO2")]) == ("GO1", "GO2", "SO2")


def test_that_a_number_once_given_is_not_given_again() -> None:
    plan = small_plan()
    edits = [
        SetField(id_of("A1.1.1"), "number", 1),
        SetField(id_of("A1.1.2"), "number", 2),
        SetField(id_of("M1.1"), "numbers_given", 2, "activity"),
        DropRecord(id_of("A1.1.2")),
        put(record("activity", "later", id_of("M1.1"), 9)),
    ]
    assert codes(apply_edits(plan, edits))[id_of("later")] == "1.1.1.3"
