"""A picture on the screen: its spots are reached with mouse and keys, and may be dragged onto each other."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from localplan.ui.panels.marks import Paper, Scene, Spot, paint
from localplan.ui.theme import colours

_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_GOING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_LOOKS = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class Picture(QWidget):
    """Draws what `draw` makes for the width there is. Arrow keys go from spot to spot, Enter follows one."""

    wanted = Signal(object)  # Place
    dropped = Signal(str, str)  # ids: a record, and the one it was dropped on
    reached = Signal(QRect)  # where the spot lies that the keys have come to

    def __init__(self, draw: Callable[[Paper], Scene], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self.scene = Scene(0, 0)
        self.current = -1
        self._pressed: tuple[QPoint, int] | None = None
        self._onto = -1  # the spot under what is being dragged
        self._dragging = False
        self._restyled = QTimer(self, singleShot=True, interval=0)  # a new theme comes as several events
        self._restyled.timeout.connect(self.refresh)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # drawing ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw anew; the current spot stays with its record."""
        self._restyled.stop()
        at = self.scene.spots[self.current] if 0 <= self.current < len(self.scene.spots) else None
        self.setMinimumWidth(0)
        self._lay_out()
        self.current = next((n for n, s in enumerate(self.scene.spots) if at and _same(s, at)), -1)
        self._let_go()

    def _lay_out(self) -> None:
        self.scene = self._draw(Paper(self.width(), self.font(), colours()))
        self.setMinimumWidth(ceil(self.scene.width) if self.scene.width > self.width() else self.minimumWidth())
        self.setFixedHeight(ceil(self.scene.height) + 2)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ceil(self.scene.width), ceil(self.scene.height) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS and self.scene.height:
            self._restyled.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self.scene)
        if self.hasFocus():
            self._ring(painter, self.current, colours().accent, Qt.PenStyle.SolidLine)
        if self._dragging:
            self._ring(painter, self._onto, colours().good, Qt.PenStyle.DashLine)
        painter.end()

    def _ring(self, painter: QPainter, number: int, colour: str, style: Qt.PenStyle) -> None:
        if 0 <= number < len(self.scene.spots):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colour), 2.5, style))
            painter.drawRoundedRect(self.scene.spots[number].rect.adjusted(-1, -1, 1, 1), 3, 3)

    # mouse -----------------------------------------------------------------------------------------------------------

    def spot_at(self, where: QPointF) -> int:
        """The number of the uppermost spot there; −1 for none."""
        hits = (n for n in range(len(self.scene.spots) - 1, -1, -1) if self.scene.spots[n].rect.contains(where))
        return next(hits, -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.spot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._pressed = (event.position().toPoint(), at)
            self._choose(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.spot_at(event.position())
        if self._pressed is None:
            self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
            return
        start, spot = self._pressed
        far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        if self.scene.spots[spot].movable and (far or self._dragging):
            self._dragging = True
            self._onto = at if at != spot else -1
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        spot, was_dragged = self.scene.spots[self._pressed[1]], self._dragging
        onto = self.spot_at(event.position())
        self._let_go()
        if was_dragged and onto >= 0 and self.scene.spots[onto].id not in ("", spot.id):
            self.dropped.emit(spot.id, self.scene.spots[onto].id)
        elif not was_dragged and onto == self.current:
            self.wanted.emit(spot.place)

    def _let_go(self) -> None:
        self._pressed, self._dragging, self._onto = None, False, -1
        self.unsetCursor()
        self.update()

    # keys ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, spots = Qt.Key(event.key()), self.scene.spots
        if key == Qt.Key.Key_Escape and self._pressed is not None:
            self._let_go()
        elif key in _ARROWS and spots:
            self._reach(self._beside(_ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and spots:
            self._reach(0 if key == Qt.Key.Key_Home else len(spots) - 1)
        elif key in _GOING and 0 <= self.current < len(spots):
            self.wanted.emit(spots[self.current].place)
        else:
            super().keyPressEvent(event)

    def _beside(self, way: QPointF) -> int:
        """The nearest spot that way; the same one at the edge."""
        if not 0 <= self.current < len(self.scene.spots):
            return 0
        here = self.scene.spots[self.current].rect
        costs = [(_cost(here, spot.rect, way), n) for n, spot in enumerate(self.scene.spots)]
        return min(((cost, n) for cost, n in costs if cost is not None), default=(0, self.current))[1]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current < 0 and self.scene.spots:
            self._choose(0)

    def _choose(self, number: int) -> None:
        self.current = number
        spot = self.scene.spots[number]
        self.setAccessibleDescription(spot.text)
        self.update()

    def _reach(self, number: int) -> None:
        self._choose(number)
        self.reached.emit(self.scene.spots[number].rect.toAlignedRect())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self.scene.spots[at].text) if at >= 0 else "", self)
            return True
        return super().event(event)


def plain_tip(text: str) -> str:
    """A tip that shows a plan's text as it is, and breaks its lines."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if text else ""


def _same(spot: Spot, other: Spot) -> bool:
    return (spot.id, spot.place) == (other.id, other.place)


def _cost(here: QRectF, there: QRectF, way: QPointF) -> float | None:
    """How far a spot lies in a direction, aside counting threefold; None when it lies elsewhere."""
    step = there.center() - here.center()
    along = step.x() * way.x() + step.y() * way.y()
    aside = abs(step.x() * way.y()) + abs(step.y() * way.x())
    return along + 3 * aside if along > 1 and aside <= 2 * along else None
