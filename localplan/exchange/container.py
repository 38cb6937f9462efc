"""The zip around a package, written in one way only, and its seal.

The seal is the archive's comment: SHA-256 of all bytes before it. It shows damage on the way before anything is parsed,
down to the bits that no member's checksum covers.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from hashlib import sha256

from localplan.domain.values import Refused
from localplan.exchange.guard import MEGABYTE, Archive, Limits

LARGEST_PACKAGE = 40 * MEGABYTE
LARGEST_ATTACHMENT = 5 * MEGABYTE
LARGEST_ATTACHMENTS = 25 * MEGABYTE
PREVIEWS = ("preview/plan.pdf", "preview/plan.xlsx")
_LARGEST = {
    "manifest.json": MEGABYTE,
    "plan.json": 32 * MEGABYTE,
    "history.jsonl": 32 * MEGABYTE,
    "notes.jsonl": 8 * MEGABYTE,
    "conflicts.jsonl": 8 * MEGABYTE,
    "hidden.json": MEGABYTE,
    "offers.jsonl": MEGABYTE,
    "signature.json": 4_096,
    **dict.fromkeys(PREVIEWS, 20 * MEGABYTE),
}
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
_UNIX, _FILE = 3, 0o100644 << 16
_SEAL = b"sha256:"
_SEAL_LENGTH = len(_SEAL) + 64


def largest_member(name: str) -> int:
    """How large a member may be, unpacked; 0 when a package has no such member."""
    if name.startswith("attachments/"):
        digest = name.removeprefix("attachments/")
        return LARGEST_ATTACHMENT if len(digest) == 64 and digest.isalnum() and digest.isascii() else 0
    return _LARGEST.get(name, 0)


LIMITS = Limits(members=2_000, total=120 * MEGABYTE, largest=largest_member)


def sealed(members: Mapping[str, bytes]) -> bytes:
    """The archive of these members in this order: equal members give equal bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            _check_size(name, len(content))
            archive.writestr(_info(name), content, compresslevel=6)
    body = stream.getvalue()[:-2] + _SEAL_LENGTH.to_bytes(2, "little")
    data = body + _SEAL + sha256(body).hexdigest().encode()
    if len(data) > LARGEST_PACKAGE:
        raise Refused("package_too_large", megabytes=len(data) // MEGABYTE, most=LARGEST_PACKAGE // MEGABYTE)
    return data


def _check_size(name: str, size: int) -> None:
    """Raises Refused for what no reader would accept."""
    most = largest_member(name)
    if size > most:
        raise Refused("archive_member_too_large", member=name, megabytes=size // MEGABYTE, most=most // MEGABYTE)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DAY_ZERO)
    info.create_system, info.external_attr = _UNIX, _FILE
    info.compress_type = zipfile.ZIP_DEFLATED if name.endswith((".json", ".jsonl")) else zipfile.ZIP_STORED
    return info


def opened(data: bytes) -> Archive:
    """The archive, when its seal is whole and it is built as `sealed` builds it. Raises Refused."""
    body, seal = data[:-_SEAL_LENGTH], data[-_SEAL_LENGTH:]
    if seal != _SEAL + sha256(body).hexdigest().encode():
        raise Refused("package_damaged")
    archive = Archive(data, LIMITS)
    end = 0
    for name, info in archive.infos.items():
        ours = _info(name)
        if info.header_offset != end or any(getattr(info, part) != getattr(ours, part) for part in _PARTS):
            raise Refused("package_repacked", member=name)
        end += 30 + len(name) + info.compress_size
    return archive


_PARTS = ("date_time", "create_system", "external_attr", "compress_type", "extra", "comment", "flag_bits")
