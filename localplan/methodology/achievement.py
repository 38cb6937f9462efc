"""How far an indicator has come: the formula of specification 4.15, and its colours."""

from __future__ import annotations

from decimal import Decimal

HIGHEST = Decimal(150)
GREEN, AMBER = Decimal(90), Decimal(60)


def achievement(value: Decimal, baseline: Decimal, target: Decimal, direction: str = "") -> Decimal:
    """(value − baseline) / (target − baseline) in percent, cut to 0–150.

    Where the target is the baseline, it is 100 or 0: the value meets it or not, which goes by the direction.
    """
    if target == baseline:
        met = value <= target if direction == "decrease" else value >= target
        return Decimal(100 if met else 0)
    return min(max((value - baseline) * 100 / (target - baseline), Decimal(0)), HIGHEST)


def colour(percent: Decimal) -> str:
    """green from 90 %, amber from 60 %, else red."""
    return "green" if percent >= GREEN else "amber" if percent >= AMBER else "red"
