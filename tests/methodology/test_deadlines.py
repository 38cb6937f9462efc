"""Dates of the calendar, counted from the events a plan knows."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import msgspec
import pytest

from localplan.domain.plan import Plan
from localplan.methodology.deadlines import Due, deadlines, event_days, moved
from localplan.methodology.law import Deadline, Event
from localplan.methodology.methodology import PlanMethod
from tests.methods import methodology
from tests.plans import empty_plan
from tests.whole_plans import whole_plan, with_field, with_record, without


def dues(plan: Plan, **deadline: Any) -> list[Due]:
    """The dates of one deadline, in a profile that has no other."""
    method = PlanMethod(methodology(), plan)
    one = Deadline(code="one", label="One", **deadline)
    method.profile = msgspec.structs.replace(method.profile, deadlines=(one,))
    return list(deadlines(plan, method))


def days(plan: Plan, **deadline: Any) -> list[date]:
    return [due.day for due in dues(plan, **deadline)]


def test_that_days_are_counted_back_from_the_session() -> None:
    assert days(whole_plan(), event="assembly_session", offset=-14) == [date(2025, 11, 13)]


def test_that_a_report_is_due_120_days_after_each_year() -> None:
    due = days(whole_plan(), event="year_end", offset=120, yearly=True)
    assert due == [date(2027, 4, 30), date(2028, 4, 29), date(2029, 4, 30)]


def test_that_a_date_that_comes_every_year_says_of_which_year() -> None:
    assert [due.year for due in dues(whole_plan(), event="year_end", offset=31, yearly=True)] == [2026, 2027, 2028]
    assert [due.year for due in dues(whole_plan(), event="year_end", offset=31)] == [None]


def test_that_months_end_where_a_month_is_shorter() -> None:
    assert days(whole_plan(), event="plan_end", offset=6, unit="months") == [date(2029, 6, 30)]
    assert days(whole_plan(), event="plan_end", offset=-10, unit="months") == [date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("start", "number", "country", "expected"),
    [
        (date(2025, 6, 12), 7, "RS", date(2025, 6, 23)),  # over two weekends
        (date(2025, 2, 13), 1, "RS", date(2025, 2, 14)),
        (date(2025, 2, 14), 1, "RS", date(2025, 2, 18)),  # Statehood Day on Saturday and Sunday, Monday free for it
        (date(2025, 2, 14), 1, "FR", date(2025, 2, 17)),
        (date(2025, 2, 18), -1, "RS", date(2025, 2, 14)),
        (date(2025, 2, 18), 0, "RS", date(2025, 2, 18)),
        (date(2025, 6, 12), 7, "", date(2025, 6, 23)),
    ],
)
def test_that_working_days_leave_out_weekends_and_public_holidays(
    start: date, number: int, country: str, expected: date
) -> None:
    assert moved(start, number, "working_days", country) == expected


def test_that_an_event_without_a_date_has_no_deadline() -> None:
    for event in get_args(Event):
        assert days(empty_plan(), event=event, offset=1, yearly=True) == []


def test_that_every_event_of_a_whole_plan_has_its_day() -> None:
    plan = whole_plan()
    expected = {
        "start": [date(2025, 6, 12)],
        "assembly_session": [date(2025, 11, 27)],
        "hearing_end": [date(2025, 11, 4)],
        "adoption": [date(2025, 11, 27)],
        "plan_start": [date(2026, 1, 1)],
        "plan_end": [date(2028, 12, 31)],
        "first_budget": [date(2025, 12, 31)],
        "next_budget": [date(2026, 12, 31), date(2027, 12, 31)],
        "year_end": [date(2026, 12, 31), date(2027, 12, 31), date(2028, 12, 31)],
    }
    assert {event: list(event_days(plan, event)) for event in expected} == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "first", "others"),
    [("2026-01-01", "2028-12-31", 2025, [2026, 2027]), ("2026-07-01", "2029-06-30", 2025, [2026, 2027, 2028])],
)
def test_that_the_calendar_asks_for_money_when_the_budgets_of_the_period_are_made(
    start: str, end: str, first: int, others: list[int]
) -> None:
    plan = whole_plan(period_start=start, period_end=end)
    calendar = deadlines(plan, methodology().for_plan(plan))
    known = [(due.code, due.day) for due in calendar if "budget" in due.event and "adoption" not in due.code]
    assert [day for code, day in known if code.endswith("_year_one")] == [date(first, 8, 25), date(first, 9, 1)]
    assert [day for code, day in known if code == "budget_instruction"] == [date(year, 8, 1) for year in others]
    assert [day for code, day in known if code == "budget_request"] == [date(year, 9, 1) for year in others]
    assert not [day for _, day in known if day.year == int(end[:4])], "the last year asks for no more"


def test_that_dates_follow_the_hearing() -> None:
    assert days(whole_plan(), event="hearing_end", offset=15) == [date(2025, 11, 19)]
    assert days(without(whole_plan(), "hearing"), event="hearing_end", offset=15) == []


def test_that_the_calendar_of_the_serbian_profile_is_in_order_of_time() -> None:
    plan = whole_plan()
    calendar = deadlines(plan, methodology().for_plan(plan))
    assert [due.day for due in calendar] == sorted(due.day for due in calendar)
    assert len(calendar) > 10


def day_of(code: str, plan: Plan) -> date:
    return next(due.day for due in deadlines(plan, methodology().for_plan(plan)) if due.code == code)


def own_rule(parameter: str, value: str) -> Plan:
    content = {"parameter": parameter, "value": value, "reason": {"en": "Our decision"}, "legal_source": "3/2019"}
    return with_record(whole_plan(), "profile_override", "own", "plan", **content)


@pytest.mark.parametrize(
    ("code", "parameter", "value", "usual", "own"),
    [
        ("hearing_start", "hearing_min_days", "7", date(2025, 10, 14), date(2025, 10, 22)),
        ("draft_ready", "hearing_min_days", "20", date(2025, 9, 28), date(2025, 9, 23)),
        ("notice", "notice_working_days", "3", date(2025, 6, 23), date(2025, 6, 17)),
        ("notice", "notice_direction", "before", date(2025, 6, 23), date(2025, 6, 3)),
        ("hearing_report", "hearing_report_days", "8", date(2025, 11, 19), date(2025, 11, 12)),
        ("publication", "publication_working_days", "5", date(2025, 12, 8), date(2025, 12, 4)),
        ("annual_report", "annual_report_days", "90", date(2027, 4, 30), date(2027, 3, 31)),
        ("final_report", "final_report_months", "3", date(2029, 6, 30), date(2029, 3, 31)),
    ],
)
def test_that_the_municipalitys_own_rule_moves_its_date(
    code: str, parameter: str, value: str, usual: date, own: date
) -> None:
    assert day_of(code, whole_plan()) == usual
    assert day_of(code, own_rule(parameter, value)) == own


def test_that_the_request_to_the_employment_service_has_its_day_where_there_is_such_a_section() -> None:
    def requests(plan: Plan) -> list[date]:
        return [due.day for due in deadlines(plan, methodology().for_plan(plan)) if due.code == "nes_request"]

    employment = with_field(whole_plan(), "plan", "sections", ["youth", "employment"])
    assert requests(whole_plan()) == []
    assert requests(employment) == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 28)]
    own = {"parameter": "nes_request_date", "value": "01-31"}
    assert requests(with_record(employment, "profile_override", "own", "plan", **own))[0] == date(2026, 1, 31)
    nonsense = with_record(employment, "profile_override", "own", "plan", **{**own, "value": "soon"})
    assert requests(nonsense) == requests(employment)
