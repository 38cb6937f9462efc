"""Shaped glyphs as a picture in shades, for drawings that no font can be put into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PIL import Image

from localplan.exchange.document.shaping import Glyph

if TYPE_CHECKING:
    import uharfbuzz


def drawn(glyphs: Sequence[Glyph], font: uharfbuzz.Font, size: float) -> tuple[Image.Image, int, int]:
    """The glyphs in white on black, `size` in pixels, and where the picture's upper left corner stands.

    That is so many pixels to the right of where the line begins, and so many above its baseline.
    """
    import uharfbuzz

    canvas, pen, scale = uharfbuzz.RasterDraw(), 0.0, size / 1000
    for glyph in glyphs:
        canvas.transform = (scale, 0, 0, scale, (pen + glyph.dx) * scale, glyph.dy * scale)
        canvas.draw_glyph(font, glyph.id)
        pen += glyph.advance
    picture = canvas.render()
    box = picture.extents
    if not box.width or not box.height:
        return Image.new("L", (1, 1)), 0, 0
    shades = Image.frombuffer("L", (box.width, box.height), bytes(picture.buffer), "raw", "L", box.stride, -1)
    return shades, box.x_origin, box.y_origin + box.height
