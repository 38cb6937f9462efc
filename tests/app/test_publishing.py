"""Public editions of plans and of their region, out of one library: together they give away what none gives alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import permutations

import msgspec
import pytest

from localplan.app.consolidation import Consolidated
from localplan.app.editions import edition_in_library
from localplan.app.plans import open_library_at
from localplan.app.regional import publish
from localplan.app.sending import package_from
from localplan.domain.choice import Choice
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import IndicatorValue
from localplan.domain.records.logic import Activity
from localplan.domain.suppression import exposed
from localplan.domain.values import Map
from localplan.storage.address import Address
from localplan.storage.library import Library
from tests.methods import methodology
from tests.neighbours import PLACES, copy_for


def with_few_persons(plan: Plan) -> Plan:
    """One activity reaches three people, a second one nine, all others thirty."""
    reach = [Decimal(3), Decimal(9), *[Decimal(30)] * 100]
    counted = [
        msgspec.structs.replace(one, beneficiaries=Map({"total": number}))
        for one, number in zip(plan.all(Activity), reach, strict=False)
    ]
    values = [msgspec.structs.replace(one, breakdown=Map()) for one in plan.all(IndicatorValue)]
    return plan.changed([*counted, *values], ())


@pytest.fixture
def library(place: Address) -> Iterator[Library]:
    with open_library_at(place, "Ana", purpose="region") as library:
        for code, facts in PLACES.items():
            plan = with_few_persons(copy_for(code, *facts))
            library.add_plan(plan)
            library.keep_revision(plan, "sent")
        yield library


def publish_region(library: Library) -> None:
    publish(library, Consolidated(library, methodology(), date(2027, 6, 1)), "en")


def publish_some(library: Library) -> None:
    choice = Choice(municipalities=tuple(PLACES)[1:])
    publish(library, Consolidated(library, methodology(), date(2027, 6, 1), choice=choice), "en")


def publish_plans(library: Library) -> None:
    for line in library.plans():
        plan, revision = library.read_plan(line.id), library.revisions(line.id)[-1]
        edition_in_library(library, package_from(library, plan, revision, {}), "public", methodology())


@pytest.mark.parametrize("order", list(permutations((publish_region, publish_some, publish_plans))))
def test_that_region_part_and_plans_together_give_nothing_away(library: Library, order: tuple) -> None:  # type: ignore[type-arg]
    for act in order:
        act(library)
    editions = [publication.figures for publication in library.published()]
    assert len(editions) == 2 + len(PLACES) and not exposed(editions)
    for line in library.plans():
        few, nine = library.read_plan(line.id).all(Activity)[:2]
        told = {name: value for edition in editions for name, value in edition.shown().items()}
        total = told.get(f"municipalities/{line.id}/{line.id}/beneficiaries")
        parts = [told.get(f"{line.id}/{one.id}/beneficiaries/total") for one in (few, nine)]
        assert parts[0] is None and (parts[1] is None or total is None), "three people follow from total and the rest"


def test_that_a_figure_has_one_name_in_all_editions(library: Library) -> None:
    publish_region(library)
    publish_plans(library)
    named = {publication.name: set(publication.figures.values) for publication in library.published()}
    region = named.pop("region")
    assert len(named) == len(PLACES) and all(len(region & plan) >= 20 for plan in named.values())
