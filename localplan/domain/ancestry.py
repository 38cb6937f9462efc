"""What a state that comes from elsewhere is to ours. Order comes from what was made from what; clocks are not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Literal

import msgspec

from localplan.domain.history import Revision, descent
from localplan.domain.merge import merge
from localplan.domain.plan import Plan

Verdict = Literal["new", "update", "reconcile", "identical", "older", "copied_plan", "push_down"]


def verdict(
    ours: Plan | None, known: Iterable[Revision], theirs: Plan, incoming: Revision, kind: str = "plan"
) -> Verdict:
    """What has to be done with a state of a plan.

    `ours` is the plan as it is here, None when it is not; `known` are its revisions here. `push_down`: a regional
    frame, which is only offered. `copied_plan`: the file of a plan was copied to write that of another municipality.
    `reconcile`: neither side descends from the other.
    """
    if kind == "frame":
        return "push_down"
    if ours is None:
        return "new"
    here, there = ours.root.municipality, theirs.root.municipality
    if here and there and here != there:
        return "copied_plan"
    if ours.digest == theirs.digest:
        return "identical"
    if theirs.digest in descent(_behind(ours, tuple(known))):
        return "older"
    return "update" if ours.digest in descent([incoming]) else "reconcile"


def _behind(ours: Plan, known: tuple[Revision, ...]) -> Iterable[Revision]:
    """The revisions that led to our state. A merge that was undone led away from it, with all that it brought."""
    undone = any(r.reason == "merged" and ours.digest in r.parents for r in known)
    return [r for r in known if r.digest == ours.digest] if undone else known


def common_base(ours: Plan, known: Iterable[Revision], incoming: Revision, read: Callable[[str], Plan]) -> Plan | None:
    """The newest state that ours and the incoming one descend from; None when none is kept. `read` gives a kept state.

    When each side had merged the other's work before, there are several of which none descends from another: they are
    merged into one, or what one of them knows would count as a change anew.
    """
    kept = {revision.digest: revision for revision in known}
    return _base(kept, descent(_behind(ours, tuple(kept.values()))), descent([incoming]), read)


def _base(kept: Mapping[str, Revision], here: Set[str], there: Set[str], read: Callable[[str], Plan]) -> Plan | None:
    plan: Plan | None = None
    known: frozenset[str] = frozenset()
    for digest in newest(kept, here & there):
        behind = descent([kept[digest]])
        state = read(digest)
        plan = merge(_base(kept, known, behind, read), plan, state).plan if plan else state
        known |= behind
    return plan


def newest(kept: Mapping[str, Revision], digests: Set[str]) -> list[str]:
    """The kept states among these from which no other of them descends, the one with the longest descent first."""
    shared = digests & kept.keys()
    older = {digest for name in shared for digest in descent([kept[name]]) - {name}}
    return sorted(shared - older, key=lambda name: (-len(descent([kept[name]])), name))


def joined(known: Revision, again: Revision, kept: Iterable[Revision]) -> Revision:
    """A state that was reached in two ways, with what it came from in both; never from what came from it."""
    own = known.digest
    later = {own, *(revision.digest for revision in kept if own in descent([revision]))}
    parents = {*known.parents, *again.parents} - later
    ancestors = {*known.ancestors, *again.ancestors} - later - parents
    changes = {"parents": tuple(sorted(parents)), "ancestors": tuple(sorted(ancestors))}
    same = parents == set(known.parents) and ancestors == set(known.ancestors)
    return known if same else msgspec.structs.replace(known, **changes)
