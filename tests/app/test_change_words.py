"""The change log in the plan's own words and languages."""

from __future__ import annotations

from typing import Any

from localplan.app.change_words import change_log
from localplan.domain.edits import DropRecord, MoveRecord, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ChangeRow
from tests import samples
from tests.methods import methodology
from tests.plans import id_of, small_plan


def told(*edits: Any, plan: Plan | None = None) -> list[dict[str, str]]:
    hearing = plan or small_plan()
    now = apply_edits(hearing, edits)
    after = apply_edits(now, change_log(hearing, now, methodology()))
    return [dict(row.what) for row in after.all(ChangeRow)]


def test_that_values_are_told_as_the_window_writes_them() -> None:
    edits = [
        SetField(id_of("A1.1.1"), "deadline", "2027-Q1"),
        SetField(id_of("A1.1.1"), "no_additional_cost", True),
        SetField(id_of("A1.1.1"), "lead", id_of("SS")),
    ]
    (row,) = told(*edits)
    assert "Deadline: — → Q1 2027" in row["en"]
    assert "→ yes" in row["en"] and ": Economy department → Secondary school" in row["en"]


def test_that_money_of_a_line_is_told_under_its_activity_by_year() -> None:
    (row,) = told(SetField(id_of("F2"), "amounts", "1300.5", "2026"))
    assert row["en"].endswith("2026: 1,200.50 → 1,300.50")


def test_that_what_is_added_taken_out_and_moved_is_named() -> None:
    new = {"kind": "activity", "parent": id_of("M1.1"), "position": "z", "title": {"en": "Mentoring"}}
    (row,) = told(PutRecord(id_of("new"), new))
    assert row["en"] == "added: 1.1.1.3 Mentoring"
    (row,) = told(DropRecord(id_of("A1.1.2")))
    assert row["en"] == "removed: 1.1.1.2 Courses"
    (row,) = told(DropRecord(id_of("F1")))
    assert row["en"].startswith("removed: ") and "without" not in row["en"]
    (row,) = told(MoveRecord(id_of("A1.1.1"), id_of("M1.1"), "z"))
    assert row["en"] == "moved"


def test_that_each_language_tells_of_its_own_text() -> None:
    plan = samples.draft()
    edits = [SetField(plan.id, "vision", "Home", "en"), SetField(plan.id, "vision", "Завичај", "sr-Cyrl")]
    (row,) = told(*edits, plan=plan)
    assert row["en"].endswith("→ Home") and row["sr-Cyrl"].endswith("→ Завичај")
    assert "Завичај" not in row["en"] and "Home" not in row["sr-Cyrl"]


def test_that_long_texts_are_cut() -> None:
    (row,) = told(SetField(id_of("M1.1"), "title", "Skills " * 100, "en"))
    assert len(row["en"]) < 300 and row["en"].endswith("…")


def test_that_the_sample_gets_a_row_for_every_element_that_changed() -> None:
    hearing, now = samples.draft(), samples.implementation()
    rows = change_log(hearing, now, methodology())
    assert rows
    for row in rows:
        assert set(row.content["what"]) == {"en", "sr-Cyrl"} and all(row.content["what"].values())
