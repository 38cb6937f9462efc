"""The sample plans are what everybody checks totals, exports and rules against; here they are checked themselves."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from localplan.app.samples import SAMPLES
from localplan.domain.adoption import adopted_content
from localplan.domain.canonical import canonical
from localplan.domain.codes import codes
from localplan.domain.edits import apply_edits, difference
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, kind_of
from localplan.domain.records.analysis import ConsultationEvent, DataPoint, Problem
from localplan.domain.records.delivery import ActivityReport, ChangeRow, HearingComment, IndicatorValue, PublicHearing
from localplan.domain.records.logic import Activity, BudgetCeiling, FundingLine, Indicator, Measure, Objective, Risk
from localplan.domain.records.plan import Act
from tests import samples
from tests.plans import dangling

DIGESTS = {
    "zamisljeno-polje.draft": "3bebb18ba3de3e659d420c1abadcc585c3bd07e3284510fbbf09050dba210300",
    "zamisljeno-polje.implementation": "84a49e07dcd09798a6ae1cad34b0e370d302a09311a363fef37ecf6a26d7ee05",
    "keur-yaakaar": "1badc91604814e26d9222f9b2c85c8ad9d302475af50af2a9f7a18a95319d118",
}

everywhere = pytest.mark.parametrize("name", list(SAMPLES))


@everywhere
def test_that_a_sample_is_written_in_canonical_form(name: str) -> None:
    plan = samples.plan(name)
    lines = [canonical(plan[id]) for id in sorted(plan.records)]
    text = samples.path_of(name).read_bytes()
    assert text == b"[\n" + b",\n".join(lines) + b"\n]\n"
    assert unicodedata.is_normalized("NFC", text.decode())


@everywhere
def test_that_digests_of_samples_stay_the_same(name: str) -> None:
    assert samples.plan(name).digest == DIGESTS[name]


@everywhere
def test_that_samples_name_no_record_that_is_not_there(name: str) -> None:
    assert dangling(samples.plan(name)) == ()


@everywhere
def test_that_every_text_stands_in_all_languages_of_the_sample(name: str) -> None:
    languages = samples.LANGUAGES[name]
    assert samples.plan(name).root.languages == languages
    for record, field, texts in _texts(samples.plan(name)):
        assert tuple(texts) == languages, (record, field)


def test_that_serbian_texts_are_in_cyrillic() -> None:
    abbreviations = {"CNC", "IOM"}
    for _, field, texts in _texts(samples.implementation()):
        latin = set(re.findall(r"[A-Za-zČĆĐŠŽčćđšž]{2,}", texts["sr-Cyrl"])) - abbreviations
        assert not latin, (field, texts)
        assert not re.search(r"[А-Яа-яЂђЈјЉљЊњЋћЏџ]", texts["en"]), (field, texts)
        assert not re.search(r"[A-Za-z][а-яђјљњћџ]|[а-яђјљњћџ][A-Za-z]", texts["sr-Cyrl"]), (field, texts)


def _texts(plan: Plan) -> list[tuple[str, str, dict[str, str]]]:
    return [
        (record.id, name, getattr(record, name))
        for record in plan.records.values()
        for name, field in FIELDS[kind_of(record)].items()
        if field.holds.by == "language" and getattr(record, name)
    ]


# money and counts ----------------------------------------------------------------------------------------------------


@everywhere
def test_that_control_totals_hold(name: str) -> None:
    plan, totals = samples.plan(name), samples.control_totals(samples.PLACES[name])
    found = _money(plan)
    assert found["total"] == totals["total"]
    for view in ("by_year", "by_programme", "by_section"):
        assert found[view] == totals[view]
    for view in ("by_source", "by_measure"):
        assert found[view] == {k: _without_zeros(v) for k, v in totals[view].items() if v["total"]}


def _without_zeros(row: dict[str, int]) -> dict[str, int]:
    return {key: amount for key, amount in row.items() if amount}


def _money(plan: Plan) -> dict[str, Any]:
    views: dict[str, Any] = {"total": Decimal(0)}
    views |= {view: defaultdict(Decimal) for view in ("by_year", "by_programme", "by_section")}
    views |= {view: defaultdict(lambda: defaultdict(Decimal)) for view in ("by_source", "by_measure")}
    names = codes(plan, "letters")
    for line in plan.all(FundingLine):
        measure = plan.ancestor(line.id, Measure)
        objective = plan.ancestor(line.id, Objective)
        assert measure is not None and objective is not None
        for year, amount in line.amounts.items():
            views["total"] += amount
            views["by_year"][year] += amount
            views["by_programme"][line.programme_code[:4]] += amount
            views["by_section"][objective.section] += amount
            for key in (year, "total"):
                views["by_source"][line.source][key] += amount
                views["by_measure"][names[measure.id]][key] += amount
    return views


@everywhere
def test_that_counts_hold(name: str) -> None:
    plan, counts = samples.plan(name), samples.control_totals(samples.PLACES[name])["counts"]
    assert {
        "specific_objectives": sum(o.objective_kind == "specific" for o in plan.all(Objective)),
        "measures": len(plan.all(Measure)),
        "activities": len(plan.all(Activity)),
        "indicators": len(plan.all(Indicator)),
    } == counts


def test_that_codes_are_those_of_the_document() -> None:
    for plan in (samples.draft(), samples.implementation()):
        names = codes(plan, "letters")
        assert names[_named(plan, Indicator, "Young families that").id] == "M1.2-I3"


def test_that_the_municipal_share_of_every_year_is_within_its_ceiling() -> None:
    plan = samples.draft()
    (ceiling,) = plan.all(BudgetCeiling)
    for year, amount in ceiling.amounts.items():
        assert sum(line.amounts.get(year, 0) for line in plan.all(FundingLine) if line.source == "01") <= amount


def test_that_money_is_secured_only_where_an_agreement_is_signed() -> None:
    for line in samples.implementation().all(FundingLine):
        assert line.status.keys() == line.amounts.keys()
        secured = {year for year, status in line.status.items() if status == "secured"}
        assert secured <= {"2026"}
        assert not secured or (line.donor and "signed" in line.note["en"])


def _named(plan: Plan, kind: Any, begins: str) -> Any:
    (found,) = [record for record in plan.all(kind) if record.title["en"].startswith(begins)]
    return found


# what was mended -----------------------------------------------------------------------------------------------------


def test_that_households_on_social_assistance_are_a_credible_part() -> None:
    points = {(p.topic, p.year): p for p in samples.draft().all(DataPoint)}
    idp = points["idp", 2025]
    assert (idp.value, idp.breakdown["women"]) == (610, 314)
    persons = idp.value + points["refugees", 2025].value + points["returnees_readmission", 2024].value
    assert Decimal("0.3") < 86 / (persons / 3) < Decimal("0.4")


def test_that_sexes_add_up_to_the_whole() -> None:
    for plan in (samples.implementation(), samples.small()):
        for point in plan.all(DataPoint):
            if point.counted and point.breakdown:
                assert point.breakdown["women"] + point.breakdown["men"] == point.value
        groups = [r.participants for r in plan.all(ConsultationEvent)]
        groups += [r.beneficiaries for r in (*plan.all(Activity), *plan.all(ActivityReport)) if r.beneficiaries]
        for group in groups:
            assert group["women"] + group["men"] == group["total"]


def test_that_three_years_of_the_main_figures_are_there() -> None:
    years = defaultdict(set)
    for point in samples.draft().all(DataPoint):
        years[point.topic].add(point.year)
    for topic in ("net_migration", "unemployed", "unemployed_15_30", "employees_per_1000", "foreign_workers"):
        assert years[topic] >= {2022, 2023, 2024}


def test_that_targets_and_survey_fit_together() -> None:
    plan = samples.draft()
    survey = _named(plan, Activity, "Annual survey")
    intention = _named(plan, Indicator, "Share of young people who intend")
    assert survey.deadline == "2028-Q4"
    assert intention.frequency == "biennial"
    assert intention.targets == {"2027": 47, "2028": 42}
    assert intention.baseline_value - intention.targets["2027"] > intention.survey_margin
    assert _named(plan, Indicator, "Registered employees").targets == {"2026": 203, "2027": 206, "2028": 210}
    assert _named(plan, Indicator, "Start-ups").targets == {"2026": 8, "2027": 12, "2028": 12}


def test_that_a_base_year_is_over_or_the_baseline_said_to_be_provisional() -> None:
    for indicator in samples.draft().all(Indicator):
        survey_held = indicator.survey_margin is not None
        assert indicator.baseline_year == 2024 or survey_held or "provisional" in indicator.baseline_note["en"]


def test_that_every_indicator_can_be_checked_and_computed() -> None:
    for name in SAMPLES:
        plan = samples.plan(name)
        last = str(plan.root.period_end.year) if plan.root.period_end else ""
        for indicator in plan.all(Indicator):
            assert last in indicator.targets
            assert indicator.baseline_value is not None and indicator.source_of_verification
            assert indicator.baseline_year is not None and indicator.baseline_year <= int(min(indicator.targets))
            if indicator.aggregation == "weighted":
                assert indicator.numerator_label and indicator.denominator_label


def test_that_what_weighs_in_a_measure_is_seen_by_a_result_indicator() -> None:
    plan = samples.draft()
    codes_seen = {indicator.library_code for indicator in plan.all(Indicator)}
    assert {"Y17", "D14", "D12", "E17"} <= codes_seen


def test_that_problems_name_housing_and_start_up_money_and_no_hidden_solution() -> None:
    causes = [problem for problem in samples.draft().all(Problem) if problem.problem_kind == "cause"]
    texts = " ".join(problem.text["en"] for problem in causes)
    assert "home of their own" in texts and "badly paid" in texts
    for problem in causes:
        assert not re.match(r"no |lack of|absence", problem.text["en"].lower())
        assert not re.match(r"нема|недоста|мањак|одсуств|непостој", problem.text["sr-Cyrl"].lower())


def test_that_no_text_tells_the_ethnicity_of_a_small_group_or_names_the_mayor() -> None:
    for name in SAMPLES:
        for _, field, texts in _texts(samples.plan(name)):
            text = " ".join(texts.values()).lower()
            assert "mostly roma" not in text and "романских" not in text and "ромске породице" not in text, field
            assert "ties of the mayor" not in text and "illegal" not in text and "brain drain" not in text, field


def test_that_consultations_stand_in_the_order_of_their_dates() -> None:
    for plan in (samples.draft(), samples.implementation(), samples.small()):
        days = [event.date_from for event in plan.all(ConsultationEvent)]
        assert days == sorted(days, key=lambda day: day.isoformat() if day else "")
        surveys = [event for event in plan.all(ConsultationEvent) if event.method == "survey"]
        assert all(event.date_from and event.date_to and event.date_from < event.date_to for event in surveys)


def test_that_every_high_risk_has_a_response_and_an_owner() -> None:
    for name in SAMPLES:
        for risk in samples.plan(name).all(Risk):
            assert risk.response and risk.responsible and risk.due


# the two states ------------------------------------------------------------------------------------------------------


def test_that_the_draft_leads_to_the_plan_in_implementation() -> None:
    draft, later = samples.draft(), samples.implementation()
    assert draft.id == later.id
    assert apply_edits(draft, difference(draft, later)).digest == later.digest
    assert apply_edits(later, ()).digest == later.digest


def test_that_the_draft_stands_before_its_hearing() -> None:
    draft = samples.draft()
    assert draft.root.status == "draft" and not draft.root.adopted_digest
    assert not draft.all(PublicHearing) and not draft.all_of("reporting_period")
    assert {act.act_kind for act in draft.all(Act)} <= {
        "decision_to_start",
        "working_group",
        "notice",
        "portal_publication",
    }
    assert all(event.state == "held" for event in draft.all(ConsultationEvent))


def test_that_every_change_after_the_hearing_is_in_the_change_log() -> None:
    draft, later = samples.draft(), samples.implementation()
    logged = {row.element for row in later.all(ChangeRow)} | {row.parent for row in later.all(ChangeRow)}
    written_at_adoption = {"number", "numbers_given", "status", "adopted_digest", "done"}
    for edit in difference(draft, later):
        field = getattr(edit, "field", None)
        if field is not None and field not in written_at_adoption:
            assert edit.id in logged or draft[edit.id].parent in logged or _measures_it(later, edit.id), edit


def _measures_it(plan: Plan, id: str) -> bool:
    """The activity behind an indicator whose target was raised is told of in the same row."""
    record = plan[id]
    return isinstance(record, Activity) and any(
        record.parent == plan[row.element].parent for row in plan.all(ChangeRow) if row.element
    )


def test_that_adoption_has_all_that_the_law_asks_for() -> None:
    plan = samples.implementation()
    (hearing,) = plan.all(PublicHearing)
    assert hearing.date_from and hearing.date_to and (hearing.date_to - hearing.date_from).days >= 15
    assert all(comment.decision and comment.reason for comment in plan.all(HearingComment))
    acts = {act.act_kind: act for act in plan.all(Act)}
    adoption = acts["adoption"]
    assert adoption.date and adoption.date > hearing.date_to
    for field in ("number", "gazette", "statute", "statute_gazette", "statute_article", "self_government_article"):
        assert getattr(adoption, field)
    assert adoption.planning_law_articles and adoption.place and adoption.signed_by and adoption.signed_by_sex
    wanted = {"opinion_employment_council", "opinion_migration_council", "portal_publication", "council_proposal"}
    assert wanted | {"public_call", "publication", "information_system_entry", "annual_budget"} <= acts.keys()


@pytest.mark.parametrize("name", ["zamisljeno-polje.implementation", "keur-yaakaar"])
def test_that_an_adopted_sample_knows_what_was_adopted(name: str) -> None:
    plan = samples.plan(name)
    assert plan.root.adopted_digest == adopted_content(plan)
    numbered = [r for kind in (Objective, Measure, Activity, Indicator) for r in plan.all(kind)]
    assert all(record.number for record in numbered)


# the report on 2026 --------------------------------------------------------------------------------------------------


def test_that_the_report_says_what_was_spent_and_done() -> None:
    plan, expected = samples.implementation(), samples.control_totals()["report_2026"]
    reports = plan.all(ActivityReport)
    statuses: dict[str, int] = defaultdict(int)
    for report in reports:
        statuses[report.status] += 1
    assert statuses == expected["activities"]
    assert sum(sum(report.spent.values()) for report in reports) == expected["spent"]
    assert sum(line.amounts.get("2026", 0) for line in plan.all(FundingLine)) == expected["planned"]


def test_that_what_was_spent_came_from_planned_sources_and_off_plan_spending_is_explained() -> None:
    plan, names = samples.implementation(), codes(samples.implementation(), "letters")
    off_plan = []
    for report in plan.all(ActivityReport):
        lines = plan.children(report.activity, FundingLine)
        assert report.spent.keys() <= {line.source for line in lines}
        planned, spent = sum(line.amounts.get("2026", 0) for line in lines), sum(report.spent.values())
        if spent > planned or spent < planned * Decimal("0.8"):
            off_plan.append(names[report.activity])
            assert report.deviation and report.reason
    assert sorted(off_plan) == samples.control_totals()["report_2026"]["off_plan"]


def test_that_achievements_of_2026_are_as_computed_by_hand() -> None:
    plan, names = samples.implementation(), codes(samples.implementation(), "letters")
    found = {}
    for value in plan.all(IndicatorValue):
        indicator = plan[value.indicator]
        assert isinstance(indicator, Indicator) and indicator.baseline_value is not None
        if value.value is None:
            assert value.not_available and "2026" not in indicator.targets
        elif (way := indicator.targets["2026"] - indicator.baseline_value) != 0:
            found[names[indicator.id]] = f"{(value.value - indicator.baseline_value) / way * 100:.1f}"
        else:
            assert value.value == indicator.baseline_value == 0
    assert found == samples.control_totals()["report_2026"]["achievement"]
