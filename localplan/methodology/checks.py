"""Checking a plan: which rules speak, what they find, and what was accepted.

Severity is data: the tier of `forms/rules/`, raised, lowered or switched off by the legal profile, silenced by the
small track and by a parameter that the municipality overrides on a stated ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from localplan.domain.plan import Plan
from localplan.domain.records.plan import Acceptance
from localplan.methodology.declarations import RuleText, Tier
from localplan.methodology.methodology import Methodology
from localplan.methodology.opened import opened_steps
from localplan.methodology.rules import RULES, Facts, Found, Seen
from localplan.methodology.states import has_reached

__all__ = ["Finding", "Seen", "check_plan", "found_text", "speaking", "switched_on"]

_encoder = msgspec.json.Encoder(order="sorted")


class Finding(msgspec.Struct, frozen=True):
    """A rule, and one place where the plan breaks it. `accepted` is the reason given, empty when it was not."""

    rule: str
    tier: Tier
    step: str
    record: str
    field: str = ""
    values: dict[str, Any] = {}
    accepted: str = ""


def check_plan(plan: Plan, methodology: Methodology, seen: Seen) -> list[Finding]:
    """All findings, in the order of the steps, then of the rules, then of the plan's tree."""
    facts = Facts(plan, methodology.for_plan(plan), seen)
    reasons = _reasons(plan)
    return [
        _finding(text, tier_of(text, facts), found, reasons)
        for text in speaking(facts)
        for found in RULES[text.code].search(facts)
    ]


def speaking(facts: Facts) -> Iterator[RuleText]:
    """The rules that speak now, in order: switched on, of an opened step, and of a state the plan has come to."""
    opened = opened_steps(facts.method, whole=facts.seen.adoption)
    for text in switched_on(facts):
        if text.step in opened and has_reached(facts.status, text.from_state):
            yield text


def switched_on(facts: Facts) -> Iterator[RuleText]:
    """The rules that hold for this plan at all, in the order of steps and codes."""
    method = facts.method
    order = {step.code: step.number for step in method.steps}
    for text in sorted(method.methodology.rules.values(), key=lambda rule: (order[rule.step], rule.code)):
        off = method.profile.tiers.get(text.code) == "off" or (method.small and not text.small)
        if text.code in RULES and not off and method.grounded.isdisjoint(text.parameters):
            yield text


def tier_of(text: RuleText, facts: Facts) -> Tier:
    """The rule's tier under the plan's profile."""
    tier = facts.method.profile.tiers.get(text.code, text.tier)
    return text.tier if tier == "off" else tier


def found_text(values: dict[str, Any]) -> str:
    """A finding's values as an acceptance remembers them: canonical JSON. Other values, and the warning is back."""
    return _encoder.encode(values).decode()


def _finding(text: RuleText, tier: Tier, found: Found, reasons: dict[tuple[str, str, str], str]) -> Finding:
    tier = found.tier or tier
    values = {name: value for name, value in found.values.items() if value is not None}
    reason = "" if tier == "error" else reasons.get((text.code, found.record, found_text(values)), "")
    return Finding(text.code, tier, text.step, found.record, found.field, values, reason)


def _reasons(plan: Plan) -> dict[tuple[str, str, str], str]:
    """Why findings were accepted, by rule, element and values; an acceptance without a reason is none."""
    reasons = {}
    for acceptance in plan.all(Acceptance):
        reason = next((text for text in acceptance.reason.values() if text.strip()), "")
        if reason:
            reasons[acceptance.rule, acceptance.element, acceptance.found or "{}"] = reason
    return reasons
