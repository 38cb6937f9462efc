"""Which of a plan's texts to show in a language."""

from __future__ import annotations

from collections.abc import Mapping

from localplan.words.cyrillic import to_cyrillic
from localplan.words.scripts import to_latin

_OTHER_SCRIPT = {"sr-Latn": ("sr-Cyrl", to_latin), "sr-Cyrl": ("sr-Latn", to_cyrillic)}


def own_text(texts: Mapping[str, str], language: str) -> str:
    """The text typed in this language, else derived from the other Serbian script, else empty."""
    if texts.get(language):
        return texts[language]
    other, convert = _OTHER_SCRIPT.get(language, ("", str))
    return convert(texts.get(other, ""))


def text_in(texts: Mapping[str, str], language: str, fallback: str = "") -> str:
    """The text to show: in the language, else in the fallback, in English, in whichever there is; empty when none."""
    for tag in (language, fallback, "en", *sorted(texts)):
        if text := own_text(texts, tag):
            return text
    return ""
