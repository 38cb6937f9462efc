"""What a state that comes from elsewhere is to ours. Order comes from what was made from what; clocks are not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from hashlib import sha256
from typing import Any, Literal

import msgspec

from localplan.domain.history import Revision, descent
from localplan.domain.merge import merge
from localplan.domain.plan import Plan

Verdict = Literal["new", "update", "reconcile", "identical", "older", "copied_plan", "push_down", "notes"]


def verdict(
    ours: Plan | None, known: Iterable[Revision], theirs: Plan, incoming: Revision, kind: str = "plan"
) -> Verdict:
    """What has to be done with a state of a plan.

    `ours` is the plan as it is here, None when it is not; `known` are its revisions here. `push_down`: a regional
    frame, which is only offered. `copied_plan`: the file of a plan was copied to write that of another municipality.
    `reconcile`: neither side descends from the other.
    A plan of which only an edition is here is brought up to the whole, although the edition was made from that.
    Of two states that came from each other in turn, as undo makes them, the one that knows of more is the later.
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
    known = tuple(known)
    behind_ours, behind_theirs = descent(_behind(ours.digest, known)), descent([incoming])
    first = all(mine.digest != theirs.digest for mine in known)
    if first and any(mine.digest == ours.digest and _is_cut_from(mine, incoming) for mine in known):
        return "update"
    if theirs.digest in behind_ours and (ours.digest not in behind_theirs or behind_theirs <= behind_ours):
        return "older"
    return "update" if ours.digest in behind_theirs else "reconcile"


def _is_cut_from(mine: Revision, whole: Revision) -> bool:
    """Whether a state is an edition of another: it names that one, and has the parents and the moment of it.

    What was made from a state has it for a parent; an edition stands beside it, and shows less.
    """
    return whole.digest in mine.ancestors and (mine.parents, mine.at) == (whole.parents, whole.at)


def _behind(ours: str, known: tuple[Revision, ...]) -> tuple[Revision, ...]:
    """The revisions that led to our state. A merge that was undone led away from it, with all that it brought."""
    undone = any(r.reason == "merged" and ours in r.parents for r in known)
    return tuple(r for r in known if r.digest == ours) if undone else known


def gone_on(digest: str, known: tuple[Revision, ...]) -> tuple[Revision, ...]:
    """The kept revisions, in their order, to which the plan went on from this state and which it has left again."""
    behind = {r.digest: descent([r]) for r in known}
    went = (r for r in _behind(digest, known) if r.digest != digest and digest in behind[r.digest])
    return tuple(r for r in went if digest not in behind or not _later(digest, r.digest, behind))


def way_back(left: Iterable[Revision]) -> str:
    """An ancestor that is no state: it stands for the way back from where the plan had gone.

    Revisions are named by their content; whoever knows of the way back has the later of two that came from each other.
    """
    return sha256("".join(sorted(descent(left))).encode()).hexdigest()


def common_base(ours: Plan, known: Iterable[Revision], incoming: Revision, read: Callable[[str], Plan]) -> Plan | None:
    """The newest state that ours and the incoming one descend from; None when none is kept. `read` gives a kept state.

    When each side had merged the other's work before, there are several of which none descends from another: they are
    merged into one, or what one of them knows would count as a change anew.
    """
    kept = {revision.digest: revision for revision in known}
    return _base(kept, descent(_behind(ours.digest, tuple(kept.values()))), descent([incoming]), read)


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
    behind = {name: descent([kept[name]]) for name in shared}
    older = {one for name in shared for one in behind[name] & shared if one != name and not _later(one, name, behind)}
    return sorted(shared - older, key=lambda name: (-len(behind[name]), name))


def _later(one: str, other: str, behind: Mapping[str, Set[str]]) -> bool:
    """Whether the first is the later of two that came from each other in turn."""
    return other in behind[one] and (len(behind[one]), one) > (len(behind[other]), other)


State = tuple[str, frozenset[str]]  # digest, and the digests of all that it is known to descend from


def elders_first(states: Iterable[State]) -> list[State]:
    """Different states in an order in which none stands before one that it descends from; without doubles.

    The order is a function of the states: what is left when the first are done keeps its own.
    """
    waiting = sorted(set(states), key=lambda state: (state[0], sorted(state[1])))
    ordered: list[State] = []
    while waiting:
        free = (one for one in waiting if not any(_before(other, one) for other in waiting))
        ordered.append(next(free, waiting[0]))
        waiting.remove(ordered[-1])
    return ordered


def _before(one: State, other: State) -> bool:
    """Whether the other comes from the one; of two that came from each other the one that knows of less is earlier."""
    if one[0] not in other[1] | {other[0]}:
        return False
    return other[0] not in one[1] | {one[0]} or len(one[1]) < len(other[1])


def joined(known: Revision, again: Revision, kept: Iterable[Revision]) -> Revision:
    """A state that was reached in two ways, with what it came from in both; never from what came from it.

    Unless it is known to have come back from there: then it is as new as the way back.
    """
    own, kept = known.digest, tuple(kept)
    later = {revision.digest for revision in kept if own in descent([revision])} - {own}
    facts: dict[str, Any] = {}
    if later & descent([again]) and descent([again]) - descent(kept):
        later, facts = set(), {name: getattr(again, name) for name in ("author", "at", "journal")}
    parents = {*known.parents, *again.parents} - later - {own}
    ancestors = {*known.ancestors, *again.ancestors} - later - {own} - parents
    changes = facts | {"parents": tuple(sorted(parents)), "ancestors": tuple(sorted(ancestors))}
    same = parents == set(known.parents) and ancestors == set(known.ancestors)
    return known if same else msgspec.structs.replace(known, **changes)
