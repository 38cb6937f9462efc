"""Drawn pages: all that is declared is there, shows the plan, leads to its records and keeps up with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from localplan.domain.edits import DropRecord, PutRecord, SetField
from localplan.domain.money import amounts, total
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import AlignmentLink, Problem, Stakeholder, StrategicDocument
from localplan.domain.records.delivery import ActivityReport
from localplan.domain.records.logic import Activity, Measure, Objective, Risk
from localplan.domain.records.plan import PlanRecord
from localplan.ui.desk import Desk, Place
from localplan.ui.panels import PANELS, panel
from localplan.ui.panels.marks import Text
from localplan.ui.panels.page import DrawnPage
from localplan.ui.panels.picture import Picture
from localplan.ui.panels.saving import MARGIN
from tests import samples
from tests.methods import methodology
from tests.ui.desks import desk_on

SHOWN = {
    "problem_tree": (Problem,),
    "objective_tree": (Objective, Measure),
    "stakeholder_grid": (Stakeholder,),
    "risk_matrix": (Risk,),
    "gantt": (Measure, Activity),
    "alignment": (StrategicDocument, AlignmentLink, Objective),
}


def opened(qtbot: QtBot, desk: Desk, code: str, width: int = 760) -> DrawnPage:
    """The page, on the screen and drawn."""
    page = panel(desk, code)
    assert isinstance(page, DrawnPage)
    qtbot.addWidget(page)
    page.resize(width, 560)
    page.show()
    qtbot.waitExposed(page)
    return page


def ids(page: DrawnPage) -> set[str]:
    """The records that the picture shows."""
    return {spot.id for spot in page.picture.scene.spots}


def drawn_words(page: DrawnPage) -> str:
    """All texts of the picture."""
    return " ".join(mark.text for mark in page.picture.scene.marks if isinstance(mark, Text))


def spot_of(page: DrawnPage, id: str) -> QPoint:
    """The middle of a record's spot, on the picture."""
    return next(spot.rect.center().toPoint() for spot in page.picture.scene.spots if spot.id == id)


def heard(signal: Any) -> list[Any]:
    """What a signal says from now on."""
    told: list[Any] = []
    signal.connect(told.append)
    return told


def empty_plan() -> Plan:
    root = samples.draft().root
    return Plan([PlanRecord(id=root.id, country=root.country, legal_profile=root.legal_profile)])


def test_that_every_declared_page_can_be_drawn() -> None:
    assert {p.code for step in methodology().steps for p in step.panels} == set(PANELS)


@pytest.mark.parametrize("code", SHOWN)
def test_that_a_picture_shows_every_record_and_nothing_else(qtbot: QtBot, code: str) -> None:
    plan = samples.implementation()
    page = opened(qtbot, desk_on(plan), code)
    assert ids(page) == {record.id for kind in SHOWN[code] for record in plan.all(kind)}


@pytest.mark.parametrize("code", [*(code for code in SHOWN if code != "alignment"), "progress"])
def test_that_the_table_leads_to_the_same_places_as_the_picture(qtbot: QtBot, code: str) -> None:
    page = opened(qtbot, desk_on(samples.implementation()), code)
    in_tables = {row.place for shown in page.tables for row in shown.table.rows}
    assert {spot.place for spot in page.picture.scene.spots} == in_tables


def test_that_every_link_to_a_document_has_its_row_and_an_unlinked_document_too(qtbot: QtBot) -> None:
    plan = samples.draft()
    page = opened(qtbot, desk_on(plan), "alignment")
    unlinked = [d for d in plan.all(StrategicDocument) if not plan.children(d.id, AlignmentLink)]
    assert unlinked
    assert {row.place[2] for row in page.tables[0].table.rows} == {r.id for r in (*plan.all(AlignmentLink), *unlinked)}


@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [("en", "light", 430), ("sr-Cyrl", "light", 430), ("sr-Latn", "dark", 760), ("sr-Cyrl", "contrast", 1000)],
)
def test_that_no_text_leaves_its_picture(qtbot: QtBot, language: str, theme: str, width: int) -> None:
    desk = desk_on(samples.implementation(), language, theme)
    for code in PANELS:
        page = opened(qtbot, desk, code, width)
        scene = page.picture.scene
        assert page.picture.width() >= scene.width - 1, code
        for mark in scene.marks:
            if isinstance(mark, Text):
                right = mark.x + QFontMetricsF(mark.font).horizontalAdvance(mark.text)
                assert mark.x >= -1 and right <= scene.width + 1, (code, mark.text)
                assert 0 < mark.y <= scene.height, (code, mark.text)
        image = page.picture.grab().toImage()
        assert len({image.pixel(n, n * image.height() // 430) for n in range(image.width()) if n < 400}) > 2, code


@pytest.mark.parametrize("code", SHOWN)
def test_that_spots_beside_each_other_do_not_overlap(qtbot: QtBot, code: str) -> None:
    page = opened(qtbot, desk_on(samples.implementation(), "sr-Cyrl"), code, 500)
    spots = page.picture.scene.spots
    for n, one in enumerate(spots):
        for other in spots[n + 1 :]:
            shared = one.rect.intersected(other.rect)
            assert shared.width() < 2 or shared.height() < 2, (one.text, other.text)


def test_that_dark_pictures_are_dark_and_texts_on_them_light(qtbot: QtBot) -> None:
    page = opened(qtbot, desk_on(samples.draft(), theme="dark"), "problem_tree")
    assert page.grab().toImage().pixelColor(2, page.height() - 3).lightness() < 100
    causes = [m for m in page.picture.scene.marks if isinstance(m, Text) and "Courses" in m.text]
    assert causes and QColor(causes[0].colour).lightness() > 150


@pytest.mark.parametrize("code", sorted(set(PANELS) - {"progress"}))
def test_that_an_empty_plan_says_what_belongs_there_and_leads_to_it(qtbot: QtBot, code: str) -> None:
    desk = desk_on(empty_plan())
    page = opened(qtbot, desk, code)
    assert page.invitation.isVisible() and len(page.invitation.text()) > 30
    page.grab()  # lays the hidden picture out too
    wanted = heard(desk.wanted)
    QTest.mouseClick(page.enter, Qt.MouseButton.LeftButton)
    form = wanted[0][1]
    assert code in {panel.code for panel in desk.methodology.step_of(form).panels}


def test_that_the_progress_of_an_empty_plan_names_all_steps(qtbot: QtBot) -> None:
    page = opened(qtbot, desk_on(empty_plan()), "progress")
    assert ids(page) == {step.code for step in methodology().steps}


# going ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", SHOWN)
def test_that_a_click_goes_to_the_record(qtbot: QtBot, code: str) -> None:
    plan = samples.implementation()
    desk = desk_on(plan)
    page = opened(qtbot, desk, code)
    record = plan.all(SHOWN[code][0])[0]
    wanted = heard(desk.wanted)
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=spot_of(page, record.id))
    assert wanted == [Place("", "", record.id, "")]


def test_that_keys_reach_every_spot_and_follow_it(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "objective_tree")
    wanted = heard(desk.wanted)
    page.picture.setFocus()
    reached = set()
    for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Down] * 5, *[Qt.Key.Key_Right] * 2, Qt.Key.Key_Up, Qt.Key.Key_End):
        QTest.keyClick(page.picture, key)
        reached.add(page.picture.scene.spots[page.picture.current].id)
        assert page.picture.accessibleDescription() == page.picture.scene.spots[page.picture.current].text
    assert len(reached) >= 5
    QTest.keyClick(page.picture, Qt.Key.Key_Return)
    assert wanted == [page.picture.scene.spots[-1].place]


def test_that_a_row_of_the_table_leads_to_its_record(qtbot: QtBot) -> None:
    plan = samples.draft()
    desk = desk_on(plan)
    page = opened(qtbot, desk, "risk_matrix")
    table = page.findChild(QTableWidget, "panel.risk_matrix.table")
    wanted = heard(desk.wanted)
    table.setCurrentCell(2, 0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert wanted == [Place("", "", plan.all(Risk)[2].id, "")]


def test_that_a_part_of_a_column_leads_to_its_largest_amount(qtbot: QtBot) -> None:
    plan = samples.draft()
    page = opened(qtbot, desk_on(plan), "budget")
    rows = [row for row in amounts(plan) if row.year == "2026" and row.source == "01"]
    largest = max(rows, key=lambda row: row.money).line.id
    told = [spot for spot in page.picture.scene.spots if spot.text.startswith("2026 · General budget")]
    assert [spot.place for spot in told] == [Place("", "", largest, "")]


def test_that_every_control_has_a_name(qtbot: QtBot) -> None:
    for code in PANELS:
        page = opened(qtbot, desk_on(samples.draft()), code)
        parts: list[QWidget] = [*page.findChildren(QAbstractButton), *page.findChildren(QTableWidget)]
        parts = [part for part in parts if not part.metaObject().className().startswith("QTableCorner")]
        assert all(part.objectName().startswith(f"panel.{code}.") for part in parts)
        assert page.findChild(Picture, f"panel.{code}.picture").accessibleName()


# what the pictures say -----------------------------------------------------------------------------------------------


def test_that_strong_parties_stand_where_they_are_managed_closely(qtbot: QtBot) -> None:
    plan = samples.draft()
    page = opened(qtbot, desk_on(plan), "stakeholder_grid")
    told = {spot.id: spot.text for spot in page.picture.scene.spots}
    for party in plan.all(Stakeholder):
        is_close = (party.interest or 0) >= 4 and (party.influence or 0) >= 4
        assert is_close == ("Manage closely" in told[party.id])


def test_that_a_party_without_marks_waits_beneath_the_grid(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    party = desk.plan.all(Stakeholder)[0]
    desk.perform([SetField(party.id, "influence", None)], "x")
    page = opened(qtbot, desk, "stakeholder_grid")
    assert "Without interest or influence" in drawn_words(page)
    assert spot_of(page, party.id).y() == max(spot.rect.center().toPoint().y() for spot in page.picture.scene.spots)


@pytest.mark.parametrize(
    ("likelihood", "impact", "level"), [(1, 4, "low"), (1, 5, "medium"), (2, 5, "high"), (3, 5, "critical")]
)
def test_that_a_risk_has_the_level_of_its_score(qtbot: QtBot, likelihood: int, impact: int, level: str) -> None:
    desk = desk_on(samples.draft())
    risk = desk.plan.all(Risk)[0]
    desk.perform([SetField(risk.id, "likelihood", likelihood), SetField(risk.id, "impact", impact)], "x")
    page = opened(qtbot, desk, "risk_matrix")
    told = next(spot.text for spot in page.picture.scene.spots if spot.id == risk.id)
    assert told.endswith(f"{likelihood} × {impact} = {likelihood * impact}: {level} risk")


def test_that_the_objective_tree_shows_codes_and_sections(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "objective_tree", 1000)
    told = {spot.id: spot.text for spot in page.picture.scene.spots}
    for objective in desk.plan.all(Objective):
        assert desk.codes[objective.id] in told[objective.id]
    assert any("Youth and youth migration" in text for text in told.values())


def test_that_a_bar_begins_in_the_quarter_of_its_activity(qtbot: QtBot) -> None:
    from localplan.ui.panels.gantt import _lanes
    from localplan.ui.panels.marks import Box, Paper
    from localplan.ui.theme import colours

    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "gantt")
    lanes = _lanes(desk, Paper(page.picture.width(), page.picture.font(), colours()))
    bars = [m for m in page.picture.scene.marks if isinstance(m, Box) and m.fill == colours().accent]
    activities = desk.plan.all(Activity)
    assert len(bars) == len(activities)
    for bar, activity in zip(bars, activities, strict=True):
        first = lanes.quarters[int((bar.x - lanes.left) // lanes.step)]
        last = lanes.quarters[int((bar.x + bar.width - lanes.left) // lanes.step)]
        assert (first, last) == (activity.start, activity.deadline)


def test_that_activities_without_a_bar_say_why(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    one, two, three = desk.plan.all(Activity)[:3]
    edits = [SetField(one.id, "start", ""), SetField(one.id, "deadline", ""), SetField(two.id, "start", "2028-Q4")]
    edits += [SetField(two.id, "deadline", "2026-Q1"), SetField(three.id, "start", "2031-Q1")]
    edits += [SetField(three.id, "deadline", "2031-Q2")]
    desk.perform(edits, "x")
    told = drawn_words(opened(qtbot, desk, "gantt", 1000))
    assert "no start or deadline yet" in told
    assert "the deadline is before the start" in told
    assert "outside the plan’s years" in told


def test_that_the_budget_adds_up_to_the_plan(qtbot: QtBot) -> None:
    plan = samples.draft()
    desk = desk_on(plan)
    page = opened(qtbot, desk, "budget")
    whole = desk.words.money(total(amounts(plan)))
    for shown in page.tables[:3]:
        assert shown.table.rows[-1].cells[-1] == whole
    missing = desk.words.money(total(row for row in amounts(plan) if row.status != "secured"))
    assert f"{missing} of {whole}" in drawn_words(page)


def test_that_progress_counts_activities_by_state(qtbot: QtBot) -> None:
    plan = samples.implementation()
    page = opened(qtbot, desk_on(plan), "progress")
    done = sum(report.status == "completed" for report in plan.all(ActivityReport))
    bar = next(spot for spot in page.picture.scene.spots if spot.text.startswith("Completed: "))
    assert bar.text.splitlines()[0] == f"Completed: {done} of {len(plan.all(ActivityReport))}"
    assert len(bar.text.splitlines()) == 1 + done


def test_that_text_of_a_plan_is_never_read_as_markup(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    core = desk.plan.all(Problem)[0]
    desk.perform([SetField(core.id, "text", "<b>Bold</b> & <img src=x>", "en")], "x")
    page = opened(qtbot, desk, "problem_tree", 1000)
    assert "<b>Bold</b> & <img src=x>" in drawn_words(page)
    assert "&lt;b&gt;" in page.tables[0].item(0, 2).toolTip()


# keeping up ----------------------------------------------------------------------------------------------------------


def test_that_an_edit_is_drawn_at_once_and_undo_too(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "problem_tree")
    core = desk.plan.all(Problem)[0]
    new = "00000000-0000-4000-8000-000000000001"
    content = {"kind": "problem", "parent": core.id, "problem_kind": "cause", "text": {"en": "Zebra crossing"}}
    desk.perform([PutRecord(new, {**content, "position": desk.end_position(core.id, "problem")})], "x")
    assert new in ids(page) and "Zebra" in drawn_words(page)
    assert any("Zebra crossing" in row.cells for row in page.tables[0].table.rows)
    desk.undo()
    assert new not in ids(page)


def test_that_a_dropped_record_leaves_the_picture(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "risk_matrix")
    risk = desk.plan.all(Risk)[0]
    desk.perform([DropRecord(risk.id)], "x")
    assert risk.id not in ids(page)


def test_that_other_records_and_hidden_pages_cost_nothing(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "risk_matrix")
    drawn = page.picture.scene
    desk.perform([SetField(desk.plan.all(Problem)[0].id, "text", "Other", "en")], "x")
    assert page.picture.scene is drawn
    page.hide()
    desk.perform([SetField(desk.plan.all(Risk)[0].id, "text", "Zebra", "en")], "x")
    assert page.picture.scene is drawn
    page.show()
    assert "Zebra" in drawn_words(page)


def test_that_a_page_taken_away_hears_nothing_any_more(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    for code in PANELS:
        page = panel(desk, code)
        page.show()
        page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as exceptions:
        desk.perform([SetField(desk.plan.id, "currency", "EUR")], "x")
        desk.check()
    assert not exceptions


# dragging ------------------------------------------------------------------------------------------------------------


def drag(page: DrawnPage, id: str, onto: QPoint) -> None:
    start = spot_of(page, id)
    QTest.mousePress(page.picture, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.picture, start + QPoint(30, 3))
    QTest.mouseMove(page.picture, onto)
    QTest.mouseRelease(page.picture, Qt.MouseButton.LeftButton, pos=onto)


def test_that_a_cause_dragged_onto_another_one_moves_there(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "problem_tree")
    core = desk.plan.all(Problem)[0]
    first, second = desk.plan.children(core.id, Problem)[:2]
    child = desk.plan.children(first.id, Problem)[0]
    wanted = heard(desk.wanted)
    drag(page, child.id, spot_of(page, second.id))
    assert desk.plan[child.id].parent == second.id
    assert desk.plan.children(second.id, Problem)[-1].id == child.id
    assert not wanted
    desk.undo()
    assert desk.plan[child.id].parent == first.id


def test_that_moves_that_fit_nowhere_are_told_in_a_sentence(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "problem_tree")
    before, told = desk.plan, heard(desk.refused)
    cause = next(p for p in before.all(Problem) if p.problem_kind == "cause")
    effect = next(p for p in before.all(Problem) if p.problem_kind == "effect")
    drag(page, cause.id, spot_of(page, effect.id))
    drag(page, cause.id, spot_of(page, before.children(cause.id, Problem)[0].id))
    assert desk.plan is before
    assert len(told) == 2 and "cannot be placed under" in told[0]


def test_that_a_drag_into_the_open_and_escape_change_nothing(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "objective_tree")
    before, wanted = desk.plan, heard(desk.wanted)
    measure = before.all(Measure)[0]
    drag(page, measure.id, QPoint(1, int(page.picture.scene.height)))
    start = spot_of(page, measure.id)
    other = spot_of(page, before.all(Objective)[-1].id)
    QTest.mousePress(page.picture, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.picture, other)
    QTest.keyClick(page.picture, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.picture, Qt.MouseButton.LeftButton, pos=other)
    assert desk.plan is before and not wanted


def test_that_a_measure_moves_to_another_objective_but_not_to_a_general_one(qtbot: QtBot) -> None:
    desk = desk_on(samples.draft())
    page = opened(qtbot, desk, "objective_tree")
    told = heard(desk.refused)
    measure = desk.plan.all(Measure)[0]
    general, *specifics = desk.plan.all(Objective)
    drag(page, measure.id, spot_of(page, general.id))
    assert told and desk.plan[measure.id].parent == specifics[0].id
    drag(page, measure.id, spot_of(page, specifics[1].id))
    assert desk.plan[measure.id].parent == specifics[1].id


# keeping as a file ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_a_picture_is_kept_light_and_sharp(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    page = opened(qtbot, desk_on(samples.draft(), theme=theme), "gantt")
    page.keep_as(str(tmp_path / "timeline.png"))
    image = QImage(str(tmp_path / "timeline.png"))
    assert image.width() == round(1000 + 2 * MARGIN) * 2
    assert image.pixelColor(1, 1) == QColor("#ffffff")
    assert len({image.pixel(x, 200) for x in range(0, image.width(), 3)}) > 3


def test_that_an_svg_keeps_its_words_and_a_practice_copy_its_mark(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_on(samples.draft())
    desk.perform([SetField(desk.plan.id, "practice", True)], "x")
    page = opened(qtbot, desk, "objective_tree")
    page.keep_as(str(tmp_path / "tree.svg"))
    kept = (tmp_path / "tree.svg").read_text("utf-8")
    assert "<svg" in kept and "General objective" in kept and "TRAINING" in kept


def test_that_a_file_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(qtbot, desk_on(samples.draft()), "gantt")
    page.keep_as(str(tmp_path / "no such folder" / "timeline.png"))
    box = page.findChild(QWidget, "message")
    assert box is not None and "timeline.png" in box.text()  # type: ignore[attr-defined]
    box.close()


def test_that_the_file_dialog_opens_without_blocking(qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(qtbot, desk_on(samples.draft()), "gantt")
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog, "panel.gantt.where")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "kept.png"))
    dialog.close()
    assert (tmp_path / "kept.png").stat().st_size > 1000


def test_that_the_tip_of_a_spot_is_found_where_it_lies(qtbot: QtBot) -> None:
    page = opened(qtbot, desk_on(samples.draft()), "problem_tree")
    spot = page.picture.scene.spots[0]
    assert page.picture.spot_at(spot.rect.center()) == 0
    assert page.picture.spot_at(QPointF(-5, -5)) == -1
