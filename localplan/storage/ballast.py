"""A megabyte kept beside the library, to be given up when the disk is full: enough to finish and save one's work."""

from __future__ import annotations

import os
from pathlib import Path

SIZE = 1024 * 1024
NEEDED = 10 * SIZE
"""Free bytes with which work goes on without worry: a day's edits and the journal of the largest of them."""


def ballast_path(library: Path) -> Path:
    """Where the ballast of a library is."""
    return library.with_name(library.name + ".ballast")


def take_ballast(library: Path) -> bool:
    """Lay the ballast down if it is not there; whether it is there now.

    Random bytes, because a file system may keep zeros without using space.
    """
    path = ballast_path(library)
    try:
        if not path.exists() or path.stat().st_size < SIZE:
            with path.open("wb") as file:
                file.write(os.urandom(SIZE))
                file.flush()
                os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        return False
    return True


def drop_ballast(library: Path) -> bool:
    """Give it up; whether there was any."""
    try:
        ballast_path(library).unlink()
    except OSError:
        return False
    return True
