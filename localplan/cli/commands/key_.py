"""`key`: the own key for signing packages, and whose keys the library knows."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from localplan.app.signatures import (
    accept_sender,
    fingerprint_in,
    make_own_key,
    own_fingerprint,
    own_key,
    signature_state,
    told,
)
from localplan.cli.call import Call, tell_of_open_key
from localplan.cli.speech import asked_passphrase, complain, say, say_json
from localplan.domain.values import Refused
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes what is to be done; without anything the own key is shown."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--show", action="store_true", help=words("show your key's words (the default)"))
    what.add_argument("--make", action="store_true", help=words("make your key"))
    what.add_argument("--anew", action="store_true", help=words("make a new key; the old one is kept aside"))
    what.add_argument("--known", action="store_true", help=words("list whose keys the library knows"))
    what.add_argument(
        "--accept", type=Path, metavar=words("FILE"), help=words("remember the key with which a package is signed")
    )
    what.add_argument("--forget", metavar=words("WORDS"), help=words("forget the key with these words"))
    parser.add_argument("--passphrase", action="store_true", help=words("ask for a passphrase that locks the new key"))


def run(call: Call) -> int:
    """Does it, and prints the words by which a key is known."""
    wanted = call.arguments
    done: dict[str, Callable[[Call], int]] = {"known": _known, "accept": _accept, "forget": _forget}
    for name, do in done.items():
        if getattr(wanted, name):
            return do(call)
    return _make(call) if wanted.make or wanted.anew else _show(call)


def _make(call: Call) -> int:
    passphrase = asked_passphrase(call.words, twice=True) if call.arguments.passphrase else ""
    make_own_key(call.author, passphrase, anew=call.arguments.anew)
    return _show(call)


def _show(call: Call) -> int:
    file = own_key(call.author)
    if file is None:
        raise Refused("no_key", name=call.author)
    tell_of_open_key(call)
    words = own_fingerprint(file)
    if call.json:
        say_json({"name": file.name, "fingerprint": words, "public_key": file.public_key, "locked": file.locked})
    else:
        say(f"{file.name}\n  {fingerprint_in(words, call.words.language)}")
    return 0


def _known(call: Call) -> int:
    with call.library(looking=True) as library:
        senders = library.known_senders()
    if call.json:
        say_json(senders)
        return 0
    for sender in senders:
        say(f"{sender.name}\n  {fingerprint_in(sender.fingerprint, call.words.language)}")
    if not senders:
        say(call.words("No keys are known yet."))
    return 0


def _accept(call: Call) -> int:
    package = call.package(call.arguments.accept)
    with call.library() as library:
        state = signature_state(package.signature, library.known_senders())
        if state.state == "none":
            complain(call.words("The package is not signed."))
            return 1
        accept_sender(library, state)
    if call.json:
        say_json(state)
    else:
        say(f"{told(state, call.words)}\n  {fingerprint_in(state.fingerprint, call.words.language)}")
        say(call.words("From now on this key is known."))
    return 0


def _forget(call: Call) -> int:
    from localplan.words import to_latin

    with call.library() as library:
        known = library.forget_sender(" ".join(to_latin(call.arguments.forget).split()))
    if not known:
        complain(call.words("No known key has these words."))
    return 0 if known else 1
