"""Rows that a profile has ready: its national documents, its data sources, its donors (specification E.12, E.14).

What is taken belongs to the plan and may be changed there. Texts are the English source texts of forms/, said in the
plan's languages by the caller's `say`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from localplan.domain.canonical import made
from localplan.domain.edits import PutRecord, put
from localplan.domain.plan import Plan
from localplan.domain.positions import position_between
from localplan.domain.records import Record
from localplan.methodology.collections import Say, in_plan_languages
from localplan.methodology.declarations import Entry
from localplan.methodology.methodology import PlanMethod

Texts = dict[str, str]


class ReadyMade(NamedTuple):
    """The profile's list, the record's field of its name, and the other fields that an entry fills."""

    list: str
    name: str
    content: Callable[[Entry], dict[str, Any]]


def _document(entry: Entry) -> dict[str, Any]:
    until = entry.marks.get("until_year")
    return {
        "level": entry.marks.get("level", ""),
        "document_kind": entry.marks.get("kind", ""),
        "gazette": entry.marks.get("gazette", ""),
        "valid_to": date(until, 12, 31) if until else None,
    }


READY_MADE: dict[str, ReadyMade] = {
    "strategic_document": ReadyMade("national_documents", "title", _document),
    "data_source": ReadyMade("data_sources", "name", lambda entry: {"source_kind": entry.marks.get("kind", "")}),
    "organisation": ReadyMade("donors", "name", lambda entry: {"organisation_kind": "donor"}),
}
"""By record kind."""


def context_of(kind: str) -> str:
    """The context of the texts of a kind's list."""
    return f"list.{READY_MADE[kind].list}"


def ready_made(method: PlanMethod, kind: str, say: Say) -> tuple[Entry, ...]:
    """What can be taken for records of a kind: entries of the profile's list that the plan does not have yet."""
    if kind not in READY_MADE:
        return ()
    there = {name.casefold() for record in method.plan.all_of(kind) for name in _names(record, kind)}
    found = method.offered(READY_MADE[kind].list)
    return tuple(entry for entry in found if there.isdisjoint(_called(method.plan, kind, entry, say)))


def _names(record: Record, kind: str) -> Collection[str]:
    names: Texts = getattr(record, READY_MADE[kind].name)
    return names.values()


def _called(plan: Plan, kind: str, entry: Entry, say: Say) -> set[str]:
    said = in_plan_languages(plan, context_of(kind), entry.label, say)
    return {name.casefold() for name in (entry.label, *said.values())}


def take_ready_made(method: PlanMethod, kind: str, codes: Collection[str], say: Say) -> tuple[PutRecord, ...]:
    """Put the entries of those codes into the plan, in the order of the list."""
    return tuple(_taken(method, kind, codes, say))


def _taken(method: PlanMethod, kind: str, codes: Collection[str], say: Say) -> Iterator[PutRecord]:
    plan, ready = method.plan, READY_MADE[kind]
    siblings = plan.child_ids(plan.id, kind)
    place = plan[siblings[-1]].position if siblings else ""
    for entry in ready_made(method, kind, say):
        if entry.code in codes:
            place = position_between(place, "")
            name = {ready.name: in_plan_languages(plan, context_of(kind), entry.label, say)}
            where = {"id": str(uuid.uuid4()), "parent": plan.id, "position": place}
            yield put(made(kind, {**where, **name, **ready.content(entry)}))
