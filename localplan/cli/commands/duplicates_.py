"""`duplicates`: organisations that may be one and the same, and what the coordinator says about them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.domain.values import Refused
from localplan.words import Words, text_in

if TYPE_CHECKING:
    from localplan.app.duplicates import Pair


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Which of the pairs are decided on; without any they are listed."""
    which = words("NUMBER")
    parser.add_argument("--same", type=int, metavar=which, help=words("the two of this pair are one body"))
    parser.add_argument("--not-the-same", type=int, metavar=which, help=words("the two of this pair are two bodies"))


def run(call: Call) -> int:
    """Lists the pairs with their numbers, or remembers what was said about one."""
    from localplan.app.duplicates import duplicates, say_not_the_same, say_same

    wanted = call.arguments
    with call.library(looking=wanted.same is None and wanted.not_the_same is None) as library:
        pairs = duplicates(library)
        if wanted.same is not None:
            pair = _pair(pairs, wanted.same)
            say_same(library, pair, pair.one.id)
        if wanted.not_the_same is not None:
            say_not_the_same(library, _pair(pairs, wanted.not_the_same))
        left = duplicates(library)
    if call.json:
        say_json(left)
        return 0
    for number, pair in enumerate(left, 1):
        say(f"{number:>3}  {pair.score:>3}  {_said(pair, call.words)}")
    if not left:
        say(call.words("No two bodies look alike."))
    return 0


def _pair(pairs: tuple[Pair, ...], number: int) -> Pair:
    if not 1 <= number <= len(pairs):
        raise Refused("no_such_pair", number=number, most=len(pairs))
    return pairs[number - 1]


def _said(pair: Pair, words: Words) -> str:
    from localplan.app.region_words import SAID

    names = (f"{text_in(body.name, words.language)} [{body.municipality}]" for body in (pair.one, pair.other))
    return f"{' = '.join(names)}  ({', '.join(words(SAID[reason]) for reason in pair.reasons)})"
