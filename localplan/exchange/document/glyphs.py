"""Fonts whose glyphs are written by number: for shaped lines, where letters and glyphs do not go one by one.

Every pair of a glyph and what it says has a code of its own, so that a text can be found and copied out again.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfdoc

from localplan.exchange.document.shaping import Glyph, Run, face
from localplan.words.direction import has_leftward

_PREFIX = "LPLANA"  # six letters, as PDF asks of a font of which only a part is embedded
_AT_ONCE = 100
"""Pairs that a table of texts may name in one go."""


class GlyphFont:
    """A font within one PDF. `document` is reportlab's, which asks for `addObjects` when it is saved."""

    def __init__(self, file: Path, document: Any, number: int) -> None:
        self._font, self._name = face(file), f"{_PREFIX}+{file.stem}"
        self._codes: dict[tuple[int, str], int] = {}
        self.name = f"G{number}"
        document.delayedFonts.append(self)

    def operators(self, run: Run, size: float) -> str:
        """The glyphs drawn one after the other, raised and moved as they say.

        Where glyphs stand in another order than their letters, the whole run says what it says. Not from right to left:
        there readers of PDF turn what they find letter by letter, and would turn this too.
        """
        drawn = self._drawn(run.glyphs, size)
        if has_leftward(run.text):
            return drawn
        return f"/Span <</ActualText <feff{run.text.encode('utf-16-be').hex()}>>> BDC {drawn} EMC"

    def _drawn(self, glyphs: Sequence[Glyph], size: float) -> str:
        parts, raised = [], False
        for dy, group in groupby(glyphs, key=lambda glyph: glyph.dy):
            rise = f"{dy * size / 1000:.3f} Ts " if dy or raised else ""
            parts.append(f"{rise}[{''.join(self._spaced(group))}] TJ")
            raised = bool(dy)
        return f"/{self.name} {size:g} Tf {' '.join(parts)}{' 0 Ts' if raised else ''}"

    def _spaced(self, glyphs: Iterable[Glyph]) -> Iterator[str]:
        """Codes, and between them how far the pen goes back, in thousandths."""
        back = 0.0
        for glyph in glyphs:
            back -= glyph.dx
            yield f"{back:g}" if back else ""
            yield f"<{self._code(glyph):04X}>"
            back = self._font.get_glyph_h_advance(glyph.id) - glyph.advance + glyph.dx
        yield f"{back:g}" if back else ""

    def _code(self, glyph: Glyph) -> int:
        return self._codes.setdefault((glyph.id, glyph.text), len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:
        """Put the font with the glyphs drawn so far into the document."""
        inner = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{self._name}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(self._descriptor(document)),
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(list(map(self._font.get_glyph_h_advance, self._glyphs())))]),
                "CIDToGIDMap": _stream(document, struct.pack(f">{len(self._codes) + 1}H", 0, *self._glyphs())),
            }
        )
        outer = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{self._name}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(inner)]),
            "ToUnicode": _stream(document, self._texts().encode("ascii")),
        }
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(pdfdoc.PDFDictionary(outer))

    def _glyphs(self) -> list[int]:
        return [id for id, _ in self._codes]

    def _descriptor(self, document: Any) -> pdfdoc.PDFDictionary:
        extents = self._font.get_font_extents("ltr")
        content = self._part()
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{self._name}",
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(self._box()),
                "ItalicAngle": 0,
                "Ascent": extents.ascender,
                "Descent": extents.descender,
                "CapHeight": 714,
                "StemV": 160 if self._name.endswith("Bold") else 80,
                "FontFile2": _stream(document, content, Length1=len(content)),
            }
        )

    def _box(self) -> list[float]:
        """The box around all glyphs, in thousandths."""
        head = self._font.face.reference_table("head").data
        return [edge * 1000 / self._font.face.upem for edge in struct.unpack(">4h", head[36:44])]

    def _part(self) -> bytes:
        """The font with no other glyphs than those drawn; their numbers stay, and what shapes them goes."""
        import uharfbuzz

        wanted = uharfbuzz.SubsetInput()
        wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
        wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(self._glyphs())
        for tag in ("GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post"):
            wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).add(int.from_bytes(tag.encode(), "big"))
        content: bytes = uharfbuzz.subset(self._font.face, wanted).blob.data
        return content

    def _texts(self) -> str:
        """Which text each code stands for."""
        pairs = [f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for (_, text), code in self._codes.items()]
        blocks = [pairs[start : start + _AT_ONCE] for start in range(0, len(pairs), _AT_ONCE)]
        return "\n".join(
            (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                f"/CMapName /{self.name}-texts def /CMapType 2 def",
                "1 begincodespacerange <0000> <FFFF> endcodespacerange",
                *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            )
        )


def _stream(document: Any, content: bytes, **facts: int) -> Any:
    return document.Reference(pdfdoc.PDFStream(pdfdoc.PDFDictionary(facts), content, [pdfdoc.PDFZCompress]))
