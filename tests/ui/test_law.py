"""The law behind a plan, in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from localplan.app.law import numbers_of_law, texts_of_law
from localplan.app.samples import practice_copy
from localplan.data import data_dir
from localplan.domain.edits import SetField
from localplan.domain.plan import Plan
from localplan.ui.fields.editor import FieldEditor
from localplan.ui.fields.own_value import OwnValueInput
from localplan.ui.hub import HubPage
from localplan.ui.law import LawDialog
from localplan.ui.window import Window
from localplan.words import words_for
from tests import samples
from tests.methods import methodology
from tests.ui.conftest import Opened
from tests.ui.test_process import to_hub
from tests.ui.windows import desk_of, focus, seen, settle, type_text, work_of

ENGLISH = words_for("en", data_dir("resources") / "locale")


def cells(dialog: LawDialog, row: int) -> list[str]:
    """One row of the numbers."""
    return list(dialog.numbers.table.rows[row].cells)


def shown(window: Window) -> LawDialog:
    """The dialog, opened from the overview."""
    to_hub(window)
    seen(window, "hub.law", QPushButton).click()
    settle(20)
    dialog = window.findChild(HubPage).findChild(LawDialog)
    assert dialog is not None
    return dialog


def row_of(dialog: LawDialog, code: str) -> int:
    """Where a parameter stands."""
    return next(n for n, rule in enumerate(dialog.rules) if rule.code == code)


def test_that_every_number_and_row_of_the_profile_has_source_certainty_and_date() -> None:
    def told(plan: Plan) -> tuple[int, int]:
        method = methodology().for_plan(plan)
        rules = (*numbers_of_law(method, ENGLISH), *texts_of_law(method, ENGLISH))
        assert all(rule.rule and rule.value and rule.certainty and rule.day for rule in rules)
        assert len(rules) == len(method.profile.parameters) + len(method.profile.legal_rows)
        return len(numbers_of_law(method, ENGLISH)), len(texts_of_law(method, ENGLISH))

    assert min(told(samples.draft())) > 30
    assert told(samples.small())[1] == 0, "no law is recorded for Senegal"


def test_that_the_overview_leads_to_the_law_and_the_law_to_an_own_rule(opened: Opened) -> None:
    window = opened(practice_copy(samples.draft(), status="draft"))
    dialog = shown(window)
    row = row_of(dialog, "hearing_min_days")
    assert cells(dialog, row)[:3] == ["Shortest public hearing", "15 days", ""]
    assert cells(dialog, row)[4:] == ["to be confirmed by a lawyer", "21/11/2026"]
    dialog.numbers.setCurrentCell(row, 0)
    dialog.own.click()
    settle(100)
    (own,) = [one for one in desk_of(window).plan.all_of("profile_override") if one.parameter == "hearing_min_days"]
    assert tuple(work_of(window).place) == ("start", "profile_override", own.id, "value")
    assert work_of(window).isVisible()


def test_that_the_own_rule_stands_beside_the_number_of_the_law(opened: Opened) -> None:
    window = opened(practice_copy(samples.draft(), status="draft"))
    dialog = shown(window)
    dialog.numbers.setCurrentCell(row_of(dialog, "feedback_days"), 0)
    dialog.own.click()
    settle(50)
    desk = desk_of(window)
    own = next(one for one in desk.plan.all_of("profile_override") if one.parameter == "feedback_days")
    desk.perform([SetField(own.id, "value", "20"), SetField(own.id, "legal_source", "3/2019")], "Own rule")
    again = shown(window)
    assert cells(again, row_of(again, "feedback_days"))[1:3] == ["15 days", "20 days (3/2019)"]


def test_that_an_own_value_that_cannot_be_read_is_refused_where_it_is_typed(opened: Opened) -> None:
    window = opened(practice_copy(samples.draft(), status="draft"))
    dialog = shown(window)
    dialog.numbers.setCurrentCell(row_of(dialog, "hearing_min_days"), 0)
    dialog.own.click()
    settle(100)
    desk = desk_of(window)
    own = next(one for one in desk.plan.all_of("profile_override") if one.parameter == "hearing_min_days")
    editor = next(e for e in work_of(window).findChildren(FieldEditor) if e.field.name == "value" and not e.bare)
    line = editor.findChild(OwnValueInput)
    assert line is not None

    def value_after(text: str) -> object:
        focus(line)
        line.selectAll()
        type_text(text)
        line.finish()
        return getattr(desk.plan[own.id], "value", None)

    assert value_after("7 dana") == ""
    assert any("Write a whole number alone, such as 15." in label.text() for label in editor.findChildren(QLabel))
    assert value_after("7") == "7"
    assert not any("cannot be read" in label.text() for label in editor.findChildren(QLabel))


def test_that_an_adopted_plan_gets_no_own_rule(opened: Opened) -> None:
    dialog = shown(opened(samples.implementation()))
    dialog.numbers.setCurrentCell(0, 0)
    assert not dialog.own.isEnabled()
