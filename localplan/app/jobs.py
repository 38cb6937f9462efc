"""The jobs that run in child processes, by name: where the function is, and nothing loaded before it is needed.

A job is a function `(payload, progress) -> result`. Payload and result are what msgpack can hold (texts, numbers,
bytes, lists, maps); `progress(done, of)` may be called often. What it refuses it raises as Refused. Heavy imports stand
inside the function, so that a child loads only what it works with.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Progress = Callable[[int, int], None]

JOBS: dict[str, str] = {
    "read_package": "localplan.app.jobs:read_package",
    "export": "localplan.app.exports:export",
    "papers": "localplan.app.papers:write_papers",
    "previews": "localplan.app.exports:make_previews",
    "print": "localplan.app.printing:print_paper",
}
"""Name → module:function."""

WARM: list[str] = [
    "localplan.exchange.package",
    "localplan.exchange.workbook",
    "localplan.exchange.document.pdf",
    "localplan.methodology.loader",
]
"""Modules that the warm export worker loads while it waits for its first job."""


def read_package(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """`{"path": …}` → `{"members": {name: bytes}, "losses": […]}`, for `exchange.package.package_from`."""
    from localplan.exchange.package import read_members

    members, losses = read_members(Path(payload["path"]))
    return {"members": members, "losses": [[loss.record, loss.field, loss.was] for loss in losses]}
