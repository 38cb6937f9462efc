"""How articles of a law are cited: "article 32", "articles 11, 14 and 38"; in Serbian "чл. 11, 14. и 38."."""

from __future__ import annotations

import re

from localplan.exchange.document.material import Material

_ONE = re.compile(r"\d+[^\W\d_]?(?:\s*[-–]\s*\d+[^\W\d_]?)?(?![^\W_])")
_SEVERAL = re.compile(rf"(?:{_ONE.pattern})\.?(?:\s*(?:[,;]|\b(?:and|et|i|и)\b)\s*(?:{_ONE.pattern})\.?)*")


def cited(m: Material, typed: str) -> str:
    """Numbers of articles as the document's language cites them; what is more than numbers stays as it was typed."""
    text = typed.strip()
    if not text[:1].isdigit():
        return m.typed(text)
    if not _SEVERAL.fullmatch(text):
        return m.words("articles {numbers}", numbers=m.typed(text))
    *first, last = (_number(m, number) for number in _ONE.findall(text))
    if first:
        return m.words("articles {first} and {last}", first=", ".join(first), last=last)
    return m.words("articles {range}", range=last) if "–" in last else m.words("article {n}", n=last)


def _number(m: Material, number: str) -> str:
    """A number with its letter in the script of the document: 14a, 14а; a range with a dash."""
    return re.sub(r"[^\W\d_]", lambda letter: m.typed(letter.group()), re.sub(r"\s*[-–]\s*", "–", number))
