"""The library's own tables (specification 5.5): what stands beside the plans. Data, no behaviour.

Times are ISO 8601 in UTC; lists and reports are JSON text. What belongs to a plan has `plan_id` first in its key.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

KEY = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that orders rows: by its characters' numbers everywhere, as SQLite and Python have it, whatever the server."""


def _key(name: str, type_: Any = KEY) -> Column[Any]:
    return Column(name, type_, primary_key=True, autoincrement=False)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False, server_default="")


def _whole(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False, server_default="0")


def _tick(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False, server_default="0")


def _bytes(name: str) -> Column[Any]:
    return Column(name, LargeBinary, nullable=False)


def _of_library(name: str, *columns: Any) -> Table:
    return Table(name, METADATA, *columns, sqlite_with_rowid=False)


def of_plan(name: str, *columns: Any) -> Table:
    """A table with `plan_id` first in its key; its rows go with their plan."""
    plan_id = Column("plan_id", KEY, ForeignKey("summary.plan_id", ondelete="CASCADE"), primary_key=True)
    return Table(name, METADATA, plan_id, *columns, sqlite_with_rowid=False)


VERSION = Table("alembic_version", METADATA, Column("version_num", String(32), primary_key=True))

LIBRARY = _of_library(
    "library", _key("purpose"), _text("person"), _text("made"), _text("program"), _text("handed_over")
)
"""One row: purpose own, region or training, and whose it is. When it was handed over: then it is only read."""

SUMMARY = _of_library(
    "summary",
    _key("plan_id"),
    _text("digest"),
    _whole("records"),
    _whole("journal"),
    _text("saved"),
    _text("summarised"),
    _whole("summary_edition"),
    *(_whole(name) for name in ("steps_done", "steps", "errors")),
    _text("checked"),
)
"""One row per plan, to which all its other rows belong: digest, number of records, last journal number, when saved.

`summarised` is the digest its regional summary was made of, `checked` the one in which `steps_done` of so many `steps`
were complete and so many `errors` found, when the window last left it. Deleting the row deletes the plan with
everything beside.
"""

SUMMARY_PART = of_plan("summary_part", _key("part"), _bytes("content"))
"""The regional summary of a plan (`domain.summary`) in parts, for nobody wants all at once; MessagePack."""

SUMMARY_TOTAL = of_plan(
    "summary_total",
    _key("place"),
    _whole("whole"),
    _whole("fraction"),
)
"""Money that is no partner's, by source and section, each by year, in whole currency and 100,000ths of it, so that a
sum over all plans of a country overflows nowhere. The place is one text (`source 01 2026 RSD`), for a database adds up
by one column three times as quickly as by four. `shared` and an id, without money: the plan has a part in that.
"""

JOURNAL = of_plan(
    "journal",
    _key("number", BigInteger),
    _text("at"),
    _text("author"),
    _text("label"),
    _text("edits"),
    _text("inverse"),
    _whole("undoes"),
    _whole("redoes"),
    _bytes("digest"),
)
"""One row per user action, numbered within the plan; `digest` is the SHA-256 of the entry as JSON."""

REVISION = of_plan(
    "revision",
    _key("digest"),
    _text("parents"),
    _text("ancestors"),
    _text("author"),
    _text("at"),
    _text("reason"),
    _whole("journal"),
    _text("name"),
    _text("program"),
    _whole("schema"),
    _whole("methodology"),
    _bytes("content"),
)
"""A kept state: its canonical records, one a line, compressed. Its digest is its name and its proof."""

NOTE = of_plan(
    "note",
    _key("id"),
    _text("thread"),
    _text("record"),
    _text("field"),
    _text("text"),
    _text("person"),
    _text("at"),
    _tick("resolved"),
    _tick("printed"),
)
"""Threads beside the plan (`domain.notes.Note`): not in the digest, not locked by adoption."""

CONFLICT = of_plan(
    "conflict",
    _key("id"),
    _text("record"),
    _text("field"),
    _text("key"),
    _text("base"),
    _text("ours"),
    _text("theirs"),
    _text("reason"),
    _text("chosen"),
    _whole("raised"),
    _whole("settled"),
    _text("answers"),
)
"""What a merge could not settle (`domain.notes.Conflict`); base, the two sides and the answers as JSON."""

OFFER = of_plan("offer", _key("id"), _text("content"), _text("person"), _text("at"), _tick("declined"), _text("reason"))
"""Records that the coordinator offers (`domain.notes.Offer`), as JSON; which are taken, the plan tells."""

HIDDEN = of_plan("hidden", _text("content"))
"""What the edition in which a plan came leaves out (`domain.editions.Hidden`), as JSON; no row for a whole plan."""

ATTACHMENT_BYTES = of_plan("attachment_bytes", _key("sha256"), _bytes("content"))

QUARANTINE = of_plan("quarantine", _key("id"), _text("kind"), _text("reason"), _text("found_at"), _text("content"))
"""Rows that do not fit their digest, taken out of the plan and kept as they were found (JSON)."""

SEARCH_TEXT = of_plan("search_text", _key("id"), Column("number", BigInteger, nullable=False), _text("text"))
"""What can be searched, one row per record, folded; `number` ties it to SQLite's index. Persons are not in it."""

RECEIVED_FILE = _of_library(
    "received_file",
    _key("digest"),
    _key("at"),
    _text("name"),
    _text("plan"),
    _text("revision"),
    _text("verdict"),
    _text("report"),
)

SAME = _of_library("same", _key("kind"), _key("stays"), _key("gone"), _whole("number"))
"""Two that were said to be one: the id that stays and the one that goes, in the order in which it was said."""

NOT_THE_SAME = _of_library("not_the_same", _key("kind"), _key("one"), _key("other"), _text("person"), _text("at"))

KNOWN_SENDER = _of_library(
    "known_sender", _key("fingerprint"), _text("name"), _text("public_key"), _text("accepted_by"), _text("at")
)

REGION = _of_library("region", _key("name"), _key("municipality"))
"""The municipalities that a regional library expects."""

KEPT_VIEW = _of_library("kept_view", _key("kind"), _key("name"), _text("at"), _text("person"), _text("content"))
"""What the coordinator keeps by name: a `choice` of plans, or an `edition`, figures frozen on a day (JSON)."""

STUB = _of_library(
    "stub",
    _key("id"),
    _text("municipality"),
    _text("title"),
    _text("period_start"),
    _text("period_end"),
    _text("gazette"),
    _text("currency"),
    _text("totals"),
    _text("note"),
    _text("file_name"),
    _text("sha256"),
)
"""Plans that exist only as Word, PDF or paper (`domain.region_book.Stub`); totals as JSON."""

STUB_FILE = _of_library("stub_file", _key("sha256"), _bytes("content"))

CONTACT = _of_library(
    "contact",
    _key("id"),
    _text("municipality"),
    _text("name"),
    _text("role"),
    _text("e_mail"),
    _text("phone"),
    _text("note"),
)

REMINDER = _of_library(
    "reminder",
    _key("id"),
    _text("municipality"),
    _text("day"),
    _text("how"),
    _text("person"),
    _text("whom"),
    _text("about"),
    _text("next_day"),
    _tick("done"),
)
"""What was asked of a municipality, when and how, and when to ask again (`domain.region_book.Reminder`)."""

PUBLISHED_EDITION = _of_library(
    "published_edition", _key("id"), _text("name"), _text("at"), _text("person"), _bytes("figures")
)
"""The counts of persons in each public edition, shown and hidden (`domain.suppression.Edition`, compressed JSON), so
that later ones cannot be subtracted from it."""

Index("received_file_plan", RECEIVED_FILE.c.plan)
Index("search_text_number", SEARCH_TEXT.c.number).ddl_if(dialect="sqlite")
Index("summary_saved", SUMMARY.c.saved.desc(), SUMMARY.c.plan_id)
Index("summary_total_sums", *(column for column in SUMMARY_TOTAL.c if column.name != "plan_id"))
