"""Summaries of plans in a library: never older than their plans, adding up as the plans do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from sqlalchemy import text

from localplan.domain.consolidation import totals_of
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.domain.received import ReceivedFile
from localplan.domain.summary import Checked, KeptView
from localplan.domain.summing_up import summary_of
from localplan.domain.values import Refused
from localplan.storage.library import Library
from tests import samples
from tests.domain.test_consolidation import municipality
from tests.plans import id_of, plans, small_plan
from tests.storage.libraries import Opened, emptied, save


def other_amount(plan: Plan, amount: int) -> Plan:
    return apply_edits(plan, [SetField(id_of("F1"), "amounts", amount, "2026")])


def full_library(opened: Opened) -> Library:
    library = opened()
    for plan in (samples.implementation(), samples.small(), small_plan()):
        library.add_plan(plan)
    for n, share in enumerate((25, 30, 45)):
        library.add_plan(municipality(f"m{n}", [("2027", "07", "1000.01")], shared_id="bus", share=share))
    return library


def test_that_summaries_are_those_of_the_plans(opened: Opened) -> None:
    with full_library(opened) as library:
        expected = [summary_of(library.read_plan(line.id)) for line in library.plans()]
        assert library.summaries() == tuple(sorted(expected, key=lambda s: s.plan))
        assert library.region.refresh() == 0


def test_that_totals_added_up_by_the_database_equal_the_raw_sums(opened: Opened) -> None:
    with full_library(opened) as library:
        totals = library.region.totals()
        assert totals == totals_of(library.summaries())
        assert totals.by_source["07"]["RSD"] == Decimal("13500000") + Decimal("1000.01")


@settings(max_examples=12, deadline=None)
@given(plans())
def test_that_totals_of_any_plan_are_the_same_by_database_and_by_summary(one_library: Opened, plan: Plan) -> None:
    with emptied(one_library()) as library:
        library.add_plan(plan)
        library.add_plan(municipality("other", [("2026", "01", "12.34")]))
        assert library.region.totals() == totals_of(s for s in library.summaries() if s.counts)


def test_that_a_changed_plan_gets_a_new_summary_when_one_is_asked_for(opened: Opened) -> None:
    with opened() as library:
        plan = small_plan()
        library.add_plan(plan)
        changed = other_amount(plan, 500)
        save(library, plan, changed, 1, frozenset({id_of("F1")}))
        (summary,) = library.summaries()
        assert summary == summary_of(changed)
        assert library.region.totals().by_year["2026"] == {"RSD": Decimal("500000") + Decimal("1200500")}


def test_that_a_library_that_is_only_read_gives_summaries_as_of_now(opened: Opened) -> None:
    with opened() as library:
        plan = small_plan()
        library.add_plan(plan)
        changed = other_amount(plan, 500)
        save(library, plan, changed, 1, frozenset({id_of("F1")}))
        with opened(read_only=True) as reader:
            assert reader.region.refresh() == 0
            assert reader.summaries() == (summary_of(changed),)
            assert reader.region.totals() == totals_of([summary_of(changed)])
            with pytest.raises(Refused, match="library_read_only"):
                reader.region.keep_view(KeptView(kind="edition", name="x", at="", person="", content="{}"))


def test_that_only_the_parts_and_plans_asked_for_are_read(opened: Opened) -> None:
    with full_library(opened) as library:
        (one,) = library.region.summaries(("money",), [samples.small().id])
        whole = summary_of(samples.small())
        assert (one.money, one.measures) == (whole.money, whole.measures)
        assert one.activities == () and whole.activities
        assert one.records == whole.records


def test_that_practice_copies_and_withdrawn_plans_do_not_count(opened: Opened) -> None:
    with opened() as library:
        library.add_plan(municipality("a", [("2026", "01", 5)]))
        library.add_plan(municipality("b", [("2026", "01", 7)], practice=True))
        library.add_plan(municipality("c", [("2026", "01", 9)], status="withdrawn"))
        assert library.region.totals().all == {"RSD": Decimal(5)}


def test_that_a_dropped_plan_leaves_the_totals(opened: Opened) -> None:
    with opened() as library:
        library.add_plan(municipality("a", [("2026", "01", 5)]))
        gone = municipality("b", [("2026", "01", 7)])
        library.add_plan(gone)
        library.drop_plan(gone.id)
        assert library.region.totals().all == {"RSD": Decimal(5)}


def test_that_the_money_of_very_rich_plans_can_be_added_up(opened: Opened) -> None:
    most = Decimal(9_999_999_999_999)
    with opened() as library:
        for name in ("a", "b", "c"):
            rich = municipality(name, [(str(year), "01", most) for year in range(2020, 2032)])
            library.add_plan(apply_edits(rich, [SetField(rich.id, "amount_unit", 1000)]))
        assert library.region.totals().all == {"RSD": most * 12 * 3 * 1000}


def test_that_the_origin_of_figures_is_known(opened: Opened) -> None:
    with opened() as library:
        plan = small_plan()
        library.add_plan(plan)
        assert library.region.provenance()[plan.id].revision == plan.digest
        revision = library.keep_revision(plan, "sent")
        origin = library.region.provenance()[plan.id]
        assert (origin.revision, origin.person, origin.at) == (revision.digest, "Ana", revision.at)


def test_that_the_file_in_which_a_state_came_is_named(opened: Opened) -> None:
    with opened() as library:
        plan = small_plan()
        library.add_plan(plan)
        revision = library.keep_revision(plan, "sent")
        facts = {"at": "2026-01-01T00:00:00+00:00", "plan": plan.id}
        library.region.keep_received(
            [
                ReceivedFile(digest="a", name="old.lplan", revision="of another state", **facts),
                ReceivedFile(digest="b", name="new.lplan", revision=revision.digest, **facts),
            ]
        )
        assert library.region.provenance()[plan.id].file == "new.lplan"


def _sent(library: Library, plan: Plan, code: str, person: str) -> Revision:
    """A state of the plan that came from somebody."""
    theirs = apply_edits(plan, [SetField(plan.id, "code", code)])
    facts = {"plan": plan.id, "reason": "sent", "at": "2026-01-01T00:00:00Z", "journal": 0, "parents": ()}
    revision = Revision(digest=theirs.digest, author=person, **facts)
    return library.add_revision(revision, theirs)


def test_that_a_state_made_of_several_files_names_them_all_and_who_sent_them(opened: Opened) -> None:
    with opened() as library:
        plan = small_plan()
        library.add_plan(plan)
        sent = [_sent(library, plan, code, person) for code, person in (("A", "Ana"), ("J", "Jovan"))]
        merged = library.keep_revision(plan, "merged", parents=tuple(revision.digest for revision in sent))
        facts = {"plan": plan.id, "verdict": "update"}
        library.region.keep_received(
            ReceivedFile(digest=name, name=name, revision=revision, at=at, **facts)
            for name, revision, at in (
                ("ana.lplan", sent[0].digest, "2026-01-01T00:00:00+00:00"),
                ("filled.xlsx", sent[0].digest, "2026-01-03T00:00:00+00:00"),
                ("jovan.lplan", sent[1].digest, "2026-01-02T00:00:00+00:00"),
            )
        )
        origin = library.region.provenance()[plan.id]
        assert (origin.revision, origin.at) == (merged.digest, merged.at)
        assert origin.file == "ana.lplan + filled.xlsx + jovan.lplan"
        assert origin.person == "Ana, Jovan"
        assert origin.received == "2026-01-03T00:00:00+00:00"


def test_that_a_damaged_plan_keeps_nobody_from_the_others(opened: Opened) -> None:
    with opened() as library:
        for plan in (small_plan(), municipality("a", [("2026", "01", 5)])):
            library.add_plan(plan)
        with library._changing() as connection:
            for change in (
                "DELETE FROM plan WHERE plan_id = :id",
                "UPDATE summary SET digest = '' WHERE plan_id = :id",
            ):
                connection.execute(text(change), {"id": small_plan().id})
        assert len(library.summaries()) == 2  # as it was when it could still be read
        assert library.region.totals().by_source["01"] == {"RSD": Decimal(120_000 + 5)}


def test_that_findings_and_named_views_are_kept(opened: Opened) -> None:
    found = Checked(plan=small_plan().id, digest="d", day=date(2026, 5, 1), found=(("R001", "error", 2),))
    view = KeptView(kind="choice", name="Youth", at="2026", person="Ana", content="{}")
    with opened() as library:
        library.add_plan(small_plan())
        library.region.keep_checked([found])
        library.region.keep_checked([found])
        library.region.keep_view(view)
        library.region.keep_view(view)
    with opened() as library:
        assert library.region.checked() == {found.plan: found}
        assert library.region.kept_views("choice") == (view,)
        assert library.region.forget_view("choice", "Youth")
        assert library.region.kept_views("choice") == ()
