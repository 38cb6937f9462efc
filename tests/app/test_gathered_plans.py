"""A regional library gathers the plans of municipalities and never changes their values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from localplan.app.contradictions import Contradictions
from localplan.app.merges import merges, undo_merge
from localplan.app.plans import open_library_at, open_session
from localplan.app.sending import package_from, sent_revision
from localplan.app.taking_in import take_in
from localplan.domain.edits import SetField
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.package import Package
from localplan.storage.library import Library
from tests import samples


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Library]:
    with open_library_at(tmp_path / "region.localplan", "Vesna", purpose="region") as library:
        yield library


def title(plan: Plan, text: str, field: str = "title") -> list[SetField]:
    return [SetField(plan.id, field, text, "en")]


def sent(folder: Path, plan: Plan, text: str = "", field: str = "title") -> Package:
    """The plan as its municipality sends it, with what was typed there."""
    with open_library_at(folder, "Ana") as library:
        if not library.has_plan(plan.id):
            library.add_plan(plan)
            sent_revision(library, plan.id)
        if text:
            session = open_session(library, plan.id, "Ana")
            session.perform(title(plan, text, field), "Title")
            session.save()
        state, revision = sent_revision(library, plan.id)
        return package_from(library, state, revision, {})


def test_that_no_value_of_a_municipality_is_changed_in_a_region(region: Library, tmp_path: Path) -> None:
    plan = samples.draft()
    take_in(region, sent(tmp_path / "a.localplan", plan, "Typed at the municipality"))
    session = open_session(region, plan.id, "Vesna")
    before = session.plan
    assert session.read_only
    with pytest.raises(Refused, match="plan_of_a_municipality"):
        session.perform(title(plan, "Better"), "Title")
    assert not session.can_undo
    with pytest.raises(Refused, match="nothing_to_undo"):
        session.undo()
    session.save()
    assert region.read_plan(plan.id) == before == session.plan


def test_that_a_merge_is_settled_and_undone_in_a_region(region: Library, tmp_path: Path) -> None:
    plan = samples.draft()
    take_in(region, sent(tmp_path / "a.localplan", plan))
    take_in(region, sent(tmp_path / "a.localplan", plan, "Ana's"))
    assert take_in(region, sent(tmp_path / "b.localplan", plan, "Mila's", "vision")) == "reconcile"
    session = open_session(region, plan.id, "Vesna")
    merged = session.plan
    session.perform(title(plan, "Mila's"), "As Mila has it", merging=True)
    session.undo()
    assert session.plan == merged
    session.undo()
    assert session.plan.root.title["en"] == "Ana's"
    assert session.undo_label == "update · Ana"
    session.redo()
    assert session.plan == merged
    session.save()


def test_that_an_update_is_undone_in_a_region_in_one_step(region: Library, tmp_path: Path) -> None:
    plan = samples.draft()
    take_in(region, sent(tmp_path / "a.localplan", plan))
    before = region.read_plan(plan.id)
    package = sent(tmp_path / "a.localplan", plan, "Ana's")
    assert take_in(region, package) == "update"
    session = open_session(region, plan.id, "Vesna")
    book = Contradictions(region, session)
    (update,) = merges(book)
    assert (update.with_whom, update.is_update, update.entry.author) == ("Ana", True, "Vesna")
    undo_merge(update, session, book)
    assert region.read_plan(plan.id).digest == before.digest == session.plan.digest
    assert not session.can_undo and not merges(book)
    session.redo()
    session.save()
    assert region.read_plan(plan.id).digest == package.plan.digest
    session.undo()
    session.save()
    later = sent(tmp_path / "a.localplan", plan, "Ana's vision", "vision")
    assert take_in(region, later) == "update"
    assert region.read_plan(plan.id).digest == later.plan.digest


def test_that_what_a_municipality_merged_is_not_taken_back_in_a_region(region: Library, tmp_path: Path) -> None:
    plan = samples.draft()
    sent(tmp_path / "a.localplan", plan)
    other = sent(tmp_path / "b.localplan", plan, "Mila's", "vision")
    sent(tmp_path / "a.localplan", plan, "Ana's")
    with open_library_at(tmp_path / "a.localplan", "Ana") as library:
        assert take_in(library, other) == "reconcile"
    take_in(region, sent(tmp_path / "a.localplan", plan))
    session = open_session(region, plan.id, "Vesna")
    (merge,) = merges(Contradictions(region, session))
    assert not session.may_take_back(merge.entry)
    with pytest.raises(Refused, match="nothing_to_undo"):
        session.take_back(merge.entry)


def test_that_the_same_plan_is_changed_in_its_own_library(tmp_path: Path) -> None:
    plan = samples.draft()
    package = sent(tmp_path / "a.localplan", plan)
    with open_library_at(tmp_path / "own.localplan", "Ana") as own:
        take_in(own, package)
        session = open_session(own, plan.id, "Ana")
        session.perform(title(plan, "Ours"), "Title")
        session.save()
        assert own.read_plan(plan.id).root.title["en"] == "Ours"
