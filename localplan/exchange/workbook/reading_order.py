"""Where rows stand among each other: places for new ones, and the moves into the order of the workbook."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from localplan.domain.edits import MoveRecord
from localplan.domain.plan import Plan
from localplan.domain.positions import position_between


def place_of_new(plan: Plan, kind: str, parent: str, order: Sequence[str], id: str) -> str:
    """The position of a record that comes under a parent: after the row above it that belongs there too."""
    siblings = [one for one in plan.child_ids(parent, kind) if one != id]
    here = order.index(id)
    known = set(siblings)
    above = next((one for one in reversed(order[:here]) if one in known), "")
    below = next((one for one in order[here + 1 :] if one in known), "")
    index = siblings.index(above) + 1 if above else siblings.index(below) if below else len(siblings)
    before = plan[siblings[index - 1]].position if index else ""
    after = plan[siblings[index]].position if index < len(siblings) else ""
    return position_between(before, after)


def new_order(plan: Plan, kind: str, order: Sequence[str]) -> list[MoveRecord]:
    """The fewest moves that put records, each among its siblings, into this order; none when they stand so."""
    families: dict[str, list[str]] = {}
    for id in order:
        families.setdefault(plan[id].parent, []).append(id)
    return [move for parent, wanted in families.items() for move in _moves(plan, kind, parent, wanted)]


def _moves(plan: Plan, kind: str, parent: str, wanted: list[str]) -> list[MoveRecord]:
    siblings = plan.child_ids(parent, kind)
    place = {id: index for index, id in enumerate(siblings)}
    staying = _longest_rising([place[id] for id in wanted])
    if len(staying) == len(wanted):
        return []
    moves: list[MoveRecord] = []
    before = ""
    for index, id in enumerate(wanted):
        if place[id] in staying:
            before = plan[id].position
            continue
        after = next((plan[one].position for one in wanted[index + 1 :] if place[one] in staying), "")
        before = position_between(before, after)
        moves.append(MoveRecord(id, parent, before))
    return moves


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of a longest rising part of distinct numbers."""
    ends: list[int] = []
    last: list[int] = []  # index of the number at each end
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [number]
        last[at : at + 1] = [index]
    found: set[int] = set()
    index = last[-1] if last else -1
    while index >= 0:
        found.add(numbers[index])
        index = before[index]
    return found
