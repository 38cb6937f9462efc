"""Edits: the only way a plan changes. One user action is a tuple of edits, applied as one or refused as one.

Typing, paste, import, merge, restore and roll-over all end here, so that undo, saving, the journal and previews need no
more than these four kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import compress, groupby
from operator import is_not
from typing import Any

import msgspec

from localplan.domain.canonical import content_of, made, remade
from localplan.domain.locked import locked_digest
from localplan.domain.plan import Plan, references
from localplan.domain.records import FIELDS, RECORDS, Record, kind_of
from localplan.domain.records.plan import PlanRecord
from localplan.domain.values import KEYS, Refused, accepted, accepted_entry

LOCKED = frozenset({"adopted", "published", "in_implementation", "closing", "closed"})
"""States of a plan in which only reporting records, notes and acceptances may change (specification 5.3)."""

STATE_FACTS = frozenset({"status", "version", "adopted_digest", "numbers_given"})
"""Fields of the plan's own record that follow its state."""

UNLOCKED_FACTS = STATE_FACTS | {"coordinator"}
"""Fields of the plan's own record that follow its state or its people, and so may change in every state."""


class Edit(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="edit"):
    """One of SetField, PutRecord, DropRecord, MoveRecord; `id` is the record it is about."""

    id: str


class SetField(Edit, frozen=True, tag="set"):
    """Set one field, or with a `key` one entry of a map field; an empty value empties it."""

    field: str
    value: Any = None
    key: str = ""


class PutRecord(Edit, frozen=True, tag="put"):
    """Put a record in, whole: a new one, or another content for a known id. `content` is as in canonical JSON."""

    content: dict[str, Any]


class DropRecord(Edit, frozen=True, tag="drop"):
    """Drop a record with all that belongs to it; other records lose their references to them. Gone already is fine."""


class MoveRecord(Edit, frozen=True, tag="move"):
    """Put a record under another parent, or at another place among its siblings."""

    parent: str
    position: str


AnyEdit = SetField | PutRecord | DropRecord | MoveRecord
_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(tuple[AnyEdit, ...])


def put(record: Record) -> PutRecord:
    """The edit that puts this record in."""
    return PutRecord(record.id, {"kind": kind_of(record), **content_of(record)})


def edits_to_json(edits: Sequence[Edit]) -> bytes:
    """Edits as the journal and packages keep them."""
    return _encoder.encode(tuple(edits))


def edits_from_json(text: bytes) -> tuple[Edit, ...]:
    """Edits read back; values stay as JSON has them until they are applied. Raises Refused."""
    try:
        return _decoder.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused("not_json", detail=str(error)) from None


def apply_edits(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan after the edits. Raises Refused, and then nothing has changed.

    Refused are: values that do not fit, unknown records and fields, a parent of the wrong kind, references that lead
    nowhere, a circle of parents, on an adopted plan everything but reporting, and the state of an adopted plan without
    the digest of what was adopted.
    """
    draft = _Draft(plan)
    for dropping, some in groupby(edits, lambda edit: isinstance(edit, DropRecord)):
        if dropping:
            draft.drop([edit.id for edit in some])
        else:
            for edit in some:
                draft.take(edit)
    return draft.finished()


class _Draft:
    """The plan in the making: what the edits so far put and dropped. Lives for one call of apply_edits."""

    def __init__(self, plan: Plan) -> None:
        self.before = self.plan = plan
        self.puts: dict[str, Record] = {}  # not yet in self.plan
        self.touched: set[str] = set()

    def take(self, edit: Edit) -> None:
        """Do one edit that is not a drop."""
        old = self.puts.get(edit.id) or self.plan.get(edit.id)
        if isinstance(edit, PutRecord):
            record = made(str(edit.content.get("kind")), {**edit.content, "id": edit.id})
            if old is not None and kind_of(old) != kind_of(record):
                raise Refused("kind_changed", id=edit.id, kind=kind_of(old))
        elif old is None:
            raise Refused("unknown_record", id=edit.id)
        elif isinstance(edit, SetField):
            record = _with_field(old, edit)
        elif isinstance(edit, MoveRecord):
            record = remade(msgspec.structs.replace(old, parent=edit.parent, position=edit.position))
        else:
            raise TypeError(f"not an edit: {edit!r}")
        self.puts[edit.id] = record

    def drop(self, ids: Iterable[str]) -> None:
        """Do some drops at once."""
        self._settle()
        gone = dependents(self.plan, (id for id in ids if id in self.plan))
        staying = tuple(_without(self.plan, gone))
        self.plan = self.plan.changed(staying, gone)
        self.touched.update(gone, (record.id for record in staying))

    def _settle(self) -> None:
        if self.puts:
            self.plan = self.plan.changed(self.puts.values(), ())
            self.touched.update(self.puts)
            self.puts = {}

    def finished(self) -> Plan:
        """The new plan, after all that must hold of it has been checked on what was touched."""
        self._settle()
        if self.before.id not in self.plan:
            raise Refused("plan_dropped", id=self.before.id)
        locked = self.before.root.status in LOCKED and not _opens_again(self.before.root, self.plan.root)
        if self.before.root.status not in LOCKED:
            _check_adoption(self.plan, self.before.root)
        for id in self.touched:
            record = self.plan.get(id)
            if locked:
                _check_unlocked(self.before.get(id), record)
            if record is not None:
                _check_place(self.plan, record, self.before)
        return self.plan


def _check_place(plan: Plan, record: Record, before: Plan) -> None:
    kind = kind_of(record)
    if kind == "plan" and record.id != plan.id:
        raise Refused("not_one_plan", id=record.id, count=2)
    for field, target in references(record):
        found = plan.get(target)
        if found is None:
            if _was_lost(before, record.id, field, target):
                continue
            raise Refused("reference_leads_nowhere", id=record.id, kind=kind, field=field, target=target)
        allowed = RECORDS[kind].belongs_to if field == "parent" else FIELDS[kind][field].holds.to
        if "*" not in allowed and kind_of(found) not in allowed:
            raise Refused("wrong_kind_of_target", id=record.id, kind=kind, field=field, found=kind_of(found))
    if not record.parent and RECORDS[kind].belongs_to:
        raise Refused("parent_missing", id=record.id, kind=kind)
    if plan.path(record.id)[0].parent:
        raise Refused("belongs_to_itself", id=record.id, kind=kind)


def _was_lost(before: Plan, id: str, field: str, target: str) -> bool:
    """Whether the reference led nowhere already: its target was damaged and set aside, and work has to go on."""
    old = before.get(id)
    return target not in before and old is not None and (field, target) in references(old)


def _opens_again(old: PlanRecord, new: PlanRecord) -> bool:
    """Whether an adopted plan becomes its next version: the draft of it, or taken in from elsewhere adopted already.

    There is no other way out of adoption.
    """
    raised = (new.version or 1) > (old.version or 1)
    if new.status in LOCKED:
        return raised and new.adopted_digest not in ("", old.adopted_digest)
    if not raised:
        raise Refused("plan_is_adopted", id=old.id, kind="plan")
    return True


def _check_adoption(plan: Plan, old: PlanRecord) -> None:
    """A plan becomes adopted with the digest of what is adopted; or it goes back to the version before."""
    new = plan.root
    if new.status not in LOCKED or (new.version or 1) < (old.version or 1):
        return
    kept = new.adopted_digest
    if not kept or (kept == old.adopted_digest and kept != locked_digest(plan, UNLOCKED_FACTS)):
        raise Refused("adopted_without_digest", id=new.id, kind="plan", field="status")


def _check_unlocked(old: Record | None, new: Record | None) -> None:
    some = new or old
    if some is None or some.reports:
        return
    if isinstance(old, PlanRecord) and isinstance(new, PlanRecord):
        changed = {name for name in FIELDS["plan"] if getattr(old, name) != getattr(new, name)}
        if changed <= UNLOCKED_FACTS:
            return
    raise Refused("plan_is_adopted", id=some.id, kind=kind_of(some))


def _with_field(record: Record, edit: SetField) -> Record:
    kind = kind_of(record)
    field = FIELDS[kind].get(edit.field)
    if field is None:
        raise Refused("unknown_field", kind=kind, field=edit.field)
    try:
        if not edit.key:
            value = accepted(field.holds, edit.value, field.default)
        elif not field.holds.by:
            raise Refused("not_a_map", value=edit.key)
        else:
            key = KEYS[field.holds.by](edit.key)
            value = getattr(record, edit.field).with_key(key, accepted_entry(field.holds, edit.value))
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.values, "id": edit.id, "kind": kind, "field": edit.field}) from None
    return msgspec.structs.replace(record, **{edit.field: value})


def dependents(plan: Plan, ids: Iterable[str]) -> frozenset[str]:
    """What goes when records are dropped, themselves included: all below them, and all that only speaks about those."""
    gone: set[str] = set()
    waiting = list(ids)
    while waiting:
        for id in waiting:
            gone.add(id)
            gone.update(record.id for record in plan.below(id))
        waiting = [r.id for r, names in _pointing(plan, gone, "owner") if any(getattr(r, n) in gone for n in names)]
    return frozenset(gone)


def _without(plan: Plan, gone: frozenset[str]) -> Iterator[Record]:
    """The records that stay but named one that goes, without that name."""
    for record, names in _pointing(plan, gone, "reference", "references"):
        left = {name: _left(getattr(record, name), gone) for name in names}
        if any(left[name] != getattr(record, name) for name in names):
            yield msgspec.structs.replace(record, **left)


def _left(value: Any, gone: frozenset[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(id for id in value if id not in gone)
    return "" if value in gone else value


def _pointing(plan: Plan, gone: Set[str], *holding: str) -> Iterator[tuple[Record, tuple[str, ...]]]:
    """The records that stay and have fields, so `holding`, that may name one of those that go; with these fields."""
    kinds = {kind_of(plan[id]) for id in gone if id in plan}
    names = {RECORDS[kind]: names for kind in FIELDS if (names := tuple(_naming(kind, kinds, holding)))}
    for record in plan.records.values():
        if (fields := names.get(type(record))) and record.id not in gone:
            yield record, fields


def _naming(kind: str, kinds: Set[str], holding: tuple[str, ...]) -> Iterator[str]:
    for name, field in FIELDS[kind].items():
        if field.holds.kind in holding and ("*" in field.holds.to or not kinds.isdisjoint(field.holds.to)):
            yield name


def touched(before: Plan, after: Plan) -> frozenset[str]:
    """The ids of records that differ between two plans."""
    old, new = before.records, after.records
    others = list(compress(new, map(is_not, new.values(), map(old.get, new))))  # in C: it runs at every keystroke
    differing = [id for id in others if old.get(id) != new[id]]
    added = sum(id not in old for id in differing)
    gone = old.keys() - new.keys() if len(old) + added > len(new) else ()
    return frozenset((*differing, *gone))


def difference(old: Plan, new: Plan) -> tuple[Edit, ...]:
    """The edits that lead from one plan to the other; both without dangling references.

    New records first, then fields entry by entry and moves, drops last: by then nothing that stays names what goes.
    Raises Refused when the same id is a record of another kind there.
    """
    puts: list[Edit] = []
    changes: list[Edit] = []
    drops: list[Edit] = []
    for id in sorted(touched(old, new)):
        before, after = old.get(id), new.get(id)
        if after is None:
            drops.append(DropRecord(id))
        elif before is None:
            puts.append(put(after))
        elif kind_of(before) != kind_of(after):
            raise Refused("kind_changed", id=id, kind=kind_of(before))
        else:
            changes.extend(_field_changes(before, after))
            if (before.parent, before.position) != (after.parent, after.position):
                changes.append(MoveRecord(id, after.parent, after.position))
    return (*puts, *changes, *drops)


def _field_changes(before: Record, after: Record) -> Iterator[Edit]:
    for name, field in FIELDS[kind_of(after)].items():
        was, becomes = getattr(before, name), getattr(after, name)
        if was == becomes:
            continue
        if not field.holds.by:
            yield SetField(after.id, name, becomes)
        else:
            for key in sorted(was.keys() | becomes.keys()):
                if was.get(key) != becomes.get(key):
                    yield SetField(after.id, name, becomes.get(key), key)


def inverse(plan: Plan, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that lead back to `plan` after `edits` were applied to it."""
    return difference(apply_edits(plan, edits), plan)
