"""One record in two versions: its fields merged, entry by entry.

A record is looked at as *cells*: (field, key) → content, without a key for plain fields, empty ones left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from localplan.domain.canonical import content_of
from localplan.domain.merge_rules import DEPENDENT, GROUPS, HIGHEST, Group, group_of
from localplan.domain.merge_texts import merged_text
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.values import Map

Cell = tuple[str, str]
Cells = Mapping[Cell, Any]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge found to be said about a field, an entry, a place or a record; values as JSON has them.

    `chosen` is ours, theirs or both where a rule decided, empty where people have to.
    """

    record: str
    field: str = ""
    key: str = ""
    base: Any = None
    ours: Any = None
    theirs: Any = None
    reason: str
    chosen: str = ""


class Sides(msgspec.Struct, frozen=True):
    """One record in its three versions, as cells, and what each side still knows of other records."""

    kind: str
    id: str
    base: Cells
    ours: Cells
    theirs: Cells
    known_here: Callable[[str], bool]
    known_there: Callable[[str], bool]

    def found(self, cell: Cell, reason: str, chosen: str = "") -> Found:
        """What is to be said about a cell."""
        base, ours, theirs = (as_json(cells.get(cell)) for cells in (self.base, self.ours, self.theirs))
        about = {"field": cell[0], "key": cell[1], "reason": reason, "chosen": chosen}
        return Found(record=self.id, base=base, ours=ours, theirs=theirs, **about)

    def changed(self, fields: Iterable[str]) -> tuple[list[Cell], list[Cell]]:
        """The cells of these fields that differ between the sides: those we changed, and those they did."""
        names = set(fields)
        cells = sorted(c for c in {*self.base, *self.ours, *self.theirs} if c[0] in names)
        apart = [c for c in cells if self.ours.get(c) != self.theirs.get(c)]
        return (
            [c for c in apart if self.ours.get(c) != self.base.get(c)],
            [c for c in apart if self.theirs.get(c) != self.base.get(c)],
        )


def cells_of(record: Record | None) -> dict[Cell, Any]:
    """The record's cells; none of no record."""
    if record is None:
        return {}
    cells: dict[Cell, Any] = {}
    for name, field in FIELDS[kind_of(record)].items():
        value = getattr(record, name)
        if field.holds.by:
            cells |= {(name, key): entry for key, entry in value.items()}
        elif value != field.default:
            cells[name, ""] = value
    return cells


def with_cells(record: Record, cells: Cells) -> Record:
    """The record with these cells and no others."""
    values: dict[str, Any] = {}
    for name, field in FIELDS[kind_of(record)].items():
        if field.holds.by:
            entries = sorted((key, value) for (owner, key), value in cells.items() if owner == name)
            values[name] = Map(entries) if entries else field.default
        else:
            values[name] = cells.get((name, ""), field.default)
    return msgspec.structs.replace(record, **values)


def as_json(value: Any) -> Any:
    """A content as canonical JSON has it: decimals and days as texts, sets as lists."""
    return msgspec.json.decode(msgspec.json.encode(value)) if value is not None else None


def whole(record: Record | None) -> dict[str, Any] | None:
    """A record as a conflict tells it."""
    return {"kind": kind_of(record), **as_json(content_of(record))} if record else None


def merged_cells(sides: Sides) -> tuple[dict[Cell, Any], list[Found]]:
    """The record's cells with what both sides changed; where they contradict each other ours stand, and it is said."""
    cells, found = dict(sides.ours), []
    grouped: set[Cell] = set()
    for fields, key in _units(sides):
        here, there = sides.changed(fields)
        if key:
            here, there = [c for c in here if c[1] == key], [c for c in there if c[1] == key]
        if here and there and (key or not all(k for _, k in (*here, *there))):
            found.append(_group_found(sides, fields, key))
            grouped.update(c for c in (*here, *there, *cells) if c[0] in fields and key in ("", c[1]))
    for cell in sorted({*sides.base, *sides.ours, *sides.theirs} - grouped):
        if sides.ours.get(cell) != sides.theirs.get(cell):
            value, said = _merged_cell(sides, cell)
            found.extend(said)
            _set(cells, cell, value)
    return cells, [*found, *_dependent(sides, found)]


def _set(cells: dict[Cell, Any], cell: Cell, value: Any) -> None:
    if value is None or value == ():
        cells.pop(cell, None)
    else:
        cells[cell] = value


def _units(sides: Sides) -> Iterator[tuple[tuple[str, ...], str]]:
    """The atomic groups of the record's kind; one for each key where fields belong together by key."""
    for group in GROUPS.get(sides.kind, ()):
        if not group.by_key:
            yield group.fields, ""
        else:
            keys = {key for name, key in (*sides.base, *sides.ours, *sides.theirs) if name in group.fields}
            yield from ((group.fields, key) for key in sorted(keys))


def _group_found(sides: Sides, fields: tuple[str, ...], key: str, reason: str = "both_changed") -> Found:
    versions = (sides.base, sides.ours, sides.theirs)
    base, ours, theirs = (group_value(sides.kind, cells, fields, key) for cells in versions)
    return Found(record=sides.id, field=fields[0], key=key, base=base, ours=ours, theirs=theirs, reason=reason)


def group_value(kind: str, cells: Cells, fields: tuple[str, ...], key: str = "") -> dict[str, Any]:
    """The contents of some fields by name, of all or of one key of theirs; empty ones are null."""
    value: dict[str, Any] = {}
    for name in fields:
        if FIELDS[kind][name].holds.by and not key:
            value[name] = {k: as_json(v) for (owner, k), v in sorted(cells.items()) if owner == name} or None
        else:
            value[name] = as_json(cells.get((name, key)))
    return value


def _merged_cell(sides: Sides, cell: Cell) -> tuple[Any, list[Found]]:
    base, ours, theirs = (sides.base.get(cell), sides.ours.get(cell), sides.theirs.get(cell))
    if ours == base:
        return theirs, [sides.found(cell, "taken", "theirs")]
    if theirs == base:
        return ours, []
    holds = FIELDS[sides.kind][cell[0]].holds
    if holds.kind in ("codes", "references"):
        return united(base or (), ours or (), theirs or ()), [sides.found(cell, "united", "both")]
    if cell[0] in HIGHEST:
        return max(ours or 0, theirs or 0), [sides.found(cell, "computed", "both")]
    if holds.kind == "reference":
        if not ours and not sides.known_here(str(base)):  # we dropped what it named, and had no other in mind
            return theirs, [sides.found(cell, "taken", "theirs")]
        if not theirs and not sides.known_there(str(base)):
            return ours, []
    if holds.kind == "text" and (text := merged_text(base or "", ours or "", theirs or "")) is not None:
        return text or None, [sides.found(cell, "united", "both")]
    return ours, [sides.found(cell, "both_changed")]


def united(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """A set with what either side put in and without what either took out."""
    old, one, other = set(base), set(ours), set(theirs)
    return tuple(sorted((one & other) | (one - old) | (other - old)))


def _dependent(sides: Sides, found: list[Found]) -> Iterator[Found]:
    """Parts that one side changed while the other changed what gives them their meaning."""
    for lead, follower in DEPENDENT.get(sides.kind, ()):
        one, other = group_of(sides.kind, lead) or Group((lead,)), group_of(sides.kind, follower) or Group((follower,))
        ours, theirs = ([c[0] for c in changed] for changed in sides.changed((*one.fields, *other.fields)))
        crossing = any(_touch(x, one) and _touch(y, other) for x, y in ((ours, theirs), (theirs, ours)))
        if crossing and not any(f.field == other.fields[0] and not f.chosen for f in found):
            yield _group_found(sides, other.fields, "", "depends")


def _touch(names: Iterable[str], group: Group) -> bool:
    return any(name in group.fields for name in names)
