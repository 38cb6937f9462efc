"""`merge`: two packages of one plan into one, with what contradicts inside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from localplan.app.reconcile import merged_package
from localplan.app.sending import repacked
from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.domain.merge import Merged
from localplan.domain.values import Refused
from localplan.words import Words

SHEETS = (".pdf", ".docx", ".txt")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes both packages, the one they come from, and where the merged one goes."""
    parser.add_argument(
        "mine", type=Path, metavar=words("MINE"), help=words("your package; its version applies where both differ")
    )
    parser.add_argument("theirs", type=Path, metavar=words("THEIRS"), help=words("the other package of the same plan"))
    parser.add_argument("--base", type=Path, metavar=words("FILE"), help=words("the package that both were made from"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar=words("FILE"), help=words("write the merged package")
    )
    sheet = words("a sheet on which the other side ticks what is to stand: .pdf, .docx or .txt for an e-mail")
    parser.add_argument("--sheet", type=Path, metavar=words("FILE"), help=sheet)


def run(call: Call) -> int:
    """Writes the merged package; 1 when something is left to be decided."""
    wanted = call.arguments
    if wanted.sheet and wanted.sheet.suffix.lower() not in SHEETS:
        raise Refused("not_on_the_list", value=wanted.sheet.suffix, known=", ".join(SHEETS))
    base = call.package(wanted.base).plan if wanted.base else None
    package, merged = merged_package(call.package(wanted.mine), call.package(wanted.theirs), base, call.author)
    repacked(package, wanted.out, {})
    if wanted.sheet:
        _write_sheet(call, merged)
    if call.json:
        say_json(_as_json(wanted.out, merged))
    else:
        _tell(wanted.out, merged, call)
    return 1 if merged.conflicts else 0


def _write_sheet(call: Call, merged: Merged) -> None:
    """The sheet names people, not “you”: others read it."""
    from localplan.app.conflict_words import ConflictWords
    from localplan.app.merge_report import write_sheet

    told = ConflictWords(merged.plan, call.methodology_of(merged.plan), call.words, "")
    write_sheet(merged.conflicts, told, call.arguments.sheet, call.author)


def _as_json(path: Path, merged: Merged) -> dict[str, object]:
    return {
        "file": str(path),
        "plan": merged.plan.id,
        "digest": merged.plan.digest,
        "two_way": merged.two_way,
        "conflicts": merged.conflicts,
        "choices": merged.choices,
    }


def _tell(path: Path, merged: Merged, call: Call) -> None:
    words = call.words
    say(words("Written: {path}", path=str(path)))
    if merged.two_way:
        say(words("No common version is known, so nothing counts as removed. Name it with --base FILE."))
    taken = len(merged.choices)
    say(words.plural("{n} decided automatically", "{n} decided automatically", taken))
    say(words.plural("{n} contradiction to decide", "{n} contradictions to decide", len(merged.conflicts)))
    if not merged.conflicts:
        return
    from localplan.app.conflict_words import ConflictWords

    told = ConflictWords(merged.plan, call.methodology_of(merged.plan), words, call.author)
    for card in map(told.card, merged.conflicts):
        say(f"  {card.path} › {card.element}")
        say(f"    {card.sentence}")
