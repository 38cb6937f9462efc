"""The start page: each plan with how far it was when its people left it."""

from __future__ import annotations

from pathlib import Path

from localplan.domain.edits import SetField
from localplan.domain.records.logic import Indicator
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import desk_of, keep


def facts(window: Window) -> str:
    """What the list says of its first plan, beneath the title."""
    return window.start.list.item(0).text().split("\n")[1]


def test_that_a_plan_that_was_left_says_how_far_it_is(opened: Opened, tmp_path: Path) -> None:
    keep(tmp_path, samples.implementation())
    window = opened(folder=tmp_path, language="sr-Latn")
    assert "korak" not in facts(window), "nobody looked yet"
    assert window.open_plan(samples.implementation().id) and window.close_plan()
    assert "završeno koraka: 14 od 14" in facts(window) and "greš" not in facts(window)


def test_that_what_was_typed_last_is_counted_too(opened: Opened, tmp_path: Path) -> None:
    plan = samples.draft()
    indicator = next(one for one in plan.all(Indicator) if one.baseline_value is not None)
    keep(tmp_path, plan)
    window = opened(folder=tmp_path)
    window.open_plan(plan.id)
    desk_of(window).perform([SetField(indicator.id, "baseline_value")], "no baseline")
    window.close_plan()
    assert "10 of 14 steps complete · 1 error ·" in facts(window)
