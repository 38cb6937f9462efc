"""The sample plans, read once, with the totals that must hold whatever is done to them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from localplan.app.samples import DRAFT, IMPLEMENTATION, sample
from localplan.data import data_dir
from localplan.domain.plan import Plan

SMALL = "keur-yaakaar"
LANGUAGES = {DRAFT: ("en", "sr-Cyrl"), IMPLEMENTATION: ("en", "sr-Cyrl"), SMALL: ("en", "fr")}
PLACES = {DRAFT: "zamisljeno-polje", IMPLEMENTATION: "zamisljeno-polje", SMALL: SMALL}


def path_of(name: str) -> Path:
    """The file of a sample."""
    return data_dir("resources") / "samples" / f"{name}.json"


@cache
def plan(name: str) -> Plan:
    """A sample by its name."""
    return sample(name, data_dir("resources"))


def draft() -> Plan:
    """The Serbian sample before its hearing."""
    return plan(DRAFT)


def implementation() -> Plan:
    """The Serbian sample with its report on 2026."""
    return plan(IMPLEMENTATION)


def small() -> Plan:
    """The French sample."""
    return plan(SMALL)


@cache
def control_totals(place: str = "zamisljeno-polje") -> dict[str, Any]:
    """Money in thousands by year, source, measure, programme and section, and counts, of that place."""
    content = json.loads((Path(__file__).parent / "data" / "control_totals.json").read_text(encoding="utf-8"))
    return content[place]  # type: ignore[no-any-return]
