"""The guidance beside a step speaks the language and the script of the window."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from localplan.domain.plan import Plan
from localplan.ui.side import guidance_in, step_facts
from tests import samples
from tests.methods import methodology
from tests.ui.conftest import Opened
from tests.ui.desks import desk_on
from tests.ui.windows import go, seen

CYRILLIC = re.compile("[\u0400-\u04ff]")


@pytest.mark.parametrize(("language", "why"), [("en", "Why"), ("sr-Cyrl", "Зашто"), ("sr-Latn", "Zašto")])
def test_that_every_step_speaks_the_language_of_the_window(language: str, why: str) -> None:
    for step in methodology().steps:
        text = guidance_in(language, methodology(), step.code)
        assert f"\n## {why}\n" in text
        assert bool(CYRILLIC.search(text)) == (language == "sr-Cyrl"), step.code


def test_that_latin_says_what_cyrillic_says() -> None:
    cyrillic, latin = (guidance_in(tag, methodology(), "people") for tag in ("sr-Cyrl", "sr-Latn"))
    assert cyrillic.startswith("# Разговарајте с људима\n")
    assert latin.startswith("# Razgovarajte s ljudima\n")
    assert latin.count("\n") == cyrillic.count("\n")


def test_that_another_language_reads_english() -> None:
    assert guidance_in("fr", methodology(), "money") == guidance_in("en", methodology(), "money")


def test_that_the_pane_shows_it_in_the_script_of_the_window(opened: Opened) -> None:
    window = opened(samples.plan(samples.SMALL), language="sr-Latn")
    go(window, "adoption")
    shown = seen(window, "guidance.text", QTextBrowser).toPlainText()
    assert "\nZašto\n" in shown and "Savet za trenera" in shown
    assert not CYRILLIC.search(shown)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("About 2.5 h of work", "Have ready", "Dates of meetings already held", "What comes of it")),
        ("sr-Latn", ("Oko 2,5 č rada", "Pripremite", "Šta nastaje")),
    ],
)
def test_that_a_step_says_how_long_it_takes_and_what_to_have_ready(
    opened: Opened, language: str, told: tuple[str, ...]
) -> None:
    window = opened(samples.draft(), language=language)
    go(window, "people")
    shown = seen(window, "guidance.text", QTextBrowser).toPlainText()
    assert all(text in shown for text in told)


def test_that_a_country_without_law_may_leave_out_what_only_law_asks_for(qtbot: QtBot) -> None:
    def may_be_left_out(plan: Plan, step: str) -> bool:
        return "may be left out" in step_facts(desk_on(plan), step)[0]

    assert may_be_left_out(samples.small(), "options") and not may_be_left_out(samples.small(), "money")
    assert not may_be_left_out(samples.draft(), "options")
