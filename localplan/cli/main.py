"""The command line: which commands there are, what all of them take, and how trouble is told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from localplan import __version__
from localplan.cli.call import Call
from localplan.cli.parser import WRONG_USE, Parser
from localplan.cli.speech import command_line_words, complain
from localplan.words import Words, phrase

COMMANDS = {
    "demo": phrase("write a complete sample: package, workbook, document, library"),
    "new": phrase("make a plan in the library"),
    "list": phrase("list the plans of the library"),
    "show": phrase("show what a plan says, in short"),
    "check": phrase("check a plan against the rules"),
    "progress": phrase("show how far each step has come"),
    "state": phrase("show and change how far a plan has come: draft, hearing, adopted …"),
    "report": phrase("begin the report on a year, and show what was reached and spent"),
    "calendar": phrase("list the dates of a plan, and write them for calendar programs"),
    "export": phrase("write a plan as workbook, document or package"),
    "import": phrase("import packages into the library"),
    "intake": phrase("import a folder of files from many municipalities, and report on each"),
    "merge": phrase("merge two packages of one plan into one"),
    "region": phrase("who owes what in a region; plans on paper, contacts, reminders, calendar, handover"),
    "note": phrase("write notes and opinions on plans, answer them, accept offers"),
    "feedback": phrase("write a file of notes and a covering letter for each municipality"),
    "frame": phrase("show what a regional frame offers to a plan, and take it over"),
    "consolidate": phrase("combine many plans: workbook, report, figures"),
    "duplicates": phrase("list possible duplicates across plans, and decide on them"),
    "key": phrase("make and show your signing key, and list whose keys are known"),
    "backup": phrase("list backups, and restore a plan or the whole library from one"),
    "methodology": phrase("show what the methodology contains, and whether it is complete"),
    "rules": phrase("list the rules that plans are checked against"),
    "server": phrase("look after a library on a server"),
}


def run_command(arguments: Sequence[str], open_window: Callable[..., int]) -> int:
    """Do what the command line says; no command opens the window. Gives the exit code."""
    from localplan.domain.values import Refused

    words = command_line_words()
    parsed = _parser(words, arguments).parse_args(arguments)
    try:
        if not parsed.command:
            return open_window([], parsed.library or "", parsed.author or "")
        code = int(_module(parsed.command).run(Call(parsed)))
        sys.stdout.flush()
        return code
    except Refused as refusal:
        from localplan.app.sentences import sentence

        complain(sentence(refusal, words))
    except KeyboardInterrupt:
        complain(words("Stopped."))
    except BrokenPipeError:  # whoever read the output has seen enough: `localplan list | head -1`
        _silence()
    except OSError as error:
        _silence()
        detail = ": ".join(str(part) for part in (error.filename, error.strerror) if part)
        complain(words("The system reports: {detail}.", detail=detail))
    return WRONG_USE


def _silence() -> None:
    """What is still to be printed goes nowhere, or the interpreter would complain about it at its end."""
    with suppress(OSError), open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _parser(words: Words, arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = Parser(prog="localplan", description=words("Local action plans for migration, youth and employment."))
    version = f"localplan {__version__}"
    parser.add_argument("--version", action="version", version=version, help=words("show the version"))
    _common(parser, words, given=True)
    commands = parser.add_subparsers(dest="command", metavar=words("COMMAND"), parser_class=Parser)
    for name, purpose in COMMANDS.items():
        sub = commands.add_parser(name, help=words(purpose), description=words(purpose))
        _common(sub, words, given=False)
        if name in arguments:  # the others need not be loaded
            _module(name).arguments(sub, words)
    return parser


def _common(parser: argparse.ArgumentParser, words: Words, *, given: bool) -> None:
    """What every command takes, before or behind its name."""
    absent: Any = None if given else argparse.SUPPRESS
    library = words("the library: a file, or postgresql+psycopg://user@host/name (default: your own)")
    parser.add_argument("--library", metavar=words("FILE"), default=absent, help=library)
    parser.add_argument(
        "--author", metavar=words("NAME"), default=absent, help=words("your name, for the history of the plan")
    )
    parser.add_argument(
        "--json", action="store_true", default=False if given else argparse.SUPPRESS, help=words("print JSON")
    )


def _module(command: str) -> Any:
    return import_module(f"localplan.cli.commands.{command}_")
