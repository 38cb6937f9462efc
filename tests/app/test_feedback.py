"""Notes and opinions of a coordinator: to one or many, as files and letters, and home again; no value is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.app.exports import document_language
from localplan.app.feedback import feedback_on, notes_package, write_feedback
from localplan.app.notes import note_to_many, plans_with, settle_thread, take_notes, threads, write_note
from localplan.app.opinions import decline_offer, open_offers, take_offer, write_opinion
from localplan.app.plans import open_library_at, open_session
from localplan.app.samples import practice_copy
from localplan.app.sending import package_from, sent_revision
from localplan.app.taking_in import take_in
from localplan.data import data_dir
from localplan.domain.notes import Note
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Measure
from localplan.domain.records.plan import Act
from localplan.domain.values import EMPTY, Refused
from localplan.exchange.package import pack, read_package
from localplan.storage.library import Library
from localplan.words import words_for
from tests import samples
from tests.exchange.word_files import text_of_word
from tests.methods import methodology

TODAY = date(2026, 3, 2)
Opens = Callable[..., Library]


@pytest.fixture
def opens(tmp_path: Path) -> Iterator[Opens]:
    """`opens(name, author, purpose)`: a library of its own."""
    held: list[Library] = []

    def open_(name: str, author: str, purpose: str = "own") -> Library:
        held.append(open_library_at(tmp_path / f"{name}.localplan", author, purpose=purpose))
        return held[-1]

    yield open_
    for library in held:
        library.close()


def both(opens: Opens, plan: Plan) -> tuple[Library, Library]:
    """The library of the municipality, and that of the region where its plan has come in."""
    home, region = opens("home", "Ana"), opens("region", "Vesna", "region")
    home.add_plan(plan)
    state, revision = sent_revision(home, plan.id)
    take_in(region, read_package(pack(package_from(home, state, revision, {}))))
    return home, region


def back(region: Library, plan_id: str) -> bytes:
    """The file of notes as it travels."""
    return pack(notes_package(region, feedback_on(region, plan_id)))


def test_that_notes_travel_back_are_answered_and_come_again(opens: Opens) -> None:
    plan = samples.draft()
    home, region = both(opens, plan)
    measure = plan.all(Measure)[0].id
    first = write_note(region, plan.id, "Why only June?", record=measure)
    assert take_in(home, read_package(back(region, plan.id))) == "notes"
    (thread,) = threads(home.notes(plan.id))
    assert (thread.first, thread.resolved) == (first, False)
    write_note(home, plan.id, "The school ends then.", answers=thread)
    settle_thread(home, plan.id, threads(home.notes(plan.id))[0])
    state, revision = sent_revision(home, plan.id)
    assert take_in(region, package_from(home, state, revision, {})) == "identical"
    (answered,) = threads(region.notes(plan.id))
    assert [note.person for note in answered.notes] == ["Vesna", "Ana"]
    assert answered.resolved


def test_that_a_file_of_notes_changes_no_digest_and_is_nothing_new_the_second_time(opens: Opens) -> None:
    plan = samples.draft()
    home, region = both(opens, plan)
    write_note(region, plan.id, "Please see R128.")
    write_opinion(region, plan, "A good plan.", TODAY)
    package = read_package(back(region, plan.id))
    before, journal = home.read_plan(plan.id), home.last_number(plan.id)
    assert take_in(home, package) == "notes"
    assert take_in(home, package) == "identical"
    assert (home.read_plan(plan.id), home.last_number(plan.id)) == (before, journal)
    assert home.read_plan(plan.id).digest == plan.digest
    assert region.read_plan(plan.id).digest == plan.digest


def test_that_the_order_in_which_files_of_notes_come_in_does_not_matter(opens: Opens) -> None:
    plan = samples.draft()
    _, region = both(opens, plan)
    files = []
    for text in ("One", "Two", "Three"):
        write_note(region, plan.id, text)
        files.append(read_package(back(region, plan.id)))
    settle_thread(region, plan.id, threads(region.notes(plan.id))[0])
    files.append(read_package(back(region, plan.id)))
    outcomes = []
    for number, order in enumerate(permutations(files)):
        library = opens(f"site{number}", "Ana")
        library.add_plan(plan)
        for package in (*order, order[0]):
            take_in(library, package)
        outcomes.append(library.notes(plan.id))
        library.close()
    assert all(notes == outcomes[0] for notes in outcomes)
    assert len(outcomes[0]) == 3


def test_that_notes_on_a_plan_that_is_not_here_are_refused_in_words(opens: Opens) -> None:
    plan = samples.draft()
    _, region = both(opens, plan)
    write_note(region, plan.id, "Why?")
    with pytest.raises(Refused, match="notes_of_no_plan"):
        take_notes(opens("other", "Mila"), read_package(back(region, plan.id)))


def test_that_one_note_goes_to_all_plans_with_a_finding_of_a_rule(opens: Opens) -> None:
    region = opens("region", "Vesna", "region")
    plans = [samples.draft(), practice_copy(samples.implementation()), samples.small()]
    for plan in plans:
        region.add_plan(plan)
    assert plans_with(region, methodology(), "R108", TODAY) == (plans[0].id,)
    found = plans_with(region, methodology(), "R025", TODAY)
    assert set(found) == {plans[0].id, plans[2].id}  # a practice copy is nobody's plan
    notes = note_to_many(region, found, "The same to all")
    assert len({note.id for note in notes}) == len(found)
    for plan in plans:
        assert bool(region.notes(plan.id)) == (plan.id in found)
    with pytest.raises(Refused, match="not_on_the_list"):
        plans_with(region, methodology(), "R999", TODAY)


def test_that_an_opinion_is_offered_and_fills_step_13_when_taken(opens: Opens) -> None:
    plan = samples.draft()
    home, region = both(opens, plan)
    write_opinion(region, plan, "The plan follows the law.", TODAY, number="12/2026")
    take_in(home, read_package(back(region, plan.id)))
    session = open_session(home, plan.id, "Ana")
    (offer,) = open_offers(session.plan, home.offers(plan.id))
    take_offer(session, offer, "Opinion")
    act = session.plan[offer.id]
    assert isinstance(act, Act)
    assert (act.act_kind, act.number, act.date, act.signed_by) == ("opinion_coordinator", "12/2026", TODAY, "Vesna")
    assert open_offers(session.plan, home.offers(plan.id)) == ()
    with pytest.raises(Refused, match="offer_is_gone"):
        take_offer(session, offer, "Opinion")
    session.undo()
    assert open_offers(session.plan, home.offers(plan.id)) == (offer,)
    decline_offer(home, plan.id, offer)
    assert open_offers(session.plan, home.offers(plan.id)) == ()
    session.save()


def test_that_an_offer_changed_on_its_way_is_refused(opens: Opens) -> None:
    plan = samples.draft()
    _, region = both(opens, plan)
    offer = write_opinion(region, plan, "Fine.", TODAY)
    package = notes_package(region, feedback_on(region, plan.id))
    for content in ({**offer.content, "id": plan.id}, {**offer.content, "number": ""}, {"kind": "nothing"}):
        odd = msgspec.structs.replace(package, offers=(msgspec.structs.replace(offer, content=content),))
        with pytest.raises(Refused):
            read_package(pack(odd))


def test_that_each_municipality_gets_a_file_and_a_letter_and_those_without_notes_nothing(
    opens: Opens, tmp_path: Path
) -> None:
    plan = samples.draft()
    _, region = both(opens, plan)
    region.add_plan(samples.small())
    with pytest.raises(Refused, match="nothing_to_send"):
        write_feedback(region, methodology(), tmp_path / "out", TODAY)
    write_note(region, plan.id, "R128: see where it says so.")
    write_opinion(region, plan, "A good plan.", TODAY)
    (sent,) = write_feedback(region, methodology(), tmp_path / "out", TODAY)
    (printed,) = write_feedback(region, methodology(), tmp_path / "pdf", TODAY, letters=".pdf")
    assert (sent.notes, sent.offers, sent.plan) == (1, 1, plan.id)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        Path(sent.letter).name,
        Path(sent.file).name,
    ]
    assert read_package(Path(sent.file)).manifest.kind == "notes"
    assert Path(printed.letter).read_bytes().startswith(b"%PDF-")
    letter = docx.Document(sent.letter)
    told, rule = text_of_word(letter), methodology().rules["R128"]
    spoken = words_for(document_language(plan), data_dir("resources") / "locale")
    assert spoken.language == "sr-Cyrl" and letter.core_properties.language == "sr-Cyrl-RS"
    assert spoken.form("rule.R128", rule.reason) in told and spoken.form("rule.R128", rule.mend) in told
    assert "A good plan." in told and Path(sent.file).name in told


def test_that_a_letter_names_the_municipality_of_the_register_where_the_plan_has_no_name(
    opens: Opens, tmp_path: Path
) -> None:
    plan = samples.draft()
    nameless = plan.changed([msgspec.structs.replace(plan.root, municipality="70017", municipality_name=EMPTY)], [])
    _, region = both(opens, nameless)
    write_note(region, plan.id, "A remark.")
    (sent,) = write_feedback(region, methodology(), tmp_path, TODAY)
    assert sent.municipality == "Александровац" and "Александровац" in text_of_word(docx.Document(sent.letter))
    assert "70017" not in text_of_word(docx.Document(sent.letter))


def test_that_who_has_settled_everything_gets_no_second_letter(opens: Opens, tmp_path: Path) -> None:
    plan = samples.draft()
    _, region = both(opens, plan)
    write_note(region, plan.id, "Which source?")
    assert len(write_feedback(region, methodology(), tmp_path / "first", TODAY)) == 1
    (thread,) = threads(region.notes(plan.id))
    settle_thread(region, plan.id, thread)
    with pytest.raises(Refused, match="nothing_to_send"):
        write_feedback(region, methodology(), tmp_path / "second", TODAY)


def test_that_notes_of_the_municipality_alone_are_not_sent_back(opens: Opens) -> None:
    plan = samples.draft()
    home, region = opens("home", "Ana"), opens("region", "Vesna", "region")
    home.add_plan(plan)
    write_note(home, plan.id, "To ourselves: ask the school.")
    state, revision = sent_revision(home, plan.id)
    take_in(region, package_from(home, state, revision, {}))
    assert len(region.notes(plan.id)) == 1
    assert feedback_on(region, plan.id).threads == ()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.booleans()), max_size=5), st.booleans())
def test_that_no_file_of_notes_changes_a_digest(said: list[tuple[str, bool]], opinion: bool) -> None:
    plan = samples.small()
    with TemporaryDirectory() as folder:
        region = open_library_at(Path(folder) / "region.localplan", "Vesna", purpose="region")
        home = open_library_at(Path(folder) / "home.localplan", "Ana")
        with region, home:
            for library in (region, home):
                library.add_plan(plan)
            for text, settled in said:
                note = write_note(region, plan.id, f"x{text}")
                if settled:
                    settle_thread(region, plan.id, threads([note])[0])
            if opinion:
                write_opinion(region, plan, "Fine.", TODAY)
            package = read_package(back(region, plan.id))
            take_in(home, package)
            assert take_in(home, package) == "identical"
            assert home.notes(plan.id) == region.notes(plan.id)
            assert home.read_plan(plan.id).digest == region.read_plan(plan.id).digest == plan.digest


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_that_an_empty_note_is_not_written(opens: Opens, text: str) -> None:
    home = opens("home", "Ana")
    home.add_plan(samples.draft())
    with pytest.raises(Refused, match="note_is_empty"):
        write_note(home, samples.draft().id, text)
    assert home.notes(samples.draft().id) == ()


def test_that_a_note_with_an_answer_that_came_first_is_still_one_thread() -> None:
    answer = Note(id="b", thread="a", record="x", text="Yes", at="2026-01-01T00:00:00+00:00")
    first = Note(id="a", thread="a", record="x", text="Really?", at="2026-01-02T00:00:00+00:00")
    (thread,) = threads([first, answer])
    assert thread.first == first
