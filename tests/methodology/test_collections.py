"""Inserting from the collections: what comes into the plan, where, in which languages."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits, inverse
from localplan.domain.plan import Plan
from localplan.domain.records import kind_of
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective, Regulation
from localplan.methodology.checks import Seen, check_plan
from localplan.methodology.collections import (
    indicator_from,
    measure_from,
    objective_from,
    practice_as_measure,
    problem_from,
)
from localplan.methodology.rules.passports import PASSPORT
from localplan.methodology.rules.wording import finder
from localplan.words import words_for
from tests.forms import methodology
from tests.plans import id_of, record, small_plan

LOCALE = data_dir("resources") / "locale"


def say(language: str, context: str, text: str) -> str:
    """Serbian is the text turned into capitals; French has no catalogue, and reads English."""
    return f"{context}: {text.upper()}" if language == "sr-Cyrl" else text


def plan_with(*languages: str) -> Plan:
    plan = small_plan()
    return apply_edits(plan, [SetField(plan.id, "languages", list(languages))])


def inserted(plan: Plan, code: str) -> Plan:
    method = methodology().for_plan(plan)
    return apply_edits(plan, measure_from(method.methodology.measures[code], method, id_of("SO1"), say))


def test_that_a_measure_comes_with_acts_activities_and_indicators_where_they_belong() -> None:
    before = plan_with("en", "sr-Cyrl")
    after = inserted(before, "Y-M3")
    item = methodology().measures["Y-M3"]
    measure = after.children(id_of("SO1"), Measure)[-1]
    assert (measure.from_collection, measure.measure_type, measure.sdg) == ("Y-M3", "incentive", item.sdg)
    assert [a.title["en"] for a in after.children(measure.id, Activity)] == list(item.activities)
    assert [r.title["en"] for r in after.children(measure.id, Regulation)] == list(item.regulations)
    assert [i.library_code for i in after.children(measure.id, Indicator)] == ["Y14"]
    assert [i.library_code for i in after.children(id_of("SO1"), Indicator)] == ["Y09"]


def test_that_an_impact_indicator_goes_to_the_general_objective() -> None:
    after = inserted(plan_with("en"), "C-M1")
    assert [i.library_code for i in after.children(id_of("GO"), Indicator)] == ["C01"]


def test_that_no_owner_gets_more_indicators_than_it_has_room_for() -> None:
    after = inserted(plan_with("en"), "D-M3")
    held = Counter(indicator.parent for indicator in after.all(Indicator))
    assert max(held.values()) <= 3
    assert {"D10", "D11", "D01", "D02"} <= {i.library_code for i in after.all(Indicator)}
    more = inserted(inserted(after, "D-M4"), "D-M1")
    assert max(Counter(indicator.parent for indicator in more.all(Indicator)).values()) == 3


def test_that_an_indicator_the_plan_has_is_not_put_in_again() -> None:
    twice = inserted(inserted(plan_with("en"), "Y-M1"), "Y-M1")
    assert [i.library_code for i in twice.all(Indicator)].count("Y10") == 1


def test_that_texts_stand_in_the_plans_languages_and_else_in_english() -> None:
    both = inserted(plan_with("en", "sr-Cyrl"), "Y-M2").children(id_of("SO1"), Measure)[-1]
    english = methodology().measures["Y-M2"].title
    assert both.title == {"en": english, "sr-Cyrl": f"measures: {english.upper()}"}
    assert inserted(plan_with("fr"), "Y-M2").children(id_of("SO1"), Measure)[-1].title == {"en": english}
    assert set(inserted(plan_with("sr-Cyrl"), "Y-M2").children(id_of("SO1"), Measure)[-1].title) == {"sr-Cyrl"}


def test_that_a_practice_becomes_a_draft_measure_of_its_own_name() -> None:
    plan = plan_with("en")
    method = methodology().for_plan(plan)
    practice = methodology().practices["MD-2"]
    after = apply_edits(plan, practice_as_measure(practice, method, id_of("SO1"), say))
    measure = after.children(id_of("SO1"), Measure)[-1]
    assert measure.title == {"en": practice.title} and measure.description == {"en": practice.here}
    assert (measure.from_practice, measure.from_collection) == ("MD-2", "D-M3")
    assert len(after.children(measure.id, Activity)) == 4


def test_that_an_indicator_brings_its_passport_and_stands_last() -> None:
    plan = plan_with("en")
    method = methodology().for_plan(plan)
    after = apply_edits(plan, indicator_from(method.methodology.indicators["X16"], method, id_of("M1.1"), say))
    last = after.children(id_of("M1.1"), Indicator)[-1]
    assert (last.library_code, last.aggregation, last.value_type) == ("X16", "weighted", "percent")
    assert last.numerator_label == {"en": "complaints answered within the term"}
    assert (last.data_provider, last.context) == ({"en": "Municipal administration"}, False)
    assert all(getattr(last, field) for field in PASSPORT) and not last.targets


def test_that_what_the_municipality_does_not_influence_says_so_when_it_is_put_in() -> None:
    method = methodology().for_plan(plan_with("en"))
    edits = indicator_from(method.methodology.indicators["X05"], method, id_of("GO"), say)
    assert apply_edits(plan_with("en"), edits).children(id_of("GO"), Indicator)[-1].context


def test_that_problems_and_objectives_come_with_their_section() -> None:
    plan = apply_edits(plan_with("en"), [])
    core = record("problem", "core", plan.id, 0, problem_kind="core")
    plan = plan.changed([core], ())
    method = methodology().for_plan(plan)
    edits = (
        *problem_from(method.methodology.problems["D-P2"], method, core.id, say),
        *objective_from(method.methodology.objectives["D-SO1"], method, id_of("GO"), say),
    )
    after = apply_edits(plan, edits)
    assert after.children(id_of("GO"), Objective)[-1].section == "diaspora"
    assert {kind_of(r) for r in after.below(core.id)} == {"problem"}


@pytest.mark.parametrize("code", sorted(methodology().measures))
def test_that_every_measure_can_be_put_in_and_taken_out_and_breaks_no_rule_by_itself(code: str) -> None:
    before = plan_with("en")
    after = inserted(before, code)
    method = methodology().for_plan(before)
    edits = measure_from(method.methodology.measures[code], method, id_of("SO1"), say)
    assert apply_edits(apply_edits(before, edits), inverse(before, edits)).records == before.records
    seen = Seen(today=date(2026, 1, 1))
    known = {(f.rule, f.record) for f in check_plan(before, methodology(), seen)}
    new = {f.rule for f in check_plan(after, methodology(), seen) if (f.rule, f.record) not in known}
    assert not new & {"R080", "R081"}, new


@pytest.mark.parametrize("code", sorted(methodology().practices))
def test_that_every_practice_can_be_put_in(code: str) -> None:
    plan = plan_with("en")
    method = methodology().for_plan(plan)
    assert apply_edits(plan, practice_as_measure(method.methodology.practices[code], method, id_of("SO1"), say))


def test_that_nothing_to_insert_names_a_body_of_one_country() -> None:
    """A source goes into the plan as it stands; the Serbian texts name the Serbian bodies."""
    known = methodology()
    texts = [
        *(
            text
            for one in known.indicators.values()
            for text in (one.title, one.definition, one.source, one.provider, one.note)
        ),
        *(text for m in known.measures.values() for text in (m.title, m.description, *m.activities, *m.regulations)),
        *(text for practice in known.practices.values() for text in (practice.title, practice.here)),
        *(one.text for one in known.problems.values()),
        *(one.title for one in known.objectives.values()),
    ]
    body = re.compile(r"\b(SORS|NES|CSW|MoI|LER|RSD|dinars?|Commissariat|[Tt]rustee|Business Registers Agency)\b")
    assert len(texts) > 400 and [text for text in texts if body.search(text) or "Centre for Social" in text] == []


def test_that_every_typical_problem_has_a_measure_and_every_practice_answers_what_its_measure_does() -> None:
    known = methodology()
    answered = {problem for measure in known.measures.values() for problem in measure.problems}
    assert set(known.problems) == answered
    apart = [p.code for p in known.practices.values() if not {*p.problems} & {*known.measures[p.measure].problems}]
    assert apart == []


@pytest.mark.parametrize("language", ["en", "sr-Cyrl"])
def test_that_what_the_collections_offer_breaks_no_rule_on_wording(language: str) -> None:
    known, words = methodology(), words_for(language, LOCALE)
    hidden, like_an_activity = finder(known.rules["R043"].words), finder(known.rules["R058"].words, first=True)
    texts = [words.form("problems", problem.text) for problem in known.problems.values()]
    titles = [words.form("objectives", objective.title) for objective in known.objectives.values()]
    assert [text for text in texts if hidden({language: text})] == []
    assert [title for title in titles if like_an_activity({language: title})] == []


def test_that_a_typical_activity_is_said_in_serbian_as_something_done() -> None:
    """An English text may be an indicator as well, whose Serbian begins "number of" or "share of"."""
    words = words_for("sr-Cyrl", LOCALE)
    said = [words.form("measures", text) for measure in methodology().measures.values() for text in measure.activities]
    assert [text for text in said if text.startswith(("Број ", "Удео "))] == []
