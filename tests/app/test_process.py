"""A plan from draft to closing in a real library: what stops it, what is kept, what may be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from localplan.app.plans import open_library_at, open_session
from localplan.app.process import (
    amend,
    kept_from,
    milestones,
    move_to,
    next_state,
    possible_states,
    ready_for_adoption,
    seen_for,
)
from localplan.app.session import PlanSession
from localplan.data import data_dir
from localplan.domain.adoption import adopted_content, version_of
from localplan.domain.canonical import content_of
from localplan.domain.codes import codes
from localplan.domain.edits import DropRecord, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ActivityReport, ChangeRow, PublicHearing, ReportingPeriod
from localplan.domain.records.logic import Activity
from localplan.domain.records.plan import Act
from localplan.domain.reporting import new_report
from localplan.domain.values import Refused
from localplan.methodology.checks import Seen, check_plan
from localplan.methodology.states import STATES
from localplan.storage.library import Library
from localplan.words import words_for
from tests import samples
from tests.methods import methodology
from tests.plans import id_of, is_as_adopted
from tests.whole_plans import in_state, whole_plan

WORDS = words_for("en", data_dir("resources") / "locale")
DAY, LATER = date(2025, 12, 1), date(2029, 2, 1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library_at(tmp_path / "library.localplan", "Vesna") as library:
        yield library


def opened(library: Library, plan: Plan) -> PlanSession:
    library.add_plan(plan)
    return open_session(library, plan.id, "Vesna")


def proposed() -> Plan:
    """The whole sample before the council's proposal is decided on, without its report."""
    plan = in_state(samples.implementation(), "proposed")
    facts = [SetField(plan.id, "adopted_digest"), SetField(plan.id, "numbers_given")]
    return apply_edits(plan, [*facts, *(DropRecord(period.id) for period in plan.all(ReportingPeriod))])


def go(session: PlanSession, library: Library, state: str, today: date = DAY) -> None:
    move_to(session, library, methodology(), state, today, WORDS)


def refused(session: PlanSession, library: Library, state: str, today: date = DAY) -> Refused:
    with pytest.raises(Refused) as told:
        go(session, library, state, today)
    return told.value


def test_that_a_plan_goes_through_all_its_states(library: Library) -> None:
    session = opened(library, in_state(proposed(), "draft"))
    for state in STATES[1:]:
        assert next_state(session.plan.root.status) == state
        go(session, library, state, LATER)
    assert next_state("closed") == "" and possible_states("closed") == ()
    session.save()
    assert library.read_plan(session.plan.id).root.status == "closed"
    assert is_as_adopted(session.plan)


def test_that_open_errors_keep_a_plan_from_adoption_and_from_nothing_else(library: Library) -> None:
    session = opened(library, samples.draft())
    go(session, library, "proposed")
    found = kept_from(session.plan, methodology(), seen_for(library, session.plan, DAY), "adopted")
    assert {finding.rule for finding in found} == {"R152", "R160"}
    refusal = refused(session, library, "adopted")
    assert (refusal.code, refusal.values["count"]) == ("not_ready_for_adoption", 2)
    root = library.read_plan(session.plan.id).root
    assert root.status == "proposed" and not root.adopted_digest


def test_that_readiness_does_not_ask_for_the_decision_of_the_assembly() -> None:
    found = ready_for_adoption(samples.draft(), methodology(), Seen(today=DAY))
    assert [finding.rule for finding in found] == ["R152"]


def test_that_adoption_writes_numbers_keeps_a_revision_and_ends_undo(library: Library) -> None:
    session = opened(library, proposed())
    session.perform([SetField(session.plan.id, "foreword", "Dear all", "en")], "Foreword")
    assert session.undo_label == "Foreword"
    go(session, library, "adopted")
    plan = session.plan
    assert plan.root.adopted_digest == adopted_content(plan)
    assert session.undo_label == "" and not open_session(library, plan.id, "Vesna").can_undo
    (kept,) = [revision for revision in library.revisions(plan.id) if revision.reason == "adopted"]
    assert library.read_revision(kept.digest) == plan
    with pytest.raises(Refused) as told:
        session.perform([SetField(plan.id, "vision", "Another", "en")], "Vision")
    assert told.value.code == "plan_is_adopted"
    assert refused(session, library, "draft").code == "state_not_possible"


def test_that_a_report_leaves_the_adopted_plan_as_it_is_and_is_compared_with_it(library: Library) -> None:
    session = opened(library, proposed())
    go(session, library, "adopted")
    go(session, library, "in_implementation")
    session.perform(new_report(session.plan, 2026, lambda: str(uuid4())), "Report")
    session.save()
    assert is_as_adopted(library.read_plan(session.plan.id))
    seen = seen_for(library, session.plan, LATER)
    assert seen.adopted is not None and not seen.adopted.all(ActivityReport)
    assert len(session.plan.all(ActivityReport)) > 10
    assert "R171" not in {finding.rule for finding in check_plan(session.plan, methodology(), seen)}


def test_that_the_hearing_is_kept_and_changes_after_it_are_asked_about(library: Library) -> None:
    session = opened(library, in_state(proposed(), "draft"))
    go(session, library, "public_hearing")
    activity = session.plan.all(Activity)[0].id
    session.perform([SetField(activity, "deadline", "2027-Q3")], "Deadline")
    go(session, library, "proposed")
    seen = seen_for(library, session.plan, DAY)
    assert seen.hearing is not None and seen.hearing.root.status == "public_hearing"
    found = [f for f in check_plan(session.plan, methodology(), seen) if f.rule == "R158"]
    assert [(finding.record, finding.tier) for finding in found] == [(activity, "warning")]
    row = {"kind": "change_row", "parent": session.plan.id, "element": activity, "why": {"en": "Bids came late"}}
    session.perform([PutRecord(id_of("row"), row)], "Change")
    assert not [f for f in check_plan(session.plan, methodology(), seen) if f.rule == "R158"]


def test_that_the_hearing_of_the_version_before_is_not_that_of_an_amendment(library: Library) -> None:
    session = opened(library, in_state(proposed(), "draft"))
    for state in ("public_hearing", "proposed", "adopted"):
        go(session, library, state)
    assert milestones(library, session.plan).hearing is not None
    amend(session, library, "School closed", WORDS)
    known = milestones(library, session.plan)
    assert known.hearing is None and known.adopted is not None
    go(session, library, "public_hearing")
    session.save()
    again = milestones(library, session.plan).hearing
    assert again is not None and version_of(again) == 2


def heard_and_decided(plan: Plan) -> list[PutRecord]:
    """A hearing and a decision on this version, as on the one before."""
    (hearing,), (act,) = plan.all(PublicHearing), (act for act in plan.all(Act) if act.act_kind == "adoption")
    days = {**dict.fromkeys(("date_to", "proposals_until"), "2027-01-30"), "date_from": "2027-01-10", "version": None}
    return [
        PutRecord(id_of("heard"), {"kind": "public_hearing", **content_of(hearing), **days}),
        PutRecord(id_of("decided"), {"kind": "act", **content_of(act), "date": "2027-02-08", "version": None}),
    ]


def test_that_an_amendment_keeps_codes_and_is_adopted_as_the_next_version(library: Library) -> None:
    session = opened(library, proposed())
    go(session, library, "adopted")
    before, gone = session.plan, session.plan.all(Activity)[-1].id
    amend(session, library, "The school closed", WORDS)
    row = session.plan.all(ChangeRow)[-1]
    assert (row.why, row.source) == ({"sr-Cyrl": "The school closed"}, "amendment")
    new = {"kind": "activity", "parent": before[gone].parent, "position": "z", "title": {"en": "New"}}
    lead = {"lead": before[gone].lead, "deadline": "2028-Q4", "no_additional_cost": True}  # type: ignore[attr-defined]
    session.perform([DropRecord(gone), PutRecord(id_of("new"), {**new, **lead})], "Amend")
    assert refused(session, library, "adopted").values["count"] == 2, "neither hearing nor decision of its own"
    session.perform(heard_and_decided(session.plan), "Hear and decide")
    go(session, library, "adopted")
    was, becomes = codes(before, "letters"), codes(session.plan, "letters")
    assert {id: code for id, code in becomes.items() if id in was} == {id: c for id, c in was.items() if id != gone}
    assert becomes[id_of("new")] not in was.values()
    assert version_of(session.plan) == 2
    assert [r.reason for r in library.revisions(before.id)].count("adopted") == 2


def test_that_a_withdrawn_amendment_gives_way_to_the_plan_before_it(library: Library) -> None:
    session = opened(library, proposed())
    go(session, library, "adopted")
    go(session, library, "in_implementation")
    before = session.plan
    amend(session, library, "Second thoughts", WORDS)
    session.perform([DropRecord(session.plan.all(Activity)[0].id)], "Drop")
    go(session, library, "withdrawn")
    assert session.plan.digest == before.digest


def test_that_a_withdrawn_draft_can_be_taken_up_again(library: Library) -> None:
    session = opened(library, samples.draft())
    go(session, library, "withdrawn")
    assert next_state("withdrawn") == "draft" and "withdrawn" not in possible_states("withdrawn")
    go(session, library, "draft")
    session.undo()
    assert session.plan.root.status == "withdrawn"


def test_that_a_plan_is_not_closed_before_its_period_is_over(library: Library) -> None:
    session = opened(library, whole_plan(status="in_implementation"))
    refusal = refused(session, library, "closing", date(2028, 12, 31))
    assert (refusal.code, refusal.values) == ("period_not_over", {"until": date(2028, 12, 31)})
    go(session, library, "closing", date(2029, 1, 1))


@pytest.mark.parametrize("status", ["", *STATES, "withdrawn"])
def test_that_no_way_leads_back_from_adoption(status: str) -> None:
    after: Any = possible_states(status)
    assert status not in after
    if status in STATES[4:]:
        assert all(STATES.index(state) > STATES.index(status) for state in after)
    else:
        assert "adopted" in after and "published" not in after
