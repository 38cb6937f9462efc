"""Jobs that do to a child process whatever a test wants."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from localplan.app.jobs import Progress
from localplan.domain.values import Refused
from localplan.exchange import safe_write

JOBS = {
    name: f"tests.app.jobs_for_tests:{name}"
    for name in ("echo", "count", "loaded", "refuse", "stumble", "sleep", "write_slowly", "by_name", "whose")
}


def echo(payload: Any, progress: Progress) -> Any:
    """The payload."""
    return payload


def whose(payload: Any, progress: Progress) -> int:
    """The process it runs in."""
    return os.getpid()


def count(payload: int, progress: Progress) -> int:
    """Counts slowly and says so."""
    for number in range(payload):
        progress(number, payload)
        time.sleep(0.02)
    return payload


def loaded(payload: Any, progress: Progress) -> list[str]:
    """The modules of the child."""
    return sorted(sys.modules)


def refuse(payload: Any, progress: Progress) -> None:
    """Refuses, with a value that msgpack does not know."""
    raise Refused("not_a_number", value=1 + 2j, kind="measure")


def stumble(payload: Any, progress: Progress) -> None:
    """Fails as a faulty program does."""
    raise KeyError("a fault of the program")


def sleep(payload: Any, progress: Progress) -> None:
    """Says that it has begun, and sleeps."""
    if payload:
        Path(payload).write_text(str(os.getpid()))
    time.sleep(60)


def write_slowly(payload: str, progress: Progress) -> None:
    """Writes half a file and waits."""
    with safe_write.replacing(Path(payload), Path.read_bytes) as temporary:
        temporary.write_text("half of it")
        progress(1, 2)
        time.sleep(60)


def by_name(payload: dict[str, str], progress: Progress) -> str:
    """Does what the file's name says."""
    name = Path(os.fsdecode(payload["path"])).stem
    if name == "grows":
        heap = [bytes(1 << 20) for _ in range(4000)]
        return str(len(heap))
    if name == "spins":
        while True:
            pass
    if name == "sleeps":
        time.sleep(60)
    if name == "dies":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return name
