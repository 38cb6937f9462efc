"""What can be inserted from collections, as it is declared: indicators, problems, objectives, measures, practices."""

from __future__ import annotations

from localplan.methodology.declarations import Declared


class LibraryIndicator(Declared, frozen=True):
    """An indicator of the collection, taken over into a plan and changed there at will.

    `definition` says who or what is counted and who is not, `provider` who produces the figure; `context`: the
    municipality does not influence it.
    """

    code: str
    level: str
    section: str
    title: str
    unit: str
    value_type: str
    value_kind: str
    direction: str
    aggregation: str
    frequency: str
    definition: str = ""
    disaggregation: tuple[str, ...] = ()
    source: str = ""
    provider: str = ""
    numerator: str = ""
    denominator: str = ""
    sdg: tuple[str, ...] = ()
    small_counts: bool = False  # may name persons where it counts few: suppressed in public editions
    context: bool = False
    note: str = ""


class LibraryProblem(Declared, frozen=True):
    """A typical problem: offered in the problem tree, and the mark by which measures and practices are found."""

    code: str
    section: str
    text: str


class LibraryObjective(Declared, frozen=True):
    """A typical specific objective; `problems` are those of the collection that it answers."""

    code: str
    section: str
    title: str
    problems: tuple[str, ...]
    sdg: tuple[str, ...] = ()
    gcm: tuple[str, ...] = ()


class LibraryMeasure(Declared, frozen=True):
    """A typical measure with its activities, and the acts without which it cannot start.

    `objective`, `problems` and `indicators` are codes of the other collections.
    """

    code: str
    section: str
    title: str
    description: str
    measure_type: str
    objective: str
    problems: tuple[str, ...]
    target_groups: tuple[str, ...]
    activities: tuple[str, ...]
    indicators: tuple[str, ...]
    sdg: tuple[str, ...]
    gcm: tuple[str, ...]
    regulations: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()


class Practice(Declared, frozen=True):
    """What was done in a country of the programme, with what result if known, and how it could look `here`.

    `measure` is the typical measure that lends activities and indicators when the practice is inserted.
    """

    code: str
    country: str
    section: str
    problems: tuple[str, ...]
    title: str
    done: str
    here: str
    measure: str
    source: str
    result: str = ""
