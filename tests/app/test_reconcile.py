"""Plans that grew apart, in real libraries: merged, remembered, undone."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from localplan.app.contradictions import Contradictions
from localplan.app.merges import around, back_to, merges, undo_merge, undone_merges
from localplan.app.plans import open_library_at, open_session
from localplan.app.reconcile import standing_conflicts
from localplan.app.taking_in import take_in
from localplan.domain.edits import DropRecord, SetField, apply_edits
from localplan.domain.notes import Note
from localplan.domain.resolve import resolve, settled
from localplan.exchange.package import Package
from localplan.storage.library import Library
from tests.app.test_plans import PLAN, ana, changed, ivo, sent
from tests.plans import id_of, small_plan

__all__ = ["ana", "ivo"]  # the fixtures


def edited(library: Library, *edits: SetField | DropRecord) -> None:
    """The edits made and saved as one action."""
    session = open_session(library, PLAN, library.author)
    session.perform(edits, "Edits")
    session.save()


def open_conflicts(library: Library) -> list[tuple[str, str, str]]:
    return [(c.record, c.field, c.key) for c in library.conflicts(PLAN) if not c.chosen]


@pytest.fixture
def apart(ana: Library, ivo: Library) -> Package:
    """Ana's package; she and Ivo have both worked on from the same state, and both named the plan anew."""
    take_in(ivo, sent(ana))
    edited(ana, SetField(PLAN, "title", "Ana's", "en"), SetField(id_of("GO"), "title", "By Ana", "en"))
    edited(ivo, SetField(PLAN, "title", "Ivo's", "en"), SetField(id_of("SO1"), "title", "By Ivo", "en"))
    return sent(ana)


def test_that_both_works_are_in_the_plan_and_what_contradicts_is_asked(ivo: Library, apart: Package) -> None:
    assert take_in(ivo, apart) == "reconcile"
    plan = ivo.read_plan(PLAN)
    titles = {plan[id].title["en"] for id in (PLAN, id_of("GO"), id_of("SO1"))}  # type: ignore[attr-defined]
    assert titles == {"Ivo's", "By Ana", "By Ivo"}
    (conflict,) = ivo.conflicts(PLAN)
    assert (conflict.field, conflict.key, conflict.base, conflict.reason) == ("title", "en", "Plan", "both_changed")
    assert (conflict.ours.author, conflict.ours.value) == ("Ivo", "Ivo's")
    assert (conflict.theirs.author, conflict.theirs.value) == ("Ana", "Ana's") and conflict.theirs.at
    assert ivo.verify_plan(PLAN) == ()
    last = ivo.revisions(PLAN)[-1]
    assert (last.reason, last.digest) == ("merged", plan.digest) and apart.plan.digest in last.parents


def test_that_a_merge_is_one_action_that_undo_takes_back(ivo: Library, apart: Package) -> None:
    before = ivo.read_plan(PLAN)
    take_in(ivo, apart)
    merged = ivo.read_plan(PLAN)
    session = open_session(ivo, PLAN, "Ivo")
    session.undo()
    session.save()
    assert ivo.read_plan(PLAN).digest == before.digest
    assert standing_conflicts(ivo, PLAN) == () and sent(ivo).conflicts == ()
    session.redo()
    session.save()
    assert [c.field for c in standing_conflicts(ivo, PLAN)] == ["title"]
    session.undo()
    session.save()
    assert take_in(ivo, apart) == "reconcile"
    assert ivo.read_plan(PLAN) == merged
    assert [c.field for c in standing_conflicts(ivo, PLAN)] == ["title"]


def test_that_a_file_taken_in_twice_brings_nothing_and_settled_conflicts_stay_settled(
    ana: Library, ivo: Library, apart: Package
) -> None:
    take_in(ivo, apart)
    (conflict,) = ivo.conflicts(PLAN)
    session = open_session(ivo, PLAN, "Ivo")
    session.perform(resolve(session.plan, conflict, "theirs"), "Settle")
    session.save()
    ivo.keep_beside(PLAN, [settled(conflict, "theirs")])
    assert take_in(ivo, apart) == "older"
    assert open_conflicts(ivo) == []
    assert take_in(ana, sent(ivo)) == "update"
    assert ana.read_plan(PLAN).digest == ivo.read_plan(PLAN).digest and open_conflicts(ana) == []


def test_that_the_other_side_merges_to_the_same_and_later_work_goes_on(
    ana: Library, ivo: Library, apart: Package
) -> None:
    theirs = sent(ivo)
    take_in(ivo, apart)
    take_in(ana, theirs)
    assert open_conflicts(ana) == open_conflicts(ivo) == [(PLAN, "title", "en")]
    edited(ana, SetField(id_of("A1.1.1"), "deadline", "2027-Q1"))
    assert take_in(ivo, sent(ana)) == "reconcile"  # the titles still differ
    assert ivo.read_plan(PLAN)[id_of("A1.1.1")].deadline == "2027-Q1"  # type: ignore[attr-defined]


def test_that_a_region_names_who_sent_each_side_and_never_itself(ana: Library, ivo: Library, tmp_path: Path) -> None:
    edited(ana, SetField(PLAN, "title", "Ana's", "en"))
    take_in(ivo, sent(ana))
    ivo_first = sent(ivo)
    edited(ivo, SetField(PLAN, "title", "Ivo's", "en"))
    edited(ana, SetField(PLAN, "title", "Ana's again", "en"))
    with open_library_at(tmp_path / "region.localplan", "Vesna", purpose="region") as region:
        for package in (ivo_first, sent(ivo), sent(ana)):
            take_in(region, package)
        (conflict,) = region.conflicts(PLAN)
    assert [conflict.ours.author, conflict.theirs.author] == ["Ivo", "Ana"]


def test_that_two_states_without_a_common_one_are_signed_by_their_senders(ana: Library, tmp_path: Path) -> None:
    with open_library_at(tmp_path / "ivo.localplan", "Ivo") as ivo:
        ivo.add_plan(apply_edits(small_plan(), [SetField(PLAN, "title", "Ivo's", "en")]))
        his = sent(ivo)
    with open_library_at(tmp_path / "region.localplan", "Vesna", purpose="region") as region:
        take_in(region, his)
        assert take_in(region, sent(ana)) == "reconcile"
        (conflict,) = region.conflicts(PLAN)
    assert [conflict.ours.author, conflict.theirs.author] == ["Ivo", "Ana"]


def test_that_a_merge_which_brings_nothing_is_remembered(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    changed(ana, "Ana's")
    changed(ivo, "Ivo's")
    entries = len(ivo.journal(PLAN))
    first = sent(ana)
    assert take_in(ivo, first) == "reconcile" and len(ivo.journal(PLAN)) == entries
    assert take_in(ivo, first) == "older"
    edited(ana, SetField(PLAN, "vision", "Later", "en"))
    ivo.keep_beside(PLAN, [settled(c, "ours") for c in ivo.conflicts(PLAN)])
    assert take_in(ivo, sent(ana)) == "reconcile" and open_conflicts(ivo) == []
    assert ivo.read_plan(PLAN).root.vision == {"en": "Later"}


def test_that_without_a_common_state_nothing_is_removed(ana: Library, ivo: Library) -> None:
    ivo.add_plan(apply_edits(small_plan(), [DropRecord(id_of("GO"))]))
    changed(ana, "Ana's")
    assert take_in(ivo, sent(ana)) == "reconcile"
    plan = ivo.read_plan(PLAN)
    assert id_of("GO") in plan and open_conflicts(ivo) == [(PLAN, "title", "en")]


def test_that_remarks_of_both_sides_stay_and_settled_ones_stay_settled(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    notes = {n: Note(id=id_of(n), thread=id_of(n), record=PLAN, text=n, at="2026") for n in ("a", "b", "both")}
    ana.keep_beside(PLAN, [notes["a"], notes["both"]])
    done = msgspec.structs.replace(notes["both"], resolved=True)
    ivo.keep_beside(PLAN, [notes["b"], done])
    changed(ana, "Ana's")
    changed(ivo, "Ivo's")
    take_in(ivo, sent(ana))
    assert set(ivo.notes(PLAN)) == {notes["a"], notes["b"], done}


def test_that_a_merge_undone_beneath_later_work_is_taken_in_again_when_somebody_wants_it(
    ivo: Library, apart: Package
) -> None:
    take_in(ivo, apart)
    edited(ivo, SetField(id_of("M1.1"), "title", "Later", "en"))
    session = open_session(ivo, PLAN, "Ivo")
    book = Contradictions(ivo, session)
    (merge,) = merges(book)
    undo_merge(merge, session, book)
    assert not merges(book) and not book.open and session.plan[id_of("GO")].title["en"] != "By Ana"  # type: ignore[attr-defined]
    assert session.plan[id_of("M1.1")].title["en"] == "Later"  # type: ignore[attr-defined]
    assert take_in(ivo, apart) == "older"
    assert take_in(ivo, apart, again=True) == "reconcile"
    plan = ivo.read_plan(PLAN)
    titles = {plan[id_of(name)].title["en"] for name in ("GO", "SO1", "M1.1")}  # type: ignore[attr-defined]
    assert titles == {"By Ana", "By Ivo", "Later"}
    assert [c.field for c in standing_conflicts(ivo, PLAN)] == ["title"]
    assert take_in(ivo, apart, again=True) == "older"  # it has nothing that is not here
    assert ivo.read_plan(PLAN) == plan and ivo.verify_plan(PLAN) == ()


def test_that_a_merge_undone_beneath_later_work_is_brought_again_by_redo(ivo: Library, apart: Package) -> None:
    take_in(ivo, apart)
    merged = ivo.read_plan(PLAN)
    session = open_session(ivo, PLAN, "Ivo")
    book = Contradictions(ivo, session)
    book.decide(book.open, "theirs", "Hers")
    settled_plan = session.plan
    session.perform([SetField(id_of("M1.1"), "title", "Later", "en")], "Later")
    session.save()
    undo_merge(merges(book)[0], session, book)
    assert (*book.all,) == () and session.redo_label.startswith("merged")
    session.redo()
    session.save()
    book.refresh()
    assert [each.field for each in book.open] == ["title"] and session.plan[id_of("GO")] == merged[id_of("GO")]
    session.redo()
    session.save()
    book.refresh()
    assert [each.field for each in book.open] == [] and session.plan.root.title == settled_plan.root.title
    assert session.plan[id_of("M1.1")].title["en"] == "Later"  # type: ignore[attr-defined]


def test_that_a_merge_before_which_the_state_was_brought_back_is_undone_until_that_is(
    ivo: Library, apart: Package
) -> None:
    take_in(ivo, apart)
    session = open_session(ivo, PLAN, "Ivo")
    book = Contradictions(ivo, session)
    book.decide(book.open, "theirs", "Hers")
    session.perform([SetField(id_of("GO"), "title", "Later", "en")], "Later")
    session.save()
    (merge,) = merges(book)
    before, _ = around(merge, session.plan, book.journal())
    back_to(before, merge, session, book)
    assert session.plan == before and not merges(book) and not book.all
    assert [each.with_whom for each in undone_merges(book)] == ["Ana"]
    assert not standing_conflicts(ivo, PLAN)
    session.undo()
    session.save()
    book.refresh()
    assert len(merges(book)) == 1 and not undone_merges(book)
    assert [each.chosen for each in book.decided] == ["theirs"]


def test_that_an_update_taken_back_is_taken_in_again_when_somebody_wants_it(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    before = ivo.read_plan(PLAN)
    edited(ana, SetField(PLAN, "title", "Ana's", "en"))
    package = sent(ana)
    assert take_in(ivo, package) == "update"
    session = open_session(ivo, PLAN, "Ivo")
    session.undo()
    session.save()
    assert ivo.read_plan(PLAN).digest == before.digest
    assert take_in(ivo, package) == "older"
    assert take_in(ivo, package, again=True) == "reconcile"
    assert ivo.read_plan(PLAN).digest == package.plan.digest
