"""How a rule is written down: a generator that yields where it is broken, registered under its code.

What planners read of a rule (tier, message, reason) stands in `forms/rules/`; here is only what needs an algorithm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from localplan.methodology.declarations import Tier
from localplan.methodology.rules.facts import Facts

CODES_IN_VALUES: Mapping[str, str] = {
    "act": "act_kinds",
    "fitting_level": "indicator_levels",
    "groups": "target_groups",
    "languages": "languages",
    "level": "indicator_levels",
    "quadrants": "swot_quadrants",
    "section": "sections",
    "type": "measure_types",
    "voices": "represents",
}
"""Values that hold codes, and the list from which whoever shows the finding takes their names."""

MONEY_IN_VALUES = frozenset({"amount", "declared", "gap", "money", "planned", "spent", "sum"})
"""Values that are amounts in the plan's unit; other numbers count something."""


class Found(NamedTuple):
    """One place where a rule is broken.

    `values` fill the message's placeholders: numbers, days, years, quarters, codes and ids of records as data, never
    sentences. The element itself is none of them: whoever shows the finding names it from `record`.
    """

    record: str
    field: str = ""
    values: dict[str, Any] = {}
    tier: Tier | None = None  # otherwise the rule's


Search = Callable[[Facts], Iterable[Found]]


class Rule(NamedTuple):
    """A rule's algorithm. `each` names the Facts it looks at one by one; none: it looks at the plan as a whole."""

    code: str
    search: Search
    each: str

    def looked_at(self, facts: Facts) -> int:
        """How many elements could break it."""
        if not self.each:
            return 1
        elements: Sequence[object] = getattr(facts, self.each)
        return len(elements)


RULES: dict[str, Rule] = {}


def rule(code: str, each: str = "") -> Callable[[Search], Search]:
    """Register a search under a rule's code."""

    def register(search: Search) -> Search:
        if code in RULES:
            raise ValueError(code)
        RULES[code] = Rule(code, search, each)
        return search

    return register
