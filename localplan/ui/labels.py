"""Labels that show text as it is, buttons with a menu, and areas that scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QInputDialog,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

FRAME = 60  # logical pixels: title bar of a dialog and some air
_LARGER = {"title": 1.4, "heading": 1.0}


def plain_label(text: str, role: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> QLabel:
    """A label that shows text as it is: a plan's text must never be read as markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if role in _LARGER:
        font = label.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * _LARGER[role])
        label.setFont(font)
    return label


def menu_button(name: str, text: str = "", fill: Callable[[QMenu], object] | None = None) -> QToolButton:
    """A button that opens a menu; `fill` makes its entries each time anew."""
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("role", "menu")
    button.setText(text)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    if fill is not None:
        menu.aboutToShow.connect(lambda: fill(menu))
    button.setMenu(menu)
    return button


class UpDownArea(QScrollArea):
    """Scrolls up and down only, and is never narrower than what it holds."""

    def __init__(self, holder: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(holder)

    def minimumSizeHint(self) -> QSize:
        """As wide as the content needs, with its scroll bar."""
        held, hint = self.widget(), super().minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(held.minimumSizeHint().width() + bar, hint.height()) if held else hint


def scrolling(widget: QWidget) -> QScrollArea:
    """A widget in an area that scrolls up and down only."""
    area, holder = scroll_area()
    put_into(holder, widget)
    return area


def scroll_area(parent: QWidget | None = None) -> tuple[QScrollArea, QWidget]:
    """An area that scrolls up and down only, and the empty holder in it.

    What is made with the holder as its parent is styled once; what is put into it later, once more at every level.
    """
    holder = QWidget()
    holder.setObjectName("page")
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(8, 8, 12, 8)
    layout.addStretch()
    return UpDownArea(holder, parent), holder


def put_into(holder: QWidget, widget: QWidget) -> None:
    """Put a widget beneath the others in the holder of a scrolling area."""
    layout = holder.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(layout.count() - 1, widget)


def give_room(dialog: QWidget, width: int, height: int) -> None:
    """Make a dialog this large (logical pixels), or as large as the screen lets it be."""
    room = dialog.screen().availableSize()
    dialog.resize(min(width, room.width() - FRAME // 2), min(height, room.height() - FRAME))


def open_for_text(dialog: QInputDialog) -> None:
    """Open a question whose answer may have several lines: they break at the edge, and there is room for some."""
    dialog.open()
    for box in dialog.findChildren(QPlainTextEdit):
        box.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        give_room(dialog, 520, 280)


def lay_out_now() -> None:
    """Give everything its place before the next painting.

    Left to itself Qt lays out one level of nested widgets after the other and paints in between: boxes look squashed.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
