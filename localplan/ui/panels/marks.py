"""Pictures as values: marks at places in logical pixels, and the spots that lead somewhere. Painted on any device."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from localplan.ui.desk import Place
from localplan.ui.sides import FromRight
from localplan.ui.theme import Colours
from localplan.words.direction import runs_leftward

PAD = 6.0  # between a box and the text in it


class Box(NamedTuple):
    """A rectangle; `hatched` draws lines across it, so that it is told apart without colours."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    edge: str = ""
    radius: float = 3.0
    hatched: str = ""
    stroke: float = 1.0


class Line(NamedTuple):
    """A straight line; `dashes` are lengths of strokes and gaps in turn, none for a solid one."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    stroke: float = 1.0
    dashes: tuple[float, ...] = ()


class Text(NamedTuple):
    """One line of plain text; `y` is its baseline."""

    x: float
    y: float
    text: str
    font: QFont
    colour: str


Mark = Box | Line | Text


class Spot(NamedTuple):
    """A part of the picture that leads to a place and says itself in words. `id` is the record it shows."""

    x: float
    y: float
    width: float
    height: float
    place: Place
    text: str
    id: str = ""
    movable: bool = False

    @property
    def rect(self) -> QRectF:
        """Where it lies."""
        return QRectF(self.x, self.y, self.width, self.height)


class Scene(NamedTuple):
    """A whole picture, or a part of one. It may be wider than was asked for."""

    width: float
    height: float
    marks: tuple[Mark, ...] = ()
    spots: tuple[Spot, ...] = ()


class Look(NamedTuple):
    """How text looks."""

    colour: str
    bold: bool = False
    small: bool = False


class Paper:
    """What a picture is drawn for: how wide, in which font and colours. It measures and breaks text."""

    def __init__(self, width: float, font: QFont, colours: Colours) -> None:
        self.width, self.colours = width, colours
        self._size = QFontInfo(font).pixelSize()
        self._font = font
        self._fonts: dict[tuple[bool, bool], tuple[QFont, QFontMetricsF]] = {}
        self.em = self._metrics(self.plain).averageCharWidth()
        self.leading = self.line(self.plain)

    # looks -----------------------------------------------------------------------------------------------------------

    @property
    def plain(self) -> Look:
        """Text as it is."""
        return Look(self.colours.text)

    @property
    def strong(self) -> Look:
        """Headings and codes."""
        return Look(self.colours.text, bold=True)

    @property
    def quiet(self) -> Look:
        """Remarks."""
        return Look(self.colours.quiet, small=True)

    def font(self, look: Look) -> QFont:
        """The font of a look, in pixels: alike on screens, pictures and drawings."""
        return self._made(look)[0]

    def _metrics(self, look: Look) -> QFontMetricsF:
        return self._made(look)[1]

    def _made(self, look: Look) -> tuple[QFont, QFontMetricsF]:
        key = (look.bold, look.small)
        if key not in self._fonts:
            font = QFont(self._font)
            font.setPixelSize(max(7, round(self._size * (0.88 if look.small else 1))))
            font.setBold(look.bold)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]

    # measuring -------------------------------------------------------------------------------------------------------

    def line(self, look: Look) -> float:
        """The height of one line."""
        return ceil(self._metrics(look).height() + 1)

    def wide(self, text: str, look: Look) -> float:
        """The width of a text on one line."""
        return self._metrics(look).horizontalAdvance(text)

    def lines(self, text: str, look: Look, width: float, most: int = 0) -> list[str]:
        """A text in lines of that width; after `most` lines (0: as many as it takes) it ends with an ellipsis."""
        text = " ".join(text.split())
        layout = QTextLayout(text, self.font(look))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units = text.encode("utf-16-le")  # Qt counts in these
        found: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, self.em))
            start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            if most and len(found) == most - 1:
                rest = units[start:].decode("utf-16-le", "ignore")
                found.append(self._metrics(look).elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            found.append(units[start:end].decode("utf-16-le", "ignore").rstrip())
        layout.endLayout()
        return [FromRight(line, width) for line in found] if runs_leftward(text) else found

    # writing ---------------------------------------------------------------------------------------------------------

    def write(
        self, lines: Iterable[str], look: Look, x: float, y: float, width: float = 0, at: float = 0
    ) -> list[Text]:
        """Lines beneath each other from the top `y`; `at` sets them in a width: 0 left, 0.5 in the middle, 1 right.

        Without a width they begin at the left of the field they were broken for, or at its right.
        """
        font, metrics = self._made(look)
        step, first = self.line(look), y + metrics.ascent()
        written: list[Text] = []
        for n, line in enumerate(lines):
            room, side = (line.room, 1.0) if isinstance(line, FromRight) and not width else (width, at)
            left = x + max(0.0, room - metrics.horizontalAdvance(line)) * side
            written.append(Text(left, first + n * step, line, font, look.colour))
        return written


def shade(colour: str, ground: str, share: float) -> str:
    """A colour mixed into a ground: share 0 is the ground, 1 the colour."""
    over, under = QColor(colour), QColor(ground)
    parts = ((over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts)).name()


def ink_on(ground: str) -> str:
    """Black or white, whichever reads better on a ground."""
    colour = QColor(ground)
    light = 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF()
    return "#000000" if light > 0.55 else "#ffffff"


def shifted(scene: Scene, dx: float, dy: float) -> Scene:
    """A part of a picture put elsewhere."""
    marks = tuple(
        m._replace(x1=m.x1 + dx, x2=m.x2 + dx, y1=m.y1 + dy, y2=m.y2 + dy)
        if isinstance(m, Line)
        else m._replace(x=m.x + dx, y=m.y + dy)
        for m in scene.marks
    )
    return scene._replace(marks=marks, spots=tuple(s._replace(x=s.x + dx, y=s.y + dy) for s in scene.spots))


def stacked(parts: Iterable[Scene], gap: float) -> Scene:
    """Parts beneath each other."""
    width = y = 0.0
    marks: list[Mark] = []
    spots: list[Spot] = []
    for part in parts:
        placed = shifted(part, 0, y)
        marks.extend(placed.marks)
        spots.extend(placed.spots)
        width, y = max(width, part.width), y + part.height + gap
    return Scene(width, max(0.0, y - gap), tuple(marks), tuple(spots))


def heading(paper: Paper, text: str) -> Scene:
    """A line of text in bold above a part."""
    lines = paper.lines(text, paper.strong, paper.width)
    return Scene(0, len(lines) * paper.leading, tuple(paper.write(lines, paper.strong, 0, 0)))


def paint(painter: QPainter, scene: Scene) -> None:
    """Draw a picture with its upper left corner at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in scene.marks:
        if isinstance(mark, Text):
            painter.setFont(mark.font)
            painter.setPen(QColor(mark.colour))
            painter.drawText(QPointF(mark.x, mark.y), mark.text)
        elif isinstance(mark, Line):
            pen = QPen(QColor(mark.colour), mark.stroke)
            if mark.dashes:
                pen.setDashPattern(list(mark.dashes))
            painter.setPen(pen)
            painter.drawLine(QPointF(mark.x1, mark.y1), QPointF(mark.x2, mark.y2))
        else:
            _paint_box(painter, mark)


def _paint_box(painter: QPainter, box: Box) -> None:
    rect = QRectF(box.x, box.y, box.width, box.height)
    painter.setPen(QPen(QColor(box.edge), box.stroke) if box.edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(box.fill) if box.fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, box.radius, box.radius)
    if box.hatched:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(box.hatched), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(rect, box.radius, box.radius)
