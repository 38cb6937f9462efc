"""Which plans, and which of their measures and money, a consolidated view is about; may be kept by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from localplan.domain.consolidation import OwnMoney
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import MeasureRow


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Codes by what they choose; an empty one chooses everything. All must fit; of several codes one is enough."""

    municipalities: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    measure_types: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()  # ids of organisations

    @property
    def of_whole_plans(self) -> bool:
        """Whether it leaves out plans alone, and nothing of those that stay."""
        kept = (
            self.sections,
            self.measure_types,
            self.target_groups,
            self.sdg,
            self.years,
            self.sources,
            self.statuses,
        )
        return not any((*kept, self.bodies))

    def of_plans(self, summaries: Iterable[Summary], districts: Mapping[str, str]) -> tuple[Summary, ...]:
        """The plans that count and are chosen; `districts` by municipality, where a register knows them."""
        return tuple(s for s in summaries if s.counts and self._fits_plan(s, districts))

    def _fits_plan(self, summary: Summary, districts: Mapping[str, str]) -> bool:
        district = districts.get(summary.municipality, summary.subdivision)
        return (
            _one(self.municipalities, summary.municipality)
            and _one(self.districts, district)
            and _one(self.states, summary.state)
        )

    def fits_measure(self, measure: MeasureRow, aliases: Mapping[str, str]) -> bool:
        """Whether a measure is chosen; `aliases` lead from the ids of merged organisations to those that stayed."""
        return (
            _one(self.sections, measure.section)
            and _one(self.measure_types, measure.measure_type)
            and _any(self.target_groups, measure.target_groups)
            and _any(self.sdg, measure.sdg)
            and _one(self.bodies, aliases.get(measure.responsible, measure.responsible))
        )

    def fits_money(self, one: OwnMoney, aliases: Mapping[str, str]) -> bool:
        """Whether an amount is chosen."""
        return (
            _one(self.years, one.row.year)
            and _one(self.sources, one.row.source)
            and _one(self.statuses, one.row.status)
            and self.fits_measure(one.measure, aliases)
        )


def _one(chosen: tuple[str, ...], code: str) -> bool:
    return not chosen or code in chosen


def _any(chosen: tuple[str, ...], codes: tuple[str, ...]) -> bool:
    return not chosen or not set(chosen).isdisjoint(codes)
