"""Each rule: one change that breaks it, in a plan that otherwise breaks none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from localplan.domain.plan import Plan
from localplan.methodology.checks import Finding, Seen, check_plan
from localplan.methodology.rules import RULES, Facts
from localplan.methodology.rules.splits import BESIDE
from tests.breaks import ALSO, BREAKS, co_financed
from tests.methods import methodology
from tests.plans import id_of
from tests.whole_plans import whole_plan, with_field, with_record, without

TODAY = Seen(today=date(2027, 5, 1))
AFTER = Seen(today=date(2029, 7, 1))
PUBLIC = Seen(today=TODAY.today, public=True)
ELSEWHERE = {"R158", "R167", "R171", "R180", "R181"}
"""Rules that need another day, an earlier plan or a public edition in the making: each has its own test."""


def found(plan: Plan, seen: Seen = TODAY) -> list[Finding]:
    return check_plan(plan, methodology(), seen)


def codes(plan: Plan, seen: Seen = TODAY) -> set[str]:
    return {finding.rule for finding in found(plan, seen)}


def of(findings: list[Finding], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


def test_that_a_whole_plan_breaks_no_rule() -> None:
    assert found(whole_plan()) == []
    assert found(whole_plan(), PUBLIC) == []
    assert found(whole_plan(), Seen(today=TODAY.today, adopted=whole_plan(), hearing=whole_plan())) == []


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_that_what_breaks_a_rule_raises_it_and_no_other(rule: str) -> None:
    assert codes(BREAKS[rule](whole_plan())) == {rule} | ALSO.get(rule, set())


def test_that_every_rule_is_broken_by_some_test() -> None:
    assert set(BREAKS) | ELSEWHERE == set(RULES)


def test_that_every_rule_has_its_words_and_every_text_its_rule() -> None:
    texts = methodology().rules
    assert {code for code, text in texts.items() if not text.kept} == set(RULES)
    for text in texts.values():
        said = (text.message, text.reason, text.mend, text.source, text.good, text.bad)
        assert all(said), text.code


def test_that_what_keeps_a_plan_from_adoption_is_counted_in_its_progress() -> None:
    uncounted = {code for code, text in methodology().rules.items() if text.tier == "error" and not text.progress}
    assert uncounted == {"R167", "R184"}


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_that_a_finding_fills_its_message_and_names_a_record(rule: str) -> None:
    plan = BREAKS[rule](whole_plan())
    for finding in found(plan):
        text = methodology().rules[finding.rule]
        assert text.message.format(**finding.values)
        assert not text.progress or text.progress.format(done=1, of=2)
        assert finding.record in plan
        assert not finding.field or hasattr(plan[finding.record], finding.field)


def test_that_each_rule_looks_at_something_that_is_counted() -> None:
    facts = Facts(whole_plan(), methodology().for_plan(whole_plan()), TODAY)
    assert all(rule.looked_at(facts) > 0 for rule in RULES.values())


@pytest.mark.parametrize("rule", sorted(RULES))
def test_that_a_rule_names_every_parameter_it_asks_for(rule: str) -> None:
    """Else overriding the parameter would not silence it."""
    asked: set[str] = set()
    plan = BREAKS.get(rule, lambda known: known)(whole_plan())
    method = methodology().for_plan(plan)
    told = method.parameter
    method.parameter = lambda code: asked.add(code) or told(code)  # type: ignore[method-assign,func-returns-value]
    list(RULES[rule].search(Facts(plan, method, TODAY)))
    assert asked <= set(methodology().rules[rule].parameters)


# what the rules leave alone ------------------------------------------------------------------------------------------


def test_that_a_code_outside_the_register_is_found_and_a_place_outside_needs_only_its_name() -> None:
    seen = Seen(today=TODAY.today, register=frozenset({"70017"}))
    assert "R001" not in codes(whole_plan(), seen)
    other = with_field(whole_plan(), "plan", "municipality", "99999")
    assert "R001" in codes(other, seen)
    outside = with_field(other, "plan", "outside_register", True)
    assert "R001" in codes(outside, seen)
    assert "R001" not in codes(with_field(outside, "plan", "municipality_name", "Zamišljeno Polje", "sr-Latn"), seen)


def test_that_a_title_in_the_other_serbian_script_is_a_title() -> None:
    assert "R005" not in codes(with_field(whole_plan(), "plan", "title", {"sr-Cyrl": "План"}))


def test_that_parts_of_rates_and_of_other_units_may_be_greater() -> None:
    part = {"value": 19000, "part_of": id_of("people")}
    assert "R035" not in codes(with_record(whole_plan(), "data_point", "w", "plan", **part, unit="persons"))
    assert "R035" not in codes(with_record(whole_plan(), "data_point", "w", "plan", **part, unit="%", counted=True))


def test_that_a_split_greater_than_its_figure_is_found() -> None:
    plan = with_field(whole_plan(), "people", "breakdown", {"women": 9350, "men": 9051})
    (finding,) = found(plan)
    assert (finding.rule, finding.values) == ("R035", {"part": Decimal(18401), "whole": Decimal(18400)})


def test_that_a_baseline_to_be_set_by_a_day_is_a_warning_only() -> None:
    plan = with_field(BREAKS["R082"](whole_plan()), "GO-I1", "baseline_pending_until", "2026-06-30")
    (finding,) = found(plan)
    assert (finding.rule, finding.tier, finding.values) == ("R082", "warning", {"until": date(2026, 6, 30)})


def test_that_a_baseline_of_zero_is_a_baseline() -> None:
    assert codes(with_field(whole_plan(), "GO-I1", "baseline_value", 0)) == set()


def test_that_a_missing_baseline_is_said_once_even_without_its_year() -> None:
    assert codes(with_field(BREAKS["R082"](whole_plan()), "GO-I1", "baseline_year")) == {"R082"}


def test_that_a_missing_base_year_is_found() -> None:
    assert codes(with_field(whole_plan(), "GO-I1", "baseline_year")) == {"R083"}


@pytest.mark.parametrize("direction", ["slow_the_fall", "maintain", "neutral", "increase", ""])
def test_that_only_a_plain_direction_is_compared_with_the_target(direction: str) -> None:
    assert "R086" not in codes(with_field(whole_plan(), "SO1-I1", "direction", direction))


def test_that_a_percentage_may_exceed_100_where_the_indicator_says_so() -> None:
    assert "R089" not in codes(with_field(BREAKS["R089"](whole_plan()), "M1.1-I1", "may_exceed_100", True))


def test_that_a_reported_value_of_another_kind_is_found_at_the_report() -> None:
    plan = with_field(whole_plan(), "V1", "value", "12.5")
    (finding,) = of(found(plan), "R097")
    assert (finding.rule, finding.record, finding.values["year"]) == ("R097", id_of("V1"), "2026")


def test_that_a_fraction_is_fine_in_a_unit_that_is_not_counted() -> None:
    plan = with_field(with_field(whole_plan(), "M1.1-I1", "unit", "km"), "V1", "value", "28.5")
    assert codes(plan) == set()


def test_that_money_on_the_measure_stands_for_its_activities() -> None:
    plan = without(whole_plan(), "F1")
    assert "R120" in codes(plan)
    assert "R120" not in codes(with_record(plan, "funding_line", "F", "M1.1", source="01", amounts={"2026": 5}))


def test_that_a_line_of_zeros_is_no_money() -> None:
    assert "R120" in codes(with_field(whole_plan(), "F1", "amounts", {"2026": 0}))


def test_that_a_difference_of_rounding_is_no_difference() -> None:
    assert "R126" not in codes(with_field(whole_plan(), "M1.1", "declared_total", {"2026": 121}))


def test_that_a_known_programme_with_an_unlisted_activity_is_left_alone_only_where_none_are_listed() -> None:
    assert "R125" not in codes(with_field(whole_plan(), "F1", "programme_code", "1501-0001"))


def test_that_more_than_half_beside_the_employment_service_is_enough() -> None:
    assert "R128" not in codes(co_financed(whole_plan(), "NES", "NES", 119))
    assert "R128" not in codes(co_financed(whole_plan(), "", "07", 120))


def test_that_a_tenth_of_what_is_requested_is_enough_for_the_commissariat() -> None:
    plan = with_field(whole_plan(), "F1", "amounts", {"2026": 120})
    assert "R129" not in codes(co_financed(plan, "KIRS", "07", 1200))


def test_that_a_large_amount_is_measured_by_the_budget_of_the_municipality() -> None:
    plan = with_field(whole_plan(), "F1", "amounts", 5000, "2026")
    assert "R134" not in codes(plan)
    (finding,) = of(found(with_field(plan, "plan", "municipal_budget", {"2026": 40_000})), "R134")
    assert (finding.rule, finding.values["most"]) == ("R134", Decimal(4000))
    assert "R134" not in codes(with_field(BREAKS["R134"](plan), "plan", "amount_unit", 1))


def test_that_a_short_time_for_proposals_is_part_of_the_same_rule() -> None:
    (finding,) = found(with_field(whole_plan(), "hearing", "proposals_until", "2025-10-30"))
    assert (finding.rule, finding.values) == ("R153", {"days": 10, "required": 15})


def test_that_a_decision_on_a_comment_without_a_reason_is_found() -> None:
    (finding,) = found(with_field(whole_plan(), "comment", "reason"))
    assert (finding.rule, finding.field) == ("R155", "reason")


def test_that_a_report_on_an_activity_that_was_never_adopted_is_found() -> None:
    adopted = without(whole_plan(), "A1")
    assert codes(whole_plan(), Seen(today=TODAY.today, adopted=adopted)) == {"R171"}
    assert codes(whole_plan(), Seen(today=TODAY.today, adopted=whole_plan())) == set()


def test_that_a_rate_split_by_sex_need_not_add_up() -> None:
    split = {"women": 40, "men": 60}
    counted = with_field(whole_plan(), "V1", "breakdown", split)
    assert codes(counted) == {"R178"}
    assert codes(with_field(counted, "M1.1-I1", "unit", "%")) == set()


def test_that_people_of_other_or_unknown_sex_complete_the_sum() -> None:
    plan = with_field(whole_plan(), "R-A1", "beneficiaries", 30, "total")
    assert codes(plan) == {"R178"}
    assert codes(with_field(plan, "R-A1", "beneficiaries", 1, "unknown_sex")) == set()
    assert set(BESIDE) <= {entry.code for entry in methodology().lists["breakdown_groups"].entries}


def test_that_a_split_of_one_sex_alone_is_not_added_up() -> None:
    assert "R178" not in codes(with_field(whole_plan(), "V1", "breakdown", {"women": 16}))
