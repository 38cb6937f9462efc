"""The plan after a plan, in the library and in the plan's languages."""

from __future__ import annotations

from datetime import date

from localplan.app.following import next_plan
from localplan.domain.records.analysis import PreviousResult
from localplan.domain.records.logic import Indicator
from localplan.domain.roll_over import Decision
from localplan.methodology.checks import Seen, check_plan
from tests import samples
from tests.methods import methodology
from tests.plans import dangling


def test_that_the_next_plan_has_a_proposed_title_and_the_newest_methodology() -> None:
    new = next_plan(samples.implementation(), methodology(), (2029, 2031))
    assert list(new.root.title) == ["sr-Cyrl", "en"] and all("2029–2031" in text for text in new.root.title.values())
    assert new.root.methodology_version == methodology().version
    assert dangling(new) == ()


def test_that_results_are_told_in_each_language_with_their_units() -> None:
    new = next_plan(samples.implementation(), methodology(), (2029, 2031))
    row = next(row for row in new.all(PreviousResult) if row.element["en"].startswith("1.1-I1 "))
    assert row.reached["en"].startswith("371 ") and row.reached["en"].endswith("(2026)")
    assert row.planned["en"].endswith("(2028)") and row.planned["sr-Cyrl"] != row.planned["en"]
    yes = [row.reached["en"] for row in new.all(PreviousResult) if row.reached.get("en", "").startswith("yes")]
    assert yes


def test_that_a_plan_in_a_language_the_program_does_not_speak_follows_too() -> None:
    new = next_plan(samples.small(), methodology(), (2028, 2030))
    assert new.root.title["fr"].endswith("de la commune de Keur Yaakaar, 2028–2030")
    assert new.root.previous_plan == samples.small().root.title
    assert all(set(row.planned) <= {"fr", "en"} for row in new.all(PreviousResult))


def test_that_decisions_are_taken_over() -> None:
    old = samples.implementation()
    everything = {id: Decision("drop") for id in old.records}
    assert next_plan(old, methodology(), (2029, 2031), everything).all(Indicator) == ()


def test_that_a_fresh_following_plan_can_be_checked() -> None:
    new = next_plan(samples.implementation(), methodology(), (2029, 2031))
    found = check_plan(new, methodology(), Seen(today=date(2028, 9, 1)))
    assert {f.rule for f in found if f.tier == "error"} >= {"R010", "R102"}
