"""Articles of laws, as English and Serbian cite them."""

from __future__ import annotations

import pytest

from localplan.exchange.document.citation import cited, cited_of, with_gazette
from tests import samples
from tests.exchange.papers import material

CITED = [
    ("32", "article 32", "члан 32.", "član 32."),
    ("32.", "article 32", "члан 32.", "član 32."),
    ("11, 14, 38", "articles 11, 14 and 38", "чл. 11, 14. и 38.", "čl. 11, 14. i 38."),
    ("11, 14. и 38.", "articles 11, 14 and 38", "чл. 11, 14. и 38.", "čl. 11, 14. i 38."),
    ("11 i 14a", "articles 11 and 14a", "чл. 11. и 14а.", "čl. 11. i 14a."),
    ("11; 14 and 38", "articles 11, 14 and 38", "чл. 11, 14. и 38.", "čl. 11, 14. i 38."),
    ("11-14", "articles 11–14", "чл. 11–14.", "čl. 11–14."),
    ("11 – 14, 38", "articles 11–14 and 38", "чл. 11–14. и 38.", "čl. 11–14. i 38."),
]


@pytest.mark.parametrize(("typed", "english", "cyrillic", "latin"), CITED)
def test_that_articles_are_cited_as_lawyers_write_them(typed: str, english: str, cyrillic: str, latin: str) -> None:
    told = [cited(material(samples.draft(), language), typed) for language in ("en", "sr-Cyrl", "sr-Latn")]
    assert told == [english, cyrillic, latin]


@pytest.mark.parametrize("typed", ["", "à vérifier", "loi 2013-10, article à vérifier"])
def test_that_what_is_no_number_stays(typed: str) -> None:
    assert cited(material(samples.small(), "fr"), typed) == typed


def test_that_a_paragraph_of_an_article_stays_as_typed() -> None:
    assert cited(material(samples.draft(), "sr-Cyrl"), "20. став 1. тачка 5") == "чл. 20. став 1. тачка 5"


LAW = {"en": "Law on Youth", "sr-Cyrl": "Закон о младима", "sr-Latn": "Zakon o mladima"}


@pytest.mark.parametrize(
    ("typed", "english", "cyrillic", "latin"),
    [
        ("3", "article 3 of the Law on Youth", "члана 3. Закона о младима", "člana 3. Zakona o mladima"),
        ("члан 3.", "article 3 of the Law on Youth", "члана 3. Закона о младима", "člana 3. Zakona o mladima"),
        (
            "3, 5",
            "articles 3 and 5 of the Law on Youth",
            "чл. 3. и 5. Закона о младима",
            "čl. 3. i 5. Zakona o mladima",
        ),
        ("3-5", "articles 3–5 of the Law on Youth", "чл. 3–5. Закона о младима", "čl. 3–5. Zakona o mladima"),
    ],
)
def test_that_an_act_names_articles_with_their_law(typed: str, english: str, cyrillic: str, latin: str) -> None:
    told = [cited_of(material(samples.draft(), language), typed, law) for language, law in LAW.items()]
    assert told == [english, cyrillic, latin]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Службени лист општине Ада, број 3/2019", "Статут („Службени лист општине Ада“, број 3/2019)"),
        ("„Службени гласник РС“, број 9/2023", "Статут („Службени гласник РС“, број 9/2023)"),
        ("JO 12", "Статут (ЈО 12)"),
        ("", "Статут"),
    ],
)
def test_that_a_gazette_stands_in_quotation_marks_once(typed: str, said: str) -> None:
    assert with_gazette(material(samples.draft(), "sr-Cyrl"), "Статут", typed) == said
