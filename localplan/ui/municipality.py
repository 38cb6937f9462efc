"""Which municipality: found in the country's register, in a list of the person's own, or entered by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from localplan.app.registers import Municipality, find_municipalities, municipalities, subdivisions
from localplan.data import data_dir
from localplan.methodology.law import Country
from localplan.methodology.methodology import Methodology
from localplan.ui.labels import plain_label
from localplan.words import Words, text_in

MOST_FOUND = 30
MOST_SEEN = 6  # rows without scrolling


class MunicipalityChoice(QWidget):
    """Search, what it found, and the fields of a municipality that no list has."""

    changed = Signal()  # another municipality is chosen, or none

    def __init__(self, methodology: Methodology, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.methodology, self.words = methodology, words
        self.country: Country | None = None
        self.chosen: Municipality | None = None
        self.search = QLineEdit()
        self.search.setObjectName("new_plan.municipality")
        self.search.setAccessibleName(words("Municipality"))
        self.found = QListWidget()
        self.found.setObjectName("new_plan.found")
        self.found.setAccessibleName(words("Municipalities found"))
        self.outside = QCheckBox(words("My municipality is not in the list"))
        self.outside.setObjectName("new_plan.outside")
        self.own_list = QPushButton(words("Use your own list of municipalities (CSV)…"))
        self.own_list.setObjectName("new_plan.own_list")
        self.by_hand = self._fields_by_hand()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.search, self.found, self.outside, self.by_hand):
            layout.addWidget(widget)
        layout.addWidget(self.own_list, 0, Qt.AlignmentFlag.AlignLeft)
        self.search.textEdited.connect(self._find)
        self.found.currentItemChanged.connect(self._choose)
        self.outside.toggled.connect(self._refresh)
        self.own_list.clicked.connect(self._ask_list)

    def _fields_by_hand(self) -> QWidget:
        words = self.words
        self.code, self.kind, self.subdivision = QLineEdit(), QComboBox(), QComboBox()
        self.code.setPlaceholderText(words("Code"))
        fields: tuple[tuple[QWidget, str, str], ...] = (
            (self.code, "new_plan.code", words("Code of the municipality")),
            (self.kind, "new_plan.unit_kind", words("Kind of local unit")),
            (self.subdivision, "new_plan.subdivision", words("Subdivision")),
        )
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (widget, name, title) in enumerate(fields):
            widget.setObjectName(name)
            widget.setAccessibleName(title)
            grid.addWidget(widget, 0, column)
            grid.setColumnStretch(column, 1)
        return box

    # the country -----------------------------------------------------------------------------------------------------

    def set_country(self, country: Country) -> None:
        """Offer what is known of a country; what was typed for another one is gone."""
        self.country = country
        words = self.words
        self.kind.clear()
        for code in country.unit_kinds:
            entry = self.methodology.entry("unit_kinds", code)
            self.kind.addItem(words.form("list.unit_kinds", entry.label) if entry else code, code)
        self.subdivision.clear()
        self.subdivision.addItem(words("Subdivision"), "")
        for one in subdivisions(data_dir("db"), country.code):
            self.subdivision.addItem(one.name, one.code)
        self.search.clear()
        self.code.clear()
        known = bool(municipalities(data_dir("db"), country.code))
        self.outside.setChecked(not known)
        self.outside.setVisible(known)
        self.own_list.setVisible(country.profile == "generic")
        hint = words("Type the first letters of its name, in either script") if known else words("Type its name")
        self.search.setPlaceholderText(hint)
        self._refresh()

    def _refresh(self) -> None:
        self.by_hand.setVisible(self.outside.isChecked())
        self._find(self.search.text())

    # choosing --------------------------------------------------------------------------------------------------------

    def _find(self, text: str) -> None:
        self.chosen = None
        self.found.clear()
        if not self.outside.isChecked() and text.strip() and self.country:
            for one in find_municipalities(text, data_dir("db"), self.country.code, MOST_FOUND):
                item = QListWidgetItem(" · ".join(filter(None, (*self._names(one), one.code))))
                item.setData(Qt.ItemDataRole.UserRole, one)
                self.found.addItem(item)
        rows = min(self.found.count(), MOST_SEEN)
        self.found.setFixedHeight(max(self.found.sizeHintForRow(0), 0) * rows + 2 * self.found.frameWidth() + 2)
        self.found.setVisible(rows > 0)
        self.changed.emit()
        if self.found.count() == 1:
            self.found.setCurrentRow(0)

    def _names(self, one: Municipality) -> tuple[str, str]:
        district = text_in(one.district_names, self.words.language, "sr-Latn") or self._subdivision(one.district)
        return text_in(one.names, self.words.language, "sr-Latn"), district

    def _subdivision(self, code: str) -> str:
        known = subdivisions(data_dir("db"), self.country.code) if self.country else ()
        return next((one.name for one in known if one.code == code), "")

    def _choose(self, item: QListWidgetItem | None) -> None:
        self.chosen = item.data(Qt.ItemDataRole.UserRole) if item else None
        self.changed.emit()

    # a list of the person's own --------------------------------------------------------------------------------------

    def _ask_list(self) -> None:
        dialog = QFileDialog(self, self.words("Own list of municipalities"))
        dialog.setObjectName("new_plan.own_list.file")
        dialog.setNameFilters([self.words("Tables (*.csv)"), self.words("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.look_at(Path(path)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def look_at(self, path: Path) -> None:
        """Show what a file holds before it is taken over."""
        from localplan.ui.own_list import OwnListDialog

        if self.country:
            dialog = OwnListDialog(path, self.country, self.methodology, self.words, self)
            dialog.taken.connect(self._list_taken)
            dialog.open()

    def _list_taken(self) -> None:
        if self.country:
            self.set_country(self.country)
        self.search.setFocus()

    # what was chosen -------------------------------------------------------------------------------------------------

    def what_is_missing(self) -> str:
        """What keeps a plan from being made, in a sentence; empty when nothing does."""
        if self.outside.isChecked():
            if not self.search.text().strip() or not self.code.text().strip():
                return self.words("Please write the name and the code of the municipality.")
        elif self.chosen is None:
            return self.words("Please choose the municipality from the list under its name.")
        return ""

    def facts(self, language: str) -> Mapping[str, Any]:
        """Fields of `Facts` on the municipality; a name entered by hand is in that language."""
        if self.chosen:
            return {
                "municipality": self.chosen.code,
                "municipality_name": self.chosen.names,
                "unit_kind": self.chosen.kind_of_unit,
                "subdivision": self.chosen.district,
                "outside_register": False,
            }
        return {
            "municipality": self.code.text().strip(),
            "municipality_name": {language: self.search.text().strip()},
            "unit_kind": self.kind.currentData() or "",
            "subdivision": self.subdivision.currentData() or "",
            "outside_register": True,
        }


def country_facts(country: Country, methodology: Methodology, words: Words) -> QWidget:
    """What the methodology knows of a country: where a plan is made, what it feeds, its languages and money."""
    languages = (methodology.entry("languages", tag) for tag in country.languages)
    spoken = " · ".join(words.form("list.languages", one.label) for one in languages if one)
    kinds = ", ".join(words.form("countries", one) for one in country.subdivisions)
    lines = (
        (words("Local level"), words.form("countries", country.tier)),
        (words("Contributes to"), words.form("countries", country.feeds)),
        (words("Budget"), words.form("countries", country.budget)),
        (words("Adoption"), words.form("countries", country.adoption)),
        (words("Subdivisions"), kinds),
        (words("Languages"), spoken),
        (words("Currency"), country.currency),
    )
    box = QWidget()
    box.setObjectName("new_plan.country_facts")
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 2)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(1, 1)
    for row, (name, text) in enumerate(lines):
        grid.addWidget(plain_label(name, "quiet", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(text, "quiet"), row, 1, Qt.AlignmentFlag.AlignTop)
    return box
