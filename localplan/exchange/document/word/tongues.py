"""Letters that join, stack or run from right to left, marked so that Word shapes and orders them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

from localplan.exchange.document.shaping import SCRIPTS
from localplan.words.direction import Part, has_leftward, parts_of, runs_leftward


class Tongue(NamedTuple):
    """A font for a script, what a computer without it shows instead, and the language its speller takes."""

    font: str
    instead: str
    spoken: str


TONGUES = {
    "arab": Tongue("Noto Sans Arabic", "Arial", "ar-MA"),
    "beng": Tongue("Noto Sans Bengali", "Nirmala UI", "bn-BD"),
    "deva": Tongue("Noto Sans Devanagari", "Nirmala UI", "ne-NP"),
}
"""By the tag of the script; Arabic as the Maghreb writes it, with the figures of Europe."""
_NOT_SAID = re.compile("<w:instrText.*?</w:instrText>|<[^>]*>")
_LEFTWARD_RUN = "<w:rtl/>"


def tongue_of(text: str) -> Tongue | None:
    """What the first letter of a shaped script in the text asks for."""
    script = next((script for char in text for script in SCRIPTS if script.letters.match(char)), None)
    return TONGUES[script.tag] if script else None


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it stands from right to left; numbers go with the letters around them."""
    if not has_leftward(text):
        yield text, False
        return
    parts = parts_of(text, runs_leftward(text))
    for leftward, group in groupby(parts, key=lambda part: _leftward(text, part)):
        yield "".join(text[part.start : part.stop] for part in group), leftward


def _leftward(text: str, part: Part) -> bool:
    latin = any(bidirectional(char) == "L" for char in text[part.start : part.stop])
    return part.level > 0 and not (part.level % 2 == 0 and latin)


def leftward_paragraph(content: str) -> bool:
    """Whether a paragraph with such runs stands at the right."""
    return _LEFTWARD_RUN in content and runs_leftward(_NOT_SAID.sub("", content))
