from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.canonical import digest_of
from localplan.domain.edits import DropRecord, MoveRecord, SetField, apply_edits, put, touched
from localplan.domain.history import Revision
from localplan.domain.notes import Conflict, Note, Side
from localplan.domain.plan import Plan
from localplan.domain.records.logic import FundingLine
from localplan.domain.values import Refused
from localplan.storage.columns import from_minor, number_text, to_minor
from localplan.words import fold
from tests.plans import empty_plan, id_of, plans, record, small_plan, some_edits
from tests.storage.libraries import Opened, emptied, entry_of, library_at, save, titled


@given(plan=plans(most=8))
@settings(max_examples=12, deadline=None)
def test_that_a_plan_comes_back_from_the_library_as_it_was(one_library: Opened, plan: Plan) -> None:
    with emptied(one_library()) as library:
        library.add_plan(plan)
        back = library.read_plan(plan.id)
        assert back == plan
        assert back.digest == plan.digest
        assert {id: digest_of(found) for id, found in back.records.items()} == {
            id: back.digest_for(id) for id in back.records
        }
        assert library.verify_plan(plan.id) == ()


@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_that_edits_saved_one_by_one_lead_to_the_same_plan_as_in_memory(
    one_library: Opened, data: st.DataObject
) -> None:
    plan = data.draw(plans(most=6))
    with emptied(one_library(pause=0)) as library:
        library.add_plan(plan)
        for number in range(1, 4):
            after = apply_edits(plan, data.draw(some_edits(plan)))
            save(library, plan, after, number, touched(plan, after))
            plan = after
        assert library.read_plan(plan.id) == plan
        assert library.verify_plan(plan.id) == ()
        assert library.plans()[0].digest == plan.digest
        assert library.plans()[0].records == len(plan)


@given(st.decimals(min_value=Decimal(-(10**13)) + 1, max_value=Decimal(10**13) - 1, places=5))
def test_that_money_is_exact_to_the_last_decimal(amount: Decimal) -> None:
    stored = to_minor(amount)
    assert -(2**63) <= stored < 2**63
    assert from_minor(stored) == amount


def test_that_numbers_are_written_without_an_exponent() -> None:
    assert number_text(Decimal("0.0000001")) == "0.0000001"
    assert number_text(Decimal(10**12)) == "1000000000000"


def test_that_money_adds_up_in_sql(tmp_path: Path) -> None:
    import sqlite3

    plan = empty_plan(code="A-2026-1")
    lines = [
        record("objective", "O", plan.id),
        record("measure", "M", id_of("O")),
        *(record("funding_line", f"F{n}", id_of("M"), n, amounts={"2026": "0.1"}) for n in range(3)),
    ]
    with library_at(tmp_path) as library:
        library.add_plan(apply_edits(plan, [put(line) for line in lines]))
    with sqlite3.connect(tmp_path / "library.localplan") as raw:
        assert raw.execute("SELECT sum(value) FROM funding_line_amounts").fetchone() == (30_000,)
    raw.close()


def test_that_dropped_and_moved_records_are_saved_so(opened: Opened) -> None:
    plan = small_plan()
    with opened() as library:
        library.add_plan(plan)
        moved = apply_edits(plan, [MoveRecord(id_of("M1.1"), id_of("GO"), "V")])
        save(library, plan, moved, 1, touched(plan, moved))
        dropped = apply_edits(moved, [DropRecord(id_of("SO1"))])
        save(library, moved, dropped, 2, touched(moved, dropped))
        back = library.read_plan(plan.id)
        assert back == dropped
        assert back.all(FundingLine)
        emptied = apply_edits(dropped, [DropRecord(id_of("GO"))])
        save(library, dropped, emptied, 3, touched(dropped, emptied))
        assert library.read_plan(plan.id).all(FundingLine) == ()
        assert library.verify_plan(plan.id) == ()


def test_that_a_plan_is_found_by_its_code_and_by_its_id(opened: Opened) -> None:
    plan = small_plan()
    with opened() as library:
        library.add_plan(plan)
        assert library.find_plan("70017-2026-1") == plan.id
        assert library.find_plan(plan.id) == plan.id
        with pytest.raises(Refused, match="no_such_plan"):
            library.find_plan("70017-2026-2")
        with pytest.raises(Refused, match="no_such_plan"):
            library.read_plan(id_of("another"))


def test_that_plans_from_two_places_may_have_one_code(opened: Opened) -> None:
    with opened() as library:
        library.add_plan(empty_plan("one", code="A-2026-1"))
        library.add_plan(empty_plan("two", code="A-2026-1"))
        with pytest.raises(Refused, match="plan_code_twice"):
            library.find_plan("A-2026-1")
        with pytest.raises(Refused, match="plan_exists"):
            library.add_plan(empty_plan("one", code="A-2026-2"))
        library.add_plan(empty_plan("three"))
        library.add_plan(empty_plan("four"))
        assert not library.code_is_free("A-2026-1")
        library.drop_plan(id_of("two"))
        assert library.code_is_free("A-2026-1", id_of("one"))
        assert len(library.plans()) == 3


def test_that_the_list_shows_what_the_start_page_needs(opened: Opened) -> None:
    plan = small_plan()
    with opened() as library:
        library.add_plan(plan)
        after = titled(plan, "New title")
        save(library, plan, after, 1)
        (line,) = library.plans()
        assert line.title == {"en": "New title", "sr-Cyrl": "План"}
        assert (line.code, line.municipality, line.period_start, line.period_end, line.status, line.practice) == (
            "70017-2026-1", "70017", "2026-01-01", "2028-12-31", "draft", False,
        )  # fmt: skip
        assert (line.journal, line.saved, line.digest) == (1, "2026-03-01T10:00:00+00:00", after.digest)


def test_that_a_dropped_plan_leaves_nothing_behind(tmp_path: Path) -> None:
    import sqlite3

    plan, other = small_plan(), empty_plan("other", code="B-2026-1", title={"en": "Other"})
    with library_at(tmp_path) as library:
        library.add_plan(other)
        before = _counts(tmp_path)
        library.add_plan(plan)
        save(library, plan, titled(plan, "Remarkable"), 1)
        library.keep_revision(plan, "snapshot")
        library.keep_attachment(plan.id, b"picture")
        assert _counts(tmp_path) != before
        library.drop_plan(plan.id)
        assert _counts(tmp_path) == before
        assert library.search("remarkable") == ()
        assert library.read_plan(other.id) == other
    raw = sqlite3.connect(tmp_path / "library.localplan")
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    assert "Remarkable" not in (tmp_path / "library.localplan").read_bytes().decode(errors="replace")


def _counts(folder: Path) -> dict[str, int]:
    import sqlite3

    raw = sqlite3.connect(folder / "library.localplan")
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'se%'")]
    counts = {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    raw.close()
    return counts


def test_that_the_journal_survives_closing_and_tells_the_undo_history(opened: Opened) -> None:
    plan = small_plan()
    states = [plan, titled(plan, "One"), titled(plan, "Two")]
    with opened() as library:
        library.add_plan(plan)
        for number in (1, 2):
            save(library, states[number - 1], states[number], number)
        back = entry_of(states[2], states[1], 3, undoes=2)
        library.submit(back, states[1], [plan.id]).result(timeout=10)
    with opened() as library:
        assert [entry.number for entry in library.journal(plan.id)] == [1, 2, 3]
        assert library.journal(plan.id, after=2) == (back,)
        assert library.last_number(plan.id) == 3
        history = library.history(plan.id)
        assert [entry.number for entry in history.undoable] == [1]
        assert [entry.number for entry in history.redoable] == [2]


def test_that_an_unchanged_plan_gets_no_second_revision(opened: Opened) -> None:
    plan = small_plan()
    with opened() as library:
        library.add_plan(plan)
        first = library.keep_revision(plan, "snapshot", at="2026-01-01T00:00:00+00:00")
        assert library.keep_revision(plan, "sent") == first
        named = library.keep_revision(plan, "named", name="For the mayor")
        assert (named.digest, named.name, named.reason) == (first.digest, "For the mayor", "snapshot")
        after = titled(plan, "New")
        save(library, plan, after, 1)
        second = library.keep_revision(after, "sent")
        assert (second.parents, second.journal, second.author) == ((first.digest,), 1, "Ana")
        assert [r.digest for r in library.revisions(plan.id)] == [plan.digest, after.digest]
        assert library.read_revision(first.digest) == plan
        assert library.read_revision(second.digest) == after
        with pytest.raises(Refused, match="no_such_revision"):
            library.read_revision("0" * 64)


def test_that_revisions_are_listed_by_ancestry_whatever_the_clocks_said(opened: Opened) -> None:
    plan = small_plan()
    states = [plan, titled(plan, "One"), titled(plan, "Two")]
    with opened() as library:
        library.add_plan(plan)
        parent: tuple[str, ...] = ()
        for year, state in zip((2030, 2020, 2010), states, strict=True):
            at = f"{year}-01-01T00:00:00+00:00"
            library.add_revision(
                Revision(plan=plan.id, digest=state.digest, parents=parent, author="B", at=at, reason="received"), state
            )
            parent = (state.digest,)
        assert [r.digest for r in library.revisions(plan.id)] == [state.digest for state in states]


def test_that_notes_conflicts_and_attachments_stand_beside_the_plan(opened: Opened) -> None:
    plan = small_plan()
    note = Note(id=id_of("n1"), thread=id_of("n1"), record=plan.id, field="title", text="Why?", person="Ana", at="2026")
    conflict = Conflict(
        id=id_of("c1"),
        record=plan.id,
        field="title",
        key="en",
        base="a",
        ours=Side(value="b", author="Ana"),
        theirs=Side(value={"deep": [1, "2"]}, author="Ivo"),
    )
    with opened() as library:
        library.add_plan(plan)
        library.keep_beside(plan.id, [note, conflict])
        library.keep_beside(plan.id, [note])
        assert library.notes(plan.id) == (note,)
        assert library.conflicts(plan.id) == (conflict,)
        name = library.keep_attachment(plan.id, b"\x00picture")
        assert library.keep_attachment(plan.id, b"\x00picture") == name
        assert library.read_attachment(plan.id, name) == b"\x00picture"
        with pytest.raises(Refused, match="no_such_attachment"):
            library.read_attachment(plan.id, "0" * 64)
        assert library.read_plan(plan.id).digest == plan.digest


def test_that_search_follows_edits_and_never_finds_persons(opened: Opened) -> None:
    plan = apply_edits(
        small_plan(), [put(record("person", "P", small_plan().id, name="Canary", role={"en": "Canary"}))]
    )
    with opened(fold=lambda text: text.casefold().replace("š", "s")) as library:
        library.add_plan(plan)
        assert library.search("canary") == ()
        assert library.search("SKILLS") == ((plan.id, id_of("M1.1")),)
        after = apply_edits(plan, [SetField(id_of("M1.1"), "title", "Veštine za posao", "sr-Latn")])
        save(library, plan, after, 1, frozenset({id_of("M1.1")}))
        assert library.search("vestine pos") == ((plan.id, id_of("M1.1")),)
        assert library.search("vestine", plan_id=id_of("other")) == ()
        gone = apply_edits(after, [DropRecord(id_of("M1.1"))])
        save(library, after, gone, 2, touched(after, gone))
        assert library.search("vestine") == ()
        assert library.search('"') == ()


def test_that_search_tells_words_apart_by_their_vowel_signs_and_finds_them_by_their_beginnings(opened: Opened) -> None:
    texts = {"bn": "নীতি ও কর্মসংস্থান", "ne": "बसाइँसराइ र सीप", "ar": "خطة العمل المحلية"}
    plan = apply_edits(small_plan(), [SetField(id_of("M1.1"), "title", text, tag) for tag, text in texts.items()])
    with opened(fold=fold) as library:
        library.add_plan(plan)
        for words in ("নীতি", "কর্ম নীতি", "बसाइँ", "सीप", "خُطّة المحلية"):
            assert library.search(words) == ((plan.id, id_of("M1.1")),), words
        for words in ("নাতি", "নত", "সংস্থান", "सप", "عمل"):
            assert library.search(words) == (), words
