"""Chapter 7: the action-plan table in its prescribed order (specification 1.6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.money import total
from localplan.domain.records.logic import Activity, FundingLine, Indicator, Measure, Objective
from localplan.exchange.document.blocks import ActionPart, ActionTable, Block, Column, Note, Row, Table
from localplan.exchange.document.chapters.objectives import regulations, unit_of
from localplan.exchange.document.material import Material, column, facts, figures

_MOST_ON_A4 = 5  # years beside the other columns


def plan_table(m: Material) -> Iterator[Block]:
    """Chapter 7."""
    yield m.heading(1, m.words("Action plan"))
    parts = tuple(_parts(m))
    if not parts:
        yield m.missing(m.words("objectives, measures and activities with leads, deadlines and funds"), 10)
        return
    yield Note(text=m.words("Amounts in {unit}.", unit=m.unit))
    yield ActionTable(parts=parts, wide=len(m.money_years) > _MOST_ON_A4)


def _parts(m: Material) -> Iterator[ActionPart]:
    for general in m.general_objectives():
        yield _objective(m, general, 1)
        for specific in m.plan.children(general.id, Objective):
            yield _objective(m, specific, 2)
            for measure in m.plan.children(specific.id, Measure):
                yield _measure(m, measure)


def _objective(m: Material, objective: Objective, level: int) -> ActionPart:
    code, title = m.codes.get(objective.id, ""), m.name(objective.id)
    if level == 1:
        band = m.words("General objective {code}: {title}", code=code, title=title)
        role, name = m.words("Body responsible for monitoring and control"), m.words("Indicator of impact")
    else:
        band = m.words("Specific objective {code}: {title}", code=code, title=title)
        role, name = m.words("Body responsible for coordination and reporting"), m.words("Indicator of outcome")
    years = m.years[-1:] if level == 1 else m.years
    tables = tuple(_indicators(m, objective, name, years))
    return ActionPart(level, band, ((role, m.name(objective.responsible) or "–"),), tables)


def _indicators(m: Material, owner: Objective | Measure, name: str, years: tuple[str, ...]) -> Iterator[Table]:
    columns = (
        column(name, 6),
        column(m.words("Unit"), 2),
        column(m.words("Source of verification"), 4),
        figures(m.words("Baseline"), 1.5),
        column(m.words("Base year"), 1.2, "centre"),
        *(figures(m.words("Target {year}", year=year), 1.4) for year in years),
    )
    found = tuple(_indicator_row(m, i, years) for i in m.indicators_of(owner))
    if found:
        yield Table(columns=columns, rows=found)


def _indicator_row(m: Material, i: Indicator, years: tuple[str, ...]) -> Row:
    return Row(
        (
            m.titled(i.id),
            unit_of(m, i),
            m.say(i.source_of_verification),
            m.baseline(i),
            m.year(i.baseline_year),
            *m.targets(i, years),
        )
    )


def _measure(m: Material, measure: Measure) -> ActionPart:
    code, title = m.codes.get(measure.id, ""), m.name(measure.id)
    band = m.words("Measure {code}: {title}", code=code, title=title)
    told = facts(
        (m.words("Body responsible for carrying it out"), m.name(measure.responsible)),
        (m.words("Period"), m.days(measure.period_start, measure.period_end)),
        (m.words("Type of measure"), m.own(measure, "measure_type")),
        (m.words("Regulations to adopt or change"), regulations(m, measure) or m.words("none")),
    )
    indicators = tuple(_indicators(m, measure, m.words("Indicator of result"), m.years))
    return ActionPart(3, band, told, (*indicators, *_money(m, measure), *_activities(m, measure, band)))


def _money(m: Material, measure: Measure) -> Iterator[Table]:
    """What the measure costs by source and programme."""
    sums: dict[tuple[str, str], dict[str, Decimal]] = {}
    for row in m.money_rows:
        if row.measure.id == measure.id:
            years = sums.setdefault((row.source, row.line.programme_code), {})
            years[row.year] = years.get(row.year, Decimal(0)) + row.money
    columns = (
        column(m.words("Source of funding of the measure"), 6),
        *([column(m.words("Link to the programme budget"), 4)] if m.method.has_programmes else []),
        *_year_columns(m, 1.4),
    )
    lines = tuple(
        Row((m.classified("source", source), *_programme(m, programme), *_years(m, years)))
        for (source, programme), years in sums.items()
    )
    if lines:
        yield Table(columns=columns, rows=lines)


def _year_columns(m: Material, width: float) -> tuple[Column, ...]:
    return tuple(figures(year, width) for year in m.money_years)


def _years(m: Material, amounts: dict[str, Decimal]) -> tuple[str, ...]:
    return tuple(m.money(amounts.get(year)) for year in m.money_years)


def _programme(m: Material, code: str) -> tuple[str, ...]:
    """The cell of the programme; none in countries whose budgets have no programmes."""
    return (code or "–",) if m.method.has_programmes else ()


def _no_programme(m: Material) -> tuple[str, ...]:
    return ("",) if m.method.has_programmes else ()


def _activities(m: Material, measure: Measure, band: str) -> Iterator[Table]:
    columns = (
        column(m.words("Activity"), 5.2),
        column(m.words("Carried out by"), 2.8),
        column(m.words("Partners"), 2.8),
        column(m.words("Deadline"), 1.4),
        column(m.words("Source of funding"), 3),
        *([column(m.words("Programme budget"), 1.5)] if m.method.has_programmes else []),
        *_year_columns(m, 1.15),
    )
    found = [_activity_row(m, activity) for activity in m.plan.children(measure.id, Activity)]
    if not found:
        return
    money = tuple(row for row in m.money_rows if row.measure.id == measure.id)
    sums = tuple(m.money(total(row for row in money if row.year == year)) for year in m.money_years)
    last = Row((m.words("Measure in total"), "", "", "", "", *_no_programme(m), *sums), style="total")
    yield Table(columns=columns, rows=(*found, last), span=m.words("{title} (continued)", title=band))


def _activity_row(m: Material, activity: Activity) -> Row:
    lines = m.plan.children(activity.id, FundingLine)
    left = (
        m.titled(activity.id),
        m.short(activity.lead),
        ", ".join(filter(None, map(m.short, activity.partners))),
        m.quarter(activity.deadline),
    )
    if not lines:
        free = m.words("no additional funds needed") if activity.no_additional_cost else "–"
        return Row((*left, free, *_no_programme(m), *("" for _ in m.money_years)))
    first, *further = (_funding(m, line) for line in lines)
    return Row((*left, *first), tuple(("", "", "", "", *line) for line in further))


def _funding(m: Material, line: FundingLine) -> tuple[str, ...]:
    source, donor = m.classified("source", line.source), m.short(line.donor)
    if donor and donor not in source:
        source = f"{source}, {donor}" if source else donor
    money = (m.money(line.amounts.get(year)) or "–" for year in m.money_years)
    return (source or "–", *_programme(m, line.programme_code), *money)
