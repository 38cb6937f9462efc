"""A region that was handed over, in the window: read until somebody takes it over; and what others published of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QPushButton, QWidget

from localplan.app.sentences import sentence
from localplan.ui.labels import plain_label

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace


def handed_over_bar(place: RegionPlace) -> QWidget:
    """Why the region may only be read, with a button where that can be changed. Hidden where it may be written to."""
    bar, why = QWidget(), place.host.office.only_reads
    row = QHBoxLayout(bar)
    row.setContentsMargins(14, 6, 14, 6)
    bar.setObjectName("region.only_reads")
    bar.setVisible(why is not None)
    if why is None:
        return bar
    row.addWidget(plain_label(sentence(why, place.words)), 1)
    if why.code == "library_handed_over":
        button = QPushButton(place.words("Take over…"))
        button.setObjectName("region.take_over")
        button.clicked.connect(lambda: _ask_take_over(place))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return bar


def _ask_take_over(place: RegionPlace) -> None:
    words, host = place.words, place.host
    box = QMessageBox(host)
    box.setObjectName("take_over")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(words("Take the region over"))
    box.setText(words("Take this region over? From now on you work in it under your name."))
    box.setInformativeText(
        words("The library that this copy was made of stays as it is. Only one of the two should be worked in.")
    )
    box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    yes = box.addButton(words("Take over"), QMessageBox.ButtonRole.AcceptRole)
    yes.setObjectName("take_over.yes")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.accepted.connect(lambda: _take_over(place))
    box.open()


def _take_over(place: RegionPlace) -> None:
    host = place.host
    host.attempt(place.words("The region was not taken over"), host.office.take_over)
    host.region.make_anew(shown=True)


def ask_published(place: RegionPlace) -> None:
    """Ask for the library whose published editions are to be known here."""
    dialog = QFileDialog(place, place.words("Library or handover that published the region"))
    dialog.setObjectName("region.published.file")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([place.words("Libraries (*.localplan)")])
    dialog.fileSelected.connect(lambda path: take_published(place, Path(path)))
    dialog.open()


def take_published(place: RegionPlace, path: Path) -> None:
    """Take over the public editions of that library."""
    host, words = place.host, place.words
    host.attempt(words("The public editions were not taken over"), partial(_taken, place, path))


def _taken(place: RegionPlace, path: Path) -> None:
    from localplan.app.editions import take_over_published

    new = take_over_published(place.library, path)
    text = place.words.plural("{n} public edition taken over", "{n} public editions taken over", new)
    place.host.statusBar().showMessage(text, 10_000)
