"""Which plans and which of their money a view is about: a list for each thing one can choose by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from localplan.domain.choice import Choice

Offers = Mapping[str, tuple[str, Sequence[tuple[str, str]]]]
"""Field of Choice → what it is called, and (code, name) of what may be chosen."""


class Filters(QWidget):
    """`changed` tells the new choice."""

    changed = Signal(object)

    def __init__(self, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everything = everything
        self.boxes: dict[str, QComboBox] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 14, 0)

    def offer(self, offers: Offers) -> None:
        """Offer these; what was chosen stays chosen where it is still offered."""
        for field, (title, entries) in offers.items():
            box = self.boxes.get(field) or self._box(field, title)
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(f"{title}: {self._everything}", "")
            for code, name in entries:
                box.addItem(name, code)
            box.setCurrentIndex(max(box.findData(chosen), 0))
            box.blockSignals(False)

    def _box(self, field: str, title: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"region.filter.{field}")
        box.setAccessibleName(title)
        box.setMinimumContentsLength(9)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _: self.changed.emit(self.choice))
        self.boxes[field] = box
        self._row.addWidget(box, 1)
        return box

    def choose(self, field: str, code: str) -> bool:
        """Choose an entry as by hand, without telling; whether it is offered."""
        box = self.boxes.get(field)
        place = box.findData(code) if box else -1
        if box is not None and place >= 0:
            box.setCurrentIndex(place)
        return place >= 0

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        chosen = {field: (box.currentData(),) for field, box in self.boxes.items() if box.currentData()}
        return Choice(**chosen)
