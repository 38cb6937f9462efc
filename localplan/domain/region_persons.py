"""How many persons the measures of many municipalities are to reach, and have reached, by target group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from localplan.domain.consolidation import ZERO
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import ActivityRow, MeasureRow
from localplan.domain.tables import Column, Row, Table, table
from localplan.domain.values import plain

THOUSAND, TENTH = Decimal(1000), Decimal("0.1")
Counts = Mapping[str, Decimal]
"""Persons in all (`total`), `women` and `men`, as far as they are told."""


class Reach(NamedTuple):
    """Whom a measure is to reach by its activities, and whom it reached by the report on a year."""

    municipality: str
    plan: str
    measure: MeasureRow
    planned: Counts
    reached: Counts


def reach(summaries: Iterable[Summary], fits: Callable[[MeasureRow], bool], year: str) -> list[Reach]:
    """The chosen measures with their persons. One that several municipalities carry stands once: with the plan that
    names most persons, for each partner's plan tells of the whole."""
    found: dict[str, Reach] = {}
    for summary in sorted(summaries, key=lambda s: s.plan):
        for one in _of_plan(summary, fits, year):
            key = one.measure.shared_id or f"{one.plan}/{one.measure.id}"
            if key not in found or found[key].planned.get("total", ZERO) < one.planned.get("total", ZERO):
                found[key] = one
    return list(found.values())


def _of_plan(summary: Summary, fits: Callable[[MeasureRow], bool], year: str) -> Iterator[Reach]:
    place = summary.municipality or summary.plan
    of_measure: dict[str, list[ActivityRow]] = defaultdict(list)
    for one in summary.activities:
        of_measure[one.measure].append(one)
    for measure in filter(fits, summary.measures):
        activities = of_measure[measure.id]
        told = (one.report_on(year) for one in activities)
        planned = _summed(one.beneficiaries for one in activities)
        yield Reach(place, summary.plan, measure, planned, _summed(r.beneficiaries for r in told if r))


def _summed(counts: Iterable[Counts]) -> Counts:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in counts:
        for group, persons in one.items():
            found[group] += persons
    return found


def persons_table(rows: Sequence[Reach], year: str, people: int) -> Table:
    """One row per target group, and all of them in one. `people` live in the municipalities of the plans."""
    columns = (
        Column("target_group", "code", "target_groups"),
        Column("beneficiaries", "count", persons=True),
        Column("women", "count", persons=True),
        Column("men", "count", persons=True),
        Column("per_thousand", "number", persons=True),
        Column("year", "year"),
        Column("beneficiaries_reached", "count", persons=True),
        Column("municipalities", "count"),
        Column("measures", "count"),
    )
    groups: dict[str, list[Reach]] = defaultdict(list)
    for one in rows:
        for group in one.measure.target_groups or ("",):
            groups[group].append(one)
    lines = [_line(group, own, year, people) for group, own in sorted(groups.items())]
    whole = [_line("", rows, year, people, total=True)] if rows else []
    return table("persons", columns, [*lines, *whole], overlaps=True)


def _line(group: str, rows: Sequence[Reach], year: str, people: int, *, total: bool = False) -> Row:
    planned, reached = _summed(one.planned for one in rows), _summed(one.reached for one in rows)
    persons = planned.get("total")
    per_thousand = (persons * THOUSAND / people).quantize(TENTH, ROUND_HALF_UP) if persons and people else None
    cells = (
        group,
        _said(persons),
        _said(planned.get("women")),
        _said(planned.get("men")),
        _said(per_thousand),
        year,
        _said(reached.get("total")),
        len({one.municipality for one in rows}),
        len(rows),
    )
    return Row(cells, total=total)


def _said(number: Decimal | None) -> Decimal | None:
    return None if number is None else plain(number)
