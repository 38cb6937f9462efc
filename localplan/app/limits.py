"""What a reader of foreign files may use up: memory, and processor time anew for each file.

Linux: both, by the kernel. macOS: neither is enforced by its kernel on address space; the wall clock of `reader.py` and
the size limits of the guard remain. Windows: memory, by a job object (`limits_windows.py`), and the wall clock.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any


def limit_own_memory(most: int) -> None:
    """Sets how much address space this process may have, in bytes; beyond it Python raises MemoryError."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


def allow_processor_time(pid: int, seconds: int) -> None:
    """Lets a child use so many seconds from now on; then the kernel ends it.

    The kernel counts a process's whole life, hence *used so far* plus the allowance.
    """
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError, ValueError):
            hard = resource.prlimit(pid, resource.RLIMIT_CPU)[1]
            resource.prlimit(pid, resource.RLIMIT_CPU, (_seconds_used(pid) + 1 + seconds, hard))


def _seconds_used(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) // os.sysconf("SC_CLK_TCK")


def confine(pid: int, memory: int) -> Any:
    """Whatever else the system offers against a child that grows; keep what it returns as long as the child lives."""
    if sys.platform == "win32":
        from localplan.app.limits_windows import confined

        return confined(pid, memory)
    return None


def ran_out_of_time(exit_code: int | None) -> bool:
    """Whether a child was ended by the kernel because its processor time was used up."""
    if sys.platform == "win32":
        return False
    import signal

    return exit_code == -signal.SIGXCPU
