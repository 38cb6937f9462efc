"""Packages to hand to the command line: of a plan as it is, changed, damaged, foreign, hostile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.exchange.container import sealed
from localplan.exchange.package import package_of, read_members, write_package

MOMENT = "2026-03-01T10:20:30+00:00"


def package_in(path: Path, plan: Plan, *, parents: tuple[str, ...] = (), author: str = "Vesna") -> Path:
    """A package of a plan, made after the states `parents`."""
    facts = {"plan": plan.id, "digest": plan.digest, "parents": parents, "at": MOMENT, "reason": "sent", "program": ""}
    write_package(path, package_of(plan, Revision(author=author, **facts)))  # type: ignore[arg-type]
    return path


def packed_again(members: Mapping[str, bytes], /, **facts: Any) -> bytes:
    """A package of these members with digests that fit; `facts` go into its manifest."""
    digests = {name: sha256(content).hexdigest() for name, content in members.items() if name != "manifest.json"}
    manifest = msgspec.json.decode(members["manifest.json"]) | {"members": digests, **facts}
    return sealed({**members, "manifest.json": msgspec.json.encode(manifest, order="sorted") + b"\n"})


def bad_packages(good: bytes) -> Iterator[tuple[str, bytes]]:
    """What may come instead of a package, by name."""
    members, _ = read_members(good)
    deep = b'{"plan":' + b"[" * 50_000 + b"]" * 50_000 + b"}\n"
    twice = members["plan.json"].replace(b'"id":', b'"id":"00000000-0000-4000-8000-000000000000","id":', 1)
    yield "empty", b""
    yield "noise", bytes(range(256)) * 40
    yield "letter", "Поштовани, план вам шаљем сутра.".encode()
    yield "document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    yield "truncated", good[: len(good) // 2]
    yield "one-byte-short", good[:-1]
    yield "flipped", good[:5000] + bytes([good[5000] ^ 1]) + good[5001:]
    yield "newer", packed_again(members, schema=999, program="localplan 99")
    yield "newer-container", packed_again(members, format=999)
    yield "not-a-plan", packed_again({**members, "plan.json": b'{"hello": "world"}\n'})
    yield "same-key-twice", packed_again({**members, "plan.json": twice})
    yield "too-deep", packed_again({**members, "plan.json": deep})
    yield "another-plan", packed_again(members, plan="00000000-0000-4000-8000-000000000000")
