"""Rows of lists whose text is set by ourselves: Qt cuts a text that is a hair wider than its line, and gives each sign
its own width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from localplan.ui.sides import BySide

Index = QModelIndex | QPersistentModelIndex

MARGIN = 4  # pixels at the left and right of a text
_TALLEST = 10_000


class _SetRows(BySide):
    """The ground as the style draws it; the text is for whoever paints the row."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.view = view

    def option_of(self, option: QStyleOptionViewItem, index: Index) -> QStyleOptionViewItem:
        """All that is known of a row: text, font, state."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        return own

    @contextmanager
    def ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> Iterator[tuple[QStyleOptionViewItem, QRect, str]]:
        """The row drawn without its text, and the painter ready for it: the row, the room for a text, the text."""
        own = self.option_of(option, index)
        text = own.text
        own.text = ""
        self.view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, self.view)
        state, group, role = QStyle.StateFlag, QPalette.ColorGroup, QPalette.ColorRole
        enabled = group.Normal if own.state & state.State_Enabled else group.Disabled
        painter.save()
        painter.setFont(own.font)
        painter.setLayoutDirection(own.direction)
        chosen = own.state & state.State_Selected
        painter.setPen(own.palette.color(enabled, role.HighlightedText if chosen else role.Text))
        yield own, own.rect.adjusted(MARGIN, 0, -MARGIN, 0), text
        painter.restore()


class WrappedRows(_SetRows):
    """Texts break at the edge of the list, each row as high as its lines."""

    _FLAGS = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignVCenter.value

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        with self.ground(painter, option, index) as (_, room, text):
            painter.drawText(room, self._FLAGS | Qt.AlignmentFlag.AlignLeading.value, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the lines are in the list as wide as it is."""
        own = self.option_of(option, index)
        gaps = 2 * getattr(self.view, "spacing", lambda: 0)()
        width = self.view.viewport().width() - 2 * MARGIN - gaps
        lines = own.fontMetrics.boundingRect(QRect(0, 0, max(1, width), _TALLEST), self._FLAGS, own.text)
        return QSize(own.fontMetrics.averageCharWidth() * 10, lines.height() + 2)


class SignedRows(_SetRows):
    """A sign, two spaces and a title; titles begin one below the other however wide the signs are."""

    def __init__(self, view: QAbstractItemView, signs: Iterable[str]) -> None:
        super().__init__(view)
        self._signs = tuple(signs)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        with self.ground(painter, option, index) as (own, room, text):
            self._write(painter, own, room, text)

    def _write(self, painter: QPainter, own: QStyleOptionViewItem, room: QRect, text: str) -> None:
        sign, gap, title = text.partition("  ")
        if not gap:
            sign, title = "", text
        metrics, height = own.fontMetrics, (own.displayAlignment & Qt.AlignmentFlag.AlignVertical_Mask).value
        width = max(map(metrics.horizontalAdvance, self._signs)) if gap else 0
        beside = width + metrics.averageCharWidth() if gap else 0
        place = QStyle.visualRect(own.direction, room, QRect(room.left(), room.top(), width, room.height()))
        painter.drawText(place, height | Qt.AlignmentFlag.AlignHCenter.value, sign)
        rest = QStyle.visualRect(own.direction, room, room.adjusted(beside, 0, 0, 0))
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, height | Qt.AlignmentFlag.AlignLeading.value, shown)
