"""Several acts as one, plans that come in many at once, and what is remembered of files and regions."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from localplan.domain.history import Revision
from localplan.domain.notes import Note
from localplan.domain.plan import Plan
from localplan.domain.received import ReceivedFile
from localplan.domain.values import Refused
from localplan.storage.arrivals import Arrival
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
    with library_at(tmp_path / "many") as many, library_at(tmp_path / "each") as each:
        many.take_in_new(new)
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
    wrong = msgspec.structs.replace(revision_of(small_plan()), digest="0" * 64)
    with library_at(tmp_path) as library:
        one = empty_plan("one")
        with pytest.raises(Refused, match="revision_does_not_fit"):
            library.take_in_new([Arrival(one, revision_of(one)), Arrival(small_plan(), wrong)])
        with pytest.raises(Refused):
            library.take_in_new([Arrival(one, revision_of(one)), Arrival(one, revision_of(one))])
        assert not library.plans()


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
