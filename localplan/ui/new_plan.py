"""New plan: municipality, period, sections, languages, from nothing or from the sample. One small form."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from localplan.app.plans import Facts
from localplan.app.registers import Municipality, find_municipalities
from localplan.app.samples import SAMPLES
from localplan.data import data_dir
from localplan.methodology.declarations import Profile
from localplan.methodology.methodology import Methodology
from localplan.ui.labels import plain_label
from localplan.words import Words, text_in

MOST_FOUND = 30
SECTIONS = ("youth", "diaspora", "employment")
W = TypeVar("W", bound=QWidget)


class NewPlanDialog(QDialog):
    """Asks for what a plan begins with; `made` tells the facts, `practice` the sample to copy."""

    made = Signal(object)
    practice = Signal(str)

    def __init__(self, methodology: Methodology, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.methodology, self.words = methodology, words
        self.chosen: Municipality | None = None
        self.setObjectName("new_plan")
        self.setWindowTitle(words("New plan"))
        self.setMinimumWidth(600)
        self._parts()
        form = QFormLayout()
        form.addRow(words("Country"), self.country)
        form.addRow(words("Municipality"), self._municipality())
        form.addRow(words("Period"), self._period())
        form.addRow(words("Kind of document"), self.document_type)
        form.addRow(words("Sections"), self._row([*self.sections.values()]))
        form.addRow(words("Languages of the plan"), self._row([self.main_language, self.second_language]))
        form.addRow(words("Track"), self.track)
        form.addRow(words("Begin with"), self.template)
        self.complaint = plain_label("", "error")
        self.complaint.hide()
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)  # the list grows it
        layout.addLayout(form)
        layout.addWidget(self.complaint)
        layout.addWidget(self._buttons())
        self.country.currentIndexChanged.connect(self._country_chosen)
        self._country_chosen()
        self.search.setFocus()

    # parts -----------------------------------------------------------------------------------------------------------

    def _parts(self) -> None:
        words, year = self.words, datetime.now().astimezone().year + 1
        self.country = self._choice("new_plan.country", "countries")
        self.country.setCurrentIndex(max(self.country.findData("RS"), 0))
        self.search = _named(QLineEdit(), "new_plan.municipality", words("Municipality"))
        self.search.setPlaceholderText(words("Type the beginning of its name, in either script"))
        self.found = _named(QListWidget(), "new_plan.found", words("Municipalities found"))
        self.found.setMaximumHeight(self.fontMetrics().height() * 7)
        self.outside = QCheckBox(words("It is not in the data set supplied"))
        self.outside.setObjectName("new_plan.outside")
        self.own_code = _named(QLineEdit(), "new_plan.code", words("Code of the municipality"))
        self.own_code.setPlaceholderText(words("Code"))
        self.first = _named(_year(year), "new_plan.from", words("First year"))
        self.last = _named(_year(year + 2), "new_plan.to", words("Last year"))
        self.document_type = self._choice("new_plan.type", "document_types")
        self.track = self._choice("new_plan.track", "tracks")
        self.template = QComboBox()
        self.template.setObjectName("new_plan.template")
        self.template.addItem(words("an empty plan"), "")
        for sample in SAMPLES.values():
            self.template.addItem(words("a practice copy: {title}", title=words(sample.title)), sample.name)
        self.main_language = self._choice("new_plan.language", "languages")
        self.second_language = self._choice("new_plan.second", "languages", empty=words("no second language"))
        self.sections = {}
        for code in SECTIONS:
            entry = self.methodology.entry("sections", code)
            self.sections[code] = QCheckBox(words.form("list.sections", entry.label if entry else code))
            self.sections[code].setObjectName(f"new_plan.{code}")
            self.sections[code].setChecked(True)
        self.search.textEdited.connect(self._find)
        self.found.currentItemChanged.connect(self._municipality_chosen)
        self.outside.toggled.connect(self._outside)

    def _choice(self, name: str, list_code: str, empty: str = "") -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        if empty:
            box.addItem(empty, "")
        for entry in self.methodology.list(list_code).entries:
            box.addItem(self.words.form(f"list.{list_code}", entry.label), entry.code)
        return box

    def _municipality(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.search, self.found, self.outside, self.own_code):
            layout.addWidget(widget)
        self.own_code.hide()
        return box

    def _period(self) -> QWidget:
        return self._row([self.first, plain_label("–", wrap=False), self.last])

    def _row(self, widgets: list[QWidget]) -> QWidget:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch()
        return box

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        make = buttons.addButton(self.words("Make the plan"), QDialogButtonBox.ButtonRole.AcceptRole)
        make.setObjectName("new_plan.make")
        make.setProperty("role", "main")
        buttons.addButton(self.words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._make)
        buttons.rejected.connect(self.reject)
        return buttons

    # reactions -------------------------------------------------------------------------------------------------------

    @property
    def profile(self) -> Profile:
        """The profile of the chosen country, else the generic one."""
        country = self.country.currentData()
        fitting = (p for p in self.methodology.profiles.values() if country in p.countries)
        return next(fitting, self.methodology.profile("generic"))

    def _country_chosen(self) -> None:
        profile = self.profile
        known = self.country.currentData() == "RS"
        self.outside.setChecked(not known)
        self.outside.setVisible(known)
        self.search.clear()
        self._find("")
        entry = self.methodology.entry("countries", self.country.currentData())
        tags = entry.marks.get("languages", []) if entry else []
        main = next((tag for tag in (*profile.main_languages, *tags) if self.main_language.findData(tag) >= 0), "en")
        if not known and tags:
            main = tags[0]
        self.main_language.setCurrentIndex(max(self.main_language.findData(main), 0))
        self.second_language.setCurrentIndex(0)

    def _find(self, text: str) -> None:
        self.chosen = None
        self.found.clear()
        if not self.outside.isChecked() and text.strip():
            for one in find_municipalities(text, data_dir("db"), self.country.currentData(), MOST_FOUND):
                district = text_in(one.district_names, self.words.language, "sr-Latn")
                name = text_in(one.names, self.words.language, "sr-Latn")
                item = QListWidgetItem(f"{name} · {district} · {one.code}")
                item.setData(Qt.ItemDataRole.UserRole, one)
                self.found.addItem(item)
        self.found.setVisible(self.found.count() > 0)
        if self.found.count() == 1:
            self.found.setCurrentRow(0)

    def _municipality_chosen(self, item: QListWidgetItem | None) -> None:
        self.chosen = item.data(Qt.ItemDataRole.UserRole) if item else None

    def _outside(self, outside: bool) -> None:
        self.own_code.setVisible(outside)
        self._find("" if outside else self.search.text())

    def _make(self) -> None:
        sample = self.template.currentData()
        complaint = "" if sample else self._what_is_missing()
        self.complaint.setText(complaint)
        self.complaint.setVisible(bool(complaint))
        if not complaint:
            if sample:
                self.practice.emit(sample)
            else:
                self.made.emit(self.facts())
            self.accept()

    def _what_is_missing(self) -> str:
        words = self.words
        if self.outside.isChecked():
            if not self.search.text().strip() or not self.own_code.text().strip():
                return words("Please write the name and the code of the municipality.")
        elif self.chosen is None:
            return words("Please choose the municipality from the list under its name.")
        if self.last.value() <= self.first.value():
            return words("The last year must come after the first.")
        if not any(box.isChecked() for box in self.sections.values()):
            return words("Please choose at least one section.")
        return ""

    def facts(self) -> Facts:
        """What was entered."""
        profile, country = self.profile, self.country.currentData()
        main, second = self.main_language.currentData(), self.second_language.currentData()
        entry = self.methodology.entry("countries", country)
        name = self.chosen.names if self.chosen else {main: self.search.text().strip()}
        return Facts(
            municipality=self.chosen.code if self.chosen else self.own_code.text().strip(),
            municipality_name=name,
            country=country,
            unit_kind=self.chosen.kind_of_unit if self.chosen else "",
            subdivision=self.chosen.district if self.chosen else "",
            profile=profile.code,
            first_year=self.first.value(),
            last_year=self.last.value(),
            document_type=self.document_type.currentData() or "",
            sections=tuple(code for code, box in self.sections.items() if box.isChecked()),
            languages=(main, second) if second and second != main else (main,),
            currency=str(entry.marks.get("currency", profile.currency)) if entry else profile.currency,
            amount_unit=profile.amount_unit,
            track=self.track.currentData() or "full",
            outside_register=self.chosen is None,
            methodology_version=self.methodology.version,
        )


def _year(value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(2000, 2100)
    box.setValue(value)
    return box


def _named(widget: W, name: str, accessible: str) -> W:
    widget.setObjectName(name)
    widget.setAccessibleName(accessible)
    return widget
