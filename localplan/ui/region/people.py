"""Bringing newer numbers of inhabitants, such as those of a census: a file, then its year."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QInputDialog

from localplan.app.region_people import YEARS, bring_people

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace


def ask_people(place: RegionPlace) -> None:
    """Ask for the file; the figures are then counted anew."""
    words, folders = place.words, place.host.settings.folders
    dialog = QFileDialog(place, words("Inhabitants, one municipality a line: Bor;48615"))
    dialog.setObjectName("region.people.file")
    dialog.setDirectory(folders.get("intake", str(Path.home())))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([words("Text or CSV files (*.csv *.txt)"), words("All files (*)")])
    dialog.fileSelected.connect(lambda path: _ask_year(place, Path(path)))
    dialog.open()


def _ask_year(place: RegionPlace, path: Path) -> None:
    words = place.words
    dialog = QInputDialog(place)
    dialog.setObjectName("region.people.year")
    dialog.setWindowTitle(words("Inhabitants"))
    dialog.setLabelText(words("Of which year are these figures?"))
    dialog.setInputMode(QInputDialog.InputMode.IntInput)
    dialog.setIntRange(YEARS.start, datetime.now().astimezone().year)
    dialog.setIntValue(2022)
    dialog.setOkButtonText(words("Save"))
    dialog.setCancelButtonText(words("Cancel"))
    dialog.intValueSelected.connect(partial(_bring, place, path))
    dialog.open()


def _bring(place: RegionPlace, path: Path, year: int) -> None:
    words = place.words

    def bring() -> None:
        bring_people(place.library, path, year)
        place.host.say(words("The inhabitants of {year} are kept.", year=year))
        place.refresh()

    place.host.attempt(words("The figures were not taken over"), bring)
