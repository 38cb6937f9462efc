"""Power cuts: every write, truncation, sync and deletion of SQLite is recorded, and a disk made that lost some of it.

A thin layer over SQLite's own file system (a VFS, by ctypes) records; the product's code runs unchanged. What was not
synced when the power went may be on the disk, or not, or in part: chance decides, sector by sector.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

SECTOR = 512
_METHODS = """
    close read write truncate sync size lock unlock check_lock control sector characteristics
    shm_map shm_lock shm_barrier shm_unmap fetch unfetch
""".split()  # noqa: SIM905
_CALLS = """
    open delete access full_pathname dl_open dl_error dl_symbol dl_close randomness sleep time last_error time64
    set_call get_call next_call
""".split()  # noqa: SIM905


class _Methods(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), *((name, ctypes.c_void_p) for name in _METHODS)]


class _File(ctypes.Structure):
    _fields_ = [("methods", ctypes.POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        *((name, ctypes.c_void_p) for name in _CALLS),
    ]


_int, _at = ctypes.c_int, ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(_int, _at, _at, _at, _int, _at)  # the path as it came: SQLite keeps the pointer
_DELETE = ctypes.CFUNCTYPE(_int, _at, _at, _int)
_WRITE = ctypes.CFUNCTYPE(_int, _at, _at, _int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(_int, _at, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(_int, _at, _int)


class Act(NamedTuple):
    """One thing that happened: write, truncate, sync, delete (`number` says whether the folder is synced), or said."""

    what: str
    name: str = ""
    number: int = 0
    data: bytes = b""


def _sqlite() -> ctypes.CDLL:
    """The SQLite that Python uses; another one would record nothing."""
    library = ctypes.CDLL(ctypes.util.find_library("sqlite3"))
    library.sqlite3_libversion.restype = ctypes.c_char_p
    assert bytes(library.sqlite3_libversion()).decode() == sqlite3.sqlite_version
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
    library.sqlite3_vfs_register.argtypes = [ctypes.c_void_p, ctypes.c_int]
    library.sqlite3_vfs_unregister.argtypes = [ctypes.c_void_p]
    return library


@contextmanager
def recorded() -> Iterator[list[Act]]:
    """All that SQLite does to named files meanwhile, in order. Whoever acknowledges something appends Act("said")."""
    library = _sqlite()
    usual = library.sqlite3_vfs_find(None)
    acts: list[Act] = []
    layer, kept = _layer(usual.contents, ctypes.addressof(usual.contents), acts)
    library.sqlite3_vfs_register(ctypes.addressof(layer), 1)
    try:
        yield acts
    finally:
        library.sqlite3_vfs_register(ctypes.addressof(usual.contents), 1)
        library.sqlite3_vfs_unregister(ctypes.addressof(layer))
        _ALIVE.append((layer, kept))  # a connection that is still open goes on calling it


_ALIVE: list[Any] = []


def _layer(usual: _Vfs, address: int, acts: list[Act]) -> tuple[_Vfs, list[Any]]:
    layer = _Vfs.from_buffer_copy(usual)
    layer.name = b"recording"
    names: dict[int, str] = {}
    methods: dict[int, _Methods] = {}
    kept: list[Any] = [methods]
    open_it, delete_it = _OPEN(usual.open), _DELETE(usual.delete)

    def opened(_vfs: int, path: int | None, file: int, flags: int, out: int) -> int:
        code = int(open_it(address, path, file, flags, out))
        if code == 0 and path is not None:
            names[file] = _name(path)
            found = _File.from_address(file)
            own = ctypes.addressof(found.methods.contents)
            if own not in methods:
                methods[own] = _recording(found.methods.contents, names, acts, kept)
            found.methods = ctypes.pointer(methods[own])
        return code

    def deleted(_vfs: int, path: int, sync_folder: int) -> int:
        code = int(delete_it(address, path, sync_folder))
        if code == 0:
            acts.append(Act("delete", _name(path), sync_folder))
        return code

    calls = (_OPEN(opened), _DELETE(deleted))
    layer.open, layer.delete = (ctypes.cast(call, ctypes.c_void_p).value for call in calls)
    kept.extend((calls, open_it, delete_it))
    return layer, kept


def _name(path: int) -> str:
    return Path(ctypes.string_at(path).decode()).name


def _recording(usual: _Methods, names: dict[int, str], acts: list[Act], kept: list[Any]) -> _Methods:
    write_it, truncate_it, sync_it = _WRITE(usual.write), _TRUNCATE(usual.truncate), _SYNC(usual.sync)

    def written(file: int, data: int, length: int, offset: int) -> int:
        acts.append(Act("write", names[file], offset, ctypes.string_at(data, length)))
        return int(write_it(file, data, length, offset))

    def truncated(file: int, size: int) -> int:
        acts.append(Act("truncate", names[file], size))
        return int(truncate_it(file, size))

    def synced(file: int, flags: int) -> int:
        acts.append(Act("sync", names[file]))
        return int(sync_it(file, flags))

    calls: tuple[Callable[..., int], ...] = (_WRITE(written), _TRUNCATE(truncated), _SYNC(synced))
    copy = _Methods.from_buffer_copy(usual)
    copy.write, copy.truncate, copy.sync = (ctypes.cast(call, ctypes.c_void_p).value for call in calls)  # type: ignore[arg-type]
    kept.extend((calls, write_it, truncate_it, sync_it))
    return copy


class Disk:
    """What is surely on the disk, and what has been asked of it since."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.sure = {name: bytearray(content) for name, content in files.items()}
        self.asked: list[Act] = []
        self.said = 0

    def take(self, act: Act) -> None:
        """One act happens."""
        if act.what == "said":
            self.said = act.number
        elif act.what == "sync":
            mine = [a for a in self.asked if a.name == act.name]
            self.asked = [a for a in self.asked if a.name != act.name]
            self.sure.setdefault(act.name, bytearray())
            for each in mine:
                _do(self.sure, each)
        else:
            self.asked.append(act)
            if act.what == "delete" and act.number:
                self.take(Act("sync", act.name))
                self.sure.pop(act.name, None)

    def after_power_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The files as the next start may find them."""
        files = {name: bytearray(content) for name, content in self.sure.items()}
        share = chance.choice((0.0, 0.5, 0.9))
        for act in self.asked:
            for part in _parts(act):
                if chance.random() < share:
                    _do(files, part)
        return files


def _parts(act: Act) -> Iterator[Act]:
    """A write in the sectors that can be lost one by one."""
    if act.what != "write":
        yield act
        return
    start = 0
    while start < len(act.data):
        length = SECTOR - (act.number + start) % SECTOR
        yield act._replace(number=act.number + start, data=act.data[start : start + length])
        start += length


def _do(files: dict[str, bytearray], act: Act) -> None:
    if act.what == "delete":
        files.pop(act.name, None)
        return
    content = files.setdefault(act.name, bytearray())
    if act.what == "truncate":
        del content[act.number :]
        content.extend(bytes(act.number - len(content)))
    else:
        content.extend(bytes(max(0, act.number - len(content))))
        content[act.number : act.number + len(act.data)] = act.data


def disks_after_cuts(
    disk: Disk, acts: list[Act], cuts: int, chance: random.Random
) -> Iterator[tuple[int, dict[str, bytearray]]]:
    """For so many cuts at chance moments: the number acknowledged until then, and the files left."""
    moments = sorted(chance.randrange(len(acts) + 1) for _ in range(cuts))
    done = 0
    for moment in moments:
        for act in acts[done:moment]:
            disk.take(act)
        done = moment
        yield disk.said, disk.after_power_cut(chance)
