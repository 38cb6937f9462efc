"""The formulas of the report, and the report on 2026 as computed by hand (specification 9.2 as amended)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.domain.achievement import (
    achievement,
    done_of_measure,
    light,
    reached,
    spending,
    spending_of_activities,
)
from localplan.domain.canonical import made
from localplan.domain.codes import codes
from localplan.domain.edits import SetField, apply_edits, put
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ReportingPeriod
from localplan.domain.records.logic import Indicator
from tests import samples
from tests.plans import id_of, record, small_plan

NUMBERS = st.decimals(-1000, 1000, places=1)


def indicator(**content: object) -> Indicator:
    found = made("indicator", {"id": id_of("I"), "parent": id_of("M1.1"), **content})
    assert isinstance(found, Indicator)
    return found


def share(baseline: object, target: object, value: object, direction: str = "increase") -> Decimal | None:
    one = indicator(baseline_value=baseline, targets={"2026": target}, direction=direction)
    return achievement(one, Decimal(str(value)), "2026")


def period(plan: Plan) -> ReportingPeriod:
    (found,) = plan.all(ReportingPeriod)
    return found


@pytest.mark.parametrize(("kind", "held"), [("half_year", False), ("annual", True), ("final", True)])
def test_that_what_half_a_year_gave_is_held_against_no_target(kind: str, held: bool) -> None:
    plan = samples.implementation()
    found = reached(plan, msgspec.structs.replace(period(plan), report_kind=kind))
    assert found and any(one.light for one in found) == held
    assert [one.value for one in found] == [one.value for one in reached(plan, period(plan))]


def test_that_the_report_of_the_sample_is_reached_as_computed_by_hand() -> None:
    plan, expected = samples.implementation(), samples.control_totals()["report_2026"]
    names = codes(plan, "letters")
    found = {names[one.indicator]: one for one in reached(plan, period(plan))}
    shares = {code: f"{one.share:.1f}" for code, one in found.items() if one.share is not None}
    assert {code: shares.get(code) for code in expected["achievement"]} == expected["achievement"]
    level = {code: one.light for code, one in found.items()}
    assert (
        level["M2.2-I1"] == "green" and found["M2.2-I1"].share == 100
    )  # the target is the baseline: nothing to divide
    for code, tenths in expected["achievement"].items():
        number = Decimal(tenths)
        assert level[code] == ("green" if number >= 90 else "amber" if number >= 60 else "red"), code


def test_that_lights_are_those_of_the_specification() -> None:
    plan = samples.implementation()
    names, by_light = codes(plan, "letters"), defaultdict(set)
    for one in reached(plan, period(plan)):
        by_light[one.light].add(names[one.indicator])
    assert {"M1.1-I1", "M1.2-I1", "M1.3-I1", "SO2-I1", "SO2-I2", "SO3-I1", "M3.1-I2"} <= by_light["green"]
    assert {"GO-I2", "SO1-I1", "M1.1-I2", "M2.1-I2", "SO3-I2", "M3.1-I1"} <= by_light["amber"]
    assert {"GO-I1", "M1.2-I2", "M1.3-I2", "M2.2-I2"} <= by_light["red"]


def test_that_the_budget_was_executed_as_the_report_says() -> None:
    plan, expected = samples.implementation(), samples.control_totals()["report_2026"]
    year = spending(plan, period(plan))
    assert (year.planned, year.spent) == (expected["planned"], expected["spent"])
    assert year.execution is not None and f"{year.execution:.1f}" == "86.7"
    names = codes(plan, "letters")
    off = [
        names[id]
        for id, one in spending_of_activities(plan, period(plan)).items()
        if one.spent > one.planned or (one.execution is not None and one.execution < 80)
    ]
    assert sorted(off) == expected["off_plan"]


@pytest.mark.parametrize(
    ("baseline", "target", "value", "direction", "expected"),
    [
        (0, 20, 10, "increase", 50),
        (395, 360, 371, "decrease", Decimal(24) / 35 * 100),
        (-8, -7, "-7.5", "increase", 50),
        (10, 20, 5, "increase", 0),
        (10, 20, 90, "increase", 150),
        (7, 7, 7, "increase", 100),
        (7, 7, 6, "increase", 0),
        (7, 7, 6, "decrease", 100),
        (7, 7, 8, "decrease", 0),
        (18400, 18300, 18390, "slow_the_fall", 150),
        (18400, 18300, 18500, "slow_the_fall", 150),
        (18400, 18300, 18300, "slow_the_fall", 100),
        (18400, 18300, 18200, "slow_the_fall", 50),
        (18400, 18300, 18000, "slow_the_fall", 25),
        (7, 7, 6, "slow_the_fall", 0),
        (10, 20, 15, "slow_the_fall", 50),
        (None, 7, 8, "increase", None),
        (7, None, 8, "increase", None),
    ],
)
def test_that_achievement_is_the_share_of_the_way(
    baseline: object, target: object, value: object, direction: str, expected: object
) -> None:
    assert share(baseline, target, value, direction) == expected


@given(NUMBERS, NUMBERS, NUMBERS)
def test_that_achievement_stays_between_0_and_150_and_mirrors(
    baseline: Decimal, target: Decimal, value: Decimal
) -> None:
    forward = share(baseline, target, value)
    backward = share(-baseline, -target, -value, "decrease")
    assert forward is not None and 0 <= forward <= 150
    assert forward == backward


@pytest.mark.parametrize(("percent", "colour"), [("90", "green"), ("89.9", "amber"), ("60", "amber"), ("59.9", "red")])
def test_that_a_light_changes_at_90_and_60(percent: str, colour: str) -> None:
    assert light(Decimal(percent)) == colour


def reported(money: bool) -> Plan:
    plan = small_plan()
    rows = [
        record("reporting_period", "P", plan.id, year=2026),
        record("activity_report", "R1", id_of("P"), activity=id_of("A1.1.1"), status="in_progress", percent_done=80),
        record("activity_report", "R2", id_of("P"), 1, activity=id_of("A1.1.2"), status="completed"),
    ]
    plan = apply_edits(plan, [put(row) for row in rows])
    empty = [] if money else [SetField(id_of(line), "amounts") for line in ("F1", "F2")]
    return apply_edits(plan, empty)


def test_that_work_done_is_weighted_by_money_and_by_count_without_it() -> None:
    plan = reported(money=True)
    expected = (Decimal(120) * 80 + Decimal("1200.5") * 100) / Decimal("1320.5")
    assert done_of_measure(plan, period(plan), id_of("M1.1")) == expected
    plan = reported(money=False)
    assert done_of_measure(plan, period(plan), id_of("M1.1")) == 90


def test_that_what_is_not_due_does_not_count_and_nothing_reported_is_no_share() -> None:
    plan = apply_edits(reported(money=True), [SetField(id_of("R2"), "status", "not_due")])
    assert done_of_measure(plan, period(plan), id_of("M1.1")) == 80
    plan = apply_edits(plan, [SetField(id_of("R1"), "percent_done")])
    assert done_of_measure(plan, period(plan), id_of("M1.1")) is None
    plan = apply_edits(plan, [SetField(id_of("R1"), "status", "not_started")])
    assert done_of_measure(plan, period(plan), id_of("M1.1")) == 0


def test_that_nothing_planned_is_no_execution() -> None:
    plan = reported(money=False)
    assert spending(plan, period(plan)).execution is None
