"""The start page: each plan with how far it was when its people left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.app import how_far
from localplan.app.how_far import HowFar
from localplan.app.recent import STATES
from localplan.domain.edits import SetField
from localplan.domain.records.logic import Indicator
from localplan.domain.values import Refused
from localplan.ui.window import Window
from tests import samples
from tests.methods import methodology
from tests.plans import empty_plan
from tests.ui.conftest import Opened
from tests.ui.windows import click, desk_of, keep, settle


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


def counted(window: Window) -> str:
    """What the list says of its first plan when nothing is left to be counted."""
    window.counting.begin()
    for _ in range(400):
        settle(10)
        if "steps complete" in facts(window):
            break
    return facts(window)


def test_that_each_plan_says_its_state(opened: Opened, tmp_path: Path) -> None:
    keep(tmp_path, samples.implementation())
    assert "2026–2028 · In implementation · saved" in facts(opened(folder=tmp_path))
    assert "· У спровођењу ·" in facts(opened(folder=tmp_path, language="sr-Cyrl"))


def test_that_states_are_called_as_everywhere() -> None:
    assert {entry.code: entry.label for entry in methodology().list("plan_statuses").entries} == STATES


def test_that_plans_never_opened_are_counted_when_nobody_waits(opened: Opened, tmp_path: Path) -> None:
    keep(tmp_path, samples.implementation())
    window = opened(folder=tmp_path)
    assert "steps" not in facts(window)
    assert "14 of 14 steps complete" in counted(window)
    assert window.office._library is None, "the library stays free for others"
    window.show_recent()
    assert "14 of 14 steps complete" in facts(window), "not counted again"


def test_that_what_was_counted_in_an_open_library_is_kept(opened: Opened, tmp_path: Path) -> None:
    keep(tmp_path, samples.implementation(), samples.small())
    window = opened(folder=tmp_path)
    assert not window.office.library.read_only
    counted(window)
    lines = {line.id: line.steps for line in window.office.library.plans()}
    assert lines[samples.implementation().id] == 14


def test_that_a_plan_nobody_can_count_is_passed_over(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, samples.small(), samples.implementation())
    window = opened(folder=tmp_path)
    asked: list[str] = []

    def refuse(*args: object) -> HowFar:
        asked.append(str(args[1]))
        raise Refused("plan_damaged", plan=str(args[1]))

    monkeypatch.setattr(how_far, "_counted", refuse)
    window.counting.begin()
    for _ in range(1_000):
        settle(10)
        if not window.counting._at_work:
            break
    assert len(asked) == 2 and "steps" not in facts(window)


def test_that_only_plans_in_sight_are_counted(opened: Opened, tmp_path: Path) -> None:
    keep(tmp_path, *(empty_plan(f"plan {n}") for n in range(30)))
    window = opened(folder=tmp_path)
    assert 0 < len(window.start.in_sight()) < 20
    first = window.start.in_sight()[0].id
    window.start.list.scrollToBottom()
    settle(10)
    assert first not in {plan.id for plan in window.start.in_sight()}
    assert window.start.in_sight()[-1].id == list(window.start._plans)[-1]


def test_that_of_a_great_many_plans_the_last_saved_are_shown_and_all_on_demand(opened: Opened, tmp_path: Path) -> None:
    keep(tmp_path, *(empty_plan(f"plan {n}") for n in range(5)))
    window = opened()
    window.show_recent(3)
    assert window.start.list.count() == 3 and not window.start.all.isHidden()
    click(window.start, "start.all")
    assert window.start.list.count() == 5 and window.start.all.isHidden()
