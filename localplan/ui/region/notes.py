"""One note to many: to the plans in which a rule finds something, or to those chosen in the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from localplan.app.notes import note_to_many
from localplan.domain.values import Refused
from localplan.ui.asking import ask_text
from localplan.ui.region.table_page import ShownPage

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace

PAGES = ("quality", "plans")
"""Tables from which a note goes to many."""


def add_note_tool(page: ShownPage, place: RegionPlace) -> None:
    """A button over the table that is there for the rows chosen."""
    button = QPushButton(place.words("Note to these…"))
    button.setObjectName("region.note")
    button.setEnabled(False)
    page.head.addWidget(button)
    page.view.selectionModel().selectionChanged.connect(lambda *_: button.setEnabled(bool(plans_of(page))))
    page.found.modelReset.connect(lambda: button.setEnabled(False))
    button.clicked.connect(lambda: ask_note(page, place))


def plans_of(page: ShownPage) -> tuple[str, ...]:
    """The plans that the chosen rows are about: their own, or those in whose columns a rule finds something."""
    shown = page.model.shown
    rows = [page.found.mapToSource(index).row() for index in page.view.selectionModel().selectedRows()]
    if shown.name == "plans":
        return tuple(shown.rows[row].plan for row in rows if shown.rows[row].plan)
    cells = [pair for row in rows for pair in zip(shown.columns[4:], shown.rows[row].cells[4:], strict=True)]
    return tuple(dict.fromkeys(column.name for column, cell in cells if cell))


def ask_note(page: ShownPage, place: RegionPlace) -> None:
    """Ask for the text; a rule that is chosen begins it, so that the covering letter explains it."""
    ids, words, row = plans_of(page), place.words, page.current
    of_rule = row is not None and page.model.shown.name == "quality"
    ask_text(
        place,
        words,
        "region.note.text",
        words("Note to these…"),
        words.plural("The note goes to {n} plan.", "The same note goes to {n} plans.", len(ids)),
        words("Add the note"),
        partial(write, place, ids),
        given=f"{str(row.cells[0]).split()[0]}: " if row is not None and of_rule else "",
        lines=True,
    )


def write(place: RegionPlace, ids: tuple[str, ...], text: str) -> None:
    """Write it to all of them."""
    words = place.words
    try:
        note_to_many(place.library, ids, text)
    except Refused as refusal:
        place.host.tell_refusal(words("The note was not saved"), refusal)
        return
    said = words.plural("The note went to {n} plan.", "The note went to {n} plans.", len(ids))
    place.host.statusBar().showMessage(said, 8000)
