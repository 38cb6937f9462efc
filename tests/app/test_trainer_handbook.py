"""The answers in the trainer's handbook are those of the program."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from localplan.app.samples import DRAFT, practice_copy
from localplan.domain.edits import DropRecord, Edit, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.domain.records.analysis import Problem
from localplan.domain.records.logic import Activity, BudgetCeiling, FundingLine, Indicator, Measure, Objective
from localplan.methodology.checks import Seen, check_plan
from tests import samples
from tests.methods import methodology

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook" / "trainer.md"
DAY = Seen(today=date(2026, 3, 1), adopted=None, hearing=None)


def first(plan: Plan, kind: type[Record]) -> str:
    return plan.all(kind)[0].id


def emptied(id: str, field: str) -> list[Edit]:
    return [SetField(id, field, "", language) for language in ("en", "sr-Cyrl")]


def first_cause(plan: Plan) -> str:
    core = plan.child_ids(plan.id, "problem")[0]
    return plan.child_ids(core, "problem")[0]


def below_its_baseline(plan: Plan) -> list[Edit]:
    grows = next(i for i in plan.all(Indicator) if i.direction == "increase" and i.baseline_value and i.targets)
    return [SetField(grows.id, "targets", "0", max(grows.targets))]


def above_the_ceiling(plan: Plan) -> list[Edit]:
    ceiling = plan.all(BudgetCeiling)[0]
    line = next(line for line in plan.all(FundingLine) if line.source == ceiling.source)
    return [SetField(line.id, "amounts", str(ceiling.amounts["2027"] + 1), "2027")]


MISTAKES: dict[str, Callable[[Plan], Sequence[Edit]]] = {
    "R101": lambda p: [SetField(first(p, Activity), "lead", "")],
    "R103": lambda p: [SetField(first(p, Activity), "deadline", "2029-Q2")],
    "R074": lambda p: [DropRecord(id) for id in p.child_ids(first(p, Measure), "indicator")],
    "R100": lambda p: [DropRecord(id) for id in p.child_ids(first(p, Measure), "activity")],
    "R082": lambda p: [SetField(first(p, Indicator), "baseline_value", None)],
    "R086": below_its_baseline,
    "R043": lambda p: [SetField(p.all(Problem)[1].id, "text", "Lack of a youth centre", "en")],
    "R042": lambda p: [*emptied(first_cause(p), "evidence"), SetField(first_cause(p), "evidence_links", ())],
    "R059": lambda p: [
        SetField(next(o.id for o in p.all(Objective) if o.objective_kind == "specific"), "problems", ())
    ],
    "R127": above_the_ceiling,
}


def answers() -> dict[str, str]:
    """Tier by rule, as the handbook's table has them."""
    rows = re.findall(r"^\| \d+ \|.*\| (error|warning|advice): [^|]*\| (R\d{3}) \|$", HANDBOOK.read_text(), re.M)
    return {rule: tier for tier, rule in rows}


def test_that_every_exercise_is_tried_here() -> None:
    assert list(answers()) == list(MISTAKES)


@pytest.mark.parametrize("rule", MISTAKES)
def test_that_the_mistake_of_an_exercise_is_found_by_its_rule(rule: str) -> None:
    plan = practice_copy(samples.plan(DRAFT), status="draft")
    spoiled = apply_edits(plan, MISTAKES[rule](plan))
    known = {(f.rule, f.record) for f in check_plan(plan, methodology(), DAY)}
    new = [f for f in check_plan(spoiled, methodology(), DAY) if (f.rule, f.record) not in known]
    assert answers()[rule] in {f.tier for f in new if f.rule == rule}, new
