"""A region in other hands: a copy is only read until somebody takes it over; what was published stays known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from localplan.app.consolidation import Consolidated
from localplan.app.editions_elsewhere import TakenOver, take_over_editions
from localplan.app.office import Office
from localplan.app.places import Address
from localplan.app.plans import look_into_library, open_library_at
from localplan.app.region_editions import editions_of, freeze, frozen
from localplan.domain.records.logic import Activity
from localplan.domain.suppression import exposed
from localplan.domain.values import Refused
from localplan.storage.library import Library
from tests.app.test_publishing import publish_plans, publish_region, publish_some, with_few_persons
from tests.methods import methodology
from tests.neighbours import PLACES, copy_for
from tests.plans import small_plan


def filled(path: Address, person: str) -> Library:
    """A library of a region with the plans of its neighbours."""
    library = open_library_at(path, person, purpose="region")
    for code, facts in PLACES.items():
        plan = with_few_persons(copy_for(code, *facts))
        library.add_plan(plan)
        library.keep_revision(plan, "sent")
    return library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with filled(tmp_path / "region.localplan", "Ana") as library:
        yield library


def test_that_a_copy_is_only_read_until_somebody_takes_it_over(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "copy.localplan"
    library.hand_over(copy)
    library.add_plan(small_plan())  # whoever hands over goes on undisturbed
    with pytest.raises(Refused, match="library_handed_over") as refused:
        open_library_at(copy, "Vesna")
    assert refused.value.values["person"] == "Ana" and refused.value.values["since"]
    before = copy.read_bytes()
    with look_into_library(copy, "Vesna") as seen:
        assert seen.read_only and len(seen.plans()) == len(PLACES) and seen.purpose == "region"
        with pytest.raises(Refused, match="library_read_only"):
            seen.add_plan(small_plan())
    assert copy.read_bytes() == before
    with open_library_at(copy, "Vesna", take_over=True) as own:
        own.add_plan(small_plan())
    with open_library_at(copy, "Vesna") as own:  # from now on it is a library like any other
        assert not own.read_only and len(own.plans()) == len(PLACES) + 1


def test_that_nothing_is_replaced_and_taking_over_changes_no_other_library(library: Library, tmp_path: Path) -> None:
    taken = tmp_path / "taken.localplan"
    taken.write_text("a letter")
    with pytest.raises(Refused, match="file_exists"):
        library.hand_over(taken)
    assert taken.read_text() == "a letter" and not list(tmp_path.glob("*.unfinished"))
    with pytest.raises(Refused, match="folder_missing"):
        library.hand_over(tmp_path / "nowhere" / "copy.localplan")
    library.close()
    with open_library_at(tmp_path / "region.localplan", "Vesna", take_over=True) as same:
        assert not same.read_only


def test_that_the_window_reads_a_copy_and_goes_on_with_it_when_it_is_taken_over(
    library: Library, tmp_path: Path
) -> None:
    library.hand_over(tmp_path / "copy.localplan")
    office = Office(tmp_path / "copy.localplan", "Vesna")
    assert office.library.read_only and office.only_reads and office.only_reads.code == "library_handed_over"
    office.take_over()
    assert open_again(office) == (False, None)
    office.close()


def open_again(office: Office) -> tuple[bool, Refused | None]:
    return office.library.read_only, office.only_reads


def test_that_a_copy_knows_what_was_published(library: Library, tmp_path: Path) -> None:
    publish_region(library)
    library.hand_over(tmp_path / "copy.localplan")
    with open_library_at(tmp_path / "copy.localplan", "Vesna", read_only=True) as seen:
        assert [one.id for one in seen.published()] == [one.id for one in library.published()]


def told_of(library: Library) -> dict[str, object]:
    editions = (publication.figures for publication in library.published())
    return {name: value for edition in editions for name, value in edition.shown().items()}


def test_that_editions_of_two_libraries_give_nothing_away_once_they_were_taken_over(
    library: Library, tmp_path: Path
) -> None:
    publish_some(library)
    publish_plans(library)
    library.close()
    earlier = tmp_path / "region.localplan"
    with filled(tmp_path / "deputy.localplan", "Vesna") as deputy:
        assert take_over_editions(deputy, earlier) == TakenOver(1 + len(PLACES), 0)
        assert take_over_editions(deputy, earlier) == TakenOver(0, 0)
        publish_region(deputy)
        assert len(deputy.published()) == 2 + len(PLACES)
        assert not exposed([publication.figures for publication in deputy.published()])
        told = told_of(deputy)
        for line in deputy.plans():
            few, nine = deputy.read_plan(line.id).all(Activity)[:2]
            parts = [told.get(f"{line.id}/{one.id}/beneficiaries/total") for one in (few, nine)]
            total = told.get(f"municipalities/{line.id}/{line.id}/beneficiaries")
            assert parts[0] is None and (parts[1] is None or total is None)


@pytest.mark.parametrize("back", [False, True])
def test_that_editions_of_the_day_are_taken_over_from_and_to_a_server(
    place: Address, tmp_path: Path, *, back: bool
) -> None:
    one, other = (place, tmp_path / "deputy.localplan") if back else (tmp_path / "deputy.localplan", place)
    with filled(one, "Ana") as ana:
        view = Consolidated(ana, methodology(), date(2026, 6, 1))
        freeze(ana, view, "Ministry, June")
        publish_region(ana)
        kept = frozen(ana, "Ministry, June", "sr-Latn")
    with open_library_at(other, "Vesna", purpose="region") as vesna:
        freeze(vesna, Consolidated(vesna, methodology(), date(2026, 6, 1)), "Ministry, June")
        assert take_over_editions(vesna, one) == TakenOver(1, 1)
        assert take_over_editions(vesna, one) == TakenOver(0, 0)
        name = next(each.name for each in editions_of(vesna) if each.person == "Ana")
        assert name.startswith("Ministry, June (Ana, ") and frozen(vesna, name, "sr-Latn") == kept
        assert frozen(vesna, "Ministry, June", "sr-Latn") != kept


def test_that_what_is_no_library_brings_no_editions(library: Library, tmp_path: Path) -> None:
    (tmp_path / "letter.localplan").write_text("a letter")
    for name in ("letter.localplan", "nowhere.localplan"):
        with pytest.raises(Refused):
            take_over_editions(library, tmp_path / name)
    assert library.published() == ()
