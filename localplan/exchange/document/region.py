"""The regional report as blocks: who is in, money, progress, indicators, requests, quality, origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from localplan.domain.shown import Shown, ShownCell
from localplan.domain.values import plain
from localplan.exchange.document.blocks import (
    Block,
    Bullets,
    Column,
    Contents,
    Cover,
    Figure,
    Heading,
    Meta,
    Note,
    Row,
    Table,
)
from localplan.exchange.document.build import numbered, without_blanks
from localplan.exchange.regional import Regional
from localplan.methodology.charts import Chart, Series, axis_steps
from localplan.words import Words, phrase

PER_HEAD = "per_head"  # the table of municipalities once more, with the figures by inhabitant
CHAPTERS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        phrase("Municipalities"),
        (
            (
                "municipalities",
                ("municipality", "state", "period_start", "period_end", "measures", "activities", "late"),
            ),
            (
                PER_HEAD,
                ("municipality", "currency", "money", "population", "population_year", "money_per_head"),
            ),
            ("missing", ("municipality", "district", "on_paper")),
        ),
    ),
    (
        phrase("Money"),
        (
            ("money_by_year", ()),
            ("money_by_source", ()),
            ("money_by_section", ()),
            ("money_by_status", ()),
            ("money_by_measure_type", ()),
            ("money_by_district", ()),
            ("money_by_target_group", ()),
            ("shared_measures", ("measure", "municipality", "share", "currency", "whole", "own_part", "problem")),
        ),
    ),
    (
        phrase("Progress"),
        (
            (
                "progress",
                (
                    "municipality",
                    "year",
                    "completed",
                    "in_progress",
                    "not_reported",
                    "late",
                    "planned",
                    "spent",
                ),
            ),
            (
                "persons",
                (
                    "target_group",
                    "beneficiaries",
                    "women",
                    "men",
                    "per_thousand",
                    "beneficiaries_reached",
                    "municipalities",
                ),
            ),
            ("late_activities", ("municipality", "activity", "body", "deadline", "status")),
        ),
    ),
    (
        phrase("Indicators"),
        (
            (
                "indicators",
                (
                    "indicator_code",
                    "indicator",
                    "unit",
                    "year",
                    "value",
                    "counted",
                    "of",
                    "lowest",
                    "highest",
                    "problem",
                ),
            ),
        ),
    ),
    (
        phrase("Requests and exchange"),
        (
            ("addressees", ()),
            ("requests", ("addressee", "municipality", "ask", "sent_on", "answer")),
            ("peers", ("learner", "problem", "teacher", "measure", "reason")),
            ("exchanges", ("municipality", "topic", "learner_named", "teacher_named", "day")),
        ),
    ),
    (phrase("Quality"), (("quality", ("rule", "tier", "municipalities", "findings")),)),
    (phrase("Sources"), (("provenance", ("municipality", "plan_code", "revision", "person", "day", "file")),)),
)
"""Chapters with their tables and the columns shown of each; all where none are named."""

_FIGURES = ("money", "number", "percent", "count")
_PICTURED = ("money_by_source", "money_by_section")
_MOST_ROWS = 200  # of one table: as many as a country has municipalities; the workbook has them all


def build_region_report(region: Regional, words: Words) -> tuple[Block, ...]:
    """The whole report."""
    cover = Cover(authority=words("Regional report"), title=region.title, period=region.subtitle, facts=region.facts)
    chapters = tuple(numbered(_chapters(region, words), "", "chapter"))
    return (cover, Contents(title=words("Contents")), *chapters)


def region_report_meta(region: Regional, words: Words) -> Meta:
    """What the file says about itself."""
    return Meta(region.title, "localplan", region.subtitle, words.language, moment=region.moment)


def _chapters(region: Regional, words: Words) -> Iterator[Block]:
    there = {table.name for table in region.tables} | {PER_HEAD}
    for number, (title, tables) in enumerate(CHAPTERS):
        tables = tuple(one for one in tables if one[0] in there)
        if not tables:
            continue
        yield Heading(level=1, text=words(title), anchor="")
        if number == 0 and region.notes:
            yield Bullets(items=region.notes)
        for name, columns in tables:
            shown = region.table("municipalities" if name == PER_HEAD else name)
            title = words("Money per inhabitant") if name == PER_HEAD else shown.title
            yield Heading(level=2, text=title, anchor="")
            if name in _PICTURED and (figure := _figure(shown, words)):
                yield figure
            yield from _table(shown, columns or _all(shown), words)


def _all(shown: Shown) -> tuple[str, ...]:
    return tuple(column.name for column in shown.columns if column.name != "measures")


def _table(shown: Shown, names: Sequence[str], words: Words) -> Iterator[Block]:
    if not shown.rows:
        yield Note(text=words("Nothing to show."))
        return
    places = [n for n, column in enumerate(shown.columns) if column.name in names]
    rows = tuple(
        Row(
            tuple(_said(row.cells[n], shown.columns[n].kind, words) for n in places),
            style="total" if row.total else "plain",
        )
        for row in shown.rows[:_MOST_ROWS]
    )
    columns = tuple(_column(shown, n) for n in places)
    yield without_blanks(Table(columns=columns, rows=rows, caption=shown.note))
    if len(shown.rows) > _MOST_ROWS:
        yield Note(
            text=words(
                "Only {n} of {of} rows are shown here; the workbook has all of them.", n=_MOST_ROWS, of=len(shown.rows)
            )
        )


def _column(shown: Shown, n: int) -> Column:
    return Column(shown.headings[n], 0.0, "right" if shown.columns[n].kind in _FIGURES else "left")


def _said(cell: ShownCell, kind: str, words: Words) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return words.day(cell)
    if isinstance(cell, Decimal):
        return words.money(cell) if kind == "money" else words.number(plain(round(cell, 2)))
    return words.number(Decimal(cell)) if isinstance(cell, int) else cell


def _figure(shown: Shown, words: Words) -> Figure | None:
    """Money by year, stacked by the rows of the table; none unless all of it is in one currency."""
    years = [n for n, column in enumerate(shown.columns) if column.name.isdecimal()]
    rows = [row for row in shown.rows if not row.total]
    currencies = {row.cells[1] for row in rows}
    if len(currencies) != 1 or not years:
        return None
    series = tuple(Series(str(row.cells[0]), tuple(_decimal(row.cells[n]) for n in years)) for row in rows)
    categories = tuple(shown.columns[n].name for n in years)
    chart = Chart(shown.title, str(currencies.pop()), categories, series)
    steps = axis_steps(max(chart.heights, default=Decimal(0)))
    scale = tuple((step, words.money(step)) for step in steps)
    return Figure(chart=chart, scale=scale, tops=tuple(map(words.money, chart.heights)))


def _decimal(cell: ShownCell) -> Decimal:
    return cell if isinstance(cell, Decimal) else Decimal(0)
