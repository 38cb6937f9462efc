"""Findings, guidance and the hub: from what was found to the field, and what a person says about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity, FundingLine, Indicator, Objective
from localplan.domain.records.plan import StepState
from localplan.ui.fields.editor import FieldEditor
from localplan.ui.hub import HubPage
from localplan.ui.mending import MendDialog, offered_fix
from localplan.ui.rows import added
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.desks import desk_on
from tests.ui.windows import click, desk_of, go, press, seen, settle, work_of
from tests.whole_plans import in_state

BROKEN = {
    "R082": (Indicator, "baseline_value", None),
    "R101": (Activity, "lead", ""),
    "R123": (FundingLine, "source", ""),
}


def broken() -> Plan:
    """The draft without a baseline, a lead body and a source."""
    plan = samples.draft()
    return apply_edits(plan, [SetField(next(iter(plan.all(k))).id, f, v) for k, f, v in BROKEN.values()])


def editor_in_hand() -> FieldEditor | None:
    """The field that has the cursor."""
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldEditor):
        widget = widget.parentWidget()
    return widget


def findings_of(window: Window) -> dict[str, tuple[str, str]]:
    """Record and field of each finding of tier error, by rule."""
    desk_of(window).check()
    return {f.rule: (f.record, f.field) for f in desk_of(window).findings if f.tier == "error"}


def test_that_a_click_on_a_finding_puts_the_cursor_into_its_field(opened: Opened) -> None:
    window = opened(broken())
    assert set(findings_of(window)) == set(BROKEN)
    for rule, (record, field) in findings_of(window).items():
        go(window, "start")
        work_of(window).side.setCurrentIndex(1)
        settle(10)
        seen(window, f"finding.{rule}.go", QPushButton).click()
        settle(30)
        editor = editor_in_hand()
        assert editor is not None, rule
        assert (editor.target.id, editor.field.name) == (record, field), rule


def test_that_f8_goes_through_all_findings(opened: Opened) -> None:
    window = opened(broken())
    wanted = set(findings_of(window).values())
    go(window, "objectives", "vision")
    reached = set()
    for _ in range(len(desk_of(window).findings)):
        press(Qt.Key.Key_F8)
        settle(30)
        editor = editor_in_hand()
        if editor is not None:
            reached.add((editor.target.id, editor.field.name))
    assert wanted <= reached


def test_that_guidance_follows_the_cursor(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    indicator = next(iter(desk.plan.all(Indicator)))
    form = desk.methodology.form("indicator")
    for name in ("title", "baseline_value"):
        go(window, "indicators", "indicator", indicator.id, name)
        declared = next(f for f in form.fields if f.name == name)
        assert work_of(window).side.guidance._title.text() == declared.label
        assert work_of(window).side.guidance._help.text() == declared.help


def test_that_a_warning_accepted_with_a_reason_is_kept_as_such(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    general = next(r for r in desk.plan.all(Objective) if r.objective_kind == "general")
    desk.perform([added(desk.plan, desk.methodology.form("general_objective"), desk.plan.id, general)], "Add")
    desk.check()
    go(window, "objectives")
    warning = next(f for f in desk.findings if f.tier == "warning" and not f.accepted)
    side = work_of(window).side
    side.findings.accept(warning, "   ")
    desk.check()
    assert not next(f for f in desk.findings if (f.rule, f.record) == (warning.rule, warning.record)).accepted
    side.findings.accept(warning, "The council knows and agrees")
    desk.check()
    found = next(f for f in desk.findings if (f.rule, f.record) == (warning.rule, warning.record))
    assert found.accepted == "The council knows and agrees"
    desk.undo()
    desk.check()
    assert not next(f for f in desk.findings if (f.rule, f.record) == (warning.rule, warning.record)).accepted


def test_that_the_hub_shows_progress_and_keeps_the_persons_own_word(opened: Opened) -> None:
    window = opened(broken())
    desk = desk_of(window)
    window.show_hub()
    hub = seen(window, "hub", HubPage)
    assert hub.cards["people"].bar.value() == 100
    assert hub.cards["indicators"].bar.value() < 100
    assert "error" in hub.cards["indicators"].state.text()
    box = seen(window, "hub.indicators.status", QComboBox)
    box.setCurrentIndex(box.findData("in_work"))
    box.activated.emit(box.currentIndex())
    state = next(s for s in desk.plan.all(StepState) if s.step == "indicators")
    assert state.status == "in_work"
    desk.undo()
    desk.check()
    assert desk.plan.digest == broken().digest
    seen(window, "hub.indicators", QPushButton).click()
    settle(20)
    assert work_of(window).place[0] == "indicators"


def test_that_another_language_and_size_come_at_once_where_one_is(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = next(iter(desk_of(window).plan.all(Indicator)))
    go(window, "indicators", "indicator", indicator.id, "title")
    window.set_language("sr-Latn")
    settle(60)
    assert work_of(window).place[2:] == (indicator.id, "title")
    page = work_of(window).pages["indicators"]
    assert any("Odlučite kako se meri" in label.text() for label in page.findChildren(QLabel))
    editor = editor_in_hand()
    assert editor is not None and editor.target.id == indicator.id
    before = desk_of(window).plan
    press(Qt.Key.Key_X)
    assert desk_of(window).plan is not before
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk_of(window).plan.digest == before.digest
    window.set_zoom(150)
    settle(60)
    assert work_of(window).place[2:] == (indicator.id, "title")
    window.set_theme("contrast")
    settle(10)
    window.set_zoom(100)
    settle(30)


def leading_partner() -> tuple[Plan, Activity]:
    """An activity whose lead body is its partner too."""
    plan = samples.draft()
    activity = next(one for one in plan.all(Activity) if one.lead and one.partners)
    return apply_edits(plan, [SetField(activity.id, "partners", [*activity.partners, activity.lead])]), activity


def test_that_a_safe_fix_is_shown_in_words_and_done_as_one_action(opened: Opened) -> None:
    plan, activity = leading_partner()
    window = opened(plan)
    go(window, "activities")
    work_of(window).side.setCurrentIndex(1)
    desk_of(window).check()
    settle(10)
    click(window, "finding.R105.mend")
    settle()
    dialog = seen(window, "mend", MendDialog)
    (line,) = dialog.lines
    assert desk_of(window).codes[activity.id] in line and " → " in line
    assert desk_of(window).plan == plan
    click(dialog, "mend.yes")
    settle(10)
    after = desk_of(window).plan
    assert after[activity.id] == activity
    assert "R105" not in {finding.rule for finding in desk_of(window).findings}
    desk_of(window).undo()
    assert desk_of(window).plan == plan


def test_that_nothing_is_offered_where_a_person_decides_or_nothing_may_change(opened: Opened) -> None:
    window = opened(broken())
    desk_of(window).check()
    settle(10)
    assert not [b for b in window.findChildren(QPushButton) if b.objectName().endswith(".mend")]
    plan, _ = leading_partner()
    desk = desk_on(in_state(plan, "adopted"))
    (finding,) = (one for one in desk.findings if one.rule == "R105")
    assert offered_fix(desk, finding) == ()


def test_that_a_finding_says_why_with_an_example_of_each_kind(opened: Opened) -> None:
    window = opened(broken())
    findings_of(window)
    go(window, "start")
    work_of(window).side.setCurrentIndex(1)
    settle(10)
    told = work_of(window).side.findChild(QLabel, "finding.R101.explained")
    rule = desk_of(window).methodology.rules["R101"]
    assert told is not None and not told.isVisible()
    seen(window, "finding.R101.why", QPushButton).click()
    assert told.isVisible() and all(text in told.text() for text in (rule.reason, rule.good, rule.bad, rule.source))


def test_that_the_overview_says_of_which_day_the_law_is(opened: Opened) -> None:
    window = opened(samples.draft())
    hub = window.findChild(HubPage)
    told = next(label.text() for label in hub.findChildren(QLabel) if "official gazette" in label.text())
    assert "21/11/2026" in told and "{" not in told
