"""Reading foreign files, one after the other, in a child process that may not take more than its share.

A reader that dies takes only the file in hand with it: that one is set aside with the reason, a new reader goes on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from localplan.app import limits
from localplan.app.brought import Brought
from localplan.app.child import readable
from localplan.app.worker import Child, outcome_of
from localplan.domain.values import Refused

if TYPE_CHECKING:
    from localplan.exchange.package import Package


class Share(msgspec.Struct, frozen=True):
    """What a reader may use: bytes of memory, seconds of processor time and of the clock for each file."""

    memory: int = 512 << 20
    processor: int = 20
    clock: float = 60.0


SHARE = Share()
More = Callable[[Path], Mapping[str, Any]]
"""What a job needs to know of a file besides its path."""
_NOT_YET: Any = object()


def read_files(
    paths: Iterable[Path], job: str = "read_package", share: Share = SHARE
) -> Iterator[tuple[Path, Any | Refused]]:
    """Each file with what its job gave back, or with the refusal; in order, as soon as it is known.

    The next file is named before a result is waited for, so that the reader never has to wait for work.
    """
    return (read for read in look_at_files(paths, job, share, None) if read is not None)


def look_at_files(
    paths: Iterable[Path],
    job: str,
    share: Share,
    patience: float | None,
    *,
    reader: Reader | None = None,
    more: More = lambda _: {},
) -> Generator[tuple[Path, Any] | None, None, None]:
    """As `read_files`, and None whenever a file takes longer than so many seconds: there is time for something else.

    A `reader` that is handed in is left warm.
    """
    own = reader is None
    reader = reader or Reader(share)
    in_hand: Path | None = None
    try:
        for path in chain(paths, [None]):
            done, outcome = in_hand, None
            if path is not None:
                reader.name(job, path, more(path))
            while done is not None and (outcome := reader.outcome(done, patience)) is _NOT_YET:
                yield None
            if path is not None:
                reader.turn_to(job, path, more(path))
            in_hand = path
            if done is not None:
                yield done, outcome
    finally:
        if own or in_hand is not None:  # nobody would wait for the answer about a file in hand
            reader.end()


def read_packages(paths: Iterable[Path], share: Share = SHARE) -> Iterator[tuple[Path, Package | Refused]]:
    """Each file with the package in it, or with the refusal."""
    return (read for read in look_at_packages(paths, share, None) if read is not None)


def look_at_packages(
    paths: Iterable[Path], share: Share = SHARE, patience: float | None = 0.0
) -> Generator[tuple[Path, Package | Refused] | None, None, None]:
    """As `read_packages`, and None while a file is still being read: for a window, which must not wait."""
    for read in look_at_brought(paths, share, patience):
        yield read and (read[0], read[1] if isinstance(read[1], Refused) else read[1].package)


def look_at_brought(
    paths: Iterable[Path],
    share: Share,
    patience: float | None,
    *,
    reader: Reader | None = None,
    new: Container[Path] = (),
) -> Generator[tuple[Path, Brought | Refused] | None, None, None]:
    """As `look_at_packages`, and not looked into. Of those that are `new` to a library, the rows are made as well."""
    files = look_at_files(paths, "read_package", share, patience, reader=reader, more=lambda path: {"new": path in new})
    for read in files:
        yield read and (read[0], read[1] if isinstance(read[1], Refused) else msgspec.convert(read[1], Brought))


class Reader:
    """One child at a time; a new one when the last has died."""

    def __init__(self, share: Share = SHARE) -> None:
        self.share = share
        self.child: Child | None = None
        self._until = 0.0

    def name(self, job: str, path: Path, more: Mapping[str, Any]) -> None:
        """Hands a file to the reader, who may still be at work with the one before."""
        if self.child is None:
            self.child = Child(memory=self.share.memory)
        self.child.ask(job, {"path": os.fsencode(path), **more})

    def turn_to(self, job: str, path: Path, more: Mapping[str, Any]) -> None:
        """The one before is done: the file named has the whole share, and is named anew when the reader died."""
        if self.child is None:
            self.name(job, path, more)
        assert self.child is not None
        limits.allow_processor_time(self.child.pid, self.share.processor)
        self._until = time.monotonic() + self.share.clock

    def outcome(self, path: Path, patience: float | None) -> Any | Refused:
        """What became of the file in hand; _NOT_YET when that is not known after so many seconds."""
        assert self.child is not None
        until = self._until if patience is None else min(self._until, time.monotonic() + patience)
        message: list[Any] | None = ["progress"]
        while message is not None and message[0] == "progress":
            message = self.child.answer(max(0.0, until - time.monotonic()))
        if message is None and time.monotonic() < self._until:
            return _NOT_YET
        if message is None or message[0] in ("died", "exhausted"):
            self.end()
            return self._why(message, readable(path.name))
        try:
            return outcome_of(message)
        except Refused as refusal:
            return Refused(refusal.code, **{"file": readable(path.name), **refusal.values})

    def _why(self, message: list[Any] | None, file: str) -> Refused:
        if message is None or limits.ran_out_of_time(message[-1] if message[0] == "died" else None):
            return Refused("reader_took_too_long", file=file, seconds=self.share.processor)
        if message[0] == "exhausted":
            return Refused("reader_ran_out_of_memory", file=file, megabytes=self.share.memory >> 20)
        return Refused("reader_died", file=file, exit_code=message[-1])

    def end(self) -> None:
        """Ends the reader."""
        if self.child is not None:
            self.child.end()
            self.child = None
