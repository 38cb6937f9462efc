"""Money of a region in euro: at a rate that is stated with its day, or at those that the plans state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout

from localplan.domain.region_money import Rate
from localplan.ui.labels import plain_label

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace

Rates = tuple[Rate, ...] | None
"""The rates that were stated; none for money as the plans have it."""


class EuroDialog(QDialog):
    """A rate and its day for each currency of the plans; what is left empty goes by the rates of the plans."""

    def __init__(self, place: RegionPlace) -> None:
        super().__init__(place)
        self.place, words = place, place.words
        self.setObjectName("region.euro.ask")
        self.setWindowTitle(words("Money in euro"))
        known = {rate.currency: rate for rate in place.rates or ()}
        found = {s.currency for s in place.look.view.all if s.counts} if place.look else set()
        self.fields = {code: self._fields(code, known.get(code)) for code in sorted(found - {"EUR", ""})}
        form = QFormLayout()
        for code, (rate, day) in self.fields.items():
            form.addRow(words("{currency} for one euro", currency=code), rate)
            form.addRow(words("Rate of the day"), day)
        self.said = plain_label("", "problem")
        buttons = QDialogButtonBox()
        as_planned = buttons.addButton(words("As the plans have it"), QDialogButtonBox.ButtonRole.ResetRole)
        as_planned.setObjectName("region.euro.off")
        as_planned.clicked.connect(lambda: self._end(None))
        buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        show = buttons.addButton(words("Show in euro"), QDialogButtonBox.ButtonRole.AcceptRole)
        show.setObjectName("region.euro.on")
        buttons.accepted.connect(self.show_in_euro)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(words("Leave a rate empty to use the ones that the plans state with their day.")))
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addWidget(buttons)

    def _fields(self, code: str, known: Rate | None) -> tuple[QLineEdit, QLineEdit]:
        words = self.place.words
        rate, day = QLineEdit(), QLineEdit()
        rate.setObjectName(f"region.euro.rate.{code}")
        day.setObjectName(f"region.euro.day.{code}")
        rate.setAccessibleName(words("{currency} for one euro", currency=code))
        day.setAccessibleName(words("Rate of the day"))
        if known:
            rate.setText(words.number(known.per_euro))
            day.setText(words.day(known.day))
        return rate, day

    def show_in_euro(self) -> None:
        """Take the rates over; one without a day, or that is none, is told."""
        found: list[Rate] = []
        for code, (rate, day) in self.fields.items():
            if not rate.text().strip():
                continue
            try:
                found.append(Rate(code, self._number(rate.text()), self._day(day.text())))
            except ValueError:
                self.said.setText(self.place.words("{currency}: a rate above 0 and its day are needed.", currency=code))
                return
        self._end(tuple(found))

    def _number(self, text: str) -> Decimal:
        number = self.place.words.parse_number(text)
        if number <= 0:
            raise ValueError(text)
        return number

    def _day(self, text: str) -> date:
        return self.place.words.parse_day(text)

    def _end(self, rates: Rates) -> None:
        self.accept()
        self.place.rates = rates
        self.place.refresh()
