"""Writing a file so that the old one stays whole whatever happens: a full disk, a kill, a faulty write.

The new content goes to a temporary file in the same folder, is brought to the disk, read back, and only then put in the
old one's place. A temporary file is locked by its writer, so that what a killed writer left is known and swept away.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from localplan.domain.values import Refused

REASONS = {
    errno.ENOSPC: "disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk_full",
    errno.EFBIG: "disk_full",  # larger than the file system or a quota of the account allows
    errno.ENOENT: "folder_missing",
    errno.ENOTDIR: "folder_missing",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.EISDIR: "not_writable",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EBUSY: "file_in_use",
    errno.ETXTBSY: "file_in_use",
}
_SHARING = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation: another program has the file open
_TRIES = 5


@contextlib.contextmanager
def replacing(path: Path, verify: Callable[[Path], object]) -> Iterator[Path]:
    """Hands out the temporary file to write; at the end it is verified and takes the place of `path`.

    `verify` reads the temporary file and raises Refused or ValueError when it is not what should have been written.
    Raises Refused (disk_full, folder_missing, not_writable, not_a_file, file_in_use, name_too_long, write_failed,
    not_verified); then `path` is as it was and no temporary file stays.
    """
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise Refused("not_writable", file=path.name, folder=str(path.parent))
    if path.exists() and not path.is_file():  # a device such as /dev/null would itself be replaced
        raise Refused("not_a_file", file=path.name, folder=str(path.parent))
    sweep(path)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with _held(temporary):
            yield temporary
            _bring_to_disk(temporary)
            _check(temporary, verify)
            if path.exists():
                shutil.copymode(path, temporary)
            _replace(temporary, path)
        _bring_folder_to_disk(path.parent)
    except Exception as error:
        raise _refusal(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Writes these bytes safely; what is read back must be equal."""

    def verify(written: Path) -> None:
        if written.read_bytes() != content:
            raise ValueError("read back differently")

    with replacing(path, verify) as temporary, temporary.open("wb") as file:
        file.write(content)


def sweep(path: Path) -> None:
    """Removes what killed writers of this file left beside it; those at work keep theirs."""
    with contextlib.suppress(OSError):
        for left in path.parent.glob(f".{_literally(path.name)}.????????.part"):
            with contextlib.suppress(OSError), _held(left):
                left.unlink()


def _literally(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


@contextlib.contextmanager
def _held(temporary: Path) -> Iterator[None]:
    """Keeps the file locked. Raises OSError when another writer has it.

    On Windows a file that is open cannot be removed anyway, and one that this program holds could not be replaced.
    """
    if os.name == "nt":
        temporary.touch()
        yield
        return
    import fcntl

    handle = os.open(temporary, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _bring_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _bring_folder_to_disk(folder: Path) -> None:
    if os.name != "nt":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _check(temporary: Path, verify: Callable[[Path], object]) -> None:
    try:
        verify(temporary)
    except OSError:
        raise
    except Exception as error:
        raise Refused("not_verified", detail=str(error)) from error


def _replace(temporary: Path, path: Path) -> None:
    for attempt in range(_TRIES):
        try:
            temporary.replace(path)
            return
        except OSError as error:
            if getattr(error, "winerror", 0) not in _SHARING or attempt == _TRIES - 1:
                raise
            time.sleep(0.1 * 2**attempt)


def _refusal(error: Exception, path: Path) -> Exception:
    """What is raised instead: a Refused with the file's name, or an error of the program as it is."""
    place = {"file": path.name, "folder": str(path.parent)}
    if isinstance(error, Refused):
        return Refused(error.code, **{**place, **error.values})
    cause = _system_error(error)
    if cause is None:
        return error
    if getattr(cause, "winerror", 0) in _SHARING:
        return Refused("file_in_use", **place)
    return Refused(REASONS.get(cause.errno or 0, "write_failed"), **place, detail=cause.strerror or str(cause))


def _system_error(error: Exception) -> OSError | None:
    """The operating system's word in an error; writers of file formats like to wrap it."""
    for cause in (error, *error.args, error.__cause__, error.__context__):
        if isinstance(cause, OSError):
            return cause
    return None
