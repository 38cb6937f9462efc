"""Findings as sentences: days and quarters as the language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from localplan.app.findings import finding_sentence
from localplan.data import data_dir
from localplan.methodology.checks import Finding
from localplan.words import words_for
from tests import samples
from tests.methods import methodology


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
