"""The coordinator's place: thirty files dropped, each with its verdict; tables that lead to plans, only to be read."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from localplan.app.notes import write_note
from localplan.app.plans import open_library_at, open_session
from localplan.app.region_editions import editions_of, frozen
from localplan.app.region_view import TABLE_PAGES, RegionLook, look_at
from localplan.app.sending import package_from, sent_revision
from localplan.domain.choice import Choice
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.shown import Shown, ShownRow
from localplan.domain.tables import Column
from localplan.exchange.package import write_package
from localplan.ui.desk import Place
from localplan.ui.region.choices import ask_name
from localplan.ui.region.editions import ask_edition
from localplan.ui.region.empty import EMPTY
from localplan.ui.region.euro import EuroDialog
from localplan.ui.region.expected import ExpectedDialog
from localplan.ui.region.pictures import PicturePage
from localplan.ui.region.place import RegionPlace
from localplan.ui.region.table_page import ShownModel, ShownPage
from localplan.ui.run import application
from localplan.ui.window import Window
from localplan.words import words_for
from tests import samples
from tests.regions import truth_beside
from tests.tools.make_region import make_region
from tests.ui.conftest import Opened
from tests.ui.windows import AUTHOR, click, desk_of, focus, seen, settle, type_text

LONGEST_GAP = 0.5  # seconds of processor time without an answer: what a window that waits for its work would take


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a region."""
    folder = tmp_path_factory.mktemp("region") / "in"
    make_region(folder, 24, 5)
    return folder


@pytest.fixture
def place(opened: Opened, tmp_path: Path) -> RegionPlace:
    """The coordinator's place on an empty library of a region."""
    with open_library_at(tmp_path / "library.localplan", AUTHOR, purpose="region"):
        pass
    window = opened()
    click(window, "start.region")
    assert window.region.place is not None and window.region.place.isVisible()
    return window.region.place


def drop(place: RegionPlace, *paths: Path) -> None:
    """Drop files on the page of the intake."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    place.show_page("intake")
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(place.intake, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(place.intake, QDropEvent(QPoint(50, 50), copy, data, left, none))


def wait_for(place: RegionPlace, qtbot: QtBot) -> float:
    """Until the intake is over and the region put together; the longest gap meanwhile, in seconds of work."""
    longest, last = 0.0, time.process_time()

    def over() -> bool:
        nonlocal longest, last
        longest, last = max(longest, time.process_time() - last), time.process_time()
        return place.intake.run is None and place._asked == 0

    qtbot.waitUntil(over, timeout=120_000)
    return longest


def shown(place: RegionPlace) -> Shown:
    page = place.stack.currentWidget()
    assert isinstance(page, ShownPage)
    return page.model.shown


def test_that_thirty_dropped_files_come_in_and_every_page_says_something(
    place: RegionPlace, files: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    count = len(list(files.iterdir()))
    assert count >= 30
    QAbstractItemModelTester(place.intake.table.model)
    drop(place, files)
    assert wait_for(place, qtbot) < LONGEST_GAP
    rows = place.intake.table.model.shown.rows
    verdicts = Counter(str(row.cells[1]) for row in rows)
    assert len(rows) == count and verdicts["new plan"] >= 15 and sum(verdicts.values()) == count
    assert place.intake.counts.text().startswith(f"{count} read = ")
    assert all(row.cells[5] for row in rows if row.cells[1] in ("damaged", "copied plan: whose?"))
    report(place, qtbot, tmp_path / "intake.pdf")

    place.show_page("plans")
    plans = len(shown(place).rows)
    assert plans == len(place.library.plans()) >= 15
    for name in TABLE_PAGES:
        place.show_page(name)
        assert shown(place).name == name and shown(place).title
    place.show_page("money_by_year")
    years = [row for row in shown(place).rows if not row.total]
    (total,) = (row for row in shown(place).rows if row.total)
    assert sum(Decimal(str(row.cells[2])) for row in years) == Decimal(str(total.cells[2]))
    export_all(place, qtbot, tmp_path)
    publish(place, qtbot, tmp_path / "public.xlsx")
    narrow_to_one_section(place, qtbot, Decimal(str(total.cells[2])))
    drop(place, files)  # again: everything is known
    wait_for(place, qtbot)
    assert len(place.library.plans()) == plans and f" {0} imported" in place.intake.counts.text()


def report(place: RegionPlace, qtbot: QtBot, path: Path) -> None:
    click(place, "region.paper")
    dialog = place.intake.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists, timeout=30_000)


def export_all(place: RegionPlace, qtbot: QtBot, folder: Path) -> None:
    for name, beginning in (("region.xlsx", b"PK"), ("region.pdf", b"%PDF-"), ("region.docx", b"PK")):
        click(place, "region.export")
        dialog = place.findChildren(QFileDialog, "region.export.file")[-1]
        dialog.fileSelected.emit(str(folder / name))
        dialog.close()
        qtbot.waitUntil((folder / name).exists, timeout=60_000)
        assert (folder / name).read_bytes().startswith(beginning)


def publish(place: RegionPlace, qtbot: QtBot, path: Path) -> None:
    click(place, "region.public.ask")
    click(place, "region.public.where")
    dialog = place.findChildren(QFileDialog, "region.export.file")[-1]
    assert dialog.selectedFiles()[0].endswith("region-public-en.xlsx")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists, timeout=60_000)
    (publication,) = place.library.published()
    assert publication.figures.values


def narrow_to_one_section(place: RegionPlace, qtbot: QtBot, everything: Decimal) -> None:
    box = seen(place, "region.filter.sections", QComboBox)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    wait_for(place, qtbot)
    (total,) = (row for row in shown(place).rows if row.total)
    assert 0 < Decimal(str(total.cells[2])) < everything
    box.setCurrentIndex(0)
    box.activated.emit(0)
    wait_for(place, qtbot)


def test_that_the_pages_are_counted_and_a_look_that_is_out_of_date_ends_early(
    place: RegionPlace, files: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = place.host
    assert isinstance(window, Window)
    window.take_in(sorted(files.iterdir())[:4])
    wait_for(place, qtbot)
    place.show_page("municipalities")
    finished: list[RegionLook] = []
    said: list[str] = []

    def look(*about: Any) -> RegionLook:
        *rest, progress = about

        def slowly(done: int, of: int) -> None:
            time.sleep(0.05)  # as with thousands of plans
            progress(done, of)

        finished.append(look_at(*rest, slowly))
        return finished[-1]

    monkeypatch.setattr("localplan.ui.region.place.look_at", look)
    for _ in range(3):
        place.refresh()
    qtbot.waitUntil(lambda: said.append(place.waiting.text()) or place._asked == 0, timeout=60_000)
    assert len(finished) == 1 and place.look is finished[0]
    assert any("page" in text for text in said), said


def test_that_a_choice_is_kept_by_name_and_set_again(place: RegionPlace, files: Path, qtbot: QtBot) -> None:
    window = place.host
    assert isinstance(window, Window)
    window.take_in(sorted(files.iterdir())[:4])
    wait_for(place, qtbot)
    place.show_page("municipalities")
    choice = Choice(sections=("youth", "diaspora"), years=("2027",), bodies=("somebody",))
    place.filters.choose(choice)
    assert place.filters.choice == choice, "several sections, and what no list is there for"
    ask_name(place)
    dialog = seen(place, "region.choice.name", QInputDialog)
    dialog.textValueSelected.emit("Youth & diaspora")
    dialog.close()
    place.filters.choose(Choice())
    wait_for(place, qtbot)
    assert place.filters.choice == Choice()
    menu = seen(place, "region.choices", QToolButton).menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Youth && diaspora").trigger()
    assert place.filters.choice == choice
    wait_for(place, qtbot)
    assert place.filters.choice == choice, "also when the lists are filled anew"


def test_that_more_lists_narrow_by_municipality_and_target_group(place: RegionPlace, files: Path, qtbot: QtBot) -> None:
    window = place.host
    assert isinstance(window, Window)
    window.take_in(sorted(files.iterdir())[:3])
    wait_for(place, qtbot)
    place.show_page("municipalities")
    menu = seen(place, "region.choices", QToolButton).menu()
    menu.aboutToShow.emit()
    assert not place.filters.more.isVisible()
    next(action for action in menu.actions() if action.isCheckable()).trigger()
    assert place.filters.more.isVisible()
    whole = sum(row.cells[6] for row in shown(place).rows if isinstance(row.cells[6], Decimal))
    for field, rows in (("municipalities", 1), ("target_groups", 1)):
        box = seen(place, f"region.filter.{field}", QComboBox)
        box.setCurrentIndex(1)
        box.activated.emit(1)
        wait_for(place, qtbot)
        assert len(shown(place).rows) == rows
    left = shown(place).rows[0].cells[6]
    assert isinstance(left, Decimal) and 0 < left < whole


def test_that_figures_are_kept_as_an_edition_and_written_from_it(
    place: RegionPlace, files: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = place.host
    assert isinstance(window, Window)
    window.take_in(sorted(files.iterdir())[:2])
    wait_for(place, qtbot)
    place.show_page("money_by_year")
    ask_edition(place)
    dialog = seen(place, "region.edition.name", QInputDialog)
    dialog.textValueSelected.emit("June & July")
    dialog.close()
    qtbot.waitUntil(lambda: len(editions_of(place.library)) == 1, timeout=20_000)
    then = frozen(place.library, "June & July", "en")
    window.take_in(sorted(files.iterdir())[2:6])
    wait_for(place, qtbot)
    place.show_page("money_by_year")
    menu = seen(place, "region.figures", QToolButton).menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if "June && July" in action.text()).trigger()
    asked = place.findChild(QFileDialog, "region.export.file")
    assert asked is not None
    path = tmp_path / "june.xlsx"
    asked.fileSelected.emit(str(path))
    asked.close()
    qtbot.waitUntil(path.exists, timeout=20_000)
    figures = load_workbook(path)
    assert dict(then.facts)["Plans"] in [str(row[1].value) for row in figures["Cover"].iter_rows()]
    assert figures["Municipalities side by side"].max_row == 2 + len(then.table("municipalities").rows)


def test_that_the_official_edition_waits_until_every_contradiction_is_decided(
    place: RegionPlace, files: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window, truth = place.host, truth_beside(files)
    assert isinstance(window, Window)
    undecided = truth["conflicts"][0]["plan"]
    window.take_in([files / told["name"] for told in truth["files"] if told["plan"] == undecided])
    wait_for(place, qtbot)
    place.show_page("money_by_year")
    menu = seen(place, "region.figures", QToolButton).menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Official edition…").trigger()
    asked = place.findChild(QFileDialog, "region.export.file")
    assert asked is not None
    asked.fileSelected.emit(str(tmp_path / "official.xlsx"))
    asked.close()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox, "message")), timeout=20_000)
    assert "contradiction" in seen(window, "message", QMessageBox).text()
    assert not (tmp_path / "official.xlsx").exists()


def test_that_the_districts_are_drawn_and_one_of_them_is_chosen(place: RegionPlace, files: Path, qtbot: QtBot) -> None:
    window = place.host
    assert isinstance(window, Window)
    window.take_in(sorted(files.iterdir())[:6])
    wait_for(place, qtbot)
    place.show_page("grid")
    page = place.stack.currentWidget()
    assert isinstance(page, PicturePage)
    spots = page.picture.scene.spots
    assert len(spots) == 25, "every district of the register has its tile"
    assert len({(spot.x, spot.y) for spot in spots}) == 25
    for number in range(page.subject.count()):
        page.subject.setCurrentIndex(number)
        page.subject.activated.emit(number)
        assert any("–" not in spot.text for spot in page.picture.scene.spots)
    place.show_page("multiples")
    charts = place.stack.currentWidget()
    assert isinstance(charts, PicturePage)
    assert len(charts.picture.scene.spots) == len(place.library.summaries())
    place.show_page("grid")
    code = next(iter(place.look.view.place.districts[s.municipality] for s in place.look.view.summaries))  # type: ignore[union-attr]
    page.picture.wanted.emit(Place("", "", code))
    wait_for(place, qtbot)
    assert place.name == "municipalities" and place.filters.choice.districts == (code,)


def test_that_a_figure_leads_to_its_plan_which_can_only_be_read(place: RegionPlace, files: Path, qtbot: QtBot) -> None:
    window = place.host
    assert isinstance(window, Window)
    some = sorted(files.iterdir())[:4]
    window.take_in(some)
    wait_for(place, qtbot)
    place.show_page("amounts")
    page = place.stack.currentWidget()
    assert isinstance(page, ShownPage)
    page.view.setCurrentIndex(page.found.index(0, 0))
    focus(page.view)
    row = page.current
    assert row is not None
    said = seen(page, "region.origin", QLabel).text()
    source = place.library.region.provenance()[row.plan]
    day = window.words.day(date.fromisoformat(source.at[:10]))
    assert all(part in said for part in (source.file, source.person, source.revision[:12], day))
    page.view.activated.emit(page.view.currentIndex())
    qtbot.waitUntil(lambda: window.desk is not None)
    desk = desk_of(window)
    assert desk.plan.id == row.plan and desk.session.read_only and not desk.may_change("measure")
    assert window.close_plan() and place.isVisible()
    click(place, "region.back")
    assert window.start.isVisible() and window.region.place is None


def test_that_money_is_shown_in_euro_at_a_rate_with_its_day(place: RegionPlace, files: Path, qtbot: QtBot) -> None:
    window = place.host
    assert isinstance(window, Window)
    window.take_in(sorted(files.iterdir())[:1])
    wait_for(place, qtbot)
    place.show_page("money_by_year")
    (planned,) = (row.cells[2] for row in shown(place).rows if row.total)
    EuroDialog(place).open()
    seen(place, "region.euro.rate.RSD", QLineEdit).setText("117.2")
    click(place, "region.euro.on")
    assert "RSD" in seen(place, "region.euro.ask", EuroDialog).said.text(), "a rate needs its day"
    seen(place, "region.euro.day.RSD", QLineEdit).setText("01/01/2026")
    click(place, "region.euro.on")
    wait_for(place, qtbot)
    (euro,) = (row.cells[1:3] for row in shown(place).rows if row.total)
    assert euro[0] == "EUR" and isinstance(euro[1], Decimal) and isinstance(planned, Decimal)
    assert abs(euro[1] * Decimal("117.2") - planned) < 200
    assert "117.2" in shown(place).note and "01/01/2026" in shown(place).note
    menu = seen(place, "region.figures", QToolButton).menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    click(place, "region.euro.off")
    wait_for(place, qtbot)
    assert [row.cells[1:3] for row in shown(place).rows if row.total] == [("RSD", planned)]


def test_that_a_census_is_brought_from_a_file(place: RegionPlace, files: Path, qtbot: QtBot, tmp_path: Path) -> None:
    window = place.host
    assert isinstance(window, Window)
    window.take_in(sorted(files.iterdir())[:1])
    wait_for(place, qtbot)
    (code,) = {s.municipality for s in place.library.region.summaries(())}
    census = tmp_path / "census.csv"
    census.write_text(f"{code};12345\n", encoding="utf-8")
    window.region.ask_people()
    asked = place.findChild(QFileDialog, "region.people.file")
    assert asked is not None
    asked.fileSelected.emit(str(census))
    asked.close()
    dialog = seen(place, "region.people.year", QInputDialog)
    assert dialog.intValue() == 2022
    dialog.intValueSelected.emit(2022)
    dialog.close()
    wait_for(place, qtbot)
    place.show_page("municipalities")
    cells = shown(place).rows[0].cells
    assert 12345 in cells and "2022" in cells


def test_that_a_sum_leads_to_the_amounts_that_it_is_made_of(place: RegionPlace, files: Path, qtbot: QtBot) -> None:
    window = place.host
    assert isinstance(window, Window)
    window.take_in(sorted(files.iterdir())[:2])
    wait_for(place, qtbot)
    place.show_page("money_by_source")
    page = place.stack.currentWidget()
    assert isinstance(page, ShownPage)
    whole = shown(place).rows[1].cells[-3]
    page.view.setCurrentIndex(page.found.index(1, 0))
    page.view.activated.emit(page.view.currentIndex())
    wait_for(place, qtbot)
    assert place.name == "amounts" and len(place.filters.choice.sources) == 1
    amounts = shown(place)
    own = next(n for n, column in enumerate(amounts.columns) if column.name == "own_part")
    assert sum(row.cells[own] for row in amounts.rows if isinstance(row.cells[own], Decimal)) == whole
    assert all(row.plan for row in amounts.rows)
    place.show_page("indicators")
    page = place.stack.currentWidget()
    assert isinstance(page, ShownPage)
    page.view.setCurrentIndex(page.found.index(0, 0))
    page.view.activated.emit(page.view.currentIndex())
    assert place.name == "indicator_values"
    values = place.stack.currentWidget()
    assert isinstance(values, ShownPage) and values.search.text()


def test_that_an_intake_can_be_stopped_and_gone_on_with(place: RegionPlace, files: Path, qtbot: QtBot) -> None:
    drop(place, files)
    qtbot.waitUntil(lambda: bool(place.intake._results), timeout=20_000)
    click(place, "region.stop")
    wait_for(place, qtbot)
    stopped = len(place.intake._results)
    assert 0 < stopped < len(list(files.iterdir()))
    drop(place, files)
    wait_for(place, qtbot)
    assert len(place.intake._results) == len(list(files.iterdir()))


def test_that_missing_municipalities_are_named(place: RegionPlace, files: Path, qtbot: QtBot, tmp_path: Path) -> None:
    wait_for(place, qtbot)
    own = tmp_path / "own.txt"
    own.write_text("Нови Сад\nzrenjanin\n", encoding="utf-8")
    window = place.host
    assert isinstance(window, Window)
    window.region.ask_expected()
    dialog = place.findChild(ExpectedDialog)
    assert dialog is not None
    dialog.read(own)
    dialog.keep()
    wait_for(place, qtbot)
    place.show_page("missing")
    assert len(shown(place).rows) == 2
    place.show_page("plans")
    assert [row.cells[3] for row in shown(place).rows] == ["no plan yet", "no plan yet"]


def test_that_a_table_sorts_searches_and_copies_any_values(qtbot: QtBot) -> None:
    application()
    columns = (Column("a"), Column("b", "money"), Column("c", "day"), Column("d", "percent"), Column("e", "year"))
    rows = (
        ShownRow(("Чачак", Decimal("1200.5"), date(2027, 1, 2), Decimal("12.5"), 2027), "plan", "record"),
        ShownRow(("Ада", Decimal(7), None, None, 2026)),
        ShownRow(("Total", Decimal("1207.5"), None, None, None), total=True),
    )
    table = Shown(name="t", title="T", headings=tuple("abcde"), columns=columns, rows=rows, note="N")
    words = words_for("en", Path())
    QAbstractItemModelTester(ShownModel(table, words))
    page = ShownPage(table, words)
    qtbot.addWidget(page)
    page.show()
    for column, order, first in ((0, Qt.SortOrder.AscendingOrder, "Ада"), (1, Qt.SortOrder.DescendingOrder, "Чачак")):
        page.view.sortByColumn(column, order)
        assert page.found.index(0, 0).data() == first and page.found.index(2, 0).data() == "Total"
    focus(seen(page, "region.search", QLineEdit))
    type_text("cacak")
    settle()
    assert page.found.rowCount() == 1
    click(page, "region.copy")
    assert QApplication.clipboard().text().splitlines()[1] == "Чачак\t1,200.50\t02/01/2027\t12.5 %\t2027"


def test_that_amounts_of_a_column_have_the_same_decimals(qtbot: QtBot) -> None:
    def amounts(*cells: str) -> list[str]:
        rows = tuple(ShownRow((Decimal(cell),)) for cell in cells)
        table = Shown(name="t", title="T", headings=("a",), columns=(Column("a", "money"),), rows=rows)
        model = ShownModel(table, words_for("en", Path()))
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    assert amounts("1200.5", "7") == ["1,200.50", "7.00"]
    assert amounts("1200", "7") == ["1,200", "7"]


def test_that_an_empty_page_says_what_belongs_there(place: RegionPlace, qtbot: QtBot) -> None:
    assert place.intake.table.note.text().startswith("No files yet.")
    qtbot.waitUntil(lambda: place.look is not None, timeout=20_000)
    for name in EMPTY.keys() - {"files"}:
        place.show_page(name)
        page = place.stack.currentWidget()
        assert isinstance(page, ShownPage) and EMPTY[name] in page.note.text(), name


def test_that_the_region_speaks_the_windows_language_at_once(place: RegionPlace, qtbot: QtBot) -> None:
    window = place.host
    assert isinstance(window, Window)
    wait_for(place, qtbot)
    place.show_page("plans")
    window.set_language("sr-Cyrl")
    qtbot.waitUntil(lambda: window.region.place is not place)
    now = window.region.place
    assert now is not None and now.isVisible() and now.name == "plans"
    wait_for(now, qtbot)
    assert shown(now).title == "Планови региона"


def test_that_a_copied_plan_is_asked_about_where_it_was_taken_in(
    place: RegionPlace, files: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    first = sorted(files.iterdir())[0]
    drop(place, first)
    wait_for(place, qtbot)
    (line,) = place.library.plans()
    plan = place.library.read_plan(line.id)
    other = apply_edits(plan, [SetField(plan.id, "municipality", "80438"), SetField(plan.id, "code", "")])
    with open_library_at(tmp_path / "theirs.localplan", "Somebody") as library:
        library.add_plan(other)
        now, revision = sent_revision(library, plan.id)
        write_package(tmp_path / "copy.lplan", package_from(library, now, revision, {}))
    drop(place, tmp_path / "copy.lplan")
    wait_for(place, qtbot)
    place.intake.table.view.setCurrentIndex(place.intake.table.found.index(0, 0))
    click(place, "region.whose")
    qtbot.waitUntil(lambda: place.host.findChild(QMessageBox, "copied_plan") is not None, timeout=20_000)
    box = place.host.findChild(QMessageBox, "copied_plan")
    assert box is not None
    click(box, "copied_plan.new")
    qtbot.waitUntil(lambda: len(place.library.plans()) == 2 and place.host.desk is not None, timeout=20_000)
    assert place.host.close_plan() and place.isVisible()


def test_that_a_file_which_contradicts_is_decided_where_it_came_in(
    place: RegionPlace, qtbot: QtBot, tmp_path: Path
) -> None:
    draft = samples.draft()
    for name in ("one", "two"):
        with open_library_at(tmp_path / f"{name}.localplan", name) as library:
            library.add_plan(apply_edits(draft, [SetField(draft.id, "vision", f"Vision of {name}", "en")]))
            now, revision = sent_revision(library, draft.id)
            write_package(tmp_path / f"{name}.lplan", package_from(library, now, revision, {}))
        drop(place, tmp_path / f"{name}.lplan")
        wait_for(place, qtbot)
    assert place.intake.table.model.shown.rows[0].cells[1] == "merged: 1 contradiction to decide"
    place.intake.table.view.setCurrentIndex(place.intake.table.found.index(0, 0))
    click(place, "region.decide.file")
    page = place.host.conflicts
    assert page is not None and page.isVisible()
    assert [each.field for each in page.contradictions.open] == ["vision"]
    type_text("2")
    assert [*page.contradictions.open] == []
    assert place.host.desk is not None and place.host.desk.plan.root.vision["en"] == "Vision of two"


def test_that_an_update_is_undone_and_taken_in_again_where_it_came_in(
    place: RegionPlace, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = samples.draft()
    states = []
    with open_library_at(tmp_path / "theirs.localplan", "Somebody") as library:
        library.add_plan(plan)
        for n, name in enumerate(("first.lplan", "second.lplan")):
            session = open_session(library, plan.id, "Somebody")
            session.perform([SetField(plan.id, "vision", f"Vision {n}", "en")], "Vision")
            session.save()
            now, revision = sent_revision(library, plan.id)
            write_package(tmp_path / name, package_from(library, now, revision, {}))
            states.append(now.digest)

    def digest() -> str:
        place.library.flush()
        return place.library.read_plan(plan.id).digest

    for name in ("first.lplan", "second.lplan"):
        drop(place, tmp_path / name)
        wait_for(place, qtbot)
    assert digest() == states[1]
    place.intake.table.view.setCurrentIndex(place.intake.table.found.index(0, 0))
    click(place, "region.undo")
    assert place.host.conflicts is not None
    box = place.host.conflicts.findChild(QMessageBox, "merge.undo")
    assert box is not None and "Somebody" in box.text()
    click(box, "merge.undo.yes")
    qtbot.waitUntil(lambda: digest() == states[0], timeout=10_000)
    assert place.host.close_plan() and place.isVisible()
    drop(place, tmp_path / "second.lplan")
    wait_for(place, qtbot)
    place.intake.table.view.setCurrentIndex(place.intake.table.found.index(0, 0))
    assert not place.intake.undo.isVisible()
    for answer, state in (("no", states[0]), ("yes", states[1])):
        click(place, "region.again")
        qtbot.waitUntil(lambda: place.host.findChild(QMessageBox, "take_in_again") is not None, timeout=20_000)
        again = place.host.findChild(QMessageBox, "take_in_again")
        assert again is not None and "second.lplan" in again.text()
        click(again, f"take_in_again.{answer}")
        qtbot.waitUntil(lambda: place.host.desk is not None, timeout=20_000)
        assert digest() == state
        assert place.host.close_plan()
        settle(50)


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_that_letters_are_written_as_word_or_pdf_beside_the_notes(
    opened: Opened, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    with open_library_at(tmp_path / "library.localplan", AUTHOR, purpose="region") as library:
        library.add_plan(samples.draft())
        write_note(library, samples.draft().id, "A remark.")
    window = opened()
    window.region.show()
    place = window.region.place
    assert place is not None
    click(place, "region.letters")
    box = place.findChild(QMessageBox, "region.letters.kind")
    assert box is not None
    click(box, f"region.letters{kind}")
    dialog = place.findChild(QFileDialog, "region.letters.folder")
    assert dialog is not None
    out = tmp_path / "out"
    dialog.fileSelected.emit(str(out))
    dialog.close()
    qtbot.waitUntil(lambda: "Written" in window.statusBar().currentMessage(), timeout=20_000)
    assert sorted(path.suffix for path in out.iterdir()) == sorted([".lplan", kind])


def test_that_the_rail_is_whole_on_a_small_screen(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    with open_library_at(tmp_path / "library.localplan", AUTHOR, purpose="region"):
        pass
    window = opened(language="sr-Latn", size=(911, 512))
    window.region.show()
    place = window.region.place
    assert place is not None
    qtbot.waitUntil(lambda: place.look is not None, timeout=20_000)
    for name in ("plans", "grid", "money_by_year", "quality"):
        place.show_page(name)
        settle(30)
        letters = seen(place, "region.letters")
        assert letters.width() >= letters.sizeHint().width() and window.width() == 911, name
