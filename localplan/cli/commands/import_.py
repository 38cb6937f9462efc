"""`import`: packages into the library."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from localplan.app.plans import Verdict, take_in
from localplan.app.reader import read_packages
from localplan.app.sentences import sentence
from localplan.app.signatures import SignatureState, State, signature_state, told
from localplan.cli.call import Call
from localplan.cli.speech import complain, say, say_json, show_progress
from localplan.domain.values import Refused
from localplan.words import Words


class Taken(msgspec.Struct):
    """What became of a file: its plan and the verdict, or a problem."""

    file: str
    verdict: Verdict | Literal[""] = ""
    plan: str = ""
    code: str = ""
    signature: State | Literal[""] = ""
    signer: str = ""
    problem: str = ""


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the files."""
    parser.add_argument("files", nargs="+", type=Path, metavar=words("FILE"), help=words("packages (.lplan)"))


def run(call: Call) -> int:
    """Takes each file in; one that cannot be read never stops the others, but makes the exit code 2."""
    results = []
    for number, taken in enumerate(_take_in_all(call), 1):
        results.append(taken)
        if taken.problem:
            complain(taken.problem)
        elif not call.json:
            say(f"{Path(taken.file).name}: {_told(taken.verdict, call.words)} ({taken.code})")
        if warning := _warning(taken, call.words):
            complain(f"{Path(taken.file).name}: {warning}")
        show_progress(number, len(call.arguments.files))
    if call.json:
        say_json(results)
    return 2 if any(taken.problem for taken in results) else 0


def _take_in_all(call: Call) -> Iterator[Taken]:
    with call.library() as library:
        for path, outcome in read_packages(call.arguments.files):
            try:
                if isinstance(outcome, Refused):
                    raise outcome
                verdict = take_in(library, outcome)
            except Refused as refusal:
                named = Refused(refusal.code, **{"file": path.name, **refusal.values})
                yield Taken(str(path), problem=sentence(named, call.words))
            else:
                signed = signature_state(outcome, library.known_senders())
                id = outcome.manifest.plan
                code = (outcome.plan if id in outcome.plan else library.read_plan(id)).root.code
                yield Taken(str(path), verdict, id, code, signed.state, signed.name)


def _warning(taken: Taken, words: Words) -> str:
    """What is to be said about the signature of a file, when it is not that of a known sender."""
    if taken.signature not in ("first_seen", "key_changed"):
        return ""
    advice = words("Compare the words of the key with the sender, then: localplan key --accept FILE")
    return f"{told(SignatureState(taken.signature, taken.signer), words)}. {advice}"


def _told(verdict: str, words: Words) -> str:
    told = {
        "new": words("taken in as a new plan"),
        "update": words("brought up to date"),
        "reconcile": words("merged with the plan here; what both changed differently is to be decided"),
        "identical": words("nothing new"),
        "older": words("older than the plan here: nothing changed"),
        "notes": words("notes taken in; the plan is unchanged"),
    }
    return told[verdict]
