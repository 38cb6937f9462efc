"""A safe fix mends its finding and breaks nothing else."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.domain.edits import apply_edits
from localplan.domain.plan import Plan
from localplan.methodology.checks import Finding, Seen, check_plan
from localplan.methodology.fixes import FIXES, fix
from tests.breaks import BREAKS, change, together
from tests.methods import methodology
from tests.plans import id_of
from tests.tools.broken_plans import broken_plans
from tests.whole_plans import in_state, whole_plan

BROKEN = {
    **BREAKS,
    "R104": together(change("A1", "start", "2028-Q4"), change("A1", "deadline", "2026-Q1")),
}
"""An activity that starts after the plan's end would still lie outside it when start and deadline are swapped."""


def found(plan: Plan) -> list[Finding]:
    return check_plan(plan, methodology(), Seen(today=date(2027, 5, 1)))


@pytest.mark.parametrize("rule", sorted(FIXES))
def test_that_a_fix_mends_all_that_its_change_broke(rule: str) -> None:
    plan = in_state(BROKEN[rule](whole_plan()), "draft")
    (finding,) = [one for one in found(plan) if one.rule == rule]
    edits = fix(plan, finding)
    assert edits is not None
    mended = apply_edits(plan, edits)
    assert not {one.rule for one in found(mended)} - {one.rule for one in found(in_state(whole_plan(), "draft"))}


@pytest.mark.parametrize("name", [one.name for one in broken_plans()])
def test_that_every_fix_that_is_offered_takes_its_finding_away(name: str) -> None:
    broken = next(one for one in broken_plans() if one.name == name)
    plan = in_state(broken.plan, "draft")
    findings = check_plan(plan, methodology(), broken.seen)
    offered = [(finding, edits) for finding in findings if (edits := fix(plan, finding))]
    assert offered or name != "faulty"
    for finding, edits in offered:
        mended = check_plan(apply_edits(plan, edits), methodology(), broken.seen)
        assert (finding.rule, finding.record) not in {(one.rule, one.record) for one in mended}


@given(broken=st.lists(st.sampled_from(sorted(FIXES)), unique=True, min_size=1))
def test_that_fixes_do_not_get_in_each_others_way(broken: list[str]) -> None:
    plan = whole_plan()
    for rule in broken:
        plan = BREAKS[rule](plan)
    plan = in_state(plan, "draft")
    while edits := next((edits for finding in found(plan) if (edits := fix(plan, finding))), None):
        after = apply_edits(plan, edits)
        assert len(offers(after)) < len(offers(plan))
        plan = after


def offers(plan: Plan) -> list[Finding]:
    return [finding for finding in found(plan) if fix(plan, finding)]


def test_that_what_a_person_decides_is_not_offered() -> None:
    plan = BREAKS["R072"](whole_plan())
    (finding,) = found(plan)
    assert fix(plan, finding) is None


def test_that_a_record_that_is_gone_needs_no_fix() -> None:
    for rule in FIXES:
        finding = Finding(rule, "warning", "activities", id_of("gone"))
        assert fix(whole_plan(), finding) is None
        assert fix(whole_plan(), msgspec.structs.replace(finding, record=whole_plan().id)) is None
