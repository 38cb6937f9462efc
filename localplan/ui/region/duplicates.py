"""Possible duplicates: pairs that may be one, decided with a key each; what was said stands below, to be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from localplan.domain.values import Refused
from localplan.ui.asking import ask_text
from localplan.ui.background import in_background, no_long_pauses
from localplan.ui.labels import plain_label
from localplan.ui.region.table_page import ShownPage

if TYPE_CHECKING:
    from localplan.app.alike import Pair
    from localplan.domain.shown import Shown
    from localplan.ui.region.place import RegionPlace

DECISIONS = {"same": "1", "not_the_same": "2", "": "3", "turned": "4"}
"""What may be said of a pair, and the key for it; nothing takes back what was said. Turned: the other's name stays."""


class DuplicatesPage(QWidget):
    """One kind at a time. `decided` when the region is to be put together anew, `looking` while names are compared."""

    opened = Signal(str, str)

    def __init__(self, place: RegionPlace) -> None:
        super().__init__()
        from localplan.app.duplicate_table import pairs_table
        from localplan.app.duplicates import KINDS

        self.place, self.words = place, place.words
        self.setObjectName("region.duplicates.page")
        self.decided = False
        self._pairs: list[Pair] = []
        self._names: dict[str, str] = {}
        self._newest = 0  # number of the search whose answer is waited for
        self.looking = False
        self.kind = QComboBox()
        self.kind.setObjectName("duplicates.kind")
        self.kind.setAccessibleName(self.words("Compare"))
        for code, label in KINDS.items():
            self.kind.addItem(self.words(label), code)
        self.kind.activated.connect(lambda _: self.refresh())
        self.table = ShownPage(pairs_table((), self._kind, {}, self.words), self.words)
        self.table.opened.connect(self.opened)
        self.buttons = self._tools()
        self.table.view.selectionModel().selectionChanged.connect(lambda *_: self._look_at_row())
        self.table.found.modelReset.connect(self._look_at_row)
        self.told = plain_label("")
        self.told.setObjectName("duplicates.told")
        self.told.setContentsMargins(14, 0, 14, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.told)
        self._look_at_row()

    @property
    def _kind(self) -> str:
        return str(self.kind.currentData())

    def _tools(self) -> dict[str, QPushButton]:
        words, head = self.words, self.table.head
        head.addWidget(self.kind)
        said = {
            "same": words("Mark as the same"),
            "not_the_same": words("Mark as different"),
            "": words("Undo the decision"),
            "turned": words("Same, keep the second name"),
        }
        buttons = {}
        for decision, key in DECISIONS.items():
            buttons[decision] = self._button(
                f"duplicates.{decision or 'back'}",
                f"{said[decision]} ({key})",
                partial(self.say, decision),
            )
            shortcut = QShortcut(QKeySequence(key), self.table.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.say, decision))
        buttons["note"] = self._button("duplicates.note", words("Note to the municipality…"), self._ask_note)
        return buttons

    def _button(self, name: str, text: str, what: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(lambda _=False: what())
        self.table.head.addWidget(button)
        return button

    # looking for pairs -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Compare anew, beside the window."""
        kind, library, methodology = self._kind, self.place.library, self.place.host.office.methodology
        self._newest += 1
        number = self._newest
        self.looking = True
        self._show([])
        self.table.note.setText(self.words("Comparing names…"))
        names = self._names

        def work() -> tuple[list[Pair], Shown]:
            from localplan.app.duplicate_table import pairs_table
            from localplan.app.duplicates import decided, duplicates

            with no_long_pauses():
                found = [*duplicates(library, methodology, kind), *decided(library, methodology, kind)]
                return found, pairs_table(found, kind, names, self.words)

        def done(found: tuple[list[Pair], Shown] | Refused) -> None:
            if number == self._newest:
                self._take(found)

        in_background(self, work, done)

    def _take(self, found: tuple[list[Pair], Shown] | Refused) -> None:
        self.looking = False
        if isinstance(found, Refused):
            self._show([])
            self.place.host.tell_refusal(self.words("The region cannot be shown"), found)
            return
        self._pairs, shown = found
        self.table.show_table(shown)
        self.name_places()
        self._go_on(0)

    def name_places(self) -> None:
        """Call municipalities by their names, once these are known."""
        if not self.looking and self._names != self.place.municipalities:
            self._show(self._pairs)

    def _show(self, pairs: list[Pair]) -> None:
        from localplan.app.duplicate_table import pairs_table

        self._pairs, self._names = pairs, self.place.municipalities
        self.table.show_table(pairs_table(pairs, self._kind, self._names, self.words))

    # deciding --------------------------------------------------------------------------------------------------------

    @property
    def current(self) -> Pair | None:
        """The pair whose row is chosen."""
        at = self.table.source_row
        return self._pairs[at] if 0 <= at < len(self._pairs) else None

    def _look_at_row(self) -> None:
        from localplan.app.duplicate_table import FIELDS, told

        pair, said = self.current, {pair.said for pair in self.chosen.values()}
        for decision in DECISIONS:
            self.buttons[decision].setEnabled(bool(said - {decision}))
        self.buttons["turned"].setVisible(self._kind not in FIELDS)
        self.buttons["note"].setVisible(self._kind in FIELDS)
        self.buttons["note"].setEnabled(pair is not None)
        self.told.setText(told(pair, self.place.municipalities, self.words) if pair else "")

    @property
    def chosen(self) -> dict[int, Pair]:
        """The pairs whose rows are chosen, by their place."""
        rows = self.table.view.selectionModel().selectedRows()
        places = (self.table.found.mapToSource(index).row() for index in rows)
        return {at: self._pairs[at] for at in places}

    def say(self, decision: str) -> None:
        """Say it of the chosen pairs, then go on to the next that is not decided."""
        self.place.host.attempt(self.words("That did not work"), partial(self._say, decision))
        self._look_at_row()
        self.table.view.setFocus()

    def _say(self, decision: str) -> None:
        from localplan.app.duplicate_table import pair_row
        from localplan.app.duplicates import decide, turned

        row = self.table.view.currentIndex().row()
        wanted = {at: pair for at, pair in self.chosen.items() if pair.said != decision}
        if decision == "turned":
            wanted, decision = {at: turned(pair) for at, pair in wanted.items()}, "same"
        decide(self.place.library, wanted.values(), decision)
        self.decided = self.decided or bool(wanted)
        said = {at: replace(pair, said=decision) for at, pair in wanted.items()}
        for at, pair in said.items():
            self._pairs[at] = pair
        self.table.model.put({at: pair_row(pair, self._names, self.words) for at, pair in said.items()})
        self._go_on(row + bool(decision))

    def _go_on(self, row: int) -> None:
        """To the first row from here on that is not decided; to the last that there is when all are."""
        found, column = self.table.found, max(self.table.view.currentIndex().column(), 0)
        rows = range(row, found.rowCount())
        open_rows = (n for n in rows if not self._pairs[found.mapToSource(found.index(n, 0)).row()].said)
        to = next(open_rows, min(row, found.rowCount() - 1))
        self.table.view.setCurrentIndex(found.index(to, column))

    # telling the municipality ----------------------------------------------------------------------------------------

    def _ask_note(self) -> None:
        from localplan.app.duplicate_table import suggestion

        pair = self.current
        if pair is None:
            return
        words = self.words
        ask_text(
            self,
            words,
            "duplicates.note.text",
            words("Note to the municipality…"),
            words("The note is attached to the plan; only the municipality can change the plan itself."),
            words("Add the note"),
            lambda text: self._write(pair, text),
            given=suggestion(pair, words),
            lines=True,
        )

    def _write(self, pair: Pair, text: str) -> None:
        from localplan.app.duplicate_table import suggest

        try:
            suggest(self.place.library, pair, text)
        except Refused as refusal:
            self.place.host.tell_refusal(self.words("The note was not saved"), refusal)
            return
        self.place.host.statusBar().showMessage(
            self.words.plural("The note went to {n} plan.", "The note went to {n} plans.", 1), 8000
        )
