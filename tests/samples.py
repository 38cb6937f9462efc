"""The sample plans, read once, with the totals that must hold whatever is done to them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from localplan.app.samples import DRAFT, IMPLEMENTATION, sample
from localplan.data import data_dir
from localplan.domain.canonical import digest_of, digest_of_all
from localplan.domain.edits import UNLOCKED_FACTS
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS

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


def adopted_content(plan: Plan) -> str:
    """Digest of what adoption locks: all records but reporting ones, without the facts that follow the plan's state."""
    open_facts = {name: FIELDS["plan"][name].default for name in UNLOCKED_FACTS}
    locked = [
        msgspec.structs.replace(record, **open_facts) if record.id == plan.id else record
        for record in plan.records.values()
        if not record.reports
    ]
    return digest_of_all((record.id, digest_of(record)) for record in locked).hex()
