"""Work that takes time, in child processes: exports, so that the window never stutters, and reading of foreign files.

A child gets a job's name and msgpack bytes, reports how far it is, and gives bytes back. It is cancelled by ending it,
and it ends by itself when this program is gone. The export worker is kept warm between jobs.

Children are spawned: they import the main module again under another name. So `__main__.py` imports nothing heavy at
module level and runs only under `if __name__ == "__main__"`; frozen, it must first call
`multiprocessing.freeze_support()`, or every child would open another window.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import msgspec

from localplan.app import limits
from localplan.app.child import serve
from localplan.app.jobs import JOBS, WARM
from localplan.domain.values import Refused
from localplan.exchange import safe_write


class Child:
    """One child process and the pipe to it. `memory` is its limit in bytes; 0 for none."""

    def __init__(self, memory: int = 0, load: list[str] | None = None) -> None:
        self.loads = load or []
        context = multiprocessing.get_context("spawn")
        self.pipe, other_end = context.Pipe()
        self.process = context.Process(target=serve, args=(other_end, memory, self.loads), daemon=True)
        self.process.start()
        other_end.close()
        self._held = limits.confine(self.pid, memory) if memory else None

    @property
    def pid(self) -> int:
        """The process id."""
        return self.process.pid or 0

    def ask(self, job: str, payload: Any) -> None:
        """Sends a job. Raises KeyError for a job that is not in the table."""
        message = msgspec.msgpack.encode([JOBS[job], payload])
        with contextlib.suppress(OSError):  # a child that died is noticed when its answer is awaited
            self.pipe.send_bytes(message)

    def answer(self, seconds: float | None) -> list[Any] | None:
        """The next message; None when none came in that time, ["died", exit code] when none will come."""
        if not wait([self.pipe, self.process.sentinel], seconds):
            return None
        try:
            if self.pipe.poll():
                message: list[Any] = msgspec.msgpack.decode(self.pipe.recv_bytes())
                return message
        except (EOFError, OSError):
            pass
        self.end()
        return ["died", self.process.exitcode]

    def end(self) -> None:
        """Ends the process at once."""
        self.process.kill()
        self.process.join()
        if not self.pipe.closed:
            self.pipe.close()


class Job:
    """A job under way. Ask `done` now and then, from one thread; or wait for `result`."""

    def __init__(self, child: Child, writes: Path | None) -> None:
        self._child: Child | None = child
        self._writes = writes
        self._progress = (0, 0)
        self._end: list[Any] = []

    @property
    def progress(self) -> tuple[int, int]:
        """How many steps are done, of how many; (0, 0) while that is not known."""
        self._listen(0)
        return self._progress

    @property
    def done(self) -> bool:
        """Whether it has ended, well or badly."""
        self._listen(0)
        return bool(self._end)

    def cancel(self) -> None:
        """Ends it; what it was writing is swept away."""
        if self._child is not None and not self._end:
            self._child.end()
            self._finish(["refused", "cancelled", {}])

    def result(self, seconds: float | None = None) -> Any:
        """What the job gave back. Raises Refused: what the job refused, or cancelled, worker_died, job_failed.

        Raises TimeoutError when it has not ended within so many seconds.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while not self._end:
            if not self._listen(None if until is None else max(0.0, until - time.monotonic())):
                raise TimeoutError
        return outcome_of(self._end)

    def _listen(self, seconds: float | None) -> bool:
        """Takes in what the child has said; waits so long for the first word. Whether there was one."""
        heard = False
        while self._child is not None and (message := self._child.answer(0 if heard else seconds)) is not None:
            heard = True
            if message[0] == "progress":
                self._progress = (message[1], message[2])
            else:
                self._finish(message)
        return heard

    def _finish(self, message: list[Any]) -> None:
        child, self._child, self._end = self._child, None, message
        if message[0] in ("done", "refused", "failed") and child is not None and child.process.is_alive():
            _keep(child)
            return
        if child is not None:
            child.end()
        if self._writes is not None:
            safe_write.sweep(self._writes)


def outcome_of(message: list[Any]) -> Any:
    """The result in a child's last message. Raises Refused."""
    match message:
        case ["done", result]:
            return result
        case ["refused", code, values]:
            raise Refused(code, **values)
        case ["exhausted"]:
            raise Refused("worker_out_of_memory")
        case ["died", exit_code]:
            raise Refused("worker_died", exit_code=exit_code)
        case _:
            raise Refused("job_failed", detail=str(message[-1]))


_lock = threading.Lock()
_spare: list[Child] = []


def _keep(child: Child) -> None:
    with _lock:
        if not _spare:
            _spare.append(child)
            return
    child.end()


def _take() -> Child | None:
    with _lock:
        child = _spare.pop() if _spare else None
    return child if child is not None and child.process.is_alive() else None


def warm() -> None:
    """Starts the export worker, so that the first export need not wait for it. Returns at once."""
    child = _take()
    if child is not None and child.loads != WARM:
        child.end()
        child = None
    _keep(child or Child(load=list(WARM)))


def start(job: str, payload: Any, *, writes: Path | None = None) -> Job:
    """Begins a job of the table `JOBS`. `writes`: the file it writes, to be tidied up after when it is cancelled."""
    child = _take() or Child()
    child.ask(job, payload)
    return Job(child, writes)


def run(
    job: str, payload: Any, on_progress: Callable[[int, int], None] | None = None, *, writes: Path | None = None
) -> Any:
    """Does a job and waits for it. Raises Refused as `Job.result`; an interruption from outside cancels the job."""
    under_way = start(job, payload, writes=writes)
    try:
        while not under_way.done:
            if on_progress is not None:
                on_progress(*under_way.progress)
            with contextlib.suppress(TimeoutError):
                under_way.result(0.05)
        return under_way.result()
    finally:
        under_way.cancel()
