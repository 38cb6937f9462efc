"""Where records belong after a merge: moves of both sides, and circles that only both together would make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from localplan.domain.merge_fields import Found
from localplan.domain.plan import Plan
from localplan.domain.records import Record

Place = tuple[str, str]  # parent and position
Records = Mapping[str, Record]


def place_of(record: Record) -> Place:
    """Where the record stands."""
    return record.parent, record.position


def as_value(record: Record | None) -> dict[str, str] | None:
    """A place as a conflict tells it."""
    return {"parent": record.parent, "position": record.position} if record else None


def merged_place(base: Record | None, ours: Record, theirs: Record) -> tuple[Place, Found | None]:
    """Where a record of both sides goes, and what is to be said about it."""
    here, there = place_of(ours), place_of(theirs)
    if here == there or (base and there == place_of(base)):
        return here, None
    if base and here == place_of(base):
        return there, _moved(base, ours, theirs, "moved", "theirs")
    if ours.parent == theirs.parent:
        place = here if base else min(here, there)
        return place, _moved(base, ours, theirs, "order_kept", "ours" if place == here else "theirs")
    if base and theirs.parent == base.parent:
        return here, None
    if base and ours.parent == base.parent:
        return there, _moved(base, ours, theirs, "moved", "theirs")
    return here, _moved(base, ours, theirs, "both_moved")


def _moved(base: Record | None, ours: Record, theirs: Record, reason: str, chosen: str = "") -> Found:
    old, here, there = as_value(base), as_value(ours), as_value(theirs)
    return Found(record=ours.id, field="parent", base=old, ours=here, theirs=there, reason=reason, chosen=chosen)


def circles(base: Records, mine: Plan, theirs: Plan, touched: Iterable[str]) -> tuple[frozenset[str], list[Found]]:
    """The records that stay where each side has them, because the moves of both together would make circles of them.

    The same whoever merges: a circle that arises in one order only is one in the other, too.
    """
    apart = {id for id in touched if id in mine and id in theirs and mine[id].parent != theirs[id].parent}
    stay: set[str] = set()
    found: list[Found] = []
    while True:
        orders = (_parents(base, mine, theirs, stay), _parents(base, theirs, mine, stay))
        closed = {circle & apart for parent in orders for circle in _circles(sorted(apart), parent)}
        new = sorted(map(sorted, (movers for movers in closed if movers - stay)))
        if not new:
            return frozenset(stay), found
        for movers in new:
            stay.update(movers)
            found.append(_circle(base, mine, theirs, movers))


def _parents(base: Records, mine: Plan, theirs: Plan, stay: set[str]) -> Callable[[str], str]:
    def parent(id: str) -> str:
        ours, others = mine.get(id), theirs.get(id)
        if ours is None or others is None:
            return (ours or others).parent if ours or others else ""  # type: ignore[union-attr]
        if id in stay or ours.parent == others.parent:
            return ours.parent
        return merged_place(base.get(id), ours, others)[0][0]

    return parent


def _circles(starts: Iterable[str], parent: Callable[[str], str]) -> Iterator[frozenset[str]]:
    for start in starts:
        path: list[str] = []
        id = start
        while id and id not in path:
            path.append(id)
            id = parent(id)
        if id:
            yield frozenset(path[path.index(id) :])


def _circle(base: Records, mine: Plan, theirs: Plan, movers: list[str]) -> Found:
    def values(records: Records | Plan) -> dict[str, Any]:
        return {id: as_value(records.get(id)) for id in movers}

    return Found(
        record=movers[0],
        field="parent",
        base=values(base),
        ours=values(mine),
        theirs=values(theirs),
        reason="move_circle",
    )
