"""`duplicates`: what may be one and the same in several plans, and what the coordinator says about it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.domain.values import Refused
from localplan.words import Words

if TYPE_CHECKING:
    from localplan.app.alike import Pair, Side

KINDS = ("organisation", "person", "indicator", "measure")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Which of the pairs are decided on; without any they are listed."""
    which = words("NUMBER")
    parser.add_argument("--kind", choices=KINDS, default=KINDS[0], help=words("what is compared"))
    parser.add_argument("--decided", action="store_true", help=words("list earlier decisions instead"))
    parser.add_argument(
        "--keep", choices=("one", "other"), default="one", help=words("whose name and id stay with --same")
    )
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--same", type=int, metavar=which, help=words("mark this pair as the same"))
    said.add_argument("--not-the-same", type=int, metavar=which, help=words("mark this pair as different"))
    said.add_argument("--take-back", type=int, metavar=which, help=words("undo a decision: a pair listed by --decided"))


def run(call: Call) -> int:
    """Lists the pairs with their numbers, or remembers what was said about one."""
    from localplan.app.duplicates import decide, decided, duplicates, turned

    wanted = call.arguments
    decisions = ((wanted.same, "same"), (wanted.not_the_same, "not_the_same"), (wanted.take_back, ""))
    listed = decided if wanted.decided or wanted.take_back is not None else duplicates
    with call.library(there=True, looking=all(number is None for number, _ in decisions)) as library:
        pairs = listed(library, call.methodology, wanted.kind)
        for number, decision in decisions:
            if number is not None:
                pair = _pair(pairs, number)
                decide(library, [turned(pair) if wanted.keep == "other" else pair], decision)
                pairs = listed(library, call.methodology, wanted.kind)
    if call.json:
        say_json(pairs)
        return 0
    for number, pair in enumerate(pairs, 1):
        say(f"{number:>3}  {_said(pair, call.words)}")
    if not pairs:
        say(call.words("No decisions yet.") if listed is decided else call.words("No possible duplicates found."))
    return 0


def _pair(pairs: tuple[Pair, ...], number: int) -> Pair:
    if not 1 <= number <= len(pairs):
        raise Refused("no_such_pair", number=number, most=len(pairs))
    return pairs[number - 1]


def _said(pair: Pair, words: Words) -> str:
    from localplan.app.duplicates import REASONS, SAID

    names = f"{_named(pair.one, words)} = {_named(pair.other, words)}"
    if pair.said:
        return f"{names}  ({words(SAID[pair.said])})"
    return f"{pair.score:>3}  {names}  ({', '.join(words(REASONS[reason]) for reason in pair.reasons)})"


def _named(side: Side, words: Words) -> str:
    from localplan.app.duplicate_table import said_of

    return f"{said_of(side, words)} [{side.municipality}]" if side.plan else said_of(side, words)
