"""A few broken plans, made from the sample, name every rule; none of them is there for nothing."""

from __future__ import annotations

from functools import cache

from localplan.methodology.checks import check_plan
from localplan.methodology.rules import RULES
from tests.methods import methodology
from tests.tools.broken_plans import broken_plans


@cache
def named() -> dict[str, frozenset[str]]:
    """The rules that each plan breaks."""
    return {
        broken.name: frozenset(f.rule for f in check_plan(broken.plan, methodology(), broken.seen))
        for broken in broken_plans()
    }


def test_that_every_rule_is_named() -> None:
    assert frozenset().union(*named().values()) == set(RULES)


def test_that_no_plan_can_be_left_out() -> None:
    for name in named():
        others = frozenset().union(*(rules for other, rules in named().items() if other != name))
        assert named()[name] - others, name
