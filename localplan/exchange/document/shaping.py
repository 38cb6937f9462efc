"""Lines with letters that join, stack or run from right to left, as glyphs in the order in which they stand.

Latin and Cyrillic never come here: `is_shaped` tells such texts by a glance, and fonts and library are loaded with the
first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, combining

from localplan.words.direction import Part, as_seen, has_leftward, parts_of, runs_leftward

if TYPE_CHECKING:
    import uharfbuzz

JOINERS = "\u200c\u200d"
"""Characters that say whether the letters beside them join."""


class Script(NamedTuple):
    """A script with its fonts: file names without the weight. `tag` and `language` are those of OpenType."""

    family: str
    letters: re.Pattern[str]
    tag: str
    language: str


SCRIPTS = (
    Script(
        "NotoSansArabic",
        re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
        "arab",
        "ar",
    ),
    Script("NotoSansDevanagari", re.compile("[\u0900-\u097f\u1cd0-\u1cf9\ua8e0-\ua8ff]"), "deva", "ne"),
    Script("NotoSansBengali", re.compile("[\u0980-\u09ff]"), "beng", "bn"),
)
_SHARED = "\u0964\u0965"
"""Ends of sentences that Bengali takes from the block of Devanagari."""
_VIRAMA = 9
"""The combining class of the signs that join a letter to the next one."""
_SHAPED = re.compile("[\u0590-\u09ff\u1cd0-\u1cf9\ua8e0-\ua8ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MIRRORED = str.maketrans("()[]{}<>«»‹›⟨⟩≤≥", ")(][}{><»«›‹⟩⟨≥≤")


class Glyph(NamedTuple):
    """A glyph of a font with what it says: nothing where a wider one beside it says all. Lengths in thousandths."""

    id: int
    text: str
    advance: float
    dx: float
    dy: float


class Run(NamedTuple):
    """A stretch of a line in one font, from left to right; without glyphs where the font draws letter by letter."""

    font: str  # the stem of a file in SCRIPTS' families, or a key of fonts.FILES
    text: str
    glyphs: tuple[Glyph, ...]
    width: float


class Directed(str):
    """A line of a text that runs in a known direction, whatever the line itself begins with."""

    __slots__ = ("leftward",)
    leftward: bool

    def __new__(cls, line: str, leftward: bool) -> Directed:
        """A line that stands at the right when its text runs from right to left."""
        directed = super().__new__(cls, line)
        directed.leftward = leftward
        return directed


def is_shaped(text: str) -> bool:
    """Whether a text has letters that a font cannot show one by one from left to right."""
    return not text.isascii() and _SHAPED.search(text) is not None


def stands_right(line: str) -> bool:
    """Whether a line runs from right to left: as the text it is from, else as its own letters do."""
    return line.leftward if isinstance(line, Directed) else runs_leftward(line)


def clusters(word: str) -> Iterator[str]:
    """The word in pieces that may stand apart: a letter with its marks and what is joined to it."""
    start = 0
    for place in range(1, len(word)):
        joined = word[place] in JOINERS or category(word[place]).startswith("M")
        if not joined and word[place - 1] not in JOINERS and combining(word[place - 1]) != _VIRAMA:
            yield word[start:place]
            start = place
    yield word[start:]


class Shaper:
    """Lines as runs, remembered; `characters` are the widths of those fonts that draw letter by letter."""

    def __init__(self, folder: Path, characters: Mapping[str, Mapping[int, float]]) -> None:
        self.folder, self._characters = folder, characters
        self._known: dict[tuple[str, str, bool], tuple[Run, ...]] = {}

    def width(self, line: str, font: str) -> float:
        """The width in thousandths of the size."""
        return sum(run.width for run in self.runs(line, font))

    def runs(self, line: str, font: str) -> tuple[Run, ...]:
        """The line from left to right."""
        leftward = stands_right(line)
        key = (str(line), font, leftward)
        found = self._known.get(key)
        if found is None:
            parts = as_seen(parts_of(line, leftward)) if has_leftward(line) else [Part(0, len(line), 0)]
            found = self._known[key] = tuple(run for part in parts for run in self._part(line, part, font))
        return found

    def file(self, font: str) -> Path:
        """Where a font of a run with glyphs is."""
        return self.folder / f"{font}.ttf"

    def face(self, font: str) -> uharfbuzz.Font:
        """A font of a run with glyphs."""
        return face(self.file(font))

    def _part(self, line: str, part: Part, font: str) -> Iterator[Run]:
        pieces = list(_pieces(line[part.start : part.stop]))
        leftward = part.level % 2 == 1
        for script, text in reversed(pieces) if leftward else pieces:
            if script is None:
                drawn = text[::-1].translate(_MIRRORED) if leftward else text
                yield Run(font, drawn, (), self._plain(drawn, font))
            else:
                file = f"{script.family}-{'Regular' if font == 'text' else 'Bold'}"
                glyphs = tuple(_glyphs(text, self.face(file), script))
                yield Run(file, text, glyphs, sum(glyph.advance for glyph in glyphs))

    def _plain(self, text: str, font: str) -> float:
        widths = self._characters[font]
        missing = widths.get(0, 600.0)
        return sum(widths.get(ord(char), missing) for char in text)


def _pieces(text: str) -> Iterator[tuple[Script | None, str]]:
    """The text by script; joiners, marks and shared signs go with what is before them."""
    start, script = 0, _script_of(text[0], None)
    for place, char in enumerate(text):
        here = _script_of(char, script)
        if here is not script:
            yield script, text[start:place]
            start, script = place, here
    yield script, text[start:]


def _script_of(char: str, before: Script | None) -> Script | None:
    if before is not None and (char in JOINERS or char in _SHARED):
        return before
    return next((script for script in SCRIPTS if script.letters.match(char)), None)


@lru_cache(maxsize=8)
def face(file: Path) -> uharfbuzz.Font:
    """A font that can be shaped with, in thousandths."""
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))
    font.scale = (1000, 1000)
    return font


def _glyphs(text: str, font: uharfbuzz.Font, script: Script) -> Iterator[Glyph]:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.script, buffer.language = script.tag.title(), script.language
    buffer.direction = "rtl" if script.tag == "arab" else "ltr"
    uharfbuzz.shape(font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    widest: dict[int, int] = {}
    for n, info in enumerate(infos):
        if info.cluster not in widest or positions[n].x_advance > positions[widest[info.cluster]].x_advance:
            widest[info.cluster] = n
    said = {widest[start]: text[start:stop] for start, stop in pairwise((*starts, len(text)))}
    for n, (info, place) in enumerate(zip(infos, positions, strict=True)):
        yield Glyph(info.codepoint, said.get(n, ""), place.x_advance, place.x_offset, place.y_offset)
