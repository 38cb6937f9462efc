"""The guidance in English and Serbian: the same steps and parts, names as the window has them, one alphabet a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from localplan.data import data_dir
from localplan.words import words_for
from tests.methods import FORMS, methodology

FOLDERS = {tag: FORMS / "guidance" / tag for tag in ("en", "sr-Cyrl")}
EVERY_FILE = pytest.mark.parametrize("name", sorted(path.name for path in FOLDERS["en"].glob("*.md")))
SERBIAN = words_for("sr-Cyrl", data_dir("resources") / "locale")
NAMED = [  # fields and forms that the guidance sends its reader to
    ("form.profile_override", "Own rules", "01_start.md"),
    ("form.data_point", "Not available, because", "04_situation.md"),
    ("form.activity", "No additional funds needed", "11_money.md"),
    ("form.indicator_value", "Not available, because", "14_delivery.md"),
]


def heads(path: Path) -> list[str]:
    """The headings of a file, in order, with their level."""
    return re.findall(r"^#+ .+$", path.read_text("utf-8"), re.M)


def test_that_both_languages_have_the_same_files() -> None:
    english, serbian = (sorted(path.name for path in folder.iterdir()) for folder in FOLDERS.values())
    assert english == serbian and len(english) == 14


@EVERY_FILE
def test_that_both_languages_have_the_same_parts(name: str) -> None:
    english, serbian = (heads(folder / name) for folder in FOLDERS.values())
    assert [head.split()[0] for head in serbian] == [head.split()[0] for head in english]
    assert serbian[1:] == ["## Зашто", "## Како", "## Пример", "## Савет за тренера"]


@pytest.mark.parametrize("step", methodology().steps, ids=[step.code for step in methodology().steps])
def test_that_serbian_guidance_bears_the_serbian_title_of_its_step(step) -> None:  # type: ignore[no-untyped-def]
    title = SERBIAN.form(f"step.{step.code}", step.title)
    assert title != step.title
    assert methodology().guidance(step.code, "sr-Cyrl").startswith(f"# {title}\n")


@EVERY_FILE
def test_that_serbian_guidance_has_no_latin_letter_in_it(name: str) -> None:
    assert re.findall(r"\w*[A-Za-zČĆĐŠŽčćđšž]\w*", (FOLDERS["sr-Cyrl"] / name).read_text("utf-8")) == []


@pytest.mark.parametrize(("context", "label", "name"), NAMED)
def test_that_fields_are_called_as_the_window_calls_them(context: str, label: str, name: str) -> None:
    assert f"*{label}*".lower() in (FOLDERS["en"] / name).read_text("utf-8").lower()
    assert f"*{SERBIAN.form(context, label)}*" in (FOLDERS["sr-Cyrl"] / name).read_text("utf-8")


@EVERY_FILE
def test_that_a_guidance_leads_by_the_hand_and_tells_the_trainer_minutes_and_material(name: str) -> None:
    for tag, material in (("en", "minutes. Material:"), ("sr-Cyrl", "минута. Материјал:")):
        text = (FOLDERS[tag] / name).read_text("utf-8")
        how, tip = text.split("\n## ")[2], text.split("\n## ")[4]
        assert re.findall(r"^\d\. ", how, re.M) == [f"{n}. " for n in (1, 2, 3, 4)]
        assert material in tip
