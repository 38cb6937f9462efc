"""The plan's digest follows from all its records, however it was brought up to date."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.canonical import digest_of_all
from localplan.domain.edits import DropRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from tests.plans import big_plan, id_of, plans, small_plan, some_edits


def digest_anew(plan: Plan) -> str:
    """The digest with nothing remembered."""
    return digest_of_all((id, Plan(plan.records.values()).digest_for(id)) for id in plan.records).hex()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_that_a_digest_carried_on_from_plan_to_plan_equals_one_made_anew(data: st.DataObject) -> None:
    plan = data.draw(plans(most=2))
    for _ in range(4):
        if data.draw(st.booleans()):
            assert plan.digest == digest_anew(plan)
        plan = apply_edits(plan, data.draw(some_edits(plan)))
    assert plan.digest == digest_anew(plan)


def test_that_a_digest_is_right_after_more_changes_than_are_carried_on() -> None:
    plan = big_plan(1200)
    assert plan.digest == digest_anew(plan)
    rows = [id for id in plan.records if id not in small_plan()]
    fewer = apply_edits(plan, [DropRecord(id) for id in rows[:700]])
    assert fewer.digest == digest_anew(fewer)


def test_that_a_plan_keeps_its_digest_when_another_grows_out_of_it() -> None:
    plan = small_plan()
    before = plan.digest
    after = apply_edits(plan, [SetField(id_of("M1.1"), "title", "Other", "en")])
    assert after.digest != before
    assert plan.digest == before
    assert apply_edits(after, [SetField(id_of("M1.1"), "title", "Skills", "en")]).digest == before
