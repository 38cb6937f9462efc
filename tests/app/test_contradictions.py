"""Contradictions in words and on paper, in two languages; and what may be undone beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from localplan.app.arrived import label_said
from localplan.app.conflict_words import Card, ConflictWords
from localplan.app.contradictions import Contradictions
from localplan.app.merge_report import answer_sheet, as_text, merge_report
from localplan.app.merges import around, merges
from localplan.app.plans import open_library_at, open_session
from localplan.app.printing import paper_payload, print_paper
from localplan.app.session import PlanSession
from localplan.app.taking_in import take_in
from localplan.data import data_dir
from localplan.domain.canonical import content_of
from localplan.domain.edits import DropRecord, PutRecord, SetField
from localplan.domain.history import JournalEntry
from localplan.domain.records.logic import Activity
from localplan.domain.undoing import in_force, in_the_way
from localplan.exchange.package import read_package
from localplan.words import words_for
from tests.contradictions import OTHER, package_of_other
from tests.methods import methodology

ME = "Mila Testić"


@pytest.fixture
def merged(tmp_path: Path) -> Iterator[tuple[PlanSession, Contradictions]]:
    """The plan after the merge, and what it left."""
    package, plan = package_of_other(tmp_path / "other", tmp_path / "library.localplan", ME)
    with open_library_at(tmp_path / "library.localplan", ME) as library:
        assert take_in(library, read_package(package.read_bytes(), package.name)) == "reconcile"
        session = open_session(library, plan, ME)
        yield session, Contradictions(library, session)


def told(session: PlanSession, language: str = "en", me: str = ME) -> ConflictWords:
    return ConflictWords(session.plan, methodology(), words_for(language, data_dir("resources") / "locale"), me)


def card(merged: tuple[PlanSession, Contradictions], field: str, language: str = "en") -> Card:
    session, book = merged
    return told(session, language).card(next(c for c in book.open if c.field == field))


def test_that_a_deadline_is_told_in_one_sentence(merged: tuple[PlanSession, Contradictions]) -> None:
    found = card(merged, "deadline")
    assert f"you wrote “Q2 2027”, {OTHER} wrote “Q1 2027”; it was “Q4 2028”" in found.sentence
    assert found.element.startswith("1.1.1.1 ") and found.path.startswith("10. ")
    assert (found.both, found.own) == (False, "")


def test_that_money_and_codes_are_written_as_people_write_them(merged: tuple[PlanSession, Contradictions]) -> None:
    money = card(merged, "amounts", "sr-Cyrl")
    assert [line.text for line in money.theirs.lines] == ["180,50"] and "(2027)" in money.about
    assert card(merged, "measure_type").ours.lines[0].text == "Incentive (fiscal, financial)"


def test_that_fields_that_belong_together_stand_together(merged: tuple[PlanSession, Contradictions]) -> None:
    lines = card(merged, "baseline_value").ours.lines
    assert [(line.label, line.text) for line in lines] == [("Baseline", "14"), ("Base year", "2025")]


def test_that_a_long_text_marks_the_paragraph_that_differs(merged: tuple[PlanSession, Contradictions]) -> None:
    text = card(merged, "text")
    assert [line.differs for line in text.theirs.lines] == [False, True, False]
    assert text.both and text.own == "text" and "different things" in text.sentence


def test_that_a_removed_record_is_summed_up(merged: tuple[PlanSession, Contradictions]) -> None:
    row = card(merged, "")
    assert "you removed it" in row.sentence and row.ours.lines[0].text == "not there"
    assert row.theirs.lines[0].label == "Deadline" and row.theirs.lines[0].differs


def test_that_the_report_and_the_sheet_are_printed(merged: tuple[PlanSession, Contradictions], tmp_path: Path) -> None:
    session, book = merged
    decided = book.open[0]
    book.decide([decided], "theirs", "Decide")
    (merge,) = merges(book)
    assert merge.with_whom == OTHER and len(merge.choices) == 1
    papers = told(session, me="")
    done = [(merge, *around(merge, session.plan, book.journal()))]
    report, sheet = merge_report(done, book, papers, methodology()), answer_sheet(book.open, papers)
    text = as_text(report)
    assert "By Ana" in text and f"as {OTHER} has it" in text and text.count("not decided yet") == 6
    assert as_text(sheet).count("☐ otherwise") == 6 and ME in as_text(sheet)
    for name, blocks in (("report", report), ("sheet", sheet)):
        payload = paper_payload(blocks, tmp_path / f"{name}.pdf", name, ME, "en")
        assert print_paper(payload, lambda done, of: None)["pages"] >= 2


def test_that_what_uses_a_record_of_the_merge_stands_in_the_way(merged: tuple[PlanSession, Contradictions]) -> None:
    session, book = merged
    (merge,) = merges(book)
    back = session.plan.all(Activity)[-1]  # removed here, worked on there: the merge brought it back
    line = {"kind": "activity", **content_of(back), "id": "0" * 8 + back.id[8:], "position": "ZZ", "needs": [back.id]}
    entries = (*book.journal(), _entry(session, [PutRecord(line["id"], line)]))
    assert in_the_way(merge.entries, in_force(entries)[-1:]) == ((back.id, ""),)
    elsewhere = _entry(session, [SetField(session.plan.all(Activity)[3].id, "deadline", "2026-Q1")])
    assert in_the_way(merge.entries, [elsewhere]) == ()
    assert in_the_way(merge.entries, [_entry(session, [DropRecord(back.id)])]) == ((back.id, ""),)


def _entry(session: PlanSession, edits: list[PutRecord | SetField | DropRecord]) -> JournalEntry:
    session.perform(edits, "Later")
    session.save()
    entry = session.history.undoable[-1]
    session.undo()
    return entry


def test_that_what_a_rule_chose_is_chosen_anew_and_undone(merged: tuple[PlanSession, Contradictions]) -> None:
    session, book = merged
    (choice,) = book.choices
    activity = session.plan[choice.record]
    assert (choice.field, choice.reason, choice.chosen) == ("partners", "united", "both")
    assert len(activity.partners) == 1  # type: ignore[attr-defined]
    assert "Everything either of you added is kept" in told(session).card(choice).why
    book.decide([choice], "theirs", "Theirs")
    assert len(session.plan[choice.record].partners) == 2  # type: ignore[attr-defined]
    assert [c.chosen for c in book.choices] == ["theirs"] and len(book.open) == 7
    session.undo()
    session.save()
    book.refresh()
    assert [c.chosen for c in book.choices] == ["both"] and session.plan[choice.record] == activity


def test_that_the_entry_of_a_merge_is_told_in_words(merged: tuple[PlanSession, Contradictions]) -> None:
    session, _ = merged
    assert label_said(session.undo_label, words_for("en", data_dir("resources") / "locale")) == f"Merge with {OTHER}"
    assert label_said("Typed", words_for("en", data_dir("resources") / "locale")) == "Typed"
