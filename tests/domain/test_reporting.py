"""A new report: a row for each activity that is due and for each indicator."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from localplan.domain.codes import codes
from localplan.domain.edits import SetField, apply_edits, put
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ActivityReport, IndicatorValue, ReportingPeriod
from localplan.domain.records.logic import Activity, Indicator
from localplan.domain.reporting import due_activities, last_status, last_value, new_report, year_to_report
from localplan.domain.values import Refused
from tests import samples
from tests.plans import id_of, record, small_plan


def ids() -> Callable[[], str]:
    numbers = count()
    return lambda: id_of(f"new-{next(numbers)}")


def due(plan: Plan, year: int) -> set[str]:
    names = codes(plan, "letters")
    return {names[activity.id] for activity in due_activities(plan, year)}


def test_that_a_report_is_begun_on_an_adopted_plan_with_all_its_rows() -> None:
    plan = samples.implementation()
    after = apply_edits(plan, new_report(plan, 2027, ids()))
    period = next(p for p in after.all(ReportingPeriod) if p.year == 2027)
    assert (period.report_kind, period.status) == ("annual", "draft")
    reports = after.children(period.id, ActivityReport)
    assert [r.activity for r in reports] == [a.id for a in due_activities(plan, 2027)]
    assert [v.indicator for v in after.children(period.id, IndicatorValue)] == [i.id for i in plan.all(Indicator)]
    assert [p.year for p in after.all(ReportingPeriod)] == [2026, 2027]


def test_that_there_is_one_report_of_a_kind_on_a_year() -> None:
    plan = samples.implementation()
    with pytest.raises(Refused) as refused:
        new_report(plan, 2026, ids())
    assert (refused.value.code, refused.value.values) == ("report_exists", {"year": 2026})
    assert new_report(plan, 2026, ids(), "half_year")


def test_that_what_has_not_begun_is_not_due_and_what_is_late_still_is() -> None:
    dates = [SetField(id_of("A1.1.1"), "deadline", "2026-Q4"), SetField(id_of("A1.1.2"), "start", "2027-Q2")]
    plan = apply_edits(small_plan(), dates)
    assert due(plan, 2026) == {"A1.1.1"}
    assert due(plan, 2027) == {"A1.1.1", "A1.1.2"}
    plan = apply_edits(plan, new_report(plan, 2026, ids()))
    (report,) = plan.all(ActivityReport)
    plan = apply_edits(plan, [SetField(report.id, "status", "completed")])
    assert due(plan, 2027) == {"A1.1.2"}
    assert due(plan, 2026) == {"A1.1.1"}


def test_that_the_newest_report_tells_state_and_value() -> None:
    plan = samples.implementation()
    activity, indicator = plan.all(Activity)[0], plan.all(Indicator)[0]
    assert last_status(plan, activity.id) == last_status(plan, activity.id, before=2027) != ""
    assert last_status(plan, activity.id, before=2026) == ""
    found = last_value(plan, indicator.id)
    assert found is not None and found[0] == 2026 and found[1].indicator == indicator.id
    assert last_value(plan, "nobody") is None


def reported(*reports: tuple[int, str, int, str]) -> Plan:
    """The small plan with reports, in that order: year, kind, an indicator's value, an activity's state."""
    plan = small_plan()
    for n, (year, kind, value, status) in enumerate(reports):
        period = record("reporting_period", f"P{n}", plan.id, n, year=year, report_kind=kind)
        values = record("indicator_value", f"V{n}", period.id, 0, indicator=id_of("M1.1-I1"), value=value)
        states = record("activity_report", f"R{n}", period.id, 0, activity=id_of("A1.1.1"), status=status)
        plan = apply_edits(plan, [put(one) for one in (period, values, states)])
    return plan


HALF, WHOLE = (2027, "half_year", 14, "in_progress"), (2027, "annual", 30, "completed")


@pytest.mark.parametrize("reports", [(HALF, WHOLE), (WHOLE, HALF)])
def test_that_the_report_on_a_year_counts_before_that_on_half_of_it(reports: tuple[Any, ...]) -> None:
    plan = reported(*reports)
    found = last_value(plan, id_of("M1.1-I1"))
    assert found is not None and (found[0], found[1].value) == (2027, 30)
    assert last_status(plan, id_of("A1.1.1")) == "completed"
    final = (2027, "final", 31, "cancelled")
    assert last_status(reported(final, *reports), id_of("A1.1.1")) == "cancelled"


def test_that_half_a_year_is_no_result_of_a_year_but_tells_where_an_activity_stands() -> None:
    plan = reported((2026, "annual", 20, "in_progress"), (2027, "half_year", 14, "completed"))
    found = last_value(plan, id_of("M1.1-I1"))
    assert found is not None and (found[0], found[1].value) == (2026, 20)
    assert last_status(plan, id_of("A1.1.1")) == "completed"
    assert last_value(reported(HALF), id_of("M1.1-I1")) is None


def test_that_the_first_year_without_a_report_of_its_own_is_the_next_to_report_on() -> None:
    assert year_to_report(small_plan()) == 2026
    assert year_to_report(reported(HALF)) == 2026
    first = (2026, "annual", 20, "in_progress")
    assert year_to_report(reported(first, HALF)) == 2027
    assert year_to_report(reported(first, WHOLE, (2028, "final", 40, "completed"))) is None


@pytest.mark.parametrize("year", [2019, 2025, 2029])
def test_that_a_year_outside_the_plan_is_not_reported_on(year: int) -> None:
    with pytest.raises(Refused) as refused:
        new_report(small_plan(), year, ids())
    assert (refused.value.code, refused.value.values) == (
        "year_outside_plan",
        {"year": year, "first": 2026, "last": 2028},
    )
