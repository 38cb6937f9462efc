"""A regional frame is offered, taken piece by piece, and overwrites nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localplan.app.consolidation import Consolidated
from localplan.app.frame_answers import frame_answers
from localplan.app.frames import decline, declined_in, known, known_frames, new_frame, take_offers
from localplan.app.opinions import waiting
from localplan.app.plans import open_library_at, open_session, with_free_code
from localplan.app.region_words import RegionWords
from localplan.app.sending import package_from, sent_revision
from localplan.app.taking_in import take_in
from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits, put
from localplan.domain.frame import Offered, is_frame, offers_of, taken
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Indicator, Objective
from localplan.domain.values import Refused
from localplan.exchange.package import Package, pack, read_package
from localplan.storage.library import Library
from localplan.words import Words, words_for
from tests import samples
from tests.methods import methodology
from tests.plans import dangling, id_of, record

GENERAL, SPECIFIC, SHARE = id_of("frame.general"), id_of("frame.specific"), id_of("frame.share")


def frame() -> Plan:
    """A frame with a general and a specific objective and an indicator."""
    plan = new_frame(methodology(), {"sr-Cyrl": "Оквир региона", "en": "Frame of the region"}, (2026, 2028))
    title = {"sr-Cyrl": "Млади остају", "en": "Young people stay"}
    return apply_edits(
        plan,
        [
            put(record("objective", "frame.general", plan.id, 0, objective_kind="general", title=title)),
            put(
                record(
                    "objective",
                    "frame.specific",
                    GENERAL,
                    0,
                    objective_kind="specific",
                    section="youth",
                    title={"en": "Jobs", "sr-Cyrl": "Послови"},
                )
            ),
            put(
                record(
                    "indicator", "frame.share", SPECIFIC, 0, title={"en": "Share employed"}, unit="%", baseline_value=3
                )
            ),
        ],
    )


def words(language: str) -> Words:
    return words_for(language, data_dir("resources") / "locale")


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Library]:
    with open_library_at(tmp_path / "region.localplan", "Vesna", purpose="region") as library:
        yield library


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Library]:
    with open_library_at(tmp_path / "home.localplan", "Ana") as library:
        library.add_plan(samples.draft())
        yield library


def sent(region: Library, plan: Plan) -> Any:
    """The frame as it travels."""
    if not region.has_plan(plan.id):
        region.add_plan(with_free_code(plan, region))
    state, revision = sent_revision(region, plan.id)
    return read_package(pack(package_from(region, state, revision, {})))


def states(offers: tuple[Offered, ...]) -> dict[str, str]:
    return {one.record.id: one.state for one in offers}


def test_that_a_frame_comes_in_as_offers_and_changes_no_plan(region: Library, home: Library) -> None:
    package = sent(region, frame())
    assert package.manifest.kind == "frame"
    before = home.read_plan(samples.draft().id)
    assert take_in(home, package) == "push_down"
    assert take_in(home, package) == "identical"
    assert home.read_plan(samples.draft().id) == before
    (one,) = known_frames(home)
    assert is_frame(one.frame)
    assert states(one.offers(before, {})) == dict.fromkeys((GENERAL, SPECIFIC, SHARE), "new")
    assert known_frames(region) == ()


def test_that_what_is_taken_is_the_plans_own_and_remembers_where_it_comes_from(region: Library, home: Library) -> None:
    take_in(home, sent(region, frame()))
    session = open_session(home, samples.draft().id, "Ana")
    (one,) = known_frames(home)
    take_offers(session, one.frame, one.offers(session.plan, {})[1:], "Take over")
    plan = session.plan
    (jobs,) = [o for o in plan.all(Objective) if o.offered_by == SPECIFIC]
    assert plan[jobs.parent].objective_kind == "general"  # type: ignore[attr-defined]
    (share,) = [i for i in plan.all(Indicator) if i.offered_by == SHARE]
    assert (share.parent, share.unit, share.baseline_value) == (jobs.id, "%", None)
    assert dangling(plan) == dangling(samples.draft())
    assert states(one.offers(plan, {})) == {GENERAL: "new", SPECIFIC: "taken", SHARE: "taken"}
    session.undo()
    assert session.plan == samples.draft()
    session.save()


def test_that_only_what_the_frame_changed_is_offered_again(region: Library, home: Library) -> None:
    take_in(home, sent(region, frame()))
    mine = open_session(home, samples.draft().id, "Ana")
    (one,) = known_frames(home)
    take_offers(mine, one.frame, one.offers(mine.plan, {})[1:], "Take over")
    jobs = next(o for o in mine.plan.all(Objective) if o.offered_by == SPECIFIC)
    mine.perform([SetField(jobs.id, "description", "Our own words", "en")], "Own words")
    mine.save()
    assert states(known_frames(home)[0].offers(mine.plan, {}))[SPECIFIC] == "taken"

    theirs = open_session(region, one.frame.id, "Vesna")
    theirs.perform([SetField(SPECIFIC, "title", "Good jobs", "en")], "Title")
    theirs.save()
    assert take_in(home, sent(region, theirs.plan)) == "push_down"
    offers = known(home, home.read_plan(one.frame.id)).offers(mine.plan, {})
    (changed,) = [offer for offer in offers if offer.state == "changed"]
    assert (changed.record.id, changed.changed) == (SPECIFIC, ("title",))
    take_offers(mine, home.read_plan(one.frame.id), [changed], "Bring up to date")
    own = mine.plan[jobs.id]
    assert isinstance(own, Objective)
    assert (own.title["en"], own.description["en"]) == ("Good jobs", "Our own words")
    mine.save()
    assert "changed" not in states(known_frames(home)[0].offers(mine.plan, {})).values()


def test_that_single_elements_are_declined_and_offered_anew_once_they_change(region: Library, home: Library) -> None:
    take_in(home, sent(region, frame()))
    plan = home.read_plan(samples.draft().id)

    def declined() -> set[str]:
        offers = known_frames(home)[0].offers(plan, declined_in(home, plan.id))
        return {one.record.id for one in offers if one.declined}

    specific, share = known_frames(home)[0].offers(plan, {})[1:]
    decline(home, plan.id, [specific, share])
    assert declined() == {SPECIFIC, SHARE} and home.read_plan(plan.id) == plan
    assert waiting(home, plan) == (0, 0)
    decline(home, plan.id, [share], again=True)
    assert declined() == {SPECIFIC} and waiting(home, plan) == (0, 0)
    decline(home, plan.id, [share])

    theirs = open_session(region, frame_in(region).id, "Vesna")
    theirs.perform([SetField(SHARE, "title", "Share in work", "en")], "Title")
    theirs.save()
    assert take_in(home, sent(region, theirs.plan)) == "push_down"
    assert declined() == {SPECIFIC}
    session = open_session(home, plan.id, "Ana")
    take_offers(session, frame_in(home), [specific], "Take over")  # a no is no bar
    session.save()
    plan = session.plan
    assert declined() == set() and [o.title["en"] for o in plan.all(Objective) if o.offered_by] == ["Jobs"]


def test_that_the_coordinator_learns_who_took_over_and_who_declined_and_why(region: Library, home: Library) -> None:
    take_in(home, sent(region, frame()))
    plan = samples.draft().id
    general, specific, share = known_frames(home)[0].offers(home.read_plan(plan), {})
    session = open_session(home, plan, "Ana")
    take_offers(session, frame_in(home), [general], "Take over")
    session.save()
    decline(home, plan, [specific, share], reason="No vacancies here")
    take_in(region, came_from(home, plan))

    def answers() -> list[tuple[str, str, str, str]]:
        shown = frame_answers(region, RegionWords(Consolidated(region, methodology(), date(2026, 6, 1)), words("en")))
        return [(r.cells[0], r.cells[3], *r.cells[4:6]) for r in shown.rows if not r.total]

    said = [("Young people stay", "taken over", "", ""), ("Jobs", "declined", "No vacancies here", "Ana")]
    assert answers() == [*said, ("Share employed", "declined", "No vacancies here", "Ana")]
    decline(home, plan, [share], again=True)
    (taken_back,) = [offer for offer in home.offers(plan) if not offer.content]  # a moment has passed
    home.keep_beside(plan, [msgspec.structs.replace(taken_back, at="2999-01-01T00:00:00+00:00")])
    assert take_in(region, came_from(home, plan)) == "identical"
    assert answers() == said


def came_from(home: Library, plan_id: str) -> Package:
    plan, revision = sent_revision(home, plan_id)
    return read_package(pack(package_from(home, plan, revision, {})))


def frame_in(library: Library) -> Plan:
    return next(plan for line in library.plans() if is_frame(plan := library.read_plan(line.id)))


def test_that_an_indicator_waits_for_its_objective(home: Library) -> None:
    plan, offered = samples.draft(), offers_of(frame(), samples.draft())
    indicator = offered[-1]
    assert indicator.record.id == SHARE
    with pytest.raises(Refused, match="no_place_for_offer"):
        taken(plan, indicator, frame())
    own = plan.all(Objective)[1]
    (edit,) = taken(plan, indicator, frame(), own.id)
    assert apply_edits(plan, [edit])[edit.id].parent == own.id


def test_that_two_copies_of_a_plan_that_took_the_same_have_one_element(home: Library) -> None:
    plan = samples.draft()
    general, specific, _ = offers_of(frame(), plan)
    assert taken(plan, specific, frame()) == taken(plan, specific, frame())
    assert taken(plan, general, frame())[0].id != taken(samples.small(), general, frame())[0].id
