"""Plans made from the sample that together break every rule: for tests, and for looking at all findings.

Some rules exclude each other (no hearing, or one that is too short), so one plan cannot break them all. Each plan comes
with what the rules see beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from localplan.domain.codes import codes
from localplan.domain.edits import DropRecord, Edit, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, kind_of
from localplan.methodology.checks import Seen
from tests import samples
from tests.plans import id_of
from tests.whole_plans import in_state

LATE = date(2030, 1, 1)


class Broken(NamedTuple):
    """A plan that breaks many rules, and what they see."""

    name: str
    plan: Plan
    seen: Seen


def broken_plans() -> Iterator[Broken]:
    """The smallest set known: without any one of them some rule goes unnamed (a test says so)."""
    sample = samples.implementation()
    earlier = [SetField(one.id, "title", {"en": "Earlier"}) for one in sample.all_of("measure")]
    seen = Seen(LATE, adopted=without(sample, "activity"), hearing=edited(sample, earlier), public=True)
    yield Broken("emptied", emptied(sample), seen)
    yield Broken("faulty", faulty(sample), Seen(LATE))
    yield Broken("bare", bare(sample), Seen(LATE))


def edited(plan: Plan, edits: Sequence[Edit]) -> Plan:
    """The plan after edits that its state would not allow."""
    return in_state(apply_edits(in_state(plan, "draft"), edits), plan.root.status)


def without(plan: Plan, *kinds: str) -> Plan:
    """The plan without any record of these kinds and what belongs to them."""
    return edited(plan, [DropRecord(record.id) for kind in kinds for record in plan.all_of(kind)])


# emptied: what can be left out is left out --------------------------------------------------------------------------

STAYS: dict[str, tuple[str, ...]] = {
    "plan": ("legal_profile", "country", "status", "sections", "period_start", "period_end"),
    "objective": ("objective_kind",),
    "measure": ("measure_type", "target_groups"),
    "indicator": ("level", "unit", "targets"),
    "activity": ("start", "keeps_register"),
    "funding_line": ("amounts",),
    "problem": ("problem_kind",),
    "option": ("chosen",),
    "reporting_period": ("year",),
    "activity_report": ("activity", "beneficiaries"),
    "indicator_value": ("indicator", "value"),
    "data_point": ("value", "unit", "breakdown"),
    "risk": ("likelihood", "impact"),
    "organisation": ("name",),
}
"""The records that stay, and of each the fields without which others would not be asked for."""


def emptied(plan: Plan) -> Plan:
    """The plan with as little in it as its records can say; all measures of one type, as nobody gave it a thought."""
    plan = without(plan, *(kind for kind in FIELDS if kind not in STAYS))
    empty = [
        SetField(record.id, name)
        for record in plan.records.values()
        for name in FIELDS[kind_of(record)]
        if name not in STAYS[kind_of(record)]
    ]
    groups = [SetField(one.id, "target_groups", ["youth"]) for one in plan.all_of("measure")]
    types = [SetField(one.id, "measure_type", "regulatory") for one in plan.all_of("measure")]
    return edited(plan, [*empty, *groups, *types])


# bare: no tree at all -----------------------------------------------------------------------------------------------


def bare(plan: Plan) -> Plan:
    """A plan without period, objectives, risks, scan and all but one cause."""
    causes = [one.id for one in plan.all_of("problem") if getattr(one, "problem_kind", "") == "cause"]
    edits = [DropRecord(id) for id in causes[1:]]
    plan = edited(plan, edits)
    period = [SetField(plan.id, "period_start"), SetField(plan.id, "period_end")]
    return edited(without(plan, "objective", "risk", "answer", "reporting_duty"), period)


# faulty: what is there is wrong -------------------------------------------------------------------------------------

LONG = {"en": "A title that never ends, " * 10}


def faulty(plan: Plan) -> Plan:
    """The sample with faulty elements beside its own, and wrong dates, figures and texts."""
    return edited(plan, [*_facts(plan), *_papers(plan), *_new_elements(plan), *_money(plan), *_reports(plan)])


def _facts(plan: Plan) -> Iterator[Edit]:
    facts: dict[str, Any] = {
        "period_start": "2025-01-01",
        "period_end": "2031-12-31",
        "previous_report_date": None,
        "privacy_note": {},
        "serves_as": [],
        "document_type": "action_plan",
        "minority_languages": ["hu"],
        "sections": ["youth", "diaspora", "employment", "housing", "health"],
        "criteria": {"effectiveness": 50},
    }
    yield from (SetField(plan.id, name, value) for name, value in facts.items())
    dropped = ("previous_result", "narrative", "replaced_document", "lesson", "swot_item")
    yield from (DropRecord(one.id) for kind in dropped for one in plan.all_of(kind))


def _papers(plan: Plan) -> Iterator[Edit]:
    """Acts, hearing, consultations and documents."""
    by_kind = {getattr(act, "act_kind", ""): act.id for act in plan.all_of("act")}
    yield SetField(by_kind["notice"], "date", "2025-09-01")
    yield SetField(by_kind["adoption"], "date", "2025-10-25")
    yield SetField(by_kind["adoption"], "statute", {})
    yield SetField(by_kind["adoption"], "number")
    (hearing,) = plan.all_of("public_hearing")
    for name, value in {"date_to": "2025-10-30", "languages": {}, "report_date": "2025-12-30"}.items():
        yield SetField(hearing.id, name, value)
    yield from (SetField(one.id, "decision") for one in plan.all_of("hearing_comment"))
    second, third = [document.id for document in plan.all_of("strategic_document")][1:3]
    yield _new("profile_override", "own rule", plan.id, parameter="hearing_min_days", value="seven days")
    yield SetField(second, "valid_to", "2024-12-31")
    yield SetField(third, "valid_to", "2027-12-31")
    events = plan.all_of("consultation_event")
    yield from (SetField(one.id, "feedback_date", "2027-01-01") for one in events)
    yield SetField(events[0].id, "groups", ["victims_of_trafficking"])
    yield SetField(events[0].id, "invited", [])
    yield from (SetField(one.id, "privacy_basis") for one in plan.all_of("person")[:1])
    yield from (SetField(one.id, "e_mail", "one@example.org") for one in plan.all_of("person")[:1])
    local = {"level": "local", "document_kind": "local_plan", "valid_from": "2024-01-01"}
    yield _new("strategic_document", "other plan", plan.id, **local)
    yield _new("act", "revision", plan.id, act_kind="revision", date="2027-03-01")


def _new(kind: str, name: str, parent: str, **content: Any) -> PutRecord:
    return PutRecord(id_of(f"faulty {name}"), {"kind": kind, "parent": parent, "position": "z", **content})


def _new_elements(plan: Plan) -> Iterator[Edit]:
    at = {code: id for id, code in codes(plan, "letters").items()}
    register = plan.all_of("data_source")[0].id
    whole = {"unit": "persons", "counted": True, "source": register}
    yield _new("data_point", "whole", plan.id, topic="neet", value=10, year=2010, **whole)
    yield _new(
        "data_point", "part", plan.id, topic="other", value=20, year=2024, part_of=id_of("faulty whole"), **whole
    )
    spent = {"unit": "thousand_rsd", "value": 5, "year": 2024, "source": register}
    yield _new("data_point", "spent", plan.id, topic="funds_last_year", **spent)
    core = next(one.id for one in plan.all_of("problem") if getattr(one, "problem_kind", "") == "core")
    lack = {"en": "Lack of a youth centre"}
    yield _new("problem", "lack", core, problem_kind="cause", text=lack, competence="other")
    yield _new("objective", "second general", plan.id, objective_kind="general", title={"en": "Organise training"})
    for n in range(6):
        section = "housing" if n else "youth"
        yield _new("objective", f"specific {n}", at["GO"], objective_kind="specific", section=section)
    for n in range(6):
        content = {"measure_type": "regulatory", "period_end": "2035-12-31"} if n else {}
        yield _new("measure", f"measure {n}", at["SO1"], **content)
    firms = {"measure_type": "incentive", "target_groups": ["msme"], "declared_total": {"2026": 1}}
    yield _new("measure", "firms", id_of("faulty specific 1"), **firms)
    yield from _new_indicators(at)
    yield from _new_activities(plan)
    option = next(one for one in plan.all_of("option") if not getattr(one, "chosen", False))
    yield SetField(option.id, "scores", {"effectiveness": 5, "cost": 5, "equity": 5, "feasibility": 5})


def _new_indicators(at: dict[str, str]) -> Iterator[Edit]:
    known = {"level": "impact", "baseline_value": 30, "baseline_year": 2015, "direction": "decrease", "unit": "persons"}
    rows: tuple[dict[str, Any], ...] = (
        {"targets": {"2026": 20, "2027": 25, "2028": 40}, "value_kind": "cumulative", "library_code": "Y10"},
        {"targets": {"2026": 40, "2027": 35, "2031": 30}, "value_kind": "cumulative", "survey_margin": 20},
        {"value_type": "percent", "unit": "%", "targets": {"2031": 150}},
        {"value_type": "yes_no", "unit": "yes_no", "targets": {"2031": 2}},
        {"unit": "", "targets": {"2026": 1}, "baseline_year": 2030},
    )
    for n, row in enumerate(rows):
        yield _new("indicator", f"indicator {n}", at["M1.1"], **{**known, **row})
    outcome = {**known, "level": "outcome", "targets": {"2026": 20, "2031": 10}}
    yield _new("indicator", "outcome", at["SO1"], **outcome)


def _new_activities(plan: Plan) -> Iterator[Edit]:
    outside = next(one.id for one in plan.all_of("organisation") if not getattr(one, "municipal", False))
    busy = Counter(getattr(one, "lead", "") for one in plan.all_of("activity")).most_common(1)[0][0]
    ends: dict[str, Any] = {"start": "2030-Q2", "deadline": "2029-Q1", "title": LONG}
    for n in range(12):
        needs = [id_of("faulty activity 1")] if n == 0 else []
        lead = busy if n else outside
        content = {**ends, "deadline": "2033-Q1" if n == 1 else "2029-Q1", "lead": lead, "partners": [lead]}
        yield _new("activity", f"activity {n}", id_of("faulty firms"), needs=needs, **content)
    yield SetField(id_of("faulty activity 0"), "keeps_register", True)
    yield SetField(id_of("faulty activity 0"), "no_additional_cost", True)


def _money(plan: Plan) -> Iterator[Edit]:
    own = {"source": "01", "status": {"2028": "secured"}}
    lines: tuple[dict[str, Any], ...] = (
        {**own, "amounts": {"2025": 100, "2026": -1, "2028": 10}},
        {**own, "amounts": {"2028": 2_700_000}, "programme_code": "9999-0001"},
        {"source": "NES", "amounts": {"2028": 9_000_000}, "co_financing_scheme": "NES"},
        {"source": "07", "amounts": {"2028": 99_000_000}, "co_financing_scheme": "KIRS"},
    )
    for n, line in enumerate(lines):
        yield _new("funding_line", f"line {n}", id_of("faulty activity 0"), **line)
    for n in range(1, 4):
        line = {"source": "06", "amounts": {"2029": 5_000_000}}
        yield _new("funding_line", f"large {n}", id_of(f"faulty activity {n}"), **line)
    yield _new("budget_ceiling", "ceiling", plan.id, source="01", amounts={"2028": 1, "2032": 1})


def _reports(plan: Plan) -> Iterator[Edit]:
    yield _new("reporting_period", "2027", plan.id, year=2027, report_kind="final")
    for indicator in plan.all_of("indicator")[:4]:
        target = getattr(indicator, "targets", {}).get("2027")
        yield _new("indicator_value", f"v{indicator.id}", id_of("faulty 2027"), indicator=indicator.id, value=target)
    reported = [one for one in plan.all_of("indicator_value") if getattr(one, "breakdown", {})]
    yield SetField(reported[0].id, "value", 5)
    yield _new("reporting_period", "2028", plan.id, year=2028, report_kind="annual")
    much = {"indicator": getattr(reported[1], "indicator", ""), "value": 90_000}
    yield _new("indicator_value", "much", id_of("faulty 2028"), **much)
    yield from (SetField(one.id, "action", {}) for one in plan.all_of("answer"))
    report = plan.all_of("activity_report")[0]
    yield SetField(report.id, "status", "completed")
    yield SetField(report.id, "evidence", {})
    late = {"activity": plan.all_of("activity")[0].id, "status": "in_progress"}
    yield SetField(str(late["activity"]), "deadline", "2026-Q4")
    yield _new("activity_report", "late", id_of("faulty 2027"), **late)
