"""Three-way merge: two states of a plan that grew apart, and the state both come from, made one plan.

Nothing is lost: every value of either side ends in the plan, in a conflict, or is what the base had. Where the sides
contradict each other ours stand for the time being and a conflict says so; an edit wins over a removal. The result is a
plan that edits lead to, so the whole merge is one undoable action. Clocks are never asked. See merge_rules.py for what
is known of fields and kinds, merge_adopted.py for plans that are adopted.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from localplan.domain.edits import Edit, difference, touched
from localplan.domain.merge_adopted import evened, without
from localplan.domain.merge_fields import Found, Sides, cells_of, group_value, merged_cells, whole, with_cells
from localplan.domain.merge_places import circles, merged_place, place_of
from localplan.domain.merge_rules import UNIT_OF_MONEY
from localplan.domain.merge_same import under_one_id
from localplan.domain.notes import Conflict, Side
from localplan.domain.plan import Plan, references
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.values import Refused

Records = Mapping[str, Record]
_NAMES = uuid.UUID("0d7c3f0e-5b1e-5e0c-9a3e-6c1f5f6b7a21")


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge gave. `choices` are conflicts that a rule settled; `two_way` says that no base was known.

    Without a base nobody can tell what one side removed from what the other added: everything of both stays, and
    wherever the two differ people have to choose.
    """

    plan: Plan
    conflicts: tuple[Conflict, ...] = ()
    choices: tuple[Conflict, ...] = ()
    two_way: bool = False


def merge(base: Plan | None, mine: Plan, theirs: Plan, *, me: Side | None = None, them: Side | None = None) -> Merged:
    """Both plans in one; `me` and `them` say who wrote which side and when. Raises Refused for two different plans."""
    if mine.id != theirs.id or (base and base.id != mine.id):
        raise Refused("not_the_same_plan", plan=mine.id, other=theirs.id)
    known: Records = base.records if base else {}
    known, ours, others, found = evened(known, mine, theirs)
    ours, others, same = under_one_id(known, ours, others)
    work = _Work(known, ours, others)
    plan = _as_plan(mine, work.finished())
    found = [*_under_new_ids(found, same), *same, *work.found, *_unit_of_money(known, ours, others, work.found)]
    said = [_conflict(mine.id, each, me or Side(), them or Side()) for each in found]
    return Merged(
        plan=plan,
        conflicts=tuple(sorted((c for c in said if not c.chosen), key=_order)),
        choices=tuple(sorted((c for c in said if c.chosen), key=_order)),
        two_way=base is None,
    )


def edits_of_merge(mine: Plan, merged: Merged) -> tuple[Edit, ...]:
    """The one action that leads from our plan to the merged one."""
    return difference(mine, merged.plan)


def _under_new_ids(found: Iterable[Found], same: Iterable[Found]) -> Iterator[Found]:
    """What was found before two ids became one, with the one that stayed: it has to be there to be named."""
    ids = {version["id"]: each.record for each in same for version in (each.ours, each.theirs)}
    for each in found:
        values = {name: _with_ids(getattr(each, name), ids) for name in ("record", "base", "ours", "theirs")}
        yield msgspec.structs.replace(each, **values)


def _with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _with_ids(entry, ids) for key, entry in value.items()}
    if isinstance(value, list):
        return [_with_ids(entry, ids) for entry in value]
    return ids.get(value, value) if isinstance(value, str) else value


def _order(conflict: Conflict) -> tuple[str, ...]:
    return conflict.record, conflict.field, conflict.key, conflict.id


def _as_plan(mine: Plan, records: Records) -> Plan:
    """The plan with these records, knowing all digests that ours knew."""
    puts = [record for id, record in records.items() if mine.get(id) != record]
    return mine.changed(puts, [id for id in mine.records if id not in records])


def _conflict(plan: str, found: Found, me: Side, them: Side) -> Conflict:
    sides = sorted(map(_encoded, (found.ours, found.theirs)))
    about = _encoded([plan, found.record, found.field, found.key, found.base, sides, found.reason])
    return Conflict(
        id=str(uuid.uuid5(_NAMES, about)),
        record=found.record,
        field=found.field,
        key=found.key,
        base=found.base,
        ours=msgspec.structs.replace(me, value=found.ours),
        theirs=msgspec.structs.replace(them, value=found.theirs),
        reason=found.reason,
        chosen=found.chosen,
    )


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


class _Work:
    """The records of the result in the making. Lives for one call of merge."""

    def __init__(self, base: Records, mine: Plan, theirs: Plan) -> None:
        self.base, self.mine, self.theirs = base, mine, theirs
        self.touched = touched(mine, theirs)
        self.stay, self.found = circles(base, mine, theirs, sorted(self.touched))
        self.records: dict[str, Record] = {id: r for id, r in mine.records.items() if id not in self.touched}

    def _merge_rows(self) -> None:
        for id in sorted(self.touched):
            ours, others = self.mine.get(id), self.theirs.get(id)
            if ours and others:
                self._merge_row(ours, others)
            elif ours:
                self._keep_or_drop(ours, self.mine, "ours")
            elif others:
                self._keep_or_drop(others, self.theirs, "theirs")

    def _merge_row(self, ours: Record, others: Record) -> None:
        if kind_of(ours) != kind_of(others):
            raise Refused("kind_changed", id=ours.id, kind=kind_of(ours))
        base = self.base.get(ours.id)
        sides = Sides(
            kind_of(ours),
            ours.id,
            cells_of(base if base and kind_of(base) == kind_of(ours) else None),
            cells_of(ours),
            cells_of(others),
            self.mine.__contains__,
            self.theirs.__contains__,
        )
        cells, found = merged_cells(sides)
        place, moved = merged_place(base, ours, others)
        if ours.id in self.stay:
            place, moved = place_of(ours), moved if moved and not moved.chosen else None
        self.found += [*found, *([moved] if moved else [])]
        record = with_cells(ours, cells)
        self.records[ours.id] = msgspec.structs.replace(record, parent=place[0], position=place[1])

    def _keep_or_drop(self, record: Record, side: Plan, name: str) -> None:
        """A record that one side alone has: added there, or removed by the other."""
        base = self.base.get(record.id)
        if base is None:
            self.records[record.id] = record
            if name == "theirs":
                self._say_row(record.id, "added", name)
        elif _is_edited(base, record, side):
            self.records[record.id] = record
            self._say_row(record.id, "removed_but_edited")
        elif name == "ours":
            self._say_row(record.id, "removed", "theirs")

    def _say_row(self, id: str, reason: str, chosen: str = "") -> None:
        versions = (self.base.get(id), self.mine.get(id), self.theirs.get(id))
        base, ours, others = map(whole, versions)
        self.found.append(Found(record=id, base=base, ours=ours, theirs=others, reason=reason, chosen=chosen))

    # what has to be there --------------------------------------------------------------------------------------------

    def finished(self) -> Records:
        """All records of the result, with those back again that something which stays needs."""
        self._merge_rows()
        waiting = [*self._offered(), *(t for id in self.touched & self.records.keys() for t in self._needed(id))]
        while waiting:
            id = waiting.pop()
            if id in self.records or not (record := self.mine.get(id) or self.theirs.get(id)):
                continue
            self.records[id] = record
            self.found = [each for each in self.found if (each.record, each.reason) != (id, "removed")]
            self._say_row(id, "removed_but_needed")
            waiting += self._needed(id)
        for id in self.touched & self.records.keys():
            self.records[id] = self._pointing_somewhere(self.records[id])
        return self.records

    def _needed(self, id: str) -> Iterator[str]:
        """What a record cannot do without; of the references of one that the other side removed only new ones."""
        record, base = self.records[id], self.base.get(id)
        alone = base is not None and not (id in self.mine and id in self.theirs)
        old = set(references(base)) if alone and base else set()
        owning = {"parent", *(n for n, f in FIELDS[kind_of(record)].items() if f.holds.kind == "owner")}
        for field, target in references(record):
            if field in owning or (field, target) not in old:
                yield target

    def _offered(self) -> Iterator[str]:
        """What either answer to an open question names: it must be there to be chosen."""
        for each in self.found:
            if each.chosen or not (each.field and each.record in self.mine and each.record in self.theirs):
                continue
            about = each.ours.keys() if each.reason == "move_circle" else (each.record,)
            for record in (side[id] for id in about for side in (self.mine, self.theirs)):
                yield from (target for _, target in references(record) if _names(each, target))

    def _pointing_somewhere(self, record: Record) -> Record:
        """The record without references to what is gone; those that were lost on our side before are left."""
        lost = {target for _, target in references(record) if target not in self.records}
        if ours := self.mine.get(record.id):
            lost -= {target for _, target in references(ours) if target not in self.mine}
        return without(record, lost) if lost else record


def _names(found: Found, id: str) -> bool:
    return any(f'"{id}"' in _encoded(value) for value in (found.ours, found.theirs))


def _is_edited(base: Record, record: Record, side: Plan) -> bool:
    """Whether a side changed the record itself, and not only its place in the row or what it dropped elsewhere."""
    left = without(base, {target for _, target in references(base) if target not in side})
    return base.parent != record.parent or cells_of(left) != cells_of(record)


def _unit_of_money(base: Records, mine: Plan, theirs: Plan, found: Iterable[Found]) -> Iterator[Found]:
    """Somebody has to look when one side counts in another unit and the other side entered amounts in the old one."""
    root = base.get(mine.id)
    if root is None or any(each.record == mine.id and each.field in UNIT_OF_MONEY for each in found if not each.chosen):
        return
    units = [group_value("plan", cells_of(record), UNIT_OF_MONEY) for record in (root, mine.root, theirs.root)]
    if units[1] == units[2]:
        return
    there = theirs if units[1] != units[0] else mine
    if _money_changed(base, there):
        field, reason = UNIT_OF_MONEY[0], "unit_of_money"
        yield Found(record=mine.id, field=field, base=units[0], ours=units[1], theirs=units[2], reason=reason)


def _money_changed(base: Records, side: Plan) -> bool:
    for id, record in side.records.items():
        money = [name for name, field in FIELDS[kind_of(record)].items() if field.holds.kind == "money"]
        old = base.get(id)
        if old is not record and any(getattr(record, name) != getattr(old, name, None) for name in money):
            return True
    return False
