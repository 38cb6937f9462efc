"""Texts in Arabic, Bengali and Nepali in the window: fonts, and the side on which they begin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from localplan.ui.fields.inputs import BlockInput
from localplan.ui.panels.marks import Paper
from localplan.ui.run import application
from localplan.ui.sides import BySide, FromRight
from localplan.ui.theme import colours
from tests.exchange.documents import words
from tests.tongues import PLACES

ARABIC = PLACES["MA"].long[1]
RIGHT, LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


def directions(texts: list[str]) -> list[Qt.LayoutDirection]:
    """In which direction a list draws each of the texts."""
    view = QListView()
    view.setModel(QStringListModel(texts, view))
    delegate, found = BySide(view), []
    for row in range(len(texts)):
        option = QStyleOptionViewItem()
        delegate.initStyleOption(option, view.model().index(row, 0))
        found.append(option.direction)
    return found


def test_that_cells_are_drawn_from_the_side_on_which_their_text_begins(qapp: object) -> None:
    ours = ["Plan", "План", PLACES["BD"].long[0], "M1.1", "2026"]
    assert directions(ours) == [Qt.LayoutDirection.LeftToRight] * len(ours)
    assert directions([ARABIC, f"M1 {ARABIC}"]) == [Qt.LayoutDirection.RightToLeft] * 2


@pytest.mark.parametrize("language", ["MA", "BD", "NP"])
def test_that_the_window_has_glyphs_for_every_letter(language: str) -> None:
    layout = QTextLayout(" ".join(PLACES[language].long), application().font())
    layout.beginLayout()
    layout.createLine().setLineWidth(100_000)
    layout.endLayout()
    runs = layout.glyphRuns()
    assert len(runs) > 1
    assert all(0 not in run.glyphIndexes() for run in runs)


def test_that_a_box_begins_at_the_side_of_what_stands_in_it(qapp: object) -> None:
    box = BlockInput(words("en"))
    for text, side in ((ARABIC, RIGHT), ("Vocational training", LEFT), ("تكوين مهني", RIGHT), ("", LEFT)):
        box.set_value(text)
        assert box.document().defaultTextOption().alignment() == side
    box.insertPlainText("تكوين")
    assert box.document().defaultTextOption().alignment() == RIGHT


def test_that_lines_in_a_picture_begin_at_the_right_of_their_field(qapp: object) -> None:
    paper = Paper(600, QFont("DejaVu Sans Condensed"), colours())
    lines = paper.lines(ARABIC, paper.plain, 200)
    assert len(lines) > 1 and all(isinstance(line, FromRight) for line in lines)
    written = paper.write(lines, paper.plain, 10, 0)
    assert {round(text.x + paper.wide(text.text, paper.plain)) for text in written} == {210}
    assert {text.x for text in paper.write(paper.lines("Plan " * 30, paper.plain, 200), paper.plain, 10, 0)} == {10}
    (shortened,) = paper.lines(ARABIC, paper.plain, 200, most=1)
    assert shortened.endswith("…") and isinstance(shortened, FromRight)
