"""Every page says what comes next: the following page or step, or what has to be entered before."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QTableView, QToolButton, QTreeView

from localplan.domain.edits import put
from localplan.ui.page import StepPage
from localplan.ui.window import Window
from tests.plans import empty_plan, record
from tests.ui.conftest import Opened
from tests.ui.windows import click, desk_of, go, seen, settle, work_of


def page(window: Window) -> StepPage:
    """The step now shown."""
    (shown,) = (page for page in work_of(window).pages.values() if page.isVisible())
    return shown


def test_that_one_button_leads_through_all_pages_of_all_steps(opened: Opened) -> None:
    window = opened(empty_plan(legal_profile="rs", period_start="2027-01-01", period_end="2029-12-31"))
    go(window, "coordination")
    seen_pages = []
    for _ in range(100):
        shown = page(window)
        seen_pages.append((shown.step.code, shown.tabs.currentIndex(), shown.tabs.count()))
        if not shown.onward.next.isVisible():
            break
        click(window, "onward")
        settle()
    steps = ("coordination", "adoption", "delivery")
    counts = {step: of for step, _, of in seen_pages}
    assert tuple(counts) == steps
    assert seen_pages == [(step, n, counts[step]) for step in steps for n in range(counts[step])]


def test_that_it_says_what_follows(opened: Opened) -> None:
    window = opened(empty_plan())
    go(window, "activities", "activity")
    assert page(window).onward.where.text() == "Page 1 of 2 · Next: Timeline"
    page(window).tabs.setCurrentIndex(1)
    assert page(window).onward.where.text() == "Page 2 of 2 · Next: 11. Work out the money"
    assert seen(window, "onward", QPushButton).text() == "Next step ▸"


@pytest.mark.parametrize(
    ("step", "form", "first"),
    [
        ("options", "option", "general_objective"),
        ("measures", "measure", "general_objective"),
        ("indicators", "indicator", "general_objective"),
        ("activities", "activity", "general_objective"),
        ("money", "activity_funding", "general_objective"),
        ("money", "funding", "general_objective"),
    ],
)
def test_that_a_page_that_must_wait_leads_to_what_comes_first(opened: Opened, step: str, form: str, first: str) -> None:
    window = opened(empty_plan())
    go(window, step, form)
    assert not any(one.isVisible() for one in window.findChildren(QToolButton, "rows.add"))
    assert not any(view.isVisible() for kind in (QTableView, QTreeView) for view in window.findChildren(kind))
    click(window, f"first.{form}")
    settle()
    assert (page(window).step.code, page(window).form_code) == ("objectives", first)
    assert seen(window, "rows.add", QToolButton).isEnabled()


def test_that_rows_can_be_added_as_soon_as_they_have_something_to_belong_to(opened: Opened) -> None:
    plan = empty_plan()
    window = opened(plan)
    go(window, "indicators", "indicator")
    goal = record("objective", "GO", plan.id, 0, objective_kind="general", title={"en": "Goal"})
    desk_of(window).perform([put(goal)], "Add")
    settle()
    assert seen(window, "rows.add", QToolButton).isEnabled()
    assert not any(button.isVisible() for button in window.findChildren(QPushButton, "first.indicator"))
