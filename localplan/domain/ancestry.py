"""What a state that comes from elsewhere is to ours. Order comes from what was made from what; clocks are not asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from localplan.domain.history import Revision, descent
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


def common_base(ours: Plan, known: Iterable[Revision], incoming: Revision) -> str:
    """The newest kept state that ours and the incoming one descend from; empty when there is none.

    Of several that none descends from another (each had merged the other's work before) the one with the longest
    descent, so that everybody chooses the same.
    """
    kept = {revision.digest: revision for revision in known}
    shared = descent(_behind(ours, tuple(kept.values()))) & descent([incoming]) & kept.keys()
    older = {digest for name in shared for digest in descent([kept[name]]) - {name}}
    newest = [kept[name] for name in shared - older]
    return max(newest, key=lambda r: (len(descent([r])), r.digest)).digest if newest else ""
