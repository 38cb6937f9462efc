"""Reading ahead: a thread goes on reading while its caller is at work with what it has."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import Any, TypeVar

T = TypeVar("T")
_END = object()
_LOOK_UP = 0.1  # seconds between looks whether anybody still listens


def ahead(
    reads: Generator[T, None, None], most: int, patience: float | None, weigh: Callable[[T], int] = lambda _: 1
) -> Generator[T | None, None, None]:
    """What `reads` gives; None whenever nothing came within `patience` seconds.

    Nothing more is read in advance once what is kept weighs `most`; each weighs 1 or as `weigh` says, at least 1.
    `reads` runs in a thread of its own from the first step on, and has ended when this has. What it raises comes here.
    """
    queue = _Weighed(most, weigh)
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


class _Weighed(Queue[object]):
    """A queue that is full by the weight of what is in it, not by the number."""

    def __init__(self, most: int, weigh: Callable[[Any], int]) -> None:
        super().__init__(most)
        self._weigh, self._weight = weigh, 0

    def _qsize(self) -> int:
        return self._weight

    def _put(self, item: object) -> None:
        super()._put(item)
        self._weight += self._of(item)

    def _get(self) -> object:
        item = super()._get()
        self._weight -= self._of(item)
        return item

    def _of(self, item: object) -> int:
        return 1 if item is _END or isinstance(item, _Failed) else max(1, self._weigh(item))


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
