"""The same contradiction answered in two places, on plain values; through libraries in tests/app/test_answers.py."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from localplan.domain.answers import REASON, are_apart, held, later_of, with_answers, with_answers_of
from localplan.domain.edits import DropRecord, SetField, apply_edits
from localplan.domain.merge import merge
from localplan.domain.notes import Conflict, Side
from localplan.domain.plan import Plan
from localplan.domain.resolve import answer_to, resolve, settled
from tests.plans import id_of, small_plan

BASE = small_plan()
GO = id_of("GO")


def grown(text: str) -> Plan:
    return apply_edits(BASE, [SetField(GO, "title", text, "en")])


ONE, OTHER = grown("One"), grown("Other")
ASKED = merge(BASE, ONE, OTHER)
(QUESTION,) = ASKED.conflicts


def answered(plan: Plan, conflict: Conflict, choice: str, who: str, value: str | None = None) -> tuple[Plan, Conflict]:
    side = Side(value=answer_to(plan, conflict, choice, value), author=who)
    return apply_edits(plan, resolve(plan, conflict, choice, value)), settled(conflict, choice, 1, side)


def test_that_an_answer_in_view_of_another_takes_its_place() -> None:
    _, first = answered(ASKED.plan, QUESTION, "ours", "Ana")
    _, later = answered(ASKED.plan, first, "theirs", "Ivo")
    assert later_of(first, later) == "theirs" and later_of(later, first) == "ours"
    assert later_of(QUESTION, first) == "theirs" and later_of(first, QUESTION) == "ours"
    assert later_of(first, answered(ASKED.plan, QUESTION, "ours", "Ivo")[1]) == "ours"  # they agree


def test_that_a_choice_of_a_rule_is_nobodys_answer() -> None:
    ruled = replace(QUESTION, reason="united", chosen="both")
    assert later_of(ruled, answered(ASKED.plan, ruled, "theirs", "Ana")[1]) == "theirs"


choices = st.sampled_from([("ours", None), ("theirs", None), ("own", "Third"), ("own", "Fourth"), ("both", None)])


@given(choices, choices)
def test_that_two_answers_are_asked_anew_the_same_in_either_order(
    one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    (mine, ours), (plan, theirs) = (
        answered(ASKED.plan, QUESTION, choice, who, value) for who, (choice, value) in (("Ana", one), ("Ivo", other))
    )
    found = [
        with_answers(merge(ASKED.plan, a, b), a, b, [x], [y])
        for a, x, b, y in ((mine, ours, plan, theirs), (plan, theirs, mine, ours))
    ]
    assert [m.plan[GO] for m in found] == [mine[GO], plan[GO]]  # each side's own stands for now
    asked = [{c.id: {c.ours.value, c.theirs.value} for c in m.conflicts} for m in found]
    assert asked[0] == asked[1]
    values = [held(some, QUESTION) for some in (mine, plan)]
    listed = {value for some in asked[0].values() for value in some}
    assert listed >= set(values) if values[0] != values[1] else not asked[0]


def test_that_three_answers_are_all_listed_whoever_comes_first() -> None:
    answers = [
        answered(ASKED.plan, QUESTION, "own", who, text) for who, text in (("Ana", "A"), ("Ivo", "B"), ("Eva", "C"))
    ]
    sets = []
    for order in permutations(answers):
        plan, known = order[0][0], [order[0][1]]
        for other, theirs in order[1:]:
            if are_apart(known, [theirs], plan, other):
                merged = with_answers(merge(ASKED.plan, plan, other), plan, other, known, [theirs])
                plan, known = merged.plan, [with_answers_of(known[0], theirs), *known[1:], *merged.conflicts]
        sets.append({value for c in known for value in (c.ours.value, c.theirs.value, *(a.value for a in c.answers))})
    assert all(each == sets[0] >= {"A", "B", "C"} for each in sets)


def test_that_what_was_asked_once_is_not_asked_again() -> None:
    mine, ours = answered(ASKED.plan, QUESTION, "ours", "Ana")
    plan, theirs = answered(ASKED.plan, QUESTION, "theirs", "Ivo")
    (anew,) = with_answers(merge(ASKED.plan, mine, plan), mine, plan, [ours], [theirs]).conflicts
    assert anew.reason == REASON and [anew.ours.author, anew.theirs.author] == ["Ana", "Ivo"]
    assert not are_apart([ours, anew], [theirs], mine, plan)
    agreed, end = answered(mine, anew, "theirs", "Ana")
    assert agreed[GO] == plan[GO] and not are_apart([ours, end], [theirs, anew], agreed, plan)


def test_that_a_later_edit_of_ones_own_is_what_is_asked_about() -> None:
    mine, ours = answered(ASKED.plan, QUESTION, "ours", "Ana")
    plan, theirs = answered(ASKED.plan, QUESTION, "theirs", "Ivo")
    mine = apply_edits(mine, [SetField(GO, "title", "Later", "en")])
    (asked,) = with_answers(merge(ASKED.plan, mine, plan), mine, plan, [ours], [theirs]).conflicts
    assert {asked.ours.value, asked.theirs.value} == {"Later", "Other"} and asked.reason == "both_changed"


def test_that_a_record_removed_here_and_kept_there_is_asked_and_comes_back_whole() -> None:
    gone, worked = apply_edits(BASE, [DropRecord(id_of("GO"))]), grown("Worked on")
    asked = merge(BASE, gone, worked)
    question = next(c for c in asked.conflicts if c.record == GO and not c.field)
    dropped, ours = answered(asked.plan, question, "ours", "Ana")
    kept, theirs = answered(asked.plan, question, "theirs", "Ivo")
    assert GO not in dropped and GO in kept
    for mine, x, other, y in ((dropped, ours, kept, theirs), (kept, theirs, dropped, ours)):
        merged = with_answers(merge(asked.plan, mine, other), mine, other, [x], [y])
        assert (GO in merged.plan) == (GO in mine)
        assert [c.id for c in merged.conflicts if c.reason == REASON]
        if GO in mine:
            assert {r.id for r in merged.plan.below(GO)} == {r.id for r in mine.below(GO)}
