"""What a coordinator said and published: alike in a file and on a server."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from localplan.domain.edits import apply_edits, put
from localplan.domain.received import ReceivedFile
from localplan.domain.suppression import Edition
from localplan.storage.publications import Publication
from tests.domain.test_consolidation import municipality
from tests.plans import id_of, record
from tests.storage.libraries import Opened


def test_that_what_was_said_last_of_two_things_holds(opened: Opened) -> None:
    with opened() as library:
        region = library.region
        region.keep_same("organisation", [("a", "b"), ("c", "d"), ("a", "b")])
        region.keep_same("organisation", [("b", "a")])
        region.keep_same("person", [("x", "y")])
        assert region.same("organisation") == [("c", "d"), ("b", "a")]
        assert region.aliases("organisation") == {"d": "c", "a": "b"}
        region.forget_same("organisation", [("d", "c")])
        assert (region.same("organisation"), region.same("person")) == ([("b", "a")], [("x", "y")])


def test_that_two_things_are_kept_apart_until_that_is_taken_back(opened: Opened) -> None:
    with opened() as library:
        region = library.region
        region.keep_apart("person", [("b", "a"), ("č", "c")], "Ana", "2026-05-01")
        region.keep_apart("person", [("a", "b")], "Mila", "2026-05-02")
        assert region.not_the_same("person") == {("a", "b"), ("c", "č")}
        assert region.not_the_same("organisation") == set()
        region.forget_apart("person", [("b", "a")])
        assert region.not_the_same("person") == {("c", "č")}


def test_that_named_persons_of_all_plans_are_found_in_the_order_of_ids(opened: Opened) -> None:
    with opened() as library:
        named = []
        for place in ("a", "b"):
            plan = municipality(place, [])
            people: list[dict[str, Any]] = [
                {"name": "Жика", "role": {"sr-Cyrl": "писар", "en": "clerk"}},
                {"e_mail": "nobody@x.rs"},
            ]
            new = [put(record("person", f"{place}-{n}", plan.id, n, **facts)) for n, facts in enumerate(people)]
            library.add_plan(apply_edits(plan, new))
            named.append((plan.id, id_of(f"{place}-0")))
        found = library.region.persons()
        assert [(person.plan, person.id) for person in found] == sorted(named)
        assert found[0].role == {"sr-Cyrl": "писар", "en": "clerk"}


def test_that_files_that_came_and_what_is_expected_are_remembered(opened: Opened) -> None:
    files = [ReceivedFile(digest=f"{n:04}", name=f"Ž{n}.lplan", at=f"2026-01-{1 + n % 28:02}") for n in range(1_100)]
    with opened() as library:
        library.region.keep_received(files)
        library.region.keep_received([ReceivedFile(digest="0000", name="again.lplan", at="2027-01-01"), *files])
        asked = [file.digest for file in files]
        assert sorted(library.region.received(asked), key=lambda file: file.digest) == files
        assert len(library.region.received()) == 1_100
        library.region.expect("Југ", ["70092", "70017", "70092"])
        library.region.expect("South", ["70017"])
        assert library.region.expected() == {"Југ": ("70017", "70092"), "South": ("70017",)}
        library.region.expect("South", [])
        assert library.region.expected() == {"Југ": ("70017", "70092")}


def test_that_a_publication_is_kept_once_and_comes_back_as_it_was(opened: Opened) -> None:
    figures = Edition(values={"x": Decimal(7), "ж": Decimal(3)}, hidden=frozenset({"ж"}))
    made = [Publication(id=id, name=f"Ж {id}", at="2026-05-01", person="Ana", figures=figures) for id in ("b", "a")]
    with opened() as library:
        for publication in (*made, made[0]):
            library.keep_publication(publication)
        assert library.published() == (made[1], made[0])
