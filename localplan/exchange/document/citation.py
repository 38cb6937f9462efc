"""How articles of a law are cited: "article 32", "articles 11, 14 and 38"; in Serbian "чл. 11, 14. и 38.".

In the preamble of an act with the law behind them: "члана 32. Закона о …".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from localplan.exchange.document.material import Material
from localplan.words import of_act, phrase

_ONE = re.compile(r"\d+[^\W\d_]?(?:\s*[-–]\s*\d+[^\W\d_]?)?(?![^\W_])")
_SEVERAL = re.compile(rf"(?:{_ONE.pattern})\.?(?:\s*(?:[,;]|\b(?:and|et|i|и)\b)\s*(?:{_ONE.pattern})\.?)*")
_LEAD = re.compile(r"(?:члана?|чл|člana?|čl|articles?|art)\.?\s+(?=\d)", re.IGNORECASE)
_GAZETTE = re.compile(r"(Службени[^,„“\"]*|Službeni[^,„“\"]*)(,.*|$)")


class _Said(NamedTuple):
    """Message ids for the ways of citing."""

    numbers: str
    several: str
    range: str
    one: str


_ALONE = _Said(
    phrase("articles {numbers}"),
    phrase("articles {first} and {last}"),
    phrase("articles {range}"),
    phrase("article {n}"),
)
_OF_LAW = _Said(
    phrase("articles {numbers} of {law}"),
    phrase("articles {first} and {last} of {law}"),
    phrase("articles {range} of {law}"),
    phrase("article {n} of {law}"),
)


def cited(m: Material, typed: str) -> str:
    """Numbers of articles as the document's language cites them; what is more than numbers stays as it was typed."""
    return _cited(m, typed, _ALONE, "")


def cited_of(m: Material, typed: str, law: str) -> str:
    """Articles with the law in which they stand, as an act names its ground; the law alone without articles."""
    return _cited(m, typed, _OF_LAW, of_act(law, m.language)) if typed.strip() else law


def _cited(m: Material, typed: str, said: _Said, law: str) -> str:
    text = _LEAD.sub("", typed.strip(), count=1)
    if not text[:1].isdigit():
        return " ".join(filter(None, (m.typed(text), law)))
    if not _SEVERAL.fullmatch(text):
        return m.words(said.numbers, numbers=m.typed(text), law=law)
    *first, last = (_number(m, number) for number in _ONE.findall(text))
    if first:
        return m.words(said.several, first=", ".join(first), last=last, law=law)
    return m.words(said.range, range=last, law=law) if "–" in last else m.words(said.one, n=last, law=law)


def _number(m: Material, number: str) -> str:
    """A number with its letter in the script of the document: 14a, 14а; a range with a dash."""
    return re.sub(r"[^\W\d_]", lambda letter: m.typed(letter.group()), re.sub(r"\s*[-–]\s*", "–", number))


def with_gazette(m: Material, title: str, typed: str) -> str:
    """An act with its gazette behind it in brackets."""
    return f"{title} ({gazette(m, typed)})" if title and typed else title


def gazette(m: Material, typed: str) -> str:
    """A gazette as acts name it, in Serbian with its name in quotation marks: „Службени лист …“, број 3/2019."""
    text = m.typed(typed)
    found = _GAZETTE.fullmatch(text)
    return f"„{found[1].strip()}“{found[2]}" if found else text
