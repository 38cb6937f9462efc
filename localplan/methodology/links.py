"""Whether items of the collections and country files name only what is there: sections, lists, indicators, each other.

Each check yields (code of the item, what is wrong with it); the loader adds the file and stops at the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from localplan.methodology.collection_kinds import LibraryMeasure, LibraryObjective, LibraryProblem, Practice
from localplan.methodology.declarations import ANY_UNIT
from localplan.methodology.law import Country

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology

Faults = Iterator[tuple[str, str]]


def check_problem(problem: LibraryProblem, known: Methodology) -> Faults:
    """A typical problem's section exists."""
    yield from _in_lists(problem.code, known, sections=(problem.section,))


def check_objective(objective: LibraryObjective, known: Methodology) -> Faults:
    """Section, problems and global goals of a typical objective exist."""
    yield from _in_lists(
        objective.code, known, sections=(objective.section,), sdg_targets=objective.sdg, gcm_objectives=objective.gcm
    )
    yield from _among(objective.code, "problem", objective.problems, known.problems)


def check_measure(measure: LibraryMeasure, known: Methodology) -> Faults:
    """All that a typical measure names exists, and it says what it consists of."""
    yield from _in_lists(
        measure.code,
        known,
        sections=(measure.section,),
        measure_types=(measure.measure_type,),
        target_groups=measure.target_groups,
        barriers=measure.barriers,
        sdg_targets=measure.sdg,
        gcm_objectives=measure.gcm,
    )
    yield from _among(measure.code, "problem", measure.problems, known.problems)
    yield from _among(measure.code, "objective", (measure.objective,), known.objectives)
    yield from _among(measure.code, "indicator", measure.indicators, known.indicators)


def check_practice(practice: Practice, known: Methodology) -> Faults:
    """Country, section, problems and measure of a practice exist."""
    yield from _in_lists(practice.code, known, sections=(practice.section,), countries=(practice.country,))
    yield from _among(practice.code, "problem", practice.problems, known.problems)
    yield from _among(practice.code, "measure", (practice.measure,), known.measures)


def check_country(country: Country, known: Methodology) -> Faults:
    """Code, currency, languages, kinds of units and profile of a country exist."""
    yield from _in_lists(
        country.code,
        known,
        countries=(country.code,),
        currencies=(country.currency,),
        languages=(*country.languages, *country.state_in, *(tag for told in country.titles.values() for tag in told)),
        unit_kinds=(*country.unit_kinds, *country.words, *(kind for kind in country.titles if kind != ANY_UNIT)),
    )
    yield from _among(country.code, "profile", (country.profile,), known.profiles)


def _in_lists(name: str, known: Methodology, **named: Iterable[str]) -> Faults:
    """The codes named that are not in the list of that name."""
    for code_list, codes in named.items():
        entries = {entry.code for entry in known.lists[code_list].entries} if code_list in known.lists else set()
        yield from _among(name, code_list, codes, entries)


def _among(name: str, what: str, named: Iterable[str], known: Iterable[str]) -> Faults:
    yield from ((name, f"unknown {what} {one!r}") for one in named if one not in known)
