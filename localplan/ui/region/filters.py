"""Which plans and which of their money a view is about: a list for each thing one can choose by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from localplan.domain.choice import Choice

Offers = Mapping[str, tuple[str, Sequence[tuple[str, str]]]]
"""Field of Choice → what it is called, and (code, name) of what may be chosen."""


AT_FIRST = 5
"""So many lists stand in the first row; the others in a second one that is shown on demand."""


class Filters(QWidget):
    """`changed` tells the new choice."""

    changed = Signal(object)

    def __init__(self, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everything = everything
        self.boxes: dict[str, QComboBox] = {}
        self._beside = Choice()  # of a kept choice, what no box is there for
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 8, 14, 0)
        self._row = QHBoxLayout()
        self.more = QWidget()
        self.more.setObjectName("region.filters.more")
        self._second = QHBoxLayout(self.more)
        self._second.setContentsMargins(0, 0, 0, 0)
        self.more.hide()
        rows.addLayout(self._row)
        rows.addWidget(self.more)

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
            _choose(box, chosen or "")
            box.blockSignals(False)

    def _box(self, field: str, title: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"region.filter.{field}")
        box.setAccessibleName(title)
        box.setMinimumContentsLength(5)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _: self.changed.emit(self.choice))
        self.boxes[field] = box
        if len(self.boxes) <= AT_FIRST:
            self._row.insertWidget(len(self.boxes) - 1, box, 1)
        else:
            self._second.addWidget(box, 1)
        return box

    def choose(self, choice: Choice) -> None:
        """Choose all this, as by hand."""
        self._beside = msgspec.structs.replace(choice, **dict.fromkeys(self.boxes, ()))
        for number, (field, box) in enumerate(self.boxes.items()):
            _choose(box, _BETWEEN.join(getattr(choice, field)))
            if number >= AT_FIRST and box.currentData():
                self.more.show()
        self.changed.emit(self.choice)

    def add(self, widget: QWidget) -> None:
        """Put something behind the lists."""
        self._row.addWidget(widget)

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        chosen = {field: tuple(box.currentData().split(_BETWEEN)) for field, box in self.boxes.items()}
        return msgspec.structs.replace(self._beside, **{field: codes for field, codes in chosen.items() if any(codes)})


_BETWEEN = "\n"
"""Between several codes that a kept choice has in one list."""


def _choose(box: QComboBox, codes: str) -> None:
    """Choose an entry, or several as one; what is not offered any more chooses everything."""
    offered = [box.findData(code) for code in codes.split(_BETWEEN)]
    if len(offered) > 1 and min(offered) >= 0 and box.findData(codes) < 0:
        box.addItem(", ".join(box.itemText(place) for place in offered), codes)
    box.setCurrentIndex(max(box.findData(codes), 0))
