"""Money of many plans: the parts sum to the whole, whatever the order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from localplan.domain.consolidation import dealt, own_money, own_planned, own_spent, share_problems, totals_of
from localplan.domain.edits import apply_edits, put
from localplan.domain.money import amounts
from localplan.domain.plan import Plan
from localplan.domain.summary import Summary
from localplan.domain.summing_up import summary_of
from tests import samples
from tests.plans import empty_plan, id_of, record, small_plan
from tests.plans import plans as any_plans

THOUSAND = 1000


def municipality(name: str, rows: list[tuple[str, str, Any]], **facts: Any) -> Plan:
    """A plan of one measure with these (year, source, amount in whole currency); `shared_id`, `share` are its own."""
    shared = {key: facts.pop(key) for key in ("shared_id", "share") if key in facts}
    plan = empty_plan(name, currency=facts.pop("currency", "RSD"), amount_unit=1, municipality=name, **facts)
    objective, measure = id_of(f"{name}-SO"), id_of(f"{name}-M")
    lines = [
        record("funding_line", f"{name}-F{n}", measure, n, source=source, amounts={year: amount})
        for n, (year, source, amount) in enumerate(rows)
    ]
    edits = [
        put(record("objective", f"{name}-SO", plan.id, 0, section="youth", objective_kind="specific")),
        put(record("measure", f"{name}-M", objective, 0, **shared)),
        *map(put, lines),
    ]
    return apply_edits(plan, edits)


def summaries(*plans: Plan) -> list[Summary]:
    return [summary_of(plan) for plan in plans]


def test_that_totals_of_the_samples_equal_the_sums_of_their_funding_lines() -> None:
    totals = totals_of(summaries(samples.implementation(), samples.small()))
    assert totals.all == {"RSD": Decimal(107_360_000), "XOF": sum(raw(samples.small()))}
    control = samples.control_totals()
    assert {year: own["RSD"] for year, own in totals.by_year.items() if "RSD" in own} == {
        year: Decimal(amount) * THOUSAND for year, amount in control["by_year"].items()
    }
    assert {source: own["RSD"] for source, own in totals.by_source.items() if "RSD" in own} == {
        source: Decimal(amount["total"]) * THOUSAND for source, amount in control["by_source"].items()
    }


@given(any_plans())
def test_that_totals_of_any_plan_that_shares_nothing_equal_its_raw_sums(plan: Plan) -> None:
    assume(not any(row.shared_id for row in summary_of(plan).money))
    totals = totals_of(summaries(plan))
    assert sum(totals.all.values()) == sum(raw(plan))
    for own in (totals.by_year, totals.by_source, totals.by_section):
        assert sum(money for by_currency in own.values() for money in by_currency.values()) == sum(raw(plan))


def raw(plan: Plan) -> list[Decimal]:
    return [one.money * (plan.root.amount_unit or 1) for one in amounts(plan)]


def test_that_a_summary_is_read_back_as_it_was_written() -> None:
    for plan in (samples.implementation(), samples.draft(), samples.small(), small_plan()):
        summary = summary_of(plan)
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(summary), type=Summary) == summary
        assert summary.digest == plan.digest


def test_that_a_shared_measure_counts_once() -> None:
    rows = [("2026", "01", "100.00"), ("2026", "07", "0.01")]
    shared = [municipality(n, rows, shared_id="bus", share="33.3333") for n in ("a", "b")]
    shared.append(municipality("c", rows, shared_id="bus", share="33.3334"))
    found = summaries(*shared)
    assert share_problems(found) == ()
    assert totals_of(found).all == {"RSD": Decimal("100.01")}
    assert totals_of(found).by_source == {"01": {"RSD": Decimal(100)}, "07": {"RSD": Decimal("0.01")}}


def test_that_the_share_of_an_activity_goes_before_that_of_its_measure() -> None:
    plan = apply_edits(
        municipality("a", [("2026", "01", 100)], shared_id="bus", share=50),
        [
            put(record("activity", "A", id_of("a-M"), 0, shared_id="driver", share=25)),
            put(record("funding_line", "AF", id_of("A"), 0, source="01", amounts={"2026": 40})),
        ],
    )
    assert {row.shared_id: row.share for row in summary_of(plan).money} == {"bus": 50, "driver": 25}
    assert totals_of(summaries(plan)).all == {"RSD": Decimal(60)}


def test_that_without_shares_the_smallest_plan_id_carries_the_whole() -> None:
    plans = [municipality(n, [("2026", "01", 70)], shared_id="bus") for n in ("a", "b")]
    found = summaries(*plans)
    first = min(s.plan for s in found)
    assert {one.summary.plan: one.money for one in own_money(found)} == {
        s.plan: Decimal(70 if s.plan == first else 0) for s in found
    }
    (problem,) = share_problems(found)
    assert problem.code == "shared_without_share"
    assert problem.plans == tuple(sorted(s.plan for s in found))


@pytest.mark.parametrize(
    ("shares", "amounts_", "codes", "total"),
    [
        ((60, 30), (100, 100), ["shared_not_hundred"], "90"),
        ((80, 80), (100, 100), ["shared_not_hundred"], "100"),
        ((60, 40), (100, 200), ["shared_wholes_differ"], "140"),
    ],
)
def test_that_shares_that_do_not_fit_are_told(
    shares: tuple[int, int], amounts_: tuple[int, int], codes: list[str], total: str
) -> None:
    plans = [
        municipality(name, [("2026", "01", amount)], shared_id="bus", share=share)
        for name, share, amount in zip("ab", shares, amounts_, strict=True)
    ]
    assert [problem.code for problem in share_problems(summaries(*plans))] == codes
    assert totals_of(summaries(*plans)).all == {"RSD": Decimal(total)}


CENTS = st.decimals(0, 10**7, places=2, allow_nan=False)


@st.composite
def shares_of_hundred(draw: st.DrawFn) -> list[Decimal]:
    """Shares in percent that sum to 100."""
    cuts = sorted(draw(st.lists(st.decimals(0, 100, places=4), min_size=1, max_size=5)))
    return [b - a for a, b in zip([Decimal(0), *cuts], [*cuts, Decimal(100)], strict=True)]


@given(shares_of_hundred(), st.lists(CENTS, min_size=1, max_size=4), st.randoms())
def test_that_the_parts_of_a_shared_measure_sum_to_it_to_the_cent(
    shares: list[Decimal], wholes: list[Decimal], random: Any
) -> None:
    rows = [(str(2026 + n % 2), "01", whole) for n, whole in enumerate(wholes)]
    plans = [municipality(f"m{n}", rows, shared_id="bus", share=share) for n, share in enumerate(shares) if share]
    random.shuffle(plans)
    parts = own_money(summaries(*plans))
    assert sum(one.money for one in parts) == sum(wholes)
    assert all(one.money == one.money.quantize(Decimal("0.01")) for one in parts)
    assert totals_of(summaries(*plans)).all.get("RSD", 0) == sum(wholes)
    for one in parts:
        share = one.row.share or Decimal(0)
        assert abs(one.money - one.row.amount * share / 100) < Decimal("0.01") * 2 * len(wholes)


@given(st.lists(CENTS, min_size=1, max_size=5), st.randoms(), st.sampled_from([None, 30, 50]))
def test_that_the_order_of_municipalities_does_not_matter_and_parts_sum_to_the_region(
    wholes: list[Decimal], random: Any, share: int | None
) -> None:
    plans = [
        municipality(f"m{n}", [("2026", "01", w)], **({"shared_id": "bus", "share": share} if n % 2 else {}))
        for n, w in enumerate(wholes)
    ]
    found = summaries(*plans)
    shuffled = random.sample(found, len(found))
    assert own_money(found) == own_money(shuffled)
    assert share_problems(found) == share_problems(shuffled)
    by_plan = {s.plan: sum(o.money for o in own_money(found) if o.summary is s) for s in found}
    assert sum(by_plan.values()) == totals_of(shuffled).all.get("RSD", 0)


def reported(plan: Plan, name: str, year: int, spent: list[Decimal], **shared: Any) -> Plan:
    """The plan with an activity for each of these sums that a report on the year says were spent."""
    measure, period = id_of(f"{name}-M"), id_of(f"{name}-R")
    edits = [put(record("reporting_period", f"{name}-R", plan.id, 0, year=year, report_kind="annual"))]
    for n, money in enumerate(spent):
        activity = f"{name}-A{n}"
        edits.append(put(record("activity", activity, measure, n, **shared)))
        facts = {"activity": id_of(activity), "spent": {"01": money}}
        edits.append(put(record("activity_report", f"{activity}-R", period, n, **facts)))
    return apply_edits(plan, edits)


@given(shares_of_hundred(), st.lists(CENTS, min_size=1, max_size=4), CENTS, st.randoms(), st.booleans())
def test_that_spent_money_of_a_shared_measure_is_divided_as_the_planned_to_the_cent(
    shares: list[Decimal], wholes: list[Decimal], own: Decimal, random: Any, by_activity: bool
) -> None:
    plans, ids = [], [f"m{n}" for n, share in enumerate(shares) if share]
    for name, share in zip(ids, filter(None, shares), strict=True):
        facts = {"shared_id": "bus", "share": share}
        of_measure, of_activity = ({}, facts) if by_activity else (facts, {})
        plan = municipality(name, [("2026", "01", sum(wholes))], **of_measure)
        plans.append(reported(plan, name, 2026, wholes, **of_activity))
    alone = reported(municipality("alone", [("2026", "01", own)]), "alone", 2026, [own])
    random.shuffle(plans)
    spent = own_spent(summaries(*plans, alone), "2026")
    assert spent.pop(alone.id) == own
    assert sum(spent.values()) == sum(wholes)
    assert all(money == money.quantize(Decimal("0.01")) for money in spent.values())
    for plan in plans:
        share = next(row.share for row in summary_of(plan).activities)
        assert abs(spent[plan.id] - sum(wholes) * share / 100) < Decimal("0.01") * 2 * len(wholes)
    if not by_activity and len(wholes) == 1:
        planned = own_planned(summaries(*plans, alone), "2026")
        assert {plan.id: planned.get(plan.id, 0) for plan in plans} == spent and planned.get(alone.id, 0) == own


def test_that_money_of_another_year_is_not_spent_in_this_one_and_a_missing_share_counts_once() -> None:
    a, b = (reported(municipality(n, [], shared_id="bus"), n, 2026, [Decimal(70)]) for n in ("a", "b"))
    assert own_spent(summaries(a, b), "2025") == {a.id: 0, b.id: 0}
    assert sorted(own_spent(summaries(a, b), "2026").values()) == [0, 70]


@given(st.decimals(-(10**9), 10**9, places=5), shares_of_hundred())
def test_that_whatever_is_dealt_out_sums_to_the_whole(whole: Decimal, weights: list[Decimal]) -> None:
    assert sum(dealt(whole, weights, Decimal(100))) == whole
