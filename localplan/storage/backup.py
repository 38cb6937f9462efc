"""Backups: whole, verified copies of a library, kept in generations."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from localplan.domain.values import Refused
from localplan.storage.check import check_kind
from localplan.storage.disk import writing_to
from localplan.storage.troubles import in_plain_words

KEPT: tuple[tuple[int, str], ...] = ((12, "%Y%m%dT%H%M%S%f"), (7, "%Y%m%d"), (8, "%G%V"), (12, "%Y%m"))
"""How many are kept, and of what: the latest ones, one a day, one a week, one a month."""

LARGE = 200 * 1024 * 1024  # bytes; a library above it keeps fewer
KEPT_OF_LARGE: tuple[tuple[int, str], ...] = ((5, "%Y%m%dT%H%M%S%f"),)

REASONS = ("regular", "import", "upgrade", "restore")
"""Why backups are made: now and then, and before what changes much."""

_NAME = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)-(?P<reason>[a-z_]+)(-(?P<number>\d+))?\.localplan")


class Backup(NamedTuple):
    """One backup: its file, when it was made (UTC) and why; the how manieth of that second."""

    path: Path
    at: datetime
    reason: str
    number: int = 1


def backups_folder(library: Path) -> Path:
    """Where the backups of a library are unless somebody says otherwise: a folder beside it."""
    return library.with_name(f"{library.stem} backups")


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first."""
    files = folder.glob("*.localplan") if folder.is_dir() else ()
    return newest_first(backup for path in files if (backup := _called(path)))


def _called(path: Path) -> Backup | None:
    """The backup that a file is by its name; None when it is called otherwise, or after a day that there is not."""
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None
    with suppress(ValueError):
        at = datetime.strptime(name["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return Backup(path, at, name["reason"], int(name["number"] or 1))
    return None


def newest_first(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """In the order in which people look for them."""
    return tuple(sorted(backups, key=lambda backup: (backup.at, backup.number, backup.path.name), reverse=True))


def back_up(library: Path, folder: Path, reason: str, *, at: datetime | None = None) -> Backup:
    """Write a verified copy of the library into `folder` and let go of generations no longer kept.

    `reason` is a word of REASONS. Raises Refused; older ones are then untouched.
    """
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    check_space(library, folder)
    path = _free_name(folder / f"{library.stem}-{moment:%Y%m%dT%H%M%SZ}-{reason}.localplan")
    with becoming(path) as unfinished:
        write_copy(library, unfinished)
        verify_file(unfinished)
    _let_go(folder)
    return next(backup for backup in list_backups(folder) if backup.path == path)


def keep_copy(backup: Path, folder: Path) -> Path:
    """The same backup once more in another folder, made when missing, with generations of its own. Raises Refused.

    What stands there is read back and compared: a stick may be pulled out at any moment.
    """
    path = folder / backup.name
    with writing_to(path):
        folder.mkdir(exist_ok=True)
        _sweep(folder)
        check_space(backup, folder)
        with becoming(path) as unfinished:
            shutil.copyfile(backup, unfinished)
            _sync(unfinished)
            if not filecmp.cmp(backup, unfinished, shallow=False):
                raise Refused("not_verified", file=path.name, detail="read back differently")
    _let_go(folder)
    return path


@contextmanager
def becoming(path: Path) -> Iterator[Path]:
    """Hands out a file to write, which is `path` when all went well."""
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a killed program or a pulled stick left half written."""
    for left in folder.glob("*.localplan.unfinished"):
        left.unlink(missing_ok=True)


def check_space(library: Path, folder: Path) -> None:
    """Raises Refused unless there is room for a copy of the library in the folder."""
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
    in_order = newest_first(backups)
    staying: set[Path] = {backup.path for backup in in_order[:1]}
    for count, period in rules:
        staying |= _newest_of_each(in_order, count, _period_of(period))
    return frozenset(staying)


def _period_of(form: str) -> Callable[[Backup], str]:
    exact = "%f" in form
    return lambda backup: backup.path.name if exact else backup.at.strftime(form)


def _newest_of_each(in_order: Iterable[Backup], count: int, period: Callable[[Backup], str]) -> set[Path]:
    first: dict[str, Path] = {}
    for backup in in_order:
        first.setdefault(period(backup), backup.path)
    return set(list(first.values())[:count])


def _let_go(folder: Path) -> None:
    backups = list_backups(folder)
    large = bool(backups) and backups[0].path.stat().st_size > LARGE
    staying = kept(backups, KEPT_OF_LARGE if large else KEPT)
    for backup in backups:
        if backup.path not in staying:
            with suppress(OSError):
                backup.path.unlink()
