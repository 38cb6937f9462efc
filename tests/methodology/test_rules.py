"""Each rule: one change that breaks it, in a plan that otherwise breaks none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from localplan.domain.plan import Plan
from localplan.methodology.checks import Finding, Seen, check_plan
from localplan.methodology.rules import RULES, Facts
from localplan.methodology.rules.splits import BESIDE
from tests.methods import methodology
from tests.plans import id_of
from tests.whole_plans import whole_plan, with_field, with_record, without

TODAY = Seen(today=date(2027, 5, 1))


def with_six_objectives(plan: Plan) -> Plan:
    for n in range(2, 7):
        plan = with_record(plan, "objective", f"SO{n}", "GO", objective_kind="specific", responsible=id_of("OU"))
    return plan


def co_financed(plan: Plan, scheme: str, source: str, amount: int) -> Plan:
    """A second line beside the municipality's 120 of 2026."""
    line = {"co_financing_scheme": scheme, "source": source, "amounts": {"2026": amount}, "status": {"2026": "secured"}}
    return with_record(plan, "funding_line", "F2", "A1", **line)


BREAKS: dict[str, Callable[[Plan], Plan]] = {
    "R001": lambda p: with_field(p, "plan", "municipality"),
    "R002": lambda p: with_field(p, "plan", "period_end", "2026-01-01"),
    "R003": lambda p: with_field(p, "plan", "period_end", "2031-12-31"),
    "R005": lambda p: with_field(p, "plan", "title", {"en": "Plan"}),
    "R010": lambda p: without(p, "coordinator"),
    "R030": lambda p: without(p, "people"),
    "R035": lambda p: with_record(
        p, "data_point", "w", "plan", value=19000, counted=True, part_of=id_of("people"), unit="persons"
    ),
    "R040": lambda p: without(p, "core"),
    "R050": lambda p: with_field(p, "GO", "objective_kind", "specific"),
    "R051": lambda p: with_record(p, "objective", "GO2", "plan", objective_kind="general"),
    "R052": lambda p: without(p, "SO1"),
    "R053": with_six_objectives,
    "R055": lambda p: with_field(p, "SO1", "responsible"),
    "R056": lambda p: without(p, "GO-I1"),
    "R057": lambda p: with_field(p, "SO1-I1", "level", "output"),
    "R062": lambda p: with_field(p, "plan", "criteria", 50, "effectiveness"),
    "R070": lambda p: without(p, "M1.1"),
    "R071": lambda p: with_field(p, "M1.1", "measure_type"),
    "R072": lambda p: with_field(p, "M1.1", "responsible"),
    "R074": lambda p: without(p, "M1.1-I1"),
    "R080": lambda p: with_field(p, "GO-I1", "unit"),
    "R081": lambda p: with_field(p, "GO-I1", "source_of_verification"),
    "R082": lambda p: with_field(p, "GO-I1", "baseline_value"),
    "R083": lambda p: with_field(p, "SO1-I1", "baseline_year", 2027),
    "R084": lambda p: with_field(p, "SO1-I1", "targets", None, "2028"),
    "R086": lambda p: with_field(p, "SO1-I1", "direction", "decrease"),
    "R088": lambda p: with_field(
        with_field(p, "M1.1-I1", "value_kind", "cumulative"), "M1.1-I1", "targets", 29, "2027"
    ),
    "R089": lambda p: with_field(with_field(p, "M1.1-I1", "value_type", "percent"), "M1.1-I1", "targets", 150, "2028"),
    "R097": lambda p: with_field(p, "M1.1-I1", "value_type", "yes_no"),
    "R100": lambda p: without(p, "A1", "A2"),
    "R101": lambda p: with_field(p, "A1", "lead"),
    "R102": lambda p: with_field(p, "A1", "deadline"),
    "R103": lambda p: with_field(p, "A1", "deadline", "2029-Q1"),
    "R104": lambda p: with_field(p, "A1", "start", "2029-Q1"),
    "R120": lambda p: with_field(p, "A2", "no_additional_cost", False),
    "R121": lambda p: with_field(p, "A1", "no_additional_cost", True),
    "R122": lambda p: with_field(p, "F1", "amounts", -120, "2026"),
    "R123": lambda p: with_field(p, "F1", "source"),
    "R125": lambda p: with_field(p, "F1", "programme_code", "9999-0001"),
    "R126": lambda p: with_field(p, "M1.1", "declared_total", {"2026": "121.01"}),
    "R128": lambda p: co_financed(p, "NES", "NES", 120),
    "R129": lambda p: co_financed(p, "KIRS", "07", 3601),
    "R131": lambda p: with_field(p, "F1", "status", {"2026": "planned"}),
    "R134": lambda p: with_field(p, "F1", "amounts", 100_001, "2026"),
    "R142": lambda p: with_field(p, "plan", "coordination_body"),
    "R152": lambda p: without(p, "hearing"),
    "R153": lambda p: with_field(p, "hearing", "date_to", "2025-11-03"),
    "R155": lambda p: with_field(p, "comment", "decision"),
    "R157": lambda p: with_field(p, "adopted", "date", "2025-11-01"),
    "R160": lambda p: with_field(p, "adopted", "number"),
    "R166": lambda p: with_field(p, "adopted", "statute"),
    "R178": lambda p: with_field(p, "R-A1", "beneficiaries", 30, "total"),
}

ALSO = {
    "R002": {"R103"},
    "R003": {"R084"},
    "R050": {"R055", "R057", "R070"},
    "R051": {"R056"},
    "R053": {"R057", "R070"},
}
"""What else becomes true: deadlines and targets follow the period; objectives have to have what theirs have."""


NEEDS_ANOTHER_PLAN = {"R158", "R171"}
"""Rules that compare the plan with an earlier one: they are broken in the tests of the samples."""


def found(plan: Plan, seen: Seen = TODAY) -> list[Finding]:
    return check_plan(plan, methodology(), seen)


def codes(plan: Plan, seen: Seen = TODAY) -> set[str]:
    return {finding.rule for finding in found(plan, seen)}


def test_that_a_whole_plan_breaks_no_rule() -> None:
    assert found(whole_plan()) == []


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_that_what_breaks_a_rule_raises_it_and_no_other(rule: str) -> None:
    assert codes(BREAKS[rule](whole_plan())) == {rule} | ALSO.get(rule, set())


def test_that_every_rule_is_broken_by_some_test() -> None:
    assert set(BREAKS) | NEEDS_ANOTHER_PLAN == set(RULES)


def test_that_every_rule_has_its_words_and_every_text_its_rule() -> None:
    texts = methodology().rules
    assert set(texts) == set(RULES)
    for text in texts.values():
        said = (text.message, text.reason, text.mend, text.progress, text.source, text.good, text.bad)
        assert all(said), text.code


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_that_a_finding_fills_its_message_and_names_a_record(rule: str) -> None:
    plan = BREAKS[rule](whole_plan())
    for finding in found(plan):
        text = methodology().rules[finding.rule]
        assert text.message.format(**finding.values)
        assert text.progress.format(done=1, of=2)
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
    (finding,) = found(plan)
    assert (finding.rule, finding.record, finding.values["year"]) == ("R097", id_of("V1"), "2026")


def test_that_a_fraction_is_fine_in_a_unit_that_is_not_counted() -> None:
    plan = with_field(with_field(whole_plan(), "M1.1-I1", "unit", "km"), "V1", "value", "12.5")
    assert codes(plan) == set()


def test_that_money_on_the_measure_stands_for_its_activities() -> None:
    plan = without(whole_plan(), "F1")
    assert "R120" in codes(plan)
    assert codes(with_record(plan, "funding_line", "F", "M1.1", source="01", amounts={"2026": 5})) == {"R131"}


def test_that_a_line_of_zeros_is_no_money() -> None:
    assert "R120" in codes(with_field(whole_plan(), "F1", "amounts", {"2026": 0}))


def test_that_a_difference_of_rounding_is_no_difference() -> None:
    assert "R126" not in codes(with_field(whole_plan(), "M1.1", "declared_total", {"2026": 121}))


def test_that_a_known_programme_with_an_unlisted_activity_is_left_alone_only_where_none_are_listed() -> None:
    assert "R125" not in codes(with_field(whole_plan(), "F1", "programme_code", "1501-0001"))


def test_that_more_than_half_beside_the_employment_service_is_enough() -> None:
    assert codes(co_financed(whole_plan(), "NES", "NES", 119)) == set()
    assert codes(co_financed(whole_plan(), "", "07", 120)) == set()


def test_that_a_tenth_of_what_is_requested_is_enough_for_the_commissariat() -> None:
    plan = with_field(whole_plan(), "F1", "amounts", {"2026": 120})
    assert codes(co_financed(plan, "KIRS", "07", 1200)) == set()


def test_that_a_large_amount_is_measured_by_the_budget_of_the_municipality() -> None:
    plan = with_field(whole_plan(), "F1", "amounts", 5000, "2026")
    assert codes(plan) == set()
    (finding,) = found(with_field(plan, "plan", "municipal_budget", {"2026": 40_000}))
    assert (finding.rule, finding.values["most"]) == ("R134", Decimal(4000))
    assert codes(with_field(BREAKS["R134"](plan), "plan", "amount_unit", 1)) == set()


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
    assert codes(with_field(whole_plan(), "V1", "breakdown", {"women": 16})) == set()
