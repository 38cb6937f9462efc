"""Rows that a profile has ready."""

from __future__ import annotations

from datetime import date

import pytest

from localplan.domain.edits import apply_edits
from localplan.domain.plan import Plan
from localplan.methodology.ready_made import READY_MADE, ready_made, take_ready_made
from tests.forms import methodology
from tests.plans import empty_plan


def say(language: str, context: str, text: str) -> str:
    """Serbian is the text turned into capitals; the rest reads English."""
    return text.upper() if language == "sr-Cyrl" else text


def plan_of(profile: str, *languages: str) -> Plan:
    return empty_plan(legal_profile=profile, languages=list(languages), main_language=languages[0])


def with_taken(plan: Plan, kind: str, *codes: str) -> Plan:
    return apply_edits(plan, take_ready_made(methodology().for_plan(plan), kind, codes, say))


def test_that_a_national_document_comes_with_level_kind_gazette_and_end() -> None:
    (taken,) = with_taken(plan_of("rs", "sr-Cyrl", "en"), "strategic_document", "youth_strategy").all_of(
        "strategic_document"
    )
    assert dict(taken.title) == {"sr-Cyrl": "STRATEGY FOR YOUTH 2023–2030", "en": "Strategy for Youth 2023–2030"}
    assert (taken.level, taken.document_kind, taken.gazette) == ("national", "strategy", "9/2023")
    assert taken.valid_to == date(2030, 12, 31)


def test_that_sources_and_donors_are_taken_in_the_order_of_their_list() -> None:
    plan = with_taken(plan_of("rs", "en"), "data_source", "own_survey", "census")
    assert [(one.name["en"], one.source_kind) for one in plan.all_of("data_source")] == [
        ("Statistical Office: Census", "census"),
        ("Own survey (youth, employers, diaspora)", "survey"),
    ]
    (donor,) = with_taken(plan, "organisation", "IOM").all_of("organisation")
    assert (donor.name["en"], donor.organisation_kind) == ("International Organization for Migration", "donor")


@pytest.mark.parametrize("kind", sorted(READY_MADE))
def test_that_what_the_plan_has_is_not_offered_again(kind: str) -> None:
    plan = plan_of("rs", "sr-Cyrl")
    offered = ready_made(methodology().for_plan(plan), kind, say)
    assert len(offered) > 10
    after = with_taken(plan, kind, offered[0].code, offered[3].code)
    left = {entry.code for entry in ready_made(methodology().for_plan(after), kind, say)}
    assert left == {entry.code for entry in offered} - {offered[0].code, offered[3].code}


def test_that_another_country_is_offered_what_holds_everywhere() -> None:
    senegal = methodology().for_plan(plan_of("generic", "fr"))
    codes = {kind: [entry.code for entry in ready_made(senegal, kind, say)] for kind in READY_MADE}
    assert codes["strategic_document"] == ["agenda_2030", "global_compact"]
    assert codes["data_source"] == ["census", "statistics", "own_survey"] and codes["organisation"] == []
    assert ready_made(senegal, "measure", say) == ()


def test_that_no_list_of_the_methodology_is_out_of_reach() -> None:
    """What is declared and translated can be chosen somewhere."""
    known = methodology()
    chosen = {field.list for form in known.forms.values() for field in form.fields}
    asked = {form.entries for form in known.forms.values()}
    taken = {ready.list for ready in READY_MADE.values()}
    in_code = {"addressees", "assessment_axes", "profile_chapters", "scan_areas", "objective_kinds", "problem_kinds"}
    in_code |= {"steps", "step_statuses", "plan_statuses", "runs"}
    assert set(known.lists) - chosen - asked - taken == in_code
