"""What the rules on the plan's substance leave alone, soften, or see only with more at hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from localplan.domain.plan import Plan
from localplan.methodology.checks import Finding, Seen, check_plan
from localplan.methodology.deadlines import moved
from localplan.methodology.methodology import Methodology
from tests.breaks import BREAKS, add, change, drop, together, with_measures
from tests.methods import methodology
from tests.plans import id_of
from tests.whole_plans import whole_plan, with_field, with_record

TODAY = date(2027, 5, 1)


def found(plan: Plan, rule: str, seen: Seen | None = None, method: Methodology | None = None) -> list[Finding]:
    """The findings of one rule."""
    return [f for f in check_plan(plan, method or methodology(), seen or Seen(today=TODAY)) if f.rule == rule]


def values(plan: Plan, rule: str) -> dict[str, object]:
    (finding,) = found(plan, rule)
    return finding.values


# people and frame ----------------------------------------------------------------------------------------------------


def test_that_workers_and_academia_are_advice() -> None:
    plan = change("party", "represents", ["youth", "diaspora", "migrants", "women", "private_sector", "cso", "csw"])
    (finding,) = found(plan(whole_plan()), "R011")
    assert (finding.tier, finding.values) == ("advice", {"voices": ["workers", "academia"]})


def test_that_a_protected_group_is_heard_through_a_specialised_body_only() -> None:
    plan = with_field(whole_plan(), "M1.1", "target_groups", ["youth", "returnees", "victims_of_trafficking"])
    assert values(plan, "R015") == {"groups": ["victims_of_trafficking"]}
    assert not found(with_field(plan, "talk", "invited", [id_of("party")]), "R015")


def test_that_a_protected_group_may_be_consulted_through_a_specialised_body() -> None:
    plan = BREAKS["R017"](whole_plan())
    assert found(plan, "R017")
    assert not found(with_field(plan, "talk", "invited", [id_of("party")]), "R017")


def test_that_feedback_is_counted_from_the_end_of_all_consultations() -> None:
    plan = with_field(whole_plan(), "talk", "feedback_date", "2025-07-20")
    assert not found(plan, "R151"), "17 days after this one, 15 after the last"
    assert [f.record for f in found(with_field(plan, "talk", "feedback_date", "2025-07-21"), "R151")] == [id_of("talk")]


def test_that_a_missing_notice_is_found_once_its_time_is_over() -> None:
    plan = drop("notice")(whole_plan())
    assert not found(plan, "R007", Seen(today=date(2025, 6, 23)))
    assert found(plan, "R007", Seen(today=date(2025, 6, 24)))


def test_that_a_plan_that_is_replaced_or_continued_may_stand_beside() -> None:
    beside = add("strategic_document", level="local", document_kind="local_plan", gazette="3/2020")(whole_plan())
    assert found(beside, "R026")
    replaced = with_record(beside, "replaced_document", "old", "plan", gazette="3/2020")
    assert not found(replaced, "R026")
    continued = with_record(beside, "alignment_link", "L3", "added", element=id_of("GO"), relation="supports")
    assert not found(continued, "R026")
    ended = add("strategic_document", level="local", document_kind="local_plan", valid_to="2025-12-31")
    assert not found(ended(whole_plan()), "R026")


# situation and problems ----------------------------------------------------------------------------------------------


def test_that_an_old_official_figure_is_advice_and_a_census_lasts_until_the_next() -> None:
    plan = with_field(with_field(whole_plan(), "neet", "year", 2021), "neet", "quality", "official")
    assert [f.tier for f in found(plan, "R033")] == ["advice"]
    assert not found(with_field(whole_plan(), "people", "year", 2015), "R033")
    assert found(with_field(whole_plan(), "people", "year", 2014), "R033")


def test_that_only_the_newest_figure_of_a_topic_is_asked_for_its_age() -> None:
    older = add("data_point", topic="neet", value=30, year=2019, source=id_of("register"))
    assert not found(older(whole_plan()), "R033")


def test_that_a_word_on_why_there_is_no_split_is_enough() -> None:
    plan = BREAKS["R034"](whole_plan())
    assert not found(with_field(plan, "people", "split_not_available", {"en": "Not published"}), "R034")
    reported = BREAKS["R177"](whole_plan())
    assert not found(with_field(reported, "V1", "split_not_available", {"en": "Not asked"}), "R177")


def test_that_a_cause_is_covered_by_the_evidence_of_the_cause_above() -> None:
    deeper = {"problem_kind": "cause", "text": {"en": "Rents"}}
    plan = add("problem", "jobs", **deeper)(whole_plan())
    assert not found(plan, "R042")
    bare = found(with_field(plan, "jobs", "evidence"), "R042")
    assert [(f.record, f.tier) for f in bare] == [(id_of("jobs"), "warning"), (id_of("added"), "advice")]


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "Lack of jobs", "lack of"),
        ("en", "There is no youth space", "there is no"),
        ("en", "Young people lack jobs", "lack"),
        ("sr-Cyrl", "Недостатак послова за младе", "недостатак"),
        ("sr-Latn", "Nedostatak poslova za mlade", "nedostatak"),
        ("sr-Latn", "Mladi nemaju prostor", "nemaju"),
        ("fr", "Manque de formation", "manque"),
        ("fr", "Il n'y a pas de formation", "pas de"),
        ("fr", "Il n'y a pas d'emplois", "pas d'emplois"),
        ("fr", "Il n’y a pas d’emplois", "pas d'emplois"),
        ("fr-SN", "Absence de règles", "absence"),
    ],
)
def test_that_a_hidden_solution_is_seen_in_every_language(language: str, text: str, word: str) -> None:
    assert values(with_field(whole_plan(), "jobs", "text", {language: text}), "R043") == {"word": word}


@pytest.mark.parametrize(
    "text", ["Nobody knows whom to ask", "Few normal jobs", "Innovation is slow", "Northern villages"]
)
def test_that_words_are_whole(text: str) -> None:
    assert not found(with_field(whole_plan(), "jobs", "text", {"en": text}), "R043")


@pytest.mark.parametrize(
    ("language", "title", "raised"),
    [
        ("en", "Organise training for youth", True),
        ("en", "Young people organise themselves", False),
        ("sr-Cyrl", "Израдити програм за младе", True),
        ("sr-Latn", "Organizovati obuke", True),
        ("sr-Latn", "Unapređeni uslovi za ostanak mladih", False),
        ("fr", "Organiser des formations", True),
        ("fr", "Les jeunes ont un emploi", False),
        ("en", "Organisation of courses for returnees", True),
        ("en", "Organisations of the diaspora take part in local life", False),
        ("en", "Preparedness of services for returnees improved", False),
        ("fr", "Organisation d’ateliers", True),
        ("fr", "Organisations de la diaspora associées à la commune", False),
        ("sr-Cyrl", "Организација обука за повратнике", True),
        ("sr-Latn", "Organizacija radionica za mlade", True),
        ("sr-Cyrl", "Организација младих ради у сваком селу", False),
    ],
)
def test_that_an_objective_that_begins_as_an_activity_is_seen(language: str, title: str, raised: bool) -> None:
    assert bool(found(with_field(whole_plan(), "SO1", "title", {language: title}), "R058")) is raised


def test_that_deeper_causes_count_as_priority_by_their_score_only() -> None:
    deeper: dict[str, Any] = {"problem_kind": "cause", "competence": "other", "size": 4, "urgency": 4}
    assert found(add("problem", "jobs", influence=3, **deeper)(whole_plan()), "R046")
    assert not found(add("problem", "jobs", influence=2, **deeper)(whole_plan()), "R046")


def test_that_a_request_or_a_competent_partner_answers_a_problem_of_others() -> None:
    plan = BREAKS["R046"](whole_plan())
    assert found(plan, "R046")
    assert not found(add("request", problem=id_of("jobs"))(plan), "R046")
    partner = together(
        change("M1.1", "problems", [id_of("jobs")]),
        change("school", "organisation_kind", "public_institution"),
        change("A1", "partners", [id_of("school")]),
    )
    assert not found(partner(plan), "R046")


# measures, indicators, activities, money -----------------------------------------------------------------------------


def test_that_many_measures_are_advice_in_the_small_track() -> None:
    plan = with_measures(7)(whole_plan())
    assert [f.tier for f in found(plan, "R079")] == ["warning"]
    assert [f.tier for f in found(with_field(plan, "plan", "track", "small"), "R079")] == ["advice"]


SMALL_TRACK_OFF = (
    *("R037", "R038", "R053", "R064", "R076", "R078", "R092", "R093", "R095", "R096"),
    *("R108", "R110", "R111", "R133", "R145", "R146"),
)
"""Amendments §5; R094 is no rule any more."""
ON_HIDDEN_PAGES = ("R008", "R014", "R028", "R046", "R062", "R107", "R117", "R127", "R144", "R181", "R191")
"""They rest on fields and pages that the small track does not show: nobody could mend what they find."""


def test_that_the_small_track_has_exactly_these_rules_off() -> None:
    off = {code for code, text in methodology().rules.items() if not text.small}
    assert off == {*SMALL_TRACK_OFF, *ON_HIDDEN_PAGES}


def test_that_whatever_the_small_track_finds_can_be_mended_where_it_shows_it() -> None:
    def hidden(plan: Plan, finding: Finding) -> bool:
        record, here = plan.get(finding.record), methodology().for_plan(plan)
        form = here.form_for(record, finding.field) if record is not None else None
        return bool(finding.field) and (form is None or finding.field not in {f.name for f in here.fields(form)})

    for rule, breaking in BREAKS.items():
        plan = with_field(breaking(whole_plan()), "plan", "track", "small")
        for finding in found(plan, rule):
            assert not hidden(plan, finding) or finding.field == "declared_total", rule


def test_that_the_figures_of_the_small_track_are_enough() -> None:
    plan = BREAKS["R031"](whole_plan())
    assert found(plan, "R031")
    small = with_field(plan, "plan", "track", "small")
    two = [p for p in small.all_of("data_point") if p.section == "youth"]
    assert len(two) == 2 and not found(small, "R031")


@pytest.mark.parametrize("rule", sorted({*SMALL_TRACK_OFF, *ON_HIDDEN_PAGES} & BREAKS.keys()))
def test_that_a_rule_is_silent_in_the_small_track(rule: str) -> None:
    plan = BREAKS[rule](whole_plan())
    assert found(plan, rule)
    assert not found(with_field(plan, "plan", "track", "small"), rule)


def test_that_a_running_project_and_its_body_are_named() -> None:
    named = change("added", "body", id_of("club"))(BREAKS["R117"](whole_plan()))
    assert values(named, "R117") == {"project": [id_of("added"), id_of("club")], "groups": ["youth"]}


@pytest.mark.parametrize(
    ("known_as", "name", "value"),
    [
        ("added", "groups", ["diaspora"]),
        ("added", "measure_type", "incentive"),
        ("added", "measure_type", ""),
        ("added", "continues_until", "2025-12-31"),
        ("added", "period_start", "2029-01-01"),
        ("M1.1", "period_start", "2026-01-02"),
    ],
)
def test_that_a_project_for_others_of_another_type_or_time_is_no_rival(known_as: str, name: str, value: object) -> None:
    assert not found(change(known_as, name, value)(BREAKS["R117"](whole_plan())), "R117")


def test_that_a_project_without_days_is_taken_as_running() -> None:
    assert found(change("added", "continues_until")(BREAKS["R117"](whole_plan())), "R117")


def test_that_keeping_a_value_is_an_aim_where_the_direction_says_so() -> None:
    plan = BREAKS["R087"](whole_plan())
    assert not found(with_field(plan, "SO1-I1", "direction", "maintain"), "R087")


@pytest.mark.parametrize(("frequency", "raised"), [("annual", True), ("biennial", False), ("per_census", False)])
def test_that_what_is_not_measured_every_year_needs_no_target_between(frequency: str, raised: bool) -> None:
    plan = with_field(BREAKS["R085"](whole_plan()), "SO1-I1", "frequency", frequency)
    assert bool(found(plan, "R085")) is raised


def test_that_a_step_of_the_margin_itself_can_be_seen() -> None:
    plan = with_field(whole_plan(), "SO1-I1", "survey_margin", 18)
    assert not found(plan, "R099"), "12 to 30, then no change"
    once = with_field(with_field(plan, "SO1-I1", "survey_margin"), "SO1-I1", "frequency", "once")
    assert values(once, "R099") == {"years": "2027, 2028"}


def test_that_an_indicator_of_persons_sees_all_activities_with_beneficiaries() -> None:
    plan = BREAKS["R098"](whole_plan())
    counted = {"women": 5, "men": 5}
    seen = together(change("A1", "beneficiaries", counted), change("A2", "beneficiaries", counted))
    assert values(plan, "R098") == {"activities": 2, "indicators": 1}
    assert not found(seen(plan), "R098")
    assert found(with_field(seen(plan), "M1.1-I1", "unit", "events"), "R098")


def test_that_an_advance_payment_with_a_note_is_left_alone() -> None:
    plan = BREAKS["R106"](whole_plan())
    assert values(plan, "R106") == {"years": "2028"}
    assert not found(with_field(plan, "F1", "note", {"en": "Last bill in January"}), "R106")


def test_that_consent_is_asked_of_bodies_outside_the_municipality_only() -> None:
    plan = BREAKS["R109"](whole_plan())
    assert values(plan, "R109") == {"body": id_of("school")}
    assert not found(with_field(plan, "A2", "lead_consent", "Letter of 3 September"), "R109")
    assert not found(with_field(plan, "school", "municipal", True), "R109")


def test_that_four_activities_are_needed_for_a_share_of_them() -> None:
    assert not found(whole_plan(), "R110"), "one body leads both activities, but two are few"


def test_that_secured_money_needs_the_budget_of_its_own_year() -> None:
    assert values(BREAKS["R136"](whole_plan()), "R136") == {"years": "2027"}
    other = together(change("F1", "source", "06"), drop("budget-2026", "budget-2027", "budget-2028"))(whole_plan())
    assert values(other, "R136") == {"years": "2026, 2027, 2028"}
    assert not found(with_field(other, "F1", "note", {"en": "Agreement of 1 March"}), "R136")


def test_that_a_figure_in_another_unit_is_not_compared_with_the_money() -> None:
    spent: dict[str, Any] = {"topic": "funds_last_year", "value": 50, "year": 2024, "source": id_of("register")}
    assert found(add("data_point", unit="thousand_rsd", **spent)(whole_plan()), "R137")
    assert not found(add("data_point", unit="eur", **spent)(whole_plan()), "R137")
    assert not found(add("data_point", unit="thousand_rsd", **{**spent, "value": 60})(whole_plan()), "R137")


def test_that_a_ceiling_without_source_is_one_for_all_own_money() -> None:
    assert values(add("budget_ceiling", amounts={"2027": 119})(whole_plan()), "R127")["year"] == "2027"
    assert not found(add("budget_ceiling", amounts={"2027": 120})(whole_plan()), "R127")
    assert not found(add("budget_ceiling", source="06", amounts={"2027": 1})(whole_plan()), "R127")


# adoption and reports ------------------------------------------------------------------------------------------------


def test_that_the_portal_wants_no_more_than_has_happened() -> None:
    plan = drop("portal-21", "portal-22")(with_field(whole_plan(), "hearing", "report_date"))
    assert found(plan, "R163", Seen(today=date(2025, 10, 30)))[0].values == {"entries": 1, "wanted": 2}
    assert found(plan, "R163")[0].values == {"entries": 1, "wanted": 3}


def test_that_a_small_count_is_found_when_a_public_edition_is_made_only() -> None:
    plan = with_field(whole_plan(), "neet", "breakdown", {"women": 16, "men": 4})
    assert not found(plan, "R167")
    (finding,) = found(plan, "R167", Seen(today=TODAY, public=True))
    assert (finding.tier, finding.record, finding.values) == ("error", id_of("neet"), {"count": 4, "least": 5})


def test_that_reports_wait_for_their_day() -> None:
    plan = with_field(with_field(whole_plan(), "2026", "submitted_date"), "2026", "adopted_date")
    assert not found(plan, "R170", Seen(today=date(2027, 4, 30)))
    assert found(plan, "R170", Seen(today=TODAY))
    gone = drop("2026")(whole_plan())
    assert not found(gone, "R186", Seen(today=date(2027, 4, 30)))
    assert [f.values for f in found(gone, "R186", Seen(today=date(2028, 5, 1)))] == [{"year": "2026"}, {"year": "2027"}]


def test_that_the_final_report_is_due_six_months_after_the_end() -> None:
    assert not found(whole_plan(), "R180", Seen(today=date(2029, 6, 30)))
    assert found(whole_plan(), "R180", Seen(today=date(2029, 7, 1)))
    final: dict[str, Any] = {"year": 2028, "report_kind": "final", "submitted_date": "2029-06-30"}
    assert not found(add("reporting_period", **final)(whole_plan()), "R180", Seen(today=date(2029, 7, 1)))


def test_that_three_years_without_an_evaluation_are_found() -> None:
    plan = drop("mid")(whole_plan())
    assert not found(plan, "R181", Seen(today=date(2029, 1, 1)))
    assert found(plan, "R181", Seen(today=date(2029, 1, 2)))
    assert not found(whole_plan(), "R181", Seen(today=date(2030, 6, 30)))


def test_that_spending_above_is_a_warning_and_far_below_advice() -> None:
    for spent, tiers in ((121, ["warning"]), (120, []), (96, []), (95, ["advice"])):
        assert [f.tier for f in found(with_field(whole_plan(), "R-A1", "spent", {"01": spent}), "R174")] == tiers


def test_that_context_indicators_are_not_asked_for_corrective_action() -> None:
    plan = BREAKS["R179"](whole_plan())
    assert values(plan, "R179") == {"percent": Decimal("44.4")}
    assert not found(with_field(plan, "M1.1-I1", "context", True), "R179")


def test_that_small_counts_may_jump() -> None:
    plan = BREAKS["R176"](whole_plan())
    assert values(plan, "R176") == {"value": Decimal(29), "before": Decimal(14)}
    assert not found(with_field(plan, "V1", "value", 19), "R176")
    assert not found(with_field(plan, "V1", "value", 28), "R176")


def test_that_the_generic_profile_knows_no_terms_of_law() -> None:
    off = {rule for rule, tier in methodology().profile("generic").tiers.items() if tier == "off"}
    assert {"R007", "R151", "R156", "R161", "R162", "R170", "R180"} <= off
    plan = whole_plan(legal_profile="generic")
    for rule in sorted(off & set(BREAKS)):
        assert not found(BREAKS[rule](plan), rule), rule


def test_that_a_day_beyond_the_calendar_is_its_last() -> None:
    for unit in ("days", "working_days", "months"):
        assert moved(date(9999, 12, 20), 60, unit, "RS") == date.max
        assert moved(date(1, 1, 5), -60, unit, "RS") == date.min


def half_year(*, status: str = "in_progress", spent: int = 55, value: int = 14) -> Plan:
    """The whole plan with a report on the first half of 2027 beside that on 2026."""
    days = {"submitted_date": "2027-07-15", "adopted_date": "2027-07-20"}
    plan = with_record(whole_plan(), "reporting_period", "H27", "plan", year=2027, report_kind="half_year", **days)
    row = {"activity": id_of("A1"), "status": status, "spent": {"01": spent}}
    plan = with_record(plan, "activity_report", "RH", "H27", **row)
    split = {"women": value // 2, "men": value - value // 2}
    return with_record(plan, "indicator_value", "VH", "H27", indicator=id_of("M1.1-I1"), value=value, breakdown=split)


def test_that_half_a_year_is_not_judged_by_the_plan_of_the_whole() -> None:
    july = Seen(today=date(2027, 7, 25))
    assert check_plan(half_year(), methodology(), july) == []
    assert check_plan(with_field(half_year(), "A1", "deadline", "2028-Q4"), methodology(), july) == []
    assert not found(with_field(half_year(), "A1", "deadline", "2027-Q3"), "R173", july)
    assert found(with_field(half_year(), "A1", "deadline", "2027-Q2"), "R173", july)
    assert [f.tier for f in found(half_year(spent=121), "R174", july)] == ["warning"], "more than the whole year's"


def test_that_a_year_is_compared_with_the_year_before_and_not_with_half_of_itself() -> None:
    plan = with_record(half_year(), "reporting_period", "Y27", "plan", year=2027, report_kind="annual")
    plan = with_record(plan, "indicator_value", "VY", "Y27", indicator=id_of("M1.1-I1"), value=30)
    assert not found(plan, "R176", Seen(today=date(2028, 4, 25)))
    plan = with_field(plan, "VY", "value", 59)
    assert values(plan, "R176") == {"value": Decimal(59), "before": Decimal(29)}


@pytest.mark.parametrize("text", ["7 dana", "sedam"])
def test_that_an_own_rule_that_cannot_be_read_is_found_and_the_law_is_still_asked_for(text: str) -> None:
    own = {"parameter": "hearing_min_days", "value": text, "reason": {"en": "Own decision"}, "legal_source": "3/2020"}
    plan = with_record(whole_plan(), "profile_override", "own", "plan", **own)
    assert [(f.record, f.field, f.values) for f in found(plan, "R019")] == [(id_of("own"), "value", {"text": text})]
    assert found(with_field(plan, "hearing", "date_to", "2025-10-28"), "R153")
    assert not found(with_field(plan, "own", "value", "7,0"), "R019")


def test_that_an_own_share_may_have_decimals() -> None:
    own = {"parameter": "nes_min_local_share", "value": "33,5"}
    plan = with_record(BREAKS["R128"](whole_plan()), "profile_override", "own", "plan", **own)
    assert values(BREAKS["R128"](whole_plan()), "R128")["required"] == 50
    assert not found(plan, "R128")
    assert values(with_field(plan, "own", "value", "50,5"), "R128")["required"] == Decimal("50.5")


@pytest.mark.parametrize(("value", "percent"), [(18390, None), (18300, None), (18200, 50), (18000, 25)])
def test_that_what_fell_less_than_planned_is_no_failure_where_a_fall_is_to_be_slowed(
    value: int, percent: int | None
) -> None:
    plan = with_field(with_field(whole_plan(), "GO-I1", "direction", "slow_the_fall"), "GO-I1", "baseline_value", 18400)
    plan = with_field(plan, "GO-I1", "targets", {"2026": 18300, "2027": 18200, "2028": 18000})
    plan = with_field(with_field(plan, "V3", "value", value), "V3", "breakdown", {"women": value - 9000, "men": 9000})
    told = [f.values["percent"] for f in found(plan, "R179")]
    assert told == ([] if percent is None else [percent])


def test_that_a_step_from_nothing_below_the_margin_is_seen() -> None:
    plan = with_field(with_field(whole_plan(), "M1.1-I1", "baseline_value", 0), "M1.1-I1", "survey_margin", 5)
    assert not found(plan, "R099")
    assert values(with_field(plan, "M1.1-I1", "targets", 3, "2026"), "R099") == {"years": "2026"}


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2026-01-01", "2028-12-31", None),
        ("2026-07-01", "2029-06-30", None),
        ("2026-01-01", "2029-01-01", "3.01"),
        ("2026-01-01", "2029-01-15", "3.05"),
        ("2026-01-01", "2026-12-31", None),
        ("2026-01-01", "2026-12-30", "0.99"),
        ("2026-01-01", "2030-12-31", "5"),
    ],
)
def test_that_a_period_is_measured_to_the_day(start: str, end: str, years: str | None) -> None:
    plan = whole_plan(period_start=start, period_end=end, document_type="programme_with_action_plan")
    assert [f.values["years"] for f in found(plan, "R003")] == ([] if years is None else [Decimal(years)])


def test_that_a_seat_in_the_group_that_drafts_is_none_where_the_plan_is_watched() -> None:
    plan = BREAKS["R147"](whole_plan())
    assert with_field(plan, "W5", "represents", ["youth", "women"]) and found(plan, "R147")
    assert found(with_field(whole_plan(), "watchers", "body_kind", "sub_group"), "R147")
    assert not found(with_field(plan, "plan", "track", "small"), "R147"), "one group for everything"


def test_that_a_budget_known_for_another_year_still_tells_what_is_a_lot() -> None:
    city = whole_plan(municipal_budget={"2026": 12_000_000, "2025": 300_000})
    assert not found(with_field(city, "F1", "amounts", 150_000, "2027"), "R134")
    village = whole_plan(municipal_budget={"2026": 300_000})
    assert values(with_field(village, "F1", "amounts", 60_000, "2027"), "R134") == {
        "year": "2027",
        "amount": Decimal(60_000),
        "most": Decimal(30_000),
    }
