"""Libraries and journal entries for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from localplan.domain.edits import Edit, SetField, apply_edits, difference, edits_to_json
from localplan.domain.history import JournalEntry
from localplan.domain.plan import Plan
from localplan.storage.address import Address
from localplan.storage.library import Library
from localplan.storage.opening import open_library


def library_at(folder: Path, name: str = "library", **options: Any) -> Library:
    """The library of that name in the folder, opened anew; made when it is not there."""
    return opened_at(folder / f"{name}.localplan", **options)


def opened_at(place: Address, **options: Any) -> Library:
    """The library in that file or on that server."""
    return open_library(place, **{"author": "Ana", "program": "test", "pause": 0.01, "retry": 0.05, **options})


Opened = Callable[..., Library]
"""Opens the library of a test with these options."""


def entry_of(before: Plan, after: Plan, number: int, edits: Sequence[Edit] = (), **facts: Any) -> JournalEntry:
    """The journal entry of one user action."""
    return JournalEntry(
        number=number,
        at="2026-03-01T10:00:00+00:00",
        author="Ana",
        label="Change",
        edits=msgspec.Raw(edits_to_json(edits or difference(before, after))),
        inverse=msgspec.Raw(edits_to_json(difference(after, before))),
        **facts,
    )


def titled(plan: Plan, title: str) -> Plan:
    """The plan with another English title."""
    return apply_edits(plan, [SetField(plan.id, "title", title, "en")])


def save(library: Library, before: Plan, after: Plan, number: int, touched: frozenset[str] | None = None) -> None:
    """Submit one entry and wait for its commit."""
    ids = touched if touched is not None else before.records.keys() | after.records.keys()
    library.submit(entry_of(before, after, number), after, ids).result(timeout=20)


def emptied(library: Library) -> Library:
    """Without the plans of the cases before."""
    for line in library.plans():
        library.drop_plan(line.id)
    return library


def full_disk(library: Library, spare_pages: int) -> None:
    """From now on the file of the library may grow by so many pages (4 kB), as on a disk that is almost full."""
    with library._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + spare_pages}")
