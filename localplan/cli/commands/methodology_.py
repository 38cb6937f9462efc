"""`methodology`: what forms/ declares, and whether it is whole. Exit code 1 when something is missing."""

from __future__ import annotations

import argparse
from pathlib import Path

from localplan.app.completeness import WHAT, gaps
from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.data import data_dir
from localplan.methodology.loader import load_methodology
from localplan.words import Words, phrase, words_for

COUNTED = {
    "steps": phrase("Steps"),
    "forms": phrase("Forms"),
    "rules": phrase("Rules"),
    "lists": phrase("Lists"),
    "indicators": phrase("Indicators"),
    "measures": phrase("Measures"),
    "practices": phrase("Good practices"),
    "profiles": phrase("Legal profiles"),
    "countries": phrase("Countries"),
}


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes whether to check, and another folder of forms than the program's own."""
    parser.add_argument("--check", action="store_true", help=words("report what is missing: guidance, help, Serbian"))
    parser.add_argument(
        "--forms", type=Path, metavar=words("FOLDER"), help=words("use this folder instead of the program's own")
    )


def run(call: Call) -> int:
    """Prints the gaps, or without --check how much there is of everything."""
    folder = call.arguments.forms or data_dir("forms")
    return _check(call, folder) if call.arguments.check else _count(call, folder)


def _check(call: Call, folder: Path) -> int:
    found = gaps(folder, words_for("sr-Cyrl", data_dir("resources") / "locale"))
    if call.json:
        say_json([gap._asdict() for gap in found])
    else:
        for gap in found:
            say(f"{gap.name}: {call.words(WHAT[gap.what], detail=gap.detail)}")
        say(call.words.plural("{n} gap.", "{n} gaps.", len(found)))
    return 1 if found else 0


def _count(call: Call, folder: Path) -> int:
    methodology = load_methodology(folder)
    counts = {name: len(getattr(methodology, name)) for name in COUNTED}
    if call.json:
        say_json({"version": methodology.version, **counts})
    else:
        say(call.words("Methodology, version {version}", version=methodology.version))
        for name, count in counts.items():
            say(f"  {call.words(COUNTED[name]):16} {call.words.number(count)}")
    return 0
