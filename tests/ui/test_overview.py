"""The overview of a plan: where to begin, where to go on, and what is still open."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QLabel, QPushButton

from localplan.domain.edits import DropRecord, SetField, apply_edits, put
from localplan.domain.records.plan import Appointment
from localplan.ui.window import Window
from tests import samples
from tests.plans import empty_plan, record
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


def dates(window: Window) -> list[str]:
    assert window.hub is not None
    return [label.text() for label in window.hub.findChildren(QLabel) if label.text().endswith(("left)", "late)"))]


def test_that_own_appointments_stand_among_the_dates_until_they_are_done(opened: Opened) -> None:
    plan = samples.draft()
    today = datetime.now().astimezone().date()
    own = {
        "Meeting with finance": (today + timedelta(days=3), False),
        "Letter to the council": (today - timedelta(days=2), False),
        "Call the school": (today - timedelta(days=1), True),
    }
    rows = [
        put(record("appointment", name, plan.id, 90 + n, title={"en": name}, date=day.isoformat(), done=done))
        for n, (name, (day, done)) in enumerate(own.items())
    ]
    window = opened(apply_edits(plan, rows))
    window.show_hub()
    settle()
    said = " | ".join(dates(window))
    assert "Meeting with finance  (3 days left)" in said and "Letter to the council  (2 days late)" in said
    assert "Call the school" not in said


def test_that_a_plan_all_of_whose_dates_are_over_does_not_ask_for_the_session(opened: Opened) -> None:
    plan = samples.draft()
    long_ago = {"assembly_session": "2001-11-27", "period_start": "2002-01-01", "period_end": "2002-12-31"}
    edits = [SetField(plan.id, name, value) for name, value in long_ago.items()]
    edits += [DropRecord(one.id) for one in plan.all(Appointment)]
    window = opened(apply_edits(plan, edits))
    window.show_hub()
    settle()
    assert window.hub is not None
    texts = [label.text() for label in window.hub.findChildren(QLabel)]
    assert "All dates of this plan are over." in texts and not any("Dates appear once" in text for text in texts)
