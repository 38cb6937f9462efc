"""Words that give a text away: a hidden solution, an activity called objective, data protection."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Finder = Callable[[Mapping[str, str]], str]


def finder(words: Mapping[str, tuple[str, ...]], *, first: bool = False) -> Finder:
    """A function that gives the first of the words that a text says in any language; empty when it says none.

    `first`: only at the beginning of the text. Words of a language also hold for its other scripts and countries.
    """
    wanted: dict[str, tuple[str, ...]] = {}
    for language, some in words.items():
        wanted[_plain(language)] = (*wanted.get(_plain(language), ()), *some)
    patterns = {language: _pattern(some, first) for language, some in wanted.items()}

    def spoken(text: Mapping[str, str]) -> str:
        for language, said in text.items():
            pattern = patterns.get(_plain(language))
            found = pattern.search(_straight(said.casefold())) if pattern is not None else None
            if found:
                return found[1]
        return ""

    return spoken


def _plain(language: str) -> str:
    return language.partition("-")[0]


def _straight(text: str) -> str:
    """Apostrophes as the lists have them: word processors write the curved one."""
    return text.replace("’", "'")


def _pattern(words: tuple[str, ...], first: bool) -> re.Pattern[str]:
    """Whole words; a `*` stands for any ending."""
    said = "|".join(re.escape(_straight(word.casefold())).replace(r"\*", r"\w*") for word in words)
    where = r"\A\W*" if first else r"\b"
    return re.compile(rf"{where}({said})(?!\w)")
