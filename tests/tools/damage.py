"""Ways in which a file goes bad between two offices, and what has to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from localplan.exchange.container import sealed


class Damage(NamedTuple):
    """What is done to the bytes of a package, and the verdict and problem that follow."""

    done: Callable[[bytes], bytes]
    verdict: str
    problem: str


def _members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _bit_flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :]


def _packed_anew(content: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, member in _members(content).items():
            archive.writestr(name, member)
    return stream.getvalue()


def _from_the_future(content: bytes) -> bytes:
    members = _members(content)
    return sealed({**members, "manifest.json": members["manifest.json"].replace(b'"format":1', b'"format":9')})


def _changed_by_hand(content: bytes) -> bytes:
    """The plan says something else, and manifest and seal were made to fit; only the digest of the state tells."""
    members = _members(content)
    plan = members["plan.json"].replace(b'"amount_unit":1', b'"amount_unit":2', 1)
    old, new = (sha256(each).hexdigest().encode() for each in (members["plan.json"], plan))
    manifest = members["manifest.json"].replace(old, new)
    return sealed({**members, "manifest.json": manifest, "plan.json": plan})


DAMAGES = (
    Damage(_bit_flipped, "damaged", "package_damaged"),
    Damage(lambda content: content[: len(content) * 2 // 3], "damaged", "package_damaged"),
    Damage(lambda content: b"", "damaged", "file_empty"),
    Damage(_from_the_future, "newer", "file_newer"),
    Damage(lambda content: b"%PDF-1.7\nA scan of the plan", "unknown", "not_a_package"),
    Damage(_packed_anew, "damaged", "package_damaged"),
    Damage(_changed_by_hand, "damaged", "manifest_differs"),
    Damage(lambda content: content + b"\r\n", "damaged", "package_damaged"),
)
"""One after the other."""
