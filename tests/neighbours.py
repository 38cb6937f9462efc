"""A region of a few municipalities that differ, with a shared measure, results and a missing neighbour."""

from __future__ import annotations

from decimal import Decimal

from localplan.domain.canonical import content_of, made
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.storage.library import Library
from tests import samples
from tests.plans import id_of

PLACES = {"70025": ("0.5", "40", "draft"), "70033": ("1.25", "60", "in_implementation"), "70041": ("0.33", "", "draft")}
"""By code: factor of the sample's amounts, share of the common measure, state."""
MISSING = "70050"


def copy_for(code: str, factor: str, share: str, state: str) -> Plan:
    """The sample as the plan of another municipality. Partners of the common measure carry the same cost of it."""
    base = samples.implementation()
    names = {id: id_of(f"{code}-{id}") for id in base.records}
    measure = next(r.id for r in base.records.values() if kind_of(r) == "measure")
    common = {r.id for r in base.below(measure)}
    return Plan(
        [
            _copied(
                r,
                names,
                code,
                Decimal(factor) if r.id not in common or not share else Decimal(1),
                share if r.id == measure else "",
                state,
            )
            for r in base.records.values()
        ]
    )


def _copied(record: Record, names: dict[str, str], code: str, factor: Decimal, share: str, state: str) -> Record:
    kind, content = kind_of(record), content_of(record)
    for name, field in FIELDS[kind].items():
        if field.points and name in content:
            value = content[name]
            content[name] = [names[v] for v in value] if isinstance(value, tuple) else names[value]
    content |= {"id": names[record.id], "parent": names.get(record.parent, "")}
    if kind == "plan":
        content |= {"municipality": code, "municipality_name": {}, "code": f"{code}-2026-1", "status": state}
    if kind == "funding_line":
        content["amounts"] = {
            year: (money * factor).quantize(Decimal("0.01")) for year, money in content["amounts"].items()
        }
    if share:
        content |= {"shared_id": "mobile-team", "share": share}
    return made(kind, content)


def fill_region(library: Library) -> None:
    """The municipalities, one more expected than there are."""
    for code, facts in PLACES.items():
        plan = copy_for(code, *facts)
        library.add_plan(plan)
        library.keep_revision(plan, "sent")
    library.region.expect("South", [*PLACES, MISSING])
