"""One planner's first session, key by key: a new plan, a vision, an objective down to its money.

`python -m tests.ui.story FOLDER` does it in a window of its own, prints what the window says is saved, one line of JSON
at each commit, types on and waits to be killed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from localplan.ui.new_plan import NewPlanDialog
from localplan.ui.window import Window
from tests.ui.windows import add_row, control, desk_of, go, into, open_window, press, seen, settle, type_text, work_of

VISION = "Општина у коју се људи радо враћају."
TEXTS = {
    "general_objective": ("objective.title.sr-Cyrl", "Људи остају и враћају се"),
    "specific_objective": ("objective.title.sr-Cyrl", "Млади налазе посао код куће"),
    "measure": ("measure.title.sr-Cyrl", "Пракса код послодаваца"),
    "output_indicator": ("indicator.title.sr-Cyrl", "Број младих на пракси"),
    "activity": ("activity.title.sr-Cyrl", "Јавни позив послодавцима"),
}


def new_plan(window: Window) -> None:
    """New plan for Zvezdara, found in both scripts, 2027 to 2029, without the section on the diaspora."""
    control(Qt.Key.Key_N)
    settle()
    dialog = seen(window, "new_plan", NewPlanDialog)
    found = dialog.municipality.found
    for typed in ("Zvezd", "Звезд"):
        search = into(dialog, "new_plan.municipality", typed)
        assert [found.item(n).text().partition(" ")[0] for n in range(found.count())] == ["Zvezdara"], typed
        if typed == "Zvezd":
            control(Qt.Key.Key_A)
            press(Qt.Key.Key_Delete)
    assert search.hasFocus()
    for name, year in {"new_plan.from": "2027", "new_plan.to": "2029"}.items():
        seen(dialog, name, QSpinBox).selectAll()
        into(dialog, name, year, leave=True)
    seen(dialog, "new_plan.diaspora", QCheckBox).setFocus()
    press(Qt.Key.Key_Space)
    QTest.mouseClick(seen(dialog, "new_plan.make"), Qt.MouseButton.LeftButton)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


def page_of(window: Window) -> QWidget:
    """The page now shown."""
    return work_of(window).pages[work_of(window).place[0]]


def vision(window: Window) -> None:
    """The vision is typed."""
    go(window, "objectives", "vision")
    into(page_of(window), "plan.vision.sr-Cyrl", VISION)


def row(window: Window, step: str, form: str, wanted: str) -> None:
    """A row is added through the button over the tree, and its title typed."""
    go(window, step, form)
    add_row(page_of(window), wanted)
    settle()
    name, text = TEXTS[form]
    into(page_of(window), name, text)


def choose(window: Window, name: str, code: str) -> None:
    """Choose from a list with the keyboard."""
    box = seen(page_of(window), name, QComboBox)
    box.setFocus()
    at = box.findData(code)
    assert at >= 0, f"{code} is not offered by {name}"
    if line := box.lineEdit():
        line.selectAll()
        type_text(box.itemText(at))
        press(Qt.Key.Key_Tab)
        return
    while box.currentIndex() != at:
        press(Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)


def general(window: Window) -> None:
    """A general objective."""
    row(window, "objectives", "general_objective", "general objective")


def specific(window: Window) -> None:
    """A specific objective under it, in the section on youth, with a responsible body that is named here."""
    row(window, "objectives", "specific_objective", "specific objective")
    choose(window, "objective.section.input", "youth")
    into(page_of(window), "objective.responsible.input", "Канцеларија за младе", leave=True)


def measure(window: Window) -> None:
    """A measure."""
    row(window, "measures", "measure", "measure")


def indicator(window: Window) -> None:
    """An indicator with baseline and targets, numbers typed in more than one form."""
    row(window, "measures", "output_indicator", "indicator")
    page = page_of(window)
    into(page, "indicator.baseline_value.input", "0", leave=True)
    for year, amount in {"2027": "1,250", "2028": "1300.5", "2029": "1400"}.items():
        into(page, f"indicator.targets.{year}", amount, leave=True)


def activity(window: Window) -> None:
    """An activity with its quarters."""
    row(window, "activities", "activity", "activity")
    choose(window, "activity.start.input", "2027-Q2")


def money(window: Window) -> None:
    """A funding line of the municipal budget."""
    go(window, "money", "activity_funding")
    add_row(page_of(window), "fund")
    settle()
    choose(window, "funding_line.source.input", "01")
    into(page_of(window), "funding_line.amounts.2027", "2400", leave=True)
    into(page_of(window), "funding_line.amounts.2028", "1,800", leave=True)


PARTS: tuple[Callable[[Window], None], ...] = (vision, general, specific, measure, indicator, activity, money)


def told(window: Window) -> Iterator[str]:
    """Do the whole session; the name of each part when it is done."""
    new_plan(window)
    for part in PARTS:
        part(window)
        yield part.__name__


def wait_until_saved(window: Window) -> None:
    """Pause as a person does, until the window says that everything is saved."""
    for _ in range(600):
        if window._saved.text().startswith("All changes saved"):
            return
        settle(25)
    raise TimeoutError(window._saved.text())


def main(folder: Path) -> None:
    """Do it in a window of its own and tell of every commit; the last words are typed and left in the field."""
    window = open_window(folder)
    new_plan(window)
    desk = desk_of(window)

    def tell_saved(_: str) -> None:
        label = window._saved.text()
        if label.startswith("All changes saved"):
            print(json.dumps({"saved": label, "digest": desk.plan.digest}), flush=True)

    desk.saved.connect(tell_saved)
    for part in PARTS:
        part(window)
        desk.finish_typing()
        wait_until_saved(window)
    go(window, "objectives", "vision")
    into(page_of(window), "plan.vision.sr-Cyrl", "Последње речи. ")
    print(json.dumps({"typed": desk.plan.root.vision["sr-Cyrl"]}), flush=True)
    QTest.qWait(60_000)


if __name__ == "__main__":
    import tests.conftest  # noqa: F401

    main(Path(sys.argv[1]))
