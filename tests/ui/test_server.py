"""The window on a library that others write to as well: a database on a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from localplan.app.office import Office
from localplan.app.places import library_address
from localplan.app.plans import open_library_at, open_session
from localplan.app.session import PlanSession
from localplan.app.settings import Settings, read_settings
from localplan.domain.edits import SetField
from localplan.storage.address import ServerAddress
from localplan.ui import others, run
from localplan.ui.window import Window
from tests.methods import methodology
from tests.plans import id_of, small_plan
from tests.server import Server
from tests.ui.windows import close_window, desk_of, seen

PLAN = small_plan()
SKILLS = id_of("M1.1")


@pytest.fixture
def address(server: Server) -> ServerAddress:
    """A library with the plan in it."""
    address = server.empty_library()
    with open_library_at(address, "Ivo") as library:
        library.add_plan(PLAN)
    return address


@pytest.fixture
def window(qtbot: QtBot, address: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A window on it that asks for news often."""
    monkeypatch.setattr(others, "ASK_EVERY", 50)
    office = Office(address, "Ana")
    office.__dict__["methodology"] = methodology()
    run.application()
    window = Window(office, Settings(language="en"), tmp_path / "settings.json")
    window.resize(1366, 768)
    window.show()
    yield window
    close_window(window)


@pytest.fixture
def ivo(address: ServerAddress) -> Iterator[PlanSession]:
    """Somebody else, with an own connection."""
    with open_library_at(address, "Ivo") as library:
        yield open_session(library, PLAN.id, "Ivo")


def _title(session: PlanSession, text: str) -> None:
    session.perform([SetField(SKILLS, "title", text, "en")], "Title")
    session.save()


def test_that_the_start_page_lists_the_plans_of_a_server(qtbot: QtBot, window: Window, address: ServerAddress) -> None:
    qtbot.waitUntil(lambda: window.start.list.count() == 1, timeout=30_000)
    assert str(address) in window.start.where.text()
    button = window.start.findChild(QPushButton, "start.folder")
    assert button is not None and not button.isVisible()


def test_that_a_server_without_a_plan_says_how_to_begin(qtbot: QtBot, window: Window, address: ServerAddress) -> None:
    with open_library_at(address, "Ana") as library:
        library.drop_plan(PLAN.id)
    window.show_start()
    assert "server" in window.start.empty.text()
    qtbot.waitUntil(lambda: "New plan" in window.start.empty.text(), timeout=30_000)
    assert window.start.list.count() == 0


def test_that_the_start_page_says_why_a_server_cannot_be_asked(qtbot: QtBot, tmp_path: Path) -> None:
    run.application()
    address = library_address(f"postgresql+psycopg://ana@/plans?host={tmp_path}")
    window = Window(Office(address, "Ana"), Settings(language="en"), tmp_path / "settings.json")
    window.show()
    qtbot.waitUntil(lambda: "does not answer" in window.start.empty.text(), timeout=30_000)
    close_window(window)


def test_that_what_others_write_comes_in_by_itself(qtbot: QtBot, window: Window, ivo: PlanSession) -> None:
    assert window.open_plan(PLAN.id)
    _title(ivo, "By Ivo")
    qtbot.waitUntil(lambda: desk_of(window).plan[SKILLS].title["en"] == "By Ivo", timeout=30_000)
    assert "Ivo" in window.statusBar().currentMessage()
    assert not desk_of(window).session.can_undo


def test_that_work_at_the_same_text_is_saved_and_both_versions_are_shown(
    qtbot: QtBot, window: Window, ivo: PlanSession
) -> None:
    assert window.open_plan(PLAN.id)
    desk = desk_of(window)
    desk.perform([SetField(SKILLS, "title", "Typed by Ana", "en")], "Title", typing="title")
    _title(ivo, "By Ivo")
    desk.finish_typing()
    qtbot.waitUntil(lambda: window.office.library.unsaved == 0, timeout=30_000)
    contradictions = desk.contradictions
    assert contradictions is not None
    qtbot.waitUntil(lambda: len(contradictions.open) == 1, timeout=30_000)
    assert desk.plan[SKILLS].title["en"] == "Typed by Ana"
    assert "Contradictions" in window.statusBar().currentMessage()
    ivo.catch_up()
    assert ivo.plan.digest == desk.plan.digest


def test_that_undo_says_why_it_leaves_what_others_have_changed(qtbot: QtBot, window: Window, ivo: PlanSession) -> None:
    window.open_plan(PLAN.id)
    session = desk_of(window).session
    _title(session, "By Ana")
    qtbot.waitUntil(lambda: ivo.catch_up() is not None)
    _title(ivo, "By Ivo")
    qtbot.waitUntil(lambda: session.plan[SKILLS].title["en"] == "By Ivo")
    assert window.menus.actions["undo"].isEnabled()
    window.menus.actions["undo"].trigger()
    assert "Somebody else has changed the same since" in seen(window, "message", QMessageBox).text()
    assert session.plan[SKILLS].title["en"] == "By Ivo"
    assert not window.menus.actions["undo"].isEnabled()


def test_that_the_server_is_remembered_until_a_file_is_named(tmp_path: Path) -> None:
    settings, address = Settings(), library_address("postgresql+psycopg://ana@db/plans")
    assert run._library(address, settings) == address
    assert run._library(None, settings) == address
    assert run._library(tmp_path / "own.localplan", settings) == tmp_path / "own.localplan"
    assert not isinstance(run._library(None, settings), ServerAddress)
    (tmp_path / "settings.json").write_text('{"server": "postgresql://ana:secret@db/plans"}')
    assert isinstance(run._library(None, read_settings(tmp_path / "settings.json")), Path)
    assert QApplication.instance() is not None
