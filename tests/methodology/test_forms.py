"""What forms/ declares: nothing forgotten, nothing asked twice, and texts a planner can use."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from localplan.data import data_dir
from localplan.domain.records import FIELDS
from localplan.methodology.declarations import Form
from localplan.methodology.vocabulary import KEPT_BY_THE_PROGRAM, PANELS, wants_list
from tests.forms import methodology

FORMS = methodology().forms
STEPS = methodology().steps
EVERY_FORM = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
EVERY_STEP = pytest.mark.parametrize("step", STEPS, ids=[step.code for step in STEPS])


def asked(kind: str) -> set[str]:
    """The fields of a kind that some form asks for or sets."""
    forms = methodology().forms_of(kind)
    return {name for form in forms for name in (*(f.name for f in form.fields), *form.fixed, form.key) if name}


def test_that_fourteen_steps_lead_through_four_phases() -> None:
    assert [step.number for step in STEPS] == list(range(1, 15))
    assert [step.phase for step in STEPS] == ["prepare"] * 3 + ["analyse"] * 3 + ["plan"] * 5 + ["deliver"] * 3


@pytest.mark.parametrize("kind", FIELDS)
def test_that_every_field_of_every_record_is_asked_for_or_kept_by_the_program(kind: str) -> None:
    kept = set(KEPT_BY_THE_PROGRAM.get(kind, ()))
    assert set(FIELDS[kind]) - asked(kind) == kept


def test_that_nothing_unknown_is_kept_by_the_program() -> None:
    assert {(kind, name) for kind, names in KEPT_BY_THE_PROGRAM.items() for name in names} <= {
        (kind, name) for kind, fields in FIELDS.items() for name in fields
    }


REQUIRED = {
    "plan": "title document_type country municipality legal_profile period_start period_end currency amount_unit "
    "main_language coordinator coordination_body",
    "organisation": "name organisation_kind",
    "strategic_document": "title level",
    "alignment_link": "element their_element",
    "data_point": "section label value unit year source",
    "problem": "text",
    "objective": "title responsible section",
    "option": "title",
    "measure": "title measure_type responsible",
    "indicator": "title level unit direction baseline_value baseline_year targets source_of_verification",
    "activity": "title lead start deadline",
    "funding_line": "source amounts",
    "budget_ceiling": "source amounts",
    "risk": "text likelihood impact",
    "consultation_event": "method title",
    "public_hearing": "call_date date_from date_to",
    "hearing_comment": "text decision reason",
    "reporting_period": "year report_kind",
    "activity_report": "activity status",
    "indicator_value": "indicator value",
    "assessment": "element",
    "evaluation": "evaluation_kind",
    "screening": "mentions expected",
    "exchange": "topic learner teacher",
}


@pytest.mark.parametrize("kind", REQUIRED)
def test_that_what_adoption_needs_is_required(kind: str) -> None:
    required = {field.name for form in methodology().forms_of(kind) for field in form.fields if field.required}
    assert set(REQUIRED[kind].split()) <= required


@EVERY_STEP
def test_that_every_step_has_guidance_with_its_four_parts(step) -> None:  # type: ignore[no-untyped-def]
    text = methodology().guidance(step.code, "en")
    assert re.findall(r"^## (.*)$", text, re.M) == ["Why", "How", "Example", "Trainer tip"]
    assert text.startswith(f"# {step.title}\n")
    assert min(len(part) for part in re.split(r"^## .*$", text, flags=re.M)[1:]) > 80
    assert methodology().guidance(step.code, "xx") == text


def test_that_no_guidance_is_left_over() -> None:
    files = {path.stem for path in (data_dir("forms") / "guidance" / "en").glob("*.md")}
    assert files == {step.guidance for step in STEPS}


@EVERY_FORM
def test_that_every_field_has_help_in_one_sentence(form: Form) -> None:
    for field in form.fields:
        assert field.label and not field.label.endswith((".", ":")), field.name
        assert field.help.endswith(".") and len(field.help) <= 180, field.name


@EVERY_FORM
def test_that_guided_mode_asks_at_most_six_things_at_once(form: Form) -> None:
    assert all(1 <= len(group.fields) <= 6 for group in form.groups)
    if form.layout == "single":
        assert form.groups or len(form.fields) <= 6


def test_that_every_map_and_code_field_has_a_list_with_entries_in_some_profile() -> None:
    known = methodology()
    for kind, fields in FIELDS.items():
        for name, field in fields.items():
            code = known.list_of(kind, name)
            if wants_list(field) and code in known.lists:
                assert any(known.list(code, profile).entries for profile in known.profiles), (kind, name)


def test_that_every_panel_stands_in_a_step_and_only_the_scan_in_two() -> None:
    stands = Counter(panel.code for step in STEPS for panel in step.panels)
    assert set(stands) == set(PANELS)
    assert [code for code, steps in stands.items() if steps > 1] == ["scan"]


def test_that_objectives_measures_activities_and_money_are_one_tree() -> None:
    chain = ["activity_funding"]
    while under := FORMS[chain[-1]].under:
        chain.append(under)
    assert chain == ["activity_funding", "activity", "measure", "specific_objective", "general_objective"]


def test_that_the_workbook_has_a_sheet_for_everything_colleagues_fill_in() -> None:
    sheets = {form.record for form in FORMS.values() if form.sheet}
    assert {
        *("objective", "measure", "activity", "funding_line", "indicator", "risk", "data_point", "stakeholder"),
        *("organisation", "consultation_event", "problem", "activity_report", "indicator_value"),
    } <= sheets
    assert "person" not in sheets, "contacts do not travel in workbooks"


def test_that_every_list_is_used() -> None:
    known = methodology()
    used = {field.list for form in FORMS.values() for field in form.fields} | {form.entries for form in FORMS.values()}
    used |= {known.list_of(kind, name) for kind, fields in FIELDS.items() for name in fields}
    beside = {
        "national_documents",
        "donors",
        "data_sources",
        "addressees",
        "profile_chapters",
        "scan_areas",
        "profiles",
        "indicators",
        "deadlines",
        "parameters",
        "steps",
        "assessment_axes",
    }
    assert set(known.lists) - used <= beside


def test_that_the_collection_has_the_79_indicators_two_split_off_and_those_added() -> None:
    found = methodology().indicators
    counts = Counter(re.sub(r"\d", "", code) for code in found)
    assert counts == {"X": 16, "Y": 23, "D": 18, "E": 26, "H": 4, "G": 4, "S": 4, "C": 3}
    assert found["X01"].direction == "maintain" and found["X04"].direction == "neutral"
    assert (found["D03"].unit, found["D18"].unit) == ("investments", "thousand_currency")
    assert (found["Y22"].unit, found["Y23"].unit) == ("spaces", "m2")
    assert all(i.numerator and i.denominator for i in found.values() if i.aggregation == "weighted")
    assert found["E24"].aggregation == "none" and "ethnicity" not in found["Y07"].disaggregation


def test_that_the_serbian_profile_says_where_its_law_stands_and_how_sure_it_is() -> None:
    serbia = methodology().profile("rs")
    assert serbia.code_style == "numbers" and "{date}" in serbia.disclaimer
    assert all(p.source for p in serbia.parameters if p.evidence != "proposal")
    assert all(p.evidence_date for p in serbia.parameters if p.source)
    values = {p.code: p.value for p in serbia.parameters}
    assert (values["hearing_min_days"], values["annual_report_days"], values["final_report_months"]) == (15, 120, 6)
    assert (values["min_share_underdeveloped"], values["min_share_other"], values["share_base"]) == (5, 10, "requested")
    assert next(p for p in serbia.parameters if p.code == "min_sex_share").source == "good practice"
    first = next(d for d in serbia.deadlines if d.code == "finance_year_one")
    assert (first.event, first.offset) == ("first_budget", -128)
    assert len(serbia.legal_rows) >= 31
    assert set(serbia.words) == {"municipality", "city", "city_municipality", "temporary_body"}


def test_that_serbian_money_knows_its_sources_and_programmes() -> None:
    known = methodology()
    sources = {e.code: e.marks["on_budget"] for e in known.list("funding_sources", "rs").entries}
    assert {"02", "17", "56", "NES", "BEN"} <= set(sources) and len(sources) == 25
    assert sources["01"] is True and sources["NES"] is False
    programmes = {e.code: e.marks.get("parent", "") for e in known.list("programme_codes", "rs").entries}
    assert len([code for code, parent in programmes.items() if not parent]) == 18, "17 programmes, one with two codes"
    assert programmes["1301-0005"] == "1301" and all(re.fullmatch(r"\d{4}(-\d{4})?", code) for code in programmes)


def test_that_the_generic_profile_has_four_sources_and_no_legal_terms() -> None:
    known = methodology()
    generic = known.profile("generic")
    assert generic.code_style == "letters"
    assert [e.code for e in known.list("funding_sources", "generic").entries] == [
        "local",
        "central",
        "external",
        "private",
    ]
    assert not known.list("programme_codes", "generic").entries
    assert known.parameter("generic", "hearing_required").value is False
    assert known.parameter("generic", "hearing_min_days").value is None


@EVERY_FORM
def test_that_every_form_says_why_and_how(form: Form) -> None:
    assert form.intro.endswith((".", "?")) and len(form.intro) <= 420


@EVERY_FORM
def test_that_free_texts_and_numbers_have_an_example(form: Form) -> None:
    kinds = {field.name: FIELDS[form.record][field.name].holds.kind for field in form.fields}
    typed = ("text", "number", "whole", "money", "quarter")
    assert [f.name for f in form.fields if kinds[f.name] in typed and not f.example] == []
