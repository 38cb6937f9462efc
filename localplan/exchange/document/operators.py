"""The drawing operators of PDF, written straight: several times faster than one canvas call for each mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import sqrt
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from localplan.exchange.document.fonts import NAMES
from localplan.exchange.document.glyphs import GlyphFont
from localplan.exchange.document.ink import Face
from localplan.exchange.document.shaping import Shaper, is_shaped


@lru_cache(maxsize=256)
def colour_of(colour: int) -> str:
    """0xRRGGBB as three parts of one."""
    return " ".join(f"{(colour >> shift & 255) / 255:.3g}" for shift in (16, 8, 0))


def box(x: float, y: float, width: float, height: float, colour: int, edge: int = -1) -> str:
    """A filled rectangle from its lower left corner, outlined when it has an edge."""
    outline, act = (f"{colour_of(edge)} RG .5 w ", "B") if edge >= 0 else ("", "f")
    return f"{outline}{colour_of(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re {act}"


def rule(x1: float, y1: float, x2: float, y2: float, width: float, colour: int) -> str:
    """A straight line."""
    return f"{colour_of(colour)} RG {width:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S"


def _plain(coded: Iterable[tuple[str, str]], size: float) -> str:
    return " ".join(f"{font} {size:g} Tf <{codes}> Tj" for font, codes in coded)


class Writing:
    """How texts of one document are written: each font's characters get their codes as they first occur."""

    def __init__(self, canvas: Canvas, shaper: Shaper) -> None:
        self._document: Any = vars(canvas)["_doc"]
        self._fonts: dict[str, Any] = {key: pdfmetrics.getFont(name) for key, name in NAMES.items()}
        self._known: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._shaper = shaper
        self._glyph_fonts: dict[str, GlyphFont] = {}

    def text(self, x: float, y: float, face: Face, text: str) -> str:
        """A line of text from its baseline's left end."""
        return self._shown(f"1 0 0 1 {x:.2f} {y:.2f} Tm", face, text)

    def slanted(self, x: float, y: float, face: Face, text: str) -> str:
        """A line of text that rises at 45 degrees."""
        part = f"{sqrt(0.5):.5f}"
        return self._shown(f"{part} {part} -{part} {part} {x:.2f} {y:.2f} Tm", face, text)

    def _shown(self, place: str, face: Face, text: str) -> str:
        coded = self._known.get((face.font, text))
        if coded is None and is_shaped(text):
            parts = " ".join(self._runs(face, text))
        else:
            parts = _plain(coded or self._coded(face.font, text), face.size)
        return f"BT {colour_of(face.colour)} rg {place} {parts} ET"

    def _runs(self, face: Face, line: str) -> Iterator[str]:
        for run in self._shaper.runs(line, face.font):
            if run.glyphs:
                yield self._glyph_font(run.font).operators(run, face.size)
            else:
                yield _plain(self._split(run.font, run.text), face.size)

    def _glyph_font(self, name: str) -> GlyphFont:
        font = self._glyph_fonts.get(name)
        if font is None:
            font = GlyphFont(self._shaper.file(name), self._document, len(self._glyph_fonts) + 1)
            self._glyph_fonts[name] = font
        return font

    def _coded(self, key: str, text: str) -> list[tuple[str, str]]:
        """The text as (subset of the font, codes in hexadecimal)."""
        known = self._known.get((key, text))
        if known is None:
            known = self._known[key, text] = self._split(key, text)
        return known

    def _split(self, key: str, text: str) -> list[tuple[str, str]]:
        font, document = self._fonts[key], self._document
        return [
            (font.getSubsetInternalName(subset, document), codes.hex())
            for subset, codes in font.splitString(text, document)
        ]
