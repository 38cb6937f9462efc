"""One call of the command line: what was asked, and the plan it is about."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from localplan.app.places import Address, author_name, library_address
from localplan.cli.speech import asked_passphrase, command_line_words, complain
from localplan.data import data_dir
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.words import Words

if TYPE_CHECKING:
    from localplan.app.plans import Library, Package, Unlocked
    from localplan.methodology.methodology import Methodology


class Call:
    """The arguments of a call, with what they stand for."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.words: Words = command_line_words()

    @property
    def json(self) -> bool:
        """Whether JSON is wanted."""
        return bool(self.arguments.json)

    @property
    def author(self) -> str:
        """Who is at work."""
        return author_name(self.arguments.author or "")

    @property
    def library_address(self) -> Address:
        """The library named, or the person's own. Raises Refused."""
        return library_address(self.arguments.library or "")

    @property
    def today(self) -> date:
        """The day named, or today."""
        return getattr(self.arguments, "today", None) or datetime.now().astimezone().date()

    @cached_property
    def methodology(self) -> Methodology:
        """What forms/ declares."""
        from localplan.methodology.loader import load_methodology

        return load_methodology(data_dir("forms"))

    def methodology_of(self, plan: Plan) -> Methodology:
        """The methodology in the version that a plan keeps. Raises Refused for a newer one than is known here."""
        from localplan.methodology.versions import pinned

        return pinned(self.methodology, plan)

    @contextmanager
    def library(self, *, looking: bool = False, there: bool = False, purpose: str = "own") -> Iterator[Library]:
        """The library, created for its purpose when missing, closed afterwards.

        `looking` also reads one that others have open. One that must be `there` is not made when it was named: a
        misspelt name would read as an empty region. Raises Refused.
        """
        from localplan.app.plans import look_into_library, open_library_at

        create = not (there and self.arguments.library)
        open_ = partial(look_into_library if looking else open_library_at, purpose=purpose, create=create)
        with open_(self.library_address, self.author) as library:
            yield library

    def plan(self, name: str = "") -> Plan:
        """The plan named: the one in a package, or the one of the library with that code or id. Raises Refused."""
        name = name or self.arguments.plan
        if is_a_file(name):
            return self.package(Path(name)).plan
        with self.library(looking=True) as library:
            return library.read_plan(library.find_plan(name))

    def package(self, path: Path) -> Package:
        """The package in a file, read in a process of its own. Raises Refused."""
        from localplan.app.reader import read_packages

        for _, outcome in read_packages([path]):
            if isinstance(outcome, Refused):
                raise outcome
            return outcome
        raise Refused("file_missing", path=str(path))


def own_key_for(call: Call) -> Unlocked:
    """The key of who is at work, its passphrase asked for. Raises Refused when there is none."""
    from localplan.app.signatures import own_key, own_signer

    file = own_key(call.author)
    tell_of_open_key(call)
    return own_signer(call.author, asked_passphrase(call.words) if file and file.locked else "")


def tell_of_open_key(call: Call) -> None:
    """Warn when others could read the key of who is at work."""
    from localplan.app.sentences import sentence
    from localplan.app.signatures import close_own_key

    if warning := close_own_key(call.author):
        complain(sentence(warning, call.words))


def is_a_file(name: str) -> bool:
    """Whether a PLAN is meant as a file: it ends as packages do, or stands there."""
    return name.endswith(".lplan") or Path(name).is_file()


def day(text: str) -> date:
    """A day of the command line, only as YYYY-MM-DD. Raises ValueError, which argparse tells."""
    return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007


def year(text: str) -> int:
    """A year of the command line. Raises ValueError, which argparse tells."""
    return int(text)
