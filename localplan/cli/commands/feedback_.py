"""`feedback`: what a coordinator sends back, one file of notes and one letter for each plan."""

from __future__ import annotations

import argparse
from pathlib import Path

from localplan.app.feedback import LetterKind, write_feedback
from localplan.cli.call import Call, day, own_key_for
from localplan.cli.speech import say, say_json
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the folder to write into."""
    parser.add_argument("--out", type=Path, required=True, metavar=words("FOLDER"), help=words("where the files go"))
    parser.add_argument("--pdf", action="store_true", help=words("the letters as PDF, not as Word files"))
    parser.add_argument("--sign", action="store_true", help=words("sign the files with your key"))
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )


def run(call: Call) -> int:
    """Writes both for every plan that has notes or offers."""
    signer = own_key_for(call) if call.arguments.sign else None
    letters: LetterKind = ".pdf" if call.arguments.pdf else ".docx"
    with call.library(there=True) as library:
        written = write_feedback(library, call.methodology, call.arguments.out, call.today, signer, letters)
    if call.json:
        say_json(written)
        return 0
    for one in written:
        notes = call.words.plural("{n} note", "{n} notes", one.notes)
        offers = call.words.plural("{n} offer", "{n} offers", one.offers)
        say(f"{one.municipality} ({one.code}): {notes}, {offers}\n  {one.file}\n  {one.letter}")
    return 0
