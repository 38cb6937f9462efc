"""Serbian Cyrillic to Latin, the search key that is blind to script and diacritics, and the order of letters."""

from __future__ import annotations

import re
import unicodedata

_LETTER = re.compile("lj|nj|dž|.", re.DOTALL)

AZBUKA = "абвгдђежзијклљмнњопрстћуфхцчџш"
ABECEDA: list[str] = _LETTER.findall("abvgdđežzijklljmnnjoprstćufhcčdžš")  # in the order of the Cyrillic alphabet
LATIN_ORDER: list[str] = _LETTER.findall("abcčćddžđefghijklljmnnjoprsštuvzž")

_TO_LATIN = dict(zip(AZBUKA, ABECEDA, strict=True))
_SINGLE = {
    ord(letter): latin
    for cyrillic, latin in _TO_LATIN.items()
    if len(latin) == 1
    for letter, latin in ((cyrillic, latin), (cyrillic.upper(), latin.upper()))
} | {ord(letter): _TO_LATIN[letter] for letter in "љњџ"}
_CAPITAL_DIGRAPH = re.compile("[ЉЊЏ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def to_latin(text: str) -> str:
    """Serbian Cyrillic in Latin letters, exactly; everything else stays as it stands.

    Њ, Љ and Џ become NJ in a word of capitals and Nj otherwise: ЊЕГОШ → NJEGOŠ, Његош → Njegoš, Ђ. Њ. → Đ. Nj.
    """
    if not _CYRILLIC.search(text):
        return text
    return _CAPITAL_DIGRAPH.sub(_digraph, text).translate(_SINGLE)


def _digraph(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    after, before = text[end : end + 1], text[start - 1 : start] if start else ""
    among_capitals = after.isupper() if after.isalpha() else before.isupper()
    latin: str = _TO_LATIN[match.group().lower()]
    return latin.upper() if among_capitals else latin.title()


def _bare(letters: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))


_BARE = {ord(cyrillic): _bare(latin) for cyrillic, latin in _TO_LATIN.items()}
_BARE |= {ord("đ"): "dj", ord("ђ"): "dj", ord("ł"): "l", ord("ø"): "o", ord("æ"): "ae", ord("œ"): "oe", ord("ı"): "i"}


_BARE |= {0x671: "ا", 0x649: "ي", 0x629: "ه", 0x640: ""}  # Arabic letters that people type one for the other
_JOINS = 9
"""The combining class of signs that join two letters, as the halant of Devanagari: a word is another one without it."""


class _Folded(dict[int, str]):
    """What each character becomes, found out when it is met for the first time."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    if unicodedata.category(char) == "Cf":
        return ""  # joiners and marks of direction, which nobody sees
    if unicodedata.combining(char) == _JOINS:
        return char
    digit = unicodedata.decimal(char, None)
    return _bare(char.casefold()).translate(_BARE) if digit is None else str(digit)


_FOLDED = _Folded()
_MOST_WORDS, _LONGEST_WORD = 50_000, 40


class _FoldedWords(dict[str, str]):
    """What each word becomes: the same words come again and again, and going by characters takes ten times as long."""

    def __missing__(self, word: str) -> str:
        folded = word.lower() if word.isascii() else word.translate(_FOLDED)
        if len(word) <= _LONGEST_WORD:
            if len(self) >= _MOST_WORDS:
                self.clear()
            self[word] = folded
        return folded


_WORDS = _FoldedWords()


def fold(text: str) -> str:
    """The search key of a text: lower case, no diacritics, Latin letters: ЛАП = LAP, Ђорђе = Đorđe = djordje.

    Figures of every script become 0 to 9. Vowel signs of Bengali and Devanagari stay: they are letters of the word.
    """
    return text.lower() if text.isascii() else " ".join(map(_WORDS.__getitem__, text.split(" ")))


_ORDERS = {
    tag: {letter: chr(0xE000 + rank) for rank, letter in enumerate(letters)}
    for tag, letters in (("sr-Cyrl", ABECEDA), ("sr-Latn", LATIN_ORDER))
}


def sort_key(text: str, language: str) -> str:
    """A key that sorts as the language's alphabet does: Č after C, lj, nj and dž as one letter; both scripts."""
    order = _ORDERS.get(language)
    if order is None:
        return fold(text)
    return "".join(order.get(letter, letter) for letter in _LETTER.findall(to_latin(text.lower())))
