"""A region that was handed over, in the window: read until somebody takes it over; and the editions of others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QPushButton, QWidget

from localplan.app.places import address_of
from localplan.app.sentences import sentence
from localplan.domain.values import Refused
from localplan.ui.asking import ask_text
from localplan.ui.background import in_background
from localplan.ui.labels import give_room, plain_label
from localplan.words import phrase

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


def ask_editions(place: RegionPlace) -> None:
    """Ask where the library is whose editions are to be known here."""
    words, box = place.words, QMessageBox(place)
    box.setObjectName("region.editions")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(words("Editions of another library"))
    box.setText(words("Where is the library that the editions were made in?"))
    box.setInformativeText(words(EDITIONS))
    for name, text, ask in (
        ("file", words("In a file…"), _ask_file),
        ("server", words("On a server…"), _ask_server),
    ):
        button = box.addButton(text, QMessageBox.ButtonRole.ActionRole)
        button.setObjectName(f"region.editions.{name}")
        button.clicked.connect(partial(ask, place))
    box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.open()


EDITIONS = phrase(
    "Its public editions are then known here, so that nothing is given away together with them. Its editions of the "
    "day stand under “Figures”. The other library stays as it is."
)


def _ask_server(place: RegionPlace, _: bool = False) -> None:
    words = place.words
    dialog = ask_text(
        place,
        words,
        "region.editions.address",
        words("Editions of another library"),
        words("Address of the library, without a password:"),
        words("Take over"),
        partial(take_editions, place),
        given="postgresql+psycopg://",
    )
    give_room(dialog, 520, 120)


def _ask_file(place: RegionPlace, _: bool = False) -> None:
    dialog = QFileDialog(place, place.words("Library or handover that published the region"))
    dialog.setObjectName("region.published.file")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([place.words("Libraries (*.localplan)")])
    dialog.fileSelected.connect(partial(take_editions, place))
    dialog.open()


def take_editions(place: RegionPlace, named: str) -> None:
    """Take over the editions of the library of that name, beside the window: a server may take its time."""
    from localplan.app.editions_elsewhere import TakenOver, take_over_editions

    words, host = place.words, place.host

    def done(found: TakenOver | Refused) -> None:
        if isinstance(found, Refused):
            host.tell_refusal(words("The editions were not taken over"), found)
            return
        public = words.plural("{n} public edition taken over", "{n} public editions taken over", found.public)
        kept = words.plural("{n} edition of the day taken over", "{n} editions of the day taken over", found.kept)
        host.say(f"{public} · {kept}")

    in_background(place, lambda: take_over_editions(place.library, address_of(named)), done)
