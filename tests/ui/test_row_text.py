"""Texts of rows that are set by ourselves: broken at the edge, signs in a column of their own."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, qGray
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from localplan.ui.rail import SIGNS
from localplan.ui.row_text import MARGIN, SignedRows, WrappedRows

TITLE = "Новац по изворима финансирања"


def shown(qtbot: QtBot, width: int, *texts: str) -> QListWidget:
    view = QListWidget()
    qtbot.addWidget(view)
    view.setResizeMode(QListWidget.ResizeMode.Adjust)
    view.setFrameShape(QListWidget.Shape.NoFrame)
    view.addItems(texts)
    view.resize(width, 300)
    view.show()
    return view


def lines_of(view: QListWidget, row: int = 0) -> int:
    return round(view.visualItemRect(view.item(row)).height() / view.fontMetrics().lineSpacing())


def inked(view: QListWidget, row: int, start: int = 0) -> list[int]:
    """The columns of pixels of a row, from one on, in which something is drawn."""
    area = view.visualItemRect(view.item(row))
    image: QImage = view.viewport().grab(area).toImage()
    ground = qGray(image.pixel(image.width() - 1, 0))
    columns = range(start, image.width())
    return [x for x in columns if any(abs(qGray(image.pixel(x, y)) - ground) > 60 for y in range(image.height()))]


@pytest.mark.parametrize("spare", range(-12, 13))
def test_that_a_title_as_wide_as_its_list_is_never_cut(qtbot: QtBot, spare: int) -> None:
    view = shown(qtbot, 100, TITLE)
    view.setItemDelegate(WrappedRows(view))
    wide = view.fontMetrics().horizontalAdvance(TITLE) + 2 * MARGIN
    view.resize(wide + spare, 300)
    fits = view.fontMetrics().horizontalAdvance(TITLE) <= view.viewport().width() - 2 * MARGIN
    assert lines_of(view) == (1 if fits else 2)


def test_that_titles_begin_one_below_the_other_whatever_their_signs(qtbot: QtBot) -> None:
    signs = tuple(SIGNS.values())
    view = shown(qtbot, 300, *(f"{sign}  Title" for sign in signs))
    view.setItemDelegate(SignedRows(view, signs))
    beside = MARGIN + max(map(view.fontMetrics().horizontalAdvance, signs))
    assert len({inked(view, row, beside)[0] for row in range(len(signs))}) == 1
    assert all(inked(view, row)[0] < beside for row in range(len(signs)))
