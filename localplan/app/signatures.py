"""Signing what is sent, and knowing who signed what came in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from localplan.app.places import data_folder
from localplan.domain.senders import Sender
from localplan.domain.values import Refused
from localplan.words import Words, fold, phrase, to_cyrillic

if TYPE_CHECKING:
    from localplan.exchange.keys import KeyFile, Unlocked
    from localplan.exchange.signature import Signature
    from localplan.storage.library import Library

State = Literal["none", "known", "first_seen", "key_changed"]
"""Of a package: not signed; by a known key; by a key and a name never seen; by a known name with another key."""


class SignatureState(msgspec.Struct, frozen=True):
    """Who signed a package. What does not fit its signature is refused on reading and never comes here."""

    state: State
    name: str = ""
    fingerprint: str = ""  # words
    public_key: str = ""

    @property
    def asks(self) -> bool:
        """Whether a person should say if the key is the sender's."""
        return self.state in ("first_seen", "key_changed")


def signature_state(signed: Signature | None, known: Iterable[Sender]) -> SignatureState:
    """Who signed a package, as far as these senders tell."""
    from localplan.exchange.fingerprint import fingerprint

    if signed is None:
        return SignatureState("none")
    senders = tuple(known)
    state: State = "first_seen"
    if any(sender.public_key == signed.public_key for sender in senders):
        state = "known"
    elif any(fold(sender.name) == fold(signed.name) for sender in senders):
        state = "key_changed"
    return SignatureState(state, signed.name, fingerprint(signed.public_key), signed.public_key)


STATES: dict[State, str] = {
    "none": phrase("not signed"),
    "known": phrase("signed by {name}"),
    "first_seen": phrase("signed by {name}, whose key is seen for the first time"),
    "key_changed": phrase("WARNING: signed as {name}, but with another key than before"),
}


def told(state: SignatureState, words: Words) -> str:
    """The state in words."""
    return words(STATES[state.state], name=state.name)


def fingerprint_in(fingerprint: str, language: str) -> str:
    """The words of a fingerprint in the script of a language."""
    return to_cyrillic(fingerprint) if language == "sr-Cyrl" else fingerprint


def accept_sender(library: Library, state: SignatureState) -> None:
    """Remember the key of who signed: somebody has compared the words with the sender."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    library.keep_sender(
        Sender(
            fingerprint=state.fingerprint,
            name=state.name,
            public_key=state.public_key,
            accepted_by=library.author,
            at=now,
        )
    )


# the own key ---------------------------------------------------------------------------------------------------------


def key_path(author: str) -> Path:
    """Where the key of a person lies: people who share a computer have one each."""
    name = re.sub(r"[^a-z0-9]+", "-", fold(author)).strip("-")
    return data_folder() / "keys" / f"{name or 'own'}.key"


def own_key(author: str) -> KeyFile | None:
    """The person's key, None when none was made. Raises Refused when it is damaged."""
    path = key_path(author)
    if not path.exists():
        return None
    from localplan.exchange.keys import read_key

    return read_key(path)


def close_own_key(author: str) -> Refused | None:
    """See to it that nobody else can read the person's key; what has to be told when somebody could."""
    path = key_path(author)
    if not path.exists():
        return None
    from localplan.exchange.keys import close_to_others

    return close_to_others(path)


def make_own_key(author: str, passphrase: str = "", *, anew: bool = False) -> KeyFile:
    """Make the person's key. Raises Refused when there is one; `anew` puts that one aside."""
    from localplan.exchange.keys import make_key

    path = key_path(author)
    if anew and path.exists():
        day = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        path.replace(path.with_name(f"{path.stem}.{day}.old"))
    return make_key(path, author, passphrase)


def own_signer(author: str, passphrase: str = "") -> Unlocked:
    """The person's key, ready to sign. Raises Refused: no_key, passphrase_wrong, key_damaged."""
    from localplan.exchange.keys import unlocked

    file = own_key(author)
    if file is None:
        raise Refused("no_key", name=author)
    return unlocked(file, passphrase)


def own_fingerprint(file: KeyFile) -> str:
    """The words by which others know the person's key."""
    from localplan.exchange.fingerprint import fingerprint

    return fingerprint(file.public_key)
