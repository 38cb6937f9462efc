"""Papers in the export dialog: ticked ones are written, what lacks something says what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from localplan.data import data_dir
from localplan.ui.export import ExportDialog
from localplan.ui.file_kinds import offer_papers
from localplan.ui.paper_list import PaperList
from localplan.ui.window import Window
from localplan.words import words_for
from tests import samples
from tests.exchange.documents import text_of
from tests.exchange.word_files import text_of_word
from tests.ui.windows import seen

Opened = Callable[..., Window]


def dialog_on(window: Window, folder: Path) -> tuple[ExportDialog, PaperList]:
    """The export dialog with nothing ticked yet."""
    window.ask_export()
    dialog = seen(window, "export", ExportDialog)
    seen(dialog, "export.folder", QLineEdit).setText(str(folder))
    for kind in ("pdf", "word", "excel"):
        seen(dialog, f"export.{kind}", QCheckBox).setChecked(False)
    return dialog, seen(dialog, "export.papers", PaperList)


def row(papers: PaperList, title: str) -> QTreeWidgetItem:
    (found,) = papers.findItems(title, Qt.MatchFlag.MatchStartsWith)
    return found


def test_that_what_a_paper_lacks_stands_beside_it(opened: Opened, tmp_path: Path) -> None:
    _, papers = dialog_on(opened(samples.draft()), tmp_path)
    letters = row(papers, "Letters: requests for data")
    assert letters.isDisabled() and "Missing: an open question" in letters.text(0)
    assert not row(papers, "Handover page").isDisabled()
    assert papers.chosen == ()


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_that_ticked_papers_are_written(ending: str, opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    dialog, papers = dialog_on(opened(samples.draft()), out)
    row(papers, "Handover page").setCheckState(0, Qt.CheckState.Checked)
    budget = row(papers, "Letter: a year's amounts to the finance office")
    assert [budget.child(n).text(0) for n in range(budget.childCount())] == ["2026", "2027", "2028"]
    budget.child(1).setCheckState(0, Qt.CheckState.Checked)
    assert papers.chosen == ("budget_request:2027", "handover")
    assert dialog.paper_kind.currentData() == ".docx"
    dialog.paper_kind.setCurrentIndex(dialog.paper_kind.findData(f".{ending}"))
    seen(dialog, "export.start", QPushButton).click()
    qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=60_000)
    assert len(list(out.iterdir())) == 2 and dialog.open_button.isVisible()
    (letter,) = out.glob(f"*budget_request-2027.{ending}")
    assert "2027" in (text_of(PdfReader(letter)) if ending == "pdf" else text_of_word(docx.Document(str(letter))))


def test_that_the_document_is_written_as_word_file_when_it_is_ticked(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    dialog, _ = dialog_on(opened(samples.draft()), out)
    seen(dialog, "export.word", QCheckBox).setChecked(True)
    seen(dialog, "export.start", QPushButton).click()
    qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=60_000)
    (file,) = out.iterdir()
    assert file.suffix == ".docx" and "pages" not in dialog.message.text()
    assert docx.Document(str(file)).core_properties.title in text_of_word(docx.Document(str(file)))


def test_that_nothing_ticked_is_told(opened: Opened, tmp_path: Path) -> None:
    dialog, _ = dialog_on(opened(samples.draft()), tmp_path)
    dialog.start()
    assert dialog.message.property("role") == "error"
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize(("first", "other"), [("docx", "pdf"), ("pdf", "docx")])
def test_that_the_ending_of_a_paper_follows_the_kind_that_is_chosen(qtbot: QtBot, first: str, other: str) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    offer_papers(dialog, words_for("sr-Cyrl", data_dir("resources") / "locale"), first)
    kinds = dialog.nameFilters()
    assert dialog.defaultSuffix() == first and kinds[0].endswith(f"(*.{first})") and len(kinds) == 2
    dialog.filterSelected.emit(kinds[1])
    assert dialog.defaultSuffix() == other
