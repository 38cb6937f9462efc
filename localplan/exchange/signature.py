"""The signature of a package: who vouches for its manifest, and through it for every member. Ed25519 (RFC 8032).

Outside every digest: a package is the same with and without one. See docs/formats/lplan.md.
"""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

import msgspec

from localplan.domain.values import Refused, clean
from localplan.exchange.manifest import Line

MEMBER = "signature.json"

PublicKey = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", max_length=64)]


class Signature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Name and key of who signed; key and signature in hexadecimal. The name is what the person says of himself."""

    algorithm: Literal["ed25519"] = "ed25519"
    name: Line
    public_key: PublicKey
    signature: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$", max_length=128)]


class Signer(Protocol):
    """What signs: an own key that has been unlocked (`keys.Unlocked`)."""

    def sign(self, manifest: bytes) -> Signature:
        """The signature over these bytes."""


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Signature)


def signature_bytes(signature: Signature) -> bytes:
    """The member as canonical JSON and a line end."""
    return _encoder.encode(signature) + b"\n"


def signed_bytes(name: str, public_key: str, manifest: bytes) -> bytes:
    """What is signed: nothing else that is ever signed with such a key begins so."""
    return b"localplan package signature 1\n" + f"{name}\n{public_key}\n".encode() + manifest


def read_signature(data: bytes) -> Signature:
    """The signature that these bytes are; whether it fits is not asked. Raises Refused."""
    try:
        signature = _decoder.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refused("line_not_understood", member=MEMBER, line=1, detail=str(error)[:300]) from None
    if signature_bytes(signature) != data or clean(signature.name) != signature.name or "\n" in signature.name:
        raise Refused("not_canonical", member=MEMBER, line=1)
    return signature


def fits(signature: Signature, manifest: bytes) -> bool:
    """Whether the key's owner signed these bytes under that name."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
    try:
        key.verify(bytes.fromhex(signature.signature), signed_bytes(signature.name, signature.public_key, manifest))
    except InvalidSignature:
        return False
    return True
