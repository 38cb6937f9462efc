"""A newer version of the methodology: told on the hub, raised by one action, never silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.methodology.loader import load_methodology
from localplan.methodology.methodology import Methodology
from localplan.methodology.versions import version_of
from localplan.ui.newer_version import NewerVersionDialog
from localplan.ui.window import Window
from tests import samples
from tests.forms import change, copied_forms, methodology
from tests.ui.conftest import Opened
from tests.ui.windows import click, control, desk_of, go, keep, seen, settle, work_of
from tests.whole_plans import in_state

NEW = methodology().version + 1


@pytest.fixture
def later(tmp_path: Path) -> Methodology:
    """A version in which step 6 asks for the vision, a page of step 2 is new and the rule R003 is gone."""
    forms = copied_forms(tmp_path)
    change(forms, "methodology.toml", f"version = {NEW - 1}", f"version = {NEW}")
    change(forms, "steps/06_objectives.toml", 'name = "vision"', f'name = "vision", required = true, since = {NEW}')
    change(forms, "steps/02_people.toml", 'code = "stakeholder"', f'code = "stakeholder"\nsince = {NEW}')
    change(forms, "rules/01_start.toml", 'code = "R003"', f'code = "R003"\nuntil = {NEW}')
    return load_methodology(forms)


def without_vision() -> Plan:
    plan = in_state(samples.draft(), "draft")
    return apply_edits(plan, [SetField(plan.id, "vision"), SetField(plan.id, "methodology_version", NEW - 1)])


def open_under(opened: Opened, plan: Plan, later: Methodology, folder: Path) -> Window:
    keep(folder, plan)
    window = opened(folder=folder)
    window.office.__dict__["methodology"] = later
    assert window.open_plan(plan.id)
    window.show_hub()
    settle()
    return window


def tabs(window: Window, step: str) -> list[str]:
    go(window, step)
    bar = work_of(window).pages[step].tabs
    return [bar.tabText(n) for n in range(bar.count())]


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_that_a_plan_keeps_its_version_until_it_is_raised(opened: Opened, later: Methodology, tmp_path: Path) -> None:
    window = open_under(opened, without_vision(), later, tmp_path / "library")
    assert window.hub is not None and "is available" in texts(window.hub)
    before = desk_of(window).plan
    assert desk_of(window).methodology.version == NEW - 1
    old = tabs(window, "people")
    click_look(window)
    settle()
    dialog = seen(window, "version", NewerVersionDialog)
    assert any(line.startswith("Page: ") for line in dialog.came)
    assert any(line.startswith("Rule: ") for line in dialog.went)
    assert any("Vision" in line for line in dialog.fields)
    assert desk_of(window).plan == before
    click(dialog, "version.raise")
    settle(20)
    desk = desk_of(window)
    assert version_of(desk.plan) == NEW and desk.methodology is later
    assert len(tabs(window, "people")) == len(old) + 1
    assert desk.session.undo_label == f"Update the methodology to version {NEW}"
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    control(Qt.Key.Key_Z)
    settle(20)
    assert desk_of(window).plan == before and tabs(window, "people") == old


def click_look(window: Window) -> None:
    window.show_hub()
    settle()
    click(window, "version.look")


def test_that_a_plan_of_the_newest_version_hears_nothing(opened: Opened) -> None:
    window = opened(samples.draft())
    window.show_hub()
    settle()
    assert not window.findChildren(QPushButton, "version.look")[0].isVisible()


def test_that_an_adopted_plan_is_not_raised(opened: Opened, later: Methodology, tmp_path: Path) -> None:
    window = open_under(opened, samples.small(), later, tmp_path / "library")
    assert samples.small().root.status == "adopted"
    click_look(window)
    settle()
    dialog = seen(window, "version", NewerVersionDialog)
    assert not dialog.raise_plan.isEnabled() and "until an amendment" in texts(dialog)


def test_that_a_plan_of_a_version_to_come_is_not_opened(opened: Opened, tmp_path: Path) -> None:
    plan = apply_edits(without_vision(), [SetField(samples.draft().id, "methodology_version", NEW)])
    keep(tmp_path, plan)
    window = opened(folder=tmp_path)
    assert not window.open_plan(plan.id)
    settle()
    box = seen(window, "message", QMessageBox)
    assert f"version {NEW}" in box.text()
    box.close()


def test_that_the_language_changes_where_one_is(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, "objectives")
    window.set_language("sr-Latn")
    settle(50)
    assert work_of(window).isVisible() and work_of(window).place[0] == "objectives"
    window.show_hub()
    window.set_language("en")
    settle(50)
    assert window.hub is not None and window.hub.isVisible()
