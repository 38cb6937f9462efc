"""What a regional frame offers stands among the collections, and is inserted like them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QTextBrowser

from localplan.app.plans import with_free_code
from localplan.domain.records.logic import Objective
from localplan.ui.collection import CollectionDialog
from tests import samples
from tests.app.test_frames import SPECIFIC, frame
from tests.ui.conftest import Opened
from tests.ui.windows import desk_of, seen, settle


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
    QTest.mouseClick(seen(dialog, "collection.insert", QPushButton), Qt.MouseButton.LeftButton)
    settle(20)
    (taken,) = [o for o in desk.plan.all(Objective) if o.offered_by == SPECIFIC]
    assert taken.parent == general.id
    again = CollectionDialog(desk, general, {"objective"}, window)
    again.open()
    titles = [again.list.item(row).text() for row in range(again.list.count())]
    assert not any("Offered by the region" in title for title in titles)
