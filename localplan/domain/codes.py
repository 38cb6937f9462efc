"""The codes people know elements by: `1.2.1.3` and `SO2/M2.1/A2.1.3`. Computed from the order until adoption.

From adoption on every element carries its `number`, and `numbers_given` of its parent remembers the highest ever given:
a new element takes the next one, and the number of a dropped one is not used again. Codes with letters count specific
objectives through the whole plan: where that number is another one, it is kept too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective

STYLES = ("numbers", "letters")
SPECIFIC = "specific"
"""The key under which the plan's `numbers_given` remembers the highest number of a specific objective with letters."""


def codes(plan: Plan, style: str = "numbers") -> dict[str, str]:
    """The code of every objective, measure, activity and indicator by record id.

    `numbers`: general objective 1, specific 1.1, measure 1.1.1, activity 1.1.1.1 (specification 1.6).
    `letters`: GO1, SO1, M1.1, A1.1.1, each by itself; GO without number when there is one.
    Indicators add `-I1` to the code of what they measure.
    """
    found: dict[str, str] = {}
    letters = letter_numbers(plan) if style == "letters" else {}
    for general, number in numbered(plan, _generals(plan)):
        found[general.id] = f"GO{letters[general.id] or ''}" if letters else number
        for specific, own in numbered(plan, plan.children(general.id, Objective)):
            path = (str(letters[specific.id]),) if letters else (number, own)
            _name_specific(plan, specific.id, path, style, found)
    for element in (*plan.all(Objective), *plan.all(Measure)):
        for indicator, number in numbered(plan, plan.children(element.id, Indicator)):
            found[indicator.id] = f"{found.get(element.id, '?')}-I{number}"
    return found


def _generals(plan: Plan) -> list[Objective]:
    return [o for o in plan.children(plan.id, Objective) if o.objective_kind != "specific"]


def letter_numbers(plan: Plan) -> dict[str, int]:
    """The number of every objective in codes with letters; 0 for the general one that has none.

    Specific objectives are counted through the plan. Who was adopted under a number keeps it, whatever stands before.
    """
    generals = numbered(plan, _generals(plan))
    found = {general.id: _of_general(plan, general, int(number), len(generals)) for general, number in generals}
    specifics = [one for general, _ in generals for one, _ in numbered(plan, plan.children(general.id, Objective))]
    taken: dict[int, str] = {}
    for one in specifics:
        kept = one.number if one.letter_number is None else one.letter_number
        if kept is not None:
            taken.setdefault(kept, one.id)
    found |= {id: number for number, id in taken.items()}
    highest = max(*taken, _given(plan, SPECIFIC), 0)
    for one in specifics:
        if one.id not in found:
            highest += 1
            found[one.id] = highest
    return found


def highest_specific(plan: Plan) -> int:
    """The highest number that a specific objective ever had in codes with letters; 0 without any."""
    above = {general.id for general in _generals(plan)}
    return max([_given(plan, SPECIFIC), *(n for id, n in letter_numbers(plan).items() if id not in above)])


def _of_general(plan: Plan, general: Objective, number: int, generals: int) -> int:
    if general.letter_number is not None:
        return general.letter_number
    alone = generals == 1 if general.number is None else _given(plan, "objective") <= 1
    return 0 if alone and number == 1 else number


def _given(plan: Plan, kind: str) -> int:
    return int(plan.root.numbers_given.get(kind, 0))


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


NAMING = ("title", "name", "label", "text", "their_element", "ask", "what", "element", "old_element", "topic", "gap")
"""Fields that a record may be known by, the first that is filled counts."""


def element_title(record: Record) -> dict[str, str]:
    """The text a record is known by, by language: its title, name, label or text."""
    for field in NAMING:
        value = getattr(record, field, None)
        if value and isinstance(value, dict):
            return value
    return {}
