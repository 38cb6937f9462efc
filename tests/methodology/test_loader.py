"""The strict loader: every fault in forms/ stops with the file and the name of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.methodology.loader import BadDeclaration, load_methodology
from tests.forms import change, copied_forms

MEASURES = "steps/08_measures.toml"
ACTIVITIES = "steps/10_activities.toml"
DELIVERY = "codelists/delivery.toml"
GENERIC = "profiles/generic.toml"
INDICATORS = "collections/indicators.toml"
LIBRARY_MEASURES = "collections/measures.toml"
LIBRARY_OBJECTIVES = "collections/objectives.toml"
LIBRARY_PROBLEMS = "collections/problems.toml"
PRACTICES = "collections/practices.toml"
RULES = "rules/06_objectives.toml"

FAULTS = {
    "a key of a step": (MEASURES, "minutes = 180", 'minutes = 180\nhours = "3"', "measures"),
    "a key of a form": (MEASURES, 'sheet = "Measures"', 'page = "Measures"', "measures.measure"),
    "a key of a field": (MEASURES, '"Measure", help', '"Measure", hint', "measures.measure.title"),
    "a value of the wrong type": (MEASURES, "minutes = 180", 'minutes = "180"', "measures"),
    "a phase": (MEASURES, 'phase = "plan"', 'phase = "later"', "measures"),
    "a layout": (MEASURES, 'layout = "tree"', 'layout = "bush"', "measures.measure"),
    "a record kind": (MEASURES, 'record = "measure"', 'record = "meassure"', "measure"),
    "the field that names keys": (MEASURES, 'keys = "groups"', 'keys = "gap"', "measure_screening.effects"),
    "a field of the record": (MEASURES, 'name = "measure_type"', 'name = "type"', "measure.type"),
    "a field that stands twice": (MEASURES, 'name = "period_end"', 'name = "period_start"', "measure"),
    "a list": (MEASURES, 'list = "measure_types"', 'list = "types"', "measure.measure_type"),
    "a field of codes without a list": (MEASURES, ', list = "measure_types"', "", "measure.measure_type"),
    "a list for a text": (MEASURES, 'label = "Measure", ', 'label = "Measure", list = "units", ', "measure.title"),
    "a map by group without a list": (ACTIVITIES, ', list = "breakdown_groups"', "", "activity.beneficiaries"),
    "another list than elsewhere": (MEASURES, 'list = "units"', 'list = "topics"', "output_indicator.unit"),
    "the form above": (MEASURES, 'under = "measure"', 'under = "mesure"', "regulation"),
    "a form above that cannot be": (MEASURES, 'under = "measure"', 'under = "vision"', "regulation"),
    "a tree without a form above": (MEASURES, 'under = "specific_objective"\n', "", "measure"),
    "a kind nested that cannot be": (MEASURES, 'one = "a measure"', 'one = "a measure"\nnested = true', "measure"),
    "the name of one row": (MEASURES, 'one = "a measure"\n', "", "measure"),
    "a sheet too long": (MEASURES, 'sheet = "Measures"', 'sheet = "All the measures of the whole plan"', "measure"),
    "a sheet no workbook takes": (MEASURES, 'sheet = "Measures"', 'sheet = "Measures [all]"', "measure"),
    "a sheet that stands twice": (MEASURES, 'sheet = "Measures"', 'sheet = "Activities"', "activity"),
    "a form that stands twice": (MEASURES, 'code = "regulation"', 'code = "activity"', "activity"),
    "a group with a foreign field": (MEASURES, '["sdg", "gcm"]', '["sdg", "gcm", "number"]', "measure"),
    "a group that leaves a field out": (MEASURES, '["sdg", "gcm"]', '["sdg"]', "measure"),
    "a fixed field": ("steps/06_objectives.toml", "fixed = { objective_kind", "fixed = { kind", "general_objective"),
    "a fixed value": ("steps/06_objectives.toml", '"general" }', '"generall" }', "general_objective"),
    "a given value": (MEASURES, 'value_kind = "annual"', 'value_kind = "yearly"', "output_indicator"),
    "a given value that does not fit": (
        MEASURES,
        'given = { level = "output"',
        "given = { level = 7",
        "output_indicator",
    ),
    "the field of a condition": (
        ACTIVITIES,
        'field = "keeps_register"',
        'field = "register"',
        "activity.register_basis",
    ),
    "a condition on another record": (
        "steps/04_situation.toml",
        'field = "plan.sections", equals = "youth"',
        'field = "section", equals = "youth"',
        "questions_youth",
    ),
    "the code of a condition": (
        "steps/02_people.toml",
        'equals = "held"',
        'equals = "hold"',
        "consultation_event.participants",
    ),
    "a condition without a test": (
        ACTIVITIES,
        '"keeps_register", equals = true',
        '"keeps_register"',
        "activity.register_basis",
    ),
    "a panel": (ACTIVITIES, 'code = "gantt"', 'code = "chart"', "activities.chart"),
    "a guidance file": (ACTIVITIES, 'guidance = "10_activities"', 'guidance = "10_activity"', "activities"),
    "a gap in the steps": (ACTIVITIES, "number = 10", "number = 15", "activities"),
    "the list of entries": (
        "steps/07_options.toml",
        'entries = "questions_options"',
        'entries = "q"',
        "questions_options",
    ),
    "the key of entries": ("steps/07_options.toml", 'key = "question"', 'key = "text"', "questions_options"),
    "entries without a key": ("steps/07_options.toml", 'key = "question"\n', "", "questions_options"),
    "an entry that stands twice": (DELIVERY, 'code = "half_year"', 'code = "annual"', "report_kinds"),
    "a list that stands twice": (DELIVERY, 'code = "areas"', 'code = "ratings"', "ratings"),
    "a mark": ("codelists/logic.toml", "on_budget = true", "budget = true", "funding_sources.local"),
    "the type of a mark": ("codelists/logic.toml", "on_budget = true", 'on_budget = "yes"', "funding_sources.local"),
    "the section of an entry": (
        "codelists/analysis.toml",
        'profile = "2", section = "youth" }',
        'profile = "2", section = "young" }',
        "topics.intends_to_leave",
    ),
    "the chapter of a figure": (
        "codelists/analysis.toml",
        'profile = "2", section = "youth" }',
        'profile = "12", section = "youth" }',
        "topics.intends_to_leave",
    ),
    "who answers a question": (
        "codelists/questions_sections.toml",
        'answered_by = "letter"',
        'answered_by = "post"',
        "questions_youth.Y1",
    ),
    "to whom a letter goes": (
        "codelists/questions_sections.toml",
        'ask = "schools"',
        'ask = "school"',
        "questions_youth.Y5",
    ),
    "a letter to nobody": (
        "codelists/questions_sections.toml",
        'answered_by = "letter", ask = "schools"',
        'answered_by = "letter"',
        "questions_youth.Y5",
    ),
    "a law that no act names": ("profiles/rs.toml", "planning = ", "traffic = ", "rs"),
    "a parameter of a deadline": (
        "profiles/rs.toml",
        'minus = "hearing_min_days" },\n    { code = "hearing_start"',
        'minus = "hearing_days" },\n    { code = "hearing_start"',
        "rs.draft_ready",
    ),
    "the parent of an entry": (
        "profiles/rs/funding.toml",
        'parent = "1101"',
        'parent = "1109"',
        "programme_codes.1101-0004",
    ),
    "the type of a parameter": (GENERIC, "value = false }", "value = { no = 1 } }", "generic.hearing_required"),
    "a parameter that stands twice": (GENERIC, 'code = "min_group_small"', 'code = "min_group"', "generic"),
    "a deadline that stands twice": (GENERIC, 'code = "yearly_data"', 'code = "review"', "generic"),
    "the event of a deadline": (GENERIC, 'event = "plan_start"', 'event = "spring"', "generic.review"),
    "a required step": (GENERIC, '["start", "people"', '["start", "persons"', "generic"),
    "a rule of a profile": (GENERIC, 'R166 = "warning"', 'R999 = "warning"', "generic"),
    "the country of a profile": (GENERIC, '"EC", ', '"XX", ', "generic"),
    "the language of a profile": (GENERIC, '["en", ', '["xx", ', "generic"),
    "the currency of a profile": (GENERIC, 'currency = ""', 'currency = "XXX"', "generic"),
    "the kind of unit of a profile": (GENERIC, "[words.commune]", "[words.hamlet]", "generic"),
    "a list only a profile has": ("profiles/rs/funding.toml", 'code = "donors"', 'code = "givers"', "rs"),
    "the step of a rule": (RULES, 'step = "objectives"', 'step = "goals"', "R050"),
    "the parameter of a rule": (RULES, 'tier = "error"', 'tier = "error"\nparameters = ["days"]', "R050"),
    "the tier of a rule": (RULES, 'tier = "error"', 'tier = "fatal"', "R050"),
    "the unit of an indicator": (INDICATORS, 'unit = "persons"', 'unit = "people"', "X01"),
    "the breakdown of an indicator": (INDICATORS, '["sex", "age", "settlement"]', '["gender"]', "X01"),
    "the section of a typical problem": (LIBRARY_PROBLEMS, 'section = "youth"', 'section = "young"', "Y-P1"),
    "a goal of a typical objective": (LIBRARY_OBJECTIVES, '"8.6"', '"8.66"', "Y-SO1"),
    "a problem of a typical objective": (LIBRARY_OBJECTIVES, '"Y-P1"', '"Y-P99"', "Y-SO1"),
    "the type of a typical measure": (LIBRARY_MEASURES, '"goods_services"', '"goods"', "Y-M1"),
    "a group of a typical measure": (LIBRARY_MEASURES, '"neet"', '"neets"', "Y-M1"),
    "a barrier of a typical measure": (LIBRARY_MEASURES, '"distance"', '"way"', "Y-M1"),
    "a goal of a typical measure": (LIBRARY_MEASURES, '"4.4"', '"4.44"', "Y-M1"),
    "a Compact objective of a typical measure": (LIBRARY_MEASURES, 'gcm = ["18"', 'gcm = ["24"', "Y-M1"),
    "an indicator of a typical measure": (LIBRARY_MEASURES, '"Y10"', '"Y99"', "Y-M1"),
    "the objective of a typical measure": (LIBRARY_MEASURES, '"Y-SO1"', '"Y-SO9"', "Y-M1"),
    "a problem of a typical measure": (LIBRARY_MEASURES, '"Y-P2"', '"Y-P99"', "Y-M1"),
    "a typical measure without activities": (LIBRARY_MEASURES, "activities =", "actions =", "Y-M1"),
    "the country of a practice": (PRACTICES, 'country = "MD"', 'country = "XX"', "MD-1"),
    "the problem of a practice": (PRACTICES, '"D-P9"', '"D-P99"', "MD-1"),
    "the measure of a practice": (PRACTICES, '"D-M8"', '"D-M99"', "MD-1"),
    "an indicator that stands twice": (INDICATORS, 'code = "X02"', 'code = "X01"', "X01"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_that_a_fault_stops_with_file_and_name(fault: str, tmp_path: Path) -> None:
    file, old, new, name = FAULTS[fault]
    forms = copied_forms(tmp_path)
    change(forms, file, old, new)
    with pytest.raises(BadDeclaration) as stopped:
        load_methodology(forms)
    assert stopped.value.name == name
    folder = file.split("/")[0]
    assert stopped.value.file.startswith(folder)
    assert stopped.value.values == {"file": stopped.value.file, "name": name, "detail": stopped.value.detail}
    assert stopped.value.detail


def test_that_a_broken_file_is_named(tmp_path: Path) -> None:
    forms = copied_forms(tmp_path)
    (forms / MEASURES).write_text("number = = 8", "utf-8")
    with pytest.raises(BadDeclaration) as stopped:
        load_methodology(forms)
    assert stopped.value.file == MEASURES


def test_that_a_file_nobody_reads_is_named(tmp_path: Path) -> None:
    forms = copied_forms(tmp_path)
    (forms / "steps" / "extra").mkdir()
    (forms / "steps" / "extra" / "lost.toml").write_text("", "utf-8")
    with pytest.raises(BadDeclaration) as stopped:
        load_methodology(forms)
    assert stopped.value.file == "steps/extra/lost.toml"


def test_that_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDeclaration) as stopped:
        load_methodology(tmp_path)
    assert stopped.value.file == "methodology.toml"


def test_that_a_version_has_what_lived_in_it(tmp_path: Path) -> None:
    forms = copied_forms(tmp_path)
    change(forms, "methodology.toml", "version = 1", "version = 3")
    change(forms, DELIVERY, 'code = "half_year"', 'until = 2, code = "half_year"')
    change(forms, ACTIVITIES, 'name = "note"', 'since = 3, name = "note"')
    change(forms, INDICATORS, 'code = "X02"', 'code = "X02"\nsince = 2')
    change(forms, "steps/07_options.toml", 'code = "questions_options"', 'code = "questions_options"\nuntil = 3')
    versions = {n: load_methodology(forms, n) for n in (1, 2, 3)}
    assert {n: m.entry("report_kinds", "half_year") is not None for n, m in versions.items()} == {
        1: True,
        2: False,
        3: False,
    }
    assert {n: "note" in [f.name for f in m.form("activity").fields] for n, m in versions.items()} == {
        1: False,
        2: False,
        3: True,
    }
    assert {n: "X02" in m.indicators for n, m in versions.items()} == {1: False, 2: True, 3: True}
    assert {n: "questions_options" in m.forms for n, m in versions.items()} == {1: True, 2: True, 3: False}
    assert load_methodology(forms).version == 3


@pytest.mark.parametrize("version", [0, 1000])
def test_that_a_version_out_of_reach_is_refused(version: int) -> None:
    with pytest.raises(Refused) as refused:
        load_methodology(data_dir("forms"), version)
    assert refused.value.code == "methodology_too_new"
    assert refused.value.values["version"] == version
