"""Organisations, persons and entries that may be one: why, never by themselves, and what was said is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localplan.app import duplicate_bodies
from localplan.app.alike import Pair, Side
from localplan.app.consolidation import Consolidated
from localplan.app.duplicates import decide, decided, duplicates, turned
from localplan.app.plans import open_library_at
from localplan.domain.edits import apply_edits, put
from localplan.domain.values import Refused
from localplan.storage.address import Address
from localplan.storage.library import Library
from tests.domain.test_consolidation import municipality
from tests.methods import methodology
from tests.plans import id_of, record


@pytest.fixture
def library(place: Address) -> Iterator[Library]:
    with open_library_at(place, "Ana") as library:
        yield library


def add(library: Library, place: str, **bodies: dict[str, Any]) -> None:
    """A municipality with these bodies, by a name for each."""
    plan = municipality(place, [], country="RS")
    records = [record("organisation", f"{place}-{n}", plan.id, i, **b) for i, (n, b) in enumerate(bodies.items())]
    library.add_plan(apply_edits(plan, [put(one) for one in records]))


def pairs(library: Library, kind: str = "organisation") -> tuple[Pair, ...]:
    return duplicates(library, methodology(), kind)


def found(library: Library, kind: str = "organisation") -> list[tuple[set[str], tuple[str, ...]]]:
    return [({pair.one.id, pair.other.id}, pair.reasons) for pair in pairs(library, kind)]


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
    told = pairs(library)
    assert [pair.reasons for pair in told] == [("same_name",), ("similar_name",)]
    assert told[0].score > told[1].score


def test_that_town_halls_of_two_municipalities_are_two(library: Library) -> None:
    for place in ("a", "b"):
        hall = {"name": {"en": "Municipal administration"}, "municipal": True}
        add(library, place, hall=hall, school={"name": {"en": "School"}, "organisation_kind": "public_institution"})
    assert found(library) == []


def test_that_branches_of_two_municipalities_are_two_and_those_of_the_country_one(library: Library) -> None:
    for place, code in (("a", "79014"), ("b", "70017")):
        branch = {"name": {"en": "Red Cross branch"}, "territory": code}
        add(library, place, branch=branch, all={"name": {"en": "Employment service"}, "territory": "RS"})
    assert found(library) == [(both("a-all", "b-all"), ("same_name", "same_place"))]


def test_that_other_names_are_left_alone(library: Library) -> None:
    add(library, "a", one={"name": {"en": "Youth office"}}, two={"name": {"en": "Chamber of commerce"}})
    add(library, "b", one={"name": {"en": "Health centre"}}, two={"name": {}})
    assert found(library) == []


def test_that_what_was_said_is_remembered(place: Address) -> None:
    with open_library_at(place, "Ana") as library:
        for name in ("a", "b", "c"):
            add(library, name, one={"name": {"en": "Red Cross"}})
        first, second = pairs(library)
        decide(library, [first], "not_the_same")
        decide(library, [second], "same")
    with open_library_at(place, "Ana") as library:
        assert library.region.aliases("organisation") == {second.other.id: second.one.id}
        left = [{pair.one.id, pair.other.id} for pair in pairs(library)]
        assert {first.one.id, first.other.id} not in left
        assert not any(second.other.id in pair for pair in left)


def test_that_chains_lead_to_the_id_that_stayed(library: Library) -> None:
    region = library.region
    region.keep_same("organisation", [("b", "a")])
    region.keep_same("organisation", [("c", "b")])
    assert region.aliases("organisation") == {"a": "c", "b": "c"}
    region.keep_same("organisation", [("a", "c")])  # they are one already, and nothing runs in circles
    assert region.aliases("organisation") == {"a": "c", "b": "c"}
    region.forget_same("organisation", [("b", "c")])
    assert region.aliases("organisation") == {"a": "b", "c": "b"}
    region.forget_same("person", [("a", "c")])
    region.forget_same("organisation", [("c", "a")])
    assert region.aliases("organisation") == {"a": "b"}


def bodies(library: Library, *places: str) -> dict[str, Side]:
    """A body of one name in each of these places, by place."""
    for place in places:
        add(library, place, one={"name": {"en": f"Red Cross {place}"}})
    known = duplicate_bodies.sides(library)
    return {place: known[id_of(f"{place}-one")] for place in places}


def test_that_taking_back_a_link_of_a_chain_leaves_the_others_as_if_it_had_never_been(library: Library) -> None:
    a, b, c = bodies(library, "a", "b", "c").values()
    first, second = Pair("organisation", a, b), Pair("organisation", b, c)
    decide(library, [first], "same")
    decide(library, [second], "same")
    assert library.region.aliases("organisation") == {b.id: a.id, c.id: a.id}
    decide(library, [first], "")
    assert library.region.aliases("organisation") == {c.id: b.id}
    assert [pair.one.id for pair in decided(library, methodology(), "organisation")] == [b.id]


def test_that_the_coordinator_chooses_whose_name_stays(library: Library) -> None:
    a, b = bodies(library, "a", "b").values()
    pair = Pair("organisation", a, b)
    decide(library, [turned(pair)], "same")
    assert library.region.aliases("organisation") == {a.id: b.id}
    (told,) = decided(library, methodology(), "organisation")
    assert (told.one.id, told.other.id) == (b.id, a.id)
    decide(library, [turned(told)], "same")  # and changes it
    assert library.region.aliases("organisation") == {b.id: a.id}
    entry = Pair("indicator", Side("I-01", {}), a)
    with pytest.raises(Refused, match="entry_keeps_its_code"):
        turned(entry)


def test_that_nothing_is_one_and_not_the_same(library: Library) -> None:
    a, b, c = bodies(library, "a", "b", "c").values()
    decide(library, [Pair("organisation", a, b), Pair("organisation", b, c)], "same")
    before = library.region.aliases("organisation")
    for decision, pairs in (("not_the_same", [(a, c)]), ("same", [(a, c)])):
        if decision == "same":
            decide(library, [Pair("organisation", b, c)], "not_the_same")
            before = library.region.aliases("organisation")
        with pytest.raises(Refused, match="same_and_not_the_same"):
            decide(library, [Pair("organisation", *two) for two in pairs], decision)
        assert library.region.aliases("organisation") == before


def test_that_what_was_said_of_a_body_that_is_gone_can_be_taken_back(library: Library) -> None:
    a, b, c = bodies(library, "a", "b", "c").values()
    decide(library, [Pair("organisation", a, b), Pair("organisation", b, c)], "same")
    library.drop_plan(b.plan)
    assert library.region.aliases("organisation")[c.id] == a.id
    told = decided(library, methodology(), "organisation")
    assert [(pair.one.id, pair.other.id) for pair in told] == [(a.id, b.id), (b.id, c.id)]
    decide(library, told[1:], "")
    assert c.id not in library.region.aliases("organisation")


IDS = "abcde"
ONE_WORD = st.tuples(st.sampled_from(("same", "not_the_same", "")), st.permutations(IDS).map(lambda ids: ids[:2]))


@given(words=st.lists(ONE_WORD, max_size=12), kind=st.sampled_from(("organisation", "indicator")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_what_stands_is_what_was_said_and_not_taken_back(
    library: Library, words: list[tuple[str, list[str]]], kind: str
) -> None:
    standing: dict[frozenset[str], tuple[Pair, str]] = {}
    for decision, (one, other) in words:
        pair = Pair(kind, Side(one, {}), Side(other, {}))
        try:
            decide(library, [pair], decision)
        except Refused:
            continue
        standing.pop(frozenset((one, other)), None)
        if decision:
            standing[frozenset((one, other))] = pair, decision
    told = library.region.aliases(kind), library.region.not_the_same(kind)
    decide(library, [pair for pair, _ in standing.values()], "")
    assert (library.region.aliases(kind), library.region.not_the_same(kind)) == ({}, set())
    for pair, decision in standing.values():
        decide(library, [pair], decision)
    assert (library.region.aliases(kind), library.region.not_the_same(kind)) == told
    decide(library, [pair for pair, _ in standing.values()], "")


def test_that_what_is_not_one_of_them_is_asked_about_beside_the_others(library: Library) -> None:
    for place in ("a", "b", "c", "d"):
        add(library, place, one={"name": {"en": "Red Cross"}})
    first, second, third = pairs(library)  # all with the same one
    assert len({pair.one.id for pair in (first, second, third)}) == 1
    decide(library, [first], "not_the_same")
    assert len(pairs(library)) == 2
    decide(library, [second], "not_the_same")
    decide(library, [third], "not_the_same")
    assert {pair.one.id for pair in pairs(library)} == {min(each.other.id for each in (first, second, third))}


def test_that_a_hundred_of_one_name_are_a_hundred_questions_at_most(library: Library) -> None:
    for n in range(100):
        add(library, f"p{n}", one={"name": {"en": "Red Cross"}}, hall={"name": {"en": "Hall"}, "municipal": True})
    asked = pairs(library)
    assert len(asked) == 99
    decide(library, asked, "same")
    told = decided(library, methodology(), "organisation")
    assert not pairs(library) and len(told) == 99
    decide(library, told, "")
    assert pairs(library) == asked


def test_that_every_decision_can_be_taken_back(library: Library) -> None:
    for place in ("a", "b", "c"):
        add(library, place, one={"name": {"en": "Red Cross"}})
    first, second = before = pairs(library)
    decide(library, [first], "not_the_same")
    decide(library, [second], "same")
    told = decided(library, methodology(), "organisation")
    assert {(pair.one.id, pair.other.id, pair.said) for pair in told} == {
        (second.one.id, second.other.id, "same"),
        (first.one.id, first.other.id, "not_the_same"),
    }
    for pair in told:
        decide(library, [pair], "")
    assert pairs(library) == before and not decided(library, methodology(), "organisation")


def test_that_what_goes_by_another_name_already_follows(library: Library) -> None:
    for place in ("a", "b", "c"):
        add(library, place, one={"name": {"en": "Red Cross"}})
    one, first = pairs(library)
    other = Pair("organisation", one.other, first.other)
    for pair in (other, one, first):
        decide(library, [pair], "same")
    assert set(library.region.aliases("organisation").values()) == {one.one.id}
    assert found(library) == []


# persons -------------------------------------------------------------------------------------------------------------


def staff(library: Library, place: str, *persons: dict[str, Any], body: str = "", **facts: Any) -> None:
    """A municipality with these persons, who all work for a body of that name."""
    plan = municipality(place, [], country="RS", **facts)
    own = [record("organisation", f"{place}-body", plan.id, 0, name={"en": body})] if body else []
    works = {"organisation": id_of(f"{place}-body")} if body else {}
    people = [record("person", f"{place}-{n}", plan.id, n, **works, **one) for n, one in enumerate(persons)]
    library.add_plan(apply_edits(plan, [put(one) for one in (*own, *people)]))


def test_that_a_person_of_two_plans_is_recognised_in_either_script_and_order(library: Library) -> None:
    staff(library, "a", {"name": "Ђорђе Петровић", "role": {"en": "Trustee"}}, body="Red Cross")
    staff(library, "b", {"name": "Petrović Đorđe", "role": {"en": "trustee"}}, body="Red Cross")
    assert found(library, "person") == [(both("a-0", "b-0"), ("same_full_name", "same_body", "same_role"))]


def test_that_an_e_mail_says_more_than_a_name(library: Library) -> None:
    staff(library, "a", {"name": "Ana Petrović", "e_mail": "ana@example.org"}, {"name": "Jovan Jovanović"})
    staff(library, "b", {"name": "Ana Petrović Ilić", "e_mail": "Ana@example.org"}, {"name": "Jovan Jovanović"})
    told = pairs(library, "person")
    assert {pair.reasons for pair in told} == {("other_full_name", "same_e_mail"), ("same_full_name",)}
    staff(library, "c", {"name": "Ana Petrović", "e_mail": "ana@example.org"})
    assert pairs(library, "person")[0].score > max(pair.score for pair in told)


def test_that_one_name_in_two_town_halls_is_no_question(library: Library) -> None:
    for place, e_mail in (("a", ""), ("b", "jovan@example.org"), ("c", "jovan@example.org")):
        plan = municipality(place, [], country="RS")
        hall = record("organisation", f"{place}-hall", plan.id, 0, name={"en": "Administration"}, municipal=True)
        person = {"name": "Jovan Jovanović", "organisation": hall.id, "role": {"en": "clerk"}, "e_mail": e_mail}
        one = record("person", f"{place}-0", plan.id, 0, **person)
        library.add_plan(apply_edits(plan, [put(hall), put(one)]))
    assert found(library, "person") == [
        (both("b-0", "c-0"), ("same_full_name", "same_e_mail", "other_body", "same_role")),
    ]


def test_that_persons_of_one_plan_or_without_names_are_not_asked_about(library: Library) -> None:
    staff(library, "a", {"name": "Ana Petrović"}, {"name": "Ana Petrović"}, {"name": "", "e_mail": "x@example.org"})
    staff(library, "b", {"name": "", "e_mail": "x@example.org"})
    staff(library, "c", {"name": "Ana Petrović"}, practice=True)
    assert found(library, "person") == []


def test_that_one_id_is_one_person_already(library: Library) -> None:
    for place in ("a", "b"):
        plan = municipality(place, [], country="RS")
        library.add_plan(apply_edits(plan, [put(record("person", "Ana", plan.id, 0, name="Ana Petrović"))]))
    assert found(library, "person") == []


def test_that_nothing_about_persons_is_kept_but_their_ids(library: Library, tmp_path: Path) -> None:
    for place in ("a", "b"):
        staff(library, place, {"name": "Kanarinka Ptić", "e_mail": "kanarinka@example.org"})
    (pair,) = pairs(library, "person")
    decide(library, [pair], "same")
    assert library.region.aliases("person") == {pair.other.id: pair.one.id}
    assert "Kanarinka" not in str(library.summaries()) and "kanarinka@" not in str(library.summaries())
    assert not library.search("kanarinka")


# entries of the collections ------------------------------------------------------------------------------------------


def counting(library: Library, place: str, title: dict[str, str], value: str, **facts: Any) -> str:
    """A municipality with an indicator of its own and its value in 2027; the id of the indicator."""
    plan = municipality(place, [], country="RS")
    indicator = record("indicator", f"{place}-I", id_of(f"{place}-M"), 0, title=title, **facts)
    period = record("reporting_period", f"{place}-P", plan.id, 0, year=2027)
    reported = record("indicator_value", f"{place}-V", period.id, 0, indicator=indicator.id, value=value)
    library.add_plan(apply_edits(plan, [put(one) for one in (indicator, period, reported)]))
    return indicator.id


def an_indicator() -> tuple[str, str, str]:
    """Code, title and unit of an indicator that is summed up."""
    one = next(i for i in methodology().indicators.values() if i.aggregation == "sum")
    return one.code, one.title, one.unit


def put_together(library: Library, code: str) -> Any:
    view = Consolidated(library, methodology(), date(2028, 3, 1))
    return next(one for one in view.indicators if one.code == code and one.year == "2027")


def test_that_an_indicator_typed_by_hand_counts_once_it_is_said_which_one_it_is(library: Library) -> None:
    code, title, unit = an_indicator()
    counting(library, "a", {"en": title}, "10", unit=unit, library_code=code, aggregation="sum")
    typed = counting(library, "b", {"en": f"{title.upper()}."}, "5", unit=unit)
    assert (put_together(library, code).value, put_together(library, code).of) == (10, 1)
    (pair,) = pairs(library, "indicator")
    assert (pair.one.id, pair.other.id, pair.reasons) == (code, typed, ("same_name", "same_unit"))
    before = library.read_plan(pair.other.plan).digest
    decide(library, [pair], "same")
    assert (put_together(library, code).value, put_together(library, code).of) == (15, 2)
    assert library.read_plan(pair.other.plan).digest == before and not pairs(library, "indicator")
    (said,) = decided(library, methodology(), "indicator")
    decide(library, [said], "")
    assert put_together(library, code).value == 10


def test_that_another_unit_is_another_indicator(library: Library) -> None:
    code, title, unit = an_indicator()
    counting(library, "a", {"en": title}, "5", unit="%" if unit != "%" else "number")
    assert found(library, "indicator") == []
    typed = counting(library, "b", {"en": title}, "5")
    assert found(library, "indicator") == [({code, typed}, ("same_name", "no_unit"))]


def test_that_an_indicator_is_recognised_by_its_serbian_name(library: Library) -> None:
    from localplan.data import data_dir
    from localplan.words import words_for

    code, title, unit = an_indicator()
    serbian = words_for("sr-Latn", data_dir("resources") / "locale").form("indicators", title)
    assert serbian != title
    typed = counting(library, "a", {"sr-Cyrl": serbian}, "5", unit=unit)
    assert found(library, "indicator") == [({code, typed}, ("same_name", "same_unit"))]


def test_that_a_plan_that_has_the_code_already_is_not_counted_twice(library: Library) -> None:
    code, title, unit = an_indicator()
    plan = municipality("a", [], country="RS")
    for n, own in enumerate(({"library_code": code}, {})):
        one = record("indicator", f"a-I{n}", id_of("a-M"), n, title={"en": title}, unit=unit, **own)
        plan = apply_edits(plan, [put(one)])
    library.add_plan(plan)
    assert found(library, "indicator") == []
    library.region.keep_same("indicator", [(code, id_of("a-I1"))])  # said before the plan took the code over
    view = Consolidated(library, methodology(), date(2028, 3, 1))
    assert [one.of for one in view.indicators] == [1]
    coded = [i for s in view.with_parts("indicators") for i in s.indicators if i.library_code]
    assert [one.id for one in coded] == [id_of("a-I0")]


def test_that_a_measure_typed_by_hand_is_found_in_the_collection(library: Library) -> None:
    typical = next(iter(methodology().measures.values()))
    plan = municipality("a", [], country="RS")
    measure = record("measure", "a-M2", id_of("a-SO"), 1, title={"en": typical.title})
    library.add_plan(apply_edits(plan, [put(measure)]))
    (pair,) = pairs(library, "measure")
    assert (pair.one.id, pair.other.id) == (typical.code, measure.id)
    decide(library, [pair], "same")
    view = Consolidated(library, methodology(), date(2028, 3, 1))
    assert typical.code in {m.from_collection for s in view.with_parts("money") for m in s.measures}
