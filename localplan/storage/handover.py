"""A copy of a library that is handed over: everybody may look, and it is only read until somebody takes it over."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, select, update

from localplan.domain.values import Refused
from localplan.storage.backup import verify_file, write_copy
from localplan.storage.engine import open_engine, reading, writing
from localplan.storage.moments import now
from localplan.storage.own_tables import LIBRARY


def write_handover(library: Path, target: Path, person: str) -> None:
    """Write a verified copy that says by whom it was handed over, and when. Raises Refused; nothing is replaced."""
    if target.exists():
        raise Refused("file_exists", path=target.name)
    if not target.parent.is_dir():
        raise Refused("folder_missing", file=target.name, folder=str(target.parent))
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        write_copy(library, unfinished)
        _say(unfinished, person, now())
        verify_file(unfinished)
        unfinished.replace(target)
    except OSError as error:
        raise Refused("write_failed", file=target.name, detail=error.strerror or "") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _say(path: Path, person: str, moment: str) -> None:
    engine = open_engine(path)
    try:
        said(engine, person, moment)
    finally:
        engine.dispose()


def said(engine: Engine, person: str, moment: str) -> None:
    """Write down whose the library is, and that it was handed over; without a moment that it no longer is."""
    with writing(engine) as connection:
        connection.execute(update(LIBRARY).values(person=person, handed_over=moment))


def check_handover(engine: Engine, author: str, *, taking_over: bool) -> None:
    """Raises Refused for a library that was handed over, unless somebody is taking it over: then it is theirs."""
    with reading(engine) as connection:
        row = connection.execute(select(LIBRARY.c.person, LIBRARY.c.handed_over)).first()
    if row is None or not row.handed_over:
        return
    if not taking_over:
        raise Refused("library_handed_over", person=row.person, since=row.handed_over)
    said(engine, author, "")
