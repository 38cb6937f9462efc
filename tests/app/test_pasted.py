"""Cells from a spreadsheet's clipboard go into rows of the plan, as one action."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localplan.app.pasted import Area, Left, as_clipboard, cells_in, paste
from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity
from localplan.domain.records.plan import Organisation
from localplan.words import words_for
from tests import samples
from tests.methods import methodology

ENGLISH = words_for("en", data_dir("resources") / "locale")
SERBIAN = words_for("sr-Cyrl", data_dir("resources") / "locale")
COLUMNS = ("title@sr-Cyrl", "lead", "start", "deadline")

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\t\n"'), max_size=12)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(texts, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_that_what_is_copied_is_what_is_pasted(cells: list[list[str]]) -> None:
    if any(any(row) for row in cells):
        assert cells_in(as_clipboard(cells)) == tuple(map(tuple, cells))


def test_that_a_cell_with_tabs_lines_and_quotes_is_read_as_a_spreadsheet_writes_it() -> None:
    assert cells_in('a\t"b ""c""\nd"\r\ne\r\n') == (("a", 'b "c"\nd'), ("e", ""))


def test_that_names_in_quotes_keep_them_and_a_lone_quote_swallows_nothing() -> None:
    assert cells_in('"Duga" youth\t5\r\n"Zora\t6\r\n"Novi put"\t7\r\n') == (
        ('"Duga" youth', "5"),
        ('"Zora', "6"),
        ('"Novi put"', "7"),
    )


def test_that_lines_end_as_any_system_ends_them_and_a_cell_may_be_long() -> None:
    long = "a" * 200_000
    assert cells_in(f"1\r2\r\n3\n{long}\n") == (("1",), ("2",), ("3",), (long,))
    assert cells_in("") == cells_in("\n") == ()


def pasted(plan: Plan, text: str, rows: int = 3) -> tuple[Plan, tuple[Left, ...]]:
    ids = tuple(one.id for one in plan.all(Activity)[:rows])
    found = paste(plan, Area("activity", COLUMNS, ids), cells_in(text), methodology(), SERBIAN)
    return apply_edits(plan, found.edits), found.left


def test_that_cells_go_into_rows_however_a_spreadsheet_writes_them() -> None:
    draft = samples.draft()
    plan, left = pasted(draft, "Ново\tКанцеларија за младе\tQ1 2026\tII квартал 2027.\nДруго\t\t31.12.2026\t2027-Q3\n")
    first, second, *_ = plan.all(Activity)
    assert (first.title["sr-Cyrl"], first.start, first.deadline) == ("Ново", "2026-Q1", "2027-Q2")
    assert plan[first.lead].name["sr-Cyrl"] == "Канцеларија за младе"  # type: ignore[attr-defined]
    assert (second.title["sr-Cyrl"], second.lead, second.start, second.deadline) == ("Друго", "", "2026-Q4", "2027-Q3")
    assert left == ()
    touched = {first.id, second.id}
    assert all(plan[id] == record for id, record in draft.records.items() if id not in touched)


def test_that_cells_beyond_the_last_row_become_rows_beside_it() -> None:
    draft = samples.draft()
    plan, left = pasted(draft, "А\nБ\nВ\nГ\nД\n", rows=3)
    new = [one for one in plan.all(Activity) if one.id not in draft]
    assert [one.title["sr-Cyrl"] for one in new] == ["Г", "Д"] and left == ()
    assert {one.parent for one in new} == {draft.all(Activity)[2].parent}


def test_that_pasting_twice_makes_new_rows_twice() -> None:
    plan, _ = pasted(samples.draft(), "А\nБ\nВ\nГ\n")
    ids = tuple(one.id for one in plan.all(Activity)[:3])
    again = paste(plan, Area("activity", COLUMNS, ids), cells_in("А\nБ\nВ\nГ\n"), methodology(), SERBIAN)
    assert len(apply_edits(plan, again.edits).all(Activity)) == len(plan.all(Activity)) + 1


def test_that_what_is_not_understood_stays_and_is_told_by_its_cell() -> None:
    draft = samples.draft()
    plan, left = pasted(draft, "Ново\tнико\tускоро\t2027-Q1\n")
    first = plan.all(Activity)[0]
    assert (first.title["sr-Cyrl"], first.deadline) == ("Ново", "2027-Q1")
    assert (first.lead, first.start) == (draft.all(Activity)[0].lead, draft.all(Activity)[0].start)
    assert [(one.row, one.column) for one in left] == [(0, 1), (0, 2)]
    assert "нико" in left[0].why and "ускоро" in left[1].why


def test_that_a_body_is_known_by_the_short_name_that_tables_show() -> None:
    draft = samples.draft()
    service = next(one for one in draft.all(Organisation) if one.short_name)
    plan, left = pasted(draft, f"А\t{service.short_name['sr-Cyrl']}\n")
    assert plan.all(Activity)[0].lead == service.id and not left


def test_that_a_column_that_takes_nothing_is_passed_over() -> None:
    draft = samples.draft()
    first = draft.all(Activity)[0]
    area = Area("activity", ("", "deadline"), (first.id,))
    edits = paste(draft, area, (("100", "2027-Q1"),), methodology(), ENGLISH).edits
    assert edits == (SetField(first.id, "deadline", "2027-Q1"),)
