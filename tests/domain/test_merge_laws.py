"""The laws of merging, on random plans and edits. The long run is tests/torture/test_merge.py."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localplan.domain.edits import SetField, apply_edits
from localplan.domain.merge import merge
from localplan.domain.merge_rules import DEPENDENT, UNIT_OF_MONEY, group_of
from localplan.domain.plan import Plan
from localplan.domain.positions import position_at
from localplan.domain.records import FIELDS, kind_of
from tests.merges import check_laws, deep_plan, three
from tests.plans import contents, id_of, known_ids, plans, record, some_edits

LAWS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def sides(draw: st.DrawFn) -> tuple[Plan, Plan, Plan]:
    """A plan and two that grew out of it."""
    base = draw(plans(3))
    grown = []
    for _ in range(2):
        plan = base
        for _ in range(draw(st.integers(0, 3))):
            plan = apply_edits(plan, draw(some_edits(plan)))
        grown.append(plan)
    return base, grown[0], grown[1]


@LAWS
@given(sides())
def test_that_a_merge_is_a_plan_loses_nothing_and_is_the_same_from_both_sides(some: tuple[Plan, Plan, Plan]) -> None:
    base, mine, theirs = some
    check_laws(base, mine, theirs)
    check_laws(None, mine, theirs)


@LAWS
@given(sides())
def test_that_equal_sides_merge_silently_and_one_sided_changes_survive(some: tuple[Plan, Plan, Plan]) -> None:
    base, mine, _ = some
    same = merge(base, mine, mine)
    assert (same.plan, same.conflicts, same.choices) == (mine, (), ())
    assert merge(None, mine, mine).conflicts == ()
    for result in (merge(base, mine, base), merge(base, base, mine)):
        assert (result.plan, result.conflicts) == (mine, ())
    assert {c.chosen for c in merge(base, base, mine).choices} <= {"theirs"}


@LAWS
@given(st.data())
def test_that_different_fields_of_one_record_and_keys_of_one_map_never_conflict(data: st.DataObject) -> None:
    base = deep_plan()
    some = base[data.draw(st.sampled_from(sorted(base.records)))]
    kind = kind_of(some)
    tied = {name for pair in DEPENDENT.get(kind, ()) for name in pair} | set(UNIT_OF_MONEY) | {"status"}
    free = [f for f in FIELDS[kind].values() if not group_of(kind, f.name) and f.name not in tied]
    one, other = data.draw(st.permutations(free))[:2]
    mine, theirs = (
        apply_edits(base, [SetField(some.id, field.name, data.draw(contents(field.holds, known_ids(base))))])
        for field in (one, other)
    )
    for result in check_laws(base, mine, theirs):
        assert result.conflicts == ()
        assert getattr(result.plan[some.id], one.name) == getattr(mine[some.id], one.name)
        assert getattr(result.plan[some.id], other.name) == getattr(theirs[some.id], other.name)


@LAWS
@given(st.randoms(use_true_random=False))
def test_that_the_order_in_which_branches_come_does_not_matter(chance: Random) -> None:
    base = deep_plan()
    branches = [_branch(base, n, chance) for n in range(4)]
    results = set()
    for order in permutations(branches):
        plan = base
        for branch in order:
            merged = merge(base, plan, branch)
            assert merged.conflicts == ()
            plan = merged.plan
        results.add(plan.digest)
    pairs = [merge(base, *branches[:2]).plan, merge(base, *branches[2:]).plan]
    results.add(merge(base, *pairs).plan.digest)
    assert len(results) == 1


def _branch(base: Plan, n: int, chance: Random) -> Plan:
    """Work on one's own things: a part of the problem tree, an entry of every kind of field, the same new figure."""
    from localplan.domain.edits import DropRecord, MoveRecord, put

    own = ["P0", "P1", "P2", "SO1"][n]
    edits = [
        SetField(id_of(own), "section", chance.choice(["youth", "cross"])),
        SetField(base.id, "vision", "x", ["en", "fr", "sr-Cyrl", "sr-Latn"][n]),
        SetField(base.id, "target_groups", [f"group{n}"]),
        put(record("data_point", f"new{n}{chance.random()}", base.id, 3, topic="unemployed", year=2025)),
        put(record("swot_item", f"swot{n}", base.id, chance.randrange(5), quadrant="strength")),
        *([DropRecord(id_of(f"P{n}1"))] if n < 3 else []),
        *([MoveRecord(id_of(f"P{n}0"), base.id, position_at(5))] if n < 3 and chance.random() < 0.5 else []),
    ]
    return apply_edits(base, chance.sample(edits, chance.randrange(1, len(edits) + 1)))


@pytest.mark.parametrize("case", range(150))
def test_that_the_laws_hold_where_both_work_on_the_same_things(case: int) -> None:
    base, mine, theirs = three(Random(f"law-{case}"))
    check_laws(base, mine, theirs)
    check_laws(None, mine, theirs)
