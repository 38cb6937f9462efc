"""Every test of the window has an empty folder and, if it wants one, a window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from localplan.app import worker
from localplan.domain.plan import Plan
from localplan.ui.window import Window
from tests.ui.windows import close_window, keep, open_window

Opened = Callable[..., Window]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    """`opened(plan, language="en", …)`: a window in which that plan is open; without a plan its start page."""
    windows: list[Window] = []

    def open_(plan: Plan | None = None, folder: Path = tmp_path, **how: object) -> Window:
        if plan is not None and not (folder / "library.localplan").exists():
            keep(folder, plan)
        window = open_window(folder, **how)  # type: ignore[arg-type]
        windows.append(window)
        if plan is not None:
            assert window.open_plan(plan.id)
        return window

    yield open_
    for window in windows:
        close_window(window)


@pytest.fixture(scope="session", autouse=True)
def _no_worker_left() -> Iterator[None]:
    yield
    while child := worker._take():
        child.end()
