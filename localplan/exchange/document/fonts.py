"""Measuring and breaking text by the metrics of the embedded fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from localplan.exchange.document.ink import Face
from localplan.exchange.document.shaping import JOINERS, Directed, Shaper, clusters, is_shaped
from localplan.words.direction import runs_leftward

FILES = {
    "text": "DejaVuSansCondensed.ttf",
    "strong": "DejaVuSansCondensed-Bold.ttf",
    "title": "DejaVuSans-Bold.ttf",
}
NAMES = {key: Path(file).stem for key, file in FILES.items()}
"""Font names as reportlab knows them."""

_AFTER = re.compile(r"[^-/_.,;|@]+[-/_.,;|@]*|[-/_.,;|@]+")
_BLANKS = re.compile("[ \t\n\u2000-\u2006\u2008-\u200a\u3000]+")


def register_fonts(folder: Path) -> Mapping[str, Mapping[int, float]]:
    """Make the fonts known to reportlab, once per process. Gives widths of characters in thousandths, by font key."""
    known = pdfmetrics.getRegisteredFontNames()
    for key, file in FILES.items():
        if NAMES[key] not in known:
            pdfmetrics.registerFont(TTFont(NAMES[key], str(folder / file)))
    return {key: getattr(pdfmetrics.getFont(name), "face").charWidths for key, name in NAMES.items()}  # noqa: B009


def printable(text: str) -> str:
    """The text as a font can show it: no direction and format characters, a box for what lies beyond its planes.

    Joiners stay where letters join.
    """
    if text.isascii():
        return text
    kept = JOINERS if is_shaped(text) else ""
    return "".join(
        "□" if ord(char) > 0xFFFF or 0xE000 <= ord(char) <= 0xF8FF else char
        for char in text
        if char in kept or unicodedata.category(char) != "Cf"
    )


def leftward(line: str) -> bool:
    """Whether a line that a ruler made is from a text that runs from right to left."""
    return type(line) is Directed and line.leftward


class Ruler:
    """Widths and line breaks for one document; remembers both, since tables repeat themselves."""

    def __init__(self, folder: Path) -> None:
        self._characters = widths = register_fonts(folder)
        self.shaper = Shaper(folder, widths)
        self._words: dict[str, dict[str, float]] = {font: {} for font in widths}
        self._broken: dict[tuple[str, str, float, float], tuple[str, ...]] = {}

    def width(self, text: str, face: Face) -> float:
        """The width of a line in points."""
        return self._thousandths(text, face.font) * face.size / 1000

    def lines(self, text: str, face: Face, width: float) -> tuple[str, ...]:
        """The text broken into lines of at most `width` points; at least one, maybe empty.

        Words wider than a line are broken: after a hyphen, slash or stop where possible, else anywhere.
        """
        key = (text, face.font, face.size, width)
        found = self._broken.get(key)
        if found is None:
            limit = width * 1000 / face.size
            paragraphs = printable(text).split("\n")
            found = self._broken[key] = tuple(line for p in paragraphs for line in self._lines(p, face.font, limit))
        return found

    def left(self, line: str, face: Face, width: float) -> float:
        """How far from the left a line begins in a field so wide: at its right end when it runs from right to left."""
        return width - self.width(line, face) if leftward(line) else 0.0

    def _lines(self, paragraph: str, font: str, limit: float) -> list[str]:
        lines = self._wrap(paragraph, font, limit)
        if not is_shaped(paragraph):
            return lines
        leftward = runs_leftward(paragraph)
        return [Directed(line, leftward) for line in lines]

    def _thousandths(self, word: str, font: str) -> float:
        known = self._words[font]
        width = known.get(word)
        if width is None:
            if is_shaped(word):
                return self.shaper.width(word, font)
            characters = self._characters[font]
            missing = characters.get(0, 600.0)
            width = known[word] = sum(characters.get(ord(char), missing) for char in word)
        return width

    def _wrap(self, paragraph: str, font: str, limit: float) -> list[str]:
        lines: list[str] = []
        line: list[str] = []
        used = 0.0
        space = self._thousandths(" ", font)
        for word in _BLANKS.split(paragraph.strip(" \t")):
            width = self._thousandths(word, font)
            if line and used + space + width <= limit:
                line.append(word)
                used += space + width
                continue
            if line:
                lines.append(" ".join(line))
            if width > limit:
                *whole, word = self._cut(word, font, limit)
                lines.extend(whole)
                width = self._thousandths(word, font)
            line, used = [word], width
        lines.append(" ".join(line))
        return lines

    def _cut(self, word: str, font: str, limit: float) -> list[str]:
        if is_shaped(word):
            return self._clustered(word, font, limit)
        parts: list[str] = [""]
        used = 0.0
        for piece in _AFTER.findall(word):
            width = sum(self._characters[font].get(ord(char), 600.0) for char in piece)
            if used + width <= limit:
                parts[-1] += piece
                used += width
                continue
            for part in self._letters(piece, font, limit) if width > limit else [piece]:
                parts.append(part)
            used = sum(self._characters[font].get(ord(char), 600.0) for char in parts[-1])
        return [part for part in parts if part]

    def _clustered(self, word: str, font: str, limit: float) -> list[str]:
        parts = [""]
        for cluster in clusters(word):
            if parts[-1] and self.shaper.width(parts[-1] + cluster, font) > limit:
                parts.append("")
            parts[-1] += cluster
        return parts

    def _letters(self, piece: str, font: str, limit: float) -> list[str]:
        parts, start, used = [], 0, 0.0
        for place, char in enumerate(piece):
            width = self._characters[font].get(ord(char), 600.0)
            if used + width > limit and place > start:
                parts.append(piece[start:place])
                start, used = place, 0.0
            used += width
        return [*parts, piece[start:]]
