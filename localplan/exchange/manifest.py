"""The manifest of a package: which state of which plan it is, and the SHA-256 of everything in it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from localplan.domain.values import Refused, clean, is_id

FORMAT = 1  # how a package is built: members, seal
SCHEMA = 1  # what records say; see upgrades.py

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
Line = Annotated[str, msgspec.Meta(max_length=500)]
Moment = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)$")]
Count = Annotated[int, msgspec.Meta(ge=1)]


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Author, time, reason and program are those of the revision, not of the export.

    `revision` is the digest of the plan inside. `base` is the digest of the full revision that an edition leaves things
    out of, empty for the full edition. A package of notes has no plan inside; `revision` is the one they speak about.
    """

    kind: Literal["plan", "frame", "notes"]
    format: Count
    schema: Count
    methodology: Count
    plan: Line  # id
    municipality: Line  # code of the register; empty for a frame
    revision: Digest
    parents: tuple[Digest, ...]
    ancestors: tuple[Digest, ...]  # of the parents, as far as known; sorted
    base: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$", max_length=64)]
    edition: Literal["full", "coordinator", "public", "training"]
    author: Line
    at: Moment
    reason: Line
    name: Line  # of the revision; mostly empty
    program: Line
    records: dict[Line, Count]  # how many, by kind
    members: dict[Line, Digest]  # everything but the manifest


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Manifest)


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as canonical JSON and a line end."""
    return _encoder.encode(manifest) + b"\n"


def read_manifest(data: bytes) -> Manifest:
    """The manifest that these bytes are; for the format and schema of this program. Raises Refused."""
    try:
        manifest = _decoder.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refused("manifest_not_understood", detail=str(error)[:300]) from None
    if manifest.edition != "full" and not manifest.base:
        raise Refused("manifest_not_understood", detail="edition without base")
    if not is_id(manifest.plan):
        raise Refused("manifest_not_understood", detail="plan")
    texts = [value for value in msgspec.structs.astuple(manifest) if isinstance(value, str)]
    if manifest_bytes(manifest) != data or any(clean(text) != text for text in texts):
        raise Refused("not_canonical", member="manifest.json", line=1)
    return manifest


class Numbers(msgspec.Struct, frozen=True):
    """All that is read of a manifest before it is known to be of our time."""

    format: int
    schema: int


def numbers_of(data: bytes) -> Numbers:
    """Format and schema of a manifest of any time; these two are written so for ever. Raises Refused."""
    try:
        return msgspec.json.decode(data, type=Numbers)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refused("manifest_not_understood", detail=str(error)[:300]) from None
