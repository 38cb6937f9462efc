"""Indicators by their contract: exact sums and rates, refusals, how many reported; whatever the order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.domain.region_indicator_tables import indicators_table, values_table
from localplan.domain.region_indicators import Contract, Together, put_together
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import IndicatorRow, ValueRow


def plan(name: str, *values: Any, code: str = "Y01", unit: str = "persons", **facts: Any) -> Summary:
    """A plan with one indicator for each value of 2026: a number, (value, numerator, denominator), or None."""
    rows = [_indicator(f"{name}-{n}", value, code, unit, facts) for n, value in enumerate(values)]
    currency = facts.get("currency", "RSD")
    return Summary(plan=name, digest="", municipality=name, currency=currency, indicators=tuple(rows))


def _indicator(id: str, value: Any, code: str, unit: str, facts: dict[str, Any]) -> IndicatorRow:
    parts = value if isinstance(value, tuple) else (value, None, None)
    decimals = [None if part is None else Decimal(part) for part in parts]
    told = () if value is None else (ValueRow(f"{id}-v", "2026", *decimals),)
    targets = {"2026": Decimal(facts["target"])} if "target" in facts else {}
    return IndicatorRow(
        id,
        library_code=code,
        unit=unit,
        value_kind=facts.get("value_kind", ""),
        aggregation=facts.get("aggregation", "sum"),
        targets=targets,
        values=told,
    )


def together(*plans: Summary, aggregation: str = "sum") -> Together:
    (one,) = put_together(plans, {"Y01": Contract(aggregation)})
    return one


def test_that_sums_say_how_many_of_how_many_reported() -> None:
    one = together(plan("a", 12), plan("b", 30, 8), plan("c", None))
    assert (one.value, one.counted, one.reported, one.of) == (Decimal(50), 2, 2, 3)
    assert (one.lowest, one.highest) == (8, 30)


def test_that_targets_are_summed_when_everybody_counted_has_one() -> None:
    assert together(plan("a", 12, target=20), plan("b", 30, target=5), plan("c", None, target=7)).target == 25
    assert together(plan("a", 12, target=20), plan("b", 30)).target is None
    assert together(plan("a", 12, target=20), plan("b", 30, target=5), aggregation="max").target is None


def test_that_a_rate_is_made_of_all_numerators_and_denominators_and_never_averaged() -> None:
    one = together(
        plan("a", (50, 1, 2), unit="%"),
        plan("b", (1, 1, 100), unit="%"),
        plan("c", 90, unit="%"),
        aggregation="weighted",
    )
    assert (one.value, one.counted, one.reported) == (Decimal("1.96"), 2, 3)
    per_head = together(plan("a", (2, 30, 15_000), unit="per_1000"), aggregation="weighted")
    assert per_head.value == 2


def test_that_percentages_without_parts_are_listed_from_lowest_to_highest() -> None:
    one = together(plan("a", 40, unit="%"), plan("b", 60, unit="%"), aggregation="weighted")
    assert (one.value, one.problem, one.lowest, one.highest) == (None, "parts_missing", 40, 60)
    assert len(one.rows) == 2


@pytest.mark.parametrize(
    ("aggregation", "value", "problem"),
    [
        ("max", Decimal(9), ""),
        ("list", None, "list_only"),
        ("latest", None, "list_only"),
        ("other", None, "unknown_contract"),
    ],
)
def test_that_each_contract_does_what_it_says(aggregation: str, value: Decimal | None, problem: str) -> None:
    one = together(plan("a", 4), plan("b", 9), aggregation=aggregation)
    assert (one.value, one.problem) == (value, problem)


def test_that_what_may_never_be_put_together_shows_no_single_value() -> None:
    one = together(plan("a", 4), plan("b", 9), aggregation="none")
    assert (one.value, one.lowest, one.highest, one.rows, one.problem) == (None, None, None, (), "never_together")
    assert values_table([one]).rows == ()


def test_that_values_of_one_year_and_values_counted_from_the_start_are_not_put_together() -> None:
    mixed = plan("a", 3, value_kind="annual"), plan("b", 9, value_kind="cumulative")
    one = together(*mixed)
    assert (one.value, one.problem, one.counted, one.lowest) == (None, "mixed_kinds", 0, None)
    assert together(*mixed, aggregation="weighted").problem == "mixed_kinds"
    assert len(one.rows) == 2
    alike = together(plan("a", 3, value_kind="cumulative"), plan("b", 9, value_kind="cumulative"))
    assert (alike.value, alike.value_kind) == (12, "cumulative")


def test_that_the_state_of_a_municipality_counts_once_though_two_of_its_plans_tell_it() -> None:
    def told(name: str, value: int) -> Summary:
        return msgspec.structs.replace(plan(name, value, value_kind="state"), municipality="70025")

    other = plan("c", 100, value_kind="state")
    one = together(told("old", 371), told("new", 371), other)
    assert (one.value, one.counted, one.reported) == (471, 2, 2)
    assert len(one.rows) == 2, "the parts of the sum, as a public edition takes them"
    differing = together(told("old", 371), told("new", 380), other)
    assert (differing.value, differing.problem) == (None, "told_twice")
    yearly = together(plan("old", 5, value_kind="annual"), plan("new", 5, value_kind="annual"))
    assert yearly.value == 10


def test_that_a_plan_without_a_kind_of_value_counts_as_the_collection_does() -> None:
    plans = plan("a", 3), plan("b", 9, value_kind="cumulative")
    (one,) = put_together(plans, {"Y01": Contract("sum", value_kind="annual")})
    assert one.problem == "mixed_kinds"
    assert together(*plans).value == 12


def test_that_mixed_units_are_refused() -> None:
    one = together(plan("a", 4), plan("b", 9, unit="households"))
    assert (one.value, one.problem, one.lowest) == (None, "mixed_units", None)
    two_currencies = (plan("a", 4, unit="thousand_currency"), plan("b", 9, unit="thousand_currency", currency="XOF"))
    assert together(*two_currencies).problem == "mixed_units"
    assert together(plan("a", 4, unit="thousand_rsd"), plan("b", 9, unit="thousand_rsd")).value == 13


def test_that_indicators_go_by_code_and_own_ones_stay_out() -> None:
    found = put_together([plan("a", 1), plan("b", 2, code="Y02"), plan("c", 3, code="")], {})
    assert [one.code for one in found] == ["Y01", "Y02"]


def test_that_without_a_contract_the_plans_own_counts_when_they_agree() -> None:
    (agreed,) = put_together([plan("a", 1), plan("b", 2)], {})
    assert agreed.value == 3
    (mixed,) = put_together([plan("a", 1), plan("b", 2, aggregation="max")], {})
    assert mixed.problem == "unknown_contract"


@given(st.lists(st.integers(0, 10**6) | st.none(), min_size=1, max_size=8), st.randoms())
def test_that_the_order_of_municipalities_does_not_matter(values: list[int | None], random: Any) -> None:
    plans = [plan(f"m{n}", value) for n, value in enumerate(values)]
    shuffled = random.sample(plans, len(plans))
    assert indicators_table(put_together(plans, {})) == indicators_table(put_together(shuffled, {}))
    reported = [value for value in values if value is not None]
    (one,) = put_together(shuffled, {})
    assert one.value == (sum(reported) if reported else None)
