"""What the system says when a file cannot be written, as the message id of what the planner can do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from localplan.domain.values import Refused

_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Errors of the system inside become Refused: disk_full or write_failed."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refused("disk_full", file=path.name) from error
        raise Refused("write_failed", file=path.name, detail=error.strerror or "") from error
