"""Radars of the self-assessments and the scan, and what scores lowest as a problem of the tree."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from localplan.domain.canonical import content_of, made
from localplan.domain.edits import apply_edits, put
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import Answer, Problem
from localplan.domain.records.plan import PlanRecord
from localplan.ui.panels.marks import Line, Text
from localplan.ui.panels.page import DrawnPage
from localplan.ui.panels.same_table import SameTable
from tests import samples
from tests.plans import record
from tests.ui.desks import desk_on
from tests.ui.test_panels import drawn_words, heard, opened
from tests.whole_plans import in_state

RUNS = {"drafting": 0, "mid_term": 1, "end": 2}
EXTRA = {"text": {"en": "Nobody counts"}, "evidence": {"en": "No register"}}


def bare(track: str = "full", **facts: object) -> Plan:
    """The Serbian sample as a draft, without any answer."""
    plan = in_state(samples.draft(), "draft")
    kept = [one for one in plan.records.values() if not isinstance(one, Answer | PlanRecord)]
    return Plan([made("plan", {**content_of(plan.root), "track": track, **facts}), *kept])


def scored(plan: Plan, *scores: tuple[str, str, int], **content: object) -> Plan:
    """With answers: (run, question, score)."""
    rows = [
        record("answer", f"{run} {question}", plan.id, n, run=run, question=question, score=score, **content)
        for n, (run, question, score) in enumerate(scores)
    ]
    return apply_edits(plan, [put(row) for row in rows])


def assessed() -> Plan:
    return scored(bare(), ("drafting", "J1.3", 0), ("drafting", "J2.1", 3), ("drafting", "M1", 1), **EXTRA)


def scanned() -> Plan:
    runs = [(run, code, score + n) for run, n in RUNS.items() for code, score in (("1", 0), ("2b", 1))]
    return scored(bare(), *runs, bottleneck={"en": "Money comes in June"})


def table_of(page: DrawnPage, title: str) -> SameTable:
    return next(table for table in page.tables if table.table.title == title)


def test_that_each_tool_that_was_begun_has_its_radar(qtbot: QtBot) -> None:
    page = opened(qtbot, desk_on(assessed()), "self_assessment", 1000)
    told = drawn_words(page)
    assert "Self-assessment of migration and local development" in told
    assert "Dimensions of local migration governance" in told
    assert "Standards of the youth office" not in told
    tips = [spot.text for spot in page.picture.scene.spots]
    assert "Coordination\nWhile drafting: 3" in tips and "Sustainability\nWhile drafting: –" in tips


def test_that_the_runs_of_the_scan_differ_by_more_than_colour(qtbot: QtBot) -> None:
    page = opened(qtbot, desk_on(scanned()), "scan", 700)
    for run in ("While drafting", "At mid-term", "Before the final report"):
        assert run in drawn_words(page)
    thick = [mark for mark in page.picture.scene.marks if isinstance(mark, Line) and mark.stroke == 2.0]
    assert len({mark.dashes for mark in thick}) == 3
    assert page.tables[0].table.rows[0].cells == ("Inclusion", "0.0", "1.0", "2.0")


@pytest.mark.parametrize("width", [420, 620, 1000])
@pytest.mark.parametrize("language", ["en", "sr-Cyrl"])
def test_that_no_text_leaves_the_picture(qtbot: QtBot, language: str, width: int) -> None:
    page = opened(qtbot, desk_on(assessed(), language), "self_assessment", width)
    scene = page.picture.scene
    texts = [mark for mark in scene.marks if isinstance(mark, Text)]
    assert texts and all(mark.x >= -1 and mark.y <= scene.height + 1 for mark in texts)


def test_that_a_gap_becomes_a_problem_with_its_answer_as_evidence(qtbot: QtBot) -> None:
    desk = desk_on(assessed())
    page = opened(qtbot, desk, "self_assessment", 900)
    button: QPushButton = page.acts["problem"]
    assert not button.isEnabled()
    table = table_of(page, "What scores lowest")
    assert [row.cells[1] for row in table.table.rows] == ["0.0", "1.0"]
    table.setFocus()
    table.setCurrentCell(0, 0)
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (problem,) = (one for one in desk.plan.all(Problem) if one.text.get("en", "").startswith("not yet: Local context"))
    assert desk.plan[problem.evidence_links[0]].question == "J1.3"  # type: ignore[attr-defined]
    assert problem.evidence == {"en": "No register"} and "још не: " in problem.text["sr-Cyrl"]
    assert table_of(page, "What scores lowest").table.rows[0].cells[3] == "in the problem tree"
    assert not button.isEnabled()
    assert desk.session.undo_label == "Record an answer as a problem"


def test_that_a_bottleneck_becomes_the_problem(qtbot: QtBot) -> None:
    desk = desk_on(scanned())
    page = opened(qtbot, desk, "scan", 900)
    table = table_of(page, "What stands in the way")
    table.setCurrentCell(0, 0)
    QTest.mouseClick(page.acts["problem"], Qt.MouseButton.LeftButton)
    assert any(one.text.get("en") == "Money comes in June" for one in desk.plan.all(Problem))


def test_that_one_click_chooses_a_row_and_two_follow_it(qtbot: QtBot) -> None:
    desk = desk_on(assessed())
    page = opened(qtbot, desk, "self_assessment", 900)
    table, told = table_of(page, "What scores lowest"), heard(desk.wanted)
    at = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told == []
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [place[1] for place in told] == ["questions_self_assessment"]


def test_that_the_small_track_draws_its_ten_questions(qtbot: QtBot) -> None:
    plan = scored(bare("small"), ("drafting", "T1", 1), ("drafting", "T2", 0))
    page = opened(qtbot, desk_on(plan), "self_assessment", 900)
    assert "Ten questions on migration and local development" in drawn_words(page)
    assert len(table_of(page, "What scores lowest").table.rows) == 1
    empty = opened(qtbot, desk_on(bare("small")), "self_assessment", 900)
    told = heard(empty.desk.wanted)
    empty.enter.click()
    assert told[0][1] == "questions_ten"
