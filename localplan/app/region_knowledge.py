"""What the methodology knows of figures of many plans: how indicators are put together, what problems are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localplan.data import data_dir
from localplan.domain.region_indicators import Contract
from localplan.domain.region_peers import Topics
from localplan.domain.summary_rows import Texts
from localplan.words import fold, text_in

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology


def contracts(methodology: Methodology) -> dict[str, Contract]:
    """How the indicators of the collection may be put together, by code."""
    return {
        one.code: Contract(
            one.aggregation,
            {"en": one.title},
            persons=one.small_counts or _of_people(methodology, one.unit),
            value_kind=one.value_kind,
        )
        for one in methodology.indicators.values()
    }


def people_units(methodology: Methodology) -> frozenset[str]:
    """The units that count persons."""
    return frozenset(entry.code for entry in methodology.list("units").entries if entry.marks.get("people"))


def _of_people(methodology: Methodology, unit: str) -> bool:
    entry = methodology.entry("units", unit)
    return bool(entry and entry.marks.get("people"))


def folded(texts: Texts) -> str:
    """The search key of a text: Latin, without diacritics."""
    return fold(text_in(texts, "sr-Latn", "en")).strip(" .")


def topics(methodology: Methodology) -> Topics:
    """How problems are recognised by the collections: by their text, in whatever language the program says it."""
    from localplan.words import LANGUAGES, words_for

    locale = data_dir("resources") / "locale"
    known: dict[str, str] = {}
    for language in LANGUAGES:
        words = words_for(language, locale)
        for one in methodology.problems.values():
            known[fold(words.form("problems", one.text)).strip(" .")] = one.code
    of_measure = {one.code: one.problems for one in methodology.measures.values()}

    def code_of(texts: Texts) -> str:
        return next((known[key] for text in texts.values() if (key := fold(text).strip(" .")) in known), "")

    return Topics(code_of, folded, of_measure)
