"""The rules of the methodology: one module per step, each rule a search registered under its code.

A rule's words, tier and parameters stand in `forms/rules/`; a test holds both sides together.
"""

from __future__ import annotations

from localplan.methodology.rules import (
    activities,
    adoption,
    coordination,
    delivery,
    indicators,
    measures,
    money,
    objectives,
    options,
    problems,
    situation,
    start,
)
from localplan.methodology.rules.facts import Facts, Seen
from localplan.methodology.rules.registry import RULES, Found, Rule, rule

__all__ = [
    "RULES",
    "Facts",
    "Found",
    "Rule",
    "Seen",
    "activities",
    "adoption",
    "coordination",
    "delivery",
    "indicators",
    "measures",
    "money",
    "objectives",
    "options",
    "problems",
    "rule",
    "situation",
    "start",
]
