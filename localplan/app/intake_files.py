"""Files that are to be taken in, what a glance tells of them, and what became of each."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from localplan.app.child import readable
from localplan.domain.ancestry import State
from localplan.domain.values import Refused

TAKEN_IN = ("new", "update", "reconcile", "older", "notes", "push_down")
IDENTICAL = "identical"
SET_ASIDE = {
    "file_newer": "newer",
    "library_newer": "newer",
    "file_too_old": "too_old",
    "library_older": "too_old",
    "plan_of_another": "copied_plan",
    "not_a_package": "unknown",
    "workbook_not_ours": "unknown",
    "workbook_unread": "unknown",
    "workbook_plan_missing": "plan_missing",
    "notes_of_no_plan": "plan_missing",
    "foreign_database": "unknown",
    "folder_is_a_link": "linked",
}
"""Verdicts on files that do not come in, by why they do not; all others are `damaged`."""


class FoundFile(msgspec.Struct, frozen=True, order=True):
    """A file to be taken in; `name` is its path within the folder that was given.

    `linked`: a folder that stands there as a link. It is not looked into, since it may lead anywhere, and told.
    """

    name: str
    path: Path
    linked: bool = False


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What a glance tells of a file that may come in: SHA-256 of its bytes, kind, and the state that it says it is of.

    `kind`: package, notes, frame, workbook, library. The last two do not say more at a glance.
    """

    digest: str
    kind: str
    plan: str = ""
    municipality: str = ""
    revision: str = ""
    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    author: str = ""
    at: str = ""
    methodology: int = 0

    @property
    def state(self) -> State:
        """The state, with all that it is known to descend from."""
        return self.revision, frozenset((*self.parents, *self.ancestors))


class Problem(msgspec.Struct, frozen=True):
    """Why a file did not come in, or what is to be known of one that did: code and values of a refusal."""

    code: str
    values: dict[str, Any] = {}


class FileResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file. What is not known of it is empty; `signature` is a state of `app.signatures`.

    `to_decide`: how many contradictions are open in its plan once it was merged.
    """

    name: str
    path: str
    verdict: str
    kind: str = ""
    digest: str = ""
    plan: str = ""
    code: str = ""
    municipality: str = ""
    revision: str = ""
    person: str = ""
    at: str = ""
    signature: str = ""
    signer: str = ""
    methodology: int = 0
    problems: tuple[Problem, ...] = ()
    to_decide: int = 0

    @property
    def count(self) -> str:
        """Under which count it goes: taken_in, identical or set_aside."""
        if self.verdict in TAKEN_IN:
            return "taken_in"
        return "identical" if self.verdict == IDENTICAL else "set_aside"


def found_files(paths: Iterable[Path]) -> list[FoundFile]:
    """The files named and those in the folders named, at any depth, each once, by name; hidden ones are passed over."""
    found = {file.path.absolute(): file for path in paths for file in _under(path)}
    return sorted(found.values())


_BREAKS = ("Cc", "Zl", "Zp")


def _told(name: str) -> str:
    """The name as it can be told: in one line, whatever stands in it."""
    return "".join("\ufffd" if unicodedata.category(sign) in _BREAKS else sign for sign in readable(name))


_BESIDE = (".localplan.lock", ".localplan.ballast", ".localplan-journal")
"""What lies beside an open library, which may be in the very folder that is taken in."""


def _under(path: Path) -> Iterator[FoundFile]:
    if not path.is_dir():
        yield FoundFile(_told(path.name), path)
        return
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for link in filter(_is_link, (Path(folder) / name for name in folders)):
            yield FoundFile(_told(link.relative_to(path).as_posix()), link, linked=True)
        for name in names:
            if not name.startswith((".", "~$")) and not name.endswith(_BESIDE):
                file = Path(folder) / name
                yield FoundFile(_told(file.relative_to(path).as_posix()), file)
    for error in closed:  # a folder that cannot be looked into is told like a file that cannot be read
        yield FoundFile(_told(Path(error.filename).name), Path(error.filename))


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # longer than any path may be
        return False


def result(file: FoundFile, verdict: str, look: Look | None = None, **more: Any) -> FileResult:
    """What became of a file, as far as the glance knows it."""
    known = {} if look is None else {name: getattr(look, name) for name in _OF_LOOK}
    person = look.author if look else ""
    return FileResult(
        name=file.name, path=readable(str(file.path)), verdict=verdict, **{**known, "person": person, **more}
    )


_OF_LOOK = ("kind", "digest", "plan", "municipality", "revision", "at", "methodology")


def set_aside(file: FoundFile, refusal: Refused, look: Look | None = None) -> FileResult:
    """A file that does not come in, with the reason; of a damaged one nothing that it says is believed."""
    verdict = SET_ASIDE.get(refusal.code, "damaged")
    values = {name: _plain(value) for name, value in refusal.values.items()} | {"file": file.name}
    problems = (Problem(refusal.code, values),)
    return result(file, verdict, None if verdict == "damaged" else look, problems=problems)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | None) else str(value)
