"""The words of the command line, and how it says what it found."""

from __future__ import annotations

import os
import sys
import unicodedata
from getpass import getpass
from typing import Any

import msgspec

from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.words import LANGUAGES, Words, words_for


def command_line_words() -> Words:
    """The words of the terminal's language, English unless it is one of ours."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    tag = "sr-Latn" if wanted.startswith("sr") and "latin" in wanted else "sr-Cyrl" if wanted.startswith("sr") else "en"
    return words_for(tag if tag in LANGUAGES else "en", data_dir("resources") / "locale")


def say(text: str = "") -> None:
    """A line for people, on standard output."""
    print(_quiet(text))


def say_json(value: Any) -> None:
    """One JSON value alone on standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value)).decode() + "\n")


def complain(text: str) -> None:
    """What went wrong, on standard error: one sentence of at most three lines."""
    print(_quiet("\n".join(text.strip().splitlines()[:3])), file=sys.stderr)


def _quiet(text: str) -> str:
    """The text without what steers a terminal: names of files may hold it."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" else c for c in text)


def asked_passphrase(words: Words, *, twice: bool = False) -> str:
    """The passphrase of the own key: from $LOCALPLAN_PASSPHRASE, or typed unseen. Raises Refused when it is none."""
    if given := os.environ.get("LOCALPLAN_PASSPHRASE"):
        return given
    try:
        typed = getpass(words("Passphrase of your key: "))
        if twice and typed != getpass(words("Repeat the passphrase: ")):
            raise Refused("passphrases_differ")
    except EOFError:
        raise Refused("passphrase_wrong") from None
    return typed


def show_progress(done: int, of: int) -> None:
    """How far a long work is; only where somebody watches."""
    if sys.stderr.isatty() and of:
        end = "\n" if done >= of else ""
        print(f"\r{done} / {of}", end=end, file=sys.stderr, flush=True)
