"""Texts that run from right to left begin at the right, in a window that runs from left to right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QPlainTextEdit, QStyledItemDelegate, QStyleOptionViewItem

from localplan.words.direction import runs_leftward

_EMBEDDED = "\u202b"  # what follows runs from right to left, whatever it begins with


class BySide(QStyledItemDelegate):
    """Draws each text of a list, table or tree from the side on which it begins."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """As always, turned round for a text that runs from right to left."""
        super().initStyleOption(option, index)
        text: str = option.text
        if not text.isascii() and runs_leftward(text):
            option.direction = Qt.LayoutDirection.RightToLeft


def align(box: QPlainTextEdit) -> None:
    """Begin the lines of a box at the side on which its text does; Qt orders the words, but leaves them at the left."""
    option = box.document().defaultTextOption()
    side = Qt.AlignmentFlag.AlignRight if runs_leftward(box.toPlainText()) else Qt.AlignmentFlag.AlignLeft
    if option.alignment() != side:
        option.setAlignment(side)
        option.setTextDirection(_DIRECTIONS[side])
        box.document().setDefaultTextOption(option)


_DIRECTIONS = {
    Qt.AlignmentFlag.AlignLeft: Qt.LayoutDirection.LayoutDirectionAuto,
    Qt.AlignmentFlag.AlignRight: Qt.LayoutDirection.RightToLeft,
}


class FromRight(str):
    """A line of a picture that begins at the right of a field so wide."""

    __slots__ = ("room",)
    room: float

    def __new__(cls, line: str, room: float) -> FromRight:
        """The line marked for Qt, which would order it from left to right otherwise."""
        turned = super().__new__(cls, _EMBEDDED + line)
        turned.room = room
        return turned
