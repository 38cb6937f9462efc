"""The codes people know elements by: `1.2.1.3` and `SO2/M2.1/A2.1.3`. Computed from the order until adoption.

From adoption on every element carries its `number`, and `numbers_given` of its parent remembers the highest ever given:
a new element takes the next one, and the number of a dropped one is not used again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective

STYLES = ("numbers", "letters")


def codes(plan: Plan, style: str = "numbers") -> dict[str, str]:
    """The code of every objective, measure, activity and indicator by record id.

    `numbers`: general objective 1, specific 1.1, measure 1.1.1, activity 1.1.1.1 (specification 1.6).
    `letters`: GO1, SO1, M1.1, A1.1.1, each by itself; GO without number when there is one.
    Indicators add `-I1` to the code of what they measure.
    """
    found: dict[str, str] = {}
    generals = [o for o in plan.children(plan.id, Objective) if o.objective_kind != "specific"]
    specifics_before = 0
    for general, number in numbered(plan, generals):
        found[general.id] = number if style == "numbers" else ("GO" if len(generals) == 1 else f"GO{number}")
        specifics = plan.children(general.id, Objective)
        for specific, own in numbered(plan, specifics):
            running = str(int(own) + specifics_before)
            path = (number, own) if style == "numbers" else (running,)
            _name_specific(plan, specific.id, path, style, found)
        specifics_before += max((int(own) for _, own in numbered(plan, specifics)), default=0)
    for element in (*plan.all(Objective), *plan.all(Measure)):
        for indicator, number in numbered(plan, plan.children(element.id, Indicator)):
            found[indicator.id] = f"{found.get(element.id, '?')}-I{number}"
    return found


def _name_specific(plan: Plan, id: str, path: tuple[str, ...], style: str, found: dict[str, str]) -> None:
    name: Callable[[str, Sequence[str]], str] = _numbers if style == "numbers" else _letters
    found[id] = name("SO", path)
    for measure, second in numbered(plan, plan.children(id, Measure)):
        found[measure.id] = name("M", (*path, second))
        for activity, third in numbered(plan, plan.children(measure.id, Activity)):
            found[activity.id] = name("A", (*path, second, third))


def _numbers(_: str, path: Sequence[str]) -> str:
    return ".".join(path)


def _letters(letter: str, path: Sequence[str]) -> str:
    return letter + ".".join(path)


def full_code(plan: Plan, id: str, names: dict[str, str]) -> str:
    """The code with those above it: `SO1/M1.1/A1.1.1`; `names` are codes in the style `letters`."""
    return "/".join(names[r.id] for r in plan.path(id) if r.id in names and not names[r.id].startswith("GO"))


def numbered(plan: Plan, siblings: Sequence[Any]) -> list[tuple[Any, str]]:
    """Siblings with their numbers: the written one where there is one, else the next that is free.

    Of two with the same number (one was moved here) the first keeps it.
    """
    given = [s.number for s in siblings if s.number is not None]
    highest = max(given, default=0)
    if siblings and (parent := plan.get(siblings[0].parent)) is not None:
        highest = max(highest, int(getattr(parent, "numbers_given", {}).get(kind_of(siblings[0]), 0)))
    result: dict[int, Any] = {}
    for sibling in siblings:
        own = sibling.number is not None and sibling.number not in result
        highest += not own
        result[sibling.number if own else highest] = sibling
    return [(sibling, str(number)) for number, sibling in result.items()]


NUMBERED = ("objective", "measure", "activity", "indicator")


NAMING = ("title", "name", "label", "text", "their_element", "ask", "what", "element", "old_element", "topic")
"""Fields that a record may be known by, the first that is filled counts."""


def element_title(record: Record) -> dict[str, str]:
    """The text a record is known by, by language: its title, name, label or text."""
    for field in NAMING:
        value = getattr(record, field, None)
        if value and isinstance(value, dict):
            return value
    return {}
