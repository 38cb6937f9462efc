"""Organisations that may be one: why, never by themselves, and what was said is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from localplan.app.duplicates import duplicates, say_not_the_same, say_same
from localplan.app.plans import open_library_at
from localplan.domain.edits import apply_edits, put
from localplan.storage.library import Library
from tests.domain.test_consolidation import municipality
from tests.plans import id_of, record


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library_at(tmp_path / "region.localplan", "Ana") as library:
        yield library


def add(library: Library, place: str, **bodies: dict[str, Any]) -> None:
    """A municipality with these bodies, by a name for each."""
    plan = municipality(place, [], country="RS")
    records = [record("organisation", f"{place}-{n}", plan.id, i, **b) for i, (n, b) in enumerate(bodies.items())]
    library.add_plan(apply_edits(plan, [put(one) for one in records]))


def found(library: Library) -> list[tuple[set[str], tuple[str, ...]]]:
    return [({pair.one.id, pair.other.id}, pair.reasons) for pair in duplicates(library)]


def both(*known_as: str) -> set[str]:
    return set(map(id_of, known_as))


def test_that_a_body_is_recognised_in_both_scripts_and_without_marks(library: Library) -> None:
    add(
        library,
        "a",
        nes={"name": {"sr-Cyrl": "Национална служба за запошљавање"}, "organisation_kind": "national_body"},
    )
    add(
        library,
        "b",
        nes={"name": {"sr-Latn": "Nacionalna sluzba za zaposljavanje"}, "organisation_kind": "national_body"},
    )
    assert found(library) == [(both("a-nes", "b-nes"), ("same_name", "same_kind"))]


def test_that_a_slip_of_the_pen_is_recognised_and_scored_lower(library: Library) -> None:
    add(library, "a", one={"name": {"en": "Commissariat for Refugees and Migration"}})
    add(library, "b", one={"name": {"en": "Comissariat for Refuges and Migration"}})
    add(
        library, "c", one={"name": {"en": "Commissariat for Refugees and Migration"}}, two={"name": {"en": "Red Cross"}}
    )
    told = duplicates(library)
    assert [pair.reasons for pair in told] == [("same_name",), ("similar_name",), ("similar_name",)]
    assert told[0].score > told[1].score


def test_that_town_halls_of_two_municipalities_are_two(library: Library) -> None:
    for place in ("a", "b"):
        hall = {"name": {"en": "Municipal administration"}, "municipal": True}
        add(library, place, hall=hall, school={"name": {"en": "School"}, "organisation_kind": "public_institution"})
    assert found(library) == []


def test_that_other_names_are_left_alone(library: Library) -> None:
    add(library, "a", one={"name": {"en": "Youth office"}}, two={"name": {"en": "Chamber of commerce"}})
    add(library, "b", one={"name": {"en": "Health centre"}}, two={"name": {}})
    assert found(library) == []


def test_that_what_was_said_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "region.localplan"
    with open_library_at(path, "Ana") as library:
        for place in ("a", "b", "c"):
            add(library, place, one={"name": {"en": "Red Cross"}})
        first, second, _ = duplicates(library)
        say_not_the_same(library, first)
        say_same(library, second, second.one.id)
    with open_library_at(path, "Ana") as library:
        assert library.region.aliases("organisation") == {second.other.id: second.one.id}
        left = [{pair.one.id, pair.other.id} for pair in duplicates(library)]
        assert {first.one.id, first.other.id} not in left
        assert not any(second.other.id in pair for pair in left)


def test_that_chains_of_aliases_lead_to_the_id_that_stayed(library: Library) -> None:
    library.region.keep_alias("organisation", "a", "b")
    library.region.keep_alias("organisation", "b", "c")
    assert library.region.aliases("organisation") == {"a": "c", "b": "c"}
    library.region.keep_alias("organisation", "c", "a")  # nobody is asked for this, and nothing runs in circles
    assert set(library.region.aliases("organisation")) == {"a", "b", "c"}
    library.region.forget_alias("organisation", "b")
    assert "b" not in library.region.aliases("organisation")
