"""Numbers, amounts, days, quarters and moments in the languages of the programme."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.words import Words, words_for

LANGUAGES = ("en", "sr-Cyrl", "sr-Latn", "fr", "es", "ru", "ro", "ar", "hu", "bn")
NOWHERE = Path("no-catalogues")

languages = st.sampled_from(LANGUAGES)
numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=3)


def words_in(language: str) -> Words:
    return words_for(language, NOWHERE)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("sr-Cyrl", "1.234,5"), ("sr-Latn", "1.234,5"), ("en", "1,234.5"), ("es", "1.234,5"),
        ("fr", "1\u202f234,5"), ("ru", "1\u00a0234,5"), ("en-GB", "1,234.5"), ("unknown", "1,234.5"),
    ],
)  # fmt: skip
def test_that_numbers_are_printed_by_language(language: str, printed: str) -> None:
    assert words_in(language).number(Decimal("1234.5")) == printed


def test_that_decimals_are_rounded_half_up_only_when_asked() -> None:
    serbian = words_in("sr-Latn")
    assert serbian.number(Decimal("2.345")) == "2,345"
    assert serbian.number(Decimal("2.345"), 2) == "2,35"
    assert serbian.number(Decimal("-0.004"), 2) == "0,00"
    assert serbian.number(7, 1) == "7,0"
    assert serbian.number(Decimal("1E+6")) == "1.000.000"


def test_that_amounts_have_no_decimals_or_two_or_as_many_as_they_need() -> None:
    serbian = words_in("sr-Latn")
    assert [serbian.money(Decimal(x)) for x in ("1234567", "107360.00", "12.5", "0.12345", "0", "-3")] == [
        "1.234.567", "107.360", "12,50", "0,12345", "0", "-3",
    ]  # fmt: skip


@given(languages, numbers)
def test_that_a_printed_number_is_read_again(language: str, number: Decimal) -> None:
    words = words_in(language)
    assert words.parse_number(words.number(number)) == number
    assert words.parse_number(words.money(number)) == number


@given(languages, numbers.filter(lambda x: x % 1 == 0 or x * 10 % 1 == 0 or x * 100 % 1 == 0))
def test_that_the_c_form_is_read_in_every_language(language: str, number: Decimal) -> None:
    assert words_in(language).parse_number(f"{number.normalize():f}") == number


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("sr-Latn", "1.234", "1234"), ("sr-Latn", "1.234.567", "1234567"), ("sr-Latn", "0.500", "0.5"),
        ("sr-Latn", "1234.5", "1234.5"), ("sr-Latn", "1,234.5", "1234.5"), ("sr-Latn", " 12 350,75 ", "12350.75"),
        ("en", "1,234", "1234"), ("en", "1.234", "1.234"), ("en", "1.234,5", "1234.5"), ("en", "1,5", "1.5"),
        ("en", "1\u00a0234.5", "1234.5"), ("fr", "1 234,5", "1234.5"), ("fr", "1\u202f234,5", "1234.5"),
        ("ru", "1234,5", "1234.5"), ("en", "1'234'567", "1234567"), ("fr", "−12,5", "-12.5"), ("en", "+3", "3"),
        ("en", "007", "7"), ("ar", "١٢٣٤", "1234"),
    ],
)  # fmt: skip
def test_that_usual_forms_are_read(language: str, typed: str, number: str) -> None:
    assert words_in(language).parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "a", "12a", "1e5", "NaN", "Infinity", "1.2.3", "12 34", "1,23,4", "1_000", "1,"]
)
def test_that_anything_else_is_no_number(typed: str) -> None:
    for language in LANGUAGES:
        with pytest.raises(ValueError):
            words_in(language).parse_number(typed)


@given(languages, st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)))
def test_that_a_printed_day_is_read_again(language: str, day: date) -> None:
    words = words_in(language)
    assert words.parse_day(words.day(day)) == words.parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "typed", ["2026-12-31", "31.12.2026.", "31.12.2026", "31. 12. 2026.", "31/12/2026", "31-12-2026", " 31.12.2026 "]
)
def test_that_usual_days_are_read(typed: str) -> None:
    assert words_in("sr-Cyrl").parse_day(typed) == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["", "31.12.", "12/31/2026", "31.02.2026", "2026", "31.12.26", "soon"])
def test_that_anything_else_is_no_day(typed: str) -> None:
    with pytest.raises(ValueError):
        words_in("en").parse_day(typed)


def test_that_days_quarters_and_moments_are_printed_by_language() -> None:
    english, serbian, latin = words_in("en"), words_in("sr-Cyrl"), words_in("sr-Latn")
    assert english.day(date(2026, 3, 4)) == "04/03/2026"
    assert serbian.day(date(2026, 3, 4)) == "04.03.2026."
    assert (english.quarter("2027-Q3"), serbian.quarter("2027-Q3")) == ("Q3 2027", "III квартал 2027.")
    assert latin.quarter("2027-Q3") == "III kvartal 2027."
    assert english.quarter("later") == "later"
    assert serbian.moment("2026-03-04T14:03:22") == "04.03.2026. 14:03"
    with pytest.raises(ValueError):
        english.moment("yesterday")
