"""Several people at one plan of a library on a server."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection

from localplan.app.plans import open_session
from localplan.app.session import PlanChange, PlanSession
from localplan.domain.edits import DropRecord, SetField, put
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage import plan_rows
from localplan.storage.address import ServerAddress
from localplan.storage.library import Library
from localplan.storage.opening import open_library
from tests.plans import id_of, record, small_plan
from tests.server import Server

ROOT = Path(__file__).parents[2]
PLAN = small_plan()
SKILLS, SURVEY = id_of("M1.1"), id_of("A1.1.1")


@pytest.fixture
def address(server: Server) -> ServerAddress:
    """A library with the plan in it."""
    address = server.empty_library()
    with open_library(address, author="Ana", program="test") as library:
        library.add_plan(PLAN)
    return address


class Person:
    """Somebody with an own connection to the library, at work on the plan."""

    def __init__(self, name: str, address: ServerAddress) -> None:
        self.library: Library = open_library(address, author=name, program="test", pause=0, retry=0.05)
        self.session: PlanSession = open_session(self.library, PLAN.id, name)
        self.heard: list[PlanChange] = []
        self.session.listener = self.heard.append

    def title(self, id: str, text: str, language: str = "en") -> None:
        """Type a title; saved later."""
        self.session.perform([SetField(id, "title", text, language)], f"Title {text}")


@pytest.fixture
def people(address: ServerAddress) -> Iterator[tuple[Person, Person]]:
    """Ana and Ivo."""
    both = Person("Ana", address), Person("Ivo", address)
    yield both
    for person in both:
        person.library.close()


def _same(people: tuple[Person, Person]) -> None:
    """Both have what the library has, which is sound."""
    for person in people:
        person.session.catch_up()
    ana, ivo = people
    kept = ana.library.read_plan(PLAN.id)
    assert ana.session.plan.digest == ivo.session.plan.digest == kept.digest
    assert ana.library.verify_plan(PLAN.id) == ()
    numbers = [entry.number for entry in ana.library.journal(PLAN.id)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_that_changes_in_different_places_both_stay(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SKILLS, "Skills for work")
    ivo.title(SURVEY, "Survey of firms")
    ana.session.save()
    ivo.session.save()
    _same(people)
    plan = ana.session.plan
    assert (plan[SKILLS].title["en"], plan[SURVEY].title["en"]) == ("Skills for work", "Survey of firms")
    assert {entry.author for entry in ana.library.journal(PLAN.id)} == {"Ana", "Ivo"}
    assert ana.library.conflicts(PLAN.id) == ()


def test_that_people_hear_what_others_did_and_who(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SKILLS, "Skills for work")
    ana.session.save()
    assert ivo.heard == []
    change = ivo.session.catch_up()
    assert change is not None
    assert (change.touched, change.people, change.conflicts) == (frozenset({SKILLS}), ("Ana",), 0)
    assert ivo.heard == [change]
    assert ivo.session.catch_up() is None
    assert len(ivo.heard) == 1


def test_that_a_contradiction_is_kept_with_both_sides(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SKILLS, "By Ana")
    ana.session.save()
    ivo.title(SKILLS, "By Ivo")
    ivo.session.save()
    _same(people)
    assert ivo.heard[-1].people == ("Ana",)
    assert sum(change.conflicts for change in ivo.heard) == 1
    (conflict,) = ana.library.conflicts(PLAN.id)
    assert (conflict.record, conflict.field, conflict.key, conflict.raised) == (SKILLS, "title", "en", 2)
    assert (conflict.ours.value, conflict.ours.author) == ("By Ivo", "Ivo")
    assert (conflict.theirs.value, conflict.theirs.author) == ("By Ana", "Ana")
    assert ana.session.plan[SKILLS].title["en"] == "By Ivo"


def test_that_actions_not_saved_yet_stay_single_actions(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SURVEY, "By Ana")
    ana.session.save()
    for text in ("One", "Two", "Three"):
        ivo.title(SKILLS, text)
    ivo.session.save()
    journal = ivo.library.journal(PLAN.id)
    assert (journal[0].author, journal[0].label) == ("Ana", "Title By Ana")
    assert [entry.label for entry in journal[-3:]] == ["Title One", "Title Two", "Title Three"]
    ivo.session.undo()
    ivo.session.save()
    assert ivo.session.plan[SKILLS].title["en"] == "Two"
    assert ivo.session.plan[SURVEY].title["en"] == "By Ana"
    _same(people)


def test_that_undo_takes_back_ones_own_action_only(people: tuple[Person, Person], address: ServerAddress) -> None:
    ana, ivo = people
    ana.title(SKILLS, "By Ana")
    ana.session.save()
    ivo.title(SURVEY, "By Ivo")
    ivo.session.save()
    ana.session.catch_up()
    assert ana.session.undo_label == "Title By Ana"
    later = Person("Ana", address)
    assert later.session.undo_label == "Title By Ana"
    later.session.undo()
    later.session.save()
    later.library.close()
    ana.session.catch_up()
    assert ana.session.plan[SKILLS].title["en"] == "Skills"
    assert ana.session.plan[SURVEY].title["en"] == "By Ivo"


def _one_after_the_other(ana: Person, ivo: Person) -> None:
    """Ana's work is saved, Ivo sees it and goes on with it, Ana sees that."""
    ana.session.save()
    ivo.session.catch_up()
    ivo.title(SKILLS, "By Ivo")
    ivo.session.save()
    ana.session.catch_up()


def test_that_undo_leaves_what_somebody_else_has_changed_since(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SURVEY, "Survey by Ana")
    ana.title(SKILLS, "By Ana")
    _one_after_the_other(ana, ivo)
    with pytest.raises(Refused, match="overtaken"):
        ana.session.undo()
    assert ana.session.plan[SKILLS].title["en"] == "By Ivo"
    assert ana.session.undo_label == "Title Survey by Ana"  # what is told once does not stand in the way
    ana.session.undo()
    ana.session.save()
    assert ana.session.plan[SURVEY].title["en"] == PLAN[SURVEY].title["en"]
    _same(people)


def test_that_undo_that_did_not_know_of_it_keeps_both_and_asks(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SKILLS, "By Ana")
    ana.session.save()
    ivo.session.catch_up()
    ivo.title(SKILLS, "By Ivo")
    ivo.session.save()
    ana.session.undo()
    ana.session.save()
    _same(people)
    (conflict,) = ana.library.conflicts(PLAN.id)
    assert (conflict.chosen, conflict.theirs.value) == ("", "By Ivo")


def test_that_redo_leaves_what_somebody_else_has_changed_since(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SKILLS, "By Ana")
    ana.session.undo()
    _one_after_the_other(ana, ivo)
    with pytest.raises(Refused, match="overtaken"):
        ana.session.redo()
    assert ana.session.plan[SKILLS].title["en"] == "By Ivo"
    assert not ana.session.can_redo
    _same(people)


def test_that_undo_takes_nothing_along_that_others_put_beneath(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    measure = record("measure", "new", PLAN[SKILLS].parent, 9, title={"en": "New"})
    ana.session.perform([put(measure)], "Add a measure")
    ana.session.save()
    ivo.session.catch_up()
    ivo.session.perform([put(record("activity", "his", measure.id, 0, title={"en": "His"}))], "Add an activity")
    ivo.session.save()
    ana.session.catch_up()
    with pytest.raises(Refused, match="overtaken"):
        ana.session.undo()
    assert id_of("his") in ana.session.plan
    _same(people)


def test_that_undo_of_what_somebody_else_has_deleted_since_is_told(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SKILLS, "By Ana")
    ana.session.save()
    ivo.session.catch_up()
    ivo.session.perform([DropRecord(SKILLS)], "Delete")
    ivo.session.save()
    ana.session.catch_up()
    with pytest.raises(Refused, match="overtaken"):
        ana.session.undo()
    _same(people)


def test_that_undo_of_what_is_not_saved_yet_goes_with_it(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SURVEY, "By Ana")
    ana.session.save()
    ivo.library._writer.close()  # nothing of his gets through
    ivo.library._writer = type(ivo.library._writer)(ivo.library._write, pause=60, retry=0.05)
    ivo.title(SKILLS, "By Ivo")
    ivo.session.undo()
    ivo.session.redo()
    ivo.session.save()
    numbers = [(entry.number, entry.undoes, entry.redoes) for entry in ivo.library.journal(PLAN.id)]
    assert numbers == [(1, 0, 0), (2, 0, 0), (3, 2, 0), (4, 0, 2)]
    assert ivo.session.undo_label == "Title By Ivo"
    _same(people)


def test_that_an_edit_wins_over_a_removal_by_somebody_else(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.session.perform([DropRecord(SKILLS)], "Delete")
    ana.session.save()
    ivo.title(SKILLS, "Still wanted")
    ivo.session.save()
    _same(people)
    assert ana.session.plan[SKILLS].title["en"] == "Still wanted"
    assert [conflict.record for conflict in ana.library.conflicts(PLAN.id) if not conflict.chosen]


def test_that_an_entry_that_was_committed_unnoticed_is_not_written_twice(people: tuple[Person, Person]) -> None:
    """As when the connection breaks between the server's commit and its answer."""
    ana, ivo = people
    commit = ana.library._commit

    broke = []

    def broken(batch: object) -> None:
        commit(batch)  # type: ignore[arg-type]
        ana.library._writer._write = commit  # type: ignore[assignment]
        broke.append(batch)
        raise Refused("server_not_reachable")

    ana.library._writer._write = broken
    ana.title(SKILLS, "Once")
    with suppress(Refused):  # told only to who waits at that moment
        ana.session.save()
    ana.session.save()
    assert len(broke) == 1
    assert [entry.label for entry in ivo.library.journal(PLAN.id)] == ["Title Once"]
    _same(people)


def test_that_a_broken_connection_is_mended_and_nothing_is_lost(people: tuple[Person, Person], server: Server) -> None:
    ana, _ = people
    ana.title(SKILLS, "Before")
    ana.session.save()
    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'localplan'")
    ana.title(SKILLS, "After")
    ana.session.save()
    _same(people)
    assert ana.session.plan[SKILLS].title["en"] == "After"


def test_that_a_session_that_cannot_catch_up_keeps_what_waits(people: tuple[Person, Person]) -> None:
    ana, ivo = people
    ana.title(SURVEY, "By Ana")
    ana.session.save()
    newest, ivo.library.newest = ivo.library.newest, _refuse  # type: ignore[method-assign]
    ivo.title(SKILLS, "By Ivo")
    with pytest.raises(Refused, match="server_not_reachable"):
        ivo.session.save()
    assert ivo.library.unsaved == 1
    ivo.library.newest = newest  # type: ignore[method-assign]
    ivo.session.save()
    _same(people)
    assert ana.session.plan[SKILLS].title["en"] == "By Ivo"


def _refuse(*_: object) -> None:
    raise Refused("server_not_reachable")


def test_that_a_plan_is_opened_as_of_one_moment(
    address: ServerAddress, people: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody commits between the reading of the records and that of the journal."""
    ana, _ = people
    read = plan_rows.read

    def read_slowly(connection: Connection, plan_id: str) -> Plan:
        plan = read(connection, plan_id)
        monkeypatch.undo()
        ana.session.perform([put(record("objective", "late", PLAN.id, objective_kind="general"))], "New objective")
        ana.session.save()
        return plan

    monkeypatch.setattr(plan_rows, "read", read_slowly)
    eva = Person("Eva", address)
    eva.title(SKILLS, "Eva's")
    eva.session.save()
    _same((ana, eva))
    eva.library.close()


@pytest.mark.parametrize("seed", range(3))
def test_that_random_work_of_two_ends_in_one_plan(people: tuple[Person, Person], seed: int) -> None:
    chance = random.Random(seed)
    for n in range(18):
        person = chance.choice(people)
        deed = chance.randrange(6)
        if deed < 3:
            person.title(chance.choice((PLAN.id, id_of("GO"))), f"{n} " + person.session.author)
        elif deed == 3:
            new = record("objective", f"new {seed} {n}", PLAN.id, n, objective_kind="general", title={"en": str(n)})
            person.session.perform([put(new)], "New objective")
        elif deed == 4 and person.session.can_undo:
            person.session.undo()
        else:
            person.session.save()
    for person in people:
        person.session.save()
    _same(people)


TYPIST = """
import sys
from tests.app.test_together import PLAN, SKILLS, Person
from tests.plans import record
from localplan.domain.edits import put
from localplan.storage.address import address_of

person = Person(sys.argv[1], address_of(sys.argv[2]))
for n in range(15):
    person.title(SKILLS, f"{sys.argv[1]} {n}")
    new = record("objective", f"{sys.argv[1]} {n}", PLAN.id, n, objective_kind="general", title={"en": str(n)})
    person.session.perform([put(new)], "New objective")
    person.session.save()
    print(new.id, flush=True)
person.library.close()
"""


def test_that_two_processes_at_one_plan_lose_nothing(address: ServerAddress, people: tuple[Person, Person]) -> None:
    """Each types into the same title and adds objectives; what each was told is saved must be there at the end."""
    command = [sys.executable, "-c", TYPIST]
    both = [
        subprocess.Popen([*command, name, str(address)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for name in ("Ana", "Ivo")
    ]
    said = [process.communicate(timeout=120)[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    _same(people)
    library, plan = people[0].library, people[0].session.plan
    assert len(said[0]) == len(said[1]) == 15
    assert {*said[0], *said[1]} <= plan.records.keys()
    texts = b"".join(bytes(entry.edits) for entry in library.journal(PLAN.id))
    assert all(f'"{name} {n}"'.encode() in texts for name in ("Ana", "Ivo") for n in range(15))
    authors = [entry.author for entry in library.journal(PLAN.id)]
    assert "Ana" in authors[authors.index("Ivo") :] or "Ivo" in authors[authors.index("Ana") :]
    assert {conflict.record for conflict in library.conflicts(PLAN.id)} == {SKILLS}
