"""The consolidated view of a library: many municipalities as tables, out of summaries, without opening a plan.

`Consolidated` is a value of one moment: make it anew when plans came in. Its tables are made when they are first asked
for; `region_words.shown` puts them into the words of a language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from localplan.app.reconcile import open_contradictions
from localplan.app.region_expected import codes_of_district
from localplan.app.region_people import people_of
from localplan.app.registers import municipalities
from localplan.data import data_dir
from localplan.domain.choice import Choice
from localplan.domain.consolidation import (
    OwnMoney,
    ShareProblem,
    Totals,
    own_money,
    share_problems,
    sums,
    totals_from,
)
from localplan.domain.region_book import Stub
from localplan.domain.region_indicator_tables import indicators_table, values_table
from localplan.domain.region_indicators import Together, put_together
from localplan.domain.region_money import (
    DIMENSIONS,
    OF_AMOUNTS,
    InEuro,
    Place,
    Rate,
    amounts_table,
    by_year,
    in_euro,
    money_table,
    shared_table,
    years_of,
)
from localplan.domain.region_peers import exchanges_table, peers_table
from localplan.domain.region_persons import persons_table, reach
from localplan.domain.region_work import (
    Population,
    addressees_table,
    late_table,
    municipalities_table,
    progress_table,
    quality_table,
    requests_table,
    sources_table,
)
from localplan.domain.summary import PARTS, Checked, Provenance, Summary
from localplan.domain.tables import Column, Row, Table, table
from localplan.domain.under_codes import under_codes

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library
from localplan.app.region_knowledge import contracts, folded, people_units, topics

TABLES = (
    "municipalities",
    *(f"money_by_{dimension.name}" for dimension in DIMENSIONS),
    "amounts",
    "shared_measures",
    "indicators",
    "indicator_values",
    "progress",
    "persons",
    "late_activities",
    "addressees",
    "requests",
    "quality",
    "peers",
    "exchanges",
    "missing",
    "provenance",
)
"""Every table there is, by name."""


class Consolidated:
    """The plans of a region side by side. `choice` says which; shared measures are settled before anything is left out.

    `euro`: all money in euro, at given rates or at those that plans state with a day; `money` then says what was used.
    """

    def __init__(
        self,
        library: Library,
        methodology: Methodology,
        today: date,
        *,
        choice: Choice | None = None,
        region: str = "",
        euro: bool = False,
        rates: Iterable[Rate] = (),
    ) -> None:
        self.methodology, self.today, self.choice, self.euro = methodology, today, choice or Choice(), euro
        self._library = library
        self._parts: dict[frozenset[str], tuple[Summary, ...]] = {}
        self._codes = library.region.aliases("indicator"), library.region.aliases("measure")
        self.all = self.with_parts()
        self.aliases: Mapping[str, str] = library.region.aliases("organisation")
        self.provenance: Mapping[str, Provenance] = library.region.provenance()
        self.checked: Mapping[str, Checked] = library.region.checked()
        self.expected = _expected(library, region)
        self.on_paper = {stub.municipality: stub.title for stub in library.book.entries(Stub)}
        self.rates = tuple(rates)
        self._tables: dict[str, Table] = {}

    def with_parts(self, *parts: str) -> tuple[Summary, ...]:
        """All summaries with these parts (`domain.summary.PARTS`), by plan id; each part is read once, when needed."""
        wanted = frozenset(parts)
        if wanted not in self._parts:
            self._parts[wanted] = self._read(wanted) if len(wanted) < 2 else self._put_together(*sorted(wanted))
        return self._parts[wanted]

    def _read(self, parts: frozenset[str]) -> tuple[Summary, ...]:
        return tuple(under_codes(summary, *self._codes) for summary in self._library.summaries(parts))

    def _put_together(self, first: str, *others: str) -> tuple[Summary, ...]:
        """What was read apart, of the plans that were there each time."""
        more = [(PARTS[part], {s.plan: s for s in self.with_parts(part)}) for part in others]
        return tuple(
            replace(one, **{name: getattr(known[one.plan], name) for names, known in more for name in names})
            for one in self.with_parts(first)
            if all(one.plan in known for _, known in more)
        )

    def _chosen(self, *parts: str) -> tuple[Summary, ...]:
        """The chosen plans with these parts."""
        known = {s.plan: s for s in self.with_parts(*parts)}
        return tuple(known[s.plan] for s in self.summaries if s.plan in known)

    # what everything is made of --------------------------------------------------------------------------------------

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries of the plans."""
        return tuple(sorted({s.country for s in self.all if s.country}))

    @cached_property
    def place(self) -> Place:
        """Districts by municipality and aliases of organisations."""
        units = (unit for country in self.countries for unit in municipalities(data_dir("db"), country))
        return Place({unit.code: unit.district for unit in units if unit.district}, self.aliases)

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        """The plans that count and are chosen, by municipality."""
        chosen = self.choice.of_plans(self.all, self.place.districts)
        return tuple(sorted(chosen, key=lambda s: (s.municipality, s.period_start or date.min, s.plan)))

    @cached_property
    def _with_money(self) -> tuple[Summary, ...]:
        return tuple(s for s in self.with_parts("money") if s.counts)

    @cached_property
    def money(self) -> InEuro:
        """The chosen amounts, each with the own part of its plan; in euro if so wanted."""
        chosen = {s.plan for s in self.summaries}
        own = tuple(
            one
            for one in own_money(self._with_money)
            if one.summary.plan in chosen and self.choice.fits_money(one, self.aliases)
        )
        return in_euro(own, self.rates) if self.euro else InEuro(own, (), ())

    @property
    def rows(self) -> tuple[OwnMoney, ...]:
        """The chosen amounts."""
        return self.money.rows

    @cached_property
    def _by_year(self) -> tuple[OwnMoney, ...]:
        return by_year(self.rows)

    @cached_property
    def currency(self) -> str:
        """The currency that most amounts are in; empty when there are none."""
        often = Counter(one.currency for one in self.rows)
        return max(sorted(often), key=lambda currency: often[currency], default="")

    @property
    def totals(self) -> Totals:
        """The chosen amounts in all, by year, by source and by section."""
        return totals_from(sums(self.rows))

    @cached_property
    def share_problems(self) -> tuple[ShareProblem, ...]:
        """What is wrong with shared measures."""
        return share_problems(self._with_money)

    @cached_property
    def indicators(self) -> tuple[Together, ...]:
        """The indicators of the collection, put together."""
        return put_together(self._chosen("indicators"), contracts(self.methodology), people_units(self.methodology))

    @cached_property
    def population(self) -> Mapping[str, Population]:
        """Inhabitants by municipality, from the register or from newer figures that were brought."""
        return people_of(self._library, self.countries)

    @cached_property
    def undecided(self) -> Counter[str]:
        """How many contradictions of merges are open, by plan id."""
        return open_contradictions(self._library)

    @cached_property
    def report_year(self) -> str:
        """The newest of the chosen years on which somebody reported; when nobody did, this year or the next."""
        reports = (report for s in self._chosen("activities") for a in s.activities for report in a.reports)
        found = {report.year for report in reports if report.year}
        years = self.choice.years or tuple(self.years)
        if told := found & set(years):
            return max(told)
        return next((year for year in years if year >= str(self.today.year)), max(years, default=""))

    # tables ----------------------------------------------------------------------------------------------------------

    def table(self, name: str) -> Table:
        """One of TABLES. Raises KeyError."""
        if name not in self._tables:
            self._tables[name] = self._make(name)
        return self._tables[name]

    def _make(self, name: str) -> Table:
        if name.startswith("money_by_"):
            dimension = name.removeprefix("money_by_")
            return money_table(self.rows if dimension in OF_AMOUNTS else self._by_year, dimension, self.place)
        makers: dict[str, Callable[[], Table]] = {
            "municipalities": self._municipalities,
            "amounts": lambda: amounts_table(self.rows, self.place),
            "shared_measures": lambda: shared_table(self._with_money, self.share_problems),
            "indicators": lambda: indicators_table(self.indicators),
            "indicator_values": lambda: values_table(self.indicators),
            "progress": self._progress,
            "persons": self._persons,
            "late_activities": lambda: late_table(self._chosen("activities"), self.today),
            "addressees": lambda: addressees_table(self.table("requests"), folded),
            "requests": lambda: requests_table(self._chosen("needs")),
            "quality": lambda: quality_table(self.summaries, self.checked),
            "peers": lambda: peers_table(
                self._chosen("money", "activities", "indicators", "needs"), topics(self.methodology)
            ),
            "exchanges": lambda: exchanges_table(self._chosen("needs")),
            "missing": self._missing,
            "provenance": lambda: sources_table(self.summaries, self.provenance),
        }
        return makers[name]()

    def _municipalities(self) -> Table:
        currency = "EUR" if self.euro else ""
        return municipalities_table(self.summaries, self._own(), self.population, self.checked, self.today, currency)

    def _own(self) -> Mapping[str, Decimal]:
        """Each plan's own part of the chosen money. Where whole plans are chosen only shared measures are looked at."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        if self.euro or not self.choice.of_whole_plans:
            for one in self.rows:
                found[one.summary.plan] += one.money
            return found
        partners = [s.plan for s in self.all if s.shares and s.counts]
        for one in own_money(self._library.region.summaries(("money",), partners) if partners else ()):
            found[one.summary.plan] += one.money if one.row.shared_id else 0
        return {s.plan: s.own + found[s.plan] for s in self.summaries}

    def _progress(self) -> Table:
        counting = [s for s in self.with_parts("money", "activities") if s.counts]
        return progress_table(self._chosen("money", "activities"), counting, self.report_year, self.today)

    def _persons(self) -> Table:
        chosen = reach(
            self._chosen("money", "activities"),
            lambda measure: self.choice.fits_measure(measure, self.aliases),
            self.report_year,
        )
        return persons_table(chosen, self.report_year, self.inhabitants(self.summaries))

    def inhabitants(self, summaries: Iterable[Summary]) -> int:
        """How many people live in the municipalities of these plans, as far as it is known."""
        places = {s.municipality for s in summaries}
        return sum(self.population[code].people for code in places if code in self.population)

    def _missing(self) -> Table:
        """The municipalities that the region expects and that have no plan here that counts, but maybe one on paper."""
        here = {s.municipality for s in self.all if s.counts}
        columns = (Column("municipality", "municipality"), Column("district", "district"), Column("on_paper"))
        rows = (
            Row((code, self.place.districts.get(code, ""), self.on_paper.get(code, "")))
            for code in self.expected
            if code not in here
        )
        return table("missing", columns, rows)

    @property
    def years(self) -> list[str]:
        """The years in which there is money."""
        return years_of(self.rows)


def _expected(library: Library, region: str) -> tuple[str, ...]:
    """The municipalities that a region expects; without a name, those of the only region there is."""
    regions = library.region.expected()
    if region:
        return regions.get(region) or codes_of_district(region)
    return next(iter(regions.values())) if len(regions) == 1 else ()
