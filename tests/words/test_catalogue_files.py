"""The committed catalogues: whole, alike in what they leave open, compiled from what is committed."""

import re
from collections import Counter

import pytest
from babel.messages.catalog import Message

from tests.words.tool import program_texts, tool

OPEN_PLACES = re.compile(r"\{[^{}]*\}|%\d|</?\w+>|\n")
CATALOGUE = tool.read_catalogue("sr-Cyrl")
MESSAGES: list[Message] = [message for message in CATALOGUE if message.id]


def open_places(text: str) -> Counter[str]:
    """Values, tags and line ends of a text, and in a Qt text how many access keys it has."""
    return Counter(OPEN_PLACES.findall(text))


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn"])
def test_that_the_compiled_catalogue_is_made_from_the_committed_one(language: str) -> None:
    compiled = tool.po_file(language).with_suffix(".mo").read_bytes()
    assert compiled == tool.compiled(language), "run packaging/catalogues.py compile"
    assert compiled == tool.compiled(language)


def test_that_every_message_has_its_serbian() -> None:
    assert len(MESSAGES) > 100
    assert tool.gaps(CATALOGUE) == []


def test_that_translations_leave_the_same_places_open() -> None:
    for message in MESSAGES:
        english = message.id[1] if isinstance(message.id, tuple | list) else message.id
        for serbian in tool.said_in(message):
            assert open_places(serbian) == open_places(english), serbian


def test_that_access_keys_of_qt_texts_are_kept() -> None:
    for message in MESSAGES:
        if (message.context or "").startswith("qt."):
            assert tool.said_in(message)[0].count("&") == message.id.count("&"), message.id


def test_that_plurals_have_the_three_forms_of_serbian() -> None:
    assert CATALOGUE.num_plurals == 3
    assert all(len(tool.said_in(message)) == 3 for message in MESSAGES if isinstance(message.id, tuple | list))


def test_that_no_serbian_word_mixes_the_scripts() -> None:
    mixed = re.compile(r"[a-zčćđšž]+[а-шђјљњћџ]|[а-шђјљњћџ]+[a-zčćđšž]", re.IGNORECASE)
    plain = (OPEN_PLACES.sub(" ", text) for message in MESSAGES for text in tool.said_in(message))
    assert [text for text in plain if mixed.search(text)] == []


def test_that_qt_s_texts_stand_in_the_catalogue() -> None:
    known = {(message.context, message.id) for message in MESSAGES}
    assert {(text.context, text.one) for text in program_texts.qt_texts()} <= known


def test_that_every_text_of_the_program_has_its_serbian() -> None:
    known = {
        (message.context or "", message.id[0] if isinstance(message.id, tuple) else message.id) for message in MESSAGES
    }
    missing = [key for key in program_texts.gather() if key not in known]
    assert missing == [], "run packaging/catalogues.py update, translate what it added, then compile"


def test_that_contradictions_have_one_name() -> None:
    others = ("неслагањ", "несагласно")
    told = [serbian for message in MESSAGES for serbian in tool.said_in(message)]
    assert not [text for text in told if any(word in text.lower() for word in others)]
