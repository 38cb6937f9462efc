"""Everything said in a language: catalogues, numbers and dates, scripts, texts of a plan.

Window, plan and export each have a language of their own, so nothing here is global: ask `words_for` for one language
and hand the `Words` on.
"""

from localplan.words.cases import of_act, of_currency, of_town
from localplan.words.catalogue import LANGUAGES, Words, phrase, words_for
from localplan.words.cyrillic import doubtful, to_cyrillic
from localplan.words.scripts import fold, to_latin
from localplan.words.texts import text_in

__all__ = [
    "LANGUAGES",
    "Words",
    "doubtful",
    "fold",
    "of_act",
    "of_currency",
    "of_town",
    "phrase",
    "text_in",
    "to_cyrillic",
    "to_latin",
    "words_for",
]
