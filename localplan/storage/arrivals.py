"""Plans that come in for the first time, many at once: all their rows together, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select

from localplan.domain.history import JournalEntry, Revision
from localplan.domain.plan import Plan
from localplan.domain.summary import summary_of
from localplan.storage.beside import TABLES, Remark, thing_row
from localplan.storage.insertion import Rows, insert_rows, rows_of
from localplan.storage.journal import entry_row
from localplan.storage.moments import now
from localplan.storage.own_tables import (
    ATTACHMENT_BYTES,
    JOURNAL,
    REVISION,
    SEARCH_TEXT,
    SUMMARY,
    SUMMARY_PART,
    SUMMARY_TOTAL,
)
from localplan.storage.revisions import check_fits, revision_row
from localplan.storage.rows import without_collector
from localplan.storage.search import Fold, index_texts, text_rows
from localplan.storage.summaries import summary_rows


class Arrival(NamedTuple):
    """A state of a plan that is not here yet, with all that came with it."""

    plan: Plan
    revision: Revision
    entries: Sequence[JournalEntry] = ()
    remarks: Sequence[Remark] = ()
    attachments: Sequence[bytes] = ()


def known_among(connection: Connection, plans: Sequence[str]) -> frozenset[str]:
    """Which of these plans are here."""
    parts = (plans[start : start + 500] for start in range(0, len(plans), 500))
    asked = (select(SUMMARY.c.plan_id).where(SUMMARY.c.plan_id.in_(part)) for part in parts)
    return frozenset(id for each in asked for id in connection.execute(each).scalars())


def add_arrivals(connection: Connection, arrivals: Sequence[Arrival], fold: Fold) -> None:
    """Write them, none of which is here and no two of which are of one plan. Raises Refused."""
    with without_collector():
        _add_all(connection, arrivals, fold)


def _add_all(connection: Connection, arrivals: Sequence[Arrival], fold: Fold) -> None:
    rows: Rows = {SUMMARY: []}
    texts: list[dict[str, Any]] = []
    for arrival in arrivals:
        check_fits(arrival.revision, arrival.plan)
        own = list(text_rows(arrival.plan, arrival.plan.records, fold))
        for table, found in _beside(arrival):
            _add(rows, table, found)
        _add(rows, SEARCH_TEXT, own)
        texts += own
    insert_rows(connection, rows | rows_of((each.plan, each.plan.records.values()) for each in arrivals))
    index_texts(connection, texts)


def _beside(arrival: Arrival) -> Iterable[tuple[Table, Iterable[Mapping[str, Any]]]]:
    plan = arrival.plan
    summary = summary_of(plan)
    parts, totals = summary_rows(summary)
    last = max((entry.number for entry in arrival.entries), default=0)
    facts = {"digest": plan.digest, "records": len(plan), "journal": last, "saved": now()}
    of = {"plan_id": plan.id}
    left = {"steps_done": 0, "steps": 0, "errors": 0, "checked": ""}  # nobody has worked on it here
    yield SUMMARY, [{**of, **facts, **left, "summarised": summary.digest, "summary_edition": summary.edition}]
    yield REVISION, [revision_row(arrival.revision, plan)]
    yield SUMMARY_PART, parts
    yield SUMMARY_TOTAL, totals
    yield JOURNAL, [entry_row(plan.id, entry) for entry in arrival.entries]
    for remark in arrival.remarks:
        yield TABLES[type(remark)], [{**of, **thing_row(remark)}]
    files = {sha256(content).hexdigest(): content for content in arrival.attachments}
    yield ATTACHMENT_BYTES, [{**of, "sha256": name, "content": content} for name, content in files.items()]


def _add(rows: Rows, table: Table, found: Iterable[Mapping[str, Any]]) -> None:
    names = [column.name for column in table.columns]
    rows.setdefault(table, []).extend(tuple(row[name] for name in names) for row in found)
