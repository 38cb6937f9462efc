"""The overview of a plan: where to begin, where to go on, and what is still open."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from localplan.domain.edits import SetField, apply_edits
from localplan.ui.window import Window
from tests import samples
from tests.plans import empty_plan
from tests.ui.conftest import Opened
from tests.ui.windows import click, go, seen, settle, work_of


def way_on(window: Window) -> str:
    assert window.hub is not None
    return seen(window.hub, "hub.next", QPushButton).text()


def test_that_a_plan_nobody_worked_at_begins_with_its_first_step(opened: Opened) -> None:
    window = opened(empty_plan())
    window.show_hub()
    settle()
    assert way_on(window) == "Begin with step 1"
    click(window, "hub.next")
    settle()
    assert work_of(window).place[0] == "start"


def test_that_a_plan_in_which_all_is_there_goes_on_with_delivery(opened: Opened) -> None:
    window = opened(samples.implementation())
    window.show_hub()
    settle()
    assert way_on(window) == "Begin with step 14"


def test_that_the_overview_leads_back_to_where_one_was(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, "money")
    window.show_hub()
    settle()
    assert way_on(window) == "Continue where you left off"
    click(window, "hub.next")
    settle()
    assert work_of(window).place[0] == "money"


def test_that_a_card_says_what_is_still_open_and_nothing_when_all_is_there(opened: Opened) -> None:
    plan = samples.draft()
    window = opened(apply_edits(plan, [SetField(plan.id, "vision")]))
    window.show_hub()
    settle()
    assert window.hub is not None
    cards = window.hub.cards
    assert cards["adoption"].next.isVisible() and cards["adoption"].next.text().startswith("Still open: ")
    assert not cards["problems"].next.isVisible()
