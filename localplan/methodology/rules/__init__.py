"""The rules of the methodology: one module per step, each rule a search registered under its code.

A rule's words, tier and parameters stand in `forms/rules/`; a test holds both sides together.
"""

from __future__ import annotations

from localplan.methodology.rules import (
    activities,
    adoption,
    coordination,
    delivery,
    frame,
    funds,
    indicators,
    measures,
    money,
    objectives,
    options,
    passports,
    people,
    problems,
    reports,
    situation,
    start,
    titles,
)
from localplan.methodology.rules.facts import Facts, Seen
from localplan.methodology.rules.registry import CODES_IN_VALUES, MONEY_IN_VALUES, RULES, Found, Rule, rule

__all__ = [
    "CODES_IN_VALUES",
    "MONEY_IN_VALUES",
    "RULES",
    "Facts",
    "Found",
    "Rule",
    "Seen",
    "activities",
    "adoption",
    "coordination",
    "delivery",
    "frame",
    "funds",
    "indicators",
    "measures",
    "money",
    "objectives",
    "options",
    "passports",
    "people",
    "problems",
    "reports",
    "rule",
    "situation",
    "start",
    "titles",
]
