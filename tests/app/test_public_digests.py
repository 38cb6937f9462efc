"""A public package names the state that it was cut from by its digest; nobody works hidden counts out with it."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path
from uuid import uuid4

import pytest

from localplan.app.editions import edition_in_library
from localplan.app.plans import new_plan, open_library_at
from localplan.app.samples import practice_copy
from localplan.app.sending import package_from, sent_revision
from localplan.data import data_dir
from localplan.domain.edits import PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.exchange.package import Package, pack, read_package
from localplan.methodology.loader import load_methodology
from tests import samples
from tests.app.test_plans import facts

METHOD = load_methodology(data_dir("forms"))
FACTS = facts()


def counted(plan: Plan) -> Plan:
    """The plan with a table of four lines, in which three persons are counted under its last."""
    rows = [
        PutRecord(
            str(uuid4()),
            {
                "kind": "data_point",
                "parent": plan.id,
                "position": f"a{n}",
                "section": "youth",
                "topic": "other",
                "label": {"en": f"Row {n}"},
                "value": Decimal(value),
                "unit": "persons",
                "year": 2024 + n,
            },
        )
        for n, value in enumerate((40, 3))
    ]
    return apply_edits(plan, rows)


def published(folder: Path, plan: Plan) -> Package:
    with open_library_at(folder / f"{plan.id}.localplan", "Ana") as library:
        library.add_plan(plan)
        kept, revision = sent_revision(library, plan.id)
        package = package_from(library, kept, revision, {})
        return read_package(pack(edition_in_library(library, package, "public", METHOD)))


def tried_out(package: Package, **known: object) -> list[tuple[int, ...]]:
    """The counts from one to four that give the digests which the package names, with what else is known put in."""
    hidden = package.hidden.values if package.hidden else ()
    assert hidden, "something is hidden, or there is nothing to find"
    shown = apply_edits(package.plan, [SetField(package.plan.id, name, value) for name, value in known.items()])
    digests = {package.manifest.base, *package.manifest.parents, *package.manifest.ancestors}
    found = []
    for guess in product(range(1, 5), repeat=len(hidden)):
        edits = [SetField(id, field, value, key or None) for (id, field, key), value in zip(hidden, guess, strict=True)]
        if apply_edits(shown, edits).digest in digests:
            found.append(guess)
    return found


def test_that_who_knows_all_that_is_public_finds_no_hidden_count(tmp_path: Path) -> None:
    plan = counted(new_plan(FACTS))
    assert tried_out(published(tmp_path, plan), code=plan.root.code) == []


def test_that_the_salt_alone_stands_in_the_way(tmp_path: Path) -> None:
    plan = counted(new_plan(FACTS))
    assert len(tried_out(published(tmp_path, plan), salt=plan.root.salt)) == 1


@pytest.mark.parametrize("edition", ["coordinator", "training", "public"])
def test_that_no_edition_lets_the_salt_out(tmp_path: Path, edition: str) -> None:
    plan = counted(new_plan(FACTS))
    with open_library_at(tmp_path / "own.localplan", "Ana") as library:
        library.add_plan(plan)
        kept, revision = sent_revision(library, plan.id)
        package = edition_in_library(library, package_from(library, kept, revision, {}), edition, METHOD)
    assert plan.root.salt and package.plan.root.salt == ""
    assert plan.root.salt.encode() not in bytes(repr(package), "utf-8")


def test_that_every_plan_that_is_begun_has_a_salt_of_its_own() -> None:
    begun = [new_plan(FACTS), new_plan(FACTS), practice_copy(samples.draft()), practice_copy(samples.draft())]
    salts = {plan.root.salt for plan in begun}
    assert len(salts) == 4 and "" not in salts
