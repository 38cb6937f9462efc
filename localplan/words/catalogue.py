"""The words of one language: translations of the program's texts, and how numbers and days are written."""

from __future__ import annotations

import gettext
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from localplan.words import formats as written
from localplan.words.cases import of_currency
from localplan.words.scripts import sort_key

LANGUAGES = {"en": "English", "sr-Cyrl": "Српски (ћирилица)", "sr-Latn": "Srpski (latinica)"}


class Words(NamedTuple):
    """The words of one language. Calling it translates a text and fills its {values}.

    A text without translation stays English. Values are put in as they are: print numbers and days first.
    """

    language: str
    translations: gettext.NullTranslations
    formats: written.Formats

    def __call__(self, text: str, /, **values: Any) -> str:
        return _filled(self.translations.gettext(text), values) if text else ""

    def plural(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """The form that goes with n; {n} is printed as the language writes numbers."""
        text = self.translations.ngettext(one, many, n)
        return _filled(text, {"n": self.number(Decimal(n))} | values)

    def form(self, context: str, text: str, /, **values: Any) -> str:
        """A text of a declaration, whose code is the context: "step.measures", "list.measure_types", "rule.R082"."""
        return _filled(self.translations.pgettext(context, text), values) if text else ""

    def knows(self, context: str, text: str) -> bool:
        """Whether the catalogue has a declaration's text, even where its translation is the same ("EUR")."""
        key = f"{context}\x04{text}"  # how catalogues join context and text
        return self.translations.gettext(key) != key

    def number(self, number: Decimal | int, decimals: int | None = None) -> str:
        """A number with its own decimals, or rounded half up to `decimals`."""
        return written.print_number(Decimal(number), self.formats, decimals)

    def money(self, amount: Decimal) -> str:
        """An amount: whole ones without decimals, others with at least two."""
        return written.print_money(amount, self.formats)

    def thousands(self, currency: str) -> str:
        """The unit of a plan in thousands: "thousand RSD"."""
        return self(THOUSANDS, currency=of_currency(currency, self.language))

    def day(self, day: date) -> str:
        return written.print_day(day, self.formats)

    def quarter(self, quarter: str) -> str:
        """ "2027-Q3" as the language says it."""
        return written.print_quarter(quarter, self.formats)

    def moment(self, moment: str) -> str:
        """An ISO moment to the minute, in the computer's time. Raises ValueError."""
        return written.print_moment(moment, self.formats)

    def parse_number(self, text: str) -> Decimal:
        """The number a person typed, in this language's form or a usual one. Raises ValueError."""
        return written.parse_number(text, self.formats)

    def parse_day(self, text: str) -> date:
        """The day a person typed. Raises ValueError."""
        return written.parse_day(text)

    def sort_key(self, text: str) -> str:
        """Sorts texts as this language's alphabet does."""
        return sort_key(text, self.language)


def _filled(text: str, values: dict[str, Any]) -> str:
    """The text with its values; a Serbian day or quarter at its end brings the full stop along."""
    filled = text.format(**values) if values else text
    return filled[:-1] if filled.endswith("..") and not text.endswith("..") else filled


@lru_cache(maxsize=32)
def words_for(language: str, locale_dir: Path) -> Words:
    """The words of a language. One without a catalogue reads English, but keeps its own numbers and days."""
    try:
        with open(locale_dir / language / "LC_MESSAGES" / "localplan.mo", "rb") as catalogue:
            translations: gettext.NullTranslations = gettext.GNUTranslations(catalogue)
    except FileNotFoundError:
        translations = gettext.NullTranslations()
    return Words(language, translations, written.formats_of(language))


def phrase(text: str) -> str:
    """The text itself: marks a message that stands in a table, to be translated where it is used."""
    return text


THOUSANDS = phrase("thousand {currency}")
