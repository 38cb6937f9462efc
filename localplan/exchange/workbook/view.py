"""The plan as one language reads it: texts, labels of codes, names, codes of elements, years, units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from localplan.domain.codes import codes, element_title
from localplan.domain.editions import NOTHING, Hidden, hides
from localplan.domain.money import Amount, amounts
from localplan.domain.plan import Plan
from localplan.domain.quarters import plan_years
from localplan.domain.records import Record
from localplan.domain.records.logic import Indicator, Measure, Objective
from localplan.methodology.declarations import Entry
from localplan.methodology.law import Profile
from localplan.methodology.methodology import Methodology
from localplan.methodology.vocabulary import FREE_CODE, REGISTERS
from localplan.words import Words, text_in


class View:
    """A plan, its methodology and one language, put together for reading."""

    def __init__(
        self, plan: Plan, methodology: Methodology, words: Words, language: str = "", hidden: Hidden = NOTHING
    ) -> None:
        self.plan, self.methodology, self.words = plan, methodology, words
        self.hides, self.hidden_word = hides(hidden), words("hidden")
        self.method = methodology.for_plan(plan)
        self.root = plan.root
        self.language = language or words.language
        self.period_years = plan_years(plan.root)
        self._labels: dict[tuple[str, str, str], str] = {}
        self._names: dict[str, str] = {}

    def text(self, texts: Mapping[str, str]) -> str:
        """A text of the plan in the language of the workbook, else in the one there is."""
        return text_in(texts, self.language, self.root.main_language) if texts else ""

    def name(self, id: str) -> str:
        """What a record is called; empty for none."""
        if id not in self._names:
            record = self.plan.get(id)
            self._names[id] = self.text(element_title(record)) if record is not None else ""
        return self._names[id]

    def names(self, ids: Iterable[str]) -> str:
        """Several records, by name."""
        return ", ".join(filter(None, map(self.name, ids)))

    @property
    def profile(self) -> Profile:
        """The legal profile of the plan."""
        return self.method.profile

    @cached_property
    def codes(self) -> dict[str, str]:
        """The codes of elements in the profile's style, by record id."""
        return codes(self.plan, self.profile.code_style)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """All money of the plan."""
        return tuple(amounts(self.plan))

    # codes of lists --------------------------------------------------------------------------------------------------

    def list_of(self, kind: str, field: str) -> str:
        """Code of the list that a field is chosen from; empty when codes are typed freely or stand in a register."""
        name = self.methodology.list_of(kind, field)
        return "" if name == FREE_CODE or name in REGISTERS else name

    def entries(self, kind: str, field: str) -> tuple[Entry, ...]:
        """The entries that a field is chosen from; none when any code may stand there."""
        name = self.list_of(kind, field)
        return self.method.list(name).entries if name else ()

    def entry(self, kind: str, field: str, code: str) -> Entry | None:
        """The entry that a code means."""
        return next((entry for entry in self.entries(kind, field) if entry.code == code), None)

    def label(self, kind: str, field: str, code: str) -> str:
        """What a code means in the language; the code itself when no list knows it."""
        key = kind, field, code
        if key not in self._labels:
            entry = self.entry(kind, field, code)
            self._labels[key] = self.words.form(f"list.{self.list_of(kind, field)}", entry.label) if entry else code
        return self._labels[key]

    def labels(self, kind: str, field: str, chosen: Iterable[str]) -> str:
        """Several codes, by label."""
        return ", ".join(self.label(kind, field, code) for code in chosen)

    def with_code(self, kind: str, field: str, code: str) -> str:
        """The label; behind its code in classifications that people know by code: "01 General budget revenue"."""
        label = self.label(kind, field, code)
        known = (code[:1].isdigit() or code.isupper()) and label != code
        return f"{code} {label}" if known else label

    # indicators ------------------------------------------------------------------------------------------------------

    def unit_of(self, indicator: Indicator) -> str:
        """The unit an indicator is measured in; its own words come before the list's."""
        return self.text(indicator.unit_text) or self.label("indicator", "unit", indicator.unit)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, each objective's before those of what belongs to it."""
        elements: list[Record] = []

        def walk(objective: Objective) -> None:
            elements.append(objective)
            elements.extend(self.plan.children(objective.id, Measure))
            for below in self.plan.children(objective.id, Objective):
                walk(below)

        for top in self.plan.children(self.plan.id, Objective):
            walk(top)
        return tuple(one for element in elements for one in self.plan.children(element.id, Indicator))

    def target(self, indicator: Indicator, year: str) -> Decimal | str | None:
        """The target of a year, or that an edition hides it."""
        return self.hidden_word if self.hides(indicator, "targets", year) else indicator.targets.get(year)

    def baseline(self, indicator: Indicator) -> Decimal | str | None:
        """The baseline, or what is said instead of it."""
        if self.hides(indicator, "baseline_value", ""):
            return self.hidden_word
        if indicator.baseline_value is not None:
            return indicator.baseline_value
        if indicator.baseline_pending_until:
            return self.words("by {day}", day=self.words.day(indicator.baseline_pending_until))
        return self.text(indicator.baseline_note) or None

    # money -----------------------------------------------------------------------------------------------------------

    @property
    def unit(self) -> str:
        """The unit of all amounts: "thousand RSD"."""
        return self.in_unit(self.root.currency)

    def in_unit(self, currency: str) -> str:
        """A currency in the plan's unit."""
        unit = self.root.amount_unit or 1
        if unit == 1_000:
            return self.words.thousands(currency)
        return currency if unit == 1 else f"{self.words.number(unit)} {currency}"

    @property
    def rate(self) -> Decimal | None:
        """How much of the plan's currency one euro is; none when there is nothing to convert."""
        return self.root.exchange_rate if self.root.currency != "EUR" and self.root.exchange_rate else None

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years of the plan, and those outside its period for which money is given: no amount is left out."""
        return tuple(sorted({*self.period_years, *(amount.year for amount in self.amounts)}))

    @cached_property
    def ending(self) -> str:
        """`_part` when some amount has decimals, which all styles of money then show."""
        whole = all(row.money == row.money.to_integral_value() for row in self.amounts)
        return "" if whole else "_part"

    @cached_property
    def period(self) -> str:
        """The years of the plan: "2026–2028"."""
        years = self.period_years
        return f"{years[0]}–{years[-1]}" if years else self.words("period not set yet")

    @property
    def untitled(self) -> str:
        """What stands for the title of an element that has none yet."""
        return self.words("(without a title yet)")

    @cached_property
    def title(self) -> str:
        """The plan's title, or what stands for it while there is none."""
        return self.text(self.root.title) or self.words("Plan without a title yet")
