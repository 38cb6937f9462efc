"""Serbian names in the genitive."""

from __future__ import annotations

import pytest

from localplan.app.registers import municipalities
from localplan.data import data_dir
from localplan.words import of_act, of_town, to_latin, words_for


@pytest.mark.parametrize(
    ("title", "language", "of"),
    [
        ("Закон о младима", "sr-Cyrl", "Закона о младима"),
        ("Statut opštine Ada", "sr-Latn", "Statuta opštine Ada"),
        ("статут града Ниша", "sr-Cyrl", "статута града Ниша"),
        ("Привремени акт", "sr-Cyrl", "Привремени акт"),
        ("Law on Youth", "en", "the Law on Youth"),
        ("Règlement intérieur", "fr", "Règlement intérieur"),
    ],
)
def test_that_an_act_follows_its_article(title: str, language: str, of: str) -> None:
    assert of_act(title, language) == of


def test_that_every_city_of_the_register_has_a_genitive_in_both_scripts() -> None:
    cities = [unit.names["sr-Cyrl"] for unit in municipalities(data_dir("db")) if unit.kind_of_unit == "city"]
    assert len(cities) == 28
    for name in cities:
        of = of_town(name, "sr-Cyrl")
        assert of != name and of_town(to_latin(name), "sr-Latn") == to_latin(of)
    assert of_town("Нови Пазар", "sr-Cyrl") == "Новог Пазара"
    assert of_town("Novi Pazar", "en") == "Novi Pazar" and of_town("Бечеј", "sr-Cyrl") == "Бечеј"


@pytest.mark.parametrize(
    ("currency", "language", "said"),
    [
        ("RSD", "sr-Cyrl", "хиљада динара"),
        ("RSD", "sr-Latn", "hiljada dinara"),
        ("XOF", "sr-Latn", "hiljada XOF"),
        ("RSD", "en", "thousand RSD"),
    ],
)
def test_that_amounts_are_said_as_official_documents_say_them(currency: str, language: str, said: str) -> None:
    assert words_for(language, data_dir("resources") / "locale").thousands(currency) == said
