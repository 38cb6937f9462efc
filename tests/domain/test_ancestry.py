"""What a file is to ours, and five people who send each other files."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from localplan.domain.ancestry import common_base, verdict
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.history import Revision, descent
from localplan.domain.plan import Plan
from tests.merges import check_is_a_plan, deep_plan, grown
from tests.plans import id_of, small_plan
from tests.sites import File, Site

BASE = small_plan()


def state(text: str, plan: Plan = BASE) -> Plan:
    return apply_edits(plan, [SetField(plan.id, "vision", text, "en")])


def made(
    plan: Plan, *parents: Plan, at: str = "2026", reason: str = "sent", ancestors: tuple[Plan, ...] = ()
) -> Revision:
    return Revision(
        plan=plan.id,
        digest=plan.digest,
        parents=tuple(p.digest for p in parents),
        ancestors=tuple(sorted(p.digest for p in ancestors)),
        author="Ana",
        at=at,
        reason=reason,
    )


def test_that_each_kind_of_file_is_recognised() -> None:
    first, second, third, other = (state(text) for text in ("1", "2", "3", "other"))
    known = [made(first), made(second, first)]
    assert verdict(None, (), first, made(first)) == "new"
    assert verdict(second, known, second, made(second)) == "identical"
    assert verdict(second, known, first, made(first, at="2099")) == "older"
    assert verdict(second, known, third, made(third, second, at="1999")) == "update"
    assert verdict(first, known[:1], third, made(third, second, ancestors=(first,))) == "update"
    assert verdict(second, known, other, made(other, first)) == "reconcile"
    assert verdict(None, (), first, made(first), "frame") == "push_down"


def test_that_a_copy_for_another_municipality_is_recognised() -> None:
    copy = apply_edits(BASE, [SetField(BASE.id, "municipality", "80438")])
    assert verdict(BASE, [made(BASE)], copy, made(copy, BASE)) == "copied_plan"
    nobody = apply_edits(BASE, [SetField(BASE.id, "municipality", "")])
    assert verdict(nobody, [made(nobody)], BASE, made(BASE, nobody)) == "update"


def test_that_after_an_undone_merge_the_file_is_not_old() -> None:
    mine, theirs, merged = (state(text) for text in ("mine", "theirs", "merged"))
    known = [made(BASE), made(mine, BASE), made(theirs, BASE), made(merged, mine, theirs, reason="merged")]
    assert verdict(merged, known, theirs, known[2]) == "older"
    assert verdict(mine, known, theirs, known[2]) == "reconcile"
    assert common_base(mine, known, known[2], {p.digest: p for p in (BASE, mine, theirs)}.__getitem__) == BASE


def test_that_the_base_is_the_newest_common_state() -> None:
    first, second, mine, theirs = (state(text) for text in ("1", "2", "mine", "theirs"))
    known = [made(first), made(second, first), made(mine, second, ancestors=(first,))]
    incoming = made(theirs, second, ancestors=(first,))
    read = {plan.digest: plan for plan in (first, second)}.__getitem__
    assert common_base(mine, known, incoming, read) == second
    assert common_base(mine, known[:1], incoming, read) == first
    assert common_base(mine, known, made(theirs), read) is None
    later = msgspec.structs.replace(incoming, at="1970")
    assert common_base(mine, known, later, read) == second


@pytest.mark.parametrize("seed", range(40))
def test_that_five_people_who_edit_different_things_end_with_the_same_plan(seed: int) -> None:
    chance = Random(seed)
    sites = [Site(name, deep_plan(), chance) for name in "ABCDE"]
    start = sites[0].send()
    for site in sites[1:]:
        site.receive(start)
    counts = [0] * 5
    files: list[File] = []
    for _ in range(40):
        n = chance.randrange(5)
        if chance.random() < 0.5:
            counts[n] += 1
            sites[n].edit(SetField(id_of(["P0", "P1", "P2", "GO", "SO1"][n]), "section", f"s{counts[n]}"))
            files.append(sites[n].send())
        elif files:  # with all files that it was made from, some of them once more
            last = chance.choice(files)
            for file in files:
                if file[1].digest in descent([last[1]]):
                    sites[n].receive(file)
    for _ in range(3):
        for site in sites:
            for other in sites:
                other.receive(site.send())
    assert {site.plan.digest for site in sites} == {sites[0].plan.digest}
    assert all(not merged.conflicts for site in sites for merged in site.merges)
    said = [getattr(sites[0].plan[id_of(name)], "section") for name in ("P0", "P1", "P2", "GO", "SO1")]  # noqa: B009
    assert said == [f"s{count}" if count else BASE_SECTIONS[n] for n, count in enumerate(counts)]
    assert all(site.receive(file) in ("older", "identical") for site in sites for file in files)


BASE_SECTIONS = ["", "", "", "", "youth"]


@pytest.mark.parametrize("seed", range(20))
def test_that_five_people_who_edit_anything_always_have_a_plan(seed: int) -> None:
    chance = Random(f"any-{seed}")
    sites = [Site(name, deep_plan(), chance) for name in "ABCDE"]
    start = sites[0].send()
    for site in sites[1:]:
        site.receive(start)
    files: list[File] = [start]
    for _ in range(25):
        site = chance.choice(sites)
        if chance.random() < 0.5:
            site.plan = grown(chance, site.plan, 2)
            files.append(site.send())
        else:
            before, file = site.plan, chance.choice(files)
            if site.receive(file) == "reconcile":
                check_is_a_plan(before, site.merges[-1])
            assert site.receive(file) in ("older", "identical")
