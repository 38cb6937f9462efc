"""Ready-made rows of the profile, taken in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from localplan.app.samples import practice_copy
from localplan.domain.plan import Plan
from localplan.ui.from_list import FromListDialog
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import click, desk_of, go, press, seen, settle, work_of


def editable(plan: Plan) -> Plan:
    return practice_copy(plan, status="draft")


def asked(window: Window, step: str, form: str) -> FromListDialog:
    """The dialog of a page."""
    go(window, step, form)
    page = work_of(window).findChild(QWidget, f"page.{form}")
    button = page.findChild(QToolButton, "rows.from_list")
    button.click()
    settle(20)
    return page.findChild(FromListDialog)


def test_that_national_documents_are_ticked_and_taken_as_one_action(opened: Opened) -> None:
    window = opened(editable(samples.draft()))
    desk = desk_of(window)
    before = len(desk.plan.all_of("strategic_document"))
    dialog = asked(window, "frame", "strategic_document")
    assert not dialog.take.isEnabled()
    items = {dialog.list.item(n).text(): dialog.list.item(n) for n in range(dialog.list.count())}
    wanted = [text for text in items if text.startswith(("Law on Refugees", "Law on Foreigners"))]
    for text in wanted:
        items[text].setCheckState(Qt.CheckState.Checked)
    assert len(wanted) == 2 and len(dialog.ticked) == 2
    click(window, "from_list.take")
    settle(30)
    added = desk.plan.all_of("strategic_document")[before:]
    assert [one.title["en"] for one in added] == ["Law on Refugees", "Law on Foreigners"]
    assert all(one.title.get("sr-Cyrl", "").startswith("Закон о") for one in added)
    desk.session.undo()
    assert len(desk.plan.all_of("strategic_document")) == before


def test_that_what_is_there_is_not_offered_and_a_plan_without_list_has_no_button(opened: Opened) -> None:
    window = opened(editable(samples.small()))
    go(window, "start", "organisation")
    page = work_of(window).findChild(QWidget, "page.organisation")
    assert page.findChild(QToolButton, "rows.from_list") is None, "no donors are listed for Senegal"
    dialog = asked(window, "situation", "data_source")
    assert 1 <= dialog.list.count() <= 3
    press(Qt.Key.Key_Escape)


def test_that_an_adopted_plan_takes_nothing(opened: Opened) -> None:
    window = opened(samples.implementation())
    go(window, "frame", "strategic_document")
    assert not seen(window, "rows.from_list", QToolButton).isEnabled()
