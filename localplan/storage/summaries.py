"""Summaries beside the plans: written when a plan comes in, made anew when it has changed and they are asked for.

So typing never pays for them, and a region of ten thousand plans is read without opening one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from localplan.domain.consolidation import Sum, own_money, sums
from localplan.domain.summary import EDITION, PARTS, Checked, KeptView, Provenance, Summary
from localplan.domain.values import MONEY_DECIMALS
from localplan.storage.own_tables import KEPT_VIEW, RECEIVED_FILE, REVISION, SUMMARY, SUMMARY_PART, SUMMARY_TOTAL

FACTS = "facts"
_SHARED = "shared "
_MINOR = 10**MONEY_DECIMALS
_FIELDS = {field.name: field for field in msgspec.structs.fields(Summary)}
_KEPT_APART = {name for names in PARTS.values() for name in names}
_NAMES = {FACTS: tuple(name for name in _FIELDS if name not in _KEPT_APART), **PARTS}


def _part(part: str, names: tuple[str, ...]) -> type[msgspec.Struct]:
    fields = [
        (f.name, f.type, f.default) if f.default is not msgspec.NODEFAULT else (f.name, f.type) for f in _of(names)
    ]
    return msgspec.defstruct(part.title(), fields, kw_only=True, frozen=True, gc=False, omit_defaults=True)


def _of(names: tuple[str, ...]) -> list[Any]:
    return [_FIELDS[name] for name in names]


_PARTS = {part: _part(part, names) for part, names in _NAMES.items()}
_DECODERS = {part: msgspec.msgpack.Decoder(struct) for part, struct in _PARTS.items()}
_checked = msgspec.msgpack.Decoder(Checked)
_encoder = msgspec.msgpack.Encoder()


_CHECKED = "findings"

_FORGET = (
    delete(SUMMARY_PART).where(SUMMARY_PART.c.plan_id == bindparam("plan"), SUMMARY_PART.c.part != _CHECKED),
    delete(SUMMARY_TOTAL).where(SUMMARY_TOTAL.c.plan_id == bindparam("plan")),
)
_ADD_PARTS, _ADD_TOTALS = insert(SUMMARY_PART), insert(SUMMARY_TOTAL)
_MARK = (
    update(SUMMARY)
    .where(SUMMARY.c.plan_id == bindparam("plan"))
    .values(summarised=bindparam("of"), summary_edition=bindparam("edition"))
)


def write_summary(connection: Connection, summary: Summary) -> None:
    """Keep the summary of a plan that is there; what was kept before goes."""
    for forget in _FORGET:
        connection.execute(forget, {"plan": summary.plan})
    parts, totals = summary_rows(summary)
    connection.execute(_ADD_PARTS, parts)
    if totals:
        connection.execute(_ADD_TOTALS, totals)
    connection.execute(_MARK, {"plan": summary.plan, "of": summary.digest, "edition": summary.edition})


def summary_rows(summary: Summary) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Its rows in the tables of parts and of totals."""
    parts = [{"plan_id": summary.plan, "part": part, "content": _packed(summary, part)} for part in _PARTS]
    return parts, list(_totals(summary))


def _packed(summary: Summary, part: str) -> bytes:
    return _encoder.encode(_PARTS[part](**{name: getattr(summary, name) for name in _NAMES[part]}))


def _totals(summary: Summary) -> Iterator[dict[str, Any]]:
    if not summary.counts:
        return
    shared = {row.shared_id for row in summary.money if row.shared_id}
    for shared_id in sorted(shared):
        yield {"plan_id": summary.plan, "place": _SHARED + shared_id, "whole": 0, "fraction": 0}
    for row in sums(one for one in own_money([summary]) if not one.row.shared_id):
        whole = int(row.money)
        money = {"whole": whole, "fraction": int((row.money - whole) * _MINOR)}
        yield {"plan_id": summary.plan, "place": " ".join(row[:4]), **money}


def stale(connection: Connection) -> list[str]:
    """The plans whose summary is missing, of an earlier state or of an earlier edition of summaries."""
    changed = or_(SUMMARY.c.summarised != SUMMARY.c.digest, SUMMARY.c.summary_edition != EDITION)
    return list(connection.execute(select(SUMMARY.c.plan_id).where(changed).order_by(SUMMARY.c.plan_id)).scalars())


def read_summaries(
    connection: Connection, parts: Collection[str], plans: Collection[str] | None = None
) -> Iterator[Summary]:
    """The summaries as kept, by plan id, with these parts; of all plans or of these."""
    table = SUMMARY_PART
    asked = select(table.c.plan_id, table.c.part, table.c.content).where(table.c.part.in_([FACTS, *parts]))
    for some in _some(plans):
        rows = connection.execute(
            (asked if some is None else asked.where(table.c.plan_id.in_(some))).order_by(table.c.plan_id)
        )
        for _, own in groupby(rows, key=lambda row: row[0]):
            yield _unpacked({part: _DECODERS[part].decode(content) for _, part, content in own})


def _some(plans: Collection[str] | None) -> Iterator[list[str] | None]:
    """Five hundred at a time: a statement takes only so many values."""
    if plans is None:
        yield None
    known = sorted(plans or ())
    yield from (known[start : start + 500] for start in range(0, len(known), 500))


def _unpacked(parts: dict[str, msgspec.Struct]) -> Summary:
    return Summary(**{name: getattr(content, name) for part, content in parts.items() for name in _NAMES[part]})


def read_sums(connection: Connection) -> tuple[list[Sum], list[str]]:
    """All money that is no partner's, added up by the database; and the plans that have a part in something shared."""
    table = SUMMARY_TOTAL
    asked = select(table.c.place, func.sum(table.c.whole), func.sum(table.c.fraction)).group_by(table.c.place)
    rows = connection.execute(asked).all()
    own = (row for row in rows if not row[0].startswith(_SHARED))
    shared = [place for place, _, _ in rows if place.startswith(_SHARED)]
    found = [_sum(place, Decimal(int(whole)) + Decimal(int(fraction)) / _MINOR) for place, whole, fraction in own]
    return found, _sharing(connection, shared)


def _sum(place: str, money: Decimal) -> Sum:
    dimension, key, year, currency = place.split(" ")
    return Sum(dimension, key, year, currency, money)


def _sharing(connection: Connection, places: Collection[str]) -> list[str]:
    asked = select(SUMMARY_TOTAL.c.plan_id).distinct()
    parts = (connection.execute(asked.where(SUMMARY_TOTAL.c.place.in_(some))) for some in _some(places) if some)
    return sorted({plan for part in parts for plan in part.scalars()})


# what the checks found -----------------------------------------------------------------------------------------------


def write_checked(connection: Connection, checked: Checked) -> None:
    """Keep what the checks found in a plan that is there."""
    here = (SUMMARY_PART.c.plan_id == checked.plan) & (SUMMARY_PART.c.part == _CHECKED)
    connection.execute(delete(SUMMARY_PART).where(here))
    content = _encoder.encode(checked)
    connection.execute(insert(SUMMARY_PART), {"plan_id": checked.plan, "part": _CHECKED, "content": content})


def read_checked(connection: Connection) -> Iterator[Checked]:
    """What was found and when, by plan id; plans that were never checked are not among them."""
    table = SUMMARY_PART
    rows = connection.execute(select(table.c.content).where(table.c.part == _CHECKED).order_by(table.c.plan_id))
    yield from map(_checked.decode, rows.scalars())


# where a plan comes from ---------------------------------------------------------------------------------------------


class _State(NamedTuple):
    """A kept state of a plan."""

    parents: str  # a list, as JSON
    author: str
    at: str


def read_provenance(connection: Connection) -> dict[str, Provenance]:
    """By plan id: its newest kept state, who made it and when, and the file in which that came."""
    files, received = _files(connection)
    found: dict[str, Provenance] = {}
    for plan, states in _states(connection):
        newest = next(reversed(states))
        came = files.get(plan, {})
        sources = [newest] if newest in came else _sources(newest, states, came)
        people = sorted({states[digest].author for digest in sources}) or [states[newest].author]
        names = came[newest][-1:] if newest in came else sorted({name for source in sources for name in came[source]})
        found[plan] = Provenance(
            plan=plan,
            revision=newest,
            person=", ".join(people),
            at=states[newest].at,
            file=" + ".join(names),
            received=received.get(plan, ""),
        )
    saved = select(SUMMARY.c.plan_id, SUMMARY.c.digest, SUMMARY.c.saved)
    for plan, digest, at in connection.execute(saved):
        found.setdefault(plan, Provenance(plan=plan, revision=digest, at=at))
    return found


def _states(connection: Connection) -> Iterator[tuple[str, dict[str, _State]]]:
    """The kept states of each plan by digest, the newest last."""
    kept = REVISION.c
    asked = select(kept.plan_id, kept.digest, kept.parents, kept.author, kept.at)
    rows = connection.execute(asked.order_by(kept.plan_id, kept.journal, kept.at))
    for plan, own in groupby(rows, key=lambda row: row[0]):
        yield plan, {digest: _State(*facts) for _, digest, *facts in own}


def _files(connection: Connection) -> tuple[dict[str, dict[str, list[str]]], dict[str, str]]:
    """The names of the files that brought something, by plan and by the state they are of; when the last one came."""
    names: dict[str, dict[str, list[str]]] = {}
    received: dict[str, str] = {}
    came = RECEIVED_FILE.c
    asked = select(came.plan, came.revision, came.name, came.at).where(came.verdict != "identical")
    for plan, revision, name, at in connection.execute(asked.order_by(came.at, came.name)):
        names.setdefault(plan, {}).setdefault(revision, []).append(name)
        received[plan] = at
    return names, received


def _sources(newest: str, states: Mapping[str, _State], came: Mapping[str, list[str]]) -> list[str]:
    """The nearest states before this one that files brought."""
    found: set[str] = set()
    seen: set[str] = set()
    ahead = [newest]
    while ahead:
        digest = ahead.pop()
        if digest in seen or digest not in states:
            continue
        seen.add(digest)
        if digest in came:
            found.add(digest)
        else:
            ahead += msgspec.json.decode(states[digest].parents, type=list[str])
    return sorted(found)


# what the coordinator keeps by name ----------------------------------------------------------------------------------


def keep_view(connection: Connection, view: KeptView) -> None:
    """Keep it; one of the same kind and name takes the place of the old."""
    forget_view(connection, view.kind, view.name)
    connection.execute(insert(KEPT_VIEW), msgspec.structs.asdict(view))


def forget_view(connection: Connection, kind: str, name: str) -> bool:
    """Whether there was one to be forgotten."""
    here = (KEPT_VIEW.c.kind == kind) & (KEPT_VIEW.c.name == name)
    return bool(connection.execute(delete(KEPT_VIEW).where(here)).rowcount)


def kept_views(connection: Connection, kind: str) -> tuple[KeptView, ...]:
    """All of a kind, by name."""
    rows = connection.execute(select(KEPT_VIEW).where(KEPT_VIEW.c.kind == kind).order_by(KEPT_VIEW.c.name))
    return tuple(KeptView(**row._mapping) for row in rows)
