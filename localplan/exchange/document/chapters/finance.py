"""Chapter 8: what the plan costs, by year, source, section, programme and measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from localplan.domain.money import ZERO, Amount, total, totals_by_year
from localplan.domain.records.logic import BudgetCeiling
from localplan.exchange.document.blocks import Block, Figure, Note, Paragraphs, Row, Table
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.material import Material, column, figures
from localplan.methodology.charts import axis_steps, money_chart
from localplan.words import of_currency

Reading = Callable[[Amount], str]


def finance(m: Material) -> Iterator[Block]:
    """Chapter 8."""
    yield m.heading(1, m.words("Financial framework"))
    if text := narrative(m, "finance"):
        yield Paragraphs(text=text)
    if not m.money_rows:
        yield m.missing(m.words("the money of each activity by source and year"), 11)
        return
    whole = f"{m.money(total(m.money_rows))} {m.unit}"
    yield Paragraphs(text=" ".join(filter(None, (m.words("The plan costs {sum} in total.", sum=whole), _in_euro(m)))))
    yield m.heading(2, m.words("By year and source of funding"))
    yield _figure(m, m.words("Money by year and source of funding"), source_of, source_name(m))
    yield sums_table(m, m.words("Source of funding"), source_of, source_name(m))
    yield m.heading(2, m.words("By section"))
    yield _figure(m, m.words("Money by year and section"), _section, _section_name(m))
    yield sums_table(m, m.words("Section"), _section, _section_name(m), _in_order(m.sections))
    if m.method.has_programmes:
        yield m.heading(2, m.words("By programme of the municipal budget"))
        yield sums_table(m, m.words("Programme"), lambda row: row.programme, _programme_name(m))
    yield m.heading(2, m.words("By measure"))
    yield sums_table(m, m.words("Measure"), lambda row: row.measure.id, m.titled, m.codes)
    yield m.heading(2, m.words("By status of funds"))
    yield sums_table(m, m.words("Status of funds"), lambda row: row.status, _status_name(m))
    yield from _ceilings(m)


def source_of(row: Amount) -> str:
    """The source of funding of an amount."""
    return row.source


def _section(row: Amount) -> str:
    return row.section


def _in_order(codes: Sequence[str]) -> dict[str, str]:
    return {code: f"{n:03}" for n, code in enumerate(codes)}


def sums_table(
    m: Material,
    what: str,
    by: Reading,
    name: Callable[[str], str],
    places: Mapping[str, str] | None = None,
    of: Sequence[Amount] | None = None,
) -> Table:
    """A row for each key with its years, its sum and its share; the whole in the last row. `of`: all money or less."""
    rows = m.money_rows if of is None else of
    sums = totals_by_year(rows, by)
    keys = sorted(sums, key=lambda key: (places or {}).get(key, key))
    whole = total(rows)
    lines = [_line(m, name(key), sums[key], whole) for key in keys]
    by_year = totals_by_year(rows, lambda _: "").get("", {})
    return Table(
        columns=(
            column(what, 4),
            *(figures(year, 1.2) for year in m.money_years),
            figures(m.words("Total"), 1.3),
            figures("%", 0.8),
        ),
        rows=(*lines, _line(m, m.words("Total"), by_year, whole, "total")),
        caption=m.words("Amounts in {unit}", unit=m.unit),
    )


def _line(m: Material, name: str, years: dict[str, Decimal], whole: Decimal, style: str = "plain") -> Row:
    own = sum(years.values(), ZERO)
    share = m.number(own * 100 / whole, 1) if whole else ""
    cells = (name, *(m.money(years.get(year, ZERO)) for year in m.money_years), m.money(own), share)
    return Row(cells, style="total" if style == "total" else "plain")


def _figure(m: Material, title: str, by: Reading, name: Callable[[str], str]) -> Figure:
    chart = money_chart(m.money_rows, m.money_years, by, name, title=title, unit=m.unit)
    steps = axis_steps(max(chart.heights, default=ZERO))
    return Figure(chart=chart, scale=tuple((s, m.money(s)) for s in steps), tops=tuple(map(m.money, chart.heights)))


def _in_euro(m: Material) -> str:
    rate = m.root.exchange_rate
    if not rate or m.root.currency == "EUR":
        return ""
    euro = total(m.money_rows) * (m.root.amount_unit or 1) / rate
    return m.words(
        "At {rate} {currency} for one euro this is {euro} EUR.",
        rate=m.number(rate),
        currency=of_currency(m.root.currency, m.language),
        euro=m.number(euro, 0),
    )


def source_name(m: Material) -> Callable[[str], str]:
    """Names sources of funding with their codes."""
    return lambda code: m.classified("source", code) or m.words("source not given")


def _section_name(m: Material) -> Callable[[str], str]:
    return lambda code: m.label("objective", "section", code) or m.words("no section")


def _programme_name(m: Material) -> Callable[[str], str]:
    return lambda code: m.classified("programme_code", code) or m.words("outside the municipal budget")


def _status_name(m: Material) -> Callable[[str], str]:
    return lambda code: m.label("funding_line", "status", code) or m.words("status not given")


def _ceilings(m: Material) -> Iterator[Block]:
    ceilings = m.plan.all(BudgetCeiling)
    if not ceilings:
        return
    yield m.heading(2, m.words("Ceiling of the municipal budget"))
    name = source_name(m)
    yield Table(
        columns=(column(m.words("Source"), 4), *(figures(year, 1.2) for year in m.money_years)),
        rows=tuple(Row((name(c.source), *(m.money(c.amounts.get(year)) for year in m.money_years))) for c in ceilings),
        caption=m.unit,
    )
    yield Note(text=m.words("The ceiling is what the municipal budget allows for this plan."))
