"""The other side of `worker.py`: what a child process does. It loads neither Qt nor anything a job does not ask for."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
import time
import traceback
from multiprocessing.connection import Connection
from typing import Any

import msgspec

from localplan.app import limits
from localplan.domain.values import Refused

PROGRESS_EVERY = 0.05  # seconds


def serve(connection: Connection, memory: int, load: list[str]) -> None:
    """Does the jobs that come through the connection until it closes. `memory`: bytes, 0 for no limit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the parent's to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for module in load:
        importlib.import_module(module)
    if memory:
        limits.limit_own_memory(memory)
    while True:
        try:
            target, payload = msgspec.msgpack.decode(connection.recv_bytes())
        except (EOFError, OSError):
            return
        answer = _answer(target, payload, connection)
        connection.send_bytes(msgspec.msgpack.encode(answer, enc_hook=str) if isinstance(answer, list) else answer)
        if isinstance(answer, list) and answer[0] == "exhausted":
            return


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(target: str, payload: Any, connection: Connection) -> list[Any] | bytes:
    """What to send back: ["done", result], ["refused", code, values], ["exhausted"] or ["failed", traceback]."""
    try:
        module, function = target.split(":")
        result = getattr(importlib.import_module(module), function)(payload, _reporter(connection))
        return msgspec.msgpack.encode(["done", result])
    except Refused as refusal:
        return ["refused", refusal.code, {name: _plain(value) for name, value in refusal.values.items()}]
    except MemoryError:
        return ["exhausted"]
    except Exception:
        return ["failed", traceback.format_exc(limit=-8)]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return readable(value)
    return value if isinstance(value, int | float | None) else str(value)


def readable(text: str) -> str:
    """A text without halves of characters, which stand in file names of another encoding and cannot be written."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _reporter(connection: Connection) -> Any:
    last = 0.0

    def progress(done: int, of: int) -> None:
        nonlocal last
        if done >= of or time.monotonic() - last >= PROGRESS_EVERY:
            last = time.monotonic()
            connection.send_bytes(msgspec.msgpack.encode(["progress", done, of]))

    return progress
