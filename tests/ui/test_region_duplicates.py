"""Possible duplicates in the region's window: told with reasons, decided by a key each, taken back, passed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from localplan.app.plans import open_library_at
from localplan.domain.edits import apply_edits, put
from localplan.ui.region.duplicates import DuplicatesPage
from localplan.ui.region.place import RegionPlace
from tests.domain.test_consolidation import municipality
from tests.methods import methodology
from tests.plans import id_of, record
from tests.ui.conftest import Opened
from tests.ui.windows import AUTHOR, click, seen, settle

PLACES = ("79014", "70017", "70025")
BODY = "Commissariat for Refugees and Migration"


def typical() -> tuple[str, str, str]:
    """Code, title and unit of an indicator of the collection that is summed up."""
    one = next(i for i in methodology().indicators.values() if i.aggregation == "sum")
    return one.code, one.title, one.unit


@pytest.fixture
def place(opened: Opened, tmp_path: Path, qtbot: QtBot) -> RegionPlace:
    """The coordinator's place with plans that name the same body, the same person, the same indicator."""
    _, title, unit = typical()
    with open_library_at(tmp_path / "library.localplan", AUTHOR, purpose="region") as library:
        for n, code in enumerate(PLACES):
            plan = municipality(code, [("2027", "lsu", 100)], country="RS")
            body = record("organisation", f"{code}-B", plan.id, 0, name={"en": BODY}, organisation_kind="national_body")
            person = record("person", f"{code}-P", plan.id, 0, name="Mila Testić", organisation=body.id)
            typed = record("indicator", f"{code}-I", id_of(f"{code}-M"), 0, title={"en": title}, unit=unit)
            period = record("reporting_period", f"{code}-R", plan.id, 0, year=2027)
            value = record("indicator_value", f"{code}-V", period.id, 0, indicator=typed.id, value=str(n + 1))
            library.add_plan(apply_edits(plan, [put(one) for one in (body, person, typed, period, value)]))
    window = opened()
    window.region.show()
    assert window.region.place is not None
    ready(window.region.place, qtbot)
    return window.region.place


def ready(place: RegionPlace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: place.look is not None and place._asked == 0, timeout=60_000)


def page(place: RegionPlace, qtbot: QtBot, kind: int = 0) -> DuplicatesPage:
    """The page, with the kind of that number chosen by keys."""
    place.show_page("duplicates")
    found = place.stack.currentWidget()
    assert isinstance(found, DuplicatesPage)
    box = seen(found, "duplicates.kind", QComboBox)
    box.setFocus()
    for _ in range(kind):
        QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not found.looking, timeout=30_000)
    return found


def cells(page: DuplicatesPage, column: int) -> list[str]:
    model = page.table.found
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def press(page: DuplicatesPage, key: Qt.Key) -> None:
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, key)
    settle(5)


def test_that_bodies_are_decided_by_keys_and_the_money_by_body_follows(place: RegionPlace, qtbot: QtBot) -> None:
    bodies = page(place, qtbot)
    QAbstractItemModelTester(bodies.table.model)
    assert cells(bodies, 2) == [BODY] * 2 and cells(bodies, 6) == ["the same name, the same kind of body"] * 2
    assert place.municipalities["79014"] in {*cells(bodies, 3), *cells(bodies, 5)}
    assert "the same kind of body" in bodies.told.text()
    press(bodies, Qt.Key.Key_1)
    assert cells(bodies, 0) == ["the same", ""] and bodies.table.view.currentIndex().row() == 1
    press(bodies, Qt.Key.Key_Up)
    press(bodies, Qt.Key.Key_3)
    press(bodies, Qt.Key.Key_2)
    assert cells(bodies, 0) == ["not the same", ""]
    press(bodies, Qt.Key.Key_1)
    assert cells(bodies, 0) == ["not the same", "the same"]
    assert (
        len(place.library.region.aliases("organisation")) == len(place.library.region.not_the_same("organisation")) == 1
    )
    look = place.look
    place.show_page("money_by_body")
    ready(place, qtbot)
    assert place.look is not look
    again = page(place, qtbot)
    assert sorted(cells(again, 0)) == ["not the same", "the same"]
    assert again.current is not None and again.current.said
    for row in range(2):
        again.table.view.setCurrentIndex(again.table.found.index(row, 0))
        click(again, "duplicates.back")
    assert cells(again, 0) == ["", ""]
    assert not place.library.region.aliases("organisation") and not place.library.region.not_the_same("organisation")


def test_that_the_name_of_the_other_may_stay(place: RegionPlace, qtbot: QtBot) -> None:
    bodies = page(place, qtbot)
    pair = bodies.current
    assert pair is not None
    press(bodies, Qt.Key.Key_4)
    assert place.library.region.aliases("organisation") == {pair.one.id: pair.other.id}
    assert cells(bodies, 0) == ["the same", ""]
    assert cells(bodies, 3)[0] == place.municipalities[pair.other.municipality]
    press(bodies, Qt.Key.Key_Up)
    press(bodies, Qt.Key.Key_4)  # and the first again
    assert place.library.region.aliases("organisation") == {pair.other.id: pair.one.id}
    assert seen(bodies, "duplicates.turned", QPushButton).isVisible()
    bodies = page(place, qtbot, 2)
    assert not bodies.buttons["turned"].isVisible()  # an indicator goes by the code of the collection


def test_that_persons_are_named_on_this_page_alone(place: RegionPlace, qtbot: QtBot) -> None:
    persons = page(place, qtbot, 1)
    assert cells(persons, 2) == [f"Mila Testić ({BODY})"] * 2
    assert cells(persons, 6) == ["the same first and last name, the same body"] * 2
    persons.table.view.setFocus()
    QTest.keyClick(persons.table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(persons, Qt.Key.Key_1)  # of all that are chosen
    assert cells(persons, 0) == ["the same"] * 2
    assert len(place.library.region.aliases("person")) == 2
    assert "Mila Testić" not in str(place.library.summaries())


def test_that_an_indicator_counts_under_its_code_and_the_municipality_is_told(place: RegionPlace, qtbot: QtBot) -> None:
    code, title, _ = typical()
    found = page(place, qtbot, 2)
    assert cells(found, 2) == [f"{code} {title}"] * 3 and cells(found, 3) == [title] * 3
    press(found, Qt.Key.Key_1)
    press(found, Qt.Key.Key_1)
    assert cells(found, 0) == ["the same", "the same", ""]
    click(found, "duplicates.note")
    dialog = found.findChild(QInputDialog)
    assert dialog is not None and code in dialog.textValue()
    pair = found.current
    assert pair is not None
    dialog.accept()
    (note,) = place.library.notes(pair.other.plan)
    assert (note.record, note.field) == (pair.other.id, "library_code") and title in note.text
    place.show_page("indicators")
    ready(place, qtbot)
    assert place.look is not None
    (row,) = [row for row in place.look.table("indicators").rows if code in row.cells]
    reported = next(n for n, c in enumerate(place.look.table("indicators").columns) if c.name == "reported")
    assert row.cells[reported] == 2


def test_that_pairs_that_come_late_leave_the_focus_where_it_is(place: RegionPlace, qtbot: QtBot) -> None:
    place.show_page("duplicates")
    place.rail.setFocus()
    found = place.stack.currentWidget()
    assert isinstance(found, DuplicatesPage)
    qtbot.waitUntil(lambda: not found.looking, timeout=30_000)
    assert QApplication.focusWidget() is place.rail and found.current is not None
