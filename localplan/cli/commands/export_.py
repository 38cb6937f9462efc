"""`export`: a plan as workbook, document and package."""

from __future__ import annotations

import argparse
from pathlib import Path

from localplan.app.exports import document_language, export_excel, export_pdf, previews
from localplan.app.plans import repacked, revision_of, sent_revision, write_sent
from localplan.cli.call import Call, is_a_file
from localplan.cli.speech import complain, say, show_progress
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan, the files to write, and the language of the documents."""
    parser.add_argument("plan", metavar=words("PLAN"), help=words("a .lplan file, or a plan's code or id"))
    parser.add_argument("--excel", type=Path, metavar=words("FILE"), help=words("write the official tables"))
    parser.add_argument("--pdf", type=Path, metavar=words("FILE"), help=words("write the official document"))
    parser.add_argument("--package", type=Path, metavar=words("FILE"), help=words("write the package that travels"))
    parser.add_argument(
        "--lang", metavar=words("LANGUAGE"), help=words("en, sr-Latn or sr-Cyrl; default: the plan's own")
    )
    parser.add_argument(
        "--no-preview", action="store_true", help=words("leave workbook and document out of the package")
    )


def run(call: Call) -> int:
    """Writes what was asked for."""
    wanted = call.arguments
    files = [path for path in (wanted.excel, wanted.pdf, wanted.package) if path]
    if not files:
        complain(call.words("Say what to write: --excel FILE, --pdf FILE or --package FILE."))
        return 2
    package = call.package(Path(wanted.plan)) if is_a_file(wanted.plan) else None
    if package is not None:
        plan, revision = package.plan, revision_of(package)
    else:
        with call.library() as library:
            plan, revision = sent_revision(library, library.find_plan(wanted.plan))
    language = wanted.lang or document_language(plan)
    if wanted.excel:
        export_excel(plan, wanted.excel, language, revision)
    if wanted.pdf:
        export_pdf(plan, wanted.pdf, language, revision)
    if wanted.package:
        inside = {} if wanted.no_preview else previews(plan, document_language(plan), revision)
        if package is not None:
            repacked(package, wanted.package, inside)
        else:
            with call.library() as library:
                write_sent(library, plan, revision, wanted.package, inside)
    show_progress(len(files), len(files))
    for path in files:
        say(call.words("Written: {path}", path=str(path)))
    return 0
