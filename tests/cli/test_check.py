"""`check`: the samples keep every rule of tier error, and what is taken out of them is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity, FundingLine, Indicator
from tests import samples
from tests.cli.conftest import Localplan
from tests.cli.packages import package_in
from tests.methods import methodology

KEYS = {"rule", "tier", "record", "field", "message", "accepted"}


def errors(findings: list[dict[str, str]]) -> set[tuple[str, str]]:
    return {(one["rule"], one["record"]) for one in findings if one["tier"] == "error"}


@pytest.mark.parametrize(("name", "day"), [(samples.DRAFT, "2025-09-01"), (samples.IMPLEMENTATION, "2027-05-01")])
def test_that_the_samples_have_no_error(localplan: Localplan, tmp_path: Path, name: str, day: str) -> None:
    path = package_in(tmp_path / "plan.lplan", samples.plan(name))
    answer = localplan("check", path, "--today", day, "--json")
    assert (answer.code, errors(answer.json)) == (0, set())
    assert all(set(one) == KEYS and one["message"] for one in answer.json)


def test_that_a_draft_is_not_ready_for_adoption_before_its_hearing(localplan: Localplan, tmp_path: Path) -> None:
    draft, adopted = (tmp_path / name for name in ("draft.lplan", "adopted.lplan"))
    package_in(draft, samples.draft())
    package_in(adopted, samples.implementation())
    answer = localplan("check", draft, "--adoption", "--json")
    assert (answer.code, errors(answer.json)) == (1, {("R152", samples.draft().id)})
    assert localplan("check", adopted, "--adoption").code == 0


def with_gaps(plan: Plan) -> tuple[Plan, set[tuple[str, str]]]:
    """The plan without a baseline, a deadline, a lead body and a source, and the findings that there must be."""
    indicator = next(i for i in plan.all(Indicator) if i.baseline_value is not None)
    late, led = plan.all(Activity)[:2]
    line = plan.all(FundingLine)[0]
    gaps = {"R082": (indicator.id, "baseline_value"), "R102": (late.id, "deadline")}
    gaps |= {"R101": (led.id, "lead"), "R123": (line.id, "source")}
    edits = [SetField(id, field, None if field == "baseline_value" else "") for id, field in gaps.values()]
    return apply_edits(plan, edits), {(rule, id) for rule, (id, _) in gaps.items()}


def test_that_each_gap_in_the_draft_is_one_new_error_and_nothing_else_is(localplan: Localplan, tmp_path: Path) -> None:
    plan, expected = with_gaps(samples.draft())
    path = package_in(tmp_path / "plan.lplan", plan)
    answer = localplan("check", path, "--today", "2025-09-01", "--json")
    assert (answer.code, errors(answer.json)) == (1, expected)
    told = localplan("check", path, "--today", "2025-09-01")
    assert told.code == 1
    assert [line.split()[:2] for line in told.out.splitlines()[:8:2]] == [
        ["Error", rule] for rule in ("R082", "R101", "R102", "R123")
    ]


def test_that_a_municipality_which_no_register_knows_is_an_error(localplan: Localplan, tmp_path: Path) -> None:
    draft = samples.draft()
    for code, outside, found in (("70564", False, False), ("12345", False, True), ("12345", True, False)):
        facts = [SetField(draft.id, "municipality", code), SetField(draft.id, "outside_register", outside)]
        path = package_in(tmp_path / f"{code}-{outside}.lplan", apply_edits(draft, facts))
        rules = {rule for rule, _ in errors(localplan("check", path, "--today", "2025-09-01", "--json").json)}
        assert bool(rules) is found, (code, outside, rules)


def test_that_a_finding_is_told_with_its_element(localplan: Localplan, tmp_path: Path) -> None:
    plan, _ = with_gaps(samples.draft())
    out = localplan("check", package_in(tmp_path / "plan.lplan", plan), "--today", "2025-09-01").out
    assert "R102  1.1.1.1 Annual survey" in out


def test_that_an_empty_plan_hears_only_of_the_step_that_was_begun(localplan: Localplan, library: Path) -> None:
    localplan("new", "--municipality", "70564", "--from", 2027, "--to", 2029, "--library", library)
    found = localplan("check", "70564-2027-1", "--library", library, "--json").json
    assert {one["rule"][:3] for one in found} <= {"R00", "R01"}


def test_that_a_plan_is_checked_by_its_own_version_of_the_methodology(localplan: Localplan, tmp_path: Path) -> None:
    plan = samples.draft()
    newer = apply_edits(plan, [SetField(plan.id, "methodology_version", methodology().version + 1)])
    path = package_in(tmp_path / "plan.lplan", newer)
    for call in (("check", path), ("progress", path), ("show", path), ("export", path, "--papers")):
        localplan(*call).complains(f"version {methodology().version + 1} of the methodology")


def test_that_a_finding_about_the_whole_plan_says_so(localplan: Localplan, tmp_path: Path) -> None:
    path = package_in(tmp_path / "plan.lplan", samples.draft())
    told = localplan("check", path, "--today", "2025-09-01", "--adoption")
    assert "R152  The whole plan" in told.out
    assert not [line for line in told.out.splitlines() if line.endswith("  ")]
