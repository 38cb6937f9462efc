"""The plan as a value: records by id, and the tree they form. Nothing changes it; edits make the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, cast

from localplan.domain.canonical import digest_of
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.records.plan import PlanRecord
from localplan.domain.roll import Roll, roll_of

R = TypeVar("R", bound=Record)
_Children = dict[str, dict[str, tuple[str, ...]]]  # parent → kind → ids in order
_KIND_ORDER = {kind: number for number, kind in enumerate(FIELDS)}


class Plan:
    """All records of one plan. Read it; to change it use `edits.apply_edits`.

    Children are ordered by (position, id). `digests` are those a library kept; missing ones are computed when asked.
    """

    __slots__ = ("_children", "_digest", "_digests", "_records", "_roll", "_walk", "id")

    def __init__(self, records: Iterable[Record], *, digests: Mapping[str, bytes] | None = None, id: str = "") -> None:
        self._records: dict[str, Record] = {record.id: record for record in records}
        self._digests: dict[str, bytes] = dict(digests or {})
        self._digest: bytes | None = None
        self._roll: Roll | None = None
        self._walk: dict[str, tuple[str, ...]] | None = None
        self.id = id or next((r.id for r in self._records.values() if isinstance(r, PlanRecord)), "")
        self._children: _Children = {}
        families: dict[tuple[str, str], list[Record]] = {}
        for record in self._records.values():
            families.setdefault((record.parent, kind_of(record)), []).append(record)
        for (parent, kind), members in families.items():
            self._children.setdefault(parent, {})[kind] = _in_order(members)

    # reading ---------------------------------------------------------------------------------------------------------

    @property
    def root(self) -> PlanRecord:
        """The plan's own record."""
        return cast(PlanRecord, self._records[self.id])

    @property
    def records(self) -> Mapping[str, Record]:
        """All records by id; not to be changed."""
        return self._records

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, id: str) -> bool:
        return id in self._records

    def __getitem__(self, id: str) -> Record:
        return self._records[id]

    def get(self, id: str) -> Record | None:
        """The record with that id, or None."""
        return self._records.get(id)

    def children(self, parent: str, kind: type[R]) -> tuple[R, ...]:
        """The records of that kind that belong to `parent`, in order."""
        ids = self._children.get(parent, {}).get(kind_of(kind), ())
        return tuple(cast(R, self._records[id]) for id in ids)

    def child_ids(self, parent: str, kind: str) -> tuple[str, ...]:
        """Their ids, by the kind's name."""
        return self._children.get(parent, {}).get(kind, ())

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """All records of a kind, in the order of the tree."""
        return cast(tuple[R, ...], self.all_of(kind_of(kind)))

    def all_of(self, kind: str) -> tuple[Record, ...]:
        """All records of a kind by its name, in the order of the tree."""
        if self._walk is None:
            walk: dict[str, list[str]] = {}
            for record in self.below(""):
                walk.setdefault(kind_of(record), []).append(record.id)
            self._walk = {name: tuple(members) for name, members in walk.items()}
        return tuple(map(self._records.__getitem__, self._walk.get(kind, ())))

    def below(self, parent: str) -> Iterator[Record]:
        """Everything under `parent`, depth first, kinds in the order of their declaration."""
        open_families = [self._family(parent)]
        while open_families:
            record = next(open_families[-1], None)
            if record is None:
                open_families.pop()
                continue
            yield record
            if record.id in self._children:
                open_families.append(self._family(record.id))

    def _family(self, parent: str) -> Iterator[Record]:
        families = self._children.get(parent, {})
        kinds = sorted(families, key=_KIND_ORDER.__getitem__) if len(families) > 1 else families
        return (self._records[id] for kind in kinds for id in families[kind])

    def path(self, id: str) -> tuple[Record, ...]:
        """The record's ancestors from the top, and the record; stops at a missing parent and at a cycle."""
        path: list[Record] = []
        record = self._records.get(id)
        while record is not None and record not in path:
            path.insert(0, record)
            record = self._records.get(record.parent)
        return tuple(path)

    def ancestor(self, id: str, kind: type[R]) -> R | None:
        """The nearest ancestor of that kind, the record itself included."""
        return next((r for r in reversed(self.path(id)) if isinstance(r, kind)), None)

    # digests ---------------------------------------------------------------------------------------------------------

    def digest_for(self, id: str) -> bytes:
        """SHA-256 of one record (32 bytes)."""
        if id not in self._digests:
            self._digests[id] = digest_of(self._records[id])
        return self._digests[id]

    @property
    def digest(self) -> str:
        """SHA-256 over all (id, digest) pairs, in hexadecimal: equal plans have equal digests."""
        if self._digest is None:
            roll = self._roll
            if roll is None:
                roll = roll_of((id, self.digest_for(id)) for id in self._records)
            elif roll.stale:
                roll = roll.renewed({id: self.digest_for(id) for id in roll.stale if id in self._records})
            self._roll, self._digest = roll, roll.digest
        return self._digest.hex()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and self._records == other._records

    __hash__ = None  # type: ignore[assignment]

    # the next plan ---------------------------------------------------------------------------------------------------

    def changed(self, puts: Iterable[Record], drops: Iterable[str]) -> Plan:
        """The plan with these records put in and those left out. Checks nothing; `apply_edits` does."""
        new = Plan.__new__(Plan)
        new.id, new._digest = self.id, None
        new._records, new._digests, new._children = dict(self._records), dict(self._digests), dict(self._children)
        leaving: dict[tuple[str, str], set[str]] = {}
        coming: dict[tuple[str, str], set[str]] = {}
        touched: list[str] = []
        for id in drops:
            touched.append(id)
            if (old := new._records.pop(id, None)) is not None:
                leaving.setdefault((old.parent, kind_of(old)), set()).add(id)
                new._digests.pop(id, None)
        for record in puts:
            touched.append(record.id)
            old = new._records.get(record.id)
            if old is None or (old.parent, old.position) != (record.parent, record.position):
                coming.setdefault((record.parent, kind_of(record)), set()).add(record.id)
                if old is not None:
                    leaving.setdefault((old.parent, kind_of(old)), set()).add(old.id)
            new._records[record.id] = record
            new._digests.pop(record.id, None)
        moved = leaving.keys() | coming.keys()
        new._walk = None if moved else self._walk
        new._roll = self._roll and self._roll.but(touched)
        for parent, kind in moved:
            ids = set(self.child_ids(parent, kind)) - leaving.get((parent, kind), set())
            members = [new._records[id] for id in ids | coming.get((parent, kind), set())]
            new._children[parent] = {**new._children.get(parent, {}), kind: _in_order(members)}
        return new


def _in_order(members: list[Record]) -> tuple[str, ...]:
    members.sort(key=_place)
    return tuple(member.id for member in members)


def _place(record: Record) -> tuple[str, str]:
    return record.position, record.id


def references(record: Record) -> Iterator[tuple[str, str]]:
    """Every (field, id) by which a record names another one, its parent included."""
    if record.parent:
        yield "parent", record.parent
    for name in _POINTING[kind_of(record)]:
        value = getattr(record, name)
        if isinstance(value, tuple):
            yield from ((name, target) for target in value)
        elif value:
            yield name, value


_POINTING: dict[str, tuple[str, ...]] = {
    kind: tuple(name for name, field in fields.items() if field.points) for kind, fields in FIELDS.items()
}
