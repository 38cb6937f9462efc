"""Gathering texts and keeping translations."""

import json
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest

from localplan.methodology import declarations
from localplan.methodology.declarations import CodeList, Entry, Form, FormField, Panel, Step
from localplan.methodology.law import Profile
from tests.words.tool import program_texts, tool

NOT_FOR_READERS = {
    "Condition": "field equals any_of",
    "FormField": "name list keys",
    "Group": "fields",
    "Form": "code record layout under entries key",
    "Panel": "code",
    "Step": "code phase guidance",
    "Entry": "code",
    "CodeList": "code",
    "Parameter": "code value evidence",
    "Deadline": "code event unit evidence plus minus turned_by on section",
    "LegalRow": "gazette article evidence",
    "Profile": "code countries main_languages currency code_style required_steps tiers",
    "RuleText": "code tier step parameters from_state evidence words",
    "LibraryIndicator": "code level section unit value_type value_kind direction aggregation frequency"
    " disaggregation sdg",
    "LibraryProblem": "code section",
    "LibraryObjective": "code section problems sdg gcm",
    "LibraryMeasure": "code section measure_type objective problems target_groups barriers indicators sdg gcm",
    "Practice": "code country section problems measure",
    "Country": "code state_in titles currency languages profile unit_kinds subdivisions evidence",
}


def a_step() -> Step:
    field = FormField(name="title", label="Title", help="Short", unit="%")
    form = Form(code="measures", record="measure", title="Measures", layout="table", fields=(field,), one="a measure")
    return Step(
        number=8, code="measures", phase="plan", title="Plan measures", purpose="Choose", minutes=60,
        guidance="measures",
        ready=("Budget",), forms=(form,), panels=(Panel(code="tree", title="Tree"),),
    )  # fmt: skip


def test_that_texts_of_a_declaration_carry_its_code() -> None:
    found = [(text.context, text.one) for text in program_texts.declared(a_step(), "")]
    assert found == [
        ("step.measures", "Plan measures"), ("step.measures", "Choose"), ("step.measures", "Budget"),
        ("form.measures", "Measures"), ("form.measures", "a measure"), ("form.measures", "Title"),
        ("form.measures", "Short"), ("form.measures", "%"), ("step.measures", "Tree"),
    ]  # fmt: skip


def test_that_a_list_of_a_profile_keeps_the_context_of_a_list() -> None:
    own = CodeList(code="sources", title="Sources", entries=(Entry(code="01", label="Budget"),))
    contexts = {text.context for text in program_texts.declared(own, "profile.rs")}
    assert contexts == {"list.sources"}


def test_that_every_field_is_known_to_be_for_readers_or_not() -> None:
    for name, kind in vars(declarations).items():
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and name != "Declared":
            sorted_out = {*program_texts.DECLARED.get(name, "").split(), *NOT_FOR_READERS.get(name, "").split()}
            written = {
                field for field, hint in get_type_hints(kind).items() if "str" in repr(hint) and "Any" not in repr(hint)
            }
            assert written <= sorted_out, name
    assert Profile.__name__ in program_texts.CONTEXTS


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tool, "LOCALE", tmp_path)
    return tmp_path


def texts(*found: tuple[str, str]) -> dict[tuple[str, str], object]:
    return {(context, text): program_texts.Text(context, text, "", ("page.py",)) for context, text in found}


def test_that_an_update_keeps_translations_and_shows_gaps(catalogue: Path) -> None:
    first = tool.update(texts(("", "Save"), ("form.a", "Title")))
    first["Save"].string = "Сачувај"
    tool.save(first)
    second = tool.update(texts(("", "Save"), ("form.a", "Title"), ("", "Open")))
    assert second["Save"].string == "Сачувај"
    assert tool.gaps(second) == [("form.a", "Title"), ("", "Open")]


def test_that_a_text_that_comes_back_has_its_translation_again(catalogue: Path) -> None:
    first = tool.update(texts(("", "Save")))
    first["Save"].string = "Сачувај"
    tool.save(first)
    tool.save(tool.update(texts(("", "Open"))))
    assert tool.update(texts(("", "Save")))["Save"].string == "Сачувај"


def test_that_a_new_place_takes_over_what_all_others_say(catalogue: Path) -> None:
    first = tool.update(texts(("form.a", "Year"), ("form.a", "Open"), ("form.b", "Open")))
    for context, text, serbian in (
        ("form.a", "Year", "Година"),
        ("form.a", "Open", "Отвори"),
        ("form.b", "Open", "Отворено"),
    ):
        first.get(text, context).string = serbian
    tool.save(first)
    second = tool.update(texts(("form.c", "Year"), ("form.a", "Open"), ("form.b", "Open"), ("form.c", "Open")))
    assert second.get("Year", "form.c").string == "Година"
    assert tool.gaps(second) == [("form.c", "Open")]


def test_that_equal_words_are_equal_bytes(catalogue: Path) -> None:
    tool.save(tool.update(texts(("", "Save"), ("form.a", "Title"))))
    before = tool.po_file("sr-Cyrl").read_bytes()
    tool.save(tool.update(texts(("", "Save"), ("form.a", "Title"))))
    assert tool.po_file("sr-Cyrl").read_bytes() == before
    assert b"Date" not in before


def test_that_lines_of_gaps_come_back_with_their_translations(catalogue: Path) -> None:
    found = tool.update({**texts(("form.a", "Title")), ("", "{n} row"): program_texts.Text("", "{n} row", "{n} rows")})
    lines = [
        json.dumps([*gap, "Назив" if gap[0] else ["{n} ред", "{n} реда", "{n} редова"]]) for gap in tool.gaps(found)
    ]
    tool.take(found, "\n".join(lines) + "\n")
    assert tool.gaps(found) == []
    assert found.get("Title", "form.a").string == "Назив"
    assert found.get(("{n} row", "{n} rows")).string == ("{n} ред", "{n} реда", "{n} редова")
