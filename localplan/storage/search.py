"""Search text: the texts of a record, folded, in an ordinary table, and an index over it.

On SQLite that is a full-text index; the writer keeps it, not triggers, which a schema that is not trusted cannot run.
On PostgreSQL it is one of trigrams, which the server keeps; where the extension may not be had, every text is read.
Persons are not in it, nor plain text fields, which hold contacts and signatures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, event, func, select, text

from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.storage.engine import on_file
from localplan.storage.insertion import insert_rows
from localplan.storage.own_tables import SEARCH_TEXT

Fold = Callable[[str], str]

INDEX = (
    "fts5(text, content='search_text', content_rowid='number', "
    """tokenize="unicode61 categories 'L* N* Co Mn Mc'")"""
)
"""SQLite's index of words; vowel signs of Bengali and Devanagari (Mn, Mc) belong to their word."""
CREATE_INDEX = f"CREATE VIRTUAL TABLE search_index USING {INDEX}"

_WORD = re.compile("[\\w\u0900-\u0963\u0980-\u09fe]+")
"""A word with its vowel signs, which Python counts among the signs between words."""

CREATE_TRIGRAMS = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX search_text_trigrams ON search_text USING gin (text gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN NULL;
END $$
"""


@event.listens_for(SEARCH_TEXT, "after_create")
def _create_index(_table: Any, connection: Connection, **_: Any) -> None:
    connection.exec_driver_sql(CREATE_INDEX if on_file(connection) else CREATE_TRIGRAMS)


_SEARCHED = {
    kind: tuple(name for name, field in fields.items() if field.holds.by == "language")
    for kind, fields in FIELDS.items()
    if kind != "person"
}
_FOUND = select(SEARCH_TEXT.c.id, SEARCH_TEXT.c.number, SEARCH_TEXT.c.text).where(
    SEARCH_TEXT.c.plan_id == bindparam("plan"), SEARCH_TEXT.c.id.in_(bindparam("ids", expanding=True))
)
_FORGET = delete(SEARCH_TEXT).where(
    SEARCH_TEXT.c.plan_id == bindparam("plan"), SEARCH_TEXT.c.id.in_(bindparam("ids", expanding=True))
)
_UNINDEX = text("INSERT INTO search_index(search_index, rowid, text) VALUES ('delete', :number, :text)")
_LAST = select(func.coalesce(func.max(SEARCH_TEXT.c.number), 0))
_INDEX = "INSERT INTO search_index(rowid, text) VALUES (?, ?)"
_REBUILD = text("INSERT INTO search_index(search_index) VALUES ('rebuild')")
_SEARCH = text(
    "SELECT t.plan_id, t.id FROM search_index i JOIN search_text t ON t.number = i.rowid"
    " WHERE search_index MATCH :words AND (:plan = '' OR t.plan_id = :plan) ORDER BY i.rank LIMIT :limit"
)


def text_of(record: Record, fold: Fold) -> str:
    """What a record can be found by; empty for a person."""
    fields = _SEARCHED.get(kind_of(record), ())
    return fold("\n".join(text for name in fields for text in getattr(record, name).values()))


class Found(NamedTuple):
    """What a record can be found by."""

    plan_id: str
    id: str
    text: str


def texts_of(plan: Plan, ids: Iterable[str], fold: Fold) -> Iterator[Found]:
    """The texts of these records, by id, of those that can be found at all."""
    for id in sorted(ids):
        if (record := plan.get(id)) is not None and (folded := text_of(record, fold)):
            yield Found(plan.id, id, folded)


def add_texts(connection: Connection, texts: Sequence[tuple[str, str, str]]) -> None:
    """Write texts of records (`Found`) that have none yet. They are numbered on, by which both indexes grow at their
    end: put in between, each of a hundred thousand would tear another page apart. A server needs no numbers."""
    if not on_file(connection):
        insert_rows(connection, {SEARCH_TEXT.name: [(plan, id, 0, text) for plan, id, text in texts]})
    elif texts:
        last = connection.execute(_LAST).scalar_one()
        rows = [(plan, id, number, text) for number, (plan, id, text) in enumerate(texts, last + 1)]
        insert_rows(connection, {SEARCH_TEXT.name: rows})
        connection.exec_driver_sql(_INDEX, [row[2:] for row in rows])


def write_texts(connection: Connection, plan: Plan, ids: Iterable[str], fold: Fold) -> None:
    """Bring the search text of touched records up to date; unchanged texts are left alone."""
    touched = list(ids)
    for start in range(0, len(touched), 500):
        some = touched[start : start + 500]
        old = {row.id: row for row in connection.execute(_FOUND, {"plan": plan.id, "ids": some})}
        new = {row.id: row for row in texts_of(plan, some, fold)}
        stale = [row for id, row in old.items() if id not in new or new[id].text != row.text]
        if stale:
            if on_file(connection):
                connection.execute(_UNINDEX, [{"number": row.number, "text": row.text} for row in stale])
            connection.execute(_FORGET, {"plan": plan.id, "ids": [row.id for row in stale]})
        add_texts(connection, [row for id, row in new.items() if id not in old or row.text != old[id].text])


def rebuild_index(connection: Connection) -> None:
    """Make SQLite's index anew from the texts: it keeps deleted words until then."""
    if on_file(connection):
        connection.execute(_REBUILD)


def find(connection: Connection, words: str, plan_id: str, limit: int) -> tuple[tuple[str, str], ...]:
    """(plan id, record id) of the records that have all the words, by their beginnings; the best or shortest first."""
    some = words.split()
    if not re.search(r"\w", words):
        return ()
    if on_file(connection):
        asked = " ".join(f'"{word.replace(chr(34), chr(34) * 2)}"*' for word in some)
        rows = connection.execute(_SEARCH, {"words": asked, "plan": plan_id, "limit": limit})
    else:
        rows = connection.execute(_matching(some, plan_id).limit(limit))
    return tuple((row.plan_id, row.id) for row in rows)


def _matching(words: Iterable[str], plan_id: str) -> Select[Any]:
    """What SQLite's index finds, in PostgreSQL's words: the parts of a word with marks inside have to be in a row."""
    between = "[^[:alnum:]_]"
    parts = (_WORD.findall(word) for word in words)
    patterns = [f"(^|{between}){f'{between}+'.join(some)}" for some in parts if some]
    found = select(SEARCH_TEXT.c.plan_id, SEARCH_TEXT.c.id).where(*map(SEARCH_TEXT.c.text.regexp_match, patterns))
    here = found.where(SEARCH_TEXT.c.plan_id == plan_id) if plan_id else found
    return here.order_by(func.length(SEARCH_TEXT.c.text), SEARCH_TEXT.c.plan_id, SEARCH_TEXT.c.id)
