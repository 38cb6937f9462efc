"""All rules of the methodology as rows: for the command line and for the table in docs/."""

from __future__ import annotations

from typing import Any

import msgspec

from localplan.methodology.declarations import Evidence
from localplan.methodology.methodology import Methodology


class RuleRow(msgspec.Struct, frozen=True):
    """A rule under one profile. `tier` is error, warning, advice, or off; `parameters` are code → value."""

    code: str
    tier: str
    step: str
    from_state: str
    small: bool
    message: str
    parameters: dict[str, Any]
    source: str
    evidence: Evidence


def rule_rows(methodology: Methodology, profile: str) -> tuple[RuleRow, ...]:
    """Every rule by code, those that the program itself keeps among them."""
    tiers = methodology.profile(profile).tiers
    return tuple(
        RuleRow(
            rule.code,
            tiers.get(rule.code, rule.tier),
            rule.step,
            rule.from_state,
            rule.small,
            rule.message,
            {code: methodology.parameter(profile, code).value for code in rule.parameters},
            rule.source,
            rule.evidence,
        )
        for rule in sorted(methodology.rules.values(), key=lambda rule: rule.code)
    )
