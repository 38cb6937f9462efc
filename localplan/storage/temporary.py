"""Folders for the time of a piece of work, and what killed programs left of theirs."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from localplan.storage.lock import is_alive

_BEGINS = "localplan-"


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder that is gone afterwards; its name says whose it is, so that it is known when its program was killed."""
    begins = f"{_BEGINS}{_host()}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=begins, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def clear_leftovers(within: Path | None = None) -> int:
    """Remove folders of programs that ended here without removing theirs; how many. Those of others are let be."""
    found = list(_leftovers(within or Path(tempfile.gettempdir())))
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    return len(found)


def _leftovers(within: Path) -> Iterator[Path]:
    for folder in within.glob(f"{_BEGINS}{_host()}-*"):
        process = folder.name.removeprefix(f"{_BEGINS}{_host()}-").partition("-")[0]
        if process.isdecimal() and _is_ours(folder) and not is_alive(int(process)):
            yield folder


def _is_ours(folder: Path) -> bool:
    """A folder, not a link to one, that the same person made."""
    try:
        known = folder.lstat()
    except OSError:
        return False
    own = os.getuid() if hasattr(os, "getuid") else known.st_uid  # elsewhere everybody has a folder of one's own
    return folder.is_dir() and not folder.is_symlink() and known.st_uid == own


def _host() -> str:
    """Which computer, or container, the numbers of processes belong to: some share such folders."""
    return sha256(socket.gethostname().encode()).hexdigest()[:8]
