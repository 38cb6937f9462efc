"""The guidance in English and Serbian: the same steps and parts, names as the window has them, one alphabet a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from localplan.data import data_dir
from localplan.methodology.declarations import Step
from localplan.words import words_for
from tests.methods import FORMS, methodology
from tests.words.tool import tool

FOLDERS = {tag: FORMS / "guidance" / tag for tag in ("en", "sr-Cyrl")}
EVERY_FILE = pytest.mark.parametrize("name", sorted(path.name for path in FOLDERS["en"].glob("*.md")))
EVERY_STEP = pytest.mark.parametrize("step", methodology().steps, ids=[step.code for step in methodology().steps])
SERBIAN = words_for("sr-Cyrl", data_dir("resources") / "locale")
OPEN_END = re.compile(r"\{.*", re.S)  # a button with a value in it is named up to the value
SERBIAN_OF: dict[str, set[str]] = {}
"""All that a button's English is in Serbian: two buttons may begin alike."""
for message in tool.read_catalogue("sr-Cyrl"):
    if isinstance(message.id, str) and not message.context:
        SERBIAN_OF.setdefault(OPEN_END.sub("…", message.id), set()).add(OPEN_END.sub("…", message.string))
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


@EVERY_STEP
def test_that_serbian_guidance_bears_the_serbian_title_of_its_step(step: Step) -> None:
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
def test_that_a_guidance_leads_by_the_hand_and_tells_the_trainer_mistake_minutes_and_material(name: str) -> None:
    says = {"en": ("mistake:", "minutes. Material:"), "sr-Cyrl": ("грешка:", "минута. Материјал:")}
    for tag, wanted in says.items():
        text = (FOLDERS[tag] / name).read_text("utf-8")
        how, tip = text.split("\n## ")[2], text.split("\n## ")[4]
        assert re.findall(r"^\d\. ", how, re.M) == [f"{n}. " for n in (1, 2, 3, 4)]
        assert all(part in tip for part in wanted)


def bullets(tag: str, name: str) -> list[str]:
    """The lines of *How* that go through the pages or their fields, one each."""
    return re.findall(r"^\* (.+)$", (FOLDERS[tag] / name).read_text("utf-8"), re.M)


def names_of(step: Step) -> Iterator[tuple[str, str]]:
    """Context and text of all pages, parts and fields of a step."""
    yield from ((f"step.{step.code}", panel.title) for panel in step.panels)
    for form in step.forms:
        yield from ((f"form.{form.code}", text) for text in (form.title, form.tab) if text)
        yield from ((f"form.{form.code}", field.label) for field in form.fields)


@EVERY_STEP
def test_that_pages_are_called_as_the_window_calls_them(step: Step) -> None:
    known = set(names_of(step)) | set(names_of(methodology().step("measures")))
    english, serbian = (bullets(tag, f"{step.guidance}.md") for tag in FOLDERS)
    assert len(english) == len(serbian) >= 3
    for said, told in zip(english, serbian, strict=True):
        first, word = (re.match(r"\*([^*]+)\*", text) for text in (said, told))
        assert bool(first) == bool(word), said
        if first and word:
            assert word[1] in {SERBIAN.form(context, text) for context, text in known if text == first[1]}, said


@EVERY_FILE
def test_that_buttons_are_called_as_the_window_calls_them(name: str) -> None:
    english, serbian = (
        [part for bold in re.findall(r"\*\*(.+?)\*\*", text) for part in bold.split(" ▸ ")]
        for text in ((folder / name).read_text("utf-8") for folder in FOLDERS.values())
    )
    for said, told in zip(english, serbian, strict=True):
        assert told in SERBIAN_OF.get(said, ()), said


def hidden_names(step: Step) -> set[str]:
    """What the small track hides of a step's pages and parts, by name."""
    forms = {text for form in step.forms if not form.small for text in (form.title, form.tab)}
    return forms | {panel.title for panel in step.panels if not panel.small}


@EVERY_STEP
def test_that_guidance_says_what_only_the_full_track_has(step: Step) -> None:
    hidden = hidden_names(step)
    for said, told in zip(*(bullets(tag, f"{step.guidance}.md") for tag in FOLDERS), strict=True):
        if hidden & set(re.findall(r"\*([^*]+)\*", said)):
            assert "full track" in said and ("пун обим" in told or "пуном обиму" in told), said
