"""Several acts as one, plans that come in many at once, and what is remembered of files and regions."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localplan.domain.history import Revision
from localplan.domain.notes import Note
from localplan.domain.plan import Plan
from localplan.domain.received import ReceivedFile
from localplan.domain.values import Refused
from localplan.storage.arrivals import Arrival, arrival_rows
from localplan.storage.tables import KINDS
from localplan.words import fold
from tests.plans import empty_plan, id_of, small_plan
from tests.samples import implementation
from tests.storage.libraries import library_at


def revision_of(plan: Plan) -> Revision:
    return Revision(plan=plan.id, digest=plan.digest, parents=(), author="Ana", at="2026", reason="sent")


def test_that_a_refused_part_leaves_nothing_and_the_rest_stays(tmp_path: Path) -> None:
    with library_at(tmp_path) as library:
        with library.together():
            library.add_plan(empty_plan("one"))
            with pytest.raises(Refused, match="plan_exists"), library.together():
                library.add_plan(empty_plan("two"))
                library.add_plan(empty_plan("one"))
            assert library.has_plan(id_of("one")) and not library.has_plan(id_of("two"))
            assert library.back_up("import") is None
        assert [line.id for line in library.plans()] == [id_of("one")]


def test_that_an_error_takes_back_the_whole(tmp_path: Path) -> None:
    with library_at(tmp_path) as library:
        with pytest.raises(ZeroDivisionError), library.together():
            library.add_plan(empty_plan("one"))
            raise ZeroDivisionError
        assert not library.plans()
        library.add_plan(empty_plan("one"))


def test_that_plans_written_at_once_are_as_if_written_one_by_one(tmp_path: Path) -> None:
    plans = [small_plan(), implementation(), empty_plan("other", code="X")]
    note = Note(id=id_of("n"), thread=id_of("n"), record=small_plan().id, text="Why?", at="2026")
    new = [Arrival(plan, revision_of(plan)) for plan in plans]
    new[0] = new[0]._replace(remarks=[note], attachments=[b"picture"])
    with library_at(tmp_path / "many", fold=fold) as many, library_at(tmp_path / "each", fold=fold) as each:
        many.take_in_new([arrival_rows(each, fold) for each in new])
        for plan in plans:
            each.take_in(plan, revision_of(plan))
            assert many.read_plan(plan.id) == plan and many.verify_plan(plan.id) == ()
            assert many.revisions(plan.id) == each.revisions(plan.id)
            assert many.read_revision(plan.digest) == plan
        assert many.summaries() == each.summaries() and many.region.totals() == each.region.totals()
        for words in ("млади", "Plan", "omladina", "posao"):
            assert sorted(many.search(words)) == sorted(each.search(words))
        assert many.search("млади") and many.notes(small_plan().id) == (note,)
        assert many.known_among([plan.id for plan in plans] + [id_of("gone")]) == {plan.id for plan in plans}


def test_that_plans_written_at_once_come_all_or_none(tmp_path: Path) -> None:
    one, other = (Arrival(plan, revision_of(plan)) for plan in (empty_plan("one"), small_plan()))
    first, second = arrival_rows(one, fold), arrival_rows(other, fold)
    with library_at(tmp_path) as library:
        with pytest.raises(Refused):
            library.take_in_new([first, second, first])
        assert not library.plans()
        library.take_in_new([first, second])
        assert len(library.plans()) == 2


def test_that_rows_are_made_only_of_a_state_that_the_revision_names() -> None:
    wrong = msgspec.structs.replace(revision_of(small_plan()), digest="0" * 64)
    with pytest.raises(Refused, match="revision_does_not_fit"):
        arrival_rows(Arrival(small_plan(), wrong), fold)


def test_that_rows_are_the_same_after_they_went_from_one_process_to_another() -> None:
    for plan in (small_plan(), implementation()):
        rows = arrival_rows(Arrival(plan, revision_of(plan), attachments=[b"picture"]), fold)
        packed = msgspec.msgpack.encode(rows)
        assert msgspec.msgpack.decode(packed, type=dict[str, list[tuple[Any, ...]]]) == rows


def test_that_the_rows_of_a_plan_stand_in_the_order_of_their_tables() -> None:
    rows = arrival_rows(Arrival(implementation(), revision_of(implementation())), fold)
    of_records = [rows[name] for name in rows if name in _RECORD_TABLES]
    assert len(of_records) > 20 and all(found == sorted(found, key=itemgetter(1, 2)) for found in of_records)


_RECORD_TABLES = {
    table.name for kind in KINDS.values() for table in (kind.table, *kind.maps.values(), *kind.sets.values())
}


def test_that_a_file_is_remembered_as_it_came_first(tmp_path: Path) -> None:
    first = ReceivedFile(digest="a" * 64, at="2026-01-01", name="one.lplan", plan="p", verdict="new")
    again = msgspec.structs.replace(first, at="2026-02-02", name="two.lplan", verdict="identical")
    other = ReceivedFile(digest="b" * 64, at="2026-03-03", name="b.lplan")
    with library_at(tmp_path) as library:
        library.region.keep_received([first])
        library.region.keep_received([again, other])
        assert library.region.received() == (other, first)
        assert library.region.received(["a" * 64, "c" * 64]) == (first,)


def test_that_a_region_expects_what_was_said_last(tmp_path: Path) -> None:
    with library_at(tmp_path) as library:
        library.region.expect("South", ["2", "1", "1"])
        library.region.expect("North", ["3"])
        assert library.region.expected() == {"North": ("3",), "South": ("1", "2")}
        library.region.expect("South", [])
        assert library.region.expected() == {"North": ("3",)}
