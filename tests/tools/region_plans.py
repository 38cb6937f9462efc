"""Plans of a made-up region: the sample cut to two hundred records and varied, each with a ledger of its money."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from localplan.app.registers import municipalities
from localplan.data import data_dir
from localplan.domain.merge_adopted import without
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.records.logic import FundingLine, Measure, Objective
from localplan.domain.records.plan import Organisation
from localplan.domain.values import Map
from tests import samples
from tests.plans import dangling

KINDS = (
    *("plan", "organisation", "person", "objective", "measure", "activity", "funding_line", "indicator", "problem"),
    *("risk", "regulation", "option", "data_source", "swot_item", "answer"),
)
RECORDS = 200
SHARES = (Decimal(50), Decimal("33.3"), Decimal("16.7"))
BODY = "Национална служба за запошљавање"
SPELLINGS = (BODY, "Nacionalna služba za zapošljavanje", "Nacionalna sluzba za zaposljavanje", "НСЗ – филијала")
"""One body as municipalities write it."""


class Unit(msgspec.Struct, frozen=True):
    """A municipality: of the register as long as that has any, then made up."""

    number: int
    code: str
    names: dict[str, str]
    listed: bool


class Money(msgspec.Struct):
    """One funding line as it was made: whole currency by year."""

    source: str
    section: str
    years: dict[str, Decimal]
    shared_id: str = ""


class Made(msgspec.Struct):
    """A plan with what was written into it."""

    unit: Unit
    plan: Plan
    ledger: dict[str, Money]
    amount_unit: int


def units(count: int) -> list[Unit]:
    """So many municipalities: those of the register, its city municipalities last, and made-up ones after them."""
    known = sorted(municipalities(data_dir("db")), key=lambda m: (m.kind == "city_municipality", m.code))
    found = [Unit(n, m.code, m.names, listed=True) for n, m in enumerate(known[:count])]
    made_up = range(len(found), count)
    return found + [Unit(n, f"X{n:05}", {"sr-Latn": f"Izmišljena {n}"}, listed=False) for n in made_up]


@cache
def cut() -> Plan:
    """The sample's draft without what leads beyond the cut."""
    draft = samples.draft()
    keep = [record for kind in KINDS for record in draft.all_of(kind)][:RECORDS]
    lost = {target for _, _, target in dangling(Plan(keep))}
    return Plan(without(record, lost) for record in keep)


def made(unit: Unit, seed: int) -> Made:
    """The first state of a municipality's plan. Every fifth three have a measure together, at the same whole cost."""
    chance = Random(f"{seed}-{unit.number}")
    plan = cut()
    ids = {id: str(uuid5(NAMESPACE_URL, f"{seed}/{unit.number}/{id}")) for id in plan.records}
    amount_unit = chance.choice((1, 1000))
    ledger = _ledger(plan, ids, chance, seed, unit)
    facts = {"amount_unit": amount_unit, "code": f"{unit.code}-2026-1", "municipality": unit.code}
    names: dict[str, Any] = {"municipality_name": Map(sorted(unit.names.items())), "outside_register": not unit.listed}
    changes: dict[str, dict[str, Any]] = {plan.id: {**facts, **names}}
    for id, money in ledger.items():
        amounts = {year: _plain(whole / amount_unit) for year, whole in sorted(money.years.items())}
        changes[id] = {"amounts": Map(amounts), "status": Map(dict.fromkeys(amounts, "planned"))}
    if (shared := _shared(seed, unit)) is not None:
        changes[shared_measure().id] = {"shared_id": shared, "share": SHARES[unit.number % 3]}
    bodies = plan.all(Organisation)
    changes[bodies[1].id] = {"name": Map({"sr-Cyrl": chance.choice(SPELLINGS)})}
    records = [_copied(record, ids, changes.get(record.id, {})) for record in plan.records.values()]
    return Made(unit, Plan(records), {ids[id]: money for id, money in ledger.items()}, amount_unit)


def _ledger(plan: Plan, ids: dict[str, str], chance: Random, seed: int, unit: Unit) -> dict[str, Money]:
    ledger: dict[str, Money] = {}
    shared = _shared(seed, unit)
    together = Random(f"{seed}-{unit.number // 3}")
    for line in plan.all(FundingLine):
        measure, objective = plan.ancestor(line.id, Measure), plan.ancestor(line.id, Objective)
        assert measure is not None and objective is not None
        ours = shared is not None and measure.id == shared_measure().id
        draws = together if ours else chance
        years = {year: Decimal(draws.randrange(1, 900)) * 5000 + Decimal(draws.randrange(100)) for year in line.amounts}
        ledger[line.id] = Money(line.source, objective.section, years, shared or "" if ours else "")
    return ledger


def shared_measure() -> Measure:
    """The measure that neighbours carry together."""
    return cut().all(Measure)[1]


def _shared(seed: int, unit: Unit) -> str | None:
    """The id of what three neighbours do together; by fifteens, whose other files do not touch the plan's money."""
    return f"joint-{seed}-{unit.number // 3}" if (unit.number // 3) % 5 == 0 else None


def _plain(number: Decimal) -> Decimal:
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _copied(record: Record, ids: dict[str, str], changes: dict[str, Any]) -> Record:
    for name in ("id", "parent", *_POINTING[kind_of(record)]):
        value = getattr(record, name)
        if value:
            new = tuple(sorted(ids[id] for id in value)) if isinstance(value, tuple) else ids[value]
            changes = {**changes, name: new}
    return msgspec.structs.replace(record, **changes)


_POINTING = {kind: [name for name, field in fields.items() if field.points] for kind, fields in FIELDS.items()}
