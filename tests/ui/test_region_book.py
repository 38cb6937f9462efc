"""The coordinator's book in the window: contacts, reminders and plans on paper are written down."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from localplan.app.book import add_stub
from localplan.app.plans import open_library_at
from localplan.app.quality import refresh_checks
from localplan.domain.region_book import Contact, Reminder, Stub
from localplan.ui.region.place import RegionPlace
from localplan.ui.region.table_page import ShownPage
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import AUTHOR, seen, settle

NIS = "79014"


@pytest.fixture
def place(opened: Opened, tmp_path: Path, qtbot: QtBot) -> RegionPlace:
    """The coordinator's place with one plan, put together."""
    with open_library_at(tmp_path / "library.localplan", AUTHOR, purpose="region") as library:
        library.add_plan(samples.draft())
    window = opened()
    window.region.show()
    assert window.region.place is not None
    ready(window.region.place, qtbot)
    return window.region.place


def ready(place: RegionPlace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: place.look is not None and place._asked == 0, timeout=60_000)


def page(place: RegionPlace, name: str) -> ShownPage:
    place.show_page(name)
    found = place.stack.currentWidget()
    assert isinstance(found, ShownPage)
    assert found.model.shown.name == name
    return found


def write(place: RegionPlace, qtbot: QtBot, kind: str, unit: str, **texts: str) -> None:
    """Fill in an entry and keep it."""
    QTest.mouseClick(seen(page(place, kind), "book.add", QPushButton), Qt.MouseButton.LeftButton)
    box = seen(place, "book.municipality", QComboBox)
    box.setCurrentText(unit)
    for field, text in texts.items():
        QTest.keyClicks(seen(place, f"book.{field}", QLineEdit), text)
    QTest.mouseClick(seen(place, "book.keep", QPushButton), Qt.MouseButton.LeftButton)
    settle(20)
    ready(place, qtbot)


def test_that_entries_are_written_down_and_shown(place: RegionPlace, qtbot: QtBot) -> None:
    book, known = place.library.book, place.municipalities[NIS]
    write(place, qtbot, "contacts", known, name="Ana", phone="018/1")
    assert [(c.municipality, c.name, c.phone) for c in book.entries(Contact)] == [(NIS, "Ana", "018/1")]
    write(place, qtbot, "reminders", known, about="the plan", next_day="01/04/2027")
    assert [(r.municipality, r.next_day) for r in book.entries(Reminder)] == [(NIS, date(2027, 4, 1))]
    write(place, qtbot, "stubs", known, title="LAP", **{"total.money": "5"})
    assert [stub.title for stub in book.entries(Stub)] == ["LAP"]
    assert page(place, "contacts").model.shown.rows[0].cells[:2] == (known, "Ana")
    owed = {row.cells[0]: row.cells[1] for row in page(place, "owed").model.shown.rows}
    assert owed[known] == "its plan in localplan"


def test_that_a_reminder_is_done_and_taken_out(place: RegionPlace, qtbot: QtBot) -> None:
    write(place, qtbot, "reminders", place.municipalities[NIS], about="the plan")
    for button, left in (("book.done", [True]), ("book.drop", [])):
        shown = page(place, "reminders")
        assert not seen(shown, button, QPushButton).isEnabled()
        shown.view.selectRow(0)
        QTest.mouseClick(seen(shown, button, QPushButton), Qt.MouseButton.LeftButton)
        settle(20)
        ready(place, qtbot)
        assert [reminder.done for reminder in place.library.book.entries(Reminder)] == left


def test_that_the_file_of_a_plan_on_paper_is_saved_again(place: RegionPlace, qtbot: QtBot, tmp_path: Path) -> None:
    paper, again = tmp_path / "plan.pdf", tmp_path / "again.pdf"
    paper.write_bytes(b"%PDF the plan")
    add_stub(place.library, NIS, file=paper, title="LAP")
    place.refresh()
    ready(place, qtbot)
    shown = page(place, "stubs")
    shown.view.selectRow(0)
    QTest.mouseClick(seen(shown, "book.file", QPushButton), Qt.MouseButton.LeftButton)
    dialog = seen(place, "book.path", QFileDialog)
    dialog.fileSelected.emit(str(again))
    dialog.close()
    assert again.read_bytes() == paper.read_bytes()


def test_that_a_day_that_is_none_is_told_and_nothing_is_kept(place: RegionPlace, qtbot: QtBot) -> None:
    write(place, qtbot, "reminders", place.municipalities[NIS], next_day="soon")
    assert "soon" in seen(place.host, "message", QMessageBox).text()
    assert place.library.book.entries(Reminder) == ()


def test_that_one_note_goes_to_the_plans_of_a_rule_and_to_chosen_ones(place: RegionPlace, qtbot: QtBot) -> None:
    plan = samples.draft().id
    refresh_checks(place.library, place.host.office.methodology, date.today())  # noqa: DTZ011
    place.refresh()
    ready(place, qtbot)
    for name, begins in (("quality", "R"), ("plans", "")):
        shown = page(place, name)
        assert not seen(shown, "region.note", QPushButton).isEnabled()
        shown.view.selectRow(0)
        QTest.mouseClick(seen(shown, "region.note", QPushButton), Qt.MouseButton.LeftButton)
        dialog = place.findChildren(QInputDialog, "region.note.text")[-1]
        assert dialog.textValue().startswith(begins)
        dialog.textValueSelected.emit(dialog.textValue() + "please look")
        dialog.close()
    first, second = sorted(note.text for note in place.library.notes(plan))[::-1]
    assert first == "please look" and second.startswith("R")


def test_that_calendar_and_hand_over_are_written_where_one_says(place: RegionPlace, tmp_path: Path) -> None:
    handed = [("book.handover", f"r.{ending}") for ending in ("pdf", "docx", "localplan")]
    for button, name in (("book.calendar", "r.ics"), *handed):
        QTest.mouseClick(seen(page(place, "owed"), button, QPushButton), Qt.MouseButton.LeftButton)
        dialog = place.findChildren(QFileDialog, "book.path")[-1]
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        assert (tmp_path / name).stat().st_size > 100
