"""`plan.json` is glanced at; what comes in must be what the domain makes of each value."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given

from localplan.domain.canonical import canonical, record_from, remade
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record
from localplan.domain.values import Refused
from localplan.exchange import plan_json
from localplan.exchange.plan_json import plan_bytes, read_plan
from tests import samples
from tests.plans import plans, small_plan

ODD: list[Any] = [
    *("", " ", "a", "%", "e\u0301", "a b ", "x\n", "\u200b", "A" * 201, "7", "07", "7.10", "-0", "1e3", "0.0000001"),
    *(
        "2027-Q5",
        "2027-Q4",
        "2027-13-01",
        "1799-12-31",
        "2200-01-01",
        "2027-02-30",
        "sr",
        "SR",
        "sr-cyrl",
        "1899",
        "２０２７",
    ),
    *(0, 7, -1, 10**13, 1.5, True, False, None, [], {}, ["b", "a"], ["a", "a"], ["a", 7], ["%", "a"]),
    *(
        {"sr": ""},
        {"sr": "x"},
        {"SR": "x"},
        {"sr": 7},
        {"2027": "5"},
        {"2027": "5.0"},
        {"%": "1"},
        {"a": "b", "A": "b"},
    ),
    *({"2027": 5}, {"20": "5"}, {"en": "e\u0301"}, {"": "x"}, {"2027": "99999999999999"}, {"x": ["y"]}),
]


def contents(plan: Plan) -> list[dict[str, Any]]:
    decoded: list[dict[str, Any]] = msgspec.json.decode(plan_bytes(plan))
    return decoded


def written(records: list[dict[str, Any]]) -> bytes:
    return b"[\n" + b",\n".join(msgspec.json.encode(record, order="sorted") for record in records) + b"\n]\n"


@pytest.mark.parametrize("plan", [samples.draft(), samples.implementation()], ids=["draft", "implementation"])
def test_that_a_glance_suffices_for_the_samples(plan: Plan) -> None:
    assert all(map(plan_json._surely_made, contents(plan)))
    assert read_plan(plan_bytes(plan)) == plan


@given(plans())
def test_that_any_plan_is_read_as_it_was_written(plan: Plan) -> None:
    assert read_plan(plan_bytes(plan)) == plan


SAMPLE = contents(small_plan())
PLACES = {
    field.holds: (number, name)
    for number, entry in enumerate(SAMPLE)
    for name, field in FIELDS[entry["kind"]].items()
    if name != "code"
}
"""A field for every way to hold something: the number of a record, and its name."""


def spoiled(place: tuple[int, str], value: Any) -> dict[str, Any]:
    number, name = place
    return {**SAMPLE[number], name: value}


def read_with(place: tuple[int, str], value: Any) -> Plan:
    return read_plan(written([*SAMPLE[: place[0]], spoiled(place, value), *SAMPLE[place[0] + 1 :]]))


@pytest.mark.parametrize("place", [*PLACES.values(), (1, "position"), (1, "parent"), (1, "id")], ids=str)
def test_that_no_value_comes_in_that_the_domain_would_keep_otherwise(place: tuple[int, str]) -> None:
    taken: list[Record] = []
    for value in ODD:
        with suppress(Refused):
            taken += read_with(place, value).records.values()
    assert [canonical(remade(record)) for record in taken] == [canonical(record) for record in taken]


@pytest.mark.parametrize("place", [p for holds, p in PLACES.items() if not holds.to], ids=str)
def test_that_whatever_the_domain_keeps_as_it_is_comes_in(place: tuple[int, str]) -> None:
    kept: list[tuple[Any, Record]] = []
    for value in ODD:
        with suppress(Refused):
            record = record_from(spoiled(place, value))
            if canonical(record) == msgspec.json.encode(spoiled(place, value), order="sorted"):
                kept.append((value, record))
    assert kept
    for value, record in kept:
        assert read_with(place, value)[record.id] == record
