"""`export`: a plan as workbook, document, package and papers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from localplan.app.converted import worth_a_look
from localplan.app.editions import edition_in_file, edition_in_library
from localplan.app.exports import document_language, export_excel, export_pdf, export_word, languages_of, previews
from localplan.app.fill_in import export_part, part_named
from localplan.app.papers import export_paper, offer, offers
from localplan.app.received import revision_of
from localplan.app.sending import package_from, repacked, sent_revision, write_sent
from localplan.cli.call import Call, day, is_a_file, own_key_for
from localplan.cli.speech import complain, say, say_json, show_progress
from localplan.domain.editions import EDITIONS, NOTHING, Hidden
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.words import Words

Repack = Callable[..., None]
"""(path, previews, signer=…)"""


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan, the files to write, and the language of the documents."""
    parser.add_argument("plan", metavar=words("PLAN"), help=words("a .lplan file, or a plan's code or id"))
    parser.add_argument("--excel", type=Path, metavar=words("FILE"), help=words("write the official tables"))
    parser.add_argument(
        "--section", metavar=words("CODE"), default="", help=words("workbook to fill in: only this section")
    )
    parser.add_argument(
        "--body", metavar=words("NAME"), default="", help=words("workbook to fill in: only what this body leads")
    )
    parser.add_argument("--pdf", type=Path, metavar=words("FILE"), help=words("write the official document"))
    word = words("write the official document as a Word file, to edit and sign")
    parser.add_argument("--word", type=Path, metavar=words("FILE"), help=word)
    parser.add_argument("--paper", metavar=words("CODE"), help=words("write a letter, draft or report, see --papers"))
    parser.add_argument("--about", metavar=words("KEY"), default="", help=words("only about this year or addressee"))
    parser.add_argument(
        "--out", type=Path, metavar=words("FILE"), help=words("file to write the paper to: .docx or .pdf")
    )
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )
    parser.add_argument("--papers", action="store_true", help=words("list the papers of this plan"))
    parser.add_argument("--package", type=Path, metavar=words("FILE"), help=words("write the package to send"))
    parser.add_argument(
        "--lang", metavar=words("LANGUAGE"), help=words("en, sr-Latn or sr-Cyrl; default: the plan's own")
    )
    parser.add_argument(
        "--no-preview", action="store_true", help=words("leave workbook and document out of the package")
    )
    parser.add_argument(
        "--edition",
        choices=EDITIONS,
        metavar=words("EDITION"),
        help=words("for whom: full, coordinator (no addresses), training (no names), public (no small counts either)"),
    )
    parser.add_argument("--sign", action="store_true", help=words("sign the package with your key"))


def run(call: Call) -> int:
    """Writes what was asked for."""
    wanted = call.arguments
    if wanted.papers:
        return _list_papers(call)
    files = [path for path in (wanted.excel, wanted.pdf, wanted.word, wanted.out, wanted.package) if path]
    if bool(wanted.paper) != bool(wanted.out):
        complain(call.words("Use --paper CODE and --out FILE together."))
        return 2
    if not files:
        complain(
            call.words(
                "Say what to write: --excel FILE, --pdf FILE, --word FILE, --package FILE, or --paper CODE --out FILE."
            )
        )
        return 2
    signer = own_key_for(call) if wanted.sign else None
    with _to_export(call) as (plan, revision, hidden, repack):
        for done, (path, write) in enumerate(_writers(call, plan, revision, hidden, partial(repack, signer=signer))):
            show_progress(done, len(files))
            write(path)
    show_progress(len(files), len(files))
    if call.json:
        say_json([str(path) for path in files])
    else:
        for path in files:
            say(call.words("Written: {path}", path=str(path)))
        if unsure := worth_a_look(plan, wanted.lang or document_language(plan)):
            say(call.words("Put into Cyrillic by the program; look at: {words}", words=", ".join(unsure)))
    return 0


def _list_papers(call: Call) -> int:
    with _to_export(call) as (plan, *_):
        found = offers(plan, call.methodology_of(plan), call.words, call.today)
    if call.json:
        say_json([{"code": o.code, "title": o.title, "missing": o.lacks, "about": dict(o.subjects)} for o in found])
        return 0
    for paper in found:
        missing = call.words("Missing: {what}", what="; ".join(paper.lacks)) if paper.lacks else ""
        say("  ".join(filter(None, (f"{paper.code:24}", paper.title, missing))))
        for key, name in paper.subjects:
            say(f"{'':24}  --about {key}  {name}")
    return 0


@contextmanager
def _to_export(call: Call) -> Iterator[tuple[Plan, Revision, Hidden, Repack]]:
    """The plan as it is sent, what its edition hides, and how its package is written.

    It is written of the package that came, or of a revision of the library.
    """
    name, edition = call.arguments.plan, call.arguments.edition
    if is_a_file(name):
        package = call.package(Path(name))
        if edition:
            package = edition_in_file(package, edition, call.methodology)
        yield package.plan, revision_of(package), package.hidden or NOTHING, partial(repacked, package)
        return
    with call.library(there=True) as library:
        plan, revision = sent_revision(library, library.find_plan(name))
        if edition in (None, "full"):
            yield plan, revision, library.hidden(plan.id), partial(write_sent, library, plan, revision)
            return
        package = edition_in_library(library, package_from(library, plan, revision, {}), edition, call.methodology)
        yield package.plan, revision_of(package), package.hidden or NOTHING, partial(repacked, package)


def _writers(
    call: Call, plan: Plan, revision: Revision, hidden: Hidden, repack: Repack
) -> Iterator[tuple[Path, Callable[[Path], object]]]:
    wanted, own = call.arguments, document_language(plan)
    language = wanted.lang or own
    if language not in languages_of(plan):
        raise Refused("not_on_the_list", value=language, known=", ".join(languages_of(plan)))
    if wanted.excel and (wanted.section or wanted.body):
        part = part_named(plan, call.methodology_of(plan), section=wanted.section, body=wanted.body)
        yield wanted.excel, lambda path: export_part(plan, part, path, language, revision, hidden)
    elif wanted.excel:
        yield wanted.excel, lambda path: export_excel(plan, path, language, revision, hidden)
    if wanted.pdf:
        yield wanted.pdf, lambda path: export_pdf(plan, path, language, revision, hidden)
    if wanted.word:
        yield wanted.word, lambda path: export_word(plan, path, language, revision, hidden)
    if wanted.out:
        today = call.today
        paper = offer(plan, call.methodology_of(plan), call.words, today, wanted.paper, wanted.about)
        about = {"about": wanted.about, "revision": revision, "hidden": hidden}
        yield wanted.out, lambda path: export_paper(plan, paper.code, path, language, today, **about)
    if wanted.package:
        yield (
            wanted.package,
            lambda path: repack(path, {} if wanted.no_preview else previews(plan, own, revision, hidden)),
        )
