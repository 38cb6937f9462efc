"""Each version of a plan has a hearing, opinions, a proposal, a decision and a publication of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from localplan.app.process import kept_from
from localplan.domain.adoption import adoption, amendment, withdrawal
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import PublicHearing
from localplan.domain.records.plan import Act
from localplan.methodology.checks import Finding, Seen, check_plan
from localplan.methodology.deadlines import deadlines
from tests.methods import methodology
from tests.plans import id_of
from tests.whole_plans import in_state, whole_plan, with_field, with_record

BASIS = {
    "statute": {"en": "Statute"},
    "statute_gazette": "3/2019",
    "statute_article": "40",
    "self_government_article": "32",
    "planning_law_articles": "14, 38",
}
HEARING = {"date_from": "2027-01-10", "date_to": "2027-01-30", "proposals_until": "2027-01-30"}
ACTS = {"opinion_migration_council": "2027-02-01", "council_proposal": "2027-02-03"}
LAST_DAY = Seen(today=date(2027, 2, 10))


def amended() -> Plan:
    """The amendment of a plan that was adopted in 2025, as it is opened in 2027."""
    plan = whole_plan(status="proposed")
    plan = apply_edits(plan, adoption(plan))
    return apply_edits(plan, amendment(plan, {"en": "New budget"}, {"en": "Amendment 1"}, id_of("amendment")))


def heard(plan: Plan) -> Plan:
    """The amendment after a hearing, an opinion and a proposal of its own."""
    plan = with_record(plan, "public_hearing", "hearing-2", "plan", report_date="2027-02-05", **HEARING)
    for kind, day in ACTS.items():
        plan = with_record(plan, "act", f"{kind}-2", "plan", act_kind=kind, date=day)
    for n in range(3):
        plan = with_record(plan, "act", f"portal-2-{n}", "plan", act_kind="portal_publication")
    return plan


def decided(plan: Plan, **content: Any) -> Plan:
    """The same with the decision of the assembly on it."""
    facts = {"act_kind": "adoption", "number": "020-9/2027", "date": "2027-02-08", **BASIS}
    return with_record(plan, "act", "adopted-2", "plan", **{**facts, **content})


def errors(plan: Plan, seen: Seen = LAST_DAY) -> set[str]:
    """What keeps the plan from being adopted."""
    return {finding.rule for finding in kept_from(plan, methodology(), seen, "adopted")}


def found(plan: Plan, *rules: str, seen: Seen = LAST_DAY) -> list[Finding]:
    return [finding for finding in check_plan(plan, methodology(), seen) if finding.rule in rules]


def test_that_an_amendment_is_not_adopted_on_the_hearing_and_decision_of_the_version_before() -> None:
    plan = amended()
    assert errors(plan) == {"R152", "R160"}
    assert {f.rule for f in found(in_state(plan, "proposed"), "R152", "R164")} == {"R152", "R164"}


def test_that_an_amendment_with_hearing_and_decision_of_its_own_is_adopted() -> None:
    plan = decided(heard(amended()))
    assert errors(plan) == set()
    assert apply_edits(plan, adoption(plan)).root.status == "adopted"


@pytest.mark.parametrize(("missing", "rule"), [("opinion_migration_council-2", "R164"), ("council_proposal-2", "R159")])
def test_that_the_opinion_and_the_proposal_of_the_version_before_serve_no_other(missing: str, rule: str) -> None:
    plan = in_state(decided(heard(amended())), "adopted")
    assert not found(plan, "R164", "R159")
    assert found(with_field(plan, missing, "act_kind", "council_conclusion"), rule)


def test_that_an_amendment_adopted_before_its_own_hearing_ended_is_found_at_its_own_decision() -> None:
    (finding,) = found(in_state(decided(heard(amended()), date="2027-01-20"), "adopted"), "R157")
    assert (finding.record, finding.values["hearing_end"]) == (id_of("adopted-2"), date(2027, 1, 30))


def test_that_an_amendment_never_published_is_found() -> None:
    plan, later = in_state(decided(heard(amended())), "adopted"), Seen(today=date(2027, 3, 1))
    assert [f.record for f in found(plan, "R161", seen=later)] == [id_of("adopted-2")]
    told = with_record(plan, "act", "published-2", "plan", act_kind="publication", date="2027-02-12")
    assert not found(told, "R161", seen=later)


def test_that_what_was_published_before_a_decision_is_not_its_publication() -> None:
    plan = decided(whole_plan(), date="2027-02-01")
    assert [f.record for f in found(plan, "R161", seen=Seen(today=date(2027, 4, 25)))] == [id_of("adopted-2")]


def test_that_an_amendment_changes_a_plan_in_force_and_is_not_said_to_reach_back() -> None:
    assert not found(in_state(decided(heard(amended())), "adopted"), "R162")
    assert not found(decided(whole_plan()), "R162"), "a second decision on the same version does not either"


def test_that_the_calendar_of_an_amendment_goes_by_its_own_decision_and_hearing() -> None:
    plan = amended()
    known = {due.code for due in deadlines(plan, methodology().for_plan(plan))}
    assert known.isdisjoint({"publication", "hearing_report"})
    plan = decided(heard(plan))
    days = {due.code: due.day for due in deadlines(plan, methodology().for_plan(plan))}
    assert (days["hearing_report"], days["publication"]) == (date(2027, 2, 14), date(2027, 2, 19))


def test_that_an_amendment_marks_what_led_to_the_version_before_and_nothing_else() -> None:
    plan = amended()
    marked = {act.act_kind for act in plan.all(Act) if act.version == 1}
    assert marked == {"adoption", "publication", "council_proposal", "opinion_migration_council", "portal_publication"}
    assert [hearing.version for hearing in plan.all(PublicHearing)] == [1]
    second = in_state(decided(heard(plan)), "adopted")
    again = apply_edits(second, amendment(second, {"en": "Again"}, {"en": "Amendment 2"}, id_of("amendment-2")))
    assert sorted({act.version for act in again.all(Act) if act.act_kind == "adoption"}) == [1, 2]


def test_that_a_withdrawn_amendment_leaves_the_acts_of_the_plan_before_it_to_that_plan() -> None:
    plan = whole_plan(status="proposed")
    plan = apply_edits(plan, adoption(plan))
    back = apply_edits(amended(), withdrawal(amended(), plan))
    assert not found(back, "R152", "R160", "R164")


def test_that_pages_for_one_act_show_that_of_this_version() -> None:
    plan, pages = amended(), ("adoption_act", "council_proposal", "publication", "public_hearing")
    method = methodology().for_plan(plan)
    assert [method.single(methodology().form(page)) for page in pages] == [None] * 4
    assert method.single(methodology().form("start_decision")) is not None
    assert method.single(methodology().form("adoption_act")) is None
    method = methodology().for_plan(decided(plan))
    assert getattr(method.single(methodology().form("adoption_act")), "id", "") == id_of("adopted-2")


def test_that_an_act_of_the_version_before_is_found_in_the_table_of_all() -> None:
    plan = decided(amended())
    method = methodology().for_plan(plan)
    forms = [method.form_for(plan[id_of(name)]) for name in ("adopted", "adopted-2", "hearing", "started")]
    assert [form.code for form in forms if form] == ["act", "adoption_act", "public_hearing", "start_decision"]


@pytest.mark.parametrize(
    ("empty", "field"),
    [(("date_from", "date_to", "proposals_until"), "date_from"), (("date_to",), "date_to")],
)
def test_that_a_hearing_without_its_days_is_no_hearing(empty: tuple[str, ...], field: str) -> None:
    plan = whole_plan()
    for name in empty:
        plan = apply_edits(in_state(plan, "proposed"), [SetField(id_of("hearing"), name)])
    (finding,) = found(plan, "R152", "R153")
    assert (finding.rule, finding.tier, finding.record, finding.field) == ("R152", "error", id_of("hearing"), field)
