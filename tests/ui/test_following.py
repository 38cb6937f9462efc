"""The plan that follows: decided element by element in the window, or from the results of a plan on paper."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton

from localplan.domain.edits import apply_edits, put
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity, Indicator, Measure, RollOver
from localplan.domain.reporting import last_value
from localplan.ui.following import FollowingDialog
from localplan.ui.window import Window
from tests import samples
from tests.plans import record
from tests.ui.conftest import Opened
from tests.ui.test_process import entries, to_hub
from tests.ui.windows import click, desk_of, focus, go, press, seen, settle, type_text
from tests.whole_plans import in_state


def asked(window: Window) -> FollowingDialog:
    entries(to_hub(window))["New plan from this one…"].trigger()
    settle()
    return seen(window, "following", FollowingDialog)


def decide(dialog: FollowingDialog, id: str, word: str, reason: str = "") -> None:
    """Choose with the keyboard, and type the reason."""
    box = seen(dialog, f"following.{id}", QComboBox)
    focus(box)
    while box.currentData() != word:
        press(Qt.Key.Key_Down)
    if reason:
        focus(seen(dialog, f"following.{id}.reason", QLineEdit))
        type_text(reason)


def test_that_decisions_with_reasons_shape_the_next_plan(opened: Opened) -> None:
    old = samples.implementation()
    window = opened(old)
    dialog = asked(window)
    dropped, changed = old.all(Measure)[:2]
    decide(dialog, dropped.id, "drop", "Nobody came")
    decide(dialog, changed.id, "change")
    below = [one.id for one in old.children(dropped.id, Activity)]
    assert below and not any(seen(dialog, f"following.{id}", QComboBox).isEnabled() for id in below)
    assert "1 changed or dropped element has no reason" in dialog.hint.text()
    click(dialog, "following.make")
    settle()
    new = desk_of(window).plan
    assert new.root.derived_from == old.id and new.root.period_start is not None
    assert new.root.period_start.year == 2029
    assert len(new.all(Measure)) == len(old.all(Measure)) - 1
    rows = {row.old_element["en"]: row for row in new.all(RollOver)}
    row = next(row for name, row in rows.items() if dropped.title["en"] in name)
    assert (row.decision, row.element) == ("drop", "") and "Nobody came" in row.reason.values()
    row = next(row for name, row in rows.items() if changed.title["en"] in name)
    assert row.decision == "change" and new[row.element]


def test_that_results_stand_beside_their_elements_and_become_baselines(opened: Opened) -> None:
    old = samples.implementation()
    window = opened(old)
    dialog = asked(window)
    told = {id: item.text(1) for id, item in dialog._items.items()}
    indicator = next(one for one in old.all(Indicator) if last_value(old, one.id) and one.parent in told)
    found = last_value(old, indicator.id)
    assert found is not None and found[1].value is not None
    assert dialog.desk.words.number(found[1].value) in told[indicator.parent]
    click(dialog, "following.make")
    settle()
    new = desk_of(window).plan
    assert found[1].value in [one.baseline_value for one in new.all(Indicator)]


def on_paper() -> Plan:
    """A draft with two results of a plan on paper."""
    plan = in_state(samples.draft(), "draft")
    rows = (
        record("previous_result", name, plan.id, n, element={"en": name}, why={"en": "No money"})
        for n, name in enumerate(("Office for returnees", "Fair of work"))
    )
    return apply_edits(plan, [put(row) for row in rows])


def test_that_results_on_paper_become_rows_to_decide_on(opened: Opened) -> None:
    plan = on_paper()
    window = opened(plan)
    before = len(plan.all(RollOver))
    go(window, "situation", "previous_result")
    button = seen(window, "rows.prepared", QToolButton)
    assert button.text() == "Decide on each result" and button.isEnabled()
    click(window, "rows.prepared")
    settle(50)
    rows = desk_of(window).plan.all(RollOver)[before:]
    assert {"Office for returnees", "Fair of work"} <= {row.old_element.get("en") for row in rows}
    assert window.work is not None and window.work.place[:2] == ("delivery", "roll_over")
    assert not seen(window, "rows.prepared", QToolButton).isEnabled()
    desk_of(window).undo()
    assert desk_of(window).plan == plan and seen(window, "rows.prepared", QToolButton).isEnabled()
