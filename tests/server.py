"""A PostgreSQL server for the tests: a throw-away cluster in a temporary folder, reached through a socket in it alone.

Debian's packages put the programs into /usr/lib/postgresql. Where there are none, tests that need a server are skipped
on a person's machine and fail in the gate (CI is set).
"""

from __future__ import annotations

import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from localplan.storage.address import ServerAddress, address_of
from localplan.storage.opening import open_library
from localplan.storage.own_tables import METADATA

OWNER = "localplan"
_DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "40",
    "shared_buffers": "32MB",
    "max_locks_per_transaction": "256",
}


def programs() -> Path | None:
    """The folder of the newest server's programs; none on Windows, where it could not be reached by a socket alone."""
    if sys.platform == "win32":
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    named = shutil.which("initdb")
    return next((path.parent for path in (*found, *([Path(named).resolve()] if named else ()))), None)


class Server:
    """The cluster that runs. Its databases sort texts as Serbian does, so that an order left to the server shows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    def address(self, database: str, user: str = OWNER) -> ServerAddress:
        """Where a database of this server is."""
        found = address_of(f"postgresql+psycopg://{user}@/{database}?host={self.folder}")
        assert isinstance(found, ServerAddress)
        return found

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Do one statement as the owner of everything; the rows it gives."""
        import psycopg

        with psycopg.connect(self.address(database).uri, autocommit=True) as connection:
            done = connection.execute(statement)  # type: ignore[call-overload]
            return done.fetchall() if done.description else []

    def empty_database(self) -> ServerAddress:
        """A new database with nothing in it."""
        name = f"empty_{next(self._numbers)}"
        sorting = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'sr-Latn'"
        self.run(f"CREATE DATABASE {name} {sorting}")
        return self.address(name)

    def empty_library(self) -> ServerAddress:
        """A database with an empty library in it: always the same, emptied each time, for making one takes a second."""
        if not self.run("SELECT 1 FROM pg_database WHERE datname = 'library'"):
            self.run(f"ALTER DATABASE {self.empty_database().name} RENAME TO library")
            open_library(self.address("library"), author="Ana", program="test").close()
        names = [name for name in METADATA.tables if name not in ("library", "alembic_version")]
        own = [name for name in names if "plan_id" not in METADATA.tables[name].c or name == "summary"]
        self.run("; ".join(f"DELETE FROM {name}" for name in own), "library")
        return self.address("library")


@contextmanager
def running_server() -> Iterator[Server]:
    """A server for as long as the block lasts; it also ends with this process."""
    bin = programs()
    if bin is None:
        missing = "no PostgreSQL server: its programs (initdb, postgres) are neither in /usr/lib/postgresql nor in PATH"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    folder = Path(tempfile.mkdtemp(prefix="lpg-", dir="/tmp" if _is_root() else None))  # root's own may be closed
    who = _not_root(folder)
    process: subprocess.Popen[bytes] | None = None
    try:
        made = [bin / "initdb", "-D", folder / "data", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*made, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            command = [bin / "postgres", "-D", folder / "data", "-k", folder, *settings]
            process = subprocess.Popen(command, stderr=log, cwd=folder, preexec_fn=_end_with_parent, **who)
        server = Server(folder)
        _wait_for(server, process)
        yield server
    finally:
        if process is not None:
            process.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
            process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _is_root() -> bool:
    return sys.platform != "win32" and os.getuid() == 0


def _not_root(folder: Path) -> Mapping[str, Any]:
    """Whom the server runs as, for it refuses root."""
    if not _is_root():
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    account = pwd.getpwnam(name)
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGQUIT)


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(300):
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            assert process.poll() is None, (server.folder / "log").read_text(errors="replace")
            time.sleep(0.05)
        else:
            return
    pytest.fail("the PostgreSQL server did not answer within 15 seconds")
