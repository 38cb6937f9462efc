"""What can be ticked is seen in every theme, ticked or not."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from localplan.data import data_dir
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


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_that_a_ticked_box_has_an_edge_and_a_mark_of_its_own(
    qtbot: QtBot, theme: str, kind: type[QCheckBox | QRadioButton]
) -> None:
    dress(application(), theme)
    box = kind("Tick")
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    empty = box.grab().toImage()
    box.setChecked(True)
    ticked = box.grab().toImage()
    middle = box.height() // 2
    ground = QColor(THEMES[theme].window)
    edge = [ticked.pixelColor(x, middle) for x in range(3)]
    assert max(abs(colour.lightness() - ground.lightness()) for colour in edge) > 60
    assert any(empty.pixelColor(x, middle) != ticked.pixelColor(x, middle) for x in range(2, 12))
    dress(application(), "light")


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_that_the_icons_of_a_theme_are_there(theme: str) -> None:
    for name in (THEMES[theme].tick, THEMES[theme].arrow):
        assert not QIcon(str(data_dir("resources") / "icons" / f"{name}.svg")).pixmap(12, 12).isNull(), name
