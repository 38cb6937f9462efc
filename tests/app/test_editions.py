"""Editions of real plans: cut, proved, packed, and taken back in."""

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from localplan.app.editions import cut, edition_in_file, edition_in_library, refuse_small_counts
from localplan.app.plans import open_library_at
from localplan.app.sending import package_from, sent_revision
from localplan.app.taking_in import take_in
from localplan.data import data_dir
from localplan.domain.editions import NOTHING
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ActivityReport, IndicatorValue
from localplan.domain.records.logic import Measure
from localplan.domain.records.plan import Person
from localplan.domain.small_counts import figure_name
from localplan.domain.suppression import exposed
from localplan.domain.values import Refused
from localplan.exchange.package import Package, pack, read_package
from localplan.methodology.loader import load_methodology
from localplan.storage.library import Library
from tests import samples
from tests.domain.test_editions import canary_plan, with_canaries

METHOD = load_methodology(data_dir("forms"))


@pytest.fixture
def library(tmp_path: Path):  # type: ignore[no-untyped-def]
    with open_library_at(tmp_path / "own.localplan", "Canary Author") as opened:
        yield opened


def full(library: Library, plan: Plan) -> Package:
    plan, revision = sent_revision(library, plan.id)
    return package_from(library, plan, revision, {})


def test_that_no_name_occurs_anywhere_in_the_bytes_of_a_public_package(library: Library) -> None:
    library.add_plan(canary_plan())
    package = full(library, canary_plan())
    assert b"Canary" in bytes(repr(read_package(pack(package)).plan.records), "utf-8")
    public = edition_in_library(library, package, "public", METHOD)
    from localplan.exchange.package import read_members

    members, _ = read_members(pack(public))
    assert not [name for name, content in members.items() if b"Canary" in content]
    assert not [name for name in members if name.startswith("attachments/")]


def test_that_a_public_package_counts_no_one_to_four_persons(library: Library) -> None:
    library.add_plan(samples.implementation())
    public = edition_in_library(library, full(library, samples.implementation()), "public", METHOD)
    refuse_small_counts(public.plan, METHOD)
    with pytest.raises(Refused) as refused:
        refuse_small_counts(samples.implementation(), METHOD)
    assert refused.value.code == "public_small_counts" and refused.value.values["count"] > 2


def test_that_the_second_public_edition_knows_what_the_first_one_showed(library: Library) -> None:
    """In the first year nobody was few; in the second the women are, and the men stand in print already."""
    plan = samples.implementation()
    report = next(r for r in plan.all(ActivityReport) if r.beneficiaries.get("total", 0) > 20)
    library.add_plan(plan)
    edition_in_library(library, full(library, plan), "public", METHOD)
    few = [
        SetField(report.id, "beneficiaries", report.beneficiaries["men"] + 3, "total"),
        SetField(report.id, "beneficiaries", Decimal(3), "women"),
    ]
    later = apply_edits(plan, few)
    earlier = [publication.figures for publication in library.published()]
    assert len(earlier) == 1
    figures = cut(later, "public", METHOD, earlier).figures
    assert figures is not None and not exposed([*earlier, figures])
    names = {key: figure_name(plan.id, report.id, "beneficiaries", key) for key in ("women", "men", "total")}
    assert {names["women"], names["total"]} <= figures.hidden and names["men"] not in figures.hidden


def test_that_a_public_edition_is_remembered_once(library: Library) -> None:
    library.add_plan(samples.draft())
    for _ in range(2):
        edition_in_library(library, full(library, samples.draft()), "public", METHOD)
    (publication,) = library.published()
    assert publication.figures.hidden and publication.person == "Canary Author"


def test_that_a_public_edition_needs_the_library(library: Library) -> None:
    library.add_plan(samples.draft())
    package = full(library, samples.draft())
    with pytest.raises(Refused) as refused:
        edition_in_file(package, "public", METHOD)
    assert refused.value.code == "public_needs_library"
    region = edition_in_file(package, "coordinator", METHOD)
    assert not any(person.e_mail for person in region.plan.all(Person))
    with pytest.raises(Refused) as refused:
        edition_in_file(region, "training", METHOD)
    assert refused.value.code == "edition_of_edition"


def test_that_an_edition_that_comes_home_loses_nothing(library: Library) -> None:
    plan = with_canaries(samples.draft())
    library.add_plan(plan)
    region = edition_in_file(full(library, plan), "coordinator", METHOD)
    assert take_in(library, read_package(pack(region))) in ("identical", "older")
    assert library.read_plan(plan.id).digest == plan.digest


def test_that_what_was_changed_in_an_edition_comes_home(library: Library) -> None:
    plan = with_canaries(samples.draft())
    library.add_plan(plan)
    region = edition_in_file(full(library, plan), "coordinator", METHOD)
    measure = region.plan.all(Measure)[0]
    worked = apply_edits(region.plan, [SetField(measure.id, "title", "Seen by the region", "en")])
    back = msgspec.structs.replace(
        region,
        plan=worked,
        manifest=msgspec.structs.replace(
            region.manifest, revision=worked.digest, parents=(region.manifest.revision,), author="Region"
        ),
    )
    assert take_in(library, read_package(pack(back))) == "update"
    home = library.read_plan(plan.id)
    assert home[measure.id].title["en"] == "Seen by the region"  # type: ignore[attr-defined]
    assert {id for id in plan.records if plan[id] != home.get(id)} == {measure.id}
    assert library.hidden(plan.id) == NOTHING


def test_that_a_region_follows_the_editions_that_it_gets(library: Library, tmp_path: Path) -> None:
    """The region never has the full plan; the next edition is an update of the last all the same."""
    plan = with_canaries(samples.draft())
    library.add_plan(plan)
    with open_library_at(tmp_path / "region.localplan", "Region", purpose="region") as region:
        first = edition_in_library(library, full(library, plan), "coordinator", METHOD)
        assert take_in(region, first) == "new"
        later = apply_edits(plan, [SetField(plan.id, "vision", "Another one", "en")])
        _write(library, plan, later)
        second = edition_in_library(library, full(library, later), "coordinator", METHOD)
        assert take_in(region, second) == "update"
        assert region.read_plan(plan.id).digest == second.plan.digest
        assert region.hidden(plan.id) == second.hidden
        assert take_in(region, first) == "older"


@pytest.mark.parametrize("edition", ["coordinator", "public", "training"])
def test_that_the_whole_plan_replaces_an_edition_that_came_before(
    library: Library, tmp_path: Path, edition: str
) -> None:
    plan = with_canaries(samples.draft())
    library.add_plan(plan)
    whole = full(library, plan)
    with open_library_at(tmp_path / "region.localplan", "Region", purpose="region") as region:
        part = edition_in_library(library, whole, edition, METHOD)
        assert take_in(region, part) == "new"
        assert region.hidden(plan.id) == part.hidden != NOTHING
        assert take_in(region, whole) == "update"
        assert region.read_plan(plan.id).digest == plan.digest
        assert region.hidden(plan.id) == NOTHING
        assert [take_in(region, package) for package in (part, whole)] == ["identical", "identical"]
        later = apply_edits(plan, [SetField(plan.id, "vision", "Another one", "en")])
        _write(library, plan, later)
        assert take_in(region, edition_in_library(library, full(library, later), edition, METHOD)) == "update"
        assert region.read_plan(plan.id).digest == later.digest
        assert take_in(region, whole) == "older"
        assert region.hidden(plan.id) == NOTHING


def _write(library: Library, plan: Plan, later: Plan) -> None:
    from localplan.app.plans import open_session
    from localplan.domain.edits import difference

    session = open_session(library, plan.id, "me")
    session.perform(difference(plan, later), "typed")
    library.flush()


def test_that_figures_no_municipality_publishes_are_hidden_however_large(library: Library) -> None:
    """Amendments §9: no municipal number of victims of trafficking, not even one of five and more."""
    plan = samples.implementation()
    value = next(v for v in plan.all(IndicatorValue) if v.value is not None and plan[v.indicator].unit == "persons")
    indicator = msgspec.structs.replace(plan[value.indicator], library_code="E24")
    plan = plan.changed([indicator, msgspec.structs.replace(value, value=Decimal(40), breakdown={})], ())
    public = cut(plan, "public", METHOD).plan
    shown, told = public[indicator.id], public[value.id]
    assert (shown.baseline_value, dict(shown.targets), told.value) == (None, {}, None)
    assert shown.title == indicator.title, "that it is followed may be known"
    coordinator = cut(plan, "coordinator", METHOD).plan
    assert coordinator[value.id].value == Decimal(40)
