"""The region drawn: districts on a grid shaded by a figure, and small charts of all municipalities on one scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from localplan.app.region_picture import SUBJECTS, Multiples, Small, Tile
from localplan.app.region_view import RegionLook, page_title
from localplan.ui.desk import Place
from localplan.ui.labels import plain_label
from localplan.ui.panels.marks import PAD, Box, Line, Look, Mark, Paper, Scene, Spot, ink_on, shade, shifted
from localplan.ui.panels.picture import Picture
from localplan.words import Words

_CLASSES = (0.12, 0.3, 0.5, 0.7, 0.9)
"""How strongly the accent colours a tile, from the lowest fifth to the highest."""


class PicturePage(QWidget):
    """`district` and `plan` tell which one a spot stands for."""

    district = Signal(str)
    plan = Signal(str, str)

    def __init__(self, name: str, look: RegionLook, words: Words) -> None:
        super().__init__()
        self.setObjectName(f"region.{name}")
        self.name, self.look, self.words = name, look, words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        head = QHBoxLayout()
        head.addWidget(plain_label(page_title(name, words), "title"), 1)
        self.subject = QComboBox()
        self.subject.setObjectName("region.subject")
        self.subject.setAccessibleName(words("Figure"))
        for code, label in SUBJECTS.items():
            self.subject.addItem(words(label), code)
        self.subject.setVisible(name == "grid")
        self.subject.activated.connect(lambda _: self.refresh())
        head.addWidget(self.subject)
        layout.addLayout(head)
        self.note = plain_label("", "quiet")
        layout.addWidget(self.note)
        self.picture = Picture(self._scene, self)
        self.picture.setObjectName("region.picture")
        self.picture.wanted.connect(self._follow)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.picture)
        self.picture.reached.connect(lambda spot: area.ensureVisible(spot.center().x(), spot.center().y()))
        layout.addWidget(area, 1)
        self.refresh()

    def show_look(self, look: RegionLook) -> None:
        """Draw what the region says now."""
        if look is not self.look:
            self.look = look
            self.refresh()

    def refresh(self) -> None:
        """Draw anew."""
        if self.name == "grid":
            self.note.setText(
                self.words("The stronger the colour, the higher. Enter or a click shows one district alone.")
            )
        else:
            self.note.setText(_said(self.look.multiples(), self.words))
        self.picture.refresh()

    def _scene(self, paper: Paper) -> Scene:
        if self.name == "grid":
            return grid_scene(paper, self.look.tiles(str(self.subject.currentData())))
        return multiples_scene(paper, self.look.multiples())

    def _follow(self, place: Place) -> None:
        if self.name == "grid":
            self.district.emit(place[2])
        else:
            self.plan.emit(place[2], place[2])


def _said(found: Multiples, words: Words) -> str:
    told = words(
        "The municipality's own part by year in {currency}, all on one scale; the highest column is {highest}.",
        currency=found.currency or "–",
        highest=words.money(found.highest),
    )
    others = words.plural(
        "{n} plan in another currency is not drawn.", "{n} plans in other currencies are not drawn.", found.left_out
    )
    return f"{told} {others}" if found.left_out else told


# the grid ------------------------------------------------------------------------------------------------------------


def grid_scene(paper: Paper, tiles: tuple[Tile, ...]) -> Scene:
    """A box for each district, as wide as the paper allows."""
    if not tiles:
        return Scene(paper.width, 0)
    across = max(tile.column for tile in tiles) + 1
    gap = 6.0
    wide = min(200.0, max(96.0, (paper.width - gap * (across - 1)) / across))
    high = 4 * paper.leading + 2 * PAD
    strength = _strengths(tiles)
    marks: list[Mark] = []
    spots: list[Spot] = []
    for tile in tiles:
        x, y = tile.column * (wide + gap), tile.row * (high + gap)
        ground = shade(paper.colours.accent, paper.colours.base, strength[tile.district])
        marks.append(Box(x, y, wide, high, ground, paper.colours.line))
        marks += _tile_text(paper, tile, x + PAD, y + PAD, wide - 2 * PAD, ink_on(ground))
        told = ", ".join(filter(None, (tile.name, tile.figure, tile.note)))
        spots.append(Spot(x, y, wide, high, Place("", "", tile.district), told, tile.district))
    rows = max(tile.row for tile in tiles) + 1
    return Scene(across * (wide + gap) - gap, rows * (high + gap) - gap, tuple(marks), tuple(spots))


def _tile_text(paper: Paper, tile: Tile, x: float, y: float, width: float, ink: str) -> list[Mark]:
    plain, strong, small = Look(ink), Look(ink, bold=True), Look(ink, small=True)
    name = paper.lines(tile.name, plain, width, 2)
    marks: list[Mark] = list(paper.write(name, plain, x, y))
    y += len(name) * paper.line(plain)
    figure = paper.lines(tile.figure, strong, width, 1)
    marks += paper.write(figure, strong, x, y)
    marks += paper.write(paper.lines(tile.note, small, width, 1), small, x, y + paper.line(strong))
    return marks


def _strengths(tiles: tuple[Tile, ...]) -> dict[str, float]:
    """How dark each tile is: by fifths of the values there are; what is not known stays as the ground."""
    values = sorted({tile.value for tile in tiles if tile.value is not None})
    found = {tile.district: 0.0 for tile in tiles}
    for tile in tiles:
        if tile.value is not None:
            found[tile.district] = _CLASSES[values.index(tile.value) * len(_CLASSES) // len(values)]
    return found


# small charts --------------------------------------------------------------------------------------------------------


def multiples_scene(paper: Paper, found: Multiples) -> Scene:
    """The charts in rows, each a spot that leads to its plan."""
    wide, gap = max(120.0, paper.em * 20), 14.0
    across = max(1, int((paper.width + gap) // (wide + gap)))
    high = paper.leading * 8
    marks: list[Mark] = []
    spots: list[Spot] = []
    for n, chart in enumerate(found.charts):
        placed = shifted(_chart(paper, chart, found, wide, high), n % across * (wide + gap), n // across * (high + gap))
        marks += placed.marks
        spots += placed.spots
    rows = -(-len(found.charts) // across)
    return Scene(paper.width, max(0.0, rows * (high + gap) - gap), tuple(marks), tuple(spots))


def _chart(paper: Paper, chart: Small, found: Multiples, wide: float, high: float) -> Scene:
    top, bottom = 2 * paper.leading, high - paper.leading
    marks: list[Mark] = list(paper.write(paper.lines(chart.name, paper.strong, wide, 1), paper.strong, 0, 0))
    marks += paper.write(paper.lines(chart.total, paper.quiet, wide, 1), paper.quiet, 0, paper.leading)
    step = wide / max(1, len(chart.values))
    for n, (year, value) in enumerate(zip(found.years, chart.values, strict=True)):
        tall = float(value / found.highest) * (bottom - top) if found.highest else 0.0
        marks.append(Box(n * step + step * 0.15, bottom - tall, step * 0.7, tall, paper.colours.accent, radius=1.0))
        marks += paper.write([year], paper.quiet, n * step, bottom, step, 0.5)
    marks.append(Line(0, bottom, wide, bottom, paper.colours.line))
    told = ": ".join((chart.name, chart.total))
    return Scene(wide, high, tuple(marks), (Spot(0, 0, wide, high, Place("", "", chart.plan), told, chart.plan),))


def picture_page(
    name: str, look: RegionLook, words: Words, district: Callable[[str], None], plan: Callable[[str, str], None]
) -> PicturePage:
    """A page of a picture, its spots leading where they should."""
    page = PicturePage(name, look, words)
    page.district.connect(district)
    page.plan.connect(plan)
    return page
