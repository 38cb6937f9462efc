"""`import`: packages into the library, and workbooks that colleagues filled in into their plans."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from localplan.app.contradictions import decide_all
from localplan.app.copied import taken_as
from localplan.app.reader import read_packages
from localplan.app.sentences import sentence
from localplan.app.signatures import SignatureState, State, signature_state, told
from localplan.app.taking_in import Verdict, take_in
from localplan.app.workbook_back import ReadBook, answers_to, is_workbook, look_at_workbook, read_workbooks, take_over
from localplan.app.workbook_words import Told, question_text
from localplan.app.workbook_words import told as told_of
from localplan.cli.answers import ASK, COPIED, add_answers
from localplan.cli.call import Call
from localplan.cli.speech import complain, say, say_json, show_progress
from localplan.domain.values import Refused
from localplan.words import Words

if TYPE_CHECKING:
    from localplan.app.plans import Library, Package


class Taken(msgspec.Struct):
    """What became of a file: its plan and the verdict, or a problem."""

    file: str
    verdict: Verdict | Literal[""] = ""
    plan: str = ""
    code: str = ""
    signature: State | Literal[""] = ""
    signer: str = ""
    problem: str = ""
    workbook: Told | msgspec.UnsetType = msgspec.UNSET
    questions: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the files, and how to treat workbooks."""
    kinds = words("packages (.lplan), and workbooks of localplan that were filled in (.xlsx)")
    parser.add_argument("files", nargs="+", type=Path, metavar=words("FILE"), help=kinds)
    add_answers(parser, words)
    again = words("import again what was imported before and undone since")
    parser.add_argument("--again", action="store_true", help=again)
    parser.add_argument("--look", action="store_true", help=words("only show what a workbook would change"))
    missing = words("remove records whose rows are missing from a workbook (otherwise they are kept)")
    parser.add_argument("--remove-missing", action="store_true", help=missing)
    order = words("use the row order of a workbook (otherwise the plan's order stays)")
    parser.add_argument("--take-order", action="store_true", help=order)


def run(call: Call) -> int:
    """Takes each file in; one that cannot be read never stops the others, but makes the exit code 2."""
    results = []
    for number, taken in enumerate(_take_in_all(call), 1):
        results.append(taken)
        if taken.problem:
            complain(taken.problem)
        elif not call.json:
            say(f"{Path(taken.file).name}: {_told(taken.verdict, call)} ({taken.code})")
            _say_workbook(taken, call.words)
        if warning := _warning(taken, call.words):
            complain(f"{Path(taken.file).name}: {warning}")
        show_progress(number, len(call.arguments.files))
    if call.json:
        say_json(results)
    return 2 if any(taken.problem for taken in results) else 0


def _take_in_all(call: Call) -> Iterator[Taken]:
    """Packages first: they may bring the plans that the workbooks are of."""
    files: list[Path] = call.arguments.files
    with call.library() as library:
        yield from _packages(call, library, [path for path in files if not is_workbook(path)])
        for path, book in read_workbooks([path for path in files if is_workbook(path)]):
            try:
                yield _workbook(call, library, path, book)
            except Refused as refusal:
                named = Refused(refusal.code, **{"file": path.name, **refusal.values})
                yield Taken(str(path), problem=sentence(named, call.words))


def _workbook(call: Call, library: Library, path: Path, book: ReadBook | Refused) -> Taken:
    if isinstance(book, Refused):
        raise book
    wanted, methodology = call.arguments, call.methodology
    returned = look_at_workbook(library, path, book, methodology)
    asked = returned.imported.questions
    answers = answers_to(asked, remove_missing=wanted.remove_missing, take_order=wanted.take_order)
    if wanted.look:
        imported = look_at_workbook(library, path, book, methodology, answers).imported
    else:
        imported = take_over(library, returned, methodology, answers)
    code = returned.plan.root.code
    return Taken(
        str(path),
        returned.verdict,
        returned.plan.id,
        code,
        workbook=told_of(returned, imported, methodology, call.words),
        questions=tuple(question_text(one, returned, methodology, call.words) for one in asked),
    )


def _say_workbook(taken: Taken, words: Words) -> None:
    if isinstance(taken.workbook, Told):
        say("  " + ", ".join(f"{label}: {words.number(n)}" for label, n in taken.workbook.counts))
        differences = (f"{name}: {what}" for name, what in taken.workbook.differences)
        for line in (*differences, *taken.workbook.problems, *taken.workbook.notices):
            say(f"  {line}")
    if isinstance(taken.questions, tuple):
        for question in taken.questions:
            say(f"  ? {question}")


def _packages(call: Call, library: Library, paths: list[Path]) -> Iterator[Taken]:
    for path, outcome in read_packages(paths):
        try:
            if isinstance(outcome, Refused):
                raise outcome
            verdict, id = _take_in(call, library, outcome)
        except Refused as refusal:
            named = Refused(refusal.code, **{"file": path.name, **refusal.values})
            yield Taken(str(path), problem=sentence(named, call.words))
        else:
            signed = signature_state(outcome.signature, library.known_senders())
            code = (outcome.plan if id in outcome.plan else library.read_plan(id)).root.code
            yield Taken(str(path), verdict, id, code, signed.state, signed.name)


def _take_in(call: Call, library: Library, package: Package) -> tuple[Verdict, str]:
    """What became of a package, and the id of the plan that it has come into."""
    wanted, copied = call.arguments, COPIED[call.arguments.copied]
    verdict = take_in(library, package, copied, again=wanted.again)
    id = taken_as(library, package, copied)
    if verdict == "reconcile" and wanted.contradictions != ASK:
        decide_all(library, id, wanted.contradictions, call.words("Decide contradictions"))
    return verdict, id


def _warning(taken: Taken, words: Words) -> str:
    """What is to be said about the signature of a file, when it is not that of a known sender."""
    if taken.signature not in ("first_seen", "key_changed"):
        return ""
    advice = words("Compare the words of the key with the sender, then: localplan key --accept FILE")
    return f"{told(SignatureState(taken.signature, taken.signer), words)}. {advice}"


def _told(verdict: str, call: Call) -> str:
    words = call.words
    if verdict == "reconcile" and call.arguments.contradictions != ASK:
        return words("merged with the plan here; what both changed differently is decided as you said")
    told = {
        "new": words("imported as a new plan"),
        "update": words("updated"),
        "reconcile": words("merged with the plan here; where both changed the same thing, you decide"),
        "identical": words("nothing new"),
        "older": words("older than the plan here: nothing changed"),
        "notes": words("notes added; the plan is unchanged"),
        "push_down": words("a regional frame: its content is offered to your plans"),
    }
    return told[verdict]
