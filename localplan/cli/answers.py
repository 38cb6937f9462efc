"""What a person would be asked while files come in, said beforehand: whose a copied plan is, and what contradicts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from localplan.words import Words

if TYPE_CHECKING:
    from localplan.app.copied import Answer

ASK = "ask"
"""Leave it to be answered by a person: the file is set aside, the contradiction stays open."""

COPIED: dict[str, Answer | None] = {ASK: None, "new": "new", "same": "own"}
"""What a plan is that was copied for another municipality: a new plan, or the one that is here already."""

CONTRADICTIONS = (ASK, "ours", "theirs")


def add_answers(parser: argparse.ArgumentParser, words: Words) -> None:
    """The options that answer."""
    copied = words("a plan that was copied for another municipality is a new one, or the same as here; else set aside")
    parser.add_argument("--copied", choices=tuple(COPIED), default=ASK, help=copied)
    both = words("what applies where both say something different (otherwise it is left for you to decide)")
    parser.add_argument("--contradictions", choices=CONTRADICTIONS, default=ASK, help=both)
