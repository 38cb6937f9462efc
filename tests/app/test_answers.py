"""Two people settle the same contradiction on two machines, and their packages meet: nobody's answer goes unseen."""

from __future__ import annotations

import shutil
from itertools import permutations
from pathlib import Path

import pytest

from localplan.app.contradictions import Contradictions
from localplan.app.intake import Intake
from localplan.app.plans import open_library_at, open_session
from localplan.app.reconcile import merged_package, standing_conflicts
from localplan.app.sending import package_from, sent_revision
from localplan.app.taking_in import take_in
from localplan.domain.answers import REASON
from localplan.domain.edits import SetField
from localplan.domain.notes import Conflict
from localplan.exchange.package import Package, write_package
from localplan.storage.library import Library
from tests.app.test_plans import PLAN, ana, ivo, sent
from tests.app.test_reconcile import apart, edited
from tests.plans import id_of

__all__ = ["ana", "apart", "ivo"]  # the fixtures


def answer(library: Library, choice: str, value: str | None = None) -> None:
    """Settle all that is open."""
    book = Contradictions(library, open_session(library, PLAN, library.author))
    book.decide(book.open, choice, "Decide", value)


def title(library: Library) -> str:
    return library.read_plan(PLAN).root.title["en"]


def asked(library: Library) -> list[Conflict]:
    return [each for each in standing_conflicts(library, PLAN) if not each.chosen]


@pytest.fixture
def both(ana: Library, ivo: Library, apart: Package) -> tuple[Library, Library]:
    """Both have the merged plan, with the contradiction open."""
    take_in(ivo, apart)
    assert take_in(ana, sent(ivo)) == "update" and len(asked(ana)) == len(asked(ivo)) == 1
    return ana, ivo


def test_that_two_answers_without_and_with_an_edit_are_asked_anew(both: tuple[Library, Library]) -> None:
    ana, ivo = both
    answer(ana, "theirs")  # Ana keeps her own title, in Ivo's view of things the other side's
    answer(ivo, "ours")  # nothing to be entered: the plan says so already
    assert (title(ana), title(ivo)) == ("Ana's", "Ivo's")
    hers, his = sent(ana), sent(ivo)
    assert take_in(ivo, hers) == "reconcile" and title(ivo) == "Ivo's"
    assert take_in(ana, his) == "reconcile" and title(ana) == "Ana's"
    (one,), (other,) = asked(ana), asked(ivo)
    assert one.id == other.id and one.reason == REASON
    assert [(s.author, s.value) for s in (other.ours, other.theirs)] == [("Ivo", "Ivo's"), ("Ana", "Ana's")]


def test_that_the_last_word_ends_it_everywhere(both: tuple[Library, Library]) -> None:
    ana, ivo = both
    answer(ana, "theirs")
    answer(ivo, "own", "A third")
    take_in(ivo, sent(ana))
    assert asked(ivo)
    answer(ivo, "theirs")
    edited(ana, SetField(id_of("SO1"), "title", "Later", "en"))
    take_in(ana, sent(ivo))
    assert title(ana) == "Ana's" and not asked(ana)
    edited(ivo, SetField(id_of("GO"), "title", "Later, too", "en"))
    take_in(ivo, sent(ana))
    assert title(ivo) == "Ana's" and not asked(ivo)


def test_that_an_answer_stands_where_the_other_side_left_it_open(ana: Library, ivo: Library, apart: Package) -> None:
    his = sent(ivo)
    take_in(ivo, apart)
    take_in(ana, his)  # each has merged the other's, each with its own title for the time being
    assert (title(ana), title(ivo)) == ("Ana's", "Ivo's")
    answer(ana, "ours")
    assert take_in(ivo, sent(ana)) == "reconcile"
    assert title(ivo) == "Ana's" and not asked(ivo)


def test_that_the_same_answer_given_twice_asks_nothing(both: tuple[Library, Library]) -> None:
    ana, ivo = both
    answer(ana, "theirs")
    answer(ivo, "theirs")
    assert take_in(ivo, sent(ana)) == "identical" and not asked(ivo) and title(ivo) == "Ana's"


def test_that_an_answer_decided_anew_in_view_of_the_other_stands(both: tuple[Library, Library]) -> None:
    ana, ivo = both
    answer(ana, "theirs")
    assert take_in(ivo, sent(ana)) == "update" and not asked(ivo)
    book = Contradictions(ivo, open_session(ivo, PLAN, "Ivo"))
    book.decide(book.decided, "ours", "Decide anew")
    assert take_in(ana, sent(ivo)) == "update" and title(ana) == "Ivo's" and not asked(ana)
    (decided,) = standing_conflicts(ana, PLAN)
    assert [answer.author for answer in decided.answers] == ["Ana", "Ivo"]


def test_that_what_was_said_beside_an_older_state_is_heard(both: tuple[Library, Library]) -> None:
    ana, ivo = both
    answer(ivo, "ours")
    edited(ana, SetField(id_of("SO1"), "title", "Later", "en"))
    assert take_in(ana, sent(ivo)) == "older"
    assert not asked(ana) and title(ana) == "Ivo's"


def test_that_packages_are_merged_the_same_from_both_sides(both: tuple[Library, Library]) -> None:
    ana, ivo = both
    answer(ana, "theirs")
    answer(ivo, "own", "A third")
    hers, his = sent(ana), sent(ivo)
    found = [merged_package(*pair, None, "Eva")[0] for pair in ((hers, his), (his, hers))]
    sets = [{c.id for c in package.conflicts if not c.chosen} for package in found]
    assert sets[0] == sets[1] and len(sets[0]) == 1


def test_that_the_order_of_files_does_not_matter(both: tuple[Library, Library], tmp_path: Path) -> None:
    ana, ivo = both
    answer(ana, "theirs")
    answer(ivo, "own", "A third")
    files = []
    for library in both:
        plan, revision = sent_revision(library, PLAN)
        files.append(tmp_path / f"{library.author}.lplan")
        write_package(files[-1], package_from(library, plan, revision, {}))
    seen = []
    for number, order in enumerate(permutations(files)):
        named = [shutil.copyfile(file, tmp_path / f"{number}{n}.lplan") for n, file in enumerate(order)]
        with open_library_at(tmp_path / f"region{number}.localplan", "Eva", purpose="region") as region:
            intake = Intake(region, named)
            intake.finish()
            assert intake.counts["taken_in"] == 2 and sum(each.to_decide for each in intake.results) == 1
            seen.append((region.read_plan(PLAN).digest, [(c.id, c.chosen) for c in region.conflicts(PLAN)]))
    assert seen[0] == seen[1]
