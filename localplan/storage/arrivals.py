"""Plans that are new to a library, many at once: all their rows together, table by table.

The rows are a function of what came; where a thousand packages come in, the process that reads them makes the rows too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select

from localplan.domain.history import JournalEntry, Revision
from localplan.domain.plan import Plan
from localplan.domain.summing_up import summary_of
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
from localplan.storage.search import Fold, add_texts, texts_of
from localplan.storage.summaries import summary_rows

_TEXTS = SEARCH_TEXT.name


class Arrival(NamedTuple):
    """A plan that is not here yet, with all that came with it; `revision` when its state is to be kept."""

    plan: Plan
    revision: Revision | None = None
    entries: Sequence[JournalEntry] = ()
    remarks: Iterable[Remark] = ()
    attachments: Iterable[bytes] = ()


def known_among(connection: Connection, plans: Sequence[str]) -> frozenset[str]:
    """Which of these plans are here."""
    parts = (plans[start : start + 500] for start in range(0, len(plans), 500))
    asked = (select(SUMMARY.c.plan_id).where(SUMMARY.c.plan_id.in_(part)) for part in parts)
    return frozenset(id for each in asked for id in connection.execute(each).scalars())


def arrival_rows(arrival: Arrival, fold: Fold) -> Rows:
    """All rows of an arrival; those of search texts without their numbers, which the library gives.

    Raises Refused when the revision is of another state.
    """
    plan, rows = arrival.plan, Rows()
    for table, found in _beside(arrival):
        names = [column.name for column in table.columns]
        rows.setdefault(table.name, []).extend(tuple(row[name] for name in names) for row in found)
    return rows | rows_of([(plan, plan.records.values())]) | {_TEXTS: [*texts_of(plan, plan.records, fold)]}


def add_arrivals(connection: Connection, arrivals: Sequence[Rows]) -> None:
    """Write the rows of arrivals, none of which is here and no two of which are of one plan. Raises Refused.

    Quickest in the order of the plans' ids.
    """
    with without_collector():
        names = dict.fromkeys([SUMMARY.name, *chain.from_iterable(arrivals)])  # to its row, all others belong
        rows = {name: [row for each in arrivals for row in each.get(name, ())] for name in names}
        texts = rows.pop(_TEXTS, [])
        insert_rows(connection, rows)
        add_texts(connection, texts)


def _beside(arrival: Arrival) -> Iterable[tuple[Table, Iterable[Mapping[str, Any]]]]:
    plan = arrival.plan
    summary = summary_of(plan)
    parts, totals = summary_rows(summary)
    last = max((entry.number for entry in arrival.entries), default=0)
    facts = {"digest": plan.digest, "records": len(plan), "journal": last, "saved": now()}
    of = {"plan_id": plan.id}
    left = {"steps_done": 0, "steps": 0, "errors": 0, "checked": ""}  # nobody has worked on it here
    yield SUMMARY, [{**of, **facts, **left, "summarised": summary.digest, "summary_edition": summary.edition}]
    if arrival.revision:
        check_fits(arrival.revision, plan)
        yield REVISION, [revision_row(arrival.revision, plan)]
    yield SUMMARY_PART, parts
    yield SUMMARY_TOTAL, totals
    yield JOURNAL, [entry_row(plan.id, entry) for entry in arrival.entries]
    for remark in arrival.remarks:
        yield TABLES[type(remark)], [{**of, **thing_row(remark)}]
    files = {sha256(content).hexdigest(): content for content in arrival.attachments}
    yield ATTACHMENT_BYTES, [{**of, "sha256": name, "content": content} for name, content in files.items()]
