"""A picture as a file: PNG for documents, SVG for print. Always in the light colours, with its title above it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter

from localplan.ui.panels.marks import Paper, Scene, paint, stacked

MARGIN = 16.0
SHARP = 2  # pixels of the file for one of the screen, each way


def titled(scene: Scene, paper: Paper, title: str, remark: str) -> Scene:
    """The picture under its title; the remark says whose it is, and TRAINING on a practice copy."""
    parts = [
        Scene(0, len(lines) * paper.line(look), tuple(paper.write(lines, look, 0, 0)))
        for text, look in ((title, paper.strong), (remark, paper.quiet))
        if (lines := paper.lines(text, look, paper.width))
    ]
    return stacked((*parts, scene), paper.leading / 2)


def as_png(scene: Scene, ground: str) -> bytes:
    """The picture as a PNG, twice as sharp as on the screen."""
    size = _size(scene)
    image = QImage(size * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    image.fill(QColor(ground))
    _paint_on(image, scene)
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(written, "PNG")  # type: ignore[call-overload]
    return bytes(written.data().data())


def as_svg(scene: Scene, ground: str) -> bytes:
    """The picture as an SVG; its text stays text."""
    from PySide6.QtSvg import QSvgGenerator

    size, held = _size(scene), QByteArray()
    written = QBuffer(held)
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(written)
    drawing.setSize(size)
    drawing.setViewBox(QRectF(0, 0, size.width(), size.height()))
    _paint_on(drawing, scene, ground)
    return bytes(written.data().data())


def _size(scene: Scene) -> QSize:
    return QSize(round(scene.width + 2 * MARGIN), round(scene.height + 2 * MARGIN))


def _paint_on(device: QPaintDevice, scene: Scene, ground: str = "") -> None:
    painter = QPainter(device)
    if ground:
        size = _size(scene)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(ground))
    painter.translate(MARGIN, MARGIN)
    painter.setPen(Qt.PenStyle.NoPen)
    paint(painter, scene)
    painter.end()


def keep(path: Path, content: bytes) -> str:
    """Write a file whole or not at all; what went wrong, empty when nothing did."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    file.write(content)
    return "" if file.commit() else file.errorString()
