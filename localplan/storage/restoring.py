"""Looking into backups and restoring them. One may be damaged, cut short or no backup: it is read from a copy alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from localplan.domain.values import Refused
from localplan.storage.backup import becoming, check_space, verify_file
from localplan.storage.check import check_foreign, check_kind
from localplan.storage.disk import writing_to
from localplan.storage.library import Library
from localplan.storage.opening import open_library
from localplan.storage.temporary import own_folder


@contextmanager
def opened_backup(backup: Path, *, program: str, migrations: Path) -> Iterator[Library]:
    """The library in a backup, of whatever schema: a copy that is thrown away afterwards.

    Raises Refused when it is damaged, foreign or newer; the file itself is never opened as a database.
    """
    with _called_a_backup(backup), own_folder() as folder:
        check_kind(backup)
        copy = folder / backup.name
        with writing_to(copy):
            shutil.copyfile(backup, copy)
        with open_library(
            copy, author="", program=program, create=False, migrations=migrations, take_over=True
        ) as library:
            yield library


def restore(backup: Path, target: Path) -> None:
    """Write the backup out as a new library file. Raises Refused when the target exists or the backup is damaged."""
    if target.exists():
        raise Refused("file_exists", path=target.name)
    if not target.parent.is_dir():
        raise Refused("folder_missing", file=target.name, folder=str(target.parent))
    with _called_a_backup(backup), writing_to(target), becoming(target) as unfinished:
        check_kind(backup)
        check_space(backup, target.parent)
        shutil.copyfile(backup, unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        check_foreign(unfinished)
        verify_file(unfinished)


@contextmanager
def _called_a_backup(backup: Path) -> Iterator[None]:
    """Who hears of damage must not take it for that of the library at work."""
    try:
        yield
    except Refused as refusal:
        if refusal.code in _DAMAGED:
            raise Refused("backup_damaged", path=backup.name) from refusal
        raise


_DAMAGED = ("library_damaged", "library_failed", "not_a_library")
