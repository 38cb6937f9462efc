"""Reading a plan's tree."""

from __future__ import annotations

from localplan.domain.plan import Plan
from tests.plans import empty_plan, id_of, record, small_plan


def test_that_a_very_deep_tree_is_walked() -> None:
    plan = empty_plan()
    chain = [record("problem", f"p{n}", id_of(f"p{n - 1}") if n else plan.id) for n in range(3000)]
    deep = Plan([plan.root, *chain])
    assert [r.id for r in deep.below(plan.id)] == [r.id for r in chain]


def test_that_the_tree_is_walked_depth_first() -> None:
    plan = small_plan()
    names = ["OU", "SS", "GO", "SO1", "M1.1", "M1.1-I1", "A1.1.1", "F1", "A1.1.2", "F2"]
    assert [r.id for r in plan.below(plan.id)] == [id_of(name) for name in names]
