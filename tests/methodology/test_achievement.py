"""How far indicators have come: the worked example of the report on 2026."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.methodology.achievement import achievement, colour

NUMBERS = st.decimals(-10_000, 10_000, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "baseline", "target", "direction", "percent", "is_colour"),
    [
        ("29", "12", "30", "increase", "94.4", "green"),
        ("15", "0", "15", "increase", "100.0", "green"),
        ("334", "150", "300", "increase", "122.7", "green"),
        ("0", "0", "0", "increase", "100.0", "green"),
        ("371", "395", "360", "decrease", "68.6", "amber"),
        ("19", "10", "25", "increase", "60.0", "amber"),
        ("-7.3", "-7.7", "-7.0", "increase", "57.1", "red"),
        ("5", "3", "8", "increase", "40.0", "red"),
    ],
)
def test_that_it_is_what_the_example_says(
    value: str, baseline: str, target: str, direction: str, percent: str, is_colour: str
) -> None:
    came = achievement(Decimal(value), Decimal(baseline), Decimal(target), direction)
    assert (round(came, 1), colour(came)) == (Decimal(percent), is_colour)


def test_that_a_target_that_is_the_baseline_is_met_or_not() -> None:
    assert achievement(Decimal(5), Decimal(6), Decimal(6), "increase") == 0
    assert achievement(Decimal(5), Decimal(6), Decimal(6), "decrease") == 100


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["increase", "decrease", "maintain", ""]))
def test_that_it_lies_between_nothing_and_half_more(a: Decimal, b: Decimal, c: Decimal, direction: str) -> None:
    assert 0 <= achievement(a, b, c, direction) <= 150


@given(NUMBERS, NUMBERS)
def test_that_the_target_itself_is_all_of_it(baseline: Decimal, target: Decimal) -> None:
    assert achievement(target, baseline, target) == 100
