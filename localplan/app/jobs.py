"""The jobs that run in child processes, by name: where the function is, and nothing loaded before it is needed.

A job is a function `(payload, progress) -> result`. Payload and result are what msgpack can hold (texts, numbers,
bytes, lists, maps); `progress(done, of)` may be called often. What it refuses it raises as Refused. Heavy imports stand
inside the function, so that a child loads only what it works with.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from localplan.domain.values import Refused

Progress = Callable[[int, int], None]

JOBS: dict[str, str] = {
    "look_at": "localplan.app.jobs:look_at",
    "read_package": "localplan.app.jobs:read_package",
    "unpack_library": "localplan.app.jobs:unpack_library",
    "read_workbook": "localplan.app.jobs:read_workbook",
    "export": "localplan.app.exports:export",
    "fill_in": "localplan.app.fill_in:write_fill_in",
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


def read_package(payload: dict[str, Any], progress: Progress) -> Any:
    """`{"path": …}`, for a plan that may be new to a library with `"new": True` → an `app.brought.Brought`."""
    from localplan.app.brought import brought
    from localplan.exchange.package import read_members

    members, package = read_members(_path(payload))
    return brought(package, members, new=payload.get("new", False))


def look_at(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """`{"path": …}` → the fields of `app.intake_files.Look`, of a file that may be taken in."""
    from hashlib import file_digest, sha256

    from localplan.exchange.container import LARGEST_PACKAGE
    from localplan.exchange.guard import file_bytes, kind_of_file
    from localplan.exchange.package import manifest_in

    path = _path(payload)
    with _of_file(path):
        if path.is_file():
            with path.open("rb") as file:
                if kind_of_file(file.read(100)) == "sqlite":
                    return {"kind": "library", "digest": file_digest(file, "sha256").hexdigest()}
    data = file_bytes(path, LARGEST_PACKAGE)
    if kind_of_file(data) == "workbook":
        return {"kind": "workbook", "digest": sha256(data).hexdigest()}
    manifest = manifest_in(data)
    names = ("plan", "municipality", "revision", "parents", "ancestors", "author", "at", "methodology")
    said = {name: getattr(manifest, name) for name in names}
    kind = "package" if manifest.kind == "plan" else manifest.kind
    return {"kind": kind, "digest": sha256(data).hexdigest(), **said}


def unpack_library(payload: dict[str, Any], progress: Progress) -> int:
    """`{"path": …, "folder": …}`: a package of each plan of a library into the folder; how many.

    The library is copied by its bytes, and nothing but the copy is opened.
    """
    import shutil

    from localplan.app.plans import open_library_at
    from localplan.app.sending import package_from
    from localplan.exchange.package import write_package

    path, folder = _path(payload), Path(payload["folder"])
    copy = folder.with_suffix(".copy") / path.name  # under its own name, for what is said of it
    copy.parent.mkdir()
    with _of_file(path):
        shutil.copyfile(path, copy)
    with open_library_at(copy, "", create=False) as library:
        lines = library.plans()
        for number, line in enumerate(lines, 1):
            plan = library.read_plan(line.id)
            revision = library.keep_revision(plan, "sent", at=line.saved)
            write_package(folder / f"{number:05}.lplan", package_from(library, plan, revision, {}))
            progress(number, len(lines))
    return len(lines)


def read_workbook(payload: dict[str, Any], progress: Progress) -> Any:
    """`{"path": …}` → an `exchange.workbook.reading.ReadBook`, for `app.workbook_back.book_from`."""
    from localplan.exchange.workbook.reading import read_workbook as read

    return read(_path(payload))


@contextmanager
def _of_file(path: Path) -> Iterator[None]:
    """What keeps a file from being read is told of it: it may vanish, its path may be too long, the disk may fail."""
    try:
        yield
    except FileNotFoundError:
        raise Refused("file_missing", file=path.name) from None
    except OSError as error:
        raise Refused("file_not_readable", file=path.name, detail=error.strerror or "") from None


def _path(payload: dict[str, Any]) -> Path:
    """The file to be read; its name comes as bytes, for not every name is a text."""
    return Path(os.fsdecode(payload["path"]))
