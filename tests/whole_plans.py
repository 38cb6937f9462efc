"""A plan that breaks no rule, by hand, and what tests change in it."""

from __future__ import annotations

from typing import Any

import msgspec

from localplan.domain.edits import DropRecord, SetField, apply_edits, put
from localplan.domain.plan import Plan
from tests.plans import empty_plan, id_of, record

YEARS = ("2026", "2027", "2028")


def whole_plan(**facts: Any) -> Plan:
    """One objective of each kind with all that the rules ask for, in implementation, with its first report."""
    plan = empty_plan(
        **{
            "code": "70017-2026-1",
            "title": {"en": "Plan", "sr-Cyrl": "План"},
            "period_start": "2026-01-01",
            "period_end": "2028-12-31",
            "currency": "RSD",
            "amount_unit": 1000,
            "sections": ["youth"],
            "status": "in_implementation",
            "main_language": "sr-Latn",
            "languages": ["sr-Latn", "en"],
            "legal_profile": "rs",
            "country": "RS",
            "municipality": "70017",
            "criteria": {"effectiveness": 60, "cost": 40},
            "assembly_session": "2025-11-27",
            "complaints_route": {"en": "At every counter"},
            **facts,
        }
    )
    top = plan.id
    own = {"coordinator": id_of("coordinator"), "coordination_body": id_of("council")}
    records = [
        *_people(top),
        *_frame(top),
        *_situation(top),
        *_logic(top),
        *_coordination(top),
        *_adoption(top),
        *_report(top),
    ]
    return _unlocked(plan, *(put(r) for r in records), *(SetField(top, *fact) for fact in own.items()))


def _people(top: str) -> list[Any]:
    voices = ["youth", "diaspora", "returnees", "women", "employers", "cso", "workers", "academia", "trustee"]
    event = {"state": "held", "groups": ["youth", "returnees"], "feedback_date": "2025-07-10"}
    bodies = ("OU", "school", "club", "OU", "school")
    return [
        record("person", "coordinator", top, 0, name="One"),
        record("organisation", "council", top, 0, name={"en": "Migration council"}),
        record("organisation", "OU", top, 1, name={"en": "Economy department"}, municipal=True),
        record("organisation", "school", top, 2, name={"en": "School"}),
        record("organisation", "club", top, 3, name={"en": "Club"}, organisation_kind="cso"),
        *(
            record("person", f"P{n}", top, n, sex="FM"[n % 2], organisation=id_of(body))
            for n, body in enumerate(bodies, 1)
        ),
        *(record("working_group_member", f"W{n}", top, n, person=id_of(f"P{n}")) for n in range(1, 5)),
        record("working_group_member", "W5", top, 5, person=id_of("P5"), represents=["youth"]),
        record("body", "watchers", top, 0, name={"en": "Migration council"}, body_kind="migration_council"),
        record("working_group_member", "seat", id_of("watchers"), 0, represents=["women"]),
        record("stakeholder", "party", top, 0, organisation=id_of("club"), represents=voices, interest=3),
        record("consultation_event", "talk", top, 0, method="focus_group", date_from="2025-07-03", **event),
        record("consultation_event", "survey", top, 1, method="survey", date_to="2025-07-05", **event),
    ]


def _frame(top: str) -> list[Any]:
    valid = {"valid_from": "2023-01-01", "valid_to": "2030-12-31"}
    return [
        record("strategic_document", "PRO", top, 0, level="local", document_kind="development_plan", **valid),
        record("strategic_document", "SNM", top, 1, level="national", document_kind="strategy", **valid),
        record("alignment_link", "L1", id_of("PRO"), 0, element=id_of("SO1"), relation="implements"),
        record("alignment_link", "L2", id_of("SNM"), 0, element=id_of("SO1"), relation="supports"),
        record("screening", "screened", id_of("PRO"), 0, mentions="in_passing"),
    ]


def _situation(top: str) -> list[Any]:
    counted = {"unit": "persons", "counted": True, "source": id_of("register")}
    young = {**counted, "section": "youth", "year": 2024, "value": 20, "breakdown": {"women": 10, "men": 10}}
    split = {"women": 9390, "men": 9010}
    total = {"topic": "population_total", "value": 18400, "year": 2022, "census": True, "breakdown": split}
    return [
        record("data_source", "register", top, 0, name={"en": "Register"}),
        record("data_point", "people", top, 0, **total, **counted),
        *(record("data_point", topic, top, n, topic=topic, **young) for n, topic in enumerate(("neet", "youth_15_30"))),
        record("data_point", "trained", top, 5, topic="youth_trained", **young),
        record("narrative", "text", top, 0, chapter="youth", text={"en": "Text"}, sources=[id_of("neet")]),
        *(record("swot_item", f"swot-{q}", top, n, quadrant=q, text={"en": q}) for n, q in enumerate("SWOT")),
        record("answer", "assessed", top, 0, question="J1.1", score=2),
        record("answer", "climate", top, 1, question="E12", text={"en": "Floods"}),
        record("answer", "scanned", top, 2, question="2a", score=2),
        record("problem", "core", top, 0, problem_kind="core", text={"en": "People leave"}),
        *(
            record(
                "problem", name, id_of("core"), n, problem_kind="cause", text={"en": name}, evidence={"en": "Survey"}
            )
            for n, name in enumerate(("jobs", "housing"))
        ),
        record("problem", "ageing", id_of("core"), 2, problem_kind="effect", text={"en": "Ageing"}),
    ]


def _logic(top: str) -> list[Any]:
    specific = {"objective_kind": "specific", "responsible": id_of("OU"), "section": "youth"}
    measure = {
        "measure_type": "goods_services",
        "responsible": id_of("OU"),
        "target_groups": ["youth", "returnees"],
        "barriers": ["no_device"],
        "equality_note": {"en": "Half of the places for women"},
        "private_sector_role": {"en": "Firms choose the courses"},
    }
    chosen = {"chosen": True, "reasons": {"en": "Reaches most"}, "cost": 360}
    led, free = {"lead": id_of("OU")}, {"no_additional_cost": True}
    line = {"source": "01", "programme_code": "1501-0002", "amounts": dict.fromkeys(YEARS, 120)}
    return [
        record(
            "objective",
            "GO",
            top,
            0,
            title={"en": "Fewer people leave"},
            objective_kind="general",
            problems=[id_of("core")],
            sdg=["8.6"],
        ),
        _indicator("GO-I1", "GO", "impact"),
        record(
            "objective",
            "SO1",
            id_of("GO"),
            0,
            title={"en": "Young people stay"},
            problems=[id_of("jobs"), id_of("housing")],
            **specific,
        ),
        _indicator("SO1-I1", "SO1", "outcome"),
        record("option", "nothing", id_of("SO1"), 0, status_quo=True, scores={"effectiveness": 1, "cost": 5}),
        record("option", "training", id_of("SO1"), 1, scores={"effectiveness": 5, "cost": 3}, **chosen),
        record("measure", "M1.1", id_of("SO1"), 0, title={"en": "Skills"}, **measure),
        _indicator("M1.1-I1", "M1.1", "output"),
        record("activity", "A1", id_of("M1.1"), 0, title={"en": "Courses"}, start="2026-Q1", deadline="2028-Q4", **led),
        record("activity", "A2", id_of("M1.1"), 1, title={"en": "Talks"}, deadline="2026-Q4", **led, **free),
        record("funding_line", "F1", id_of("A1"), 0, status=dict.fromkeys(YEARS, "secured"), **line),
    ]


def _coordination(top: str) -> list[Any]:
    answer = {"response": {"en": "Own money first"}, "responsible": id_of("OU")}
    return [
        record("risk", "cut", top, 0, likelihood=4, impact=4, **answer),
        record("evaluation", "mid", top, 0, evaluation_kind="mid_term", date="2027-06-30"),
    ]


def _indicator(code: str, owner: str, level: str) -> Any:
    return record(
        "indicator",
        code,
        id_of(owner),
        0,
        level=level,
        title={"en": code},
        unit="persons",
        value_type="number",
        direction="increase",
        baseline_value=12,
        baseline_year=2024,
        targets=dict.fromkeys(YEARS, 30),
        source_of_verification={"en": "Register"},
        definition={"en": "Persons in the register"},
        data_provider={"en": "School"},
        disaggregation=["sex"],
    )


def _adoption(top: str) -> list[Any]:
    basis = {
        "statute": {"en": "Statute"},
        "statute_gazette": "3/2019",
        "statute_article": "40",
        "self_government_article": "32",
        "planning_law_articles": "14, 38",
    }
    hearing = {"date_from": "2025-10-20", "date_to": "2025-11-04", "proposals_until": "2025-11-04"}
    acts = {
        "notice": "2025-06-18",
        "opinion_migration_council": "2025-11-07",
        "council_proposal": "2025-11-14",
        "publication": "2025-12-02",
        "information_system_entry": "2025-12-08",
    }
    comment = {"decision": "accepted", "reason": {"en": "Employers agree"}, "text": {"en": "More places"}}
    return [
        record("act", "started", top, 0, act_kind="decision_to_start", body=id_of("council"), date="2025-06-12"),
        *(record("act", kind, top, n, act_kind=kind, date=day) for n, (kind, day) in enumerate(acts.items(), 10)),
        *(record("act", f"portal-{n}", top, n, act_kind="portal_publication") for n in range(20, 23)),
        *(
            record("act", f"budget-{year}", top, year, act_kind="annual_budget", date=f"{year - 1}-12-19")
            for year in map(int, YEARS)
        ),
        record("public_hearing", "hearing", top, 0, report_date="2025-11-12", **hearing),
        record("hearing_comment", "comment", id_of("hearing"), 0, **comment),
        record("act", "adopted", top, 1, act_kind="adoption", number="020-88/2025", date="2025-11-27", **basis),
    ]


def _report(top: str) -> list[Any]:
    split = {"total": 29, "women": 16, "men": 13}
    days = {"submitted_date": "2027-04-14", "adopted_date": "2027-04-29"}
    return [
        record("reporting_period", "2026", top, 0, year=2026, report_kind="annual", **days),
        record(
            "activity_report", "R-A1", id_of("2026"), 0, activity=id_of("A1"), spent={"01": 120}, beneficiaries=split
        ),
        *(
            record("indicator_value", name, id_of("2026"), n, indicator=id_of(of), value=29, breakdown=split)
            for n, (name, of) in enumerate({"V1": "M1.1-I1", "V2": "SO1-I1", "V3": "GO-I1"}.items())
        ),
    ]


def with_field(plan: Plan, known_as: str, field: str, value: Any = None, key: str = "") -> Plan:
    """The plan with one field of a record changed, adopted or not; `plan` names the plan's own record."""
    return _unlocked(plan, SetField(id_of(known_as), field, value, key))


def without(plan: Plan, *known_as: str) -> Plan:
    """The plan without these records and what belongs to them, adopted or not."""
    return _unlocked(plan, *(DropRecord(id_of(name)) for name in known_as))


def with_record(plan: Plan, kind: str, known_as: str, parent: str, **content: Any) -> Plan:
    """The plan with one more record, adopted or not."""
    return _unlocked(plan, put(record(kind, known_as, id_of(parent), 5, **content)))


def _unlocked(plan: Plan, *edits: Any) -> Plan:
    status = plan.root.status
    changed = apply_edits(in_state(plan, "draft"), edits)
    asked = any(getattr(e, "field", "") == "status" and e.id == plan.id for e in edits)
    return changed if asked else in_state(changed, status)


def in_state(plan: Plan, status: str) -> Plan:
    """The plan in a state, however it would come there."""
    return plan.changed([msgspec.structs.replace(plan.root, status=status)], ())
