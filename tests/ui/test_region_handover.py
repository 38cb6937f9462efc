"""A region that was handed over, in the window: looked at, taken over, and published together with what was before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from localplan.app.editions import edition_in_library
from localplan.app.plans import open_library_at
from localplan.app.sending import package_from, sent_revision
from localplan.ui.region.handover import ask_editions
from tests import samples
from tests.methods import methodology
from tests.ui.conftest import Opened
from tests.ui.windows import AUTHOR, click, seen, settle


def handed_over(folder: Path) -> None:
    """The library of the window is one that Ana handed over, with a plan that she has published."""
    with open_library_at(folder / "ana.localplan", "Ana", purpose="region") as library:
        library.add_plan(samples.draft())
        plan, revision = sent_revision(library, samples.draft().id)
        edition_in_library(library, package_from(library, plan, revision, {}), "public", methodology())
        library.hand_over(folder / "library.localplan")


def test_that_a_region_is_only_read_until_it_is_taken_over(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    handed_over(tmp_path)
    window = opened()
    window.region.show()
    place = window.region.place
    assert place is not None and place.library.read_only and not place.intake.folder.isEnabled()
    bar = seen(place, "region.only_reads", QWidget)
    assert "Ana" in " ".join(label.text() for label in bar.findChildren(QLabel))
    qtbot.waitUntil(lambda: place.look is not None, timeout=20_000)
    click(place, "region.take_over")
    box = window.findChild(QMessageBox, "take_over")
    assert box is not None
    click(box, "take_over.yes")
    settle(20)
    now = window.region.place
    assert now is not None and now is not place and not now.library.read_only
    assert now.intake.folder.isEnabled() and not now.findChildren(QPushButton, "region.take_over")
    assert len(now.library.published()) == 1
    qtbot.waitUntil(lambda: now.look is not None, timeout=20_000)


def test_that_editions_of_another_library_are_taken_over_before_one_publishes(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    handed_over(tmp_path)
    (tmp_path / "library.localplan").rename(tmp_path / "other.localplan")
    with open_library_at(tmp_path / "library.localplan", AUTHOR, purpose="region"):
        pass
    window = opened()
    window.region.show()
    place = window.region.place
    assert place is not None and not place.findChild(QPushButton, "region.take_over")
    qtbot.waitUntil(lambda: place.look is not None, timeout=20_000)
    click(place, "region.public.ask")
    box = place.findChild(QMessageBox, "region.public")
    assert box is not None
    click(box, "region.public.others")
    where = place.findChild(QMessageBox, "region.editions")
    assert where is not None
    click(where, "region.editions.file")
    dialog = place.findChild(QFileDialog, "region.published.file")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "other.localplan"))
    dialog.close()
    qtbot.waitUntil(lambda: len(place.library.published()) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: "1 public edition" in window.statusBar().currentMessage(), timeout=5_000)


def test_that_an_address_on_a_server_is_asked_for_and_a_password_in_it_refused(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_library_at(tmp_path / "library.localplan", AUTHOR, purpose="region"):
        pass
    window = opened()
    window.region.show()
    place = window.region.place
    assert place is not None
    qtbot.waitUntil(lambda: place.look is not None, timeout=20_000)
    ask_editions(place)
    where = place.findChild(QMessageBox, "region.editions")
    assert where is not None
    click(where, "region.editions.server")
    dialog = place.findChild(QInputDialog, "region.editions.address")
    assert dialog is not None
    dialog.setTextValue("postgresql+psycopg://ana:secret@office/region")
    dialog.accept()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox, "message")), timeout=20_000)
    (refusal,) = window.findChildren(QMessageBox, "message")
    assert "password" in refusal.informativeText() + refusal.text() and "secret" not in refusal.text()
