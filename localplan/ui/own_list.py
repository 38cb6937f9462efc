"""A person's own list of municipalities, looked at before it is taken over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from localplan.app.own_register import COLUMNS, Unit
from localplan.app.registers import import_municipalities, own_units
from localplan.app.sentences import sentence
from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.methodology.law import Country
from localplan.methodology.methodology import Methodology
from localplan.ui.labels import give_room, plain_label
from localplan.words import Words

MOST_SHOWN = 12  # rows of the preview


class OwnListDialog(QDialog):
    """The first rows of a file, or what is wrong with it; `taken` once it is the country's register."""

    taken = Signal()

    def __init__(
        self, path: Path, country: Country, methodology: Methodology, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.path, self.country, self.methodology, self.words = path, country, methodology, words
        self.setObjectName("own_list")
        self.setWindowTitle(words("Own list of municipalities"))
        give_room(self, 640, 420)
        self.complaint = plain_label("", "error")
        self.language = self._languages()
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(path.name, "heading"))
        units = self._units()
        if units:
            layout.addWidget(plain_label(self._told(len(units)), "quiet"))
            layout.addWidget(_preview(units[:MOST_SHOWN], words), 1)
            form = QFormLayout()
            form.addRow(words("Language of the names"), self.language)
            layout.addLayout(form)
        layout.addWidget(self.complaint)
        if not units:
            layout.addWidget(plain_label(self._how_it_must_look(), "quiet"))
            layout.addStretch()
        layout.addWidget(self._buttons(bool(units)))

    def _units(self) -> tuple[Unit, ...]:
        try:
            return own_units(self.path, data_dir("db"), self.country.code, self.country.unit_kinds)
        except Refused as refusal:
            self.complaint.setText(sentence(refusal, self.words))
            return ()

    def _told(self, count: int) -> str:
        words = self.words
        found = words.plural("{n} municipality found.", "{n} municipalities found.", count)
        return found + " " + words("It replaces any list that you added for this country before.")

    def _how_it_must_look(self) -> str:
        words = self.words
        example = f"{','.join(COLUMNS)}\n{self.country.code}-01,…,,{self.country.unit_kinds[0]}"
        told = words(
            "One line per municipality, saved as CSV in UTF-8. The third column is the ISO 3166-2 code of its "
            "subdivision, or empty; the fourth is one of: {kinds}.",
            kinds=", ".join(self.country.unit_kinds),
        )
        return f"{told}\n\n{example}"

    def _languages(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("own_list.language")
        for entry in self.methodology.list("languages").entries:
            box.addItem(self.words.form("list.languages", entry.label), entry.code)
        box.setCurrentIndex(max(box.findData(self.country.languages[0]), 0))
        return box

    def _buttons(self, may_take: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        if may_take:
            take = buttons.addButton(self.words("Use this list"), QDialogButtonBox.ButtonRole.AcceptRole)
            take.setObjectName("own_list.take")
            take.setProperty("role", "main")
        buttons.addButton(
            self.words("Cancel") if may_take else self.words("Close"), QDialogButtonBox.ButtonRole.RejectRole
        )
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        return buttons

    def _take(self) -> None:
        country, language = self.country, self.language.currentData()
        try:
            import_municipalities(self.path, data_dir("db"), country.code, language, country.unit_kinds)
        except Refused as refusal:  # the file or the disk changed since it was looked at
            self.complaint.setText(sentence(refusal, self.words))
            return
        self.taken.emit()
        self.accept()


def _preview(units: tuple[Unit, ...], words: Words) -> QTableWidget:
    heads = (words("Code"), words("Name"), words("Subdivision"), words("Kind"))
    table = QTableWidget(len(units), len(heads))
    table.setObjectName("own_list.preview")
    table.setAccessibleName(words("First rows of the list"))
    table.setHorizontalHeaderLabels(heads)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    for row, unit in enumerate(units):
        for column, text in enumerate(unit):
            table.setItem(row, column, QTableWidgetItem(text))
    return table
