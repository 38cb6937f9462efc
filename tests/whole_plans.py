"""A plan that breaks no rule of tier error, by hand, and what tests change in it."""

from __future__ import annotations

from typing import Any

import msgspec

from localplan.domain.edits import DropRecord, SetField, apply_edits, put
from localplan.domain.plan import Plan
from tests.plans import empty_plan, id_of, record

YEARS = ("2026", "2027", "2028")


def whole_plan(**facts: Any) -> Plan:
    """One objective of each kind with all that adoption asks for, in implementation, with a report."""
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
            **facts,
        }
    )
    top = plan.id
    own = {"coordinator": id_of("coordinator"), "coordination_body": id_of("council")}
    records = [
        record("person", "coordinator", top, 0, name="One"),
        record("organisation", "council", top, 0, name={"en": "Migration council"}),
        record("organisation", "OU", top, 1, name={"en": "Economy department"}),
        record("data_point", "people", top, 0, topic="population_total", value=18400, unit="persons", counted=True),
        record("problem", "core", top, 0, problem_kind="core", text={"en": "People leave"}),
        record("objective", "GO", top, 0, objective_kind="general", title={"en": "General"}),
        _indicator("GO-I1", "GO", "impact"),
        record("objective", "SO1", id_of("GO"), 0, objective_kind="specific", responsible=id_of("OU"), section="youth"),
        _indicator("SO1-I1", "SO1", "outcome"),
        record("measure", "M1.1", id_of("SO1"), 0, measure_type="goods_services", responsible=id_of("OU")),
        _indicator("M1.1-I1", "M1.1", "output"),
        record("activity", "A1", id_of("M1.1"), 0, lead=id_of("OU"), start="2026-Q1", deadline="2028-Q4"),
        record("activity", "A2", id_of("M1.1"), 1, lead=id_of("OU"), deadline="2026-Q4", no_additional_cost=True),
        record("funding_line", "F1", id_of("A1"), 0, source="01", amounts=dict.fromkeys(YEARS, 120), status=_secured()),
        *_adoption(top),
        *_report(top),
    ]
    return _unlocked(plan, *(put(r) for r in records), *(SetField(top, *fact) for fact in own.items()))


def _secured() -> dict[str, str]:
    return dict.fromkeys(YEARS, "secured")


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
    comment = {"decision": "accepted", "reason": {"en": "Employers agree"}, "text": {"en": "More places"}}
    return [
        record("act", "started", top, 0, act_kind="decision_to_start", date="2025-06-12"),
        record("public_hearing", "hearing", top, 0, **hearing),
        record("hearing_comment", "comment", id_of("hearing"), 0, **comment),
        record("act", "adopted", top, 1, act_kind="adoption", number="020-88/2025", date="2025-11-27", **basis),
    ]


def _report(top: str) -> list[Any]:
    split = {"total": 29, "women": 16, "men": 13}
    return [
        record("reporting_period", "2026", top, 0, year=2026, report_kind="annual"),
        record("activity_report", "R-A1", id_of("2026"), 0, activity=id_of("A1"), beneficiaries=split),
        record("indicator_value", "V1", id_of("2026"), 0, indicator=id_of("M1.1-I1"), value=29),
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
