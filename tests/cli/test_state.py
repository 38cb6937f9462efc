"""`state` and `calendar`: a plan's life from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.app.plans import open_library_at
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from tests import samples
from tests.cli.conftest import Localplan
from tests.whole_plans import in_state

PLAN = samples.draft().id


@pytest.fixture
def kept(library: Path) -> Path:
    with open_library_at(library, "Vesna") as opened:
        opened.add_plan(samples.draft())
        opened.add_plan(_proposed())
    return library


def _proposed() -> Plan:
    from localplan.app.samples import practice_copy

    plan = in_state(practice_copy(samples.implementation(), status="draft"), "proposed")
    return apply_edits(plan, [SetField(plan.id, "code", "proposed")])


def test_that_the_state_is_shown_with_what_keeps_it_from_the_next(localplan: Localplan, kept: Path) -> None:
    shown = localplan("state", PLAN, "--library", kept, "--json").json
    assert (shown["state"], shown["version"], shown["next"]) == ("draft", 1, "in_consultation")
    assert shown["kept_from_next_by"] == []
    localplan("state", PLAN, "--to", "proposed", "--library", kept)
    shown = localplan("state", PLAN, "--library", kept, "--today", "2025-11-20", "--json").json
    assert {one["rule"] for one in shown["kept_from_next_by"]} == {"R152", "R160"}
    assert "R152" in localplan("state", PLAN, "--library", kept).out


def test_that_a_plan_with_errors_is_not_adopted(localplan: Localplan, kept: Path) -> None:
    localplan("state", PLAN, "--to", "adopted", "--library", kept).complains("cannot be adopted", "2")
    assert localplan("state", PLAN, "--library", kept, "--json").json["state"] == "draft"


def test_that_a_whole_plan_is_adopted_amended_and_withdrawn(localplan: Localplan, kept: Path) -> None:
    def state(*arguments: object) -> tuple[str, int]:
        shown = localplan("state", "proposed", *arguments, "--library", kept, "--today", "2026-01-10", "--json").json
        return shown["state"], shown["version"]

    assert state("--to", "adopted") == ("adopted", 1)
    assert state("--to", "published") == ("published", 1)
    assert state("--amend", "The school closed") == ("draft", 2)
    assert state("--to", "withdrawn") == ("published", 1)


def test_that_unknown_and_impossible_states_are_told(localplan: Localplan, kept: Path) -> None:
    for state in ("novel", "closed", "draft"):
        localplan("state", PLAN, "--to", state, "--library", kept).complains("cannot go from")
    localplan("state", PLAN, "--amend", "why", "--library", kept).complains("not adopted")


def test_that_a_package_is_only_looked_at(localplan: Localplan, package: Path) -> None:
    shown = localplan("state", package, "--json").json
    assert shown["state"] == "in_implementation" and shown["next"] == "closing"
    localplan("state", package, "--to", "closing").complains("library")


def test_that_the_calendar_is_a_list_and_a_file(localplan: Localplan, package: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    days = localplan("calendar", package, "--ics", path, "--today", "2027-04-20", "--json").json
    assert [one["day"] for one in days] == sorted(one["day"] for one in days)
    assert path.read_bytes().count(b"BEGIN:VEVENT") == len(days)
    before = path.read_bytes()
    answer = localplan("calendar", package, "--ics", path, "--today", "2027-04-20")
    assert path.read_bytes() == before and len(answer.out.splitlines()) == len(days)
