"""Editions: what leaves the house, what stays inside, and how it comes back."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.canonical import made, remade
from localplan.domain.editions import EDITIONS, Hidden, hidden_in, whole, without
from localplan.domain.edits import DropRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.records.analysis import DataPoint
from localplan.domain.records.delivery import ActivityReport
from localplan.domain.records.logic import Activity, Measure
from localplan.domain.records.plan import Attachment, Person
from localplan.domain.small_counts import counts_of_persons, with_small_counts
from localplan.domain.suppression import exposed, protected
from tests import plans, samples
from tests.plans import dangling, id_of, record
from tests.whole_plans import whole_plan

PERSONAL = {
    "person": ("name", "e_mail", "phone"),
    "act": ("signed_by",),
    "organisation": ("contact",),
    "running_project": ("contact",),
    "partner_place": ("contact",),
    "indicator": ("contact",),
    "public_hearing": ("contact",),
    "hearing_comment": ("author",),
    "acceptance": ("person",),
    "profile_override": ("person",),
}


def with_canaries(plan: Plan) -> Plan:
    """A name in every personal field there is, each its own."""
    return Plan(map(_with_canary, plan.records.values()))


def _with_canary(known: Record) -> Record:
    names = PERSONAL.get(kind_of(known), ())
    return msgspec.structs.replace(known, **{name: f"Canary {kind_of(known)} {name}" for name in names})


def texts(plan: Plan) -> Iterator[str]:
    for known in plan.records.values():
        yield from (str(getattr(known, name)) for name in FIELDS[kind_of(known)])


def canary_plan() -> Plan:
    plan = with_canaries(whole_plan())
    missing = [kind for kind in PERSONAL if not plan.all_of(kind)]
    more = [
        made(kind, {"id": id_of(f"canary {kind}"), "parent": plan.id}) for kind in missing if kind != "hearing_comment"
    ]
    return with_canaries(Plan([*plan.records.values(), *more]))


def test_that_every_plain_text_that_names_people_is_known_here() -> None:
    """A new field of plain text has to be sorted: into the lists of what may be read, or into these."""
    hidden = hidden_in("coordinator").fields
    for kind, fields in FIELDS.items():
        for name, field in fields.items():
            if field.holds.kind == "text" and not field.holds.by and name in hidden.get(kind, ()):
                assert name in PERSONAL.get(kind, ()) or (kind, name) in {
                    ("activity", "lead_consent"),
                    ("plan", "salt"),
                }, f"{kind}.{name}"


@pytest.mark.parametrize("edition", ["public", "training"])
def test_that_no_name_of_anybody_is_in_an_edition_for_others(edition: str) -> None:
    plan = canary_plan()
    assert any("Canary" in text for text in texts(plan))
    assert not [text for text in texts(without(plan, hidden_in(edition))) if "Canary" in text]


def test_that_the_coordinator_reads_names_but_no_addresses() -> None:
    left = [text for text in texts(without(canary_plan(), hidden_in("coordinator"))) if "Canary" in text]
    assert {text.split()[-1] for text in left} == {"name", "signed_by"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_an_edition_is_a_sound_plan(edition: str) -> None:
    for plan in (samples.draft(), samples.implementation(), samples.small(), whole_plan()):
        shown = without(plan, hidden_in(edition))
        assert not dangling(shown)
        assert all(remade(known) == known for known in shown.records.values())
        assert len(shown.all(Measure)) == len(plan.all(Measure))


def test_that_a_public_edition_has_no_people_in_it() -> None:
    shown = without(samples.draft(), hidden_in("public"))
    assert samples.draft().all(Person) and not shown.all(Person)
    assert not shown.root.coordinator


@pytest.mark.parametrize("edition", EDITIONS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_that_an_edition_that_comes_back_unchanged_changes_nothing(edition: str, data: st.DataObject) -> None:
    plan = data.draw(plans.plans(most=12))
    hidden = hidden_in(edition)
    assert whole(plan, without(plan, hidden), hidden).digest == plan.digest


def test_that_work_on_an_edition_comes_home_and_what_was_hidden_stays() -> None:
    plan = canary_plan()
    hidden = hidden_in("public")
    shown = without(plan, hidden)
    measure = shown.all(Measure)[0]
    changed = Plan(
        msgspec.structs.replace(r, title=measure.title.with_key("en", "Shorter")) if r.id == measure.id else r
        for r in shown.records.values()
    )
    home = whole(plan, changed, hidden)
    assert home[measure.id].title["en"] == "Shorter"  # type: ignore[attr-defined]
    assert {id for id in plan.records if plan[id] != home.get(id)} == {measure.id}


def test_that_dropping_a_record_never_drops_what_was_hidden_below_it() -> None:
    plan = plans.small_plan()
    activity = plan.all(Activity)[0]
    file = record("attachment", "contract", activity.id, sha256="ab" * 32, file_name="contract.pdf")
    plan = Plan([*plan.records.values(), file])
    hidden = hidden_in("public")
    back = apply_edits(without(plan, hidden), [DropRecord(activity.id)])
    home = whole(plan, back, hidden)
    assert activity.id in home and home.all(Attachment)
    other = plan.all(Activity)[1:]
    if other:
        assert other[0].id not in whole(plan, apply_edits(without(plan, hidden), [DropRecord(other[0].id)]), hidden)


def test_that_a_hidden_value_comes_back_when_the_rest_of_its_field_was_changed() -> None:
    point = record("data_point", "returnees", id_of("plan"), breakdown={"women": Decimal(3), "men": Decimal(40)})
    plan = Plan([*plans.empty_plan().records.values(), point])
    hidden = Hidden(values=((point.id, "breakdown", "women"),))
    back = apply_edits(without(plan, hidden), [SetField(point.id, "breakdown", Decimal(44), "men")])
    assert whole(plan, back, hidden)[point.id].breakdown == {"women": 3, "men": 44}  # type: ignore[attr-defined]


# small counts --------------------------------------------------------------------------------------------------------


def counted(**content: object) -> Plan:
    point = record("data_point", "returnees", id_of("plan"), unit="persons", **content)
    return Plan([*plans.empty_plan().records.values(), point])


def left_of(plan: Plan) -> Plan:
    edition = protected(counts_of_persons(plan, {"persons"}))
    return without(plan, with_small_counts(hidden_in("public"), edition, plan))


def test_that_few_women_hide_the_men_too() -> None:
    plan = counted(value=Decimal(12), breakdown={"women": Decimal(3), "men": Decimal(9)})
    (point,) = left_of(plan).all(DataPoint)
    assert point.value == 12 and not point.breakdown


def test_that_a_sum_hides_nothing_where_the_split_is_not_whole() -> None:
    """Thirty youth among forty say nothing about the ten others that anybody prints."""
    plan = counted(value=Decimal(40), breakdown={"youth": Decimal(30), "women": Decimal(3)})
    (point,) = left_of(plan).all(DataPoint)
    assert point.breakdown == {"youth": 30}


def test_that_the_parts_of_a_figure_protect_each_other() -> None:
    top = id_of("plan")
    figures = {"all": 50, "north": 2, "south": 8, "town": 40}
    points = [
        record(
            "data_point", name, top, 0, unit="persons", value=Decimal(n), part_of="" if name == "all" else id_of("all")
        )
        for name, n in figures.items()
    ]
    left = left_of(Plan([*plans.empty_plan().records.values(), *points]))
    shown = {name for name in figures if left[id_of(name)].value is not None}  # type: ignore[attr-defined]
    assert shown == {"all", "town"}


def test_that_a_share_goes_with_the_few_it_is_of() -> None:
    top = id_of("plan")
    plan = Plan(
        [
            *plans.empty_plan().records.values(),
            record("objective", "goal", top),
            record("indicator", "share", id_of("goal"), unit="percent"),
            record("reporting_period", "2027", top),
            record("indicator_value", "v", id_of("2027"), indicator=id_of("share"), value=Decimal(15),
                   numerator=Decimal(3), denominator=Decimal(20)),
        ]
    )  # fmt: skip
    value = left_of(plan)[id_of("v")]
    assert (value.value, value.numerator, value.denominator) == (None, None, 20)  # type: ignore[attr-defined]


def test_that_money_targets_and_things_are_not_touched() -> None:
    top = id_of("plan")
    plan = Plan(
        [
            *plans.empty_plan().records.values(),
            record("objective", "goal", top),
            record("indicator", "firms", id_of("goal"), unit="persons", targets={"2027": Decimal(3)}),
            record("data_point", "associations", top, unit="number", value=Decimal(2)),
        ]
    )
    left = left_of(plan)
    assert left[id_of("firms")].targets == {"2027": 3}  # type: ignore[attr-defined]
    assert left[id_of("associations")].value == 2  # type: ignore[attr-defined]


def test_that_the_sample_shows_no_small_count_and_hides_little() -> None:
    plan = samples.implementation()
    edition = protected(counts_of_persons(plan, {"persons", "children", "households"}))
    assert not exposed([edition])
    left = without(plan, with_small_counts(hidden_in("public"), edition, plan))
    for report in left.all(ActivityReport):
        assert all(not 0 < value < 5 for value in report.beneficiaries.values())
    assert len(edition.hidden) < len(edition.values) / 2
