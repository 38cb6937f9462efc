"""Persons by target group: sums of activities, a shared measure once, per thousand inhabitants."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from localplan.domain.region_persons import persons_table, reach
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import ActivityReportRow, ActivityRow, MeasureRow


def plan(name: str, planned: int, reached: int = 0, *, groups: tuple[str, ...] = ("youth",), **facts: str) -> Summary:
    """A plan of one measure with two activities that are to reach so many persons together, two thirds women."""
    half = {"total": Decimal(planned) / 2, "women": Decimal(planned) / 3, "men": Decimal(planned) / 6}
    reports = tuple(
        ActivityReportRow(f"{name}-R{year}", year=year, beneficiaries={"total": Decimal(reached)})
        for year in ("2025", "2026")
    )
    measure = MeasureRow(f"{name}-M", target_groups=groups, section=facts.pop("section", "youth"), **facts)
    activities = (
        ActivityRow(f"{name}-A", measure=measure.id, beneficiaries=half, reports=reports),
        ActivityRow(f"{name}-B", measure=measure.id, beneficiaries=half),
    )
    return Summary(plan=name, digest="", municipality=name, measures=(measure,), activities=activities)


def rows(*plans: Summary, section: str = "", people: int = 0) -> dict[str, dict[str, Any]]:
    """The table's rows by target group, the whole under nothing."""
    chosen = reach(plans, lambda measure: not section or measure.section == section, "2026")
    made = persons_table(chosen, "2026", people)
    names = [column.name for column in made.columns]
    return {row.cells[0]: dict(zip(names, row.cells, strict=True)) for row in made.rows}


def test_that_persons_are_those_of_all_activities_and_reached_are_those_of_the_year() -> None:
    found = rows(plan("a", 60, 7), plan("b", 30, 4))
    assert (found["youth"]["beneficiaries"], found["youth"]["women"], found["youth"]["men"]) == (90, 60, 30)
    assert (found["youth"]["beneficiaries_reached"], found["youth"]["municipalities"]) == (11, 2)


def test_that_a_measure_for_two_groups_is_in_both_and_once_in_the_whole() -> None:
    found = rows(plan("a", 60, groups=("roma", "youth")), plan("b", 30))
    assert (found["roma"]["beneficiaries"], found["youth"]["beneficiaries"], found[""]["beneficiaries"]) == (60, 90, 90)
    assert found[""]["measures"] == 2


def test_that_what_several_municipalities_do_together_reaches_its_persons_once() -> None:
    partners = plan("a", 60, shared_id="bus"), plan("b", 66, shared_id="bus")
    for order in (partners, partners[::-1]):
        found = rows(*order, plan("c", 30))
        assert (found["youth"]["beneficiaries"], found["youth"]["measures"]) == (96, 2)


def test_that_persons_stand_beside_the_inhabitants() -> None:
    assert rows(plan("a", 60), people=8000)["youth"]["per_thousand"] == Decimal("7.5")
    assert rows(plan("a", 60))["youth"]["per_thousand"] is None


def test_that_only_chosen_measures_count() -> None:
    found = rows(plan("a", 60), plan("b", 30, section="diaspora"), section="diaspora")
    assert found[""]["beneficiaries"] == 30
    assert rows(plan("a", 60), section="diaspora") == {}
