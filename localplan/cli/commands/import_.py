"""`import`: packages into the library."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from localplan.app.plans import take_in
from localplan.app.reader import read_packages
from localplan.app.sentences import sentence
from localplan.cli.call import Call
from localplan.cli.speech import complain, say, say_json, show_progress
from localplan.domain.values import Refused
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the files."""
    parser.add_argument("files", nargs="+", type=Path, metavar=words("FILE"), help=words("packages (.lplan)"))


def run(call: Call) -> int:
    """Takes each file in; one that cannot be read never stops the others, but makes the exit code 2."""
    words = call.words
    told = {
        "new": words("taken in as a new plan"),
        "update": words("brought up to date"),
        "identical": words("nothing new"),
        "older": words("older than the plan here: nothing changed"),
    }
    results: list[dict[str, Any]] = []
    files = call.arguments.files
    with call.library() as library:
        for number, (path, outcome) in enumerate(read_packages(files), 1):
            try:
                if isinstance(outcome, Refused):
                    raise outcome
                verdict = take_in(library, outcome)
            except Refused as refusal:
                problem = sentence(refusal, words)
                results.append({"file": str(path), "verdict": "", "problem": problem})
                complain(problem if len(files) == 1 else f"{path.name}: {problem}")
                continue
            results.append({"file": str(path), "verdict": verdict, "plan": outcome.plan.id, "problem": ""})
            if not call.json:
                say(f"{path.name}: {told[verdict]} ({outcome.plan.root.code})")
            show_progress(number, len(files))
    if call.json:
        say_json(results)
    return 2 if any(result["problem"] for result in results) else 0
