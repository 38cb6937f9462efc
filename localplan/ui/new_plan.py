"""New plan: municipality, period, sections, languages, from nothing or from the sample. One small form."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from localplan.app.plans import Facts
from localplan.app.samples import SAMPLES
from localplan.methodology.law import Country
from localplan.methodology.methodology import Methodology
from localplan.ui.asking import on_or_cancel
from localplan.ui.labels import give_room, plain_label, put_into, scroll_area
from localplan.ui.municipality import MunicipalityChoice, country_facts
from localplan.words import Words

SMALL_BELOW = 20_000  # inhabitants (amendments, section 5)
SECTIONS = ("youth", "diaspora", "employment")
W = TypeVar("W", bound=QWidget)


class NewPlanDialog(QDialog):
    """Asks for what a plan begins with; `made` tells the facts, `practice` the sample to copy."""

    made = Signal(object)
    practice = Signal(str)

    def __init__(self, methodology: Methodology, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.methodology, self.words = methodology, words
        self.setObjectName("new_plan")
        self.setWindowTitle(words("New plan"))
        give_room(self, 760, 620)
        self._parts()
        area, holder = scroll_area(self)
        body = QWidget(holder)
        put_into(holder, body)
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(words("Country"), self.country)
        form.addRow("", self._country_facts)
        form.addRow(words("Municipality"), self.municipality)
        form.addRow(words("Period"), self._period())
        form.addRow(words("Kind of document"), self.document_type)
        form.addRow(words("Sections"), self._row([*self.sections.values()]))
        form.addRow(words("Languages of the plan"), self._row([self.main_language, self.second_language]))
        form.addRow(words("Track"), self.track)
        form.addRow("", self.track_hint)
        form.addRow(words("Start from"), self.template)
        self.complaint = plain_label("", "error")
        self.complaint.hide()
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self.complaint)
        layout.addWidget(self._buttons())
        self.country.currentIndexChanged.connect(self._country_chosen)
        self._country_chosen()
        self.municipality.search.setFocus()

    # parts -----------------------------------------------------------------------------------------------------------

    def _parts(self) -> None:
        words, year = self.words, datetime.now().astimezone().year + 1
        self.country = self._countries()
        self._country_facts = QVBoxLayout()
        self.municipality = MunicipalityChoice(self.methodology, words)
        self.municipality.changed.connect(self._offer_small_track)
        self.track_hint = plain_label("", "quiet")
        self.track_hint.hide()
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

    def _choice(self, name: str, list_code: str, empty: str = "") -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        if empty:
            box.addItem(empty, "")
        for entry in self.methodology.list(list_code).entries:
            box.addItem(self.words.form(f"list.{list_code}", entry.label), entry.code)
        return box

    def _countries(self) -> QComboBox:
        """The countries of the programme, Serbia first."""
        box = QComboBox()
        box.setObjectName("new_plan.country")
        for entry in self.methodology.list("countries").entries:
            if entry.code in self.methodology.countries:
                box.addItem(self.words.form("list.countries", entry.label), entry.code)
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
        words = self.words
        return on_or_cancel(words, "new_plan.make", words("Create the plan"), self._make, self.reject)

    # reactions -------------------------------------------------------------------------------------------------------

    def _country(self) -> Country:
        return self.methodology.countries[self.country.currentData()]

    def _country_chosen(self) -> None:
        country = self._country()
        while item := self._country_facts.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._country_facts.addWidget(country_facts(country, self.methodology, self.words))
        self.municipality.set_country(country)
        tags = (tag for tag in country.languages if self.main_language.findData(tag) >= 0)
        self.main_language.setCurrentIndex(self.main_language.findData(next(tags, "en")))
        self.second_language.setCurrentIndex(0)

    def _offer_small_track(self) -> None:
        """A remark for small municipalities; the choice is theirs."""
        unit, words = self.municipality.chosen, self.words
        small = unit is not None and unit.population is not None and unit.population < SMALL_BELOW
        if unit is not None and unit.population is not None:
            told = words(
                "{number} inhabitants ({year}): you can use the small track, and switch to the full one at any time.",
                number=words.number(Decimal(unit.population)),
                year=unit.population_year,
            )
            self.track_hint.setText(told)
        self.track_hint.setVisible(small)

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
        if missing := self.municipality.what_is_missing():
            return missing
        if self.last.value() <= self.first.value():
            return words("The last year must come after the first.")
        if not any(box.isChecked() for box in self.sections.values()):
            return words("Please choose at least one section.")
        return ""

    def facts(self) -> Facts:
        """What was entered."""
        country = self._country()
        profile = self.methodology.profile(country.profile)
        main, second = self.main_language.currentData(), self.second_language.currentData()
        return Facts(
            **self.municipality.facts(main),
            country=country.code,
            profile=profile.code,
            first_year=self.first.value(),
            last_year=self.last.value(),
            document_type=self.document_type.currentData() or "",
            sections=tuple(code for code, box in self.sections.items() if box.isChecked()),
            languages=(main, second) if second and second != main else (main,),
            currency=country.currency,
            amount_unit=profile.amount_unit,
            track=self.track.currentData() or "full",
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
