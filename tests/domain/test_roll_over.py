"""The plan after a plan: results become baselines, decisions are kept, nothing of the old time comes along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from typing import Any

import pytest

from localplan.domain.canonical import remade
from localplan.domain.codes import codes
from localplan.domain.edits import PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import PreviousResult
from localplan.domain.records.logic import Activity, FundingLine, Indicator, Measure, Objective, RollOver
from localplan.domain.reporting import last_value
from localplan.domain.roll_over import Decision, Saying, decisions_on_paper, proposed_decisions, roll_over
from localplan.domain.values import Refused
from tests import samples
from tests.plans import dangling, id_of, small_plan


def ids() -> Callable[[], str]:
    numbers = count()
    return lambda: id_of(f"next-{next(numbers)}")


def told(_: Indicator, value: Any, year: int) -> Mapping[str, str]:
    return {"en": f"{value} ({year})"}


SAYING = Saying(told, told)


def following(plan: Plan, decisions: Mapping[str, Decision] | None = None) -> Plan:
    how = proposed_decisions(plan) if decisions is None else decisions
    return roll_over(plan, 2029, 2031, decisions=how, saying=SAYING, new_id=ids(), style="letters")


def coded(plan: Plan, code: str) -> Any:
    return plan[next(id for id, known in codes(plan, "letters").items() if known == code)]


@pytest.mark.parametrize("name", ["zamisljeno-polje.implementation", "keur-yaakaar", "zamisljeno-polje.draft"])
def test_that_the_next_plan_is_a_whole_one_with_ids_of_its_own(name: str) -> None:
    old = samples.plan(name)
    new = following(old, {})
    assert dangling(new) == ()
    assert not set(new.records) & set(old.records)
    assert all(remade(record) == record for record in new.records.values())
    assert [len(new.all(kind)) for kind in (Objective, Measure, Activity, Indicator)] == [
        len(old.all(kind)) for kind in (Objective, Measure, Activity, Indicator)
    ]


def test_that_it_knows_what_it_follows_and_begins_as_a_draft() -> None:
    old = samples.implementation()
    root = following(old).root
    assert (root.derived_from, root.status, root.version, root.code, root.adopted_digest) == (
        old.id,
        "draft",
        None,
        "",
        "",
    )
    assert (root.period_start, root.period_end) == (date(2029, 1, 1), date(2031, 12, 31))
    assert (root.previous_plan, root.previous_plan_end) == (old.root.title, old.root.period_end)
    assert root.previous_report_date == date(2027, 4, 14)
    assert (root.municipality, root.legal_profile, root.track) == (
        old.root.municipality,
        old.root.legal_profile,
        old.root.track,
    )


def test_that_results_become_baselines() -> None:
    old = samples.implementation()
    new = following(old, {})
    before = {i.title["en"]: i for i in old.all(Indicator)}
    for indicator in new.all(Indicator):
        found = last_value(old, before[indicator.title["en"]].id)
        assert not indicator.targets and indicator.number is None
        if found:
            assert (indicator.baseline_value, indicator.baseline_year) == (found[1].value, 2026)
        else:
            assert indicator.baseline_value == before[indicator.title["en"]].baseline_value


def test_that_results_are_told_beside() -> None:
    old = samples.implementation()
    new = following(old)
    rows = {row.element["en"].split()[0]: row for row in new.all(PreviousResult)}
    assert set(rows) == {code for code in codes(old, "letters").values() if "-I" in code}
    youth = coded(old, "M1.1-I1")
    assert rows["M1.1-I1"].planned == {"en": f"{youth.targets['2028']} (2028)"}
    found = last_value(old, youth.id)
    assert found and rows["M1.1-I1"].reached == {"en": f"{found[1].value} (2026)"}


def test_that_every_element_has_a_decision_and_what_is_over_ends() -> None:
    old = samples.implementation()
    new = following(old)
    rows = {row.old_element["en"].split()[0]: row for row in new.all(RollOver)}
    names = codes(old, "letters")
    assert set(rows) == {code for code in names.values() if "-I" not in code}
    completed = {names[r.activity] for r in old.all_of("activity_report") if r.status == "completed"}  # type: ignore[attr-defined]
    assert {code for code, row in rows.items() if row.decision == "drop"} == completed
    assert len(new.all(Activity)) == len(old.all(Activity)) - len(completed)
    for code, row in rows.items():
        if row.decision == "continue":
            assert new[row.element].title == coded(old, code).title  # type: ignore[attr-defined]


def test_that_what_is_dropped_takes_with_it_what_stands_under_it() -> None:
    old = samples.implementation()
    measure = coded(old, "M1.1")
    reason = {"en": "The ministry took it over"}
    new = following(old, {measure.id: Decision("drop", reason), coded(old, "SO1").id: Decision("change", reason)})
    rows = {row.old_element["en"].split()[0]: row for row in new.all(RollOver)}
    assert (rows["M1.1"].decision, rows["M1.1"].reason, rows["M1.1"].element) == ("drop", reason, "")
    assert rows["A1.1.1"].decision == "drop" and rows["A1.2.1"].decision == "continue"
    assert rows["SO1"].decision == "change" and new[rows["SO1"].element]
    assert measure.title not in [m.title for m in new.all(Measure)]


def test_that_money_keeps_its_sources_and_loses_its_years() -> None:
    old = samples.implementation()
    new = following(old, {})
    assert [line.source for line in new.all(FundingLine)] == [line.source for line in old.all(FundingLine)]
    assert not any(line.amounts or line.status for line in new.all(FundingLine))
    assert not any(activity.deadline or activity.start for activity in new.all(Activity))


def test_that_people_hearing_and_reports_stay_with_the_old_plan() -> None:
    new = following(samples.implementation())
    for kind in ("person", "public_hearing", "hearing_comment", "act", "reporting_period", "acceptance", "change_row"):
        assert new.all_of(kind) == ()
    assert new.all_of("organisation") and new.all_of("data_point") and new.all_of("problem")


def test_that_a_period_goes_forward() -> None:
    with pytest.raises(Refused) as refused:
        roll_over(small_plan(), 2031, 2029, decisions={}, saying=SAYING, new_id=ids())
    assert refused.value.code == "period_upside_down"


def test_that_an_old_plan_on_paper_gets_a_decision_for_each_result_once() -> None:
    rows = [
        {"element": {"en": "Village houses"}, "why": {"en": "Funds in time"}},
        {"element": {"en": "Information point"}},
        {"planned": {"en": "no name"}},
    ]
    plan = small_plan()
    edits = [
        PutRecord(id_of(f"old-{n}"), {"kind": "previous_result", "parent": plan.id, "position": f"1{n}V", **row})
        for n, row in enumerate(rows)
    ]
    plan = apply_edits(plan, edits)
    plan = apply_edits(plan, decisions_on_paper(plan, ids()))
    found = [(row.old_element, row.reason, row.decision) for row in plan.all(RollOver)]
    assert found == [({"en": "Village houses"}, {"en": "Funds in time"}, ""), ({"en": "Information point"}, {}, "")]
    decided = apply_edits(plan, [SetField(plan.all(RollOver)[0].id, "decision", "continue")])
    assert decisions_on_paper(decided, ids()) == ()
