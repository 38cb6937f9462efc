"""The papers of a plan to tick: letters, drafts, extracts, reports; those that lack something say what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from localplan.app.papers import Offer
from localplan.words import Words

_KEY = Qt.ItemDataRole.UserRole


class PaperList(QTreeWidget):
    """One row for each paper, under it one for each subject that it can be made about; those that lack something last.

    A ticked paper is the usual one; a ticked subject only that one. What lacks something cannot be ticked, and says
    what in a second line.
    """

    def __init__(self, offers: tuple[Offer, ...], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export.papers")
        self.setAccessibleName(words("Letters and other papers"))
        self.setHeaderHidden(True)
        for offer in offers:
            if not offer.lacks:
                self._add(offer, words)
        if any(offer.lacks for offer in offers):
            self._head(words("Not ready yet"))
        for offer in offers:
            if offer.lacks:
                self._add(offer, words)

    def _head(self, text: str) -> None:
        item = QTreeWidgetItem(self, [text])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)

    def _add(self, offer: Offer, words: Words) -> None:
        missing = words("Missing: {what}", what="; ".join(offer.lacks)) if offer.lacks else ""
        item = QTreeWidgetItem(self, ["\n".join(filter(None, (offer.title, missing)))])
        item.setToolTip(0, missing)
        item.setData(0, _KEY, offer.code)
        if offer.lacks:
            item.setDisabled(True)
            return
        item.setCheckState(0, Qt.CheckState.Unchecked)
        for key, name in offer.subjects if len(offer.subjects) > 1 else ():
            child = QTreeWidgetItem(item, [name])
            child.setData(0, _KEY, f"{offer.code}:{key}")
            child.setCheckState(0, Qt.CheckState.Unchecked)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked: codes of papers, and `code:subject`."""
        rows = self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        return tuple(row.data(0, _KEY) for row in rows if row.checkState(0) == Qt.CheckState.Checked)
