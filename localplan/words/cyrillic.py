"""Serbian Latin to Cyrillic, which cannot be exact: two letters may be one sound or two, and foreign words stay."""

from __future__ import annotations

import re
from itertools import pairwise

from localplan.words.scripts import ABECEDA, AZBUKA

_CYRILLIC = dict(zip(ABECEDA, AZBUKA, strict=True)) | {"ǆ": "џ", "ǉ": "љ", "ǌ": "њ", "ǅ": "Џ", "ǈ": "Љ", "ǋ": "Њ"}
_LETTER = re.compile("dž|lj|nj|.", re.IGNORECASE | re.DOTALL)

# Stems in which the letters at | are two sounds. Those with a prefix (nad-živeti) count at the beginning of a word.
_PREFIXED = (
    "nad|živ nad|žnj nad|žup nad|žbuk od|žal od|živ od|žvak od|žub od|žnj pod|žanr pod|žar pod|žup pod|žeg pod|želud"
    " pod|žig pod|žnj pred|život pred|želu pred|žet pred|žen van|jez van|jav"
)
_INSIDE = "in|jekc in|jekt in|juri kon|jug kon|junk kon|jekt tan|jug an|jon pan|jev"

# What is never Serbian prose: addresses, {values}, markup, and whatever has a digit in it, such as R082.
_UNTOUCHED = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\be-mail\w*"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:rs|com|org|net|gov|int|eu|edu|info)\b(?:/\S*)?"
    r"|\{[^{}]*\}|</?[a-zA-Z][^<>]*>|&\w+;|\b\w*\d\w*\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile("[^a-pr-vzčćđšžǄ-ǌа-шђјљњћџ]", re.IGNORECASE)
_ALWAYS_LATIN = re.compile(
    "EUR|RSD|USD|XOF|PDF|CSV|UNDP|UNHCR|UNICEF|USAID|GIZ|IOM|OECD|PESTLE|JMDI|SMART|kg|km|ha|cm|mm|online|email"
)
_ROMAN = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
_COUNTED = (
    "kvartal|tromeseč|polugod|faz|de[ol]|aneks|prilog|glav|poglavlj|vek|stepen|grup|razred|kategorij|nivo|odelj|tom"
)
_COUNTED_AFTER = re.compile(rf"\s+(?:{_COUNTED})", re.IGNORECASE)
_COUNTED_BEFORE = re.compile(rf"\b(?:{_COUNTED})\w*\s+$", re.IGNORECASE)
_PERHAPS_TWO = re.compile(r"^(?:na|po|o|pre)dž|^dj|nj(?:ekc|ekt|un|ug|on|ur)|^vanj", re.IGNORECASE)


def _split_places() -> re.Pattern[str]:
    def behind(stems: str, start: str) -> list[str]:
        return [f"(?<={start}{a[:-1]}){a[-1]}(?={b})" for a, b in (stem.split("|") for stem in stems.split())]

    return re.compile("|".join(behind(_PREFIXED, "^") + behind(_INSIDE, "")), re.IGNORECASE)


_SPLIT = _split_places()


def to_cyrillic(text: str) -> str:
    """Serbian Latin in Cyrillic. Foreign words, addresses, codes, {values} and Roman numerals stay Latin.

    Right for ordinary words; `doubtful` lists those worth a look.
    """
    return "".join(_converted(piece, before, after) for piece, before, after in _pieces(text))


def doubtful(text: str) -> list[str]:
    """The words of a Latin text that a person should look at after `to_cyrillic`, each once, in order."""
    return list(dict.fromkeys(piece for piece, before, after in _pieces(text) if _is_doubtful(piece, before, after)))


def _pieces(text: str) -> list[tuple[str, str, str]]:
    """Words and what stands between, each with the text before and after it; an untouched part is one piece."""
    edges = {0, len(text)}
    position = 0
    for kept in [*(found.span() for found in _UNTOUCHED.finditer(text)), (len(text), len(text))]:
        edges.update(edge for word in _WORD.finditer(text, position, kept[0]) for edge in word.span())
        edges.update(kept)
        position = kept[1]
    return [(text[a:b], text[max(0, a - 24) : a], text[b : b + 24]) for a, b in pairwise(sorted(edges))]


def _converted(piece: str, before: str, after: str) -> str:
    if not _WORD.fullmatch(piece) or _stays_latin(piece, before, after):
        return piece
    return "".join(map(_letter, _letters(piece)))


def _stays_latin(word: str, before: str, after: str) -> bool:
    return bool(_ALWAYS_LATIN.fullmatch(word) or _FOREIGN.search(word)) or _is_roman(word, before, after)


def _is_roman(word: str, before: str, after: str) -> bool:
    """A numeral below 40. A lone I, V or X is one only beside a counted word: "I mladi" begins with "and"."""
    if not _ROMAN.fullmatch(word):
        return False
    return len(word) > 1 or bool(_COUNTED_AFTER.match(after) or _COUNTED_BEFORE.search(before))


def _letters(word: str) -> list[str]:
    split = {found.start() for found in _SPLIT.finditer(word)}
    letters: list[str] = []
    for found in _LETTER.finditer(word):
        letters += found.group() if found.start() in split else [found.group()]
    return letters


def _letter(latin: str) -> str:
    cyrillic = _CYRILLIC.get(latin) or _CYRILLIC.get(latin.lower(), latin)
    return cyrillic.upper() if latin[0].isupper() else cyrillic


def _is_doubtful(word: str, before: str, after: str) -> bool:
    if not _WORD.fullmatch(word) or not re.search("[a-zčćđšž]", word, re.IGNORECASE):
        return False
    abbreviation = 1 < len(word) <= 6 and word.isupper()
    return abbreviation or _stays_latin(word, before, after) or bool(_SPLIT.search(word) or _PERHAPS_TWO.search(word))
