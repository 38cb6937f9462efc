"""Every refusal has its sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

import localplan
from localplan.app.sentences import REFUSALS, sentence
from localplan.domain.values import Refused
from localplan.exchange.safe_write import REASONS
from localplan.words import words_for

ENGLISH = words_for("en", Path("nowhere"))
ADDED = {"file", "folder", "member", "line", "id", "kind", "field"}
"""Values that a caller further up adds to a refusal."""


def raised() -> Iterator[tuple[str, set[str] | None]]:
    """Every code that stands in the program with the names of its values; None for names that are not written out."""
    folder = Path(localplan.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"):
                continue
            written = [word.arg for word in node.keywords]
            names = None if None in written else {word for word in written if word}
            for constant in ast.walk(node.args[0]):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    yield constant.value, names


def test_that_every_code_the_program_raises_has_its_sentence() -> None:
    codes = {code for code, _ in raised()} | set(REASONS.values())
    assert len(codes) > 60
    assert sorted(codes - REFUSALS.keys()) == []


def test_that_a_sentence_asks_only_for_values_that_come_with_it() -> None:
    for code, names in raised():
        wanted = {name for _, name, _, _ in Formatter().parse(REFUSALS[code]) if name}
        if names is not None:
            assert wanted - ADDED <= names, code


def test_that_sentences_are_short_and_end() -> None:
    for code, text in REFUSALS.items():
        assert text[0].isupper() or text[0] in "“{", code
        assert text.endswith((".", "}")), code
        assert len(text) <= 130, code


def test_that_file_value_and_place_are_named() -> None:
    refusal = Refused(
        "not_a_number", value="a lot", file="a.lplan", member="plan.json", id="1", kind="risk", field="likelihood"
    )
    assert sentence(refusal, ENGLISH) == (
        "a.lplan: “a lot” is not a number. Write digits only, for example 1250.5. (record 1, field likelihood)"
    )


def test_that_a_line_is_named() -> None:
    refusal = Refused("not_canonical", file="a.lplan", member="notes.jsonl", line=7)
    assert sentence(refusal, ENGLISH).endswith("(notes.jsonl, line 7)")


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_that_a_sentence_is_said_even_without_its_values(code: str) -> None:
    assert "{" not in sentence(Refused(code), ENGLISH)


def test_that_an_unknown_code_is_told_and_long_values_are_cut() -> None:
    assert "never_heard_of" in sentence(Refused("never_heard_of", value="{x}"), ENGLISH)
    told = sentence(Refused("not_a_text", value="x" * 5000), ENGLISH)
    assert len(told) < 300
    assert "1,234,567.5" in sentence(Refused("number_too_large", value=Decimal("1234567.5")), ENGLISH)


def test_that_a_plan_is_named_in_the_language_of_the_person() -> None:
    told = sentence(Refused("no_such_plan", plan={"en": "Plan A", "sr-Latn": "Plan B"}), ENGLISH)
    assert "“Plan A”" in told


def test_that_a_file_of_another_kind_is_named_in_words() -> None:
    told = sentence(Refused("not_a_package", file="budget.xlsx", found="workbook"), ENGLISH)
    assert told == "“budget.xlsx” is not a plan package (.lplan); it is an Excel workbook. Choose another file."


def test_that_a_moment_is_told_as_people_write_it() -> None:
    refusal = Refused("library_handed_over", person="Ana", since="2026-11-22T06:32:10+00:00")
    told = sentence(refusal, ENGLISH)
    assert "Ana" in told and "+00:00" not in told and "2026" in told
