"""What a regional frame offers stands among the collections, and is inserted like them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QListWidget, QPushButton, QTextBrowser

from localplan.app.plans import open_library_at, with_free_code
from localplan.domain.edits import put
from localplan.domain.frame import is_frame
from localplan.domain.records.logic import Objective
from localplan.ui.collection import CollectionDialog
from tests import samples
from tests.app.test_frames import SPECIFIC, frame
from tests.plans import record
from tests.ui.conftest import Opened
from tests.ui.windows import AUTHOR, desk_of, seen, settle


def test_that_an_objective_of_the_frame_is_inserted_under_the_general_one(opened: Opened, tmp_path: Path) -> None:
    window = opened()
    library = window.office.library
    library.add_plan(samples.draft())
    library.add_plan(with_free_code(frame(), library))
    window.open_plan(samples.draft().id)
    desk = desk_of(window)
    general = next(o for o in desk.plan.all(Objective) if o.objective_kind == "general")
    dialog = CollectionDialog(desk, general, {"objective"}, window)
    dialog.open()
    QTest.keyClicks(seen(dialog, "collection.line", QLineEdit), "jobs")
    offered = seen(dialog, "collection.list", QListWidget)
    titles = [offered.item(row).text() for row in range(offered.count())]
    row = next(n for n, title in enumerate(titles) if "Offered by the region" in title)
    offered.setCurrentRow(row)
    assert "Jobs" in seen(dialog, "collection.text", QTextBrowser).toPlainText()
    decline = seen(dialog, "collection.decline", QPushButton)
    assert decline.text() == "Decline"
    say_no(dialog, decline, "No vacancies here")
    row = offered.count() - 1  # what was declined comes last, and can still be taken
    assert offered.item(row).text().startswith("declined: ")
    (offer,) = library.offers(desk.plan.id)
    assert offer.declined and offer.reason == "No vacancies here"
    offered.setCurrentRow(row)
    assert decline.text() == "Offer again"
    QTest.mouseClick(decline, Qt.MouseButton.LeftButton)
    titles = [offered.item(row).text() for row in range(offered.count())]
    assert not any(title.startswith("declined") for title in titles)
    offered.setCurrentRow(next(n for n, title in enumerate(titles) if "Offered by the region" in title))
    say_no(dialog, decline, "")
    offered.setCurrentRow(offered.count() - 1)
    QTest.mouseClick(seen(dialog, "collection.insert", QPushButton), Qt.MouseButton.LeftButton)
    settle(20)
    (taken,) = [o for o in desk.plan.all(Objective) if o.offered_by == SPECIFIC]
    assert taken.parent == general.id
    again = CollectionDialog(desk, general, {"objective"}, window)
    again.open()
    titles = [again.list.item(row).text() for row in range(again.list.count())]
    assert not any("Offered by the region" in title for title in titles)


def say_no(dialog: CollectionDialog, decline: QPushButton, reason: str) -> None:
    QTest.mouseClick(decline, Qt.MouseButton.LeftButton)
    question = dialog.findChildren(QInputDialog, "collection.reason")[-1]
    question.setTextValue(reason)
    question.accept()


def test_that_a_frame_is_made_in_the_window_and_can_be_written_in_a_region(opened: Opened, tmp_path: Path) -> None:
    with open_library_at(tmp_path / "library.localplan", AUTHOR, purpose="region"):
        pass
    window = opened(language="sr-Cyrl")
    window.ask_new_frame()
    dialog = window.findChildren(QInputDialog, "frame.title")[-1]
    dialog.textValueSelected.emit("Оквир округа")
    dialog.close()
    desk = desk_of(window)
    assert is_frame(desk.plan)
    assert desk.plan.root.title == {"sr-Cyrl": "Оквир округа"}
    assert desk.may_change("objective")
    objective = record("objective", "G", desk.plan.id, 0, objective_kind="general", title={"sr-Cyrl": "Остати"})
    assert desk.perform([put(objective)], "Objective")
