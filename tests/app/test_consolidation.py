"""The consolidated view of real libraries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localplan.app.consolidation import TABLES, Consolidated
from localplan.app.places import Address
from localplan.app.plans import open_library_at
from localplan.app.quality import refresh_checks
from localplan.domain.choice import Choice
from localplan.domain.edits import SetField, apply_edits, put
from localplan.domain.plan import Plan
from localplan.domain.region_book import Stub
from localplan.domain.region_money import DIMENSIONS, OF_AMOUNTS, Rate, by_year, money_table
from localplan.domain.summary import PARTS
from localplan.methodology.methodology import Methodology
from localplan.storage.library import Library
from tests import samples
from tests.domain.test_consolidation import municipality
from tests.methods import methodology as shipped
from tests.plans import id_of, record

TODAY = date(2027, 6, 1)


@pytest.fixture(scope="module")
def methodology() -> Methodology:
    return shipped()


@pytest.fixture
def library(place: Address) -> Iterator[Library]:
    with open_library_at(place, "Ana", purpose="region") as library:
        library.add_plan(samples.implementation())
        for name, share in (("70025", 60), ("70033", 40)):
            rows = [("2026", "01", "1000.01"), ("2027", "07", "500")]
            library.add_plan(municipality(name, rows, country="RS", shared_id="bus", share=share, status="draft"))
        yield library


def consolidated(library: Library, methodology: Methodology, **options: Any) -> Consolidated:
    return Consolidated(library, methodology, TODAY, **options)


def cells(view: Consolidated, table: str, *columns: str) -> list[tuple[Any, ...]]:
    made = view.table(table)
    places = [made.column(name) for name in columns]
    return [tuple(row.cells[n] for n in places) for row in made.rows]


def test_that_every_table_can_be_made_of_every_library(
    tmp_path: Path, library: Library, methodology: Methodology
) -> None:
    with open_library_at(tmp_path / "empty.localplan", "Ana") as empty:
        for view in (consolidated(library, methodology), consolidated(empty, methodology)):
            for name in TABLES:
                made = view.table(name)
                assert all(len(row.cells) == len(made.columns) for row in made.rows), name


def test_that_every_grouping_sums_to_the_whole_unless_it_overlaps(library: Library, methodology: Methodology) -> None:
    view = consolidated(library, methodology)
    whole = library.region.totals().all["RSD"]
    for name in TABLES:
        if name.startswith("money_by_") and not view.table(name).overlaps:
            made = view.table(name)
            column = made.column("total")
            assert sum(row.cells[column] for row in made.rows if not row.total) == whole, name
            assert [row.cells[column] for row in made.rows if row.total] == [whole], name


@pytest.mark.parametrize("euro", [False, True])
def test_that_groupings_of_measures_are_the_same_out_of_years_and_out_of_amounts(
    euro: bool, library: Library, methodology: Methodology
) -> None:
    view = consolidated(library, methodology, euro=euro, rates=[Rate("RSD", Decimal("117.2"), TODAY)])
    together = by_year(view.rows)
    assert len(together) < len(view.rows)
    for dimension in {each.name for each in DIMENSIONS}.difference(OF_AMOUNTS):
        assert money_table(together, dimension, view.place) == money_table(view.rows, dimension, view.place)


def test_that_parts_read_apart_are_the_summaries_read_at_once(library: Library, methodology: Methodology) -> None:
    view = consolidated(library, methodology)
    assert view.with_parts("indicators") and view.with_parts("money", "needs")
    assert view.with_parts() == library.summaries(())
    assert view.with_parts(*PARTS) == library.summaries()


def test_that_the_parts_of_municipalities_sum_to_the_region(library: Library, methodology: Methodology) -> None:
    view = consolidated(library, methodology)
    money = {row[0]: row[1] for row in cells(view, "municipalities", "municipality", "money")}
    assert money["70025"] == Decimal("900.01") and money["70033"] == Decimal("600.00")
    assert sum(money.values()) == library.region.totals().all["RSD"]


def test_that_leaving_out_a_partner_leaves_the_others_part_as_it_is(library: Library, methodology: Methodology) -> None:
    view = consolidated(library, methodology, choice=Choice(municipalities=("70025",)))
    assert cells(view, "money_by_year", "year", "total")[-1] == ("", Decimal("900.01"))
    assert view.share_problems == ()


def test_that_a_choice_goes_by_district_section_year_and_source(library: Library, methodology: Methodology) -> None:
    by_district = consolidated(library, methodology, choice=Choice(districts=("RS-20",)))
    assert [s.municipality for s in by_district.summaries] == ["70025"]
    chosen = Choice(sections=("youth",), years=("2027",), sources=("07",))
    view = consolidated(library, methodology, choice=chosen)
    assert {(one.measure.section, one.row.year, one.row.source) for one in view.rows} == {("youth", "2027", "07")}


def test_that_figures_per_head_name_the_year_of_the_census(library: Library, methodology: Methodology) -> None:
    view = consolidated(library, methodology, choice=Choice(municipalities=("70025",)))
    ((people, year, per_head),) = cells(view, "municipalities", "population", "population_year", "money_per_head")
    assert (people, year) == (47096, "2019")
    assert per_head == Decimal("0.02")


def test_that_money_is_put_into_euro_only_at_a_dated_rate(library: Library, methodology: Methodology) -> None:
    view = consolidated(library, methodology, euro=True)
    assert len(view.money.left_out) == 2
    assert all(rate.day for rate in view.money.rates)
    given = Rate("RSD", Decimal(117), date(2026, 1, 1))
    told = consolidated(library, methodology, euro=True, rates=[given])
    assert told.money.left_out == () and told.money.rates == (given,)
    whole = library.region.totals().all["RSD"]
    assert abs(sum(one.money for one in told.rows) * 117 - whole) < len(told.rows)


def test_that_money_in_euro_says_euro_and_has_two_decimals(library: Library, methodology: Methodology) -> None:
    view = consolidated(library, methodology, euro=True)
    told = dict(cells(view, "municipalities", "municipality", "money"))
    assert {row[0] for row in cells(view, "municipalities", "currency")} == {"EUR"}
    assert told["70025"] is None, "no dated rate is known for it"
    known = [money for money in told.values() if money is not None]
    assert known and all(money == round(money, 2) for money in known)
    totals = [row[0] for row in cells(view, "money_by_year", "total")]
    assert all(money == round(money, 2) for money in totals)
    assert sum(known) == totals[-1] == view.totals.all["EUR"]


def test_that_progress_says_of_which_year_it_tells(library: Library, methodology: Methodology) -> None:
    whole = consolidated(library, methodology)
    assert {row[0] for row in cells(whole, "progress", "year")} == {"2026"}
    later = consolidated(library, methodology, choice=Choice(years=("2027",)))
    assert set(cells(later, "progress", "year", "completed")) == {("2027", 0)}


def test_that_a_shared_measure_is_one_measure(library: Library, methodology: Methodology) -> None:
    partners = consolidated(library, methodology, choice=Choice(municipalities=("70025", "70033")))
    assert {row[0] for row in cells(partners, "money_by_section", "measures")} == {1}


def test_that_a_municipality_with_two_plans_asks_once(tmp_path: Path, methodology: Methodology) -> None:
    with open_library_at(tmp_path / "two.localplan", "Ana") as library:
        for name in ("old", "new"):
            plan = municipality(name, [], country="RS")
            asked = record("request", f"{name}-Q", plan.id, 0, addressee={"en": "Ministry"}, ask={"en": "Permits"})
            edits = [put(asked), SetField(plan.id, "municipality", "70025")]
            library.add_plan(apply_edits(plan, edits))
        refresh_checks(library, methodology, TODAY)
        view = consolidated(library, methodology)
        assert cells(view, "addressees", "municipalities", "requests") == [(1, 2)]
        assert {row[0] for row in cells(view, "quality", "municipalities")} == {1}


def test_that_the_quality_board_counts_findings_by_rule_and_municipality(
    library: Library, methodology: Methodology
) -> None:
    assert refresh_checks(library, methodology, TODAY) == 3
    assert refresh_checks(library, methodology, TODAY) == 0
    view = consolidated(library, methodology)
    board = view.table("quality")
    places = [board.column(s.plan) for s in view.summaries]
    assert board.rows
    for row in board.rows:
        assert sum(row.cells[n] or 0 for n in places) == row.cells[board.column("findings")]
    errors = dict(cells(view, "municipalities", "municipality", "errors"))
    assert errors["70025"] > 0


def test_that_a_changed_plan_is_checked_again_and_all_after_a_week(library: Library, methodology: Methodology) -> None:
    refresh_checks(library, methodology, TODAY)
    later = date(2027, 6, 8)
    assert refresh_checks(library, methodology, later) == 3


def in_state(plan: Plan, state: str, **facts: object) -> Plan:
    return plan.changed([msgspec.structs.replace(plan.root, status=state, **facts)], ())


def plan_with_problem(name: str, *, reports: bool = False, text: str = "", state: str = "in_implementation") -> Plan:
    """A municipality with a typical problem and a measure against it; with results, if it reports."""
    typical = text or "Young people find few jobs here that last and pay a living"
    plan = municipality(name, [("2026", "01", 10)], country="RS")
    problem = record("problem", f"{name}-P", plan.id, 0, section="youth", text={"en": typical}, problem_kind="cause")
    activity = record("activity", f"{name}-A", id_of(f"{name}-M"), 0, deadline="2026-Q2", title={"en": "Courses"})
    edits = [put(problem), put(activity), SetField(id_of(f"{name}-M"), "problems", [problem.id])]
    if reports:
        period = record("reporting_period", f"{name}-R", plan.id, 0, year=2026, report_kind="annual")
        done = record("activity_report", f"{name}-AR", period.id, 0, activity=activity.id, status="completed")
        edits += [put(period), put(done)]
    return in_state(apply_edits(plan, edits), state)


def test_that_who_has_a_problem_learns_from_who_has_results(tmp_path: Path, methodology: Methodology) -> None:
    with open_library_at(tmp_path / "peers.localplan", "Ana") as library:
        library.add_plan(plan_with_problem("70025"))
        library.add_plan(plan_with_problem("70033", reports=True))
        view = consolidated(library, methodology)
        assert cells(view, "peers", "learner", "teacher", "reason", "completed") == [
            ("70025", "70033", "same_problem", 1)
        ]
        assert view.table("peers").rows[0].record == id_of("70033-M")
        assert cells(view, "late_activities", "municipality") == [("70025",)]
        assert cells(view, "progress", "municipality", "completed", "late") == [("70025", 0, 1), ("70033", 1, 0)]


def test_that_a_plan_which_was_never_adopted_owes_no_activity(tmp_path: Path, methodology: Methodology) -> None:
    with open_library_at(tmp_path / "late.localplan", "Ana") as library:
        for name, state in (("70025", "draft"), ("70033", "proposed"), ("70041", "published")):
            library.add_plan(plan_with_problem(name, state=state))
        amended = plan_with_problem("70050", state="draft")
        library.add_plan(in_state(amended, "draft", version=2))
        view = consolidated(library, methodology)
        assert cells(view, "late_activities", "municipality") == [("70041",), ("70050",)]
        assert cells(view, "municipalities", "municipality", "late") == [
            ("70025", 0),
            ("70033", 0),
            ("70041", 1),
            ("70050", 1),
        ]


def test_that_a_half_year_report_tells_how_far_an_activity_is_not_what_the_year_was(
    tmp_path: Path, methodology: Methodology
) -> None:
    plan = plan_with_problem("70025", state="draft")
    indicator = record("indicator", "I", id_of("70025-M"), 5, library_code="Y17", unit="persons", value_kind="flow")
    half = record("reporting_period", "H", plan.id, 0, year=2026, report_kind="half_year")
    told = {"activity": id_of("70025-A"), "status": "completed", "spent": {"01": 7}}
    rows = [
        put(indicator),
        put(half),
        put(record("activity_report", "HA", half.id, 0, **told)),
        put(record("indicator_value", "HV", half.id, 1, indicator=indicator.id, value=14)),
    ]
    with open_library_at(tmp_path / "half.localplan", "Ana") as library:
        library.add_plan(in_state(apply_edits(plan, rows), "in_implementation"))
        view = consolidated(library, methodology)
        assert cells(view, "late_activities", "municipality") == []
        assert cells(view, "progress", "completed", "not_reported", "spent") == [(0, 1, 0)]
        assert cells(view, "indicators", "indicator_code", "counted", "of") == [("Y17", 0, 1)]


def test_that_the_same_problem_is_recognised_in_both_scripts(tmp_path: Path, methodology: Methodology) -> None:
    with open_library_at(tmp_path / "peers.localplan", "Ana") as library:
        library.add_plan(plan_with_problem("70025", text="Nema autobusa uveče"))
        other = plan_with_problem("70033", reports=True, state="draft")
        library.add_plan(apply_edits(other, [SetField(id_of("70033-P"), "text", {"sr-Cyrl": "Нема аутобуса увече."})]))
        reasons = cells(consolidated(library, methodology), "peers", "reason")
        assert reasons == [("same_words",)]


def test_that_requests_are_counted_by_addressee_however_it_is_written(tmp_path: Path, methodology: Methodology) -> None:
    with open_library_at(tmp_path / "requests.localplan", "Ana") as library:
        for name, addressee in (
            ("70025", {"sr-Cyrl": "Министарство рада"}),
            ("70033", {"sr-Latn": "Ministarstvo rada"}),
        ):
            plan = municipality(name, [], country="RS")
            asked = record("request", f"{name}-Q", plan.id, 0, addressee=addressee, ask={"en": "Permits"})
            library.add_plan(apply_edits(plan, [put(asked)]))
        assert cells(consolidated(library, methodology), "addressees", "municipalities", "requests") == [(2, 2)]


def test_that_bodies_that_are_one_stand_in_one_row(tmp_path: Path, methodology: Methodology) -> None:
    with open_library_at(tmp_path / "bodies.localplan", "Ana") as library:
        for name in ("70025", "70033"):
            plan = municipality(name, [("2026", "01", 10)], country="RS")
            body = record("organisation", f"{name}-O", plan.id, 0, name={"en": "Employment service"})
            library.add_plan(apply_edits(plan, [put(body), SetField(id_of(f"{name}-M"), "responsible", body.id)]))
        library.region.keep_same("organisation", [(id_of("70025-O"), id_of("70033-O"))])
        groups = cells(consolidated(library, methodology), "money_by_body", "body", "total")
        assert groups == [(id_of("70025-O"), Decimal(20)), ("", Decimal(20))]


def test_that_expected_municipalities_without_a_plan_are_missing(library: Library, methodology: Methodology) -> None:
    library.region.expect("South", ["70025", "70041"])
    library.book.keep(Stub(id=id_of("stub"), municipality="70041", title="Plan of 2024"))
    for view in (consolidated(library, methodology, region="South"), consolidated(library, methodology)):
        assert cells(view, "missing", "municipality", "district", "on_paper") == [("70041", "RS-16", "Plan of 2024")]
    assert cells(consolidated(library, methodology, region="North"), "missing", "municipality") == []


def test_that_figures_kept_with_a_plan_are_those_of_its_rows(library: Library, methodology: Methodology) -> None:
    kept = consolidated(library, methodology)
    every_year = Choice(years=tuple(kept.years))
    summed = consolidated(library, methodology, choice=every_year)
    columns = ("municipality", "money", "money_per_head")
    assert cells(kept, "municipalities", *columns) == cells(summed, "municipalities", *columns)
    afterwards = Consolidated(library, methodology, date(2029, 1, 2))
    late = dict(cells(afterwards, "municipalities", "municipality", "late"))
    told = [row[0] for row in cells(afterwards, "late_activities", "municipality")]
    assert late == {place: told.count(place) for place in late}
    assert sum(late.values()) > 0
