"""Adoption writes numbers and locks; an amendment opens the plan again and keeps every code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.adoption import adopted_content, adoption, amendment, withdrawal
from localplan.domain.codes import NUMBERED, codes
from localplan.domain.edits import (
    LOCKED,
    DropRecord,
    MoveRecord,
    PutRecord,
    SetField,
    apply_edits,
    difference,
    inverse,
    put,
)
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import DataPoint
from localplan.domain.records.delivery import ChangeRow, ReportingPeriod
from localplan.domain.records.logic import Activity, Measure, Objective
from localplan.domain.records.plan import Person, WorkingGroupMember
from localplan.domain.values import Refused
from tests import plans as plan_tools
from tests import samples
from tests.plans import id_of, is_as_adopted, plans, small_plan, some_edits

REASON, NAME = {"en": "The school closed"}, {"en": "Amendment 1"}


def adopted(plan: Plan) -> Plan:
    return apply_edits(plan, adoption(plan))


def amended(plan: Plan) -> Plan:
    return apply_edits(plan, amendment(plan, REASON, NAME, id_of("amendment")))


def new_activity(plan: Plan, known_as: str, measure: str = "M1.1") -> Plan:
    content = {"kind": "activity", "parent": id_of(measure), "position": "z"}
    return apply_edits(plan, [PutRecord(id_of(known_as), content)])


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_that_adoption_changes_no_code_and_writes_every_number(data: st.DataObject) -> None:
    plan = data.draw(plans())
    after = adopted(plan)
    assert codes(after) == codes(plan) and codes(after, "letters") == codes(plan, "letters")
    assert all(record.number for kind in NUMBERED for record in after.all_of(kind))  # type: ignore[attr-defined]
    assert len(set(codes(after).values())) == len(codes(after))
    assert is_as_adopted(after)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_that_reporting_does_not_change_what_was_adopted(data: st.DataObject) -> None:
    plan = adopted(data.draw(plans()))
    try:
        later = apply_edits(plan, data.draw(some_edits(plan)))
    except Refused:
        return
    assert adopted_content(later) == plan.root.adopted_digest


def test_that_a_report_leaves_the_digest_and_an_amendment_does_not() -> None:
    plan = adopted(small_plan())
    period = PutRecord(id_of("P26"), {"kind": "reporting_period", "parent": plan.id, "year": 2026})
    assert is_as_adopted(apply_edits(plan, [period, SetField(plan.id, "status", "published")]))
    other = apply_edits(amended(plan), [SetField(id_of("A1.1.1"), "deadline", "2027-Q1")])
    assert not is_as_adopted(other) and other.root.adopted_digest == plan.root.adopted_digest


@pytest.mark.parametrize("name", ["zamisljeno-polje.implementation", samples.SMALL])
def test_that_the_samples_carry_the_digest_of_their_adoption(name: str) -> None:
    plan = samples.plan(name)
    assert is_as_adopted(plan)
    opened = amended(plan)
    assert codes(adopted(opened)) == codes(plan)
    assert not is_as_adopted(apply_edits(opened, [SetField(opened.id, "vision", "Another", "en")]))


def test_that_adopting_the_draft_gives_the_numbers_of_the_sample() -> None:
    after, sample = adopted(samples.draft()), samples.implementation()
    numbers = {r.id: r.number for kind in NUMBERED for r in sample.all_of(kind)}  # type: ignore[attr-defined]
    assert {r.id: r.number for kind in NUMBERED for r in after.all_of(kind)} == numbers  # type: ignore[attr-defined]
    for kind in (Measure,):
        assert {r.id: r.numbers_given for r in after.all(kind)} == {r.id: r.numbers_given for r in sample.all(kind)}


def test_that_an_adopted_plan_is_not_adopted_twice_and_only_an_adopted_one_amended() -> None:
    for act in (adoption, withdrawal):
        with pytest.raises(Refused) as refused:
            act(adopted(small_plan()))
        assert refused.value.code == "plan_is_adopted"
    with pytest.raises(Refused) as refused:
        amended(small_plan())
    assert refused.value.code == "plan_not_adopted"


@pytest.mark.parametrize("state", sorted(LOCKED))
def test_that_no_state_of_an_adopted_plan_is_set_without_its_digest(state: str) -> None:
    changed = apply_edits(amended(adopted(small_plan())), [SetField(id_of("A1.1.1"), "title", "Another", "en")])
    for plan in (small_plan(), changed):  # the second still has the digest of the version before
        with pytest.raises(Refused) as refused:
            apply_edits(plan, [SetField(plan.id, "status", state)])
        assert refused.value.code == "adopted_without_digest"


def test_that_undoing_an_amendment_is_no_adoption_without_a_digest() -> None:
    plan = adopted(small_plan())
    opened = amended(plan)
    assert apply_edits(opened, difference(opened, plan)).digest == plan.digest


def test_that_an_adopted_plan_is_opened_only_as_its_next_version() -> None:
    plan = adopted(small_plan())
    with pytest.raises(Refused) as refused:
        apply_edits(plan, [SetField(plan.id, "status", "draft")])
    assert refused.value.code == "plan_is_adopted"
    opened = amended(plan)
    assert (opened.root.status, opened.root.version) == ("draft", 2)
    (row,) = opened.all(ChangeRow)
    assert (row.source, row.why, row.what, row.element) == ("amendment", REASON, NAME, plan.id)


def test_that_opening_an_amendment_can_be_undone() -> None:
    plan = adopted(small_plan())
    edits = amendment(plan, REASON, NAME, id_of("amendment"))
    assert apply_edits(apply_edits(plan, edits), inverse(plan, edits)).digest == plan.digest


def test_that_the_number_of_a_dropped_element_is_not_given_again() -> None:
    opened = amended(adopted(small_plan()))
    less = apply_edits(opened, [DropRecord(id_of("A1.1.2"))])
    again = adopted(new_activity(less, "A1.1.3"))
    assert codes(again)[id_of("A1.1.3")] == "1.1.1.3"
    third = amended_again(again)
    third = adopted(new_activity(apply_edits(third, [DropRecord(id_of("A1.1.3"))]), "A1.1.4"))
    assert codes(third)[id_of("A1.1.4")] == "1.1.1.4"
    assert third.root.version == 3


def amended_again(plan: Plan) -> Plan:
    return apply_edits(plan, amendment(plan, REASON, NAME, id_of("amendment-2")))


def test_that_what_is_moved_takes_no_number_from_those_who_stand_there() -> None:
    measure = {"kind": "measure", "parent": id_of("SO1"), "position": "z"}
    plan = apply_edits(small_plan(), [PutRecord(id_of("M1.2"), measure)])
    before = adopted(new_activity(plan, "A1.2.1", "M1.2"))
    moved = apply_edits(amended(before), [MoveRecord(id_of("A1.2.1"), id_of("M1.1"), "000")])
    assert len(set(codes(moved).values())) == len(codes(moved))
    after = apply_edits(moved, adoption(moved, before))
    assert codes(after)[id_of("A1.1.1")] == "1.1.1.1"
    assert codes(after)[id_of("A1.2.1")] == "1.1.1.3"


def with_objective(plan: Plan, known_as: str, under: str = "plan", position: str = "z") -> Plan:
    kind = "general" if under == "plan" else "specific"
    content = {"kind": "objective", "objective_kind": kind, "parent": id_of(under), "position": position}
    return apply_edits(plan, [PutRecord(id_of(known_as), content)])


def two_general_objectives() -> Plan:
    """SO1 and SO2 under the first, SO3 under the second."""
    plan = with_objective(small_plan(), "SO2", "GO")
    return with_objective(with_objective(plan, "GO2"), "SO3", "GO2")


def lettered(plan: Plan, *known_as: str) -> list[str]:
    found = codes(plan, "letters")
    return [found[id_of(name)] for name in known_as]


FIVE = ("GO", "GO2", "SO1", "SO2", "SO3")


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: with_objective(plan, "new", "GO"),
        lambda plan: with_objective(with_objective(plan, "new general", position="0"), "new", "new general"),
        lambda plan: with_objective(plan, "new", "GO2", position="0"),
    ],
    ids=["under the first", "under a new one that stands before", "under the second"],
)
def test_that_letters_of_adopted_objectives_stay_when_one_is_added(change: Callable[[Plan], Plan]) -> None:
    before = adopted(two_general_objectives())
    assert lettered(before, *FIVE) == ["GO1", "GO2", "SO1", "SO2", "SO3"]
    plan = amended(before)
    for step in (change, adopted):
        plan = step(plan)
        assert lettered(plan, *FIVE, "new") == ["GO1", "GO2", "SO1", "SO2", "SO3", "SO4"]


def test_that_letters_of_what_stays_outlive_what_is_dropped_and_are_not_used_again() -> None:
    opened = amended(adopted(two_general_objectives()))
    less = apply_edits(opened, [DropRecord(id_of("SO1")), DropRecord(id_of("GO2"))])
    again = adopted(with_objective(with_objective(less, "GO3"), "SO4", "GO3"))
    assert lettered(again, "GO", "GO3", "SO2", "SO4") == ["GO1", "GO3", "SO2", "SO4"]


def test_that_the_only_general_objective_keeps_its_bare_letters_when_it_is_joined() -> None:
    before = adopted(small_plan())
    plan = with_objective(with_objective(amended(before), "GO2"), "SO2", "GO2")
    for _ in range(2):
        assert lettered(plan, "GO", "GO2", "SO1", "M1.1", "SO2") == ["GO", "GO2", "SO1", "M1.1", "SO2"]
        plan = adopted(plan)
        plan = apply_edits(plan, amendment(plan, REASON, NAME, id_of(f"amendment {plan.root.version}")))
    alone = apply_edits(plan, [DropRecord(id_of("GO"))])
    assert lettered(adopted(alone), "GO2", "SO2") == ["GO2", "SO2"]


def test_that_what_moves_to_another_general_objective_takes_a_letter_of_its_own() -> None:
    before = adopted(two_general_objectives())
    moved = apply_edits(amended(before), [MoveRecord(id_of("SO2"), id_of("GO2"), "0")])
    after = apply_edits(moved, adoption(moved, before))
    assert lettered(after, "SO1", "SO2", "SO3") == ["SO1", "SO4", "SO3"]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_that_codes_of_what_stays_never_change(data: st.DataObject) -> None:
    before = adopted(data.draw(plans()))
    changed = amended(before)
    for _ in range(2):
        changed = apply_edits(changed, data.draw(some_edits(changed)))
    edits: list[Any] = [
        SetField(r.id, name, getattr(r, name))
        for r in before.records.values()
        for name in ("number", "letter_number")
        if hasattr(r, name)
    ]
    edits += [
        SetField(r.id, "numbers_given", getattr(r, "numbers_given", {})) for r in before.records.values() if _gives(r)
    ]
    changed = apply_edits(changed, [edit for edit in edits if edit.id in changed])  # nobody edits numbers by hand
    after = apply_edits(changed, adoption(changed, before))
    for kind in NUMBERED:
        for record in after.all_of(kind):
            old = before.get(record.id)
            if old is not None and old.parent == record.parent:
                assert record.number == old.number  # type: ignore[attr-defined]
    old_letters, letters = codes(before, "letters"), codes(after, "letters")
    for objective in after.all(Objective):
        was = before.get(objective.id)
        if not isinstance(was, Objective) or objective.id not in letters:
            continue
        if (was.parent, was.objective_kind) == (objective.parent, objective.objective_kind):
            assert letters[objective.id] == old_letters.get(objective.id)


def _gives(record: Any) -> bool:
    return hasattr(record, "numbers_given")


def test_that_withdrawing_an_amendment_gives_back_the_plan_and_keeps_its_reports() -> None:
    before = apply_edits(adopted(small_plan()), [SetField(id_of("plan"), "status", "in_implementation")])
    opened = amended(before)
    period = PutRecord(id_of("P26"), {"kind": "reporting_period", "parent": opened.id, "year": 2026})
    report = {"kind": "activity_report", "parent": id_of("P26"), "activity": id_of("A1.1.1")}
    changed = apply_edits(opened, [period, PutRecord(id_of("R"), report), DropRecord(id_of("A1.1.2"))])
    back = apply_edits(changed, withdrawal(changed, before))
    assert is_as_adopted(back)
    assert back.root == before.root
    assert set(back.records) - set(before.records) == {id_of("P26"), id_of("R")}


def test_that_a_report_on_what_the_amendment_dropped_comes_back_with_it() -> None:
    plan = samples.implementation()
    activity = plan.all(Activity)[0]
    opened = apply_edits(amended(plan), [DropRecord(activity.id)])
    assert len(opened.all_of("activity_report")) < len(plan.all_of("activity_report"))
    assert apply_edits(opened, withdrawal(opened, plan)).digest == plan.digest


def test_that_a_draft_is_withdrawn_and_an_amendment_only_with_the_plan_before_it() -> None:
    plan = small_plan()
    assert apply_edits(plan, withdrawal(plan)).root.status == "withdrawn"
    with pytest.raises(Refused) as refused:
        withdrawal(amended(adopted(plan)))
    assert refused.value.code == "no_version_before"


def test_that_people_leave_an_adopted_plan_and_requests_are_answered() -> None:
    """Names are kept no longer than their purpose, and the State answers when it answers."""
    plan = samples.implementation()
    person = plan.root.coordinator or plan.all(Person)[0].id
    request = plan_tools.record("request", "recognition", plan.id, ask={"en": "Recognise diplomas in thirty days"})
    edits = [put(request), SetField(request.id, "sent_on", "2027-03-01"), DropRecord(person)]
    later = apply_edits(plan, edits)
    assert person not in later and not any(m.person == person for m in later.all(WorkingGroupMember))
    assert not later.root.coordinator or later.root.coordinator != person
    assert is_as_adopted(later)
    with pytest.raises(Refused):
        apply_edits(plan, [SetField(plan.id, "vision", "Another one", "en")])


def test_that_the_local_profile_grows_year_by_year_without_a_new_adoption() -> None:
    plan = samples.implementation()
    period = plan.all(ReportingPeriod)[0]
    point = plan.all(DataPoint)[0]
    facts = {"topic": point.topic, "unit": point.unit, "label": dict(point.label), "year": 2026, "value": "371"}
    figure = plan_tools.record("profile_figure", "unemployed 2026", period.id, source=point.source, **facts)
    later = apply_edits(plan, [put(figure)])
    assert is_as_adopted(later)
    with pytest.raises(Refused):
        apply_edits(plan, [SetField(point.id, "value", "371")])
