"""What can be ticked is seen in every theme, ticked or not."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from localplan.ui.run import application
from localplan.ui.theme import THEMES, dress


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_that_an_empty_box_stands_out_from_its_ground(qtbot: QtBot, theme: str) -> None:
    dress(application(), theme)
    box = QCheckBox("Tick")
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    option = QStyleOptionButton()
    box.initStyleOption(option)
    rect = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    image, ground = box.grab().toImage(), QColor(THEMES[theme].window)
    edge = [image.pixelColor(x, rect.center().y()) for x in range(rect.left(), rect.left() + 3)]
    assert max(abs(colour.lightness() - ground.lightness()) for colour in edge) > 60
    dress(application(), "light")
