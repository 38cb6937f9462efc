"""What the window shows as an example could be typed there as it stands, and no rule would find fault with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from localplan.data import data_dir
from localplan.domain.records import FIELDS
from localplan.methodology.rules.wording import finder
from localplan.words import Words, words_for
from tests.methods import methodology

WORDS = [words_for(language, data_dir("resources") / "locale") for language in ("en", "sr-Cyrl")]
BOTH = pytest.mark.parametrize("words", WORDS, ids=[words.language for words in WORDS])
NUMBERS = ("whole", "number", "money")


def examples(words: Words, *kinds: str) -> Iterator[tuple[str, str]]:
    """Name and example of every field of these kinds that holds one value."""
    for form in methodology().forms.values():
        for field in form.fields:
            holds = FIELDS[form.record][field.name].holds
            if field.example and holds.kind in kinds and holds.by in ("", "language"):
                yield f"{form.code}.{field.name}", words.form(f"form.{form.code}", field.example)


@BOTH
def test_that_examples_of_numbers_can_be_typed_as_they_stand(words: Words) -> None:
    numbers = [words.parse_number(example) for _, example in examples(words, *NUMBERS)]
    assert len(numbers) > 20


@BOTH
def test_that_examples_of_quarters_are_quarters(words: Words) -> None:
    quarters = [example for _, example in examples(words, "quarter")]
    assert quarters and all(re.fullmatch(r"20\d\d-Q[1-4]", quarter) for quarter in quarters)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("R043", ("core_problem.text", "cause.text")),
        ("R058", ("general_objective.title", "specific_objective.title")),
    ],
)
@BOTH
def test_that_examples_of_problems_and_objectives_are_worded_as_the_rules_ask(
    words: Words, rule: str, fields: tuple[str, ...]
) -> None:
    shown = dict(examples(words, "text"))
    found_in = finder(methodology().rules[rule].words, first=rule == "R058")
    assert [found_in({words.language: shown[field]}) for field in fields] == ["", ""]


@pytest.mark.parametrize("rule", ["R043", "R058"])
@BOTH
def test_that_the_bad_example_of_a_wording_is_found_and_the_good_one_is_not(words: Words, rule: str) -> None:
    text = methodology().rules[rule]
    found_in = finder(text.words, first=rule == "R058")
    good, bad = (words.form(f"rule.{rule}", example) for example in (text.good, text.bad))
    assert found_in({words.language: good}) == "" and found_in({words.language: bad})
