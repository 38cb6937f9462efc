"""Laws of reading back: whatever people do to the rows of a workbook comes in as exactly that."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.edits import DropRecord, PutRecord, SetField, apply_edits
from localplan.exchange.workbook.imported import Answers
from tests.exchange.hands import SHEETS, Hands
from tests.samples import draft

some_index = st.integers(0, 40)
plain_text = st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x500), min_size=1, max_size=12)
typing = st.tuples(
    st.just("type"), st.sampled_from(["Activities", "Measures"]), some_index, st.just("title@en"), plain_text
) | st.tuples(
    st.just("type"),
    st.just("Funding"),
    some_index,
    st.sampled_from(["amounts@2026", "amounts@2027"]),
    st.integers(1, 9_999).map(str),
)
sorting = st.tuples(st.just("sort"), st.sampled_from(SHEETS), st.integers(0, 99))


@settings(max_examples=20, deadline=None)
@given(work=st.lists(typing, max_size=8), sorts=st.lists(sorting, max_size=2), meanwhile=st.booleans())
def test_that_typing_and_sorting_come_in_as_typing(
    work: list[tuple[str, str, int, str, str]], sorts: list[tuple[str, str, int]], meanwhile: bool
) -> None:
    hands, plan = Hands(), draft()
    for _, title, index, name, text in work:
        hands.type(title, index, name, text)
    for _, title, seed in sorts:
        hands.sort(title, seed, with_ids=True)
    now = apply_edits(plan, [SetField(plan.id, "vision", "Ours", "en")]) if meanwhile else plan
    for base in (plan, None):
        found = hands.read(now, base=base)
        assert found.plan == apply_edits(now, hands.edits)
        assert found.conflicts == () and found.problems == ()
        assert apply_edits(now, found.edits) == found.plan
        assert {question.kind for question in found.questions} <= {"order"}


@settings(max_examples=12, deadline=None)
@given(title=st.sampled_from(["Activities", "Measures"]), seed=st.integers(0, 99), index=some_index, text=plain_text)
def test_that_rows_sorted_without_their_ids_come_in_as_one_edit(title: str, seed: int, index: int, text: str) -> None:
    hands, plan = Hands(), draft()
    hands.type(title, index, "title@en", text)
    hands.sort(title, seed, with_ids=False)
    found = hands.read(plan, base=plan)
    assert found.plan == apply_edits(plan, hands.edits)
    assert found.problems == () and {question.kind for question in found.questions} <= {"order"}


@settings(max_examples=12, deadline=None)
@given(
    deleted=st.lists(some_index, max_size=3),
    copied=st.lists(st.tuples(some_index, some_index), max_size=3),
    work=st.lists(typing, max_size=3),
)
def test_that_deleted_rows_are_asked_about_and_copied_ones_added(
    deleted: list[int], copied: list[tuple[int, int]], work: list[tuple[str, str, int, str, str]]
) -> None:
    hands, plan = Hands(), draft()
    for _, title, index, name, text in work:
        hands.type(title, index, name, text)
    for index in deleted:
        hands.delete("Regulations", index)
    for index, at in copied:
        hands.copy("Activities", index, at)
    found = hands.read(plan, base=plan)
    asked = {question.about for question in found.questions if question.kind == "missing"}
    assert asked == set(hands.removed) and found.counts.removed == 0
    new = {edit.id for edit in found.edits if isinstance(edit, PutRecord)}
    assert len(new) == found.counts.added == hands.added
    expected = apply_edits(plan, hands.edits)
    assert found.plan == apply_edits(expected, [edit for edit in found.edits if isinstance(edit, PutRecord)])
    removed = hands.read(plan, Answers(remove=frozenset(hands.removed)), base=plan)
    assert removed.plan == apply_edits(found.plan, [DropRecord(id) for id in hands.removed])
