"""A safe fix mends its finding and breaks nothing else."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from localplan.domain.edits import apply_edits
from localplan.domain.plan import Plan
from localplan.methodology.checks import Finding, Seen, check_plan
from localplan.methodology.fixes import FIXES, fix
from tests.breaks import BREAKS, change, together
from tests.methods import methodology
from tests.plans import id_of
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


def test_that_what_a_person_decides_is_not_offered() -> None:
    plan = BREAKS["R072"](whole_plan())
    (finding,) = found(plan)
    assert fix(plan, finding) is None


def test_that_a_record_that_is_gone_needs_no_fix() -> None:
    for rule in FIXES:
        finding = Finding(rule, "warning", "activities", id_of("gone"))
        assert fix(whole_plan(), finding) is None
        assert fix(whole_plan(), msgspec.structs.replace(finding, record=whole_plan().id)) is None
