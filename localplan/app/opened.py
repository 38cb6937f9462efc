"""Which libraries this user has had open and nobody has touched since: they are not checked as foreign ones again.

That check copies the whole file and reads it through; a national library of some gigabytes would take minutes.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localplan.app.places import data_folder

if TYPE_CHECKING:
    from localplan.app.places import Address

_MOST = 50
_Left = tuple[int, int, int, int]


def is_known(library: Address) -> bool:
    """Whether the file is the one that was left here, as it was left."""
    return isinstance(library, Path) and (left := _state(library)) is not None and _known().get(_name(library)) == left


def remember(library: Path) -> None:
    """Keep how a library was left. What cannot be kept is no harm: then it is checked."""
    left = _state(library)
    if left is None:
        return
    others = {name: state for name, state in _known().items() if name != _name(library) and Path(name).exists()}
    known = dict(list(others.items())[-_MOST:]) | {_name(library): left}
    file = _file()
    new = file.with_suffix(".new")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(msgspec.json.encode(known))
        new.replace(file)


def _state(library: Path) -> _Left | None:
    """What changes whenever the file does: size, times of its content and of its entry (ns), its number."""
    with suppress(OSError):
        found = library.stat()
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
    return None


def _known() -> dict[str, _Left]:
    with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError):
        return msgspec.json.decode(_file().read_bytes(), type=dict[str, _Left])
    return {}


def _name(library: Path) -> str:
    return str(library.resolve())


def _file() -> Path:
    return data_folder() / "opened.json"
