"""Charts and webs as pictures: what is drawn for the PDF, drawn into a PNG at three times the screen's sharpness."""

from __future__ import annotations

import io
from pathlib import Path
from xml.sax.saxutils import quoteattr

from PIL import Image, ImageDraw, ImageFont

from localplan.exchange.charts import figure_piece
from localplan.exchange.document.blocks import Figure, Web
from localplan.exchange.document.fonts import FILES, Ruler
from localplan.exchange.document.ink import Box, Rule, Text
from localplan.exchange.document.pages import Piece
from localplan.exchange.document.raster import drawn
from localplan.exchange.document.shaping import Run, Shaper, is_shaped
from localplan.exchange.document.word.markup import allowed, paragraph
from localplan.exchange.webs import web_piece

_SHARP = 3  # pixels for each point
_MARGIN = 4.0  # points around, for what reaches over the edge
_DRAWING = '"http://schemas.openxmlformats.org/drawingml/2006/main"'
_PICTURE = '"http://schemas.openxmlformats.org/drawingml/2006/picture"'
_EMU = 12_700  # Word's measure of pictures: so many to a point


def piece_of(block: Figure | Web, width: float, ruler: Ruler) -> Piece:
    """The drawing of the PDF."""
    return figure_piece(block, width, ruler) if isinstance(block, Figure) else web_piece(block, width, ruler)


def png(piece: Piece, width: float, shaper: Shaper) -> bytes:
    """The drawing as PNG: grounds first, then lines, then texts."""
    size = (_pixels(width + 2 * _MARGIN), _pixels(piece.height + 2 * _MARGIN))
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for mark in piece.marks:
        if isinstance(mark, Box):
            ends = (_at(mark.x, mark.y), _at(mark.x + mark.width, mark.y + mark.height))
            draw.rectangle(ends, fill=_colour(mark.colour), outline=_colour(mark.edge) if mark.edge >= 0 else None)
    for mark in piece.marks:
        if isinstance(mark, Rule):
            ends = (_at(mark.x1, mark.y1), _at(mark.x2, mark.y2))
            draw.line(ends, fill=_colour(mark.colour), width=max(1, _pixels(mark.width)))
    for mark in piece.marks:
        if isinstance(mark, Text) and mark.text:
            _write(image, draw, mark, shaper)
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _write(image: Image.Image, draw: ImageDraw.ImageDraw, mark: Text, shaper: Shaper) -> None:
    """A line of text, run by run."""
    face, x = mark.face, mark.x
    colour = _colour(face.colour)
    for run in shaper.runs(mark.text, face.font) if is_shaped(mark.text) else (Run(face.font, mark.text, (), 0),):
        left, base = _at(x, mark.y)
        if run.glyphs:
            mask, right, up = drawn(run.glyphs, shaper.face(run.font), face.size * _SHARP)
            image.paste(colour, (round(left) + right, round(base) - up), mask)
        else:
            font = _font(shaper.folder / FILES[run.font], face.size)
            draw.text((left, base), run.text, fill=colour, font=font, anchor="ls")
        x += run.width * face.size / 1000


def told(block: Figure | Web) -> str:
    """What a screen reader says instead of the picture: its unit or axes, and its layers or rounds."""
    if isinstance(block, Figure):
        return "; ".join(filter(None, (block.chart.unit, *(series.label for series in block.chart.series))))
    return "; ".join((*block.radar.axes, *(one.label for one in block.radar.rounds if one.label)))


def picture(relation: str, number: int, piece: Piece, width: float, said: str) -> str:
    """The paragraph with a picture of the file, as wide as the text; `number` is unique in the document."""
    wide = round(width * _EMU)
    high = round(wide * (piece.height + 2 * _MARGIN) / (width + 2 * _MARGIN))
    about = f'id="{number}" name="picture {number}"'
    drawing = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f"<wp:docPr {about} descr={quoteattr(allowed(said))}/><a:graphic xmlns:a={_DRAWING}>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic xmlns:pic={_PICTURE}>"
        f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
    return paragraph("Normal", f"<w:r><w:drawing>{drawing}</w:drawing></w:r>")


def _font(file: Path, size: float) -> ImageFont.FreeTypeFont:
    """Letters one after the other, as the PDF measures them, whichever engine for complex scripts is installed."""
    return ImageFont.truetype(str(file), size * _SHARP, layout_engine=ImageFont.Layout.BASIC)


def _pixels(points: float) -> int:
    return round(points * _SHARP)


def _at(x: float, y: float) -> tuple[float, float]:
    return (x + _MARGIN) * _SHARP, (y + _MARGIN) * _SHARP


def _colour(value: int) -> tuple[int, int, int]:
    return value >> 16, value >> 8 & 255, value & 255
