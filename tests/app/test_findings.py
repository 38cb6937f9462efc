"""Findings as sentences: numbers, days and quarters as the language writes them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from localplan.app.findings import finding_sentence, title_of
from localplan.data import data_dir
from localplan.methodology.checks import Finding, check_plan
from localplan.words import words_for
from tests import samples
from tests.methods import methodology
from tests.tools.broken_plans import broken_plans


@pytest.mark.parametrize(
    ("language", "day", "quarter"),
    [("en", "31/12/2027", "Q3 2027"), ("sr-Latn", "31.12.2027.", "III kvartal 2027.")],
)
def test_that_days_and_quarters_are_said_as_people_write_them(language: str, day: str, quarter: str) -> None:
    plan, words = samples.draft(), words_for(language, data_dir("resources") / "locale")
    ends = Finding("R025", "warning", "frame", plan.id, "valid_to", {"until": date(2027, 12, 31)})
    late = Finding("R103", "error", "activities", plan.id, "deadline", {"deadline": "2027-Q3", "first": "", "last": ""})
    assert day in finding_sentence(plan, methodology(), ends, words)
    assert quarter in finding_sentence(plan, methodology(), late, words)


AS_A_PROGRAM_WRITES = re.compile(
    r"\d{4}-(?:\d\d-\d\d|Q\d)"  # days and quarters
    r"|(?<![\d,])\d{5,}|(?<![\d.])\d+\.\d{1,2}(?![\d.])"  # numbers without separators, with a decimal point
    r"|\b(?:True|False|None)\b|\.\.$"
)


def test_that_no_finding_says_a_number_as_a_program_writes_it() -> None:
    words = words_for("sr-Cyrl", data_dir("resources") / "locale")
    told = [
        finding_sentence(broken.plan, methodology(), finding, words)
        for broken in broken_plans()
        for finding in check_plan(broken.plan, methodology(), broken.seen)
    ]
    assert [one for one in told if AS_A_PROGRAM_WRITES.search(one)] == []
    assert any("2.720.930" in one for one in told) and any("97,9%" in one for one in told)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"amount": Decimal("2720930.5"), "year": "2027", "most": 21500}, "2.720.930,50"),
        ({"amount": Decimal(100), "year": "2027", "most": 21500}, "21.500"),
    ],
)
def test_that_amounts_and_counts_are_written_with_separators(values: dict[str, object], told: str) -> None:
    words = words_for("sr-Latn", data_dir("resources") / "locale")
    plan = samples.draft()
    assert told in finding_sentence(plan, methodology(), Finding("R127", "warning", "", plan.id, "", values), words)


def test_that_every_finding_says_what_it_is_about() -> None:
    words, method = words_for("en", data_dir("resources") / "locale"), methodology()
    about = {
        (finding.rule, title_of(broken.plan, method, finding.record, words))
        for broken in broken_plans()
        for finding in check_plan(broken.plan, method, broken.seen)
        if finding.record != broken.plan.id
    }
    assert not [one for one in about if one[1] in ("", "(without a name)")]
    assert {
        ("R127", "Ceilings of the municipal budget"),
        ("R032", "(a figure without a name)"),
        ("R153", "Public hearing"),
        ("R146", "Implementation scan while drafting"),
    } <= about
