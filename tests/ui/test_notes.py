"""Notes in the window: written, answered, dealt with; opinions offered and taken; a region that only reads."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QListWidget, QPlainTextEdit, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from localplan.app.feedback import feedback_on, notes_package
from localplan.app.notes import threads, write_note
from localplan.app.opinions import OPINION, write_opinion
from localplan.app.plans import open_library_at
from localplan.domain.records.logic import Measure
from localplan.domain.records.plan import Act
from localplan.exchange.package import write_package
from localplan.ui.notes import NotesDialog
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import AUTHOR, desk_of, go, keep, seen, settle


def notes_of(window: Window) -> NotesDialog:
    """The dialog, opened from the menu's action."""
    window.menus.actions["notes"].trigger()
    return window.findChildren(NotesDialog)[-1]


def written(dialog: NotesDialog, text: str, button: str = "notes.write") -> None:
    """Type a note and press a button."""
    QTest.keyClicks(seen(dialog, "notes.next", QPlainTextEdit), text)
    QTest.mouseClick(seen(dialog, button, QPushButton), Qt.MouseButton.LeftButton)
    settle(20)


def test_that_a_note_about_the_element_in_hand_is_written_answered_and_dealt_with(opened: Opened) -> None:
    window = opened(samples.draft())
    measure = desk_of(window).plan.all(Measure)[0]
    go(window, "measures", "measure", measure.id)
    before = desk_of(window).plan.digest
    dialog = notes_of(window)
    written(dialog, "Ask the school.")
    library = window.office.library
    (thread,) = threads(library.notes(samples.draft().id))
    assert (thread.first.record, thread.first.text, thread.first.person) == (measure.id, "Ask the school.", AUTHOR)
    written(dialog, "They agree.")
    QTest.mouseClick(seen(dialog, "notes.done", QPushButton), Qt.MouseButton.LeftButton)
    (thread,) = threads(library.notes(samples.draft().id))
    assert (len(thread.notes), thread.resolved) == (2, True)
    assert "They agree." in seen(dialog, "notes.text", QTextBrowser).toPlainText()
    assert not seen(dialog, "notes.done", QPushButton).isEnabled()
    assert desk_of(window).plan.digest == before


def test_that_notes_that_come_in_are_shown_and_an_opinion_is_taken_with_one_undo(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    plan, path = samples.draft(), tmp_path / "notes.lplan"
    with open_library_at(tmp_path / "region.localplan", "Vesna", purpose="region") as region:
        region.add_plan(plan)
        write_note(region, plan.id, "Why June?")
        write_opinion(region, plan, "A good plan.", plan.root.period_start)  # type: ignore[arg-type]
        write_package(path, notes_package(region, feedback_on(region, plan.id)))
    keep(tmp_path, plan)
    window = opened()
    window.take_in([path])
    qtbot.waitUntil(lambda: bool(window.findChildren(NotesDialog)), timeout=20_000)
    dialog = window.findChildren(NotesDialog)[-1]
    assert window.hub is not None
    assert seen(window.hub, "hub.notes", QPushButton).text() == "1 open note, 1 opinion offered"
    assert "Vesna: Why June?" in seen(dialog, "notes.list", QListWidget).item(1).text()
    QTest.mouseClick(seen(dialog, "offer.take", QPushButton), Qt.MouseButton.LeftButton)
    settle(20)
    assert [act.signed_by for act in desk_of(window).plan.all(Act) if act.act_kind == OPINION] == ["Vesna"]
    QTest.mouseClick(seen(dialog, "notes.close", QPushButton), Qt.MouseButton.LeftButton)
    assert seen(window.hub, "hub.notes", QPushButton).text() == "1 open note"
    assert dialog.findChild(QFrame, "card") is None or not dialog.findChild(QFrame, "card").isVisible()
    desk_of(window).undo()
    assert desk_of(window).plan == plan


def test_that_a_region_reads_a_plan_writes_notes_and_offers_an_opinion(opened: Opened, tmp_path: Path) -> None:
    plan = samples.draft()
    with open_library_at(tmp_path / "library.localplan", "Vesna", purpose="region") as region:
        region.add_plan(plan)
    window = opened()
    window.open_plan(plan.id)
    assert not desk_of(window).may_change("measure")
    assert window._notice.isVisible()
    assert "belongs to its municipality" in window._notice.text()
    dialog = notes_of(window)
    written(dialog, "Why June?")
    dialog.list.setCurrentRow(0)
    written(dialog, "A good plan.", "notes.opinion")
    library = window.office.library
    assert [note.text for note in library.notes(plan.id)] == ["Why June?"]
    assert [offer.content["summary"] for offer in library.offers(plan.id)] == [{"sr-Cyrl": "A good plan."}]
