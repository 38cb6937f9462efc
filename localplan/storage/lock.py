"""The lock file beside a library: who has it open for writing. Whoever comes second may read."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from localplan.domain.values import Refused
from localplan.storage.disk import writing_to
from localplan.storage.moments import now

_GUARD_SECONDS = 10.0  # taking over a stale lock lasts milliseconds; a guard older than this was left by a crash


class Holder(NamedTuple):
    """Who has the library open. `born` tells a process from a later one with the same number, where that is known."""

    host: str
    process: int
    person: str
    since: str
    born: str = ""


_held: set[Path] = set()  # by this process: its own number in a lock file proves nothing after a restart


def lock_path(library: Path) -> Path:
    """Where the lock file of a library is."""
    return library.with_name(library.name + ".lock")


class Lock:
    """The lock of one library, held until `release`. Raises Refused("library_in_use", …) when somebody else has it."""

    def __init__(self, library: Path, person: str) -> None:
        self.path = lock_path(library.resolve())
        self._content = _said(person)
        if not _created(self.path, self._content):
            _take_over(self.path, self._content)
        _held.add(self.path)

    def release(self) -> None:
        """Let others in."""
        _held.discard(self.path)
        with suppress(OSError):
            if self.path.read_bytes() == self._content:
                self.path.unlink()


def _said(person: str) -> bytes:
    process = os.getpid()
    holder = Holder(socket.gethostname(), process, person, now(), _born(process))
    return json.dumps(holder._asdict(), ensure_ascii=False).encode()


def holder_of(library: Path) -> Holder | None:
    """Who has the library open for writing, or None."""
    path = lock_path(library.resolve())
    holder = _read(path)
    return None if holder is None or _is_stale(path, holder) else holder


def was_open_here(library: Path) -> bool:
    """Whether a process on this computer has the library open, or had it open when it crashed."""
    holder = _read(lock_path(library.resolve()))
    return holder is not None and holder.host == socket.gethostname()


def _created(path: Path, content: bytes) -> bool:
    try:
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise Refused("library_folder_read_only", detail=error.strerror or "") from error
    _write(path, number, content)
    return True


def _write(path: Path, number: int, content: bytes) -> None:
    """Into a file just made, which is gone again when the disk is full: one that names nobody would keep all out."""
    try:
        with writing_to(path), os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except Refused:
        path.unlink(missing_ok=True)
        raise


def _take_over(path: Path, content: bytes) -> None:
    """Put our name into a stale lock. A guard file lets one process at a time judge and replace it."""
    guard = path.with_name(path.name + ".taking")
    _drop_old(guard)
    if not _created(guard, b""):
        raise _in_use(_read(path))
    try:
        if _created(path, content):
            return  # let go meanwhile
        holder = _read(path)
        if holder is not None and not _is_stale(path, holder):
            raise _in_use(holder)
        if holder is None and _age(path) < _GUARD_SECONDS:
            raise _in_use(None)  # somebody is writing it just now
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        _created(fresh, content)
        fresh.replace(path)
    finally:
        guard.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since the file was written, or until then when the clock was ahead; none when it is gone."""
    try:
        return abs(time.time() - path.stat().st_mtime)
    except OSError:
        return 0.0


def _drop_old(guard: Path) -> None:
    if _age(guard) > _GUARD_SECONDS:
        guard.unlink(missing_ok=True)


def _in_use(holder: Holder | None) -> Refused:
    return Refused("library_in_use", **(holder or Holder("", 0, "", ""))._asdict())


def _read(path: Path) -> Holder | None:
    """Who the file names; None for one that is gone, or was cut off by a crash while it was written."""
    try:
        said = json.loads(path.read_bytes())
        return Holder(
            str(said["host"]), int(said["process"]), str(said["person"]), str(said["since"]), str(said.get("born", ""))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_stale(path: Path, holder: Holder) -> bool:
    if holder.host != socket.gethostname():
        return False
    if holder.process == os.getpid():
        return path not in _held
    if not is_alive(holder.process):
        return True
    return bool(holder.born) and _born(holder.process) not in ("", holder.born)


def is_alive(process: int) -> bool:
    """Whether a process of this computer has not ended."""
    if sys.platform == "win32":
        return _is_alive_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether nothing but the number is left, because whoever started it has not asked yet how it ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def _is_alive_on_windows(process: int) -> bool:
    """Signal 0 would end the process there: ask for a handle instead."""
    import ctypes

    kernel: object = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    synchronize, timed_out = 0x00100000, 0x102
    handle = kernel.OpenProcess(synchronize, False, process)  # type: ignore[attr-defined]
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == timed_out)  # type: ignore[attr-defined]
    finally:
        kernel.CloseHandle(handle)  # type: ignore[attr-defined]


def _born(process: int) -> str:
    """When the process began, in ticks since boot, with the boot's id; empty where the system does not tell."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{Path(f'/proc/{process}/stat').read_text().rpartition(')')[2].split()[19]}"
    except (OSError, IndexError):
        return ""
