"""Opening a library: what the file is, who has it, whether it is safe, new, old or too new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from localplan.domain.values import Refused
from localplan.storage.address import Address, ServerAddress
from localplan.storage.backup import backups_folder
from localplan.storage.ballast import take_ballast
from localplan.storage.check import check_foreign, check_kind, check_objects
from localplan.storage.engine import driver, open_engine, reading, writing
from localplan.storage.glance import APPLICATION_ID, kind_of_file
from localplan.storage.handover import check_handover
from localplan.storage.home import FileHome
from localplan.storage.library import Library
from localplan.storage.lock import Lock, was_open_here
from localplan.storage.making import make_tables, purpose_of, schema_in
from localplan.storage.search import Fold
from localplan.storage.tables import SCHEMA
from localplan.storage.writer import PAUSE, RETRY


def open_library(
    place: Address,
    *,
    author: str,
    program: str,
    create: bool = True,
    purpose: str = "own",
    migrations: Path | None = None,
    backups: Path | None = None,
    known: bool = False,
    left: Callable[[Path], None] = lambda _: None,
    read_only: bool = False,
    ballast: bool = False,
    take_over: bool = False,
    fold: Fold = str.casefold,
    pause: float = PAUSE,
    retry: float = RETRY,
) -> Library:
    """Open the library in a file or on a server; a missing one is made (`create`).

    Its `purpose` is own, region or training. The rest is for files: `known` says that nobody has touched it since this
    user `left` it, who is told the file then; any other is checked first, except one that a crash on this computer left
    open. `migrations` is the folder `db`, needed only for a library of an older schema, and `backups` where copies go
    (a folder beside it unless given). One that was handed over is only read, until somebody says `take_over`. `ballast`
    keeps a megabyte beside the file, to be given up when the disk is full.
    Raises Refused: library_missing, not_a_library, foreign_database, library_damaged, library_not_closed,
    library_in_use (host, person, since), library_newer, library_older, library_folder_read_only, library_handed_over
    (person, since), and what `troubles` lists; for a server those of `server_opening.open_database`.
    """
    common: dict[str, Any] = {"author": author, "program": program, "fold": fold, "pause": pause, "retry": retry}
    if isinstance(place, ServerAddress):
        from localplan.storage.server_opening import open_database

        return open_database(place, create=create, purpose=purpose, read_only=read_only, **common)
    path = place
    new = kind_of_file(path) in ("missing", "empty") and create and not read_only
    if new:
        _make_folder(path.parent)
    else:
        check_kind(path)
    ours = new or known or was_open_here(path)
    lock = None if read_only else Lock(path, author)
    with _released_on_error(lock):
        if new:
            _make(path, purpose, author, program)
        if not ours:
            check_foreign(path)
        _bring_up_to_date(path, migrations, backups or backups_folder(path), read_only)
        if ballast and not read_only:
            take_ballast(path)
        engine = open_engine(path, read_only=read_only)
        if not read_only:
            _check_handover(engine, author, take_over)
        return Library(
            FileHome(path, lock, backups or backups_folder(path), left),
            engine,
            purpose=purpose_of(engine),
            read_only=read_only,
            **common,
        )


def _check_handover(engine: Engine, author: str, take_over: bool) -> None:
    try:
        check_handover(engine, author, taking_over=take_over)
    except BaseException:
        engine.dispose()
        raise


@contextmanager
def _released_on_error(lock: Lock | None) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("library_folder_read_only", detail=error.strerror or "") from error


def _make(path: Path, purpose: str, person: str, program: str) -> None:
    """All tables in one transaction: a library is there whole or not at all."""
    engine = open_engine(path)
    try:
        with writing(engine) as connection:
            driver(connection).execute(f"PRAGMA application_id={APPLICATION_ID}")
            make_tables(connection, purpose, person, program)
    finally:
        engine.dispose()


def _bring_up_to_date(path: Path, migrations: Path | None, backups: Path, read_only: bool) -> None:
    found = _schema(path)
    if found == SCHEMA:
        return
    if found > SCHEMA:
        raise Refused("library_newer", path=path.name, found=found, known=SCHEMA)
    if migrations is None or read_only:
        raise Refused("library_older", path=path.name, found=found, known=SCHEMA)
    from localplan.storage.migration import migrate

    migrate(path, migrations, SCHEMA, backups=backups)


def _schema(path: Path) -> int:
    """The number of the file's schema. Raises Refused when the file has more in it than a library's tables."""
    engine = open_engine(path, read_only=True)
    try:
        with reading(engine) as connection:
            check_objects(driver(connection), path.name)
            return schema_in(connection)
    finally:
        engine.dispose()
