"""The coordinator's book in the window: what is written into it, and what goes out of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from localplan.app.book import add_contact, add_stub, entry_of, remind, settle_reminder, usual_currency, write_attached
from localplan.app.book_tables import TOTALS, WAYS
from localplan.domain.region_book import Contact, Reminder, Stub
from localplan.domain.values import Refused
from localplan.ui.asking import on_or_cancel
from localplan.ui.file_kinds import offer_kinds, papers
from localplan.ui.labels import give_room, plain_label
from localplan.ui.region.table_page import ShownPage

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace

_KINDS: dict[str, type[Any]] = {"reminders": Reminder, "contacts": Contact, "stubs": Stub}


def add_tools(page: ShownPage, place: RegionPlace) -> None:
    """The buttons over a table of the book."""
    words, name = place.words, page.model.shown.name
    if name == "owed":
        _button(page, "book.calendar", words("Calendar…"), lambda: ask_calendar(place))
        _button(page, "book.handover", words("Handover…"), lambda: ask_hand_over(place))
        return
    _button(page, "book.add", words("Add an entry…"), lambda: EntryDialog(place, name).open())
    if name == "reminders":
        _with_row(page, _button(page, "book.done", words("Done"), lambda: _settle(page, place)))
    if name == "stubs":
        _with_row(
            page, _button(page, "book.file", words("Save the attached plan…"), lambda: _ask_attached(page, place))
        )
    _with_row(page, _button(page, "book.drop", words("Remove"), lambda: _drop(page, place)))


def _button(page: ShownPage, name: str, text: str, what: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.clicked.connect(lambda _=False: what())
    page.head.addWidget(button)
    return button


def _with_row(page: ShownPage, button: QPushButton) -> None:
    """The button needs a row to be chosen."""
    button.setEnabled(False)
    page.view.selectionModel().currentChanged.connect(lambda *_: button.setEnabled(page.current is not None))
    page.found.modelReset.connect(lambda: button.setEnabled(False))


def _chosen(page: ShownPage, place: RegionPlace) -> Any:
    row = page.current
    return entry_of(place.library, _KINDS[page.model.shown.name], row.record if row else "")


def _settle(page: ShownPage, place: RegionPlace) -> None:
    _attempt(place, lambda: settle_reminder(place.library, _chosen(page, place)))


def _drop(page: ShownPage, place: RegionPlace) -> None:
    _attempt(place, lambda: place.library.book.drop(_chosen(page, place)))


def _attempt(place: RegionPlace, what: Callable[[], object]) -> bool:
    """Do it and look at the region anew; False when it was refused, which is told."""
    try:
        what()
    except Refused as refusal:
        place.host.tell_refusal(place.words("The entry was not saved"), refusal)
        return False
    place.refresh()
    return True


class EntryDialog(QDialog):
    """One entry of the book, field by field."""

    def __init__(self, place: RegionPlace, name: str) -> None:
        super().__init__(place)
        self.place, self.words, self.name = place, place.words, name
        self.setObjectName("book.entry")
        self.setWindowTitle(self.words("Add an entry…"))
        give_room(self, 480, 200)
        self.fields: dict[str, QLineEdit] = {}
        self.municipality = QComboBox()
        self.municipality.setObjectName("book.municipality")
        self.municipality.setEditable(True)
        for code, unit in sorted(place.municipalities.items(), key=lambda pair: self.words.sort_key(pair[1])):
            self.municipality.addItem(unit, code)
        self.how = QComboBox()
        for code, way in WAYS.items():
            self.how.addItem(self.words(way), code)
        self.form = QFormLayout()
        self.form.addRow(self.words("Municipality"), self.municipality)
        {"reminders": self._reminder, "contacts": self._contact, "stubs": self._stub}[name]()
        buttons = on_or_cancel(self.words, "book.keep", self.words("Save"), self._keep, self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addWidget(buttons)

    def _line(self, name: str, label: str, hint: str = "") -> None:
        field = QLineEdit()
        field.setObjectName(f"book.{name}")
        field.setPlaceholderText(hint)
        self.fields[name] = field
        self.form.addRow(label, field)

    def _reminder(self) -> None:
        words = self.words
        self.form.addRow(words("How"), self.how)
        self._line("whom", words("Contacted"))
        self._line("about", words("About"))
        self._line("next_day", words("Ask again on"), words.day(_today()))

    def _contact(self) -> None:
        words = self.words
        self._line("name", words("Name"))
        self._line("role", words("Function"))
        self._line("phone", words("Telephone"))
        self._line("e_mail", words("E-mail"))
        self._line("note", words("Note"))

    def _stub(self) -> None:
        words = self.words
        self._line("title", words("Title"))
        self._line("period_start", words("Begins"), words.day(date(_today().year, 1, 1)))
        self._line("period_end", words("Ends"), words.day(date(_today().year + 2, 12, 31)))
        self._line("gazette", words("Gazette"))
        self._line("currency", words("Currency"))
        self.fields["currency"].setText(usual_currency(self.place.look.view.all) if self.place.look else "")
        for name, said in TOTALS.items():
            self._line(f"total.{name}", words("Total: {what}", what=words(said)))
        self._line("note", words("Note"))
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        self.file = plain_label("", "quiet")
        choose = QPushButton(words("Attach the plan…"))
        choose.clicked.connect(self._ask_file)
        column.addWidget(choose)
        column.addWidget(self.file)
        self.form.addRow(words("File"), row)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.words("Attach the plan…"))
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    # keeping ---------------------------------------------------------------------------------------------------------

    def _text(self, name: str) -> str:
        return self.fields[name].text().strip()

    def _day(self, name: str) -> date | None:
        """The day in a field. Raises Refused."""
        try:
            return self.words.parse_day(self._text(name)) if self._text(name) else None
        except ValueError:
            raise Refused("not_a_date", value=self._text(name)) from None

    def _totals(self) -> dict[str, Decimal]:
        """The totals that were typed. Raises Refused."""
        found = {}
        for name in TOTALS:
            if text := self._text(f"total.{name}"):
                try:
                    found[name] = self.words.parse_number(text)
                except ValueError:
                    raise Refused("not_a_number", value=text) from None
        return found

    @property
    def code(self) -> str:
        """The municipality's code: of the one chosen, else as typed."""
        at = self.municipality.findText(self.municipality.currentText())
        return str(self.municipality.itemData(at)) if at >= 0 else self.municipality.currentText().strip()

    def _keep(self) -> None:
        if _attempt(self.place, self._write):
            self.accept()

    def _write(self) -> None:
        library = self.place.library
        if self.name == "contacts":
            add_contact(library, self.code, **{name: self._text(name) for name in self.fields})
        elif self.name == "reminders":
            how, next_day = str(self.how.currentData()), self._day("next_day")
            remind(library, self.code, _today(), how, self._text("about"), whom=self._text("whom"), next_day=next_day)
        else:
            add_stub(
                library,
                self.code,
                file=Path(self.file.text()) if self.file.text() else None,
                period_start=self._day("period_start"),
                period_end=self._day("period_end"),
                totals=self._totals(),
                **{name: self._text(name) for name in ("title", "gazette", "currency", "note")},
            )


# what goes out -------------------------------------------------------------------------------------------------------


def _today() -> date:
    return datetime.now().astimezone().date()


def ask_calendar(place: RegionPlace) -> None:
    """Ask where the calendar of the region goes."""
    from localplan.app.book_papers import write_region_calendar

    _ask_path(
        place,
        lambda dialog: offer_kinds(dialog, {"*.ics": "ics"}),
        lambda path: write_region_calendar(place.library, place.words, path, _today()),
    )


def ask_hand_over(place: RegionPlace) -> None:
    """Ask where the hand-over goes: on paper, as PDF or Word, or the library itself for whoever goes on with it."""
    from localplan.app.book_papers import write_hand_over

    methodology, words = place.host.office.methodology, place.words

    def write(path: Path) -> None:
        if path.suffix.lower() == ".localplan":
            place.library.hand_over(path)
        else:
            write_hand_over(place.library, methodology, path, _today(), words.language)

    kinds = {
        **papers(words, "pdf"),
        f"{words('The region itself, for whoever goes on')} (*.localplan)": "localplan",
    }
    _ask_path(place, lambda dialog: offer_kinds(dialog, kinds), write)


def _ask_attached(page: ShownPage, place: RegionPlace) -> None:
    """Ask where the file goes that was attached to a plan on paper."""
    stub: Stub = _chosen(page, place)
    if not stub.sha256:
        place.host.say(place.words("No file is attached to this entry."))
        return
    ending = Path(stub.file_name).suffix.removeprefix(".")
    _ask_path(
        place,
        lambda dialog: offer_kinds(dialog, {f"{stub.file_name} (*.{ending or '*'})": ending}),
        lambda path: write_attached(place.library, stub, path),
        stub.file_name,
    )


def _ask_path(
    place: RegionPlace, offer: Callable[[QFileDialog], None], write: Callable[[Path], object], named: str = ""
) -> None:
    dialog = QFileDialog(place, place.words("Save as"))
    dialog.setObjectName("book.path")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    offer(dialog)
    dialog.selectFile(named)
    dialog.fileSelected.connect(lambda path: _written(place, Path(path), write))
    dialog.open()


def _written(place: RegionPlace, path: Path, write: Callable[[Path], object]) -> None:
    words = place.words
    try:
        write(path)
    except Refused as refusal:
        place.host.tell_refusal(words("The file was not saved"), refusal)
    else:
        place.host.statusBar().showMessage(words("Written: {path}", path=str(path)), 8000)
