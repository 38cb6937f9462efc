"""The own key in the window, the tick that signs, and the question about a key seen for the first time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QInputDialog, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from localplan.app.signatures import key_path, make_own_key, own_fingerprint, own_key, own_signer
from localplan.exchange.package import read_package, write_package
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.test_files import packed
from tests.ui.windows import AUTHOR, desk_of, seen, settle


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder for nobody else."""
    monkeypatch.setattr("localplan.app.signatures.data_folder", lambda: tmp_path / "data")


def test_that_a_key_is_made_in_the_window_and_its_words_are_shown(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.show_key()
    for name in ("key.passphrase1", "key.passphrase2"):
        QTest.keyClicks(seen(window, name, QLineEdit), "lozinka")
    QTest.mouseClick(seen(window, "key.make", QPushButton), Qt.MouseButton.LeftButton)
    settle(20)
    file = own_key(AUTHOR)
    assert file is not None
    assert file.locked
    assert seen(window, "key.words", QLabel).text() == own_fingerprint(file)


@pytest.mark.skipif(os.name == "nt", reason="the mode of a file says nothing there")
def test_that_a_key_that_others_could_read_is_closed_and_told_of(opened: Opened) -> None:
    make_own_key(AUTHOR)
    key_path(AUTHOR).chmod(0o644)
    window = opened()
    window.show_key()
    assert "could read your key" in seen(window, "message", QMessageBox).text()
    assert key_path(AUTHOR).stat().st_mode & 0o777 == 0o600


def test_that_the_tick_signs_what_is_sent_once_the_passphrase_is_right(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    make_own_key(AUTHOR, "lozinka")
    window = opened(samples.small())
    window.open_plan(samples.small().id)
    window.ask_send()
    assert seen(window, "send.sign", QCheckBox).isChecked()
    QTest.mouseClick(seen(window, "send.where", QPushButton), Qt.MouseButton.LeftButton)
    dialog = window.findChildren(QFileDialog)[-1]
    path = tmp_path / "sent.lplan"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    ask = seen(window, "key.ask", QInputDialog)
    ask.textValueSelected.emit("lozinka")
    ask.close()
    qtbot.waitUntil(path.exists, timeout=60_000)
    signature = read_package(path).signature
    assert signature is not None
    assert signature.name == AUTHOR


def test_that_a_key_seen_first_is_asked_about_and_remembered(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    make_own_key("Ana")
    path = packed(tmp_path / "other", samples.small())
    write_package(path, read_package(path), own_signer("Ana"))
    window = opened()
    window.take_in([path])
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    settle(20)
    QTest.mouseClick(seen(window, "signer.agree", QPushButton), Qt.MouseButton.LeftButton)
    settle(20)
    (sender,) = window.office.library.known_senders()
    assert (sender.name, sender.accepted_by) == ("Ana", AUTHOR)
    window.take_in([path])
    qtbot.waitUntil(lambda: window.desk is not None and not window.findChildren(QPushButton, "signer.agree"))
    assert desk_of(window).plan.id == samples.small().id
