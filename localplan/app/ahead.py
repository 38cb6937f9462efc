"""Reading ahead: a thread goes on reading while its caller is at work with what it has."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import TypeVar

T = TypeVar("T")
_END = object()
_LOOK_UP = 0.1  # seconds between looks whether anybody still listens


def ahead(reads: Generator[T, None, None], most: int, patience: float | None) -> Generator[T | None, None, None]:
    """What `reads` gives, at most so many kept in advance; None whenever nothing came within `patience` seconds.

    `reads` runs in a thread of its own from the first step on, and has ended when this has. What it raises comes here.
    """
    queue: Queue[object] = Queue(most)
    stopped = threading.Event()
    thread = threading.Thread(target=_fill, args=(reads, queue, stopped), daemon=True)
    thread.start()
    try:
        while True:
            try:
                each = queue.get(timeout=patience)
            except Empty:
                yield None
                continue
            if each is _END:
                return
            if isinstance(each, _Failed):
                raise each.error
            yield each  # type: ignore[misc]
    finally:
        stopped.set()
        thread.join()


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def _fill(reads: Generator[T, None, None], queue: Queue[object], stopped: threading.Event) -> None:
    try:
        for each in reads:
            if not _put(queue, each, stopped):
                break
        _put(queue, _END, stopped)
    except BaseException as error:
        _put(queue, _Failed(error), stopped)
    finally:
        reads.close()


def _put(queue: Queue[object], each: object, stopped: threading.Event) -> bool:
    """Whether it was put before everybody had left."""
    while not stopped.is_set():
        with suppress(Full):
            queue.put(each, timeout=_LOOK_UP)
            return True
    return False
