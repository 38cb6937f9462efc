"""The table of one year's money for the finance office, which asks in August for the year to come."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.money import Amount, total
from localplan.exchange.document.blocks import Block, Paragraphs, Row, Table
from localplan.exchange.document.material import Material, column, figures
from localplan.exchange.papers.letters import Letter, addressee_name, letter_blocks


def years_of_money(m: Material) -> tuple[tuple[str, str], ...]:
    """The years of the plan with money through the municipal budget."""
    return tuple((year, year) for year in m.years if _rows(m, year))


def coming_year(m: Material) -> str:
    """The year for which the budget is made next; the first one while the plan has not begun."""
    next_year = str(m.today.year + 1) if m.today else ""
    known = [year for year, _ in years_of_money(m)]
    return next((year for year in known if year >= next_year), known[-1] if known else "")


def budget_request(m: Material, year: str) -> Iterator[Block]:
    """The letter with its table."""
    text = m.words(
        "For the draft budget of {year} we ask you to plan the amounts of the table. They follow from the document "
        "named above.",
        year=year,
    )
    body = (Paragraphs(text=text), _table(m, year))
    yield from letter_blocks(m, Letter(year, addressee_name(m, "finance_office"), m.words("Budget request"), body))


def _rows(m: Material, year: str) -> list[Amount]:
    """Money of the year that passes through the municipal budget; all where the profile marks no source so."""
    sources = {e.code: e.marks for e in m.method.list("funding_sources").entries}
    marked = any("on_budget" in marks for marks in sources.values())
    found = [row for row in m.money_rows if row.year == year and row.money]
    return [row for row in found if not marked or sources.get(row.source, {}).get("on_budget") is True]


def _table(m: Material, year: str) -> Table:
    found = sorted(
        _rows(m, year), key=lambda row: (row.line.programme_code, m.codes.get(row.line.parent, ""), row.source)
    )
    lines = [Row(_cells(m, row)) for row in found]
    programmes = any(row.line.programme_code for row in found)
    return Table(
        columns=(
            *((column(m.words("Programme"), 1.2),) if programmes else ()),
            column(m.words("Activity or measure"), 4.4),
            column(m.words("Source of funding"), 2.2),
            column(m.words("Status of funds"), 1.3),
            figures(m.words("Amount"), 1.1),
        ),
        rows=(
            *(line if programmes else Row(line.cells[1:]) for line in lines),
            Row((*(("",) if programmes else ()), m.words("Total"), "", "", m.money(total(found))), style="total"),
        ),
        caption=m.words("Amounts in {unit}", unit=m.unit),
    )


def _cells(m: Material, row: Amount) -> tuple[str, ...]:
    source = m.label("funding_line", "source", row.source)
    status = m.label("funding_line", "status", row.status)
    return (row.line.programme_code, m.titled(row.line.parent), source, status, m.money(row.money))
