"""Files through the window: packages in and out, exports, a disk that fails, a library that somebody else has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QMessageBox, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from localplan.app.plans import open_library_at
from localplan.app.samples import practice_copy
from localplan.app.sending import package_from, sent_revision
from localplan.domain.edits import SetField
from localplan.domain.plan import Plan
from localplan.domain.records.plan import Person
from localplan.exchange.package import read_package, write_package
from localplan.storage.writer import Writer
from localplan.ui.export import ExportDialog
from localplan.ui.send import Sending, send
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import AUTHOR, close_window, desk_of, keep, seen, settle


def packed(folder: Path, plan: Plan, title: str = "") -> Path:
    """A package of a plan, from a library of somebody else's; with another title if asked for."""
    folder.mkdir()
    with open_library_at(keep(folder, plan), "Somebody") as library:
        sent_revision(library, plan.id)
        from localplan.app.plans import open_session

        session = open_session(library, plan.id, "Somebody")
        if title:
            session.perform([SetField(plan.id, "title", title, "en")], "Title")
        session.save()
        state, revision = sent_revision(library, plan.id)
        path = folder / "plan.lplan"
        write_package(path, package_from(library, state, revision, {}))
    return path


def message(window: Window, qtbot: QtBot) -> str:
    """What the window says in a dialog, which is then closed."""
    qtbot.waitUntil(lambda: any(b.isVisible() for b in window.findChildren(QMessageBox, "message")), timeout=20_000)
    box = seen(window, "message", QMessageBox)
    text = box.text()
    box.close()
    settle(20)
    return text


def test_that_a_package_is_taken_in_and_opened(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    path = packed(tmp_path / "other", samples.small())
    window = opened()
    window.take_in([path])
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert desk_of(window).plan.digest == samples.small().digest


def test_that_a_newer_package_of_the_open_plan_updates_it_and_undo_takes_it_back(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = samples.draft()
    path = packed(tmp_path / "other", plan, "Changed elsewhere")
    window = opened(plan)
    window.take_in([path])
    qtbot.waitUntil(lambda: bool(window.desk) and desk_of(window).plan.digest != plan.digest, timeout=20_000)
    assert desk_of(window).plan.root.title["en"] == "Changed elsewhere"
    desk_of(window).undo()
    assert desk_of(window).plan.digest == plan.digest


def test_that_files_that_are_no_good_are_told_in_a_sentence_each(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    good = packed(tmp_path / "other", samples.small()).read_bytes()
    bad = {"cut.lplan": good[: len(good) // 2], "foreign.lplan": b"%PDF-1.7 not a plan", "empty.lplan": b""}
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    window = opened(samples.draft())
    before = desk_of(window).plan.digest
    for name in (*bad, "missing.lplan"):
        window.take_in([tmp_path / name])
        said = message(window, qtbot)
        assert said.startswith(f"{name}: ") and len(said) < 300 and "Traceback" not in said
        assert desk_of(window).plan.digest == before
    window.take_in([tmp_path / "other" / "plan.lplan", *(tmp_path / name for name in bad)])
    lines = message(window, qtbot).split("\n\n")
    assert len(lines) == 4 and "imported as a new plan" in lines[0]
    assert {line.id for line in window.office.library.plans()} == {samples.draft().id, samples.small().id}


def test_that_a_plan_is_sent_with_previews_and_cancel_leaves_nothing(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(samples.small())
    for name, cancel in {"cancelled.lplan": True, "sent.lplan": False}.items():
        path = tmp_path / "out" / name
        path.parent.mkdir(exist_ok=True)
        sending = send(window, path)
        assert isinstance(sending, Sending)
        with qtbot.waitSignal(sending.done, timeout=60_000):
            if cancel:
                sending.bar.canceled.emit()
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["sent.lplan"]
    package = read_package(tmp_path / "out" / "sent.lplan")
    assert package.plan.digest == samples.small().digest
    assert {"plan.xlsx", "plan.pdf"} <= set(package.previews)


def test_that_what_is_sent_to_everybody_names_nobody(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(samples.implementation())
    window.ask_send()
    QTest.mouseClick(seen(window, "send.to.public", QRadioButton), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    QTest.mouseClick(seen(window, "send.where", QPushButton), Qt.MouseButton.LeftButton)
    dialog = window.findChildren(QFileDialog)[-1]
    assert dialog.selectedFiles()[0].endswith("-public.lplan")
    path = tmp_path / "public.lplan"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists, timeout=60_000)
    package = read_package(path)
    assert package.manifest.edition == "public" and not package.plan.all(Person)
    assert package.hidden and package.hidden.values and not package.history and not package.notes
    assert len(window.office.library.published()) == 1


def export(window: Window, folder: Path, language: str) -> ExportDialog:
    """The export dialog, ready to begin."""
    window.ask_export()
    dialog = seen(window, "export", ExportDialog)
    seen(dialog, "export.folder", QLineEdit).setText(str(folder))
    box = seen(dialog, "export.language", QComboBox)
    box.setCurrentIndex(box.findData(language))
    return dialog


def test_that_documents_are_exported_in_the_language_chosen(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    window = opened(samples.small())
    dialog = export(window, out, "fr")
    seen(dialog, "export.start", QPushButton).click()
    assert dialog.bar.isVisible() and not dialog.start_button.isEnabled()
    qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=60_000)
    assert sorted(p.suffix for p in out.iterdir()) == [".pdf", ".xlsx"]
    assert all("-fr" in p.stem for p in out.iterdir())
    assert str(out) in dialog.message.text() and dialog.open_button.isVisible()
    old = {p: p.read_bytes() for p in out.iterdir()}
    dialog.start()
    dialog.reject()
    settle(50)
    assert {p: p.read_bytes() for p in out.iterdir()} == old, "cancelled: the files from before, and no others"


def test_that_a_folder_that_is_not_there_is_told(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(samples.small())
    dialog = export(window, tmp_path / "nowhere", "fr")
    dialog.start()
    qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=60_000)
    assert dialog.message.isVisible() and dialog.message.property("role") == "error"
    assert not (tmp_path / "nowhere").exists()


def test_that_a_failed_write_shows_a_bar_and_recovers(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    writer: Writer = window.office.library._writer
    writer._retry = 0.2
    write = writer._write
    full = [True]

    def failing(batch: object) -> None:
        if full[0]:
            raise OSError(28, os.strerror(28))
        write(batch)  # type: ignore[arg-type]

    monkeypatch.setattr(writer, "_write", failing)
    desk.perform([SetField(desk.plan.id, "title", "Kept in hand", "en")], "Title")
    qtbot.waitUntil(window._notice.isVisible, timeout=5000)
    assert "Not saved yet" in window._notice.text() and "Your work is kept here" in window._notice.text()
    assert not window._saved.text().startswith("All changes saved")
    full[0] = False
    qtbot.waitUntil(lambda: not window._notice.isVisible(), timeout=5000)
    qtbot.waitUntil(lambda: window._saved.text().startswith("All changes saved"), timeout=5000)
    assert window.office.library.read_plan(desk.plan.id).root.title["en"] == "Kept in hand"


def test_that_a_library_somebody_else_has_is_read_with_a_notice(opened: Opened, tmp_path: Path) -> None:
    plan = samples.draft()
    first = opened(plan)
    desk_of(first).session.save()
    lock = tmp_path / "library.localplan.lock"
    said = lock.read_bytes()
    close_window(first)
    lock.write_bytes(said.replace(b'"host": "', b'"host": "elsewhere-'))
    second = opened(plan)
    assert desk_of(second).plan.digest == plan.digest
    assert AUTHOR in second._notice.text() and second._notice.isVisible()
    desk_of(second).perform([SetField(plan.id, "title", "No", "en")], "Title")
    assert desk_of(second).plan.digest == plan.digest
    for box in second.findChildren(QMessageBox):
        box.close()
    second.learn()
    assert [b for b in second.findChildren(QMessageBox, "message") if b.isVisible()]
    for box in second.findChildren(QMessageBox):
        box.close()
    lock.unlink()
    assert second.open_plan(plan.id)
    assert not second._notice.isVisible() and not desk_of(second).session.read_only


def test_that_a_practice_copy_says_training(opened: Opened) -> None:
    window = opened(practice_copy(samples.draft(), status="draft"))
    assert "TRAINING" in window._training.text() and window._frame.objectName() == "practice"
    assert window.close_plan()
    assert window._training.text() == "" and window._frame.objectName() == ""
