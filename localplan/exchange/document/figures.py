"""Money, numbers, days and values as a document writes them; empty where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from localplan.domain.editions import Hides
from localplan.domain.records import Record
from localplan.domain.records.logic import Indicator
from localplan.domain.records.plan import PlanRecord
from localplan.words import Words


class Figures:
    """What is written of one plan in one language."""

    words: Words
    root: PlanRecord
    hides: Hides

    def money(self, amount: Decimal | None) -> str:
        """An amount in the plan's unit; empty when there is none."""
        return "" if amount is None else self.words.money(amount)

    def number(self, number: Decimal | int | None, decimals: int | None = None) -> str:
        """A number, empty when there is none."""
        return "" if number is None else self.words.number(Decimal(number), decimals)

    def year(self, year: int | str | None) -> str:
        """A year, never with a separator of thousands."""
        return "" if year is None else str(year)

    def day(self, day: date | None) -> str:
        """A day, empty when there is none."""
        return "" if day is None else self.words.day(day)

    def quarter(self, quarter: str) -> str:
        """A quarter, empty when there is none."""
        return self.words.quarter(quarter) if quarter else ""

    def days(self, first: date | None, last: date | None) -> str:
        """A day, or from one to another."""
        return " – ".join(dict.fromkeys(filter(None, (self.day(first), self.day(last)))))

    def baseline(self, indicator: Indicator) -> str:
        """The baseline of an indicator as its type is written."""
        return self.value_in(indicator, indicator, "baseline_value", indicator.baseline_value)

    def targets(self, indicator: Indicator, years: Iterable[str]) -> Iterator[str]:
        """The targets of these years as their type is written."""
        for year in years:
            yield self.value_in(indicator, indicator, "targets", indicator.targets.get(year), year)

    def value_in(self, indicator: Indicator, record: Record, field: str, number: Decimal | None, key: str = "") -> str:
        """A value of an indicator, in a field of some record that an edition may hide."""
        return self.words("hidden") if self.hides(record, field, key) else self.value(indicator, number)

    def counted(self, record: Record, field: str, number: Decimal | None, key: str = "") -> str:
        """A count of persons that an edition may hide, empty when there is none."""
        return self.words("hidden") if self.hides(record, field, key) else self.number(number)

    def value(self, indicator: Indicator, number: Decimal | None) -> str:
        """A value of an indicator as its type is written."""
        if number is None:
            return ""
        if indicator.value_type == "yes_no":
            return self.words("yes") if number else self.words("no")
        return self.words.number(number, indicator.decimals)

    @property
    def unit(self) -> str:
        """The unit of all amounts: "thousand RSD"."""
        if self.root.amount_unit == 1000:
            return self.words.thousands(self.root.currency)
        return self.root.currency
