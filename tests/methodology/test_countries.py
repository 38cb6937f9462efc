"""The country files of the programme's eleven countries."""

from __future__ import annotations

import pytest

from localplan.app.registers import subdivisions
from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits
from localplan.methodology.methodology import GENERIC
from localplan.words import LANGUAGES
from tests.methods import methodology
from tests.plans import empty_plan

COUNTRIES = methodology().countries
EVERY = pytest.mark.parametrize("code", sorted(COUNTRIES))


def test_that_every_country_of_a_profile_has_its_file() -> None:
    assert len(COUNTRIES) == 11
    for profile in methodology().profiles.values():
        assert {code for code, one in COUNTRIES.items() if one.profile == profile.code} == set(profile.countries)
    assert methodology().country("FR") is None


@EVERY
def test_that_a_country_has_the_currency_and_the_subdivisions_of_the_registers(code: str) -> None:
    country = COUNTRIES[code]
    entry = methodology().entry("countries", code)
    assert entry is not None and entry.marks["currency"] == country.currency
    known = {one.kind for one in subdivisions(data_dir("db"), code)}
    assert set(country.subdivisions) == known


@EVERY
def test_that_a_state_is_named_in_its_own_languages(code: str) -> None:
    """As in the heads of its papers; in English and Serbian by the program's own catalogue."""
    country = COUNTRIES[code]
    assert country.state and set(country.state_in) <= set(country.languages) - set(LANGUAGES)
    assert country.languages[0] in (*LANGUAGES, *country.state_in)


@EVERY
def test_that_units_of_a_generic_country_have_their_words(code: str) -> None:
    country = COUNTRIES[code]
    if country.profile != GENERIC:
        return
    assert set(country.words) <= set(country.unit_kinds)
    for kind in country.unit_kinds:
        method = methodology().for_plan(empty_plan(country=code, legal_profile=GENERIC, unit_kind=kind))
        assert all(method.unit_word(word)[1] for word in ("assembly", "council", "administration", "head")), kind


def test_that_the_country_says_its_word_before_the_profile() -> None:
    plan = empty_plan(country="NP", legal_profile=GENERIC, unit_kind="municipality")
    assert methodology().for_plan(plan).unit_word("assembly") == ("countries", "municipal assembly")
    elsewhere = apply_edits(plan, [SetField(plan.id, "country", "FR")])
    assert methodology().for_plan(elsewhere).unit_word("assembly")[1] == "municipal council"
