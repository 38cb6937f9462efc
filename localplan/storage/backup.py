"""Backups: whole, verified copies of a library, kept in generations. Restoring writes a new file."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from localplan.domain.values import Refused
from localplan.storage.check import check_kind
from localplan.storage.troubles import in_plain_words

KEPT: tuple[tuple[int, str], ...] = ((12, "%Y%m%dT%H%M%S%f"), (7, "%Y%m%d"), (8, "%G%V"), (12, "%Y%m"))
"""How many are kept, and of what: the latest ones, one a day, one a week, one a month."""

LARGE = 200 * 1024 * 1024  # bytes; a library above it keeps fewer
KEPT_OF_LARGE: tuple[tuple[int, str], ...] = ((5, "%Y%m%dT%H%M%S%f"),)

_NAME = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)-(?P<reason>[a-z_]+)(-\d+)?\.localplan")


class Backup(NamedTuple):
    """One backup: its file, when it was made (UTC) and why."""

    path: Path
    at: datetime
    reason: str


def backups_folder(library: Path) -> Path:
    """Where the backups of a library are unless somebody says otherwise: a folder beside it."""
    return library.with_name(f"{library.stem} backups")


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first."""
    found = ((path, _NAME.fullmatch(path.name)) for path in folder.glob("*.localplan")) if folder.is_dir() else ()
    backups = [
        Backup(path, datetime.strptime(name["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC), name["reason"])
        for path, name in found
        if name
    ]
    return tuple(sorted(backups, key=lambda backup: (backup.at, backup.path.name), reverse=True))


def back_up(library: Path, folder: Path, reason: str, *, at: datetime | None = None) -> Backup:
    """Write a verified copy of the library into `folder` and let go of generations no longer kept.

    `reason` is one word: regular, import, merge, upgrade, bulk_delete. Raises Refused; older ones are then untouched.
    """
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    folder.mkdir(parents=True, exist_ok=True)
    _check_space(library, folder)
    path = _free_name(folder / f"{library.stem}-{moment:%Y%m%dT%H%M%SZ}-{reason}.localplan")
    unfinished = path.with_suffix(".unfinished")
    try:
        write_copy(library, unfinished)
        verify_file(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _let_go(folder, KEPT_OF_LARGE if path.stat().st_size > LARGE else KEPT)
    return Backup(path, moment, reason)


def _check_space(library: Path, folder: Path) -> None:
    needed, free = library.stat().st_size, shutil.disk_usage(folder).free
    if free < needed:
        raise Refused("no_space_for_backup", needed=needed, free=free)


def _free_name(path: Path) -> Path:
    names = (path.with_stem(f"{path.stem}-{n}") if n > 1 else path for n in range(1, 10_000))
    return next(name for name in names if not name.exists())


def write_copy(library: Path, target: Path) -> None:
    """Write the library as it is now, whoever else has it open. Raises Refused."""
    target.unlink(missing_ok=True)
    with in_plain_words(), closing(_plain_connection(library)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    _sync(target)


def _plain_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=5.0, isolation_level=None)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def verify_file(path: Path) -> None:
    """Raises Refused unless the file is a library that is sound throughout."""
    check_kind(path)
    with in_plain_words(), closing(_plain_connection(path)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise Refused("library_damaged", path=path.name)
        connection.execute("SELECT count(*) FROM summary").fetchone()


def kept(backups: Iterable[Backup], rules: Iterable[tuple[int, str]] = KEPT) -> frozenset[Path]:
    """Which of the backups stay: for each rule the newest of each period, and always the newest of all."""
    newest_first = sorted(backups, key=lambda backup: (backup.at, backup.path.name), reverse=True)
    staying: set[Path] = {backup.path for backup in newest_first[:1]}
    for count, period in rules:
        staying |= _newest_of_each(newest_first, count, _period_of(period))
    return frozenset(staying)


def _period_of(form: str) -> Callable[[Backup], str]:
    exact = "%f" in form
    return lambda backup: backup.path.name if exact else backup.at.strftime(form)


def _newest_of_each(newest_first: Iterable[Backup], count: int, period: Callable[[Backup], str]) -> set[Path]:
    first: dict[str, Path] = {}
    for backup in newest_first:
        first.setdefault(period(backup), backup.path)
    return set(list(first.values())[:count])


def _let_go(folder: Path, rules: Iterable[tuple[int, str]]) -> None:
    backups = list_backups(folder)
    staying = kept(backups, rules)
    for backup in backups:
        if backup.path not in staying:
            with suppress(OSError):
                backup.path.unlink()


def restore(backup: Path, target: Path) -> None:
    """Write the backup out as a new library file. Raises Refused when the target exists or the backup is damaged."""
    if target.exists():
        raise Refused("file_exists", path=target.name)
    verify_file(backup)
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        write_copy(backup, unfinished)
        verify_file(unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
