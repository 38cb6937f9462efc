"""Values split by sex, as every breakdown writes them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

WOMEN, MEN = "women", "men"
BESIDE = ("other_sex", "unknown_sex")


def by_sex(breakdown: Mapping[str, Decimal]) -> Decimal | None:
    """The sum of the sexes, None unless both women and men were counted."""
    if WOMEN not in breakdown or MEN not in breakdown:
        return None
    return sum((breakdown[sex] for sex in (WOMEN, MEN, *BESIDE) if sex in breakdown), Decimal(0))
