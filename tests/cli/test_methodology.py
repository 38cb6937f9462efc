"""`methodology --check`: the content that ships is whole, and each thing taken out of a copy is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Localplan
from tests.forms import change, copied_forms

MEASURES = "steps/08_measures.toml"

TAKEN_OUT = {
    "the help of a field": (
        MEASURES,
        'help = "Name the decision, rulebook or agreement.", ',
        "",
        ("regulation.title", "no_help", ""),
    ),
    "the example of a field": (
        MEASURES,
        'example = "Decision on scholarships with a work clause", ',
        "",
        ("regulation.title", "no_example", ""),
    ),
    "the guidance of a form": (
        MEASURES,
        'intro = "Decisions, rulebooks and agreements without which the measure cannot start. '
        'Each takes its quarter, so begin with them."\n',
        "",
        ("regulation", "no_intro", ""),
    ),
    "the label of an entry": (
        "codelists/logic.toml",
        'label = "Regulatory"',
        'label = ""',
        ("measure_types.regulatory", "no_label", ""),
    ),
    "the Serbian of an entry": (
        "codelists/logic.toml",
        'label = "Regulatory"',
        'label = "By regulation"',
        ("measure_types.regulatory", "no_serbian", "By regulation"),
    ),
    "the indicators of a measure": (
        "collections/measures.toml",
        'indicators = ["Y10", "Y11", "Y12", "Y13"]',
        "indicators = []",
        ("measures.Y-M1", "no_links", "indicators"),
    ),
    "the problems of a practice": (
        "collections/practices.toml",
        'problems = ["D-P9", "D-P4", "Y-P4"]',
        "problems = []",
        ("practices.MD-1", "no_links", "problems"),
    ),
    "a goal of an indicator": (
        "collections/indicators.toml",
        'sdg = ["17.18"]',
        "sdg = []",
        ("indicators.X01", "no_links", "sdg"),
    ),
    "a part of the guidance": (
        "guidance/en/08_measures.md",
        "## Trainer tip",
        "Trainer tip",
        ("measures", "guidance_parts", "en"),
    ),
}


def test_that_the_methodology_is_whole(localplan: Localplan) -> None:
    answer = localplan("methodology", "--check", "--json")
    assert (answer.code, answer.json) == (0, [])


@pytest.mark.parametrize("what", TAKEN_OUT)
def test_that_what_is_taken_out_is_named(localplan: Localplan, tmp_path: Path, what: str) -> None:
    file, old, new, gap = TAKEN_OUT[what]
    forms = copied_forms(tmp_path)
    change(forms, file, old, new)
    answer = localplan("methodology", "--check", "--forms", forms, "--json")
    assert answer.code == 1
    assert tuple(answer.json[0].values()) == gap
    told = localplan("methodology", "--check", "--forms", forms)
    assert told.code == 1 and told.out.startswith(f"{gap[0]}: ")


def test_that_a_missing_guidance_is_named_in_each_language(localplan: Localplan, tmp_path: Path) -> None:
    forms = copied_forms(tmp_path)
    (forms / "guidance" / "sr-Cyrl" / "08_measures.md").unlink()
    answer = localplan("methodology", "--check", "--forms", forms, "--json")
    assert (answer.code, [tuple(gap.values()) for gap in answer.json]) == (1, [("measures", "no_guidance", "sr-Cyrl")])


def test_that_a_link_that_leads_nowhere_is_named(localplan: Localplan, tmp_path: Path) -> None:
    forms = copied_forms(tmp_path)
    change(forms, "collections/measures.toml", '"Y10"', '"Y99"')
    answer = localplan("methodology", "--check", "--forms", forms, "--json")
    assert answer.code == 1
    assert answer.json[0]["name"] == "collections/measures.toml Y-M1" and "Y99" in answer.json[0]["detail"]


def test_that_it_counts_what_there_is(localplan: Localplan) -> None:
    answer = localplan("methodology", "--json")
    assert answer.code == 0 and answer.json["steps"] == 14 and answer.json["countries"] == 11
    assert "Measures" in localplan("methodology").out
