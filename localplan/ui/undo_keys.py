"""Undo and redo belong to the plan, wherever the cursor stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal


class UndoKeys(QObject):
    """Takes Ctrl+Z and Ctrl+Y away from text fields, whose own undo would fight the plan's."""

    undo = Signal()
    redo = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow the shortcut and the key press; the press is told."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        key, mods = event.key(), event.modifiers()  # type: ignore[attr-defined]
        control = bool(mods & Qt.KeyboardModifier.ControlModifier)
        shift = bool(mods & Qt.KeyboardModifier.ShiftModifier)
        undo = control and not shift and key == Qt.Key.Key_Z
        redo = control and (key == Qt.Key.Key_Y or (shift and key == Qt.Key.Key_Z))
        if not (undo or redo):
            return False
        if event.type() == QEvent.Type.KeyPress:
            (self.undo if undo else self.redo).emit()
        event.accept()
        return True
