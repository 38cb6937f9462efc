"""The title a new plan begins with, in the languages of its country."""

from __future__ import annotations

import pytest

from localplan.app.beginnings import proposed_title
from localplan.words import LANGUAGES
from tests.methods import methodology

YEARS = (2027, 2029)
COUNTRIES = methodology().countries


def title(language: str, country: str, kind: str, name: str) -> str:
    return proposed_title((language,), COUNTRIES[country], kind, {"en": name}, YEARS).get(language, "")


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Thiès", "de la commune de Thiès"),
        ("Agadir", "de la commune d’Agadir"),
        ("Écija", "de la commune d’Écija"),
        ("Le Kef", "de la commune du Kef"),
        ("Les Almadies", "de la commune des Almadies"),
        ("Lesotho", "de la commune de Lesotho"),
        ("Hammamet", "de la commune de Hammamet"),
    ],
)
def test_that_a_french_title_joins_the_name_as_french_does(name: str, joined: str) -> None:
    proposed = title("fr", "SN", "commune", name)
    assert proposed == f"Plan d’action local pour la migration, la jeunesse et l’emploi {joined}, 2027–2029"


def test_that_the_title_follows_the_kind_of_unit() -> None:
    assert "du département de Podor" in title("fr", "SN", "district", "Podor")
    assert "del cantón Cuenca" in title("es", "EC", "canton", "Cuenca")
    assert "de la parroquia Baños" in title("es", "EC", "parish", "Baños")


@pytest.mark.parametrize(
    ("language", "kind", "name", "of"),
    [
        ("sr-Cyrl", "city", "Чачак", "запошљавање града Чачка за"),
        ("sr-Latn", "city", "Novi Sad", "zapošljavanje grada Novog Sada za"),
        ("sr-Cyrl", "municipality", "Ивањица", "запошљавање општине Ивањица за"),
    ],
)
def test_that_a_serbian_title_declines_a_city_but_no_municipality(language: str, kind: str, name: str, of: str) -> None:
    assert of in title(language, "RS", kind, name)


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_that_a_plan_in_the_first_language_of_a_country_has_a_title(code: str) -> None:
    country = COUNTRIES[code]
    for kind in country.unit_kinds:
        proposed = title(country.languages[0], code, kind, "Xyz")
        assert "Xyz" in proposed and "2027–2029" in proposed and "{" not in proposed, kind


def test_that_each_language_of_the_plan_gets_its_own_title() -> None:
    names = {"fr": "Keur Yaakaar", "en": "Keur Yaakaar"}
    proposed = proposed_title(("fr", "en", "wo"), COUNTRIES["SN"], "commune", names, YEARS)
    assert list(proposed) == ["fr", "en"] and proposed["en"].startswith("Local action plan")


def test_that_countries_do_not_say_what_the_program_says_itself() -> None:
    for country in COUNTRIES.values():
        assert not {tag for told in country.titles.values() for tag in told} & set(LANGUAGES)
