"""Lines of a step's progress: what is asked, what is there."""

from __future__ import annotations

from datetime import date

from localplan.domain.plan import Plan
from localplan.methodology.checks import Seen, check_plan
from localplan.methodology.progress import Line, Progress, answered, progress
from tests.methods import methodology
from tests.plans import empty_plan, id_of
from tests.whole_plans import whole_plan, with_field, with_record, without

NOW = Seen(today=date(2027, 5, 1))


def of_step(plan: Plan, rule: str) -> Progress:
    """The progress of the step in which a rule stands."""
    step = methodology().rules[rule].step
    return progress(plan, methodology(), step, check_plan(plan, methodology(), NOW))


def line(plan: Plan, rule: str) -> tuple[int, int]:
    (found,) = [one for one in of_step(plan, rule).lines if one.message_id == f"progress.rule.{rule}"]
    return found.done, found.of


def test_that_a_rule_counts_the_elements_that_keep_it() -> None:
    plan = whole_plan()
    assert line(plan, "R101") == (2, 2)
    assert line(with_field(plan, "A1", "lead"), "R101") == (1, 2)
    assert line(with_record(plan, "measure", "M1.2", "SO1", measure_type="incentive"), "R074") == (1, 2)


def test_that_two_faults_of_one_element_are_one_element_less() -> None:
    plan = with_field(whole_plan(), "F1", "amounts", {"2026": -1, "2027": -2})
    assert line(plan, "R122") == (0, 1)


def test_that_a_rule_on_the_whole_plan_counts_once() -> None:
    assert line(whole_plan(), "R040") == (1, 1)
    assert line(without(whole_plan(), "core"), "R040") == (0, 1)


def test_that_a_step_not_yet_opened_has_everything_to_do() -> None:
    plan = empty_plan(status="draft")
    assert line(plan, "R040") == (0, 1)
    assert of_step(plan, "R040").share == 0


def test_that_a_rule_without_elements_or_of_a_later_state_has_no_line() -> None:
    draft = empty_plan(status="draft", legal_profile="rs")
    rules = {one.message_id for one in of_step(draft, "R152").lines}
    assert "progress.rule.R152" not in rules
    assert not [one for one in of_step(draft, "R101").lines if one.message_id == "progress.rule.R101"]


def test_that_a_share_is_all_done_of_all_asked() -> None:
    assert Progress((Line(4, 6, "a"), Line(0, 2, "b"))).share == 0.5
    assert Progress().share == 0


def test_that_a_baseline_to_come_counts_as_kept() -> None:
    plan = with_field(whole_plan(), "GO-I1", "baseline_value")
    assert line(plan, "R082") == (2, 3)
    assert line(with_field(plan, "GO-I1", "baseline_pending_until", "2026-06-30"), "R082") == (3, 3)


def test_that_required_fields_are_counted_for_each_row_of_a_form() -> None:
    form = next(f for f in methodology().forms_of("activity") if any(one.required for one in f.fields))
    step = methodology().step_of(form.code).code

    def counted(plan: Plan) -> Line:
        lines = progress(plan, methodology(), step, []).lines
        return next(one for one in lines if one.message_id == f"progress.form.{form.code}")

    asked = sum(one.required for one in form.fields)
    plan = whole_plan()
    assert counted(plan).of == 2 * asked
    assert counted(plan).values == {"form": form.code}
    fewer = with_field(plan, "A1", "title" if plan[id_of("A1")].title else "lead")  # type: ignore[attr-defined]
    assert counted(fewer).done == counted(plan).done - 1
    assert counted(with_record(plan, "activity", "A3", "M1.1")).of == 3 * asked


def test_that_what_two_forms_show_is_asked_once() -> None:
    draft = empty_plan(status="draft", legal_profile="rs")
    planned = with_record(draft, "evaluation", "e", "plan", evaluation_kind="mid_term")
    assert [one.message_id for one in form_lines(planned, "coordination") if one.done] == [
        "progress.form.evaluation_plan"
    ]
    assert "progress.form.evaluation" not in {one.message_id for one in form_lines(planned, "delivery")}


def form_lines(plan: Plan, step: str) -> list[Line]:
    return [one for one in progress(plan, methodology(), step, []).lines if one.message_id.startswith("progress.form")]


def test_that_every_step_of_any_plan_has_a_share_between_nothing_and_all() -> None:
    for plan in (empty_plan(), whole_plan(), whole_plan(track="small"), whole_plan(legal_profile="generic")):
        findings = check_plan(plan, methodology(), NOW)
        for step in methodology().steps:
            told = progress(plan, methodology(), step.code, findings)
            assert 0 <= told.share <= 1
            assert all(0 <= one.done <= one.of for one in told.lines)


def test_that_a_municipality_outside_the_register_needs_no_code() -> None:
    form = methodology().form("plan")
    field = next(field for field in form.fields if field.name == "municipality")
    assert field.required
    assert not answered(empty_plan(municipality="").root, field)
    assert answered(empty_plan(municipality="", outside_register=True).root, field)
