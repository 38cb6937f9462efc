"""`backup`: the backups of the library, what they hold, and bringing a plan or the whole library back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from localplan.app.backup_words import SINCE, difference_said, label_of, moment_said, reason_said, title_said
from localplan.app.backups import (
    Backup,
    Contents,
    backups_of,
    bring_back,
    contents,
    find_in,
    go_back,
    keep_in_second_folder,
    named_backup,
    read_from,
    restore_library,
)
from localplan.app.places import settings_file
from localplan.app.settings import read_settings, write_settings
from localplan.cli.call import Call
from localplan.cli.speech import complain, say, say_json
from localplan.domain.values import Refused
from localplan.words import Words

WHAT = ("list", "show", "make", "restore", "second")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes what to do, and with which backup."""
    what = words("what to do: {ways}", ways=", ".join(WHAT))
    parser.add_argument("what", choices=WHAT, metavar=words("WHAT"), help=what)
    which = words("a backup: its number in the list, or its file; with “second” the folder, or “none”")
    parser.add_argument("which", nargs="?", default="", metavar=words("BACKUP"), help=which)
    target = parser.add_mutually_exclusive_group()
    target.add_argument(
        "--plan", default="", metavar=words("PLAN"), help=words("restore this plan alone: its code or id")
    )
    target.add_argument(
        "--to", type=Path, metavar=words("FILE"), help=words("restore the whole library into this new file")
    )


def run(call: Call) -> int:
    """Does it."""
    ways: dict[str, Callable[[Call, Path], int]] = {
        "list": _list,
        "show": _show,
        "make": _make,
        "restore": _restore,
        "second": _second,
    }
    address = call.library_address
    if not isinstance(address, Path):
        raise Refused("backups_at_server")
    return ways[call.arguments.what](call, address)


def _chosen() -> str:
    return read_settings(settings_file()).second_backups


def _named(call: Call, library: Path) -> Backup:
    return named_backup(library, _chosen(), call.arguments.which)


def _looked_into(call: Call, backup: Backup) -> Contents:
    try:
        with call.library(looking=True, there=True) as library:
            now = library.plans()
    except Refused:  # the backup is all the more wanted
        return contents(backup.path, None)
    return contents(backup.path, now)


def _list(call: Call, library: Path) -> int:
    found = backups_of(library, _chosen())
    held = [(backup, _held(call, backup)) for backup in found]
    if call.json:
        say_json([_facts(backup, what) for backup, what in held])
        return 0
    for number, (backup, what) in enumerate(held, 1):
        say(f"{number:>3}  {moment_said(backup, call.words)}  {reason_said(backup, call.words)}")
        say(f"     {_said(what, call.words)}\n     {backup.path}")
    if not held:
        say(call.words("No backups yet."))
    return 0


def _held(call: Call, backup: Backup) -> Contents | Refused:
    try:
        return _looked_into(call, backup)
    except Refused as refusal:
        return refusal


def _facts(backup: Backup, held: Contents | Refused) -> dict[str, Any]:
    facts = {"path": str(backup.path), "at": backup.at, "reason": backup.reason}
    if isinstance(held, Refused):
        return {**facts, "refused": held.code}
    counts = {"changed": held.count("changed"), "deleted": held.count("gone"), "added": held.newer}
    return {**facts, "plans": len(held.plans), **counts}


def _said(held: Contents | Refused, words: Words) -> str:
    from localplan.app.sentences import sentence

    if isinstance(held, Refused):
        return sentence(held, words)
    plans = words.plural("{n} plan", "{n} plans", len(held.plans))
    return ": ".join(filter(None, (plans, difference_said(held, words))))


def _show(call: Call, library: Path) -> int:
    found, words = _looked_into(call, _named(call, library)), call.words
    if call.json:
        say_json([{"id": p.line.id, "code": p.line.code, "saved": p.line.saved, "since": p.since} for p in found.plans])
        return 0
    for plan in found.plans:
        facts = (plan.line.code, title_said(plan, words), words.moment(plan.line.saved), words(SINCE[plan.since]))
        say(" · ".join(filter(None, facts)))
    return 0


def _make(call: Call, path: Path) -> int:
    with call.library(there=True) as library:
        made = library.back_up("regular")
    keep_in_second_folder(path, _chosen())
    if made:
        _say_files(call, made.path)
    return 0


def _say_files(call: Call, path: Path) -> None:
    if call.json:
        say_json([str(path)])
    else:
        say(call.words("Written: {path}", path=str(path)))


def _restore(call: Call, path: Path) -> int:
    wanted, backup = call.arguments, _named(call, path)
    if wanted.to:
        restore_library(backup.path, wanted.to)
        _say_files(call, wanted.to)
        return 0
    if not wanted.plan:
        complain(call.words("Say what is to be restored: --plan PLAN, or the whole library with --to FILE."))
        return 2
    return _restore_plan(call, backup)


def _restore_plan(call: Call, backup: Backup) -> int:
    from localplan.app.plans import open_session

    words = call.words
    id = find_in(backup.path, call.arguments.plan)
    found = read_from(backup.path, id)
    with call.library() as library:
        if not library.has_plan(id):
            bring_back(library, found)
            outcome, said = "back", words("The plan is back in the library, with its history.")
        elif go_back(open_session(library, id, call.author), library, found, label_of(backup, words)):
            outcome, said = "restored", words("The plan is as it was on {moment}.", moment=moment_said(backup, words))
        else:
            outcome, said = "same", words("The plan is the same as in the backup; nothing was changed.")
    if call.json:
        say_json({"plan": id, "outcome": outcome})
    else:
        say(said)
    return 0


def _second(call: Call, library: Path) -> int:
    folder, words = call.arguments.which, call.words
    if folder:
        settings = read_settings(settings_file())
        settings.second_backups = "" if folder == "none" else str(Path(folder).absolute())
        write_settings(settings_file(), settings)
        keep_in_second_folder(library, settings.second_backups)
    chosen = _chosen()
    if call.json:
        say_json({"second_folder": chosen})
    else:
        say(words("Each backup is also copied to: {folder}", folder=chosen) if chosen else words("No second folder"))
    return 0
