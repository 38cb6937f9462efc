"""Every step of every sample opens, tab by tab, without an error or a warning."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from localplan.ui.panels import PANELS
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import go, settle, work_of


@pytest.mark.parametrize("language", ["en", "sr-Latn"])
@pytest.mark.parametrize("name", [samples.DRAFT, samples.IMPLEMENTATION, samples.SMALL])
def test_that_every_tab_of_every_step_opens(opened: Opened, name: str, language: str) -> None:
    window = opened(samples.plan(name), language=language)
    work = work_of(window)
    empty: list[str] = []
    for step in work.desk.methodology.steps:
        go(window, step.code)
        page = work.pages[step.code]
        assert page.tabs.count() > 0, step.code
        for index, codes in enumerate(page._codes):
            if codes[0] not in work.desk.methodology.forms and codes[0] not in PANELS:
                continue
            page.tabs.setCurrentIndex(index)
            built = page._build(index)
            if built is None or not built.findChildren(QWidget):
                empty.append(f"{step.code} {page.tabs.tabText(index)}")
        settle()
    assert not empty
