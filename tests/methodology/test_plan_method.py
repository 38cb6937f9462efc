"""The methodology as one plan sees it: sections, track, own rules, rows of forms."""

from __future__ import annotations

from typing import Any

import pytest

from localplan.domain.plan import Plan
from localplan.methodology.conditions import shown
from localplan.methodology.declarations import Condition
from localplan.methodology.methodology import PlanMethod
from tests.forms import methodology
from tests.plans import empty_plan, id_of, record


def method(*records: Any, **facts: Any) -> PlanMethod:
    """A plan of the Serbian profile with these records, through its method."""
    root = empty_plan(legal_profile="rs", **facts).root
    return methodology().for_plan(Plan([root, *records]))


def codes(forms: Any) -> set[str]:
    return {form.code for form in forms}


def test_that_a_section_switched_off_hides_its_questions_and_chapters() -> None:
    off, on = method(sections=["youth"]), method(sections=["youth", "diaspora"])
    assert "questions_diaspora" in codes(on.forms("situation"))
    assert codes(on.forms("situation")) - codes(off.forms("situation")) == {"questions_diaspora", "partner_place"}
    chapters = methodology().form("narrative")
    assert {e.code for e in on.entries(chapters)} - {e.code for e in off.entries(chapters)} == {"diaspora"}
    assert off.sections == ("youth", "cross")


def test_that_further_sections_ask_only_their_own_questions() -> None:
    form = methodology().form("questions_further_sections")
    assert not method(sections=["youth"]).shows(form)
    here = method(sections=["climate"])
    assert here.shows(form)
    assert {entry.code for entry in here.entries(form)} == {"C1", "C2", "C3", "C4"}


def test_that_the_small_track_hides_fields_forms_panels_and_chapters_and_no_step() -> None:
    full, small = method(track="full"), method(track="small")
    activity = methodology().form("activity")
    hidden = {f.name for f in full.fields(activity)} - {f.name for f in small.fields(activity)}
    assert hidden == {"needs", "procurement", "share"}
    assert "pestle_item" in codes(full.forms("situation")) - codes(small.forms("situation"))
    assert codes(small.forms("situation")) - codes(full.forms("situation")) == {"questions_ten"}
    assert full.panels("people") == ("stakeholder_grid",) and small.panels("people") == ()
    assert small.panels("problems") == ("problem_tree",)
    assert len(small.steps) == 14
    chapters = methodology().form("narrative")
    assert {e.code for e in full.entries(chapters)} - {e.code for e in small.entries(chapters)} >= {"services", "risks"}


def test_that_a_form_is_hidden_with_the_form_it_stands_under() -> None:
    assert "seat" not in codes(method(track="small").forms("start"))


@pytest.mark.parametrize("track", ["full", "small"])
def test_that_every_step_shows_something_in_every_track(track: str) -> None:
    here = method(track=track)
    assert all(here.forms(step.code) for step in here.steps)


def test_that_a_field_waits_for_its_condition() -> None:
    form = methodology().form("consultation_event")
    planned = record("consultation_event", "c", id_of("plan"), state="planned")
    held = record("consultation_event", "d", id_of("plan"), state="held")
    here = method(planned, held)
    assert "findings" not in {f.name for f in here.fields(form, planned)}
    assert "findings" in {f.name for f in here.fields(form, held)}
    assert "findings" in {f.name for f in here.fields(form)}, "a table has the column for those that show it"


def test_that_conditions_compare_one_value_or_any_of_several() -> None:
    measure = record("measure", "m", target_groups=["youth", "roma"], measure_type="incentive")
    plan = empty_plan(track="small")
    for condition, expected in (
        (None, True),
        (Condition(field="measure_type", equals="incentive"), True),
        (Condition(field="measure_type", equals="regulatory"), False),
        (Condition(field="target_groups", equals="roma"), True),
        (Condition(field="target_groups", any_of=("idp", "youth")), True),
        (Condition(field="target_groups", any_of=("idp",)), False),
        (Condition(field="title", filled=False), True),
        (Condition(field="title", filled=True), False),
        (Condition(field="plan.track", equals="small"), True),
        (Condition(field="plan.track", equals="full"), False),
    ):
        assert shown(condition, measure, plan) is expected, condition


def test_that_years_go_from_the_first_to_the_last_day() -> None:
    assert method(period_start="2026-01-01", period_end="2028-12-31").years == ("2026", "2027", "2028")
    assert method(period_start="2026-01-01").years == ()


def override(parameter: str, value: str, **facts: Any) -> Any:
    return record("profile_override", parameter, id_of("plan"), parameter=parameter, value=value, **facts)


def test_that_an_own_rule_prevails_in_the_shape_of_the_parameter() -> None:
    here = method(
        override("hearing_min_days", "7"), override("hearing_required", "no"), override("share_base", "total")
    )
    assert here.parameter("hearing_min_days") == 7
    assert here.parameter("hearing_required") is False
    assert here.parameter("share_base") == "total"
    assert here.parameter("annual_report_days") == 120


def test_that_an_own_rule_that_cannot_be_read_leaves_the_profile_in_force() -> None:
    here = method(
        override("hearing_min_days", "a week"), override("hearing_required", "perhaps"), override("call_year", "")
    )
    assert here.parameter("hearing_min_days") == 15
    assert here.parameter("hearing_required") is True
    assert here.parameter("call_year") == 2013


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        ("hearing_min_days", "7,0", 7),
        ("hearing_min_days", " 7.0 ", 7),
        ("hearing_min_days", "7 dana", 15),
        ("hearing_min_days", "sedam", 15),
        ("hearing_min_days", "7,5", 15),
        ("hearing_min_days", "-7", 15),
        ("hearing_min_days", "1.500", 15),
        ("nes_min_local_share", "33.5", 33.5),
        ("nes_min_local_share", "33,5", 33.5),
        ("hearing_required", "Не", False),
        ("hearing_required", "ne", False),
        ("notice_direction", "before", "before"),
        ("notice_direction", "пре", "after"),
        ("nes_request_date", "01-31", "01-31"),
        ("nes_request_date", "02-30", "02-28"),
        ("nes_request_date", "31. 1.", "02-28"),
    ],
)
def test_that_an_own_value_is_read_as_the_parameter_asks_or_not_at_all(
    parameter: str, text: str, value: object
) -> None:
    here = method(override(parameter, text, reason={"en": "Own decision"}, legal_source="Gazette 3/2019"))
    assert here.parameter(parameter) == value
    profile = methodology().parameter("rs", parameter).value
    assert (parameter in here.grounded) is (value != profile), "what cannot be read silences nothing"


def test_that_only_an_own_rule_with_ground_and_source_silences() -> None:
    here = method(
        override("hearing_min_days", "7", reason={"en": "Own decision"}, legal_source="Gazette 3/2019"),
        override("feedback_days", "30"),
    )
    assert here.grounded == {"hearing_min_days"}


def test_that_a_country_without_the_rule_can_set_its_own() -> None:
    root = empty_plan(legal_profile="generic").root
    here = methodology().for_plan(Plan([root, override("hearing_min_days", "10")]))
    assert here.parameter("hearing_min_days") == 10
    assert here.parameter("proposals_min_days") is None
    with pytest.raises(KeyError):
        here.parameter("no_such_rule")


def test_that_an_unknown_profile_is_read_as_the_generic_one() -> None:
    assert methodology().for_plan(empty_plan(legal_profile="xx")).profile.code == "generic"


def tree() -> tuple[Any, ...]:
    plan = id_of("plan")
    return (
        record("problem", "core", plan, problem_kind="core"),
        record("problem", "cause", id_of("core"), problem_kind="cause"),
        record("problem", "deeper", id_of("cause"), problem_kind="cause"),
        record("problem", "effect", id_of("core"), problem_kind="effect"),
        record("objective", "general", plan, objective_kind="general"),
        record("objective", "specific", id_of("general"), objective_kind="specific"),
        record("measure", "measure", id_of("specific")),
        record("indicator", "impact", id_of("general")),
        record("indicator", "outcome", id_of("specific")),
        record("indicator", "output", id_of("measure")),
        record("answer", "answer", plan, question="Y1", run="drafting"),
    )


@pytest.mark.parametrize(
    ("form", "names"),
    {
        "core_problem": ["core"],
        "cause": ["cause", "deeper"],
        "effect": ["effect"],
        "specific_objective": ["specific"],
        "impact_indicator": ["impact"],
        "outcome_indicator": ["outcome"],
        "output_indicator": ["output"],
        "indicator": ["impact", "outcome", "output"],
        "questions_youth": ["answer"],
        "questions_diaspora": [],
        "scan_drafting": [],
    }.items(),
)
def test_that_a_form_shows_the_records_that_fit(form: str, names: list[str]) -> None:
    here = method(*tree())
    assert {row.id for row in here.rows(methodology().form(form))} == {id_of(name) for name in names}


def test_that_a_record_leads_to_the_form_that_asks_for_its_field() -> None:
    records = {r.id: r for r in tree()}
    here = method(*records.values(), sections=["youth"])
    found = {
        (name, field): getattr(here.form_for(records[id_of(name)], field), "code", None)
        for name, field in (
            ("outcome", ""),
            ("outcome", "direction"),
            ("deeper", "text"),
            ("answer", "text"),
            ("core", "sha"),
        )
    }
    assert found == {
        ("outcome", ""): "outcome_indicator",
        ("outcome", "direction"): "indicator",
        ("deeper", "text"): "cause",
        ("answer", "text"): "questions_youth",
        ("core", "sha"): None,
    }


def test_that_the_profile_s_own_list_comes_first() -> None:
    here, elsewhere = method(), methodology().for_plan(empty_plan(legal_profile="generic"))
    assert here.entry("funding_sources", "NES") and not here.entry("funding_sources", "local")
    assert elsewhere.entry("funding_sources", "local") and not elsewhere.entry("funding_sources", "NES")
    assert here.entry("measure_types", "incentive") == elsewhere.entry("measure_types", "incentive")
    assert here.list("deadlines") != elsewhere.list("deadlines")


def test_that_a_plan_of_another_country_is_offered_nothing_serbian() -> None:
    def offered(list_code: str, **facts: Any) -> set[str]:
        return {entry.code for entry in methodology().for_plan(empty_plan(**facts)).offered(list_code)}

    serbia = {"legal_profile": "rs", "currency": "RSD"}
    nepal = {"legal_profile": "generic", "country": "NP", "currency": "NPR"}
    senegal = {"legal_profile": "generic", "country": "SN", "currency": "XOF"}
    assert "iidp" in offered("target_groups", **serbia) - offered("target_groups", **nepal)
    money = {"thousand_rsd", "thousand_xof"}
    assert [money & offered("units", **one) for one in (serbia, senegal, nepal)] == [
        {"thousand_rsd"},
        {"thousand_xof"},
        set(),
    ]
    chosen = methodology().for_plan(empty_plan(**nepal)).offered("units", {"thousand_rsd"})
    assert "thousand_rsd" in {entry.code for entry in chosen}, "what the plan has already stays among them"


def test_that_no_field_asks_for_what_the_country_has_not() -> None:
    def asked(profile: str, form: str) -> set[str]:
        here = methodology().for_plan(empty_plan(legal_profile=profile, track="full"))
        return {field.name for field in here.fields(methodology().form(form))}

    assert asked("rs", "funding") - asked("generic", "funding") == {"programme_code", "economic_class"}
    assert asked("rs", "plan") - asked("generic", "plan") == {"territory_footnote"}


CHOSEN_EVERYWHERE = (
    *("organisation_kinds", "represents", "target_groups", "breakdown_groups", "addressees", "body_kinds", "act_kinds"),
    *("document_types", "serves_as", "funding_sources", "donors", "data_sources", "co_financing_schemes", "parameters"),
    *("deadlines", "units"),
)


@pytest.mark.parametrize("code", CHOSEN_EVERYWHERE)
def test_that_what_is_offered_everywhere_names_no_body_and_no_age_of_one_country(code: str) -> None:
    offered = methodology().for_plan(empty_plan(legal_profile="generic", currency="NPR")).offered(code)
    serbian = ("Serb", "Commissariat", "Trustee", "National Employment", "Centre for Social", "15–30", "RSD", "dinar")
    assert not [entry.label for entry in offered for word in serbian if word in entry.label]


def test_that_a_plan_of_another_country_is_told_no_serbian_law() -> None:
    serbia, senegal = method(), methodology().for_plan(empty_plan(legal_profile="generic", country="SN"))
    rules = methodology().rules.values()
    assert any("Law on" in serbia.source_of(rule) for rule in rules)
    named = [text for rule in rules for text in (senegal.source_of(rule),) if "Law" in text or "Regulation" in text]
    assert named == [] and any(senegal.source_of(rule) for rule in rules)


def test_that_a_screening_stands_where_what_it_screens_is_written() -> None:
    root = empty_plan(legal_profile="rs").root
    document = record("strategic_document", "PRO", root.id, 0)
    measure = record("measure", "M1", id_of("SO1"), 0)
    goals = (record("objective", "GO", root.id, 0, objective_kind="general"),)
    below = record("objective", "SO1", id_of("GO"), 0, objective_kind="specific")
    read, written = record("screening", "s1", id_of("PRO"), 0), record("screening", "s2", id_of("M1"), 0)
    of_plan = method(document, *goals, below, measure, read, written)
    form_of = {one.id: found.code for one in (read, written) if (found := of_plan.form_for(one))}
    assert form_of == {read.id: "screening", written.id: "measure_screening"}
    shown_in = {step: codes(of_plan.forms(step)) for step in ("frame", "measures")}
    assert "screening" in shown_in["frame"] and "measure_screening" in shown_in["measures"]
    small = method(track="small")
    assert not {"screening", "measure_screening"} & {*codes(small.forms("frame")), *codes(small.forms("measures"))}


def test_that_a_measure_asks_of_its_screening_what_a_document_does() -> None:
    of_document, of_measure = (methodology().form(code) for code in ("screening", "measure_screening"))
    asked = {field.name: (field.list, field.required) for field in of_document.fields}
    asked.pop("addressee")  # the measure is one's own: nobody gets a letter
    assert {field.name: (field.list, field.required) for field in of_measure.fields} == asked
