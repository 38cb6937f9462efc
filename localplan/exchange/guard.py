"""What is looked at before a foreign file is read: what it is, how large, and how its archive is built.

Nothing here trusts a name's ending, a size written in a header, or the order of things. Every refusal is a Refused.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from localplan.domain.values import Refused

MEGABYTE = 1 << 20
LARGEST_FILE = 20 * MEGABYTE
DEEPEST_JSON = 64

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"SQLite format 3\x00", "sqlite"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    RuntimeError,
    OSError,
)


class Limits(msgspec.Struct, frozen=True):
    """How large an archive may be. `largest` says it of a member by its name; 0 means it does not belong there."""

    members: int
    total: int  # bytes of all members together, unpacked
    largest: Callable[[str], int]
    ratio: int = 200  # unpacked to packed, of a member above one megabyte


def file_bytes(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The whole content of an ordinary file, read once. Never waits at a pipe or a device, never reads more."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise Refused("file_missing", file=path.name) from None
    except PermissionError:
        folder = path.is_dir() and os.access(path, os.R_OK)  # Windows opens no folder, and says so in this way
        raise Refused("not_a_file" if folder else "file_not_readable", file=path.name) from None
    except (OSError, ValueError) as error:
        raise Refused("file_not_readable", file=path.name, detail=str(error)) from None
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise Refused("not_a_file", file=path.name)
    try:
        with open(handle, "rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise Refused("file_not_readable", file=path.name, detail=error.strerror) from None
    if len(data) > largest:
        raise Refused("file_too_large", file=path.name, megabytes=about.st_size // MEGABYTE, most=largest // MEGABYTE)
    if not data:
        raise Refused("file_empty", file=path.name)
    return data


def kind_of_file(data: bytes) -> str:
    """What a file is by its first bytes: package, workbook, word_document, office_document, archive, sqlite, pdf,
    old_office, picture, xml, json, or unknown."""
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    start = data[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return "xml"
    return "json" if start[:1] in (b"{", b"[") else "unknown"


def _kind_of_archive(data: bytes) -> str:
    length = int.from_bytes(data[26:28], "little")
    if data[30 : 30 + length] == b"manifest.json":
        return "package"
    if data[30 : 30 + length] == b"mimetype":
        return "office_document"
    for mark, kind in ((b"xl/workbook", "workbook"), (b"word/document", "word_document")):
        if mark in data:
            return kind
    return "archive"


class Archive:
    """A zip whose directory has been looked through; members are unpacked when asked for, never beyond their size."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Refused("archive_damaged", detail=str(error)) from None
        self.infos: Mapping[str, zipfile.ZipInfo] = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > limits.members:
            raise Refused("archive_too_many_members", count=len(self._zip.infolist()), most=limits.members)
        if len(self.infos) != len(self._zip.infolist()):
            raise Refused("archive_duplicate_member")
        for info in self.infos.values():
            _check_member(info, limits)
        total = sum(info.file_size for info in self.infos.values())
        if total > limits.total:
            raise Refused("archive_too_large", megabytes=total // MEGABYTE, most=limits.total // MEGABYTE)
        _check_apart(self.infos.values(), len(data))

    def read(self, name: str) -> bytes:
        """A member's content, its checksum compared."""
        try:
            return self._zip.read(name)
        except _BROKEN as error:
            raise Refused("archive_damaged", member=name, detail=str(error)) from None

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member's content bit by bit, for one that is too large to hold; damage is noticed at its end."""
        try:
            with self._zip.open(name) as member:
                while piece := member.read(MEGABYTE):
                    yield piece
        except _BROKEN as error:
            raise Refused("archive_damaged", member=name, detail=str(error)) from None


def _check_member(info: zipfile.ZipInfo, limits: Limits) -> None:
    name, most = info.filename, limits.largest(info.filename)
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name or "\x00" in name or ".." in parts or "." in parts:
        raise Refused("archive_unsafe_name", member=name[:200])
    if info.flag_bits & 0x41:
        raise Refused("archive_encrypted", member=name[:200])
    if stat.S_ISLNK(info.external_attr >> 16) or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("archive_unknown_member", member=name[:200])
    if not most:
        raise Refused("archive_unknown_member", member=name[:200])
    if info.file_size > most:
        raise Refused(
            "archive_member_too_large", member=name, megabytes=info.file_size // MEGABYTE, most=most // MEGABYTE
        )
    if info.file_size > MEGABYTE and info.file_size > limits.ratio * max(info.compress_size, 1):
        raise Refused("archive_swells", member=name)


def _check_apart(infos: Any, size: int) -> None:
    """No two members may share bytes: that is how a small archive unpacks to a huge one."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refused("archive_damaged", member=info.filename)
        end = info.header_offset + 30 + info.compress_size
    if end > size:
        raise Refused("archive_damaged")


def json_content(data: bytes, largest: int = LARGEST_FILE) -> Any:
    """What a JSON text of unknown origin says, without NaN. See `check_depth` where no type bounds it.

    Duplicate keys are noticed by the comparison with what would be written again, which is the caller's.
    """
    if len(data) > largest:
        raise Refused("json_too_large", megabytes=len(data) // MEGABYTE, most=largest // MEGABYTE)
    try:
        return msgspec.json.decode(data)
    except RecursionError:
        raise Refused("json_too_deep", most=DEEPEST_JSON) from None
    except (msgspec.DecodeError, ValueError) as error:
        raise Refused("not_json", detail=str(error)[:300]) from None


def check_depth(content: Any, deepest: int = DEEPEST_JSON) -> None:
    """Raises Refused when lists and maps are nested deeper, so that recursion over them is safe."""
    level = [content] if isinstance(content, dict | list) else []
    for _ in range(deepest):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise Refused("json_too_deep", most=deepest)
