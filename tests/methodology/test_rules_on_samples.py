"""The sample plans keep every rule of tier error; one change in them breaks the one that it should."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localplan.domain.canonical import record_from
from localplan.domain.codes import codes
from localplan.domain.edits import DropRecord, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import HearingComment, IndicatorValue, PublicHearing
from localplan.domain.records.logic import FundingLine, Objective
from localplan.methodology.checks import Finding, Seen, check_plan
from tests.methods import methodology
from tests.plans import id_of

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
DRAFT, LATER, FRENCH = "zamisljeno-polje.draft", "zamisljeno-polje.implementation", "keur-yaakaar"
NOW = Seen(today=date(2027, 5, 1))
ADOPTION = Seen(today=date(2025, 11, 20), adoption=True)


@cache
def sample(name: str) -> Plan:
    return Plan([record_from(one) for one in json.loads((SAMPLES / f"{name}.json").read_bytes())])


def found(plan: Plan, seen: Seen = NOW) -> set[tuple[str, str, str]]:
    """Rule, tier and record of every finding."""
    return {(f.rule, f.tier, f.record) for f in check_plan(plan, methodology(), seen)}


def errors(plan: Plan, seen: Seen = NOW) -> set[tuple[str, str]]:
    return {(rule, record) for rule, tier, record in found(plan, seen) if tier == "error"}


def coded(plan: Plan, code: str) -> str:
    """The id of the element with that code in letters."""
    return next(id for id, known in codes(plan, "letters").items() if known == code)


def changed(plan: Plan, *edits: Any) -> Plan:
    """The plan after edits that its state might not allow."""
    draft = plan.changed([msgspec.structs.replace(plan.root, status="draft")], ())
    after = apply_edits(draft, edits)
    return after.changed([msgspec.structs.replace(after.root, status=plan.root.status)], ())


def field(code: str, name: str, value: Any = None, key: str = "") -> Callable[[Plan], Plan]:
    """A change of one field of the element with that code."""
    return lambda plan: changed(plan, SetField(coded(plan, code), name, value, key))


def line_of(plan: Plan, activity: str, source: str) -> str:
    """The id of an activity's funding line from a source."""
    lines = plan.children(coded(plan, activity), FundingLine)
    return next(line.id for line in lines if line.source == source)


def money(activity: str, source: str, name: str, value: Any, key: str = "") -> Callable[[Plan], Plan]:
    return lambda plan: changed(plan, SetField(line_of(plan, activity, source), name, value, key))


def first(plan: Plan, kind: type[Any]) -> Any:
    return plan.all(kind)[0]


@pytest.mark.parametrize("name", [DRAFT, LATER, FRENCH])
def test_that_a_sample_breaks_no_rule_of_tier_error(name: str) -> None:
    assert errors(sample(name)) == set()


@pytest.mark.parametrize("name", [LATER, FRENCH])
def test_that_an_adopted_sample_was_ready_for_adoption(name: str) -> None:
    assert errors(sample(name), ADOPTION) == set()


def test_that_the_draft_lacks_only_its_hearing_for_adoption() -> None:
    assert {rule for rule, _ in errors(sample(DRAFT), ADOPTION)} == {"R152"}


LACKS: dict[str, Callable[[Plan], Plan]] = {
    "R082": field("SO1-I1", "baseline_value"),
    "R101": field("A1.1.2", "lead"),
    "R102": field("A2.2.1", "deadline"),
    "R123": money("A1.1.2", "01", "source", ""),
}


@pytest.mark.parametrize("seen", [NOW, ADOPTION], ids=["working", "adoption"])
@pytest.mark.parametrize("rule", sorted(LACKS))
def test_that_what_the_draft_lacks_is_one_new_error(rule: str, seen: Seen) -> None:
    new = errors(LACKS[rule](sample(DRAFT)), seen) - errors(sample(DRAFT), seen)
    assert [code for code, _ in new] == [rule]


@pytest.mark.parametrize("seen", [NOW, ADOPTION], ids=["working", "adoption"])
def test_that_all_four_lacks_together_are_four_errors(seen: Seen) -> None:
    plan = sample(DRAFT)
    for lack in LACKS.values():
        plan = lack(plan)
    new = errors(plan, seen) - errors(sample(DRAFT), seen)
    assert sorted(code for code, _ in new) == ["R082", "R101", "R102", "R123"]


def without(prefix: str) -> Callable[[Plan], Plan]:
    """The plan without the elements whose codes begin so."""
    return lambda plan: changed(
        plan, *(DropRecord(id) for id, code in codes(plan, "letters").items() if code.startswith(prefix))
    )


def _reported(code: str, value: Any) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        indicator = coded(plan, code)
        reported = next(v for v in plan.all(IndicatorValue) if v.indicator == indicator)
        return changed(plan, SetField(reported.id, "value", value))

    return change


def _three_generals(plan: Plan) -> Plan:
    general = {"kind": "objective", "parent": plan.id, "objective_kind": "general"}
    return changed(plan, *(PutRecord(id_of(f"general-{n}"), {**general, "position": f"z{n}"}) for n in (1, 2)))


def _moved(plan: Plan) -> Plan:
    id = coded(plan, "A2.2.2")
    return changed(plan, SetField(id, "start", "2028-Q4"), SetField(id, "deadline", "2027-Q1"))


def _money_and_tick(plan: Plan) -> Plan:
    id = coded(plan, "A2.1.1")
    line = {"kind": "funding_line", "parent": id, "position": "z", "source": "01", "amounts": {"2026": 100}}
    return changed(plan, PutRecord(id_of("line"), line))


def _amounts(plan: Plan, activity: str, source: str, amount: int) -> Plan:
    return money(activity, source, "amounts", dict.fromkeys(("2026", "2027", "2028"), amount))(plan)


def _half_and_half(plan: Plan) -> Plan:
    return _amounts(_amounts(plan, "A3.1.1", "01", 1500), "A3.1.1", "NES", 1500)


def _hundred_a_year(plan: Plan) -> Plan:
    return _amounts(plan, "A3.2.2", "01", 100)


DEFECTS: dict[str, list[Callable[[Plan], Plan]]] = {
    "R057": [without("SO1-I")],
    "R083": [field("SO2-I2", "baseline_year", 2027)],
    "R086": [field("SO1-I1", "targets", 410, "2028")],
    "R088": [field("SO2-I1", "targets", 150, "2027")],
    "R089": [field("M3.1-I2", "targets", 150, "2028")],
    "R097": [_reported("M2.1-I1", 2), field("M2.1-I1", "targets", 2, "2027")],
    "R071": [field("M1.2", "measure_type")],
    "R100": [without("A2.2.")],
    "R103": [field("A2.2.1", "deadline", "2029-Q1")],
    "R104": [_moved],
    "R121": [_money_and_tick],
    "R122": [money("A1.1.1", "01", "amounts", -120, "2026")],
    "R125": [money("A1.3.1", "01", "programme_code", "9999-0001")],
    "R128": [money("A3.1.1", "NES", "amounts", 2000, "2027"), _half_and_half],
    "R129": [_hundred_a_year],
    "R134": [money("A1.2.1", "01", "amounts", 2_700_000, "2026")],
    "R153": [lambda plan: changed(plan, SetField(first(plan, PublicHearing).id, "date_to", "2025-10-30"))],
    "R155": [lambda plan: changed(plan, SetField(first(plan, HearingComment).id, "decision"))],
    "R003": [lambda plan: changed(plan, SetField(plan.id, "period_end", "2030-12-31"))],
    "R051": [_three_generals],
}
"""Specification 9.3: change one thing, expect the rule."""


@pytest.mark.parametrize(("rule", "change"), [(rule, change) for rule, all in DEFECTS.items() for change in all])
def test_that_a_defect_raises_its_rule(rule: str, change: Callable[[Plan], Plan]) -> None:
    plan = sample(LATER)
    assert rule in {code for code, _, _ in found(change(plan)) - found(plan)}


def test_that_an_activity_outside_the_adopted_plan_is_found_in_the_report() -> None:
    adopted = changed(sample(LATER), DropRecord(coded(sample(LATER), "A1.1.1")))
    now = Seen(today=NOW.today, adopted=adopted)
    assert {rule for rule, _ in errors(sample(LATER), now)} == {"R171"}
    assert errors(sample(LATER), Seen(today=NOW.today, adopted=sample(LATER))) == set()


def test_that_a_change_after_the_hearing_needs_a_reason() -> None:
    later, activity = sample(LATER), coded(sample(LATER), "A1.1.1")
    now = changed(later, SetField(activity, "deadline", "2027-Q3"))
    assert "R158" not in {rule for rule, _, _ in found(now)}
    seen = Seen(today=NOW.today, hearing=later)
    assert [(f.record, f.tier) for f in check_plan(now, methodology(), seen) if f.rule == "R158"] == [
        (activity, "warning")
    ]
    row = {"kind": "change_row", "parent": now.id, "position": "z", "element": activity, "why": {"en": "Late bids"}}
    explained = changed(now, PutRecord(id_of("row"), row))
    assert "R158" not in {rule for rule, _, _ in found(explained, seen)}


def test_that_most_of_the_samples_money_is_not_secured() -> None:
    (finding,) = _of("R131", sample(DRAFT))
    assert finding.tier == "advice"
    assert str(finding.values["total"]) == "107360"


def test_that_the_samples_co_financing_is_as_it_should_be() -> None:
    for name in (DRAFT, LATER, FRENCH):
        assert [
            f.rule for f in check_plan(sample(name), methodology(), NOW) if f.rule in ("R128", "R129", "R134")
        ] == []


def test_that_objectives_are_where_the_samples_say() -> None:
    assert [o.objective_kind for o in sample(LATER).all(Objective)] == ["general", "specific", "specific", "specific"]


def _of(rule: str, plan: Plan) -> list[Finding]:
    return [finding for finding in check_plan(plan, methodology(), NOW) if finding.rule == rule]


def test_that_a_plan_without_titles_is_not_fit_for_adoption() -> None:
    plan = sample(LATER)
    kinds = {"problem": "text", "objective": "title", "measure": "title", "indicator": "title", "activity": "title"}
    bare = changed(plan, *(SetField(one.id, field) for kind, field in kinds.items() for one in plan.all_of(kind)))
    untitled = [finding for finding in check_plan(bare, methodology(), ADOPTION) if finding.rule >= "R196"]
    assert {finding.tier for finding in untitled} == {"error"}
    assert len(untitled) == sum(len(plan.all_of(kind)) for kind in kinds)
