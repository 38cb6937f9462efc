"""Reports on two plans that say different things: those of the one, as far as they can stand on the other.

A report about an element that the adopted plan does not have cannot be taken into it, nor can a name that it does not
know. Such things are set aside before the merge, from the base as well, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from localplan.domain.plan import Plan, references
from localplan.domain.records import FIELDS, Record, kind_of

Records = Mapping[str, Record]


class Reports(msgspec.Struct, frozen=True):
    """Reports of base and other side as they are to be merged, and what was set aside: records and fields."""

    base: dict[str, Record]
    other: dict[str, Record]
    records: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def evened_reports(base: Records, adopted: Plan, other: Plan, *, equal: bool) -> Reports:
    """The reports of the other side as they can stand on the adopted plan.

    `equal`: nobody's word counts more, so that what cannot stand on either is set aside, whoever merges.
    """
    here, lost = _standing(_locked(adopted), _reports(other))
    there, alone = _standing(_locked(other), _reports(adopted))
    apart = {*lost, *(id for id in alone if equal or id not in other)}
    here, there = ({id: r for id, r in some.items() if id not in apart} for some in (here, there))
    strange = _strange(here, {**_locked(adopted), **here})
    if equal:
        strange |= _strange(there, {**_locked(other), **there})
    even = {id: _even(record, adopted.get(id), strange) for id, record in here.items()}
    dropped = set() if equal else {id for id in lost if other.get(id) == base.get(id)}  # with what they were about
    staying = {id for id in _named(apart - dropped, adopted, other) if id not in adopted or id not in other}
    old = {id: r for id, r in base.items() if r.reports and id not in apart | staying}
    return Reports(
        {id: _even(record, adopted.get(id) or even.get(id), strange) for id, record in old.items()},
        even,
        tuple(sorted(apart if equal else {*lost} - dropped)),
        tuple(sorted(strange)),
    )


def _locked(plan: Plan) -> dict[str, Record]:
    return {id: record for id, record in plan.records.items() if not record.reports}


def _reports(plan: Plan) -> dict[str, Record]:
    return {id: record for id, record in plan.records.items() if record.reports}


def _standing(locked: Records, reports: Records) -> tuple[dict[str, Record], list[str]]:
    """The reports that belong to something there, and the ids of the others."""
    kept = dict(reports)
    while gone := [
        id for id, record in kept.items() if any(t not in locked and t not in kept for t in _owners(record))
    ]:
        kept = {id: record for id, record in kept.items() if id not in gone}
    return kept, [id for id in reports if id not in kept]


def _named(ids: Iterable[str], *plans: Plan) -> set[str]:
    """All that these records name, and what that names in turn."""
    named: set[str] = set()
    waiting = list(ids)
    while waiting:
        id = waiting.pop()
        new = {target for plan in plans if id in plan for _, target in references(plan[id])} - named
        named |= new
        waiting += new
    return named


def _owners(record: Record) -> Iterable[str]:
    owning = {"parent", *(n for n, f in FIELDS[kind_of(record)].items() if f.holds.kind == "owner")}
    return [target for field, target in references(record) if field in owning]


def _strange(reports: Records, known: Records) -> set[tuple[str, str]]:
    """Fields of reports that name something unknown."""
    return {(id, field) for id, r in reports.items() for field, target in references(r) if target not in known}


def _even(record: Record, model: Record | None, strange: set[tuple[str, str]]) -> Record:
    """The record with the strange fields as the adopted plan has them; empty where it does not have the record."""
    fields = [name for id, name in strange if id == record.id]
    own = FIELDS[kind_of(record)]
    values: dict[str, Any] = {name: getattr(model, name) if model else own[name].default for name in fields}
    return msgspec.structs.replace(record, **values) if values else record
