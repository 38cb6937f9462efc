"""What the place of a library can do for it: the one difference between a file and a server that a library knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage
from typing import Protocol

from localplan.domain.values import Refused
from localplan.storage.address import Address, ServerAddress
from localplan.storage.backup import Backup, back_up
from localplan.storage.ballast import NEEDED, drop_ballast
from localplan.storage.handover import write_handover
from localplan.storage.lock import Lock


class Home(Protocol):
    """The place of an open library. `shared`: several people may write at the same time."""

    shared: bool

    @property
    def address(self) -> Address:
        """Where it is."""

    def back_up(self, reason: str) -> Backup | None:
        """Write a verified copy of the library; None where its administrators keep the backups."""

    def hand_over(self, target: Path, person: str) -> None:
        """Write a copy for others, to be read until one of them takes it over. Raises Refused."""

    def space(self) -> dict[str, int] | None:
        """Bytes `needed` to go on, and `free`; None where nobody here can tell."""

    def make_room(self) -> bool:
        """Give up what was kept for a full disk; whether there was any."""

    def leave(self) -> None:
        """Let others in."""


class FileHome:
    """A file, its lock (none when it is only read) and the folder of its backups.

    `left` is told the file when nobody has been let in yet.
    """

    shared = False

    def __init__(
        self, path: Path, lock: Lock | None, backups: Path, left: Callable[[Path], None] = lambda _: None
    ) -> None:
        self.path, self.backups, self._lock, self._left = path, backups, lock, left

    @property
    def address(self) -> Path:
        """The file."""
        return self.path

    def back_up(self, reason: str) -> Backup:
        """A copy beside the earlier ones."""
        return back_up(self.path, self.backups, reason)

    def hand_over(self, target: Path, person: str) -> None:
        """A copy of the file."""
        write_handover(self.path, target, person)

    def space(self) -> dict[str, int]:
        """Of the file's disk."""
        return {"needed": NEEDED, "free": disk_usage(self.path.parent).free}

    def make_room(self) -> bool:
        """Give up the ballast."""
        return drop_ballast(self.path)

    def leave(self) -> None:
        """Release the lock."""
        if self._lock is not None:
            self._left(self.path)
            self._lock.release()


class ServerHome:
    """A database on a server: it locks by itself, and those who run it keep backups and disks."""

    shared = True

    def __init__(self, address: ServerAddress) -> None:
        self._address = address

    @property
    def address(self) -> ServerAddress:
        """The database."""
        return self._address

    def back_up(self, reason: str) -> None:
        """Nothing: the server's administrators do (docs/server.md)."""

    def hand_over(self, target: Path, person: str) -> None:
        """Those who are to go on get a name on the server instead."""
        raise Refused("server_not_handed_over")

    def space(self) -> None:
        """Unknown from here."""

    def make_room(self) -> bool:
        """Nothing is kept."""
        return False

    def leave(self) -> None:
        """Nobody was kept out."""
