"""In which direction a text runs, and how its parts stand on a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.words.direction import as_seen, has_leftward, parts_of, runs_leftward

LETTERS = "abאבابت12٣٤ ,.:-+/%()[]\t!–«»\u0301\u064f"
MIRRORED = str.maketrans("()[]", ")(][")


def seen(text: str, leftward: bool) -> str:
    """The characters from left to right, in capitals of the tests' own: brackets turned where the line turns."""
    shown = []
    for start, stop, level in as_seen(parts_of(text, leftward)):
        part = text[start:stop]
        shown.append(part[::-1].translate(MIRRORED) if level % 2 else part)
    return "".join(shown)


@pytest.mark.parametrize(
    ("text", "leftward"),
    [
        ("خطة العمل", True),
        ("2026: خطة", True),
        ("«الأمل»", True),
        ("ANAPEC هي الوكالة الوطنية لإنعاش التشغيل", True),
        ("M1.1 خلق فرص شغل", True),
        ("Measure M1.1: خلق فرص شغل لائقة", False),
        ("Measure M1.1: تكوين تنجزه وكالة ANAPEC كل سنة", True),
        ("Commune of أيت الغد", False),
        ("Association الأمل (OIM)", False),
        ("Association الأمل", False),
        ("План", False),
        ("কর্মপরিকল্পনা", False),
        ("شמ", True),
        ("٢٠٢٦", False),
        ("", False),
    ],
)
def test_that_a_text_runs_as_its_letters_do_a_code_before_them_aside(text: str, leftward: bool) -> None:
    assert runs_leftward(text) is leftward


def test_that_numbers_and_latin_names_within_arabic_keep_their_own_order() -> None:
    assert seen("أب 12 جد", True) == "دج 12 بأ"
    assert seen("أب ANAPEC جد", True) == "دج ANAPEC بأ"
    assert seen("أب 1.250,5٪ جد", True) == "دج ٪1.250,5 بأ"


def test_that_brackets_stand_around_what_is_in_them() -> None:
    assert seen("أب (ANAPEC) جد", True) == "دج (ANAPEC) بأ"
    assert seen("ANAPEC (OIM)", True) == "ANAPEC (OIM)"
    assert seen("أب (جد)", True) == "(دج) بأ"
    assert seen("See (أب)", False) == "See (بأ)"


def test_that_a_sentence_ends_at_the_left_when_it_runs_from_right_to_left() -> None:
    assert seen("أب.", True) == ".بأ"
    assert seen("Plan: أب.", False) == "Plan: بأ."


def test_that_a_period_of_years_is_read_from_right_to_left_in_arabic() -> None:
    assert seen("أب 2026–2029", True) == "2029–2026 بأ"


@given(st.text(LETTERS, max_size=30), st.booleans())
def test_that_every_character_stands_on_the_line_once(text: str, leftward: bool) -> None:
    parts = parts_of(text, leftward)
    assert "".join(text[part.start : part.stop] for part in parts) == text
    assert sorted(as_seen(parts)) == sorted(parts)


@given(st.text(LETTERS, max_size=30))
def test_that_a_text_without_such_letters_stands_as_it_is_written(text: str) -> None:
    if not has_leftward(text):
        assert seen(text, False) == text


@given(st.text(max_size=200), st.booleans())
def test_that_any_text_at_all_can_be_ordered(text: str, leftward: bool) -> None:
    assert len(seen(text, leftward)) == len(text)
    assert not runs_leftward(text) or has_leftward(text)
