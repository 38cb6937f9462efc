"""A person's own key for signing packages: one small file, for its owner alone, locked by a passphrase if given."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from localplan.domain.values import Refused
from localplan.exchange.signature import PublicKey, Signature, signed_bytes


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds. `private_key` is PKCS #8 as PEM, encrypted when `locked`; the rest needs no passphrase."""

    name: str
    public_key: PublicKey
    private_key: str
    locked: bool = False


class Unlocked(msgspec.Struct, frozen=True):
    """A key that can sign (`signature.Signer`)."""

    file: KeyFile
    key: Ed25519PrivateKey

    def sign(self, manifest: bytes) -> Signature:
        """The signature over a manifest's bytes."""
        name, public_key = self.file.name, self.file.public_key
        signature = self.key.sign(signed_bytes(name, public_key, manifest)).hex()
        return Signature(name=name, public_key=public_key, signature=signature)


def make_key(path: Path, name: str, passphrase: str = "") -> KeyFile:
    """Make a key in a new file. Raises Refused when there is one already, or the file cannot be written."""
    key = Ed25519PrivateKey.generate()
    locked = forms.BestAvailableEncryption(passphrase.encode()) if passphrase else forms.NoEncryption()
    file = KeyFile(
        name=" ".join(name.split()),
        public_key=key.public_key().public_bytes_raw().hex(),
        private_key=key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, locked).decode(),
        locked=bool(passphrase),
    )
    _write_for_oneself(path, msgspec.json.format(msgspec.json.encode(file)))
    return file


def _write_for_oneself(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Refused("key_exists") from None
    except OSError as error:
        raise Refused("write_failed", file=path.name, detail=error.strerror or "") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()
        raise Refused("write_failed", file=path.name, detail=error.strerror or "") from None


def close_to_others(path: Path) -> Refused | None:
    """Take from others the right to read a key. What has to be told of it: key_was_open, key_stays_open, or nothing.

    On Windows the user's folders are closed to others, and the mode of a file says nothing.
    """
    if os.name == "nt" or not _is_open(path):
        return None
    with contextlib.suppress(OSError):
        path.chmod(0o600)
    return Refused("key_stays_open" if _is_open(path) else "key_was_open", path=str(path))


def _is_open(path: Path) -> bool:
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
    except OSError:
        return False


def read_key(path: Path) -> KeyFile | None:
    """The key in a file, None when there is none. Raises Refused when it is damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=KeyFile)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise Refused("key_damaged", path=str(path)) from None


def unlocked(file: KeyFile, passphrase: str = "") -> Unlocked:
    """The key ready to sign. Raises Refused: passphrase_wrong, key_damaged."""
    if file.locked and not passphrase:
        raise Refused("passphrase_wrong")
    try:
        secret = passphrase.encode() if file.locked else None
        key = forms.load_pem_private_key(file.private_key.encode(), secret)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Refused("passphrase_wrong" if file.locked else "key_damaged", path="") from None
    if not isinstance(key, Ed25519PrivateKey) or key.public_key().public_bytes_raw().hex() != file.public_key:
        raise Refused("key_damaged", path="")
    return Unlocked(file, key)
