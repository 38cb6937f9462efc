"""When rules speak, how loudly, and what accepting them does."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.plan import Plan
from localplan.methodology.checks import Finding, Seen, check_plan, found_text
from localplan.methodology.methodology import Methodology
from localplan.methodology.states import STATES
from tests.methods import methodology
from tests.plans import big_plan, empty_plan, id_of, plans, small_plan
from tests.whole_plans import in_state, whole_plan, with_field, with_record, without

NOW = Seen(today=date(2027, 5, 1))
ADOPTION = Seen(today=date(2027, 5, 1), adoption=True)


def found(plan: Plan, seen: Seen = NOW, method: Methodology | None = None) -> list[Finding]:
    return check_plan(plan, method or methodology(), seen)


def codes(plan: Plan, seen: Seen = NOW, method: Methodology | None = None) -> set[str]:
    return {finding.rule for finding in found(plan, seen, method)}


def errors(plan: Plan, seen: Seen = NOW) -> set[str]:
    return {finding.rule for finding in found(plan, seen) if finding.tier == "error"}


# opened steps and states ---------------------------------------------------------------------------------------------


def test_that_an_empty_draft_is_asked_for_its_first_step_only() -> None:
    first = methodology().steps[0].code
    assert {finding.step for finding in found(empty_plan(status="draft"))} == {first}


def test_that_adoption_asks_for_everything() -> None:
    asked = errors(empty_plan(status="draft", legal_profile="rs"), ADOPTION)
    assert {"R040", "R050", "R052", "R142", "R152"} <= asked


def test_that_a_step_speaks_once_it_has_a_record() -> None:
    plan = empty_plan(status="draft")
    assert "R040" not in codes(plan)
    assert "R040" in codes(with_record(plan, "request", "ask", "plan", ask={"en": "Give us the data"}))


def test_that_a_step_speaks_once_the_planner_has_said_a_word_on_it() -> None:
    plan = empty_plan(status="draft")
    step = methodology().rules["R050"].step
    assert "R050" in codes(with_record(plan, "step_state", "s", "plan", step=step, status="in_work"))


def test_that_a_step_speaks_once_a_field_of_the_plan_is_filled_in_it() -> None:
    plan = empty_plan(status="draft")
    assert "R052" in codes(with_field(plan, "plan", "vision", {"en": "A place to stay"}))


def test_that_all_steps_of_a_plan_in_its_hearing_speak() -> None:
    assert "R040" not in codes(empty_plan(status="in_consultation"))
    assert "R040" in codes(empty_plan(status="public_hearing"))


def test_that_a_rule_waits_for_its_state() -> None:
    def without_hearing(status: str) -> set[str]:
        return codes(without(whole_plan(status=status), "hearing"))

    states = [status for status in STATES if "R152" in without_hearing(status)]
    assert states == list(STATES[STATES.index("proposed") :])
    assert "R152" not in without_hearing("withdrawn")


def test_that_the_decision_of_the_assembly_is_asked_for_after_it_only() -> None:
    plan = without(whole_plan(status="proposed"), "adopted")
    assert codes(plan, ADOPTION) == set()
    assert codes(in_state(plan, "adopted")) == {"R160"}


# profile, overrides, track -------------------------------------------------------------------------------------------


def _with_tier(rule: str, tier: Any) -> Methodology:
    known = methodology()
    rs = known.profile("rs")
    changed = msgspec.structs.replace(rs, tiers={**rs.tiers, rule: tier})
    return Methodology(
        **{**_parts(known), "profiles": {**known.profiles, "rs": changed}},
    )


def _parts(known: Methodology) -> dict[str, Any]:
    return {part.name: getattr(known, part.name) for part in dataclasses.fields(known)}


def test_that_a_profile_raises_lowers_and_switches_off() -> None:
    plan = with_field(whole_plan(), "F1", "source")
    assert [f.tier for f in found(plan)] == ["error"]
    assert [f.tier for f in found(plan, method=_with_tier("R123", "advice"))] == ["advice"]
    assert found(plan, method=_with_tier("R123", "off")) == []


def test_that_the_generic_profile_asks_for_no_hearing() -> None:
    plan = without(whole_plan(legal_profile="generic", country="SN", municipality="SN-1"), "hearing")
    assert errors(plan) == set()


def test_that_the_generic_profile_warns_of_a_missing_legal_basis_only() -> None:
    plan = with_field(whole_plan(legal_profile="generic"), "adopted", "planning_law_articles")
    plan = with_field(plan, "F1", "source", "local")
    assert [(f.rule, f.tier) for f in found(plan)] == [("R166", "warning")]


def _overridden(plan: Plan, **content: Any) -> Plan:
    return with_record(plan, "profile_override", "own", "plan", parameter="hearing_min_days", **content)


def test_that_a_parameter_overridden_with_reason_and_source_silences_its_rules() -> None:
    short = with_field(whole_plan(), "hearing", "date_to", "2025-10-28")
    assert errors(short) == {"R153"}
    grounded = _overridden(short, value="7", reason={"en": "Our decision"}, legal_source="Gazette 3/2020")
    assert errors(grounded) == set()


def test_that_an_override_without_its_ground_changes_the_number_but_silences_nothing() -> None:
    short = with_field(whole_plan(), "hearing", "date_to", "2025-10-28")
    (finding,) = found(_overridden(short, value="10"))
    assert (finding.rule, finding.values) == ("R153", {"days": 8, "required": 10})


def test_that_the_small_track_switches_its_rules_off() -> None:
    known = methodology()
    rules = {**known.rules, "R123": msgspec.structs.replace(known.rules["R123"], small=False)}
    method = Methodology(**{**_parts(known), "rules": rules})
    plan = with_field(whole_plan(), "F1", "source")
    assert codes(plan, method=method) == {"R123"}
    assert codes(with_field(plan, "plan", "track", "small"), method=method) == set()


# accepting -----------------------------------------------------------------------------------------------------------


def _accepted(plan: Plan, finding: Finding, reason: str = "Measured differently") -> Plan:
    content = {"rule": finding.rule, "element": finding.record, "found": found_text(finding.values)}
    plan = with_record(plan, "acceptance", "yes", "plan", **{**content, "reason": {"en": reason}})
    return with_field(plan, "yes", "element", finding.record)


def test_that_an_accepted_warning_carries_its_reason_until_its_values_change() -> None:
    plan = with_field(whole_plan(), "SO1-I1", "direction", "decrease")
    (warning,) = found(plan)
    assert warning.accepted == ""
    accepted = _accepted(plan, warning)
    assert [f.accepted for f in found(accepted)] == ["Measured differently"]
    changed = with_field(accepted, "SO1-I1", "targets", 31, "2028")
    assert [f.accepted for f in found(changed)] == [""]
    back = with_field(changed, "SO1-I1", "targets", 30, "2028")
    assert [f.accepted for f in found(back)] == ["Measured differently"]


def test_that_a_warning_without_values_is_accepted_too() -> None:
    plan = without(whole_plan(), "people")
    (warning,) = found(plan)
    assert [f.accepted for f in found(_accepted(plan, warning))] == ["Measured differently"]


def test_that_an_error_cannot_be_accepted() -> None:
    plan = with_field(whole_plan(), "F1", "source")
    (error,) = found(plan)
    assert [f.accepted for f in found(_accepted(plan, error))] == [""]


def test_that_acceptance_wants_a_reason() -> None:
    plan = without(whole_plan(), "people")
    (warning,) = found(plan)
    assert [f.accepted for f in found(_accepted(plan, warning, reason="  "))] == [""]


# any plan ------------------------------------------------------------------------------------------------------------


def test_that_findings_come_in_the_order_of_steps_rules_and_tree() -> None:
    plan = big_plan(200)
    order = {step.code: step.number for step in methodology().steps}
    findings = found(plan, ADOPTION)
    assert [(order[f.step], f.rule) for f in findings] == sorted((order[f.step], f.rule) for f in findings)
    walk = [plan.id, *(record.id for record in plan.below(""))]
    leads = [walk.index(f.record) for f in findings if f.rule == "R102"]
    assert leads == sorted(leads) and len(leads) > 20


def test_that_findings_do_not_depend_on_the_order_of_records() -> None:
    plan = big_plan(100)
    assert found(Plan(reversed(plan.records.values())), ADOPTION) == found(plan, ADOPTION)


def test_that_a_plan_with_missing_parents_and_dangling_references_is_checked() -> None:
    kept = [record for record in whole_plan().records.values() if record.id not in (id_of("SO1"), id_of("OU"))]
    assert found(Plan(kept), ADOPTION)


@settings(max_examples=60, deadline=None)
@given(plans(), st.sampled_from(["", *STATES]), st.sampled_from(["rs", "generic", ""]), st.booleans())
def test_that_any_plan_can_be_checked(plan: Plan, status: str, profile: str, adoption: bool) -> None:
    root = msgspec.structs.replace(plan.root, status=status, legal_profile=profile)
    seen = Seen(today=date(2027, 5, 1), adopted=small_plan(), hearing=small_plan(), adoption=adoption)
    for finding in found(plan.changed([root], ()), seen):
        assert finding.record in plan
        methodology().rules[finding.rule].message.format(**finding.values)
