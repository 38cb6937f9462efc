"""Row 8: a plan of 20,000 records out of its library, against bare sqlite3 and against an ORM."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Table, create_engine
from sqlalchemy.orm import Session, foreign, registry, relationship

from localplan.app.plans import open_library_at
from localplan.storage.library import Library
from localplan.storage.tables import KINDS
from tests.benchmarks.big import big_plan
from tests.benchmarks.rounds import Row, at_most, faster, interleaved, medians, timed

RECORDS = 20_000


def rows() -> Iterator[Row]:
    """Ours gives records, tree and digests; sqlite3 only hands over the rows of the same tables."""
    plan = big_plan(RECORDS)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "big.localplan"
        with open_library_at(path, "bench") as library:
            library.add_plan(plan)
            orm = _orm(_indexed_copy(path))
            runs = {
                "ours": timed(lambda: _ours(library, plan.id)),
                "sqlite3": timed(lambda: _raw(path, plan.id)),
                "ORM": timed(lambda: orm(plan.id)),
            }
            found = medians(interleaved(runs))
    job = f"open a plan of {len(plan):,} records"
    yield at_most(job, found["ours"], "sqlite3, rows only", found["sqlite3"], 4)
    yield faster(job, found["ours"], "ORM, selectinload", found["ORM"], 1)


def _ours(library: Library, plan_id: str) -> None:
    library.read_plan(plan_id)


def _tables() -> Iterator[Table]:
    for tables in KINDS.values():
        yield from (tables.table, *tables.maps.values(), *tables.sets.values())


def _raw(path: Path, plan_id: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for table in _tables():
            connection.execute(f"SELECT * FROM {table.name} WHERE plan_id = ?", (plan_id,)).fetchall()


def _indexed_copy(path: Path) -> Path:
    """The same tables as a user of an ORM would have them: the column by which parts are found has an index."""
    copy = path.with_suffix(".orm")
    with closing(sqlite3.connect(path)) as library, closing(sqlite3.connect(copy)) as target:
        library.backup(target)
        for tables in KINDS.values():
            for part in (*tables.maps.values(), *tables.sets.values()):
                target.execute(f"CREATE INDEX by_id_{part.name} ON {part.name} (id)")
        target.commit()
    return copy


def _orm(path: Path) -> Callable[[str], None]:
    """What reads the same tables through classes with relationships, as a tutorial has it."""
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path, check_same_thread=False))
    mappers = registry()
    classes = [_mapped(mappers, tables.table, {**tables.maps, **tables.sets}) for tables in KINDS.values()]

    def read(plan_id: str) -> None:
        with Session(engine) as session:
            for kind in classes:
                session.query(kind).filter_by(plan_id=plan_id).all()

    return read


def _mapped(mappers: registry, table: Table, parts: dict[str, Table]) -> type:
    """A class for a kind, with a collection (loaded by SELECT … IN) for each of its map and set fields."""
    collections = {}
    for name, part in parts.items():
        own = type(part.name, (), {})
        mappers.map_imperatively(own, part, primary_key=[c for c in part.primary_key if c.name != "plan_id"])
        joined = table.c.id == foreign(part.c.id)
        collections[name] = relationship(own, primaryjoin=joined, lazy="selectin", viewonly=True)
    kind = type(table.name, (), {})
    mappers.map_imperatively(kind, table, properties=collections, primary_key=[table.c.id])
    return kind
