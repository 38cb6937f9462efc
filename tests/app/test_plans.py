"""Whole plans: made, sent, taken in elsewhere, brought up to date."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from localplan.app.places import Address
from localplan.app.plans import Facts, look_into_library, new_plan, open_library_at, open_session, with_free_code
from localplan.app.sending import package_from, sent_revision
from localplan.app.session import PlanSession
from localplan.app.taking_in import take_in
from localplan.domain.edits import DropRecord, SetField, put
from localplan.domain.notes import Note
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.package import Package, pack, read_package
from localplan.storage.library import Library
from tests.plans import dangling, id_of, record, small_plan

PLAN = small_plan().id


@pytest.fixture
def ana(tmp_path: Path) -> Iterator[Library]:
    """Ana's library, with the small plan."""
    with open_library_at(tmp_path / "ana.localplan", "Ana") as library:
        library.add_plan(small_plan())
        yield library


@pytest.fixture
def ivo(place: Address) -> Iterator[Library]:
    """Ivo's library, empty."""
    with open_library_at(place, "Ivo") as library:
        yield library


def sent(library: Library) -> Package:
    """The package of the plan as it is now, written and read back."""
    plan, revision = sent_revision(library, PLAN)
    return read_package(pack(package_from(library, plan, revision, {})), "plan.lplan")


def changed(library: Library, title: str) -> PlanSession:
    """The plan's session after its title was changed and saved."""
    session = open_session(library, PLAN, library.author)
    session.perform([SetField(PLAN, "title", title, "en")], "Title")
    session.save()
    return session


def facts(**more: object) -> Facts:
    """What a plan for a municipality begins with."""
    begun = Facts(
        municipality="70017",
        municipality_name={"en": "Somewhere"},
        country="RS",
        unit_kind="municipality",
        subdivision="RS-00",
        profile="rs",
        first_year=2026,
        last_year=2028,
        document_type="programme",
        sections=("youth",),
        languages=("sr-Cyrl", "en"),
        currency="RSD",
        amount_unit=1000,
    )
    return msgspec.structs.replace(begun, **more)


def test_that_a_new_plan_gets_the_next_free_code(ana: Library) -> None:
    first = with_free_code(new_plan(facts()), ana)  # the small plan has number 1
    assert first.root.code == "70017-2026-2"
    assert (first.root.status, first.root.main_language) == ("draft", "sr-Cyrl")
    assert str(first.root.period_end) == "2028-12-31"
    ana.add_plan(first)
    assert with_free_code(new_plan(facts()), ana).root.code == "70017-2026-3"
    assert with_free_code(new_plan(facts(municipality="", first_year=2030)), ana).root.code == "plan-2030-1"


def test_that_a_plan_sent_and_taken_in_elsewhere_is_the_same_to_the_byte(ana: Library, ivo: Library) -> None:
    changed(ana, "One")
    package = sent(ana)
    assert take_in(ivo, package) == "new"
    assert ivo.read_plan(PLAN).digest == ana.read_plan(PLAN).digest
    assert pack(sent(ivo)) == pack(package)
    assert take_in(ivo, package) == "identical"


def test_that_a_package_several_revisions_on_brings_the_plan_up_to_date(ana: Library, ivo: Library) -> None:
    first = sent(ana)
    take_in(ivo, first)
    packages = []
    for title in ("One", "Two", "Three"):
        changed(ana, title)
        packages.append(sent(ana))
    assert take_in(ivo, packages[-1]) == "update"
    assert ivo.read_plan(PLAN).digest == ana.read_plan(PLAN).digest
    assert ivo.verify_plan(PLAN) == ()
    assert [take_in(ivo, package) for package in (*packages[:2], first)] == ["older"] * 3
    changed(ivo, "Four")
    assert take_in(ana, sent(ivo)) == "update"
    changed(ana, "Five")
    assert take_in(ivo, sent(ana)) == "update"


def test_that_an_update_is_one_action_that_undo_takes_back(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    before = ivo.read_plan(PLAN)
    session = changed(ana, "One")
    session.perform([DropRecord(id_of("M1.1")), put(record("organisation", "X", PLAN))], "Drop")
    take_in(ivo, sent(ana))
    session = open_session(ivo, PLAN, "Ivo")
    session.undo()
    session.save()
    assert ivo.read_plan(PLAN) == before
    session.redo()
    session.perform([SetField(PLAN, "title", "Mine", "en")], "Title")
    session.save()
    assert [entry.number for entry in ivo.journal(PLAN)] == [1, 2, 3, 4]
    assert ivo.verify_plan(PLAN) == ()


def test_that_what_waits_to_be_written_counts_when_a_package_comes(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    changed(ana, "Ana's")
    session = open_session(ivo, PLAN, "Ivo")
    session.perform([SetField(PLAN, "title", "Ivo's", "en")], "Title")
    session.perform([SetField(PLAN, "title", "Ivo's own", "en")], "Title")  # waits behind the first
    assert take_in(ivo, sent(ana)) == "reconcile"
    assert ivo.read_plan(PLAN).root.title["en"] == "Ivo's own"
    (conflict,) = ivo.conflicts(PLAN)
    assert (conflict.ours.value, conflict.theirs.value) == ("Ivo's own", "Ana's")


def test_that_a_copy_made_for_another_municipality_is_not_taken_for_an_update(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    session = open_session(ana, PLAN, "Ana")
    session.perform([SetField(PLAN, "municipality", "80438")], "Municipality")
    session.save()
    with pytest.raises(Refused, match="plan_of_another"):
        take_in(ivo, sent(ana))
    assert ivo.read_plan(PLAN) == small_plan()


def test_that_a_copy_becomes_a_new_plan_to_which_the_next_file_belongs(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    session = open_session(ana, PLAN, "Ana")
    session.perform([SetField(PLAN, "municipality", "80438")], "Municipality")
    session.save()
    copy = sent(ana)
    assert take_in(ivo, copy, "new") == "new"
    assert ivo.read_plan(PLAN) == small_plan()
    (new,) = (line.id for line in ivo.plans() if line.id != PLAN)
    plan = ivo.read_plan(new)
    assert (plan.root.derived_from, plan.root.municipality) == (PLAN, "80438")
    assert plan.root.code == "80438-2026-1" and dangling(plan) == () and len(plan) == len(small_plan())
    assert not set(plan.records) & set(small_plan().records)
    assert take_in(ivo, copy) == "identical"
    changed(ana, "Later")
    assert take_in(ivo, sent(ana)) == "update"
    assert ivo.read_plan(new).root.title["en"] == "Later" and ivo.read_plan(PLAN) == small_plan()


def test_that_a_mistaken_municipality_is_set_right(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    session = open_session(ana, PLAN, "Ana")
    session.perform([SetField(PLAN, "municipality", "80438"), SetField(PLAN, "title", "Ana's", "en")], "Both")
    session.save()
    assert take_in(ivo, sent(ana), "own") == "update"
    root = ivo.read_plan(PLAN).root
    assert (root.municipality, root.title["en"]) == ("70017", "Ana's") and len(ivo.plans()) == 1


def test_that_remarks_come_with_a_plan_that_is_known_already(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    mine, theirs = (Note(id=id_of(n), thread=id_of(n), record=PLAN, text=n, at="2026") for n in ("mine", "theirs"))
    ana.keep_beside(PLAN, [theirs, msgspec.structs.replace(mine, text="an older wording")])
    ivo.keep_beside(PLAN, [mine])
    assert take_in(ivo, sent(ana)) == "identical"
    assert set(ivo.notes(PLAN)) == {mine, theirs}


def test_that_a_plan_that_cannot_come_in_whole_does_not_come_in(ana: Library, ivo: Library) -> None:
    package = sent(ana)
    broken = msgspec.structs.replace(
        package, manifest=msgspec.structs.replace(package.manifest, revision="0" * 64), notes=(note_of("n"),)
    )
    with pytest.raises(Refused, match="revision_does_not_fit"):
        take_in(ivo, broken)
    assert not ivo.plans() and not ivo.notes(PLAN)


def test_that_two_plans_with_one_code_stand_side_by_side_and_the_id_names_each(ana: Library, ivo: Library) -> None:
    other = Plan([msgspec.structs.replace(small_plan().root, id=id_of("other"))])
    ivo.add_plan(other)
    assert take_in(ivo, sent(ana)) == "new"
    assert {ivo.find_plan(id) for id in (PLAN, other.id)} == {PLAN, other.id}
    with pytest.raises(Refused, match="plan_code_twice"):
        ivo.find_plan(other.root.code)


def test_that_work_which_was_undone_and_sent_again_is_an_update_however_often(ana: Library, ivo: Library) -> None:
    take_in(ivo, sent(ana))
    session = changed(ana, "One")
    ahead = sent(ana)
    assert take_in(ivo, ahead) == "update"
    for _ in range(2):
        session.undo()
        session.save()
        back = sent(ana)
        assert pack(sent(ana)) == pack(back)  # sending it once more changes nothing
        assert [take_in(ivo, package) for package in (back, back, ahead)] == ["update", "identical", "older"]
        assert ivo.read_plan(PLAN) == small_plan()
        session.redo()
        session.save()
        ahead = sent(ana)
        assert [take_in(ivo, package) for package in (ahead, ahead, back)] == ["update", "identical", "older"]
        assert ivo.read_plan(PLAN).root.title["en"] == "One"
    changed(ana, "Two")
    assert take_in(ivo, sent(ana)) == "update"


def test_that_a_third_person_learns_of_the_way_back_from_whoever_knows_it(
    tmp_path: Path, ana: Library, ivo: Library
) -> None:
    take_in(ivo, sent(ana))
    session = changed(ana, "One")
    take_in(ivo, ahead := sent(ana))
    session.undo()
    session.save()
    take_in(ivo, sent(ana))
    with open_library_at(tmp_path / "eva.localplan", "Eva") as eva:
        take_in(eva, ahead)
        assert take_in(eva, sent(ivo)) == "update" and eva.read_plan(PLAN) == small_plan()
        changed(eva, "Eva's")
        changed(ana, "Ana's")
        assert take_in(eva, sent(ana)) == "reconcile"
        assert [c.base for c in eva.conflicts(PLAN)] == ["Plan"]


def note_of(name: str) -> Note:
    """A remark on the plan."""
    return Note(id=id_of(name), thread=id_of(name), record=PLAN, text=name)


def test_that_a_library_on_a_full_disk_is_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.localplan"
    with open_library_at(path, "Ana") as library:
        library.add_plan(small_plan())

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("localplan.storage.lock.os.fsync", full)
    with look_into_library(path, "Ana") as seen:
        assert seen.read_only and len(seen.plans()) == 1
    assert [file.name for file in tmp_path.glob("*.lock*")] == []
