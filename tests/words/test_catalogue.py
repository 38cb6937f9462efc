"""Words of several languages at once, and what is said when a translation is missing."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from localplan.words import LANGUAGES, phrase, words_for


@pytest.fixture
def locale_dir(tmp_path: Path) -> Path:
    """A catalogue with few words, as small as a broken translation could be."""
    catalogue = Catalog(locale="sr", domain="localplan")
    catalogue.add("Save", "Сачувај")
    catalogue.add("Delete {count} of {all}", "Обриши {count} од {all}")
    catalogue.add(("{n} row", "{n} rows"), ("{n} ред", "{n} реда", "{n} редова"))
    catalogue.add("Title", "Назив мере", context="form.measures.measure")
    catalogue.add("Close", "")
    folder = tmp_path / "sr-Cyrl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    file = BytesIO()
    write_mo(file, catalogue)
    (folder / "localplan.mo").write_bytes(file.getvalue())
    return tmp_path


def test_that_words_are_translated_and_filled(locale_dir: Path) -> None:
    words = words_for("sr-Cyrl", locale_dir)
    assert words("Save") == "Сачувај"
    assert words("Delete {count} of {all}", count=3, all=5) == "Обриши 3 од 5"
    assert words("Delete {count} of {all}") == "Обриши {count} од {all}"


def test_that_the_same_english_text_may_mean_two_things(locale_dir: Path) -> None:
    words = words_for("sr-Cyrl", locale_dir)
    assert words.form("form.measures.measure", "Title") == "Назив мере"
    assert words.form("form.risks.risk", "Title") == words("Title") == "Title"


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 ред"), (3, "3 реда"), (5, "5 редова"), (21, "21 ред"), (1012, "1.012 редова")]
)
def test_that_serbian_has_three_plurals(locale_dir: Path, n: int, said: str) -> None:
    assert words_for("sr-Cyrl", locale_dir).plural("{n} row", "{n} rows", n) == said


def test_that_a_day_at_the_end_of_a_sentence_brings_its_full_stop_along(locale_dir: Path) -> None:
    words = words_for("sr-Latn", locale_dir)
    assert words("It ended on {day}.", day=words.day(date(2025, 12, 31))) == "It ended on 31.12.2025."
    assert words("It ended on {day}.", day="Friday") == "It ended on Friday."
    assert words("And then {what}..", what="nothing") == "And then nothing.."


def test_that_a_missing_translation_is_english_and_never_blank(locale_dir: Path) -> None:
    words = words_for("sr-Cyrl", locale_dir)
    assert words("Close") == "Close"
    assert words("{count} left", count=2) == "2 left"
    assert words.plural("{n} plan", "{n} plans", 1200) == "1.200 plans"


def test_that_an_unknown_language_reads_english_with_its_own_numbers(locale_dir: Path) -> None:
    words = words_for("fr", locale_dir)
    assert words("Save") == "Save"
    assert words.plural("{n} row", "{n} rows", 1) == "1 row"
    assert words.plural("{n} row", "{n} rows", 1200) == "1\u202f200 rows"
    assert words.language == "fr"


def test_that_an_empty_text_stays_empty_instead_of_showing_the_catalogue_s_head(locale_dir: Path) -> None:
    words = words_for("sr-Cyrl", locale_dir)
    assert words("") == words.form("step.measures", "") == ""


def test_that_two_languages_are_spoken_at_once(locale_dir: Path) -> None:
    def say(language: str) -> str:
        return words_for(language, locale_dir)("Save")

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(say, ["en", "sr-Cyrl"] * 200))
    assert said == ["Save", "Сачувај"] * 200


def test_that_a_phrase_is_itself_and_every_language_names_itself() -> None:
    assert phrase("Not started") == "Not started"
    assert LANGUAGES == {"en": "English", "sr-Cyrl": "Српски (ћирилица)", "sr-Latn": "Srpski (latinica)"}


def test_that_words_cost_the_start_neither_babel_nor_qt() -> None:
    look = (
        "import sys, localplan.words; print(sorted({'babel', 'PySide6', 'argparse', 'sqlalchemy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout == "[]\n"
