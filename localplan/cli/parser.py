"""The parser of the command line in the terminal's language: argparse itself speaks English only.

Its help is laid out by argparse under our headings. Its messages come out finished, so they are known by their form;
one that no row of `MESSAGES` knows stays as it is.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

from localplan.cli.speech import command_line_words, complain
from localplan.words import Words, phrase

WRONG_USE = 2
"""The exit code."""

HEADINGS = {"positional arguments": phrase("what to name"), "options": phrase("options")}

_NAME, _VALUE = r"argument (?P<name>.+?): ", r"['\"](?P<value>.*)['\"]"
MESSAGES = (
    (r"the following arguments are required: (?P<what>.+)", phrase("Missing: {what}.")),
    (r"unrecognized arguments: (?P<what>.+)", phrase("Not known here: {what}.")),
    (r"ambiguous option: (?P<what>.+) could match (?P<known>.+)", phrase("{what} may mean: {known}.")),
    (rf"{_NAME}not allowed with argument (?P<other>.+)", phrase("{name} does not go together with {other}.")),
    (rf"{_NAME}expected one argument", phrase("{name} needs a value.")),
    (rf"{_NAME}ignored explicit argument {_VALUE}", phrase("{name} takes no value, so not “{value}”.")),
    (
        rf"{_NAME}invalid choice: {_VALUE} \(choose from (?P<known>.+)\)",
        phrase("{name}: “{value}” is not known. Choose from: {known}."),
    ),
    (
        rf"{_NAME}invalid day value: {_VALUE}",
        phrase("{name}: “{value}” is not a day as YYYY-MM-DD."),
    ),
    (rf"{_NAME}invalid year value: {_VALUE}", phrase("{name}: “{value}” is not a year.")),
    (rf"{_NAME}invalid int value: {_VALUE}", phrase("{name}: “{value}” is not a whole number.")),
)
"""What argparse says of wrong use, and how it is said here."""


class Parser(argparse.ArgumentParser):
    """Explains itself in the terminal's language, and tells wrong use in one sentence."""

    def __init__(self, **settings: Any) -> None:
        self.words = command_line_words()
        super().__init__(add_help=False, formatter_class=partial(_Help, self.words), **settings)
        self.add_argument("-h", "--help", action="help", help=self.words("show this help"))

    def error(self, message: str) -> NoReturn:
        complain(f"{self.prog}: {wrong_use(message, self.words)}")
        raise SystemExit(WRONG_USE)


class _Help(argparse.HelpFormatter):
    """The layout of argparse under headings of our own."""

    def __init__(self, words: Words, prog: str) -> None:
        super().__init__(prog)
        self._words = words

    def start_section(self, heading: str | None) -> None:
        super().start_section(self._words(HEADINGS[heading]) if heading in HEADINGS else heading)

    def add_usage(self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: Any = None) -> None:
        super().add_usage(usage, actions, groups, self._words("usage: ") if prefix is None else prefix)


def wrong_use(message: str, words: Words) -> str:
    """A message of argparse as a sentence of ours."""
    for form, said in MESSAGES:
        if found := re.fullmatch(form, message, re.DOTALL):
            named = found.groupdict()
            named["known"] = named.get("known", "").replace("'", "")
            return words(said, **named)
    return message
