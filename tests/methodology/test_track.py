"""The small-municipality track hides; it takes nothing away. Changed there and back, a plan is what it was."""

from __future__ import annotations

from datetime import date

import pytest

from localplan.domain.edits import SetField, apply_edits, inverse
from localplan.domain.plan import Plan
from localplan.domain.values import is_empty
from localplan.methodology.checks import Seen, check_plan
from localplan.methodology.methodology import PlanMethod
from tests import samples
from tests.methods import methodology

SEEN = Seen(today=date(2025, 9, 1))
DRAFTS = [samples.draft, samples.small]


def on_track(plan: Plan, track: str) -> Plan:
    draft = apply_edits(plan, []) if plan.root.status == "draft" else _draft(plan)
    return apply_edits(draft, [SetField(plan.id, "track", track)])


def _draft(plan: Plan) -> Plan:
    import msgspec

    return plan.changed([msgspec.structs.replace(plan.root, status="draft")], ())


def shown(plan: Plan) -> set[tuple[str, str]]:
    """Every form and field that the plan shows."""
    method: PlanMethod = methodology().for_plan(plan)
    return {
        (form.code, field.name)
        for step in method.steps
        for form in method.forms(step.code)
        for field in method.fields(form)
    }


@pytest.mark.parametrize("sample", [samples.draft, samples.small])
def test_that_there_and_back_is_the_same_plan(sample: object) -> None:
    plan = on_track(sample(), "full")  # type: ignore[operator]
    small = on_track(plan, "small")
    assert len(small) == len(plan)
    assert on_track(small, "full").digest == plan.digest
    edits = [SetField(plan.id, "track", "small")]
    assert apply_edits(small, inverse(plan, edits)).digest == plan.digest


def test_that_hidden_fields_keep_their_values() -> None:
    full = on_track(samples.draft(), "full")
    small = on_track(full, "small")
    hidden = shown(full) - shown(small)
    assert len(hidden) > 50 and shown(small) - shown(full) <= {("questions_closing", "text")} | _small_only()
    kept = 0
    for form_code, field in hidden:
        form = methodology().form(form_code)
        for record in full.all_of(form.record):
            value = getattr(record, field)
            assert getattr(small[record.id], field) == value
            kept += not is_empty(value)
    assert kept > 100


def _small_only() -> set[tuple[str, str]]:
    """What only the small track asks instead."""
    return {
        (form.code, field.name)
        for form in methodology().forms.values()
        for field in form.fields
        if form.shown_when and form.shown_when.field == "plan.track"
    }


def test_that_every_step_stays_in_the_small_track() -> None:
    small = methodology().for_plan(on_track(samples.draft(), "small"))
    assert [step.code for step in small.steps] == [step.code for step in methodology().steps]
    assert all(small.forms(step.code) for step in small.steps)


def test_that_the_small_track_finds_no_more_than_the_full_one() -> None:
    full = on_track(samples.draft(), "full")

    def rules(plan: Plan) -> set[str]:
        return {finding.rule for finding in check_plan(plan, methodology(), SEEN)}

    assert rules(on_track(full, "small")) <= rules(full)
