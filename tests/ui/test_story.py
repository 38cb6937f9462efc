"""From an empty library to an activity's money by keys alone; undone, redone, killed and reopened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from localplan.app.plans import open_library_at
from localplan.domain.edits import apply_edits
from localplan.domain.history import edits_of
from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.domain.records.logic import Activity, FundingLine, Indicator, Measure, Objective
from localplan.domain.records.plan import Organisation
from tests.ui.conftest import Opened
from tests.ui.story import TEXTS, VISION, told
from tests.ui.windows import AUTHOR, close_window, control, desk_of, work_of


def one(plan: Plan, kind: type[Record], **facts: str) -> Record:
    """The only record of a kind with these facts."""
    (found,) = (r for r in plan.all(kind) if all(getattr(r, name) == value for name, value in facts.items()))
    return found


def check_all_is_there(plan: Plan) -> None:
    """What was typed stands in the plan, each beneath the other."""
    root = plan.root
    assert dict(root.vision) == {"sr-Cyrl": VISION}
    assert (root.municipality, root.period_start.year, root.period_end.year) == ("70149", 2027, 2029)  # type: ignore[union-attr]
    assert set(root.sections) == {"employment", "youth"}
    general = one(plan, Objective, objective_kind="general")
    specific = one(plan, Objective, objective_kind="specific")
    measure, activity, line = one(plan, Measure), one(plan, Activity), one(plan, FundingLine)
    indicator, body = one(plan, Indicator), one(plan, Organisation)
    assert isinstance(indicator, Indicator) and isinstance(line, FundingLine) and isinstance(specific, Objective)
    parents = [record.parent for record in (general, specific, measure, indicator, activity, line)]
    assert parents == [plan.id, general.id, specific.id, measure.id, measure.id, activity.id]
    for record, form in (
        (general, "general_objective"),
        (specific, "specific_objective"),
        (measure, "measure"),
        (indicator, "output_indicator"),
        (activity, "activity"),
    ):
        assert dict(getattr(record, "title")) == {"sr-Cyrl": TEXTS[form][1]}, form  # noqa: B009
    assert dict(getattr(body, "name")) == {"sr-Cyrl": "Канцеларија за младе"}  # noqa: B009
    assert (specific.section, specific.responsible) == ("youth", body.id)
    assert getattr(activity, "start") == "2027-Q2"  # noqa: B009
    assert indicator.baseline_value == 0
    assert dict(indicator.targets) == {"2027": Decimal(1250), "2028": Decimal("1300.5"), "2029": Decimal(1400)}
    assert line.source == "01"
    assert dict(line.amounts) == {"2027": Decimal(2400), "2028": Decimal(1800)}


def test_that_a_plan_is_typed_from_vision_to_money_undone_redone_and_reopened(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    for _ in told(window):
        pass
    desk = desk_of(window)
    desk.session.settle()
    qtbot.waitUntil(lambda: window.office.library.unsaved == 0)
    qtbot.waitUntil(lambda: "All changes saved " in window._saved.text())
    assert len(window._saved.text().rpartition(" ")[2].split(":")) == 3
    check_all_is_there(desk.plan)
    place = work_of(window).place

    digests = [desk.plan.digest]
    while desk.session.can_undo:
        control(Qt.Key.Key_Z)
        digests.append(desk.plan.digest)
    assert len(desk.plan) == 1 and len(digests) > 15
    again = [desk.plan.digest]
    while desk.session.can_redo:
        control(Qt.Key.Key_Y)
        again.append(desk.plan.digest)
    assert again == digests[::-1]

    id = desk.plan.id
    close_window(window)
    window = opened()
    assert window.open_plan(id)
    assert desk_of(window).plan.digest == digests[0]
    assert work_of(window).place == place
    qtbot.waitUntil(lambda: _focus_name() == "funding_line.amounts.2027")
    for digest in digests[1:6]:
        control(Qt.Key.Key_Z)
        assert desk_of(window).plan.digest == digest


def _focus_name() -> str:
    focused: QWidget | None = QApplication.focusWidget()
    return focused.objectName() if focused else ""


def test_that_nothing_acknowledged_is_lost_when_the_program_is_killed(opened: Opened, tmp_path: Path) -> None:
    said: list[dict[str, str]] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.story", str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                said.append(json.loads(line))
                if "typed" in said[-1]:
                    break
        finally:
            time.sleep(1.0)
            os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    typed = said[-1]["typed"]
    assert typed.endswith("Последње речи. ")
    acknowledged = [line["digest"] for line in said if "digest" in line]
    assert len(acknowledged) > 5

    with open_library_at(tmp_path / "library.localplan", AUTHOR) as library:
        (kept,) = library.plans()
        plan = library.read_plan(kept.id)
        states = {plan.digest}
        back = plan
        for entry in reversed(library.journal(plan.id)):
            back = apply_edits(back, edits_of(entry.inverse))
            states.add(back.digest)
    assert set(acknowledged) <= states

    window = opened()
    assert window.open_plan(plan.id)
    assert tuple(work_of(window).place) == ("objectives", "vision", plan.id, "vision")
