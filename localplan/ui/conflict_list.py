"""What the page of contradictions is fed with: the list of them, and values that people type themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from localplan.domain.notes import Conflict
from localplan.words import Words

Index = QModelIndex | QPersistentModelIndex


class ConflictList(QAbstractListModel):
    """Contradictions by what they are about."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[tuple[Conflict, str]] = []

    def show(self, rows: Sequence[tuple[Conflict, str]]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.rows[index.row()][1]


def own_value(kind: str, text: str, words: Words) -> Any:
    """What was typed, as an edit holds it. Raises ValueError when it cannot be read."""
    text = text.strip()
    if kind in ("number", "money"):
        return str(words.parse_number(text))
    if kind == "whole":
        return int(words.parse_number(text))
    if kind == "day":
        return words.parse_day(text).isoformat()
    return text
