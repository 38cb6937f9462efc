"""`demo`: a complete sample, as everything that the program writes."""

from __future__ import annotations

import argparse
from pathlib import Path

from localplan.app.demo import DemoFiles, write_demo
from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.words import LANGUAGES, Words, phrase

WRITTEN = {
    "package": phrase("Package"),
    "workbook": phrase("Workbook"),
    "document": phrase("Document"),
    "word": phrase("Word file"),
    "library": phrase("Library"),
}


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the folder and the language of the documents."""
    parser.add_argument("--out", type=Path, required=True, metavar=words("FOLDER"), help=words("where to write"))
    parser.add_argument("--lang", choices=list(LANGUAGES), default="en", help=words("language of the documents"))


def run(call: Call) -> int:
    """Writes plan.lplan, plan.xlsx, plan.pdf, plan.docx and library.localplan, and says what is in them."""
    demo = write_demo(call.arguments.out, call.arguments.lang)
    if call.json:
        say_json(_described(demo))
        return 0
    words = call.words
    say(demo.title)
    for name, path in demo.files.items():
        say(f"  {words(WRITTEN[name]):11} {path}")
    say(words.plural("The document has {n} page.", "The document has {n} pages.", demo.pages))
    say(words("Total: {money} {unit}", money=words.money(demo.total), unit=words.thousands("RSD")))
    return 0


def _described(demo: DemoFiles) -> dict[str, object]:
    return {
        "title": demo.title,
        "files": {name: str(path) for name, path in demo.files.items()},
        "pages": demo.pages,
        "total": demo.total,
        "digest": demo.digest,
    }
