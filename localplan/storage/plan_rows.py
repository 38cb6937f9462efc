"""One plan in its tables: found, read, added, brought to its next state. Each within a transaction of the library."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from localplan.domain.history import JournalEntry, replayed
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage import journal, search
from localplan.storage.own_tables import SUMMARY
from localplan.storage.rows import read_records, write_records
from localplan.storage.search import Fold
from localplan.storage.tables import KINDS

_PLAN = KINDS["plan"].table


def with_id(connection: Connection, plan_id: str) -> list[str]:
    """The plan of that id, as a list of none or one."""
    return list(connection.execute(select(SUMMARY.c.plan_id).where(SUMMARY.c.plan_id == plan_id)).scalars())


def with_code(connection: Connection, code: str) -> list[str]:
    """The ids of the plans with that code; none for an empty one."""
    return list(connection.execute(select(_PLAN.c.plan_id).where(_PLAN.c.code == code, _PLAN.c.code != "")).scalars())


def hold(connection: Connection, plan_id: str) -> None:
    """Let nobody else change the plan until this transaction ends; where one writes at a time that is so already."""
    connection.execute(select(SUMMARY.c.plan_id).where(SUMMARY.c.plan_id == plan_id).with_for_update())


def read(connection: Connection, plan_id: str) -> Plan:
    """The plan as it stands, unverified. Raises Refused when it is unknown, and whatever damaged values raise."""
    if not with_id(connection, plan_id):
        raise Refused("no_such_plan", plan=plan_id)
    records, digests = read_records(connection, plan_id)
    if plan_id not in digests:
        raise Refused("plan_damaged", plan=plan_id)
    return Plan(records, digests=digests, id=plan_id)


def write_how_far(connection: Connection, plan: Plan, **figures: int) -> None:
    """Keep what the checks told of this state of the plan."""
    here = update(SUMMARY).where(SUMMARY.c.plan_id == plan.id)
    connection.execute(here.values(checked=plan.digest, **figures))


def write_plan(
    connection: Connection, plan: Plan, entries: Sequence[JournalEntry], touched: frozenset[str], fold: Fold
) -> None:
    """Bring the rows of a plan to its next state: the touched records, the entries that led there.

    They follow on the last entry that is there. Raises Refused: plan_moved_on (with the `journal`'s last number) when
    somebody else has added some meanwhile.
    """
    last = entries[-1]
    facts = {"digest": plan.digest, "records": len(plan), "journal": last.number, "saved": last.at}
    built_on = (SUMMARY.c.plan_id == plan.id) & (SUMMARY.c.journal == entries[0].number - 1)
    if not connection.execute(update(SUMMARY).where(built_on).values(**facts)).rowcount:
        raise _moved_on(connection, plan.id)
    write_records(connection, plan, touched)
    journal.add_entries(connection, plan.id, entries)
    search.write_texts(connection, plan, touched, fold)


def _moved_on(connection: Connection, plan_id: str) -> Refused:
    last = last_number(connection, plan_id)
    return Refused("no_such_plan", plan=plan_id) if last is None else Refused("plan_moved_on", journal=last)


def last_number(connection: Connection, plan_id: str) -> int | None:
    """The number of the plan's last entry, None when the plan is not there."""
    return connection.execute(select(SUMMARY.c.journal).where(SUMMARY.c.plan_id == plan_id)).scalar()


def newest(connection: Connection, plan: Plan, number: int) -> tuple[Plan, tuple[JournalEntry, ...]]:
    """The plan as it stands, and the entries after `number`, at which `plan` was read or written."""
    entries = journal.read_entries(connection, plan.id, number)
    digest = connection.execute(select(SUMMARY.c.digest).where(SUMMARY.c.plan_id == plan.id)).scalar()
    if digest is None:
        raise Refused("no_such_plan", plan=plan.id)
    try:
        now = replayed(plan, entries)
    except Refused:  # what a merge did to an adopted plan cannot be done again by its edits
        return read(connection, plan.id), entries
    return now if now.digest == digest else read(connection, plan.id), entries
