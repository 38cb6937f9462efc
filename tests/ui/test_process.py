"""The state of the plan on the hub: on to the next, what keeps it back, amendments, the next plan, the calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton

from localplan.domain.edits import DropRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ChangeRow, ReportingPeriod
from localplan.domain.records.logic import Activity
from localplan.ui.process import ProcessStrip
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import click, desk_of, seen, settle
from tests.whole_plans import in_state


def strip_of(window: Any) -> ProcessStrip:
    (found,) = window.hub.findChildren(ProcessStrip)
    return found  # type: ignore[no-any-return]


def entries(strip: ProcessStrip) -> dict[str, QAction]:
    menu = strip.more.menu()
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions()}


def proposed() -> Plan:
    plan = in_state(samples.implementation(), "proposed")
    facts = [SetField(plan.id, "adopted_digest"), SetField(plan.id, "numbers_given")]
    return apply_edits(plan, [*facts, *(DropRecord(period.id) for period in plan.all(ReportingPeriod))])


def to_hub(window: Any) -> ProcessStrip:
    window.show_hub()
    settle()
    return strip_of(window)


def test_that_the_next_state_is_a_click_away(opened: Opened) -> None:
    window = opened(samples.draft())
    strip = to_hub(window)
    assert seen(strip, "process.next", QPushButton).text() == "Next: In consultation"
    click(strip, "process.next")
    settle()
    assert desk_of(window).plan.root.status == "in_consultation"
    assert any("In consultation" in label.text() for label in strip.findChildren(QLabel))
    assert not strip.kept.isVisible()


def test_that_what_keeps_a_plan_from_adoption_is_listed_and_gone_to(opened: Opened) -> None:
    window = opened(in_state(samples.draft(), "proposed"))
    strip = to_hub(window)
    button = seen(strip, "process.kept", QToolButton)
    assert "2 errors" in button.text()
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    settle(50)
    assert window.work is not None and window.work.place[0] == "adoption"


def test_that_adoption_is_asked_about_and_locks(opened: Opened) -> None:
    window = opened(proposed())
    strip = to_hub(window)
    click(strip, "process.next")
    settle()
    assert desk_of(window).plan.root.status == "proposed"
    QTest.mouseClick(seen(strip, "process.adopt.yes", QPushButton), Qt.MouseButton.LeftButton)
    settle()
    plan = desk_of(window).plan
    assert plan.root.status == "adopted" and plan.root.adopted_digest
    assert desk_of(window).milestones.adopted == plan
    assert not desk_of(window).session.can_undo


def test_that_an_adopted_plan_is_amended_and_reported_on(opened: Opened) -> None:
    window = opened(samples.implementation())
    strip = to_hub(window)
    offered = entries(strip)
    assert "Open an amendment…" in offered and "Begin the report on 2027" in offered
    offered["Begin the report on 2027"].trigger()
    assert [period.year for period in desk_of(window).plan.all(ReportingPeriod)] == [2026, 2027]
    strip.amend("The school closed")
    root = desk_of(window).plan.root
    assert (root.status, root.version) == ("draft", 2)
    assert "Open an amendment…" not in entries(strip)
    assert any("version 2" in label.text() for label in strip.findChildren(QLabel))


def test_that_the_change_log_is_filled_in_after_the_hearing(opened: Opened) -> None:
    window = opened(samples.draft())
    strip = to_hub(window)
    strip.give("public_hearing")
    activity = desk_of(window).plan.all(Activity)[0].id
    assert desk_of(window).perform([SetField(activity, "deadline", "2027-Q3")], "Deadline")
    before = len(desk_of(window).plan.all(ChangeRow))
    entries(strip)["Fill in the change log"].trigger()
    settle(50)
    rows = desk_of(window).plan.all(ChangeRow)
    assert len(rows) == before + 1 and rows[-1].element == activity


def test_that_the_next_plan_is_made_and_opened(opened: Opened) -> None:
    window = opened(samples.implementation())
    old = desk_of(window).plan.id
    to_hub(window).follow((2029, 2031))
    root = desk_of(window).plan.root
    assert (root.derived_from, root.status) == (old, "draft") and root.period_end and root.period_end.year == 2031


def test_that_the_calendar_is_saved(opened: Opened, tmp_path: Path) -> None:
    window = opened(samples.implementation())
    to_hub(window).save_calendar(tmp_path / "plan.ics")
    assert b"BEGIN:VEVENT" in (tmp_path / "plan.ics").read_bytes()


def test_that_other_states_are_offered_and_adoption_never_by_the_way(opened: Opened) -> None:
    window = opened(samples.draft())
    menu = entries(to_hub(window))["Another state"].menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["In public hearing", "Proposed", "Withdrawn"]
